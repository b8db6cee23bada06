/// English words without their endings, so that a plural finds its singular.
enum Stem {
    /// The letters of the stem; words with other letters, and short ones, stay as they are.
    static func of(_ word: ArraySlice<UInt32>) -> [UInt32] {
        var letters = Array(word)
        guard letters.count > 3, letters.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else {
            return letters
        }
        plural(&letters)
        if letters.count > 5, ends(letters, "ing") {
            letters.removeLast(3)
        } else if letters.count > 4, ends(letters, "ed") {
            letters.removeLast(2)
        } else {
            if letters.count > 4, letters.last == 0x65 { letters.removeLast() }
            return letters
        }
        let last = letters[letters.count - 1]
        // knitted, fitted; but filled, pressed.
        if letters.count > 3, last == letters[letters.count - 2], last != 0x6C, last != 0x73 {
            letters.removeLast()
        }
        return letters
    }

    private static func plural(_ letters: inout [UInt32]) {
        if letters.count > 4, ends(letters, "ies") {
            letters.removeLast(3)
            letters.append(0x79)
        } else if ["sses", "shes", "ches", "xes"].contains(where: { ends(letters, $0) }) {
            letters.removeLast(2)
        } else if ends(letters, "s"), !["ss", "us", "is"].contains(where: { ends(letters, $0) }) {
            letters.removeLast()
        }
    }

    private static func ends(_ letters: [UInt32], _ ending: StaticString) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard letters.count >= count else { return false }
        for index in 0..<count
        where letters[letters.count - count + index] != UInt32(ending.utf8Start[index]) {
            return false
        }
        return true
    }
}

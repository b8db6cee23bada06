import Kernel

/// Passwords somebody would try early: those made of hardly anything but common words, runs of
/// signs, years, repetitions and the names of their owner.
///
/// ASVS 5.0 6.2.4 asks for a list of the most common passwords of the length that is allowed. Of
/// twelve signs hardly any are common as they are: those among the fifty thousand most common are
/// listed (`Data/common-passwords.txt`). The others are compositions, so a second list holds what
/// they are composed of (`Data/common-password-words.txt`).
struct CommonPasswords: Sendable {
    private let listed: Set<[UInt8]>
    private let words: Set<[UInt32]>
    private let longest: Int
    /// A password this simple or simpler is refused: so many pieces and other signs in all.
    private let simplest = 5

    init(share: Share) throws {
        let text = try share.text("Capabilities/Parties/Data/common-password-words.txt")
        self.init(
            words: text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") },
            listed: try share.text("Capabilities/Parties/Data/common-passwords.txt")
                .split(separator: "\n").map(String.init))
    }

    init(words: [String], listed: [String] = []) {
        self.listed = Set(listed.map { Array($0.lowercased().utf8) })
        self.words = Set(words.map(folded))
        longest = words.map(\.unicodeScalars.count).max() ?? 0
    }

    /// Whether a password is one of them.
    ///
    /// - Parameter own: login and name of whose it is.
    func contains(_ password: String, own: [String]) -> Bool {
        if listed.contains(Array(password.lowercased().utf8)) { return true }
        let plain = password.lowercased().unicodeScalars.map(\.value)
        // Longer ones hold enough besides.
        guard plain.count <= 128 else { return false }
        let signs = folded(password)
        guard signs.count == plain.count else { return false }
        let mine = Set(
            own.flatMap { name in
                [name] + name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
            }.filter { $0.unicodeScalars.count > 1 }.map(folded))
        let most = max(longest, mine.map(\.count).max() ?? 0)
        // The fewest pieces that the first n signs can be made of.
        var least = Array(0...plain.count)
        for end in plain.indices.map({ $0 + 1 }) {
            least[end] = min(least[end], least[end - 1] + 1)
            for start in max(0, end - most)..<end where end - start > 1 {
                let word = Array(signs[start..<end])
                if words.contains(word) || mine.contains(word) {
                    least[end] = min(least[end], least[start] + 1)
                }
            }
            for start in 0..<end where end - start > 2 {
                let piece = plain[start..<end]
                if isRun(piece) || neighbours.contains(Array(piece)) || isYear(piece)
                    || isRepeated(plain, start, end)
                {
                    least[end] = min(least[end], least[start] + 1)
                }
            }
        }
        return (least.last ?? 0) <= simplest
    }
}

/// Lower case, with the digits and signs people put in place of letters turned back.
private func folded(_ text: String) -> [UInt32] {
    text.lowercased().unicodeScalars.map { scalar in
        let letter: Unicode.Scalar =
            switch scalar {
            case "@", "4": "a"
            case "3": "e"
            case "1", "!": "i"
            case "0": "o"
            case "$", "5": "s"
            case "7": "t"
            default: scalar
            }
        return letter.value
    }
}

/// `aaaa`, `1234`, `dcba`.
private func isRun(_ piece: ArraySlice<UInt32>) -> Bool {
    let steps = zip(piece.dropFirst(), piece).map { Int64($0) - Int64($1) }
    guard let first = steps.first, abs(first) < 2 else { return false }
    return steps.allSatisfy { $0 == first }
}

/// What lies side by side on the keyboard, in either direction: every piece of a row.
private let neighbours: Set<[UInt32]> = {
    var pieces: Set<[UInt32]> = []
    for row in rows {
        for start in row.indices {
            for end in start + 1...row.count {
                pieces.insert(Array(row[start..<end]))
                pieces.insert(row[start..<end].reversed())
            }
        }
    }
    return pieces
}()

private let rows = [
    "1234567890-=", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.", "!@#$%^&*()",
].map { $0.unicodeScalars.map(\.value) }

/// A year from 1900 to 2099.
private func isYear(_ piece: ArraySlice<UInt32>) -> Bool {
    guard piece.count == 4, piece.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    let century = Array(piece.prefix(2))
    return century == [0x31, 0x39] || century == [0x32, 0x30]
}

/// The same signs as just before.
private func isRepeated(_ signs: [UInt32], _ start: Int, _ end: Int) -> Bool {
    let length = end - start
    return start >= length && signs[start - length..<start] == signs[start..<end]
}

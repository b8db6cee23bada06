/// Words that say that there are goods, but not which.
struct VagueWords: Sendable {
    private let words: Set<String>
    private let longest: Int

    init(_ words: [String]) {
        self.words = Set(words.flatMap { [$0, VagueWords.singular($0)] })
        longest = words.map(\.unicodeScalars.count).max() ?? 0
    }

    /// Whether a text consists of such words, numbers and signs alone.
    func isAll(of text: String) -> Bool {
        var run = ""
        var script = Script.other
        for scalar in text.unicodeScalars.prefix(Words.mostScalars) {
            let folded = Script.fold(scalar)
            let next = Script(folded)
            if next != script {
                guard isVague(run, script) else { return false }
                run = ""
                script = next
            }
            if let scalar = Unicode.Scalar(folded) { run.unicodeScalars.append(scalar) }
        }
        return isVague(run, script)
    }

    private func isVague(_ run: String, _ script: Script) -> Bool {
        switch script {
        case .other, .digit: true
        case .latin:
            run.utf8.count < 2 || words.contains(run) || words.contains(VagueWords.singular(run))
        case .han: isCovered(Array(run.unicodeScalars)[...])
        }
    }

    /// Whether a run of characters can be cut into such words, the longest first.
    private func isCovered(_ run: ArraySlice<Unicode.Scalar>) -> Bool {
        var rest = run
        while !rest.isEmpty {
            var count = min(longest, rest.count)
            while count > 0 {
                let part = String(String.UnicodeScalarView(rest.prefix(count)))
                if words.contains(part) { break }
                count -= 1
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func singular(_ word: String) -> String {
        word.utf8.count > 3 && word.utf8.last == 0x73 ? String(word.dropLast()) : word
    }
}

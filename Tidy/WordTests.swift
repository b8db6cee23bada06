import Testing

@Suite("Banned words")
struct WordTests {
    @Test("What is written well avoids what has hurt others")
    func words() { report(Tree.swift.flatMap(Self.findings)) }

    @Test(
        "A banned word is found in code, not in comments or texts",
        arguments: [
            ("Kernel/A.swift", "let a = try! b()", 1),
            ("Kernel/A.swift", "let a = b as! Int", 1),
            ("Kernel/A.swift", "// never try! here", 0),
            ("Kernel/A.swift", "let a = \"print(1)\"", 0),
            ("Kernel/A.swift", "let a = \"\\(String(format: b))\"", 1),
            ("Kernel/A.swift", "print(a)", 1),
            ("Kernel/A.swift", "blueprint(a)", 0),
            ("Capabilities/Tariff/Commands/A.swift", "print(a)", 0),
            ("Kernel/A.swift", "let a = Date()", 1),
            ("Kernel/A.swift", "let a = UpDate()", 0),
            ("Kernel/A.swift", "let a: Double", 1),
            ("Kernel/A.swift", "let a: Double  // tidy: a share shown as a bar", 0),
            ("Kernel/A.swift", "struct A: @unchecked Sendable {}", 1),
            ("Kernel/A.swift", "/// `@unchecked Sendable`: b\nstruct A: @unchecked Sendable {}", 0),
            ("Kernel/Tests/A.swift", "try await Task.sleep(for: .seconds(1))", 1),
        ])
    func bannedIsFound(path: String, text: String, count: Int) {
        #expect(Self.findings(in: TextFile(path: path, text: text)).count == count)
    }

    struct Ban {
        let word: String
        let instead: String
        /// Path prefixes or folder names where the word is at home.
        var home: [String] = []
        /// Nil: everywhere. Else only in files for which it holds.
        var isMeant: @Sendable (TextFile) -> Bool = { _ in true }
    }

    static let bans: [Ban] = [
        Ban(word: "XMLParser", instead: "Platform/Wire's XMLReader: Foundation's crashes on bad input"),
        Ban(word: "XMLDocument", instead: "Platform/Wire's XMLReader: Foundation's reads local files"),
        Ban(word: "DateFormatter", instead: "Day and Instant"),
        Ban(word: "ISO8601DateFormatter", instead: "Instant"),
        Ban(word: "Decimal", instead: "Money or Fixed: Decimal reads 12abc as 12"),
        Ban(word: "Date()", instead: "the clock that was handed in"),
        Ban(
            word: "Double", instead: "integers of a named scale (Money, Fixed)",
            // Points on a page are no amounts.
            home: ["Benchmarks/", "Platform/Paper/"], isMeant: { !$0.isTest }),
        Ban(word: "String(format:", instead: "interpolation: the format's types are not checked"),
        Ban(
            word: "print(", instead: "the logger; only commands print",
            home: ["Commands", "App/", "Benchmarks/"], isMeant: { !$0.isTest }),
        Ban(word: "try!", instead: "a refusal, or a precondition with a sentence"),
        Ban(word: "as!", instead: "`as?` and a refusal"),
        Ban(word: "fatalError", instead: "a refusal, or a precondition with a sentence"),
        Ban(word: "Bundle.", instead: "Share: a bundle is looked for at the build's path"),
        Ban(word: "UserDefaults", instead: "a value handed in"),
        Ban(word: "NotificationCenter", instead: "a value handed in"),
        Ban(
            word: "sleep(", instead: "a clock of the test, or wait for the event itself",
            isMeant: { $0.isTest }),
        Ban(word: "TODO", instead: "the thing itself, or an issue"),
        Ban(word: "FIXME", instead: "the thing itself, or an issue"),
    ]

    static func findings(in file: TextFile) -> [Finding] {
        if file.path == "Tidy/WordTests.swift" { return [] }
        let text = file.parts
        var found: [Finding] = []
        for (index, line) in text.code.enumerated() {
            // To sleep for ever is to stand for somebody who never answers.
            if isExcused(index, text) || line.contains("sleep(nanoseconds: .max") { continue }
            for ban in bans where ban.isMeant(file) && contains(line, ban.word) {
                if ban.home.contains(where: { file.path.hasPrefix($0) || file.folders.contains($0) })
                {
                    continue
                }
                found.append(
                    Finding(
                        path: file.path, line: index + 1,
                        advice: "instead of \(ban.word) write \(ban.instead)"))
            }
            if line.contains("@unchecked Sendable"), !isProven(index, text) {
                found.append(
                    Finding(
                        path: file.path, line: index + 1,
                        advice: "say above it why it is safe: /// `@unchecked Sendable`: …"))
            }
        }
        for (index, line) in text.comments.enumerated() {
            for word in ["TODO", "FIXME"] where line.words.contains(Substring(word)) {
                found.append(
                    Finding(
                        path: file.path, line: index + 1,
                        advice: "instead of \(word) do it, or open an issue"))
            }
        }
        return found
    }

    /// `// tidy: reason` on the line or the line above excuses it.
    static func isExcused(_ index: Int, _ text: SwiftText) -> Bool {
        [index, index - 1].contains { $0 >= 0 && text.comments[$0].contains("tidy: ") }
    }

    static func isProven(_ index: Int, _ text: SwiftText) -> Bool {
        text.comments[max(0, index - 8)...index].contains { $0.contains("`@unchecked Sendable`") }
    }

    /// The word as a whole: `print(` is not in `blueprint(`.
    static func contains(_ line: String, _ word: String) -> Bool {
        var rest = line[...]
        while let range = rest.firstRange(of: word) {
            let before = rest[..<range.lowerBound].last ?? " "
            let after = rest[range.upperBound...].first ?? " "
            let endsOpen = word.last.map { $0.isLetter || $0.isNumber } ?? false
            let standsAlone =
                !(before.isLetter || before.isNumber || before == "_")
                && !(endsOpen && (after.isLetter || after.isNumber || after == "_"))
            if standsAlone { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}

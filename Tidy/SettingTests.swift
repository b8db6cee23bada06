import Testing

@Suite("Settings")
struct SettingTests {
    @Test("Every setting the program reads stands in docs/operating.md")
    func settingsAreDocumented() {
        let page = Tree.files { $0 == "docs/operating.md" }.map(\.text).joined()
        report(Tree.swift.flatMap { Self.findings(in: $0, page: page) })
    }

    @Test("A setting nobody wrote down is found")
    func undocumentedIsFound() {
        let file = TextFile(
            path: "App/House/A.swift", text: "let a = \"TRADEWIND_A\"\nlet b = \"TRADEWIND_B\"")
        #expect(Self.findings(in: file, page: "`TRADEWIND_A`").map(\.line) == [2])
    }

    static func findings(in file: TextFile, page: String) -> [Finding] {
        if file.folders.first == "Tidy" || file.path == "Package.swift" { return [] }
        let known = Set(page.words)
        return file.parts.strings.enumerated().flatMap { index, line in
            line.words.compactMap { word -> Finding? in
                guard word.hasPrefix("TRADEWIND_"), word.utf8.count > 10, !known.contains(word)
                else { return nil }
                return Finding(
                    path: file.path, line: index + 1,
                    advice: "add \(word) to docs/operating.md: what for, default, what goes wrong")
            }
        }
    }
}

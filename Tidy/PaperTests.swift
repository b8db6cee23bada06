import Testing

@Suite("Papers")
struct PaperTests {
    static let papers = Tree.files { $0.hasSuffix(".md") }

    @Test("Every capability and every room of the platform has a README")
    func readmes() {
        for folder in ["Capabilities", "Platform"] {
            for room in Tree.folders(in: folder) where room != "C" {
                #expect(
                    Tree.exists("\(folder)/\(room)/README.md"),
                    """
                    \(folder)/\(room)/README.md:1: write it: the question the room answers, its \
                    words, tables, events, refusals in order of precedence, the law it follows
                    """)
            }
        }
    }

    @Test("No relative link in a paper is dead")
    func links() {
        report(Self.papers.flatMap { Self.deadLinks(in: $0, papers: Self.papers) })
    }

    @Test("Dead links are found, others are left alone")
    func deadLinksAreFound() {
        let text = """
            # One thing (二)
            [a](LICENSE) [b](https://example.org/x) [c](no/such/file.md) `[d](nowhere)`
            [e](#one-thing-二) [f](#nothing)
            ```
            [g](nowhere)
            ```
            """
        let file = TextFile(path: "A.md", text: text)
        #expect(Self.deadLinks(in: file, papers: [file]).map(\.line) == [2, 3])
    }

    static func deadLinks(in file: TextFile, papers: [TextFile]) -> [Finding] {
        prose(of: file).flatMap { index, line in
            targets(in: line).compactMap { target -> Finding? in
                if target.contains("://") || target.hasPrefix("mailto:") { return nil }
                let parts = target.split(
                    separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let path =
                    parts[0].isEmpty ? file.path : resolved(String(parts[0]), from: file.folders)
                if !Tree.exists(path), !papers.contains(where: { $0.path == path }) {
                    return Finding(
                        path: file.path, line: index, advice: "\(path) does not exist: mend the link")
                }
                guard parts.count == 2, let paper = papers.first(where: { $0.path == path }),
                    !anchors(of: paper).contains(String(parts[1]))
                else { return nil }
                return Finding(
                    path: file.path, line: index,
                    advice: "\(path) has no heading #\(parts[1]): mend the link")
            }
        }
    }

    /// Lines outside fenced code, with their numbers and without code spans.
    static func prose(of file: TextFile) -> [(Int, String)] {
        var isCode = false
        var lines: [(Int, String)] = []
        for (index, line) in file.lines.enumerated() {
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isCode.toggle()
                continue
            }
            if isCode { continue }
            let parts = line.split(separator: "`", omittingEmptySubsequences: false)
            let text = parts.enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }
            lines.append((index + 1, text.joined(separator: " ")))
        }
        return lines
    }

    static func targets(in line: String) -> [String] {
        var rest = line[...]
        var found: [String] = []
        while let open = rest.firstRange(of: "](") {
            rest = rest[open.upperBound...]
            guard let close = rest.firstIndex(of: ")") else { break }
            found.append(rest[..<close].split(separator: " ").first.map(String.init) ?? "")
            rest = rest[close...]
        }
        return found
    }

    static func resolved(_ path: String, from folders: [String]) -> String {
        var parts = path.hasPrefix("/") ? [] : folders
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    /// Headings as GitHub and Forgejo make anchors of them.
    static func anchors(of file: TextFile) -> Set<String> {
        Set(
            file.lines.filter { $0.hasPrefix("#") }.map { line in
                line.drop { $0 == "#" || $0 == " " }.lowercased()
                    .filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
                    .map { $0 == " " ? "-" : String($0) }.joined()
            })
    }
}

@Suite("Mission rows")
struct MissionTests {
    @Test("What the papers say works has a scenario of that name")
    func workingRowsHaveScenarios() {
        let scenarios = Self.scenarios(in: Tree.files { $0.hasPrefix("Scenarios/") })
        for name in ["README.md", "README.zh-CN.md", "CHANGELOG.md"] {
            for file in Tree.files({ $0 == name }) {
                report(Self.findings(in: file, scenarios: scenarios))
            }
        }
    }

    @Test("Both READMEs say that the same rows work")
    func languagesAgree() {
        let rows = ["README.md", "README.zh-CN.md"].map { name in
            Set(Tree.files { $0 == name }.flatMap { Self.workingRows(in: $0) }.map(\.row))
        }
        #expect(rows[0] == rows[1])
    }

    @Test("A row without scenario is found")
    func missingScenarioIsFound() {
        let text = "## What works\n\n| CB-03 | a |\n\n## What does not yet\n\n| CB-04 | b |\n"
        let file = TextFile(path: "README.md", text: text)
        #expect(Self.findings(in: file, scenarios: []).map(\.line) == [3])
        #expect(Self.findings(in: file, scenarios: ["CB-03"]).isEmpty)
    }

    static func findings(in file: TextFile, scenarios: Set<String>) -> [Finding] {
        workingRows(in: file).compactMap { line, row in
            if scenarios.contains(row) { return nil }
            return Finding(
                path: file.path, line: line,
                advice: "\(row) is said to work: write a scenario whose name begins with \(row), "
                    + "or move the row to what does not work yet")
        }
    }

    /// Row numbers under the heading that says what works; in the changelog, under every heading.
    static func workingRows(in file: TextFile) -> [(line: Int, row: String)] {
        var counts = file.path == "CHANGELOG.md"
        var found: [(line: Int, row: String)] = []
        for (index, line) in file.lines.enumerated() {
            if line.hasPrefix("## "), file.path != "CHANGELOG.md" {
                counts = line == "## What works" || line == "## 已能做到"
            }
            guard counts else { continue }
            for row in rows(in: line) { found.append((index + 1, row)) }
        }
        return found
    }

    static func rows(in line: some StringProtocol) -> [String] {
        let words: [Substring] = String(line).split { character in
            !(character.isASCII && (character.isLetter || character.isNumber || character == "-"))
        }
        return words.map(String.init).filter(isRow)
    }

    /// `CB-03`: two capitals, a hyphen, two digits.
    static func isRow(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        return bytes.count == 5 && bytes[2] == UInt8(ascii: "-")
            && bytes[..<2].allSatisfy { (0x41...0x5A).contains($0) }
            && bytes[3...].allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Rows with which the name of a scenario begins.
    static func scenarios(in files: [TextFile]) -> Set<String> {
        var found: Set<String> = []
        for file in files where file.path.hasSuffix(".swift") {
            let text = file.parts
            for (code, string) in zip(text.code, text.strings)
            where code.contains("@Test") || code.contains("@Suite") || code.hasPrefix("    \"") {
                let name = string.drop { $0 == " " }
                if let row = rows(in: name.prefix(5)).first { found.insert(row) }
            }
        }
        return found
    }
}

import Testing

@Suite("Reliability tests")
struct ReliabilityTests {
    @Test("The list of reliability tests names those there are, and where they stand")
    func listed() throws {
        let list = try #require(Tree.files { $0 == "docs/reliability.md" }.first?.text)
        var rows: [String: String] = [:]
        for line in list.split(separator: "\n") where line.hasPrefix("| R") {
            let number = line.dropFirst(2).prefix { $0 != " " }
            rows[String(number)] = String(line)
        }
        var found: Set<String> = []
        for file in Tree.swift where file.isTest && file.path != "Tidy/ReliabilityTests.swift" {
            for number in Self.numbers(in: file.text) {
                found.insert(number)
                let name = file.path.split(separator: "/").last.map(String.init) ?? ""
                #expect(
                    rows[number]?.contains(name) == true,
                    "docs/reliability.md: \(number) of \(file.path) is not listed")
            }
        }
        for number in rows.keys.sorted() {
            #expect(found.contains(number), "docs/reliability.md: no test is named \(number)")
        }
    }

    @Test(
        "The number of a test is read from its name",
        arguments: [
            (#"@Test("R7: a")"#, ["R7"]), ("@Test(\n    \"\"\"\n    R21: a\n", ["R21"]),
            (#"@Test("a R7: b")"#, []), ("/// R3: a", []), (#"@Test("R1 a")"#, []),
        ])
    func read(text: String, numbers: [String]) { #expect(Self.numbers(in: text) == numbers) }

    /// Numbers that begin the names of tests: `R7:` after an opening quote.
    static func numbers(in text: String) -> [String] {
        let parts = text.split(separator: "@Test(", omittingEmptySubsequences: false)
        return parts.dropFirst().compactMap { part in
            let name = part.drop { " \n\"".contains($0) }
            guard name.first == "R" else { return nil }
            let digits = name.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, name.dropFirst(1 + digits.count).first == ":" else {
                return nil
            }
            return "R\(digits)"
        }
    }
}

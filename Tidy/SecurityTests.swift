import Testing

@Suite("Security papers")
struct SecurityTests {
    static let folder = "docs/security/"

    @Test("Each requirement of ASVS level 1 and 2 stands once in the matrix, settled by tests that exist, a reason, or, at level 2, what is missing")
    func matrix() {
        let tests = Self.tests(in: Tree.swift)
        #expect(tests.count > 1000)
        report(Self.findings(in: Self.paper("asvs.csv"), tests: tests))
    }

    @Test("A requirement that is missing, named twice, unsettled, or settled by no test is found")
    func faultsAreFound() {
        let all = Self.requirements.map { number, level in
            "\(number),\(level),a,not-applicable,There is none of it."
        }
        let whole = all.joined(separator: "\n")
        func count(_ change: (inout [String]) -> Void) -> Int {
            var lines = all
            change(&lines)
            let text = "number,level,what,state,proof\n" + lines.joined(separator: "\n")
            return Self.findings(in: TextFile(path: "a.csv", text: text), tests: ["A.b"]).count
        }
        #expect(whole.contains("1.2.1,1,"))
        #expect(count { _ in } == 0)
        #expect(count { $0.removeLast() } == 1)
        #expect(count { $0.append($0[0]) } == 1)
        #expect(count { $0[0] = "1.1.1,1,a,not-applicable,Reason." } == 1)
        #expect(count { $0[0] = "1.1.1,2,a,open,Something is missing." } == 0)
        #expect(count { $0[2] = "1.2.1,1,a,open,Something is missing." } == 1)
        #expect(count { $0[2] = "1.2.1,1,a,tested,A.b" } == 0)
        #expect(count { $0[2] = "1.2.1,1,a,tested,A.b A.c" } == 1)
        #expect(count { $0[2] = "1.2.1,1,a,tested," } == 1)
        #expect(count { $0[2] = "1.2.1,1,a,not-applicable," } == 1)
    }

    @Test("Tests are known by suite and function")
    func names() {
        let file = TextFile(
            path: "Kernel/Tests/A.swift",
            text: """
                @Suite("B", .serialized) struct BTests {
                    @Test("c", arguments: [
                        1,
                    ])
                    func d(e: Int) {}
                    func f() {}
                }
                extension BTests {
                    @Test func g() {}
                }
                """)
        #expect(Self.tests(in: [file]) == ["BTests.d", "BTests.g"])
    }

    @Test("The page on security names every limit with its value, every permission, and every file that uses cryptography")
    func page() {
        let page = Self.paper("README.md").text
        let settings = Tree.files { $0 == "Capabilities/Parties/Data/settings.csv" }
            .flatMap(\.lines).dropFirst()
        for line in settings where !line.isEmpty {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            #expect(page.contains("| `\(cells[0])` | \(cells[3]) |"), "\(cells[0]) is \(cells[3])")
        }
        #expect(settings.count > 10)
        let rights = Tree.files { path in
            ["permissions.json", "authorities.json"].contains {
                path == "Capabilities/Parties/Data/" + $0
            }
        }
        let quoted = rights.flatMap { $0.text.split(separator: "\"") }
        for name in Set(quoted) where Self.isPermission(name) {
            #expect(page.contains("`\(name)`"), "\(name)")
        }
        for file in Tree.swift where !file.isTest && Self.usesCryptography(file) {
            #expect(page.contains("`\(file.path)`"), "\(file.path)")
        }
        for chapter in [
            "Ways in", "Limits", "Who may do what", "Data", "Keys and cryptography",
            "With whom the system talks", "Files that are taken", "What takes long",
            "What is logged", "Components",
        ] {
            #expect(page.contains("\n## \(chapter)\n"), "\(chapter)")
        }
        // How soon components are mended.
        for words in ["within 7 days when it is critical or high", "30 when it is medium"] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test("Everything that is linked stands in the list of components, in its version, with the day it was looked at last")
    func components() {
        let listed = Self.paper("components.csv").lines.dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }.filter { $0.count >= 6 }
        for line in listed {
            // Compared with what its source offers: newer ones and what was wrong with this one.
            #expect(Self.isDay(line[4]), "\(line[0]) was looked at on \(line[4])")
        }
        #expect(Set(listed.map { $0[0] }).count == listed.count, "one line each")
        let header = Self.paper("components.csv").lines.first.map(String.init) ?? ""
        #expect(header == "name,kind,version,from,looked at on,note")
        let manifest = Tree.files { $0 == "Package.swift" }.map(\.text).joined()
        let named = manifest.components(between: "\"https://github.com/", and: "\"")
            .compactMap { $0.split(separator: "/").last.map(String.init) }
        let versions = manifest.components(between: "from: \"", and: "\"")
        #expect(named.count == versions.count && named.count >= 4)
        for (name, version) in zip(named, versions) {
            #expect(listed.contains { $0[0] == name && $0[2] == version }, "\(name) \(version)")
        }
        for name in manifest.components(between: ".apt([\"", and: "\"") {
            #expect(listed.contains { $0[0] == name && $0[1] == "system" }, "\(name)")
        }
        // Made by the first build, so it is not there in a fresh checkout.
        let resolved = Tree.files { $0 == "Package.resolved" }.map(\.text).joined()
        for name in resolved.components(between: "\"identity\" : \"", and: "\"") {
            #expect(listed.contains { $0[0] == name }, "\(name)")
        }
    }

    @Test("No code runs commands of the system, makes code of text, or makes expressions of input")
    func dangerousCalls() {
        let banned = [
            "Process(", "system(", "popen(", "execv", "posix_spawn", "dlopen(", "NSExpression",
            "NSPredicate", "Regex(", "NSRegularExpression",
        ]
        // Measuring starts the servers it measures, by the words of the command line.
        let product = Tree.swift.filter { !$0.isTest && !$0.path.hasPrefix("App/House/Bench") }
        report(product.flatMap { Self.uses(of: banned, in: $0) })
    }

    @Test("Scripts of pages make no markup or code of text, keep nothing and talk to nobody else")
    func scripts() {
        let banned = [
            "eval(", "Function(", ".innerHTML =", ".outerHTML =", "insertAdjacentHTML",
            "document.write", "localStorage", "sessionStorage", "indexedDB", "document.cookie",
            "postMessage", "__proto__", "http://", "https://", "onpaste",
        ]
        let scripts = Tree.files { $0.hasSuffix(".js") }
        #expect(!scripts.isEmpty)
        for script in scripts {
            // Whether keys act on rows is kept: a choice of the reader, about nobody.
            let text = script.text.replacing(/localStorage\.[gs]etItem\("row-keys"/, with: "")
            for word in banned {
                #expect(!text.contains(word), "\(script.path): \(word)")
            }
        }
    }

    @Test("Hashes that are broken are used nowhere, and SHA-1 only where a standard of others asks for it")
    func hashes() {
        for file in Tree.swift where !file.isTest {
            for line in file.parts.code {
                #expect(!line.contains("EVP_md5") && !line.contains("EVP_md4"), "\(file.path)")
                let isKnown = ["Platform/Secrets/OneTimeCode.swift", "Platform/Seal/Hash.swift"]
                    .contains(file.path)
                #expect(!line.contains("EVP_sha1") || isKnown, "\(file.path)")
            }
        }
    }

    @Test("What must not be guessed comes from the system's generator")
    func randomness() {
        let banned = ["rand()", "drand48", "srand", "arc4random"]
        report(Tree.swift.filter { !$0.isTest }.flatMap { Self.uses(of: banned, in: $0) })
        let source = Tree.files { $0 == "Platform/Secrets/Digest.swift" }.map(\.text).joined()
        #expect(source.contains("getentropy("))
    }

    @Test("Outgoing requests check certificates and take no old TLS")
    func outgoing() {
        let source = Tree.files { $0 == "Platform/Journal/OutgoingTransfer.swift" }
            .map(\.text).joined()
        #expect(source.contains("CURLOPT_SSL_VERIFYPEER, 1"))
        #expect(source.contains("CURLOPT_SSL_VERIFYHOST, 2"))
        #expect(source.contains("CURLOPT_SSLVERSION"))
        #expect(source.contains("CURLOPT_FOLLOWLOCATION, 0"))
    }
}

extension SecurityTests {
    static func paper(_ name: String) -> TextFile {
        Tree.files { $0 == folder + name }.first ?? TextFile(path: folder + name, text: "")
    }

    /// Numbers and levels of OWASP ASVS 5.0.0: for each section the level of each requirement in
    /// turn.
    static let sections = """
        1.1 22|1.2 1111122223|1.3 112222222223|1.4 222|1.5 123|2.1 122|2.2 112|2.3 12223|2.4 23|\
        3.1 3|3.2 113|3.3 12223|3.4 11222233|3.5 11122333|3.6 3|3.7 22333|4.1 12233|4.2 23333|\
        4.3 22|4.4 1222|5.1 2|5.2 112333|5.3 113|5.4 222|6.1 122|6.2 111111112222|6.3 11223333|\
        6.4 112233|6.5 22222333|6.6 2223|6.7 33|6.8 2222|7.1 222|7.2 1111|7.3 22|7.4 11222|\
        7.5 223|7.6 22|8.1 1233|8.2 1123|8.3 133|8.4 23|9.1 111|9.2 1222|10.1 22|10.2 223|\
        10.3 22223|10.4 1111122222233333|10.5 22222|10.6 22|10.7 222|11.1 2233|11.2 22233|\
        11.3 11233|11.4 1222|11.5 23|11.6 23|11.7 33|12.1 12233|12.2 11|12.3 22223|13.1 2333|\
        13.2 222223|13.3 2233|13.4 1222233|14.1 22|14.2 12223333|14.3 122|15.1 12233|15.2 12233|\
        15.3 1222222|15.4 3333|16.1 2|16.2 22222|16.3 2222|16.4 222|16.5 2223|17.1 23|\
        17.2 22223333|17.3 22
        """

    /// Those of level 1 and 2, in their order: 70 and 183.
    static let requirements: [(number: String, level: Character)] = {
        var found: [(number: String, level: Character)] = []
        for section in sections.split(separator: "|") {
            let parts = section.split(separator: " ")
            for (index, level) in (parts.last ?? "").enumerated() where level != "3" {
                found.append((number: "\(parts[0]).\(index + 1)", level: level))
            }
        }
        return found
    }()

    static func findings(in file: TextFile, tests: Set<String>) -> [Finding] {
        var found: [Finding] = []
        var levels = Dictionary(uniqueKeysWithValues: requirements.map { ($0.number, $0.level) })
        func find(_ line: Int, _ advice: String) {
            found.append(Finding(path: file.path, line: line, advice: advice))
        }
        for (index, line) in file.lines.enumerated().dropFirst() where !line.isEmpty {
            let fields = cells(line)
            guard fields.count == 5 else {
                find(index + 1, "a line has number, level, what, state and proof")
                continue
            }
            guard let level = levels.removeValue(forKey: fields[0]) else {
                find(index + 1, "\(fields[0]) is no requirement of level 1 or 2, or stands twice")
                continue
            }
            if fields[1] != String(level) || fields[2].isEmpty {
                find(index + 1, "\(fields[0]) is of level \(level), and has words")
            }
            if let advice = advice(fields[3], fields[4], level, tests) { find(index + 1, advice) }
        }
        for number in levels.keys.sorted() { find(1, "\(number) is missing") }
        return found
    }

    /// Nil where a requirement is settled.
    private static func advice(
        _ state: String, _ proof: String, _ level: Character, _ tests: Set<String>
    ) -> String? {
        switch state {
        case "tested":
            let names = proof.split(separator: " ").map(String.init)
            guard !names.isEmpty else { return "name a test" }
            let unknown = names.filter { !tests.contains($0) }
            return unknown.isEmpty ? nil : "there is no test \(unknown.joined(separator: ", "))"
        case "not-applicable": return proof.isEmpty ? "say why it does not apply" : nil
        case "open" where level == "2": return proof.isEmpty ? "say what is missing" : nil
        default: return "level \(level) is tested or not-applicable, level 2 may be open"
        }
    }

    /// Cells of a line of CSV; quotes stand around cells with commas.
    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for sign in line {
            switch sign {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(sign)
            }
        }
        return cells
    }

    /// `Suite.function` of every test.
    static func tests(in files: [TextFile]) -> Set<String> {
        var found: Set<String> = []
        for file in files where file.isTest {
            var suite = ""
            var isTest = false
            for line in file.parts.code {
                if let name = typeName(line) { suite = name }
                if line.contains("@Test") { isTest = true }
                guard isTest, let place = line.firstRange(of: "func ") else { continue }
                let name = line[place.upperBound...].prefix { $0.isLetter || $0.isNumber }
                found.insert("\(suite).\(name)")
                isTest = false
            }
        }
        return found
    }

    /// Name of the type a line at the margin begins.
    private static func typeName(_ line: String) -> String? {
        guard let first = line.first, first != " ", first != "/" else { return nil }
        for word in ["struct ", "extension ", "class ", "actor ", "enum "] {
            guard let place = line.firstRange(of: word) else { continue }
            let name = line[place.upperBound...].prefix { $0.isLetter || $0.isNumber }
            if !name.isEmpty { return String(name) }
        }
        return nil
    }

    private static func value(_ name: String, in line: Substring) -> String? {
        guard let place = line.firstRange(of: "\"\(name)\": ") else { return nil }
        let rest = line[place.upperBound...].drop { $0 == "\"" }
        return String(rest.prefix { $0 != "\"" && $0 != "," && $0 != "}" })
    }

    /// `2026-11-22`, and no day that cannot be.
    private static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        return text.utf8.count == 10 && parts.count == 3 && parts[0] >= 2026
            && (1...12).contains(parts[1]) && (1...31).contains(parts[2])
    }

    private static func isPermission(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { ($0.isASCII && $0.isLowercase) || $0 == "-" }
            }
    }

    private static func usesCryptography(_ file: TextFile) -> Bool {
        file.parts.code.contains { line in
            ["CCrypto", "CArgon2", "CPKCS11"].contains(ImportTests.module(importedBy: line) ?? "")
        }
    }

    private static func uses(of words: [String], in file: TextFile) -> [Finding] {
        file.parts.code.enumerated().flatMap { index, line in
            words.filter { WordTests.contains(line, $0) }.map { word in
                Finding(
                    path: file.path, line: index + 1,
                    advice: "\(word) must not be used: docs/security/asvs.csv says so")
            }
        }
    }
}

extension String {
    /// What stands between two marks, each time.
    fileprivate func components(between start: String, and end: String) -> [String] {
        var found: [String] = []
        var rest = self[...]
        while let from = rest.firstRange(of: start) {
            rest = rest[from.upperBound...]
            guard let to = rest.firstRange(of: end) else { break }
            found.append(String(rest[..<to.lowerBound]))
            rest = rest[to.upperBound...]
        }
        return found
    }
}

import Testing

@Suite("The manifest")
struct ManifestTests {
    static let text = Tree.files { $0 == "Package.swift" }.map(\.text).joined()

    @Test("The lists of Package.swift agree with the tree")
    func listsAgree() {
        let rooms = Self.rooms(in: Self.text)
        #expect(rooms.count > 10, "the rooms were not found in Package.swift")
        let known = Set(rooms.map(\.path))
        for folder in Tree.folders(in: "Capabilities").map({ "Capabilities/" + $0 })
            + Tree.folders(in: "Platform").map({ "Platform/" + $0 })
        where !known.contains(folder) && folder != "Platform/C" {
            Issue.record("\(folder):1: give it a line in Package.swift")
        }
        report(rooms.flatMap { Self.findings(in: $0, paths: Tree.paths, isFolder: Tree.isFolder) })
    }

    @Test("A room imports only rooms that its line names")
    func importsAreNamed() {
        let rooms = Self.rooms(in: Self.text)
        report(Tree.swift.flatMap { Self.unnamedImports(in: $0, rooms: rooms) })
    }

    @Test("A forgotten folder, a folder that is gone and an unnamed import are found")
    func differencesAreFound() {
        let rooms = Self.rooms(
            in: """
                func room(_ name: String) {}
                let a = room("A", at: "Platform/A", beside: ["Data", "Gone"], tests: nil)
                    + room("B", at: "Platform/B", needs: ["A"])
                    + capability("C", beside: ["Data"], needs: ["B"], tests: ["Golden"])
                """)
        #expect(rooms.map(\.path) == ["Platform/A", "Platform/B", "Capabilities/C"])
        let folders: Set<String> = [
            "Platform/A/Data", "Platform/A/Tests", "Platform/A/Shapes", "Platform/A/Model",
        ]
        let paths =
            folders.sorted() + [
                "Platform/A/Data/a.csv", "Platform/A/Tests/T.swift", "Platform/A/Shapes/s.txt",
                "Platform/A/Model/M.swift", "Platform/A/README.md",
            ]
        let found = Self.findings(in: rooms[0], paths: paths) { folders.contains($0) }
        // Gone is not there, Tests are not named, Shapes hold no source.
        #expect(found.count == 3, "\(found)")
        let file = TextFile(path: "Platform/A/M.swift", text: "import B\nimport Testing\n")
        #expect(Self.unnamedImports(in: file, rooms: rooms).map(\.line) == [1])
        let other = TextFile(path: "Platform/B/M.swift", text: "import A\n")
        #expect(Self.unnamedImports(in: other, rooms: rooms).isEmpty)
    }

    /// A line of the manifest.
    struct Room {
        let name: String
        let path: String
        let beside: [String]
        let needs: [String]
        /// Nil where it has no tests.
        let tests: [String]?
        let line: Int
    }

    static func rooms(in text: String) -> [Room] {
        var rooms: [Room] = []
        var rest = text[...]
        while let found = nextCall(in: rest) {
            rest = rest[found.range.upperBound...]
            let isDefinition = text[..<found.range.lowerBound].hasSuffix("func ")
            let body = bracketed(rest)
            guard !isDefinition, let name = strings(in: body).first else { continue }
            let isCapability = found.isCapability
            let platform = ["Kernel", "Reference", "Wire", "Store", "Journal", "Web", "Plug"]
            // The helper of capabilities calls the other with a name of its own.
            if name.contains("\\") { continue }
            let at = isCapability ? "Capabilities/\(name)" : list("at", in: body).first ?? ""
            if at.isEmpty || at.contains("\\") { continue }
            rooms.append(
                Room(
                    name: name, path: at, beside: list("beside", in: body),
                    needs: list("needs", in: body) + (isCapability ? platform : []),
                    tests: body.contains("tests: nil") ? nil : list("tests", in: body),
                    line: text[..<found.range.lowerBound].count { $0 == "\n" } + 1))
        }
        return rooms
    }

    private static func nextCall(in text: Substring) -> (
        range: Range<String.Index>, isCapability: Bool
    )? {
        let room = text.firstRange(of: "room(")
        let capability = text.firstRange(of: "capability(")
        guard let room else { return capability.map { ($0, true) } }
        guard let capability, capability.lowerBound < room.lowerBound else { return (room, false) }
        return (capability, true)
    }

    /// Up to the bracket that closes the one before.
    private static func bracketed(_ text: Substring) -> String {
        var depth = 1
        var body = ""
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 { break }
            body.append(character)
        }
        return body
    }

    /// The strings of an argument: `beside: ["Data"]` or `at: "Kernel"`.
    private static func list(_ label: String, in body: String) -> [String] {
        guard let range = body.firstRange(of: label + ": ") else { return [] }
        let rest = body[range.upperBound...]
        guard rest.first == "[" else { return Array(strings(in: String(rest)).prefix(1)) }
        return strings(in: String(rest.prefix { $0 != "]" }))
    }

    private static func strings(in text: String) -> [String] {
        text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    static func findings(
        in room: Room, paths: [String], isFolder: (String) -> Bool
    ) -> [Finding] {
        func finding(_ advice: String) -> Finding {
            Finding(path: "Package.swift", line: room.line, advice: "\(room.name): \(advice)")
        }
        let mine = paths.filter { $0.hasPrefix(room.path + "/") }
        var found: [Finding] = []
        let tests = room.path + "/Tests"
        if mine.contains(tests) != (room.tests != nil) {
            found.append(
                finding(
                    room.tests == nil
                        ? "it has tests: take `tests: nil` away"
                        : "it has no folder Tests: write `tests: nil`"))
        }
        if !mine.contains(room.path + "/README.md") {
            found.append(finding("write \(room.path)/README.md"))
        }
        let beside = room.beside.map { room.path + "/" + $0 }
        let left = (room.tests ?? []).map { tests + "/" + $0 }
        for path in beside + left where !mine.contains(path) {
            found.append(finding("\(path) is not there: take it off the list"))
        }
        let known = beside + left + [room.path + "/README.md"]
        var reported: [String] = []
        for path in mine where !isFolder(path) && !path.hasSuffix(".swift") {
            if known.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) { continue }
            if room.tests == nil, path.hasPrefix(tests + "/") { continue }
            let label = path.hasPrefix(tests + "/") ? "tests" : "beside"
            let base = label == "tests" ? tests : room.path
            let name = entry(path, under: base, isFolder: isFolder, mine: mine)
            if reported.contains(name) { continue }
            reported.append(name)
            found.append(finding("add \"\(name)\" to `\(label):`: it is no source"))
        }
        return found
    }

    /// The highest folder without sources that holds a file, or the file itself.
    private static func entry(
        _ path: String, under base: String, isFolder: (String) -> Bool, mine: [String]
    ) -> String {
        let parts = path.dropFirst(base.count + 1).split(separator: "/")
        for count in 1..<max(2, parts.count) {
            let name = parts.prefix(count).joined(separator: "/")
            let folder = base + "/" + name
            guard isFolder(folder) else { break }
            let hasSource = mine.contains { $0.hasPrefix(folder + "/") && $0.hasSuffix(".swift") }
            if !hasSource { return name }
        }
        return parts.joined(separator: "/")
    }

    static func unnamedImports(in file: TextFile, rooms: [Room]) -> [Finding] {
        guard !file.isTest, let room = rooms.first(where: { file.path.hasPrefix($0.path + "/") }),
            !room.beside.contains(where: { file.path.hasPrefix("\(room.path)/\($0)/") })
        else { return [] }
        let names = Set(rooms.map(\.name))
        return file.parts.code.enumerated().compactMap { index, line in
            guard let module = ImportTests.module(importedBy: line), names.contains(module),
                module != room.name, !room.needs.contains(module)
            else { return nil }
            return Finding(
                path: file.path, line: index + 1,
                advice: "add \(module) to the needs of \(room.name) in Package.swift, with the "
                    + "reason in the commit, or do without")
        }
    }
}

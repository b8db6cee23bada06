import Declarations
import FoundationEssentials
import House
import Kernel
import Reference
import TestKit
import Testing
import Web

@Suite("Pages of codes") struct ProblemCodeScenarios {
    /// Codes that never reach a reader of pages: the operator's socket on the own machine.
    static let inside: Set<String> = ["control.refused"]

    @Test("every code that a room can refuse with has its page: what it means, how to mend it, an example")
    func everyCode() async throws {
        try await World.run(.sqlite) { world in
            let codes = try Self.codes(in: Share.find().root)
            #expect(codes.count > 400, "the search finds no codes any more")
            // More pages than one address may look at in a minute.
            for (place, code) in codes.subtracting(Self.inside).sorted().enumerated() {
                let visitor = Visitor(world.window.door, remote: "192.0.2.\(1 + place / 200)")
                let page = try await visitor.get("/zh/problems/\(code)")
                #expect(page.status == 200, "\(code)")
                #expect(page.text.contains("怎么改"), "\(code)")
            }
            let visitor = Visitor(world.window.door, remote: "198.51.100.1")
            for code in ["problems.not-yours", "balances.input", "policies.filter", "entries.field-missing", "entries.quota-unit"] {
                for language in ["zh", "en"] {
                    let page = try await visitor.get("/\(language)/problems/\(code)")
                    let example = language == "zh" ? "举例" : "Example"
                    #expect(page.text.contains(example) && page.text.contains("&quot;code&quot;"), "\(code)")
                }
            }
        }
    }

    /// Every code the source names.
    static func codes(in root: String) throws -> Set<String> {
        var found: Set<String> = []
        for top in ["Capabilities", "Platform"] {
            for room in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(top)") {
                let files = try swift(in: "\(root)/\(top)/\(room)")
                var words: Set<String> = []
                var prefixes: Set<String> = []
                for (name, text) in files {
                    var source = CodeSource(text, isOfRefusals: name.contains("Refusal") || name.contains("Fault"))
                    source.read()
                    found.formUnion(source.codes)
                    words.formUnion(source.words)
                    prefixes.formUnion(source.prefixes)
                }
                // A room that puts its name before words has one such name.
                if prefixes.count == 1, let prefix = prefixes.first {
                    found.formUnion(words.map { prefix + $0 })
                }
            }
        }
        return found
    }

    private static func swift(in folder: String) throws -> [(name: String, text: String)] {
        try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".swift") && !$0.contains("Tests/") }
            .map { path in
                let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)")
                return (path, String(decoding: bytes ?? Data(), as: UTF8.self))
            }
    }
}

/// The codes in one file of source, found by how they are written here.
private struct CodeSource {
    let lines: [Substring]
    /// Whether words in it are those of refusals.
    let isOfRefusals: Bool
    private(set) var codes: Set<String> = []
    /// What stands behind a prefix: `not-readable`.
    private(set) var words: Set<String> = []
    /// `lists.`.
    private(set) var prefixes: Set<String> = []

    init(_ text: String, isOfRefusals: Bool) {
        lines = text.split(separator: "\n")
        self.isOfRefusals = isOfRefusals
    }

    mutating func read() {
        var isCode = false
        let isRefusal = lines.contains { $0.contains("Refusal") || $0.contains("Fault(") }
        guard isRefusal else { return }
        for line in lines {
            if line.contains("var code: String {") { isCode = true }
            let literals = Self.literals(line)
            if isCode || line.contains("code: \"") {
                codes.formUnion(literals.filter(Self.isCode))
            }
            for mark in [" + word", " + words.code"] {
                for literal in literals where line.contains("\"\(literal)\"\(mark)") && literal.hasSuffix(".") {
                    prefixes.insert(literal)
                }
            }
            // `"not-readable", 400, Localized(…)`: the first of the words of a refusal.
            let start = line.drop { $0 == " " }
            if isOfRefusals, let first = literals.first, start.hasPrefix("\"\(first)\", "), Self.isWord(first),
                start.contains("Localized(") || start.dropFirst(first.count + 4).first?.isNumber == true
            {
                words.insert(first)
            }
            if line == "    }" || line.hasSuffix("\" }") { isCode = false }
        }
    }

    private static func literals(_ line: Substring) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.last != 0x2D
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
    }

    private static func isCode(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2 && parts.allSatisfy(isWord)
    }
}

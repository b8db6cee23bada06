import Kernel
import Testing
import Wire

@Suite("YAML")
struct YAMLTests {
    @Test("maps, lists, quotes, flows, comments and folded text are read with their lines")
    func reads() throws {
        let text = """
            # what it is
            service: one   # a comment
            name: {zh: 受理, en: "Accept, please"}
            list:
              - id: a
                to: [b, 'c''d']
              - id: b
            same:
            - x
            - "y # no comment"
            text: >
              受理后
              一个工作日内
              two words
            empty:
            last: don't
            """
        let yaml = try YAML(Array(text.utf8))
        #expect(yaml["service"]?.text == "one")
        #expect(yaml["name"]?["en"]?.text == "Accept, please")
        #expect(yaml["list"]?.elements.map(\.line) == [5, 7])
        #expect(yaml["list"]?.elements.first?["to"]?.elements.map(\.text) == ["b", "c'd"])
        #expect(yaml["same"]?.elements.map(\.text) == ["x", "y # no comment"])
        #expect(yaml["text"]?.text == "受理后一个工作日内 two words")
        #expect(yaml["empty"]?.text == "")
        #expect(yaml["last"]?.text == "don't")
        #expect(yaml.members.map(\.line) == [2, 3, 4, 8, 11, 15, 16])
    }

    @Test(
        "what a form needs no YAML for is refused with its line",
        arguments: [
            ("a: 1\n\tb: 2", 2), ("a: &x 1", 1), ("a: *x", 1), ("a: !!str 1", 1),
            ("a: 1\na: 2", 2), ("a: [1, 2", 1), ("a: {b: 1", 1), ("a: \"x", 1),
            ("a: 1\n   b: 2", 2), ("a:\n    b: 1\n  c: 2", 3), ("just words", 1), ("a: |", 1),
            ("a: {b: 1, b: 2}", 1), ("", 1), ("a: \"x\" y", 1), ("- a\nb: 1", 2),
        ] as [(String, Int)])
    func refuses(text: String, line: Int) {
        let trouble = #expect(throws: YAMLTrouble.self) { try YAML(Array(text.utf8)) }
        #expect(trouble?.line == line)
    }

    @Test(
        "signs nobody sees are refused with their line; a file that was sound before is still read",
        arguments: ["a: 1\nb: x\u{0}y", "a: 1\nb: x\u{202E}y", "a: 1\n# \u{1B}[2J"])
    func hidden(text: String) throws {
        let trouble = #expect(throws: YAMLTrouble.self) { try YAML(Array(text.utf8)) }
        #expect(trouble?.line == 2 && trouble?.message.en.contains("control character") == true)
        #expect(try YAML(Array(text.utf8), isKept: true)["a"]?.text == "1")
    }

    @Test("a byte order mark is called by its name")
    func mark() {
        let trouble = #expect(throws: YAMLTrouble.self) { try YAML([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8)) }
        #expect(trouble?.message.en.contains("byte order mark") == true)
    }

    @Test("neither depth nor size nor bytes that are no text bring it down")
    func hostile() {
        let deep = (0..<5_000).map { String(repeating: " ", count: $0) + "a:" }
        #expect(throws: YAMLTrouble.self) {
            try YAML(Array(deep.prefix(400).joined(separator: "\n").utf8))
        }
        #expect(throws: YAMLTrouble.self) {
            try YAML(Array(("a: " + String(repeating: "[", count: 9_000)).utf8))
        }
        #expect(throws: YAMLTrouble.self) { try YAML([0x61, 0x3A, 0x20, 0xFF]) }
        #expect(throws: YAMLTrouble.self) {
            try YAML([UInt8](repeating: 0x61, count: 300 * 1024))
        }
    }
}

import Testing

@testable import Papers

@Suite("Verification codes")
struct CodeTests {
    static let code = PaperCode.make((1...32).map { UInt8($0 * 7 % 251) })

    @Test("A code is sixteen characters nobody mistakes, and is read as it was written")
    func readBack() {
        #expect(Self.code.utf8.count == PaperCode.length)
        #expect(!Self.code.contains { "ILOU".contains($0) })
        #expect(PaperCode.read(Self.code) == Self.code)
        let grouped = PaperCode.grouped(Self.code)
        #expect(grouped.split(separator: "-").map(\.count) == [4, 4, 4, 4])
        #expect(PaperCode.read(grouped.lowercased()) == Self.code)
        #expect(PaperCode.read(" " + grouped.replacing("-", with: " ")) == Self.code)
    }

    @Test("Every wrong character is found")
    func wrongCharacter() {
        let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        for place in 0..<PaperCode.length {
            for other in alphabet {
                var characters = Array(Self.code)
                if characters[place] == other { continue }
                characters[place] = other
                #expect(PaperCode.read(String(characters)) == nil, "\(place) \(other)")
            }
        }
    }

    @Test(
        "What cannot be a code is none",
        arguments: ["", "-", "1234", "中文字符中文字符中文字符中文字符", "0000000000000001"])
    func none(text: String) { #expect(PaperCode.read(text) == nil) }

    @Test("Letters that look like digits are taken for them")
    func lookAlike() {
        let code = (0..<200).map { PaperCode.make([UInt8](repeating: UInt8($0), count: 10)) }
            .first { $0.contains("0") && $0.contains("1") }
        let typed = code?.replacing("0", with: "o").replacing("1", with: "l")
        #expect(code != nil)
        #expect(typed.flatMap { PaperCode.read($0) } == code)
    }

    @Test(
        "A name is masked so that only its holder knows it again",
        arguments: [
            ("上海某某进出口有限公司", "上海***公司"), ("张三", "张***"), ("", ""),
            ("TEST BUYER", "TE***ER"), ("91310000MA1FL1234X", "91***4X"),
        ])
    func masked(name: String, shown: String) { #expect(MaskedName.of(name) == shown) }
}

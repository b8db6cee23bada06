import FoundationEssentials
import Kernel
import Testing

@testable import Evidence

@Suite("Refusals of evidence") struct RefusalTests {
    @Test("Each has a code of its own and says in both languages what is wrong and what to do")
    func complete() {
        let all = EvidenceRefusal.all
        #expect(Set(all.map(\.code)).count == all.count)
        for refusal in all {
            for text in [refusal.message, refusal.fix] {
                #expect(text.zh.hasSuffix("。") && text.en.hasSuffix("."), "\(refusal.code)")
                #expect(text.zh.unicodeScalars.contains { $0.value > 0x4E00 }, "\(refusal.code)")
            }
        }
    }

    @Test("The README lists each code, in order")
    func listed() throws {
        let readme = try #require(
            FileManager.default.contents(atPath: "Platform/Evidence/README.md"))
        let text = String(decoding: readme, as: UTF8.self)
        let listed = text.split(separator: "`").filter {
            $0.hasPrefix("evidence.") && !$0.contains(" ")
        }
        #expect(listed.map(String.init) == EvidenceRefusal.all.map(\.code))
    }

    @Test("What strangers sent is shown short and plain")
    func shown() {
        let long = EvidenceRefusal.unknownLog(String(repeating: "长", count: 100_000))
        #expect(long.message.zh.unicodeScalars.count < 120)
        #expect(!EvidenceRefusal.keyName("a\u{1B}[2J\nb").message.en.contains("\u{1B}"))
    }
}

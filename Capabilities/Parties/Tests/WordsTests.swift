import Kernel
import Testing
import Web

@testable import Parties

@Suite("Refusals of the parties") struct WordsTests {
    private func check(_ code: String, _ words: [String], in readme: String) {
        #expect(readme.contains("`\(code)`"), "\(code) is not in the README")
        for text in words { #expect(!text.isEmpty) }
    }

    @Test("each has words and a way to mend it in both languages, and stands in the README in order")
    func refusals() throws {
        let readme = try Share.find().text("Capabilities/Parties/README.md")
        var place = readme.startIndex
        for refusal in PartiesRefusal.all {
            check(
                refusal.code,
                [refusal.message.zh, refusal.message.en, refusal.fix.zh, refusal.fix.en], in: readme)
            let found = try #require(readme.firstRange(of: "`\(refusal.code)`"))
            #expect(found.lowerBound >= place, "\(refusal.code) stands out of order")
            place = found.lowerBound
        }
        for input in InputFault.all {
            let fault = input.fault
            check(
                fault.code, [fault.message.zh, fault.message.en, fault.fix.zh, fault.fix.en],
                in: readme)
        }
    }

    @Test("no two have one code")
    func codes() {
        let codes = PartiesRefusal.all.map(\.code) + Set(InputFault.all.map(\.fault.code))
        #expect(Set(codes).count == codes.count)
    }

    @Test("every scope a key may have is named in words, not by its code")
    func scopes() throws {
        let kinds = try AccessTable(share: Share.find())
        let all = kinds.permissions(of: .key).map(\.name)
        #expect(!all.isEmpty)
        for name in all { #expect(AccountWords.scope(name).zh != name, "\(name)") }
    }
}

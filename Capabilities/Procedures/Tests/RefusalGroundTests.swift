import Balances
import Kernel
import Plug
import Testing

@testable import Procedures

@Suite("What stands behind refusals")
struct RefusalGroundTests {
    @Test("everything that is refused by a rule cites it; only what cannot be read or is not there cites none")
    func cited() {
        for refusal in ProceduresCapability.refusals {
            let isRule = refusal.status != 400 && refusal.status != 404
            #expect((refusal.citation != nil) == isRule, "\(refusal.code)")
            #expect(refusal.citation?.document.isEmpty != true, "\(refusal.code)")
        }
    }

    @Test("a command tells the basis in the language it is asked in")
    func commands() {
        let zh = CommandRefusal(ProceduresRefusal.ownApplication, .zh).description
        let en = CommandRefusal(ProceduresRefusal.ownApplication, .en).description
        #expect(zh.hasSuffix("依据：中华人民共和国公务员法 第七十六条"))
        #expect(en.hasSuffix("Basis: 中华人民共和国公务员法 第七十六条"))
    }

    @Test("the rules of this room's own have different names")
    func names() {
        let rules = OwnRule.ofProcedures.map(\.article)
        #expect(Set(rules).count == rules.count)
        #expect(OwnRule.ofProcedures.allSatisfy { $0.citation.document == ServiceRegister.ownDefault })
    }
}

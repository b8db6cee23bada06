import Kernel
import Reference
import Testing

@testable import Balances

@Suite("Balance refusals") struct RefusalTests {
    @Test("the README lists every code, in order of precedence")
    func readme() throws {
        let text = try checkout.text("Capabilities/Balances/README.md")
        let listed = text.split(separator: "\n").compactMap { line in
            line.hasPrefix("| `balances.") ? line.split(separator: "`")[1] : nil
        }
        let codes = BalanceRefusal.all.map(\.code)
        #expect(listed.prefix(codes.count).map(String.init) == codes)
        let faults = InputFault.all.map { $0.fault(at: "").code }
        #expect(Set(listed.dropFirst(codes.count).map(String.init)) == Set(faults))
    }

    @Test("each has a code of its own and says in both languages what is wrong and how to mend it")
    func words() {
        let all = BalanceRefusal.all
        #expect(Set(all.map(\.code)).count == all.count)
        for refusal in all {
            #expect(refusal.code.hasPrefix("balances."))
            for text in [refusal.message, refusal.fix] {
                #expect(text.zh.hasSuffix("。") && text.en.hasSuffix("."), "\(refusal.code)")
                #expect(text.zh != text.en)
            }
            // What cannot be read or is not there breaks no rule; everything else says which.
            let isRule = refusal.status != 400 && refusal.status != 404
            #expect((refusal.citation != nil) == isRule, "\(refusal.code)")
        }
    }

    @Test("a short balance says what is needed, what is there and what is missing")
    func shortBalance() {
        let refusal = BalanceRefusal.insufficient(
            account: Guarantee.plan.id, label: Localized(zh: "税款担保", en: "Tax guarantee"),
            unit: Localized(zh: "元", en: "CNY"), needed: Fixed(1200), available: Fixed(raw: 15_000_000),
            basis: Citation(document: "甲", article: "一"))
        #expect(refusal.message.zh == "税款担保余额不足：需要 1,200.00 元，可用 150.00 元。")
        #expect(
            refusal.message.en
                == "Tax guarantee: 1,200.00 CNY are needed, 150.00 are available.")
        #expect(refusal.fix.zh == "向海关补交 1,050.00 元的担保，或待占用的额度释放后重试。")
        #expect(refusal.status == 422)
        #expect(refusal.field == "amount")
        #expect(refusal.citation == Citation(document: "甲", article: "一"))
    }

    @Test("of what was granted nothing can be added: less is taken, or more is asked for", arguments: [
        (
            4, "本次最多 4.00 千克；超出部分待已用数量退回、下一期间开始，或另行申请并获准后再用。",
            "Take at most 4.00 kilogram now. For the rest wait until some is given back or the next "
                + "period begins, or apply for more."
        ),
        (
            0, "现在没有余额；待已用数量退回、下一期间开始，或另行申请并获准后再用。",
            "Nothing is left now. Wait until some is given back or the next period begins, or apply "
                + "for more."
        ),
    ])
    func shortLicence(left: Int32, zh: String, en: String) {
        let refusal = BalanceRefusal.insufficient(
            account: AccountPlan.none, label: Localized(zh: "通用许可", en: "General licence"),
            unit: Localized(zh: "千克", en: "kilogram"), needed: Fixed(5), available: Fixed(left),
            basis: Citation(document: "甲", article: "一"))
        #expect(refusal.fix.zh == zh)
        #expect(refusal.fix.en == en)
    }

    @Test("units are called what the table says; one it does not have shows its number")
    func unitNames() throws {
        let units = UnitNames(try CodeTables.load(Share.find()))
        #expect(units.name(of: .quantity("008")).zh == "只")
        #expect(units.name(of: .quantity("035")).en == "kilogram")
        #expect(units.name(of: .quantity("999")).zh == "单位 999")
        #expect(units.name(of: .money(.cny)).zh == "元")
        #expect(UnitNames.numbers.name(of: .quantity("035")).en == "unit 035")
    }

    @Test("an account's name is plain and cannot be that of a counter-account", arguments: [
        ("guarantee", true), ("quota-2026", true), ("a.b", true), ("", false),
        ("@guarantee", false), ("quota/2026", false), ("Quota", false), ("额度", false), ("a b", false),
        (String(repeating: "a", count: 64), true), (String(repeating: "a", count: 65), false),
    ])
    func names(text: String, fits: Bool) {
        #expect((AccountID(text) != nil) == fits)
    }

    @Test("a unit is read back as it was written", arguments: [
        ("money-142", true), ("unit-035", true), ("money-14", false), ("unit-0355", false),
        ("unit-०३५", false), ("142", false), ("", false),
    ])
    func units(code: String, fits: Bool) {
        #expect(BalanceUnit(code: code)?.code == (fits ? code : nil))
    }
}

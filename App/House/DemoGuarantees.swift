import Balances
import Declarations
import Kernel
import Parties
import Store

extension DemoEnrolment {
    /// Gives the letters of the demonstration.
    static let bank = SampleEnterprise(
        name: "测试银行股份有限公司", nameEn: "Test Bank Co., Ltd.", number: 9)

    func enrolBank(from day: Day) async throws {
        let bank = DemoEnrolment.bank
        _ = try await house.parties.enrolOrKeep(
            Enrolment(
                name: bank.name, nameEn: bank.nameEn, creditCode: bank.creditCode,
                customsCode: bank.customsCode, dxpID: bank.dxpID, district: bank.district,
                roles: [RoleGrant(.bank, from: day)]), by: actor)
    }

    /// A deposit and a bank's letter for the tax of an enterprise, as an officer adds them. What is
    /// there already stays as it is.
    ///
    /// - Parameters:
    ///   - first: from when they hold: the same at every start, or they would be others.
    ///   - letter: whole yuan of the bank's letter; the deposit is 200,000.
    ///   - end: the letter's last day; the end of next year unless said.
    ///   - citation: what the tax they secure is owed by.
    func letters(
        for enterprise: SampleEnterprise, from first: Day, letter: Int64 = 1_000_000,
        until end: Day? = nil, _ citation: Citation
    ) async throws {
        guard let holder = house.parties.register.find(code: enterprise.creditCode),
            let last = end ?? Day(year: first.year + 1, month: 12, day: 31),
            let bank = house.parties.register.find(code: DemoEnrolment.bank.creditCode)
        else { return }
        let desk = GuaranteeDesk(journal: house.journal, ledger: house.ledger)
        let (tenant, actor) = (holder.id, actor)
        try await house.store.write { session in
            for guarantee in [
                Guarantee(
                    reference: "TEST-DEPOSIT-\(enterprise.customsCode)", form: .deposit,
                    issuer: "", amount: Fixed(200_000), validFrom: first, validTo: nil,
                    citation: citation),
                Guarantee(
                    reference: "TEST-LETTER-\(enterprise.customsCode)", form: .bankLetter,
                    issuer: bank.name, issuerID: bank.id, amount: Fixed(raw: letter * Fixed.scale),
                    validFrom: first, validTo: last, citation: citation),
            ] {
                try desk.add(guarantee, to: tenant, by: actor, in: session)
            }
        }
    }
}

import Kernel
import Parties

/// Who may be named as guarantor of an import list (`assureCode`): an enterprise of the list that
/// withholds its tax, and that has agreed to answer for lists of this declarant.
///
/// The specification of the messages also lets the seller be named; by the law the tax is withheld
/// by the platform, the logistics enterprise or the declarant, and that is what holds here.
struct GuarantorMayStand: Sendable {
    let register: EnterpriseRegister

    enum Outcome: Sendable {
        case stands(Enterprise)
        case refused(Finding)
    }

    /// The parties of a list as it writes them: any of their codes.
    struct Named: Sendable {
        var guarantor: String
        var platform: String
        var carrier: String
        var declarant: String
    }

    func outcome(of list: Inventory, on day: Day) -> Outcome {
        outcome(
            of: Named(
                guarantor: list.guarantor, platform: list.platform, carrier: list.logistics,
                declarant: list.declarant), on: day)
    }

    func outcome(of named: Named, on day: Day) -> Outcome {
        guard let guarantor = register.find(code: named.guarantor) else {
            return .refused(unknown(named.guarantor))
        }
        let declarant = register.find(code: named.declarant)
        if guarantor.id == declarant?.id { return .stands(guarantor) }
        guard
            [named.platform, named.carrier].contains(where: {
                register.find(code: $0)?.id == guarantor.id
            })
        else { return .refused(notOfTheList()) }
        // A declarant nobody knows is a finding of its own.
        guard let declarant else { return .stands(guarantor) }
        guard
            register.mandates.holds(
                grantor: guarantor.id, grantee: declarant.id, scope: .guarantee, on: day)
        else { return .refused(noMandate(guarantor, declarant)) }
        return .stands(guarantor)
    }

    private func unknown(_ code: String) -> Finding {
        Finding(
            "\(OfficialCodes.enterpriseCode)", "621 assureCode",
            Localized(
                zh: "无效企业代码：担保企业 \(code) 未在本平台登记",
                en: "The guarantor \(code) is not registered here"),
            fix: Localized(
                zh: "核对担保企业编号，或先为该企业办理登记",
                en: "Check the guarantor's code, or have the enterprise registered first"),
            citation: Law.guarantee)
    }

    private func notOfTheList() -> Finding {
        Finding(
            "", "621 assureCode",
            Localized(
                zh: "担保企业应为本清单的电商平台、物流企业或申报企业（代收代缴义务人）",
                en: "The guarantor must be the platform, logistics enterprise or declarant of the"
                    + " list: one of those who withhold its tax"),
            fix: Localized(
                zh: "改填本清单的电商平台、物流企业或申报企业的代码",
                en: "Give the code of the platform, logistics enterprise or declarant"),
            citation: Law.guarantee)
    }

    private func noMandate(_ guarantor: Enterprise, _ declarant: Enterprise) -> Finding {
        Finding(
            "", "621 assureCode",
            Localized(
                zh: "担保企业\(guarantor.name)没有授权申报企业\(declarant.name)占用其税款担保，或授权已经终止、到期",
                en: "The guarantor \(guarantor.localizedName.en) has given the declarant"
                    + " \(declarant.localizedName.en) no mandate to draw on its tax guarantee,"
                    + " or the mandate is over"),
            fix: Localized(
                zh: "由双方在“委托授权”中办理“税款担保”委托后重新申报，或由申报企业自行担保",
                en: "Have both sides agree on a mandate “Tax guarantee” and declare again, or let"
                    + " the declarant be the guarantor"),
            citation: Law.mandate)
    }
}

import Kernel

/// Who may be named as guarantor of an import list (`assureCode`): an enterprise of the list that
/// withholds its tax, and that has agreed to answer for lists of this declarant.
///
/// The specification of the messages also lets the seller be named; by the law the tax is withheld
/// by the platform, the logistics enterprise or the declarant, and that is what holds here.
enum GuarantorMayStand {
    /// What is known of a list's guarantor on the day it is asked.
    struct Facts: Sendable, Hashable {
        /// As the list writes it.
        var code: String
        /// Nil when nobody is registered under the code.
        var guarantor: Localized?
        var declarant: Localized?
        var isDeclarant = false
        /// Whether it is the platform or the logistics enterprise of the list.
        var isPlatformOrCarrier = false
        /// Whether it has given the declarant a mandate to draw on its guarantee.
        var hasAgreed = false
    }

    /// What keeps it from standing as guarantor; nil when nothing does.
    static func finding(_ facts: Facts) -> Finding? {
        guard let guarantor = facts.guarantor else { return unknown(facts.code) }
        if facts.isDeclarant { return nil }
        guard facts.isPlatformOrCarrier else { return notOfTheList }
        // A declarant nobody knows is a finding of its own.
        guard let declarant = facts.declarant, !facts.hasAgreed else { return nil }
        return noMandate(guarantor, declarant)
    }

    static func unknown(_ code: String) -> Finding {
        Finding(
            "\(PartyCheck.unknownCode)", "621 assureCode",
            Localized(
                zh: "无效企业代码：担保企业 \(code) 未在本平台登记",
                en: "The guarantor \(code) is not registered here"),
            fix: Localized(
                zh: "核对担保企业编号，或先为该企业办理登记",
                en: "Check the guarantor's code, or have the enterprise registered first"),
            citation: Law.guarantee)
    }

    private static let notOfTheList = Finding(
        "", "621 assureCode",
        Localized(
            zh: "担保企业应为本清单的电商平台、物流企业或申报企业（代收代缴义务人）",
            en: "The guarantor must be the platform, logistics enterprise or declarant of the"
                + " list: one of those who withhold its tax"),
        fix: Localized(
            zh: "改填本清单的电商平台、物流企业或申报企业的代码",
            en: "Give the code of the platform, logistics enterprise or declarant"),
        citation: Law.guarantee)

    private static func noMandate(_ guarantor: Localized, _ declarant: Localized) -> Finding {
        Finding(
            "", "621 assureCode",
            Localized(
                zh: "担保企业\(guarantor.zh)没有授权申报企业\(declarant.zh)占用其税款担保，或授权已经终止、到期",
                en: "The guarantor \(guarantor.en) has given the declarant \(declarant.en) no"
                    + " mandate to draw on its tax guarantee, or the mandate is over"),
            fix: Localized(
                zh: "由双方在“委托授权”中办理“税款担保”委托后重新申报，或由申报企业自行担保",
                en: "Have both sides agree on a mandate “Tax guarantee” and declare again, or let"
                    + " the declarant be the guarantor"),
            citation: Law.mandate)
    }
}

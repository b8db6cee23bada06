public import Kernel

/// What a mandate is for.
public enum MandateScope: String, Sendable, Hashable, CaseIterable {
    /// Declare for the grantor. Entries of general trade are refused without it; for lists of
    /// retail trade it is kept on record.
    case declare
    /// Have the grantor's tax guarantee drawn for lists the grantee declares.
    case guarantee
    /// Apply for the grantor where the service lets an agent: the grantor stays who applies.
    case apply

    /// Its name for people.
    public var name: Localized {
        switch self {
        case .declare: Localized(zh: "代理申报", en: "Declaring")
        case .guarantee: Localized(zh: "税款担保", en: "Tax guarantee")
        case .apply: Localized(zh: "代办申请", en: "Applying")
        }
    }

    /// What it allows, in a sentence.
    public var about: Localized {
        switch self {
        case .declare:
            Localized(
                zh: "委托人委托受托人以其名义向海关申报。报关单须有委托；跨境电商清单登记备查，不作为收单条件。",
                en: "The grantor has the grantee declare for it. Goods declarations need it; for "
                    + "lists of retail trade it is on record and not asked for.")
        case .guarantee:
            Localized(
                zh: "受托人申报的进口清单可以占用委托人的税款担保额度。",
                en: "Import lists that the grantee declares may draw on the grantor's tax "
                    + "guarantee.")
        case .apply:
            Localized(
                zh: "受托人以委托人名义办理允许代办的事项（如关税配额），申请人仍是委托人。",
                en: "The grantee handles services that allow it, such as tariff quotas, in the "
                    + "name of the grantor, who stays the applicant.")
        }
    }
}

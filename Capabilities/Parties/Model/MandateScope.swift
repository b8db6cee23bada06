public import Kernel

/// What a mandate is for.
public enum MandateScope: String, Sendable, Hashable, CaseIterable {
    /// Send documents and lists in which the grantor is the seller or the platform.
    case declare
    /// Have the grantor's tax guarantee drawn for lists the grantee declares.
    case guarantee

    /// Its name for people.
    public var name: Localized {
        switch self {
        case .declare: Localized(zh: "代理申报", en: "Declaring")
        case .guarantee: Localized(zh: "税款担保", en: "Tax guarantee")
        }
    }

    /// What it allows, in a sentence.
    public var about: Localized {
        switch self {
        case .declare:
            Localized(
                zh: "受托人可以报送以委托人为电商企业或电商平台的单证和清单。",
                en: "The grantee may send documents and lists that name the grantor as seller or "
                    + "platform.")
        case .guarantee:
            Localized(
                zh: "受托人申报的进口清单可以占用委托人的税款担保额度。",
                en: "Import lists that the grantee declares may draw on the grantor's tax "
                    + "guarantee.")
        }
    }
}

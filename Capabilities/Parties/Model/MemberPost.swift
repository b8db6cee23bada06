public import Kernel

/// What a person does in the enterprise, and so may do here (岗位). What each may do stands in
/// `Data/permissions.json`.
public enum MemberPost: String, Sendable, Hashable, CaseIterable {
    /// Everything, people and keys included.
    case administrator
    /// Declares, answers and applies.
    case declarant
    /// Sees what is declared and owed, and applies.
    case finance
    /// Sees and changes nothing.
    case viewer

    /// Its name for people.
    public var name: Localized {
        switch self {
        case .administrator: Localized(zh: "管理员", en: "Administrator")
        case .declarant: Localized(zh: "报关员", en: "Declarant")
        case .finance: Localized(zh: "财务", en: "Finance")
        case .viewer: Localized(zh: "只读", en: "Viewer")
        }
    }

    /// What it may do, in a sentence.
    var about: Localized {
        switch self {
        case .administrator:
            Localized(
                zh: "办理全部业务，并管理人员、接口密钥和委托授权。",
                en: "Does everything, and looks after people, API keys and mandates.")
        case .declarant:
            Localized(
                zh: "申报、归类、原产地、查验和办事申请；不管理人员和密钥。",
                en: "Declares, classifies, applies, attends inspections; no people, no keys.")
        case .finance:
            Localized(
                zh: "查询申报、额度与担保，提交办事申请；不能申报。",
                en: "Reads declarations and balances and applies for services; cannot declare.")
        case .viewer:
            Localized(zh: "只能查询，不能改动。", en: "Reads and changes nothing.")
        }
    }
}

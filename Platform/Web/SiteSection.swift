public import Kernel

/// What people come for: the entries of the main navigation, in their order. They are tasks, not
/// departments (任务，而非部门). A section nobody may see anything of is not shown.
public enum SiteSection: String, Sendable, Hashable, CaseIterable {
    /// 申报: lists, messages, what follows them.
    case declare
    /// 查询: tariff, origin, policies, modes, message tables; no account is needed.
    case lookUp = "look-up"
    /// 办事: what one applies for.
    case services
    /// 货物: what happens to goods between ship and gate.
    case cargo
    /// 资金: taxes, guarantees, balances.
    case money
    /// 市场: what other countries ask of goods, and who offers services here.
    case market
    /// 数据: figures, registers and records that anybody may look into.
    case data
    /// 审核: what waits for an officer.
    case office
    /// 运行: what an operator watches.
    case operate
    /// 账户: the own enterprise, its people, keys and mandates.
    case account

    public var title: Localized {
        switch self {
        case .declare: Localized(zh: "申报", en: "Declare")
        case .lookUp: Localized(zh: "查询", en: "Look up")
        case .services: Localized(zh: "办事", en: "Services")
        case .cargo: Localized(zh: "货物", en: "Cargo")
        case .money: Localized(zh: "资金", en: "Money")
        case .market: Localized(zh: "市场", en: "Market")
        case .data: Localized(zh: "数据", en: "Data")
        case .office: Localized(zh: "审核", en: "Decide")
        case .operate: Localized(zh: "运行", en: "Operate")
        case .account: Localized(zh: "账户", en: "Account")
        }
    }

    /// Where all of it is named, without the language.
    public var path: String { "/tasks/\(rawValue)" }
}

public import Kernel

/// One legal entity: a market subject with its codes and the roles it has filed.
public struct Enterprise: Sendable, Hashable, Identifiable {
    /// Whether it may act.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        case active
        /// Its people and programs are turned away; what it has lodged stays.
        case suspended

        /// Its name for people.
        public var name: Localized {
            switch self {
            case .active: Localized(zh: "正常", en: "Active")
            case .suspended: Localized(zh: "已暂停", en: "Suspended")
            }
        }
    }

    /// UUID; the tenant of everything that belongs to it.
    public let id: String
    /// Registered Chinese name.
    public let name: String
    /// English name, where it has one.
    public let nameEn: String?
    /// Unified social credit code (18 characters); nil only for a foreign platform.
    public let creditCode: String?
    /// Customs registration (海关注册编码, 10 characters).
    public let customsCode: String?
    /// Identifier the E-Port published for a platform that is not registered with the customs.
    public let platformCode: String?
    /// DXP user number of its transfer node (`DXPENT…`).
    public let dxpID: String?
    /// Customs district of registration, four digits.
    public let district: String?
    public let status: Status
    /// Every role it holds or has held, by role and first day.
    public let roles: [RoleGrant]

    /// Whether it holds a role on a day.
    public func holds(_ role: EnterpriseRole, on day: Day) -> Bool {
        roles.contains { $0.role == role && $0.holds(on: day) }
    }

    /// The roles it holds on a day, in the order of `EnterpriseRole`.
    public func roles(on day: Day) -> [EnterpriseRole] {
        EnterpriseRole.allCases.filter { holds($0, on: day) }
    }

    /// Every code it is known by.
    public var codes: [String] { [creditCode, customsCode, platformCode].compactMap { $0 } }

    /// Its name for people of a language; the Chinese one where there is no other.
    public var localizedName: Localized { Localized(zh: name, en: nameEn ?? name) }
}

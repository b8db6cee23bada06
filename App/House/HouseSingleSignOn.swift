import Journal
import Kernel
import Parties

/// The settings of a sign-in service of others (`TRADEWIND_OIDC_…`).
extension HouseSettings {
    /// Nil where none is configured; throws where half of it is.
    static func singleSignOn(
        _ environment: [String: String], address: String
    ) throws -> SingleSignOnSettings? {
        let names = [
            "TRADEWIND_OIDC_ISSUER", "TRADEWIND_OIDC_CLIENT", "TRADEWIND_OIDC_SECRET",
            "TRADEWIND_OIDC_NAME", "TRADEWIND_OIDC_REACH",
        ]
        guard names.contains(where: { environment[$0] != nil }) else { return nil }
        guard let issuer = environment["TRADEWIND_OIDC_ISSUER"] else {
            throw missing("TRADEWIND_OIDC_ISSUER", "https://sso.example")
        }
        guard let client = environment["TRADEWIND_OIDC_CLIENT"] else {
            throw missing("TRADEWIND_OIDC_CLIENT", "tradewind")
        }
        var settings = SingleSignOnSettings(
            issuer: issuer, client: client, secret: environment["TRADEWIND_OIDC_SECRET"],
            reach: try reach(environment["TRADEWIND_OIDC_REACH"]))
        guard settings.isSecure(issuer) else {
            throw WrongSetting(
                name: "TRADEWIND_OIDC_ISSUER", value: issuer,
                expected: Localized(
                    zh: "以 https:// 开头的地址，与该服务自报的完全一致",
                    en: "an address with https://, exactly as the service writes it"))
        }
        if let name = environment["TRADEWIND_OIDC_NAME"] { settings.name = Localized(same: name) }
        settings.address = address
        return settings
    }

    private static func reach(_ value: String?) throws -> OutgoingReach {
        switch value {
        case nil, "public": return .publicOnly
        case "any": return .anywhere
        case "loopback": return .publicAndLoopback
        case .some(let other):
            throw WrongSetting(
                name: "TRADEWIND_OIDC_REACH", value: other,
                expected: Localized(
                    zh: "public、any 或 loopback", en: "public, any or loopback"))
        }
    }

    private static func missing(_ name: String, _ example: String) -> WrongSetting {
        WrongSetting(
            name: name, value: "",
            expected: Localized(
                zh: "与同组的其他设置一起给出，例如 \(example)",
                en: "given along with its neighbours, as in \(example)"))
    }
}

import FoundationEssentials
import Kernel
import Store

/// What differs between installations: read once at the start, from the command line over the
/// environment over the defaults.
public struct HouseSettings: Sendable, Hashable {
    /// Folder of the embedded store and of the secrets (`--data`, `TRADEWIND_DATA`).
    public var data = "./var"
    /// PostgreSQL instead of the embedded store (`DATABASE_URL`).
    public var database: String?
    /// Address to listen on (`--host`, `TRADEWIND_HOST`). Anything but the loopback belongs behind
    /// a proxy that ends TLS.
    public var host = "127.0.0.1"
    /// Port; 0 takes any free one (`--port`, `TRADEWIND_PORT`).
    public var port = 8480
    /// Origin under which people reach us, `https://…` (`TRADEWIND_PUBLIC_ADDRESS`). Set, it turns
    /// on secure cookies and HSTS.
    public var publicAddress = ""
    /// Reverse proxies of ours in front (`TRADEWIND_PROXIES`): so many entries from the right of
    /// `X-Forwarded-For` are believed. Without it everybody behind a proxy counts as one address.
    public var proxies = 0
    /// Folder watched for message files (`--inbox`, `TRADEWIND_INBOX`); nil for none.
    public var inbox: String?
    /// Folder receipts are written to (`--outbox`, `TRADEWIND_OUTBOX`); nil for none.
    public var outbox: String?
    /// Lets webhooks go to this machine: for trials only (`TRADEWIND_WEBHOOKS_LOOPBACK=1`).
    public var webhooksToLoopback = false

    public init() {}

    /// From the environment. Throws with the name, the value and what was expected.
    public init(environment: [String: String]) throws {
        if let value = environment["TRADEWIND_DATA"] { data = value }
        if let value = environment["DATABASE_URL"], !value.isEmpty {
            // Never quoted: it holds a password.
            guard value.hasPrefix("postgres://") || value.hasPrefix("postgresql://")
                || value.contains("=")
            else {
                throw WrongSetting(
                    name: "DATABASE_URL", value: "…",
                    expected: "postgres://user:password@host/database")
            }
            database = value
        }
        if let value = environment["TRADEWIND_HOST"] { host = value }
        if let value = environment["TRADEWIND_PORT"] {
            port = try HouseSettings.port(Int(value) ?? -1, named: "TRADEWIND_PORT") ?? port
        }
        if let value = environment["TRADEWIND_PUBLIC_ADDRESS"] {
            guard value.isEmpty || value.hasPrefix("https://"), !value.hasSuffix("/") else {
                throw WrongSetting(
                    name: "TRADEWIND_PUBLIC_ADDRESS", value: value,
                    expected: "an origin, for example https://tradewind.example")
            }
            publicAddress = value
        }
        if let value = environment["TRADEWIND_PROXIES"] {
            guard let proxies = Int(value), (0...10).contains(proxies) else {
                throw WrongSetting(
                    name: "TRADEWIND_PROXIES", value: value, expected: "0 to 10, for example 1")
            }
            self.proxies = proxies
        }
        inbox = environment["TRADEWIND_INBOX"]
        outbox = environment["TRADEWIND_OUTBOX"]
        webhooksToLoopback = environment["TRADEWIND_WEBHOOKS_LOOPBACK"] == "1"
    }

    /// A port that can be one, or nil when none was given.
    static func port(_ port: Int?, named name: String) throws -> Int? {
        guard let port else { return nil }
        guard (0...65_535).contains(port) else {
            throw WrongSetting(
                name: name, value: String(port), expected: "0 to 65535, for example 8480")
        }
        return port
    }

    /// Where the data lie.
    var place: Store.Place { database.map(Store.Place.postgres) ?? .folder(data) }
}

/// A setting that cannot be used stops the start.
struct WrongSetting: Error, Sendable, CustomStringConvertible {
    let name: String
    let value: String
    let expected: String
    var description: String { "\(name) is \"\(value)\"; expected is \(expected)." }
}

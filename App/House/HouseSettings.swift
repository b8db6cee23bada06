import FoundationEssentials
public import Journal
public import Kernel
public import Parties
import Store
public import Tariff
public import Uploads

/// What differs between installations: read once at the start, from the command line over the
/// environment over the defaults.
public struct HouseSettings: Sendable, Hashable, Withheld {
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
    /// File that says which messages are relayed to whom (`TRADEWIND_RELAY`); nil for `relay.json`
    /// in the data folder, where there is one.
    public var relay: String?
    /// Folder of a classification model made by `tradewind tariff train`
    /// (`TRADEWIND_CLASSIFICATION_MODEL`); nil for the shipped wording alone.
    public var classificationModel: String?
    /// Which changes of the tariff by the operator's commands wait for a second person
    /// (`TRADEWIND_TARIFF_SECOND_PERSON`): `whole`, `all` or `off`.
    public var tariffSecondPerson = TariffSecondPerson.whole
    /// Lets webhooks go to this machine: for trials only (`TRADEWIND_WEBHOOKS_LOOPBACK=1`).
    public var webhooksToLoopback = false
    /// Ports of the public internet that webhooks may name (`TRADEWIND_WEBHOOKS_PORTS`).
    public var webhookPorts = OutgoingPorts()

    /// How long a request waits for a spreadsheet that is being written, in milliseconds.
    public var sheetPatience = 8_000
    /// How people come in (`TRADEWIND_SIGN_UP`, `TRADEWIND_SECOND_FACTOR`,
    /// `TRADEWIND_OIDC_…`). Whoever decides over others shows more than a password, unless an
    /// operator says otherwise.
    public var people = PeoplePolicy(secondFactor: .officers)
    /// Scanner that files of strangers are shown to before they are kept (`TRADEWIND_SCANNER`); nil
    /// for none.
    public var scanner: VirusScanner?
    /// Name of the evidence log where it begins (`TRADEWIND_LOG_NAME`); empty for the public
    /// address. Part of what is signed: the file `log-key` keeps it.
    public var logName = ""
    /// Policy file with the witnesses whose cosignatures a checkpoint needs
    /// (`TRADEWIND_LOG_POLICY`); nil for none.
    public var logPolicy: String?

    public init() {}

    /// From the environment; what is empty there counts as not given. Throws with the name, the
    /// value and what was expected.
    public init(environment given: [String: String]) throws {
        let environment = given.filter { !$0.value.isEmpty }
        if let value = environment["TRADEWIND_DATA"] { data = value }
        database = try HouseSettings.database(environment)
        if let value = environment["TRADEWIND_HOST"] { host = value }
        if let value = environment["TRADEWIND_PORT"] {
            guard let number = Int(value) else {
                throw WrongSetting(
                    name: "TRADEWIND_PORT", value: value, expected: HouseSettings.ports)
            }
            port = try HouseSettings.port(number, named: "TRADEWIND_PORT") ?? port
        }
        if let value = environment["TRADEWIND_PUBLIC_ADDRESS"] {
            guard HouseSettings.isOrigin(value) else {
                throw WrongSetting(
                    name: "TRADEWIND_PUBLIC_ADDRESS", value: value,
                    expected: Localized(
                        zh: "只含协议和主机的地址，例如 https://tradewind.example",
                        en: "an origin, for example https://tradewind.example"))
            }
            publicAddress = value
        }
        if let value = environment["TRADEWIND_PROXIES"] {
            guard let proxies = Int(value), (0...10).contains(proxies) else {
                throw WrongSetting(
                    name: "TRADEWIND_PROXIES", value: value,
                    expected: Localized(zh: "0 至 10，例如 1", en: "0 to 10, for example 1"))
            }
            self.proxies = proxies
        }
        people = try HouseSettings.people(environment)
        people.singleSignOn = try HouseSettings.singleSignOn(environment, address: publicAddress)
        if let value = environment["TRADEWIND_LOG_NAME"] { logName = value }
        logPolicy = environment["TRADEWIND_LOG_POLICY"]
        inbox = environment["TRADEWIND_INBOX"]
        classificationModel = environment["TRADEWIND_CLASSIFICATION_MODEL"]
        outbox = environment["TRADEWIND_OUTBOX"]
        relay = environment["TRADEWIND_RELAY"]
        if let value = environment["TRADEWIND_TARIFF_SECOND_PERSON"] {
            guard let kind = TariffSecondPerson(rawValue: value) else {
                throw WrongSetting(
                    name: "TRADEWIND_TARIFF_SECOND_PERSON", value: value,
                    expected: Localized(zh: "whole、all 或 off", en: "whole, all or off"))
            }
            tariffSecondPerson = kind
        }
        if let value = environment["TRADEWIND_WEBHOOKS_LOOPBACK"] {
            guard ["0", "1"].contains(value) else {
                throw WrongSetting(
                    name: "TRADEWIND_WEBHOOKS_LOOPBACK", value: value,
                    expected: Localized(zh: "0 或 1", en: "0 or 1"))
            }
            webhooksToLoopback = value == "1"
        }
        webhookPorts = try HouseSettings.webhookPorts(environment)
        scanner = try environment["TRADEWIND_SCANNER"].map(HouseSettings.scanner)
    }

    private static func scanner(_ value: String) throws -> VirusScanner {
        guard let scanner = VirusScanner(value) else {
            throw WrongSetting(
                name: "TRADEWIND_SCANNER", value: value,
                expected: Localized(
                    zh: "主机:端口 或套接字文件的路径，例如 127.0.0.1:3310",
                    en: "host:port or the path of a socket, for example 127.0.0.1:3310"))
        }
        return scanner
    }

    private static func database(_ environment: [String: String]) throws -> String? {
        guard let value = environment["DATABASE_URL"] else { return nil }
        // Never quoted: it holds a password.
        guard value.hasPrefix("postgres://") || value.hasPrefix("postgresql://")
            || value.contains("="),
            let address = DatabaseAddress(value, environment: environment)
        else {
            throw WrongSetting(
                name: "DATABASE_URL", value: "…",
                expected: Localized(same: "postgres://user:password@host/database"))
        }
        guard address.isGuarded else {
            throw WrongSetting(
                name: "DATABASE_URL", value: "…", expected: HouseSettings.guardedDatabase)
        }
        return value
    }

    private static func webhookPorts(_ environment: [String: String]) throws -> OutgoingPorts {
        guard let value = environment["TRADEWIND_WEBHOOKS_PORTS"] else { return OutgoingPorts() }
        guard let ports = OutgoingPorts(value) else {
            throw WrongSetting(
                name: "TRADEWIND_WEBHOOKS_PORTS", value: value,
                expected: Localized(
                    zh: "端口或范围，以逗号分隔，例如 443,8000-8999",
                    en: "ports and ranges with commas between, for example 443,8000-8999"))
        }
        return ports
    }

    private static func people(_ environment: [String: String]) throws -> PeoplePolicy {
        var people = HouseSettings().people
        if let value = environment["TRADEWIND_SIGN_UP"] {
            guard let mode = SignUpMode(rawValue: value) else {
                throw WrongSetting(
                    name: "TRADEWIND_SIGN_UP", value: value,
                    expected: Localized(
                        zh: "review、open 或 off", en: "review, open or off"))
            }
            people.signUp = mode
        }
        if let value = environment["TRADEWIND_SECOND_FACTOR"] {
            guard let need = PeoplePolicy.FactorNeed(rawValue: value) else {
                throw WrongSetting(
                    name: "TRADEWIND_SECOND_FACTOR", value: value,
                    expected: Localized(
                        zh: "optional、officers 或 everybody",
                        en: "optional, officers or everybody"))
            }
            people.secondFactor = need
        }
        return people
    }

    /// `https://`, a host, perhaps a port, and nothing behind.
    static func isOrigin(_ text: String) -> Bool {
        guard text.utf8.starts(with: "https://".utf8) else { return false }
        let host = text.utf8.dropFirst(8)
        return !host.isEmpty
            && host.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#@\\".utf8.contains($0) }
    }

    private static let guardedDatabase = Localized(
        zh: "连接其他机器上的数据库须加密：在地址末尾加上 sslmode=verify-full，或 verify-ca、require",
        en: "an encrypted way to a database on another machine: sslmode=verify-full, verify-ca or"
            + " require in the address")

    private static let ports = Localized(
        zh: "0 至 65535，例如 8480", en: "0 to 65535, for example 8480")

    /// A port that can be one, or nil when none was given.
    static func port(_ port: Int?, named name: String) throws -> Int? {
        guard let port else { return nil }
        guard (0...65_535).contains(port) else {
            throw WrongSetting(name: name, value: String(port), expected: HouseSettings.ports)
        }
        return port
    }

    /// The folders that files come from and go to have to be there: a name with a slip in it
    /// would otherwise be a new folder that nobody looks into.
    func checkFolders() throws {
        for (option, path) in [("--inbox", inbox), ("--outbox", outbox)] {
            guard let path else { continue }
            var isFolder = false
            let files = FileManager.default
            guard files.fileExists(atPath: path, isDirectory: &isFolder), isFolder,
                files.isReadableFile(atPath: path), files.isWritableFile(atPath: path)
            else {
                throw WrongSetting(
                    name: option, value: path,
                    expected: Localized(
                        zh: "一个已存在、可读写的目录", en: "a folder that exists and can be written"))
            }
        }
    }

    /// The policy file; nil when there is none.
    func readLogPolicy() throws -> [UInt8]? {
        guard let logPolicy else { return nil }
        guard let data = FileManager.default.contents(atPath: logPolicy) else {
            throw WrongSetting(
                name: "TRADEWIND_LOG_POLICY", value: logPolicy,
                expected: Localized(zh: "一个可读的策略文件", en: "a policy file that can be read"))
        }
        return [UInt8](data)
    }

    /// Name of the log where none was given: where people find it.
    var logOrigin: String {
        if !logName.isEmpty { return logName }
        let host = String(publicAddress.utf8.dropFirst("https://".utf8.count)) ?? ""
        return (host.isEmpty ? "localhost" : host) + "/log"
    }

    /// Where people reach the pages: what QR codes on papers lead to.
    var address: String {
        publicAddress.isEmpty ? "http://\(host):\(port)" : publicAddress
    }

    /// The plan of what is relayed; nil when nothing is.
    var relayPlan: String? {
        let usual = data + "/relay.json"
        return relay ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil)
    }

    /// Where the data lie.
    var place: Store.Place { database.map(Store.Place.postgres) ?? .folder(data) }
}

/// A setting that cannot be used stops the start.
struct WrongSetting: Error, Sendable, CustomStringConvertible {
    let name: String
    let value: String
    let expected: Localized
    var description: String {
        """
        设置 \(name) 的值“\(value)”不可用，应为：\(expected.zh)。
        The setting \(name) is "\(value)"; expected is \(expected.en).
        """
    }
}

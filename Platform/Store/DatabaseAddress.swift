internal import CPQ

/// Where a database address leads and whether the way there is encrypted. libpq itself reads the
/// address; what it leaves open is filled from the environment as libpq does it.
public struct DatabaseAddress: Sendable, Hashable {
    /// Names, addresses and folders of sockets; empty where the usual socket is meant.
    private let hosts: [String]
    private let sslMode: String
    /// Where a service is named, a file on this machine decides what the address leaves open.
    private let isOpen: Bool

    /// Nil when libpq cannot read it.
    ///
    /// - Parameter environment: where libpq finds `PGHOST` and its like.
    public init?(_ text: String, environment: [String: String]) {
        guard let named = DatabaseAddress.parts(text) else { return nil }
        let hasService = named["service"] != nil || environment["PGSERVICE"] != nil
        // A service comes before the environment, the address before both.
        func value(_ name: String, _ variable: String) -> String? {
            named[name] ?? (hasService ? nil : environment[variable])
        }
        let names = [value("hostaddr", "PGHOSTADDR"), value("host", "PGHOST")]
        hosts = names.compactMap { $0 }.flatMap { $0.split(separator: ",").map(String.init) }
        sslMode = value("sslmode", "PGSSLMODE") ?? "prefer"
        // An address by number comes before a name, wherever it stands.
        let numbers = (named["hostaddr"] ?? "").split(
            separator: ",", omittingEmptySubsequences: false)
        isOpen = hasService && numbers.contains("")
    }

    /// What leaves this machine is encrypted, whatever the other side would rather do.
    public var isGuarded: Bool {
        ["require", "verify-ca", "verify-full"].contains(sslMode)
            || !isOpen && hosts.allSatisfy(DatabaseAddress.isHere)
    }

    /// What the address itself says.
    private static func parts(_ text: String) -> [String: String]? {
        guard let options = PQconninfoParse(text, nil) else { return nil }
        defer { PQconninfoFree(options) }
        var named: [String: String] = [:]
        var option = options
        while let name = option.pointee.keyword {
            if let value = option.pointee.val {
                named[String(cString: name)] = String(cString: value)
            }
            option += 1
        }
        return named
    }

    /// A socket in a folder, or this machine itself.
    private static func isHere(_ host: String) -> Bool {
        if host.hasPrefix("/") || host.hasPrefix("@") { return true }
        return host == "localhost" || host == "::1" || isLoopback(host)
    }

    /// A number as 127.0.0.1; `127.example` is a name.
    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
            }
    }
}

import FoundationEssentials

/// Where a database address leads and whether the way there is encrypted, as libpq reads it: an
/// address that begins with `postgres://`, or words as `host=… sslmode=…`.
struct DatabaseAddress: Sendable, Hashable {
    private(set) var hosts: [String] = []
    private(set) var sslMode: String

    /// - Parameter environment: `PGHOST` and `PGSSLMODE` stand in for what the address leaves open.
    init(_ text: String, environment: [String: String]) {
        var named: [String: String] = [:]
        if let start = text.firstRange(of: "://") {
            let rest = text[start.upperBound...]
            let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let authority = parts[0].prefix { $0 != "/" }
            let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
            hosts = place.split(separator: ",").map { DatabaseAddress.host($0) }
            for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
                DatabaseAddress.note(pair, in: &named)
            }
        } else {
            for pair in text.split(whereSeparator: \.isWhitespace) {
                DatabaseAddress.note(pair, in: &named)
            }
        }
        let others = [named["hostaddr"], named["host"]].compactMap { $0 }
        if !others.isEmpty {
            hosts = others.flatMap { $0.split(separator: ",").map(String.init) }
        }
        hosts = hosts.filter { !$0.isEmpty }
        if hosts.isEmpty { hosts = [environment["PGHOST"]].compactMap { $0 } }
        sslMode = named["sslmode"] ?? environment["PGSSLMODE"] ?? "prefer"
    }

    /// What leaves this machine is encrypted, whatever the other side would rather do.
    var isGuarded: Bool {
        ["require", "verify-ca", "verify-full"].contains(sslMode)
            || hosts.allSatisfy(DatabaseAddress.isHere)
    }

    private static func note(_ pair: Substring, in named: inout [String: String]) {
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else { return }
        let value = sides[1].replacing("%2F", with: "/").replacing("%2f", with: "/")
        named[String(sides[0])] = String(value).replacing("'", with: "")
    }

    /// Without its port; an address of IPv6 stands in brackets.
    private static func host(_ text: Substring) -> String {
        if text.first == "[" { return String(text.dropFirst().prefix { $0 != "]" }) }
        let name = String(text.prefix { $0 != ":" })
        return name.replacing("%2F", with: "/").replacing("%2f", with: "/")
    }

    /// A socket in a folder, or this machine itself.
    private static func isHere(_ host: String) -> Bool {
        host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
            || host.hasPrefix("127.")
    }
}

import Kernel
import Wire

/// The numbers that guard the door, dated like every number that may change. They are no law: the
/// project chose them (`Data/security.json`).
struct SecuritySettings: Sendable {
    enum Name: String, CaseIterable {
        case window = "sign-in.window-minutes"
        case perLoginAndAddress = "sign-in.most-per-login-and-address"
        case perLogin = "sign-in.most-per-login"
        case perAddress = "sign-in.most-per-address"
        case failuresKept = "sign-in.failures-kept-days"
        case idle = "session.idle-minutes"
        case absolute = "session.absolute-minutes"
        case longestKey = "key.longest-days"
        case overlap = "key.overlap-days"
        case leastPassword = "password.least-characters"
        case invitation = "invitation.hours"
        case recovery = "recovery.hours"
        case firstLink = "sign-up.link-days"
        case signUpsPerAddress = "sign-up.most-per-address-and-day"
        case signUpsWaiting = "sign-up.most-waiting"
        case offersToOne = "mandate.most-open-to-one"
        case offers = "mandate.most-open"
    }

    /// Stops the start: names the file and what is wrong with it.
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    private let values: [String: [Dated<Int>]]

    init(share: Share) throws {
        let path = "Capabilities/Parties/Data/security.json"
        var values: [String: [Dated<Int>]] = [:]
        for row in try JSON(share.bytes(path)).elements {
            guard let name = row["name"]?.string,
                let from = row["from"]?.string.flatMap({ Day($0) }),
                let value = row["value"]?.integer.flatMap({ Int(exactly: $0) }), value > 0,
                let source = row["source"]?.string
            else { throw Broken(description: "\(path): \(row.encoded) is not a setting") }
            values[name, default: []].append(
                Dated(
                    from: from, to: row["to"]?.string.flatMap { Day($0) }, value: value,
                    citation: Citation(document: source)))
        }
        for name in Name.allCases where values[name.rawValue] == nil {
            throw Broken(description: "\(path): \(name.rawValue) is missing")
        }
        self.values = values
    }

    /// The value in force; before the first one, the first one: a clock set wrongly must not open
    /// the door.
    func value(_ name: Name, on day: Day) -> Int {
        let versions = values[name.rawValue] ?? []
        return (versions.inForce(on: day) ?? versions.min { $0.from < $1.from })?.value ?? 1
    }
}

import Kernel
import Reference

/// The numbers that guard the door, dated like every number that may change. They are no law: the
/// project chose them (`Data/settings.csv`). A table that lacks one, or leaves a day without it,
/// stops the start.
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
        case usualKey = "key.usual-days"
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

    private let table: SettingsTable

    init(share: Share) throws(DataFault) {
        let names = Name.allCases.map(\.rawValue)
        table = try SettingsTable.load(
            "Capabilities/Parties/Data/settings.csv",
            SettingsTable.Needs(
                lasting: Set(names),
                // None of them may be nothing: that would open the door, or shut it for good.
                ranges: Dictionary(uniqueKeysWithValues: names.map { ($0, 1...1_000_000) })),
            in: share)
    }

    /// The value in force; before the first one, the first one: a clock set wrongly must not open
    /// the door.
    func value(_ name: Name, on day: Day) -> Int {
        table.standingWhole(name.rawValue, on: day)
    }
}

import Kernel

/// How enterprises come into the register by themselves.
public enum SignUpMode: String, Sendable, Hashable, CaseIterable {
    /// An officer of the customs confirms each.
    case review
    /// Each is in the register at once, in the roles it names: for trials.
    case open
    /// Nobody signs up.
    case off
}

/// An enterprise that has signed up, and what became of it.
struct SignUp: Sendable, Hashable, Identifiable {
    enum Status: String, Sendable, Hashable, CaseIterable {
        case waiting, confirmed, declined
    }

    /// The id the enterprise gets.
    let id: String
    let enrolment: SignUpForm
    let status: Status
    let sent: Instant
    let decided: Instant?
    /// Id of the officer.
    let decidedBy: String?
    /// Why it was declined.
    let reason: String
}

/// What an enterprise says of itself.
struct SignUpForm: Sendable, Hashable, Withheld {
    var name = ""
    var nameEn: String?
    var creditCode = ""
    var customsCode: String?
    /// Customs district of registration: its officers confirm it.
    var district = ""
    var roles: [EnterpriseRole] = []
    /// Who may be asked.
    var contactName = ""
    var contactPhone = ""

    /// As it is entered in the register.
    func enrolment(from day: Day) -> Enrolment {
        Enrolment(
            name: name, nameEn: nameEn, creditCode: creditCode, customsCode: customsCode,
            district: district, roles: roles.map { RoleGrant($0, from: day) })
    }
}

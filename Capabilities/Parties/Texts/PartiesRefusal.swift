public import Kernel

/// Why the register or the door turned something away, in order of precedence.
public enum PartiesRefusal: Refusal, Hashable {
    /// The form of what was entered is at fault; the single faults say where.
    case input([Fault])
    /// Passwords are being checked for too many at once.
    case busy
    case tooManyAttempts(minutes: Int)
    /// Unknown login, wrong password or closed login: which one is not told.
    case signInFailed
    /// The key has lost or changed a letter.
    case keyMistyped
    case enterpriseNotFound
    case enterpriseSuspended
    /// A code belongs to another enterprise already; the single faults say which.
    case codeTaken([Fault])
    case roleOverlaps(EnterpriseRole)
    case roleNotHeld(EnterpriseRole)
    case loginTaken
    case userNotFound
    case keyNotFound
    /// A key that was revoked or has expired cannot be replaced.
    case keyEnded
    case sessionNotFound
    /// A one-time link that was used, withdrawn, has expired or never was.
    case linkNotValid
    /// Nobody would be left to look after the people of the enterprise.
    case lastAdministrator
    /// Programs do not look after people.
    case personNeeded
    /// One's own password and second factor are kept in the own account only.
    case ownAccount
    /// The operator closed the login: nobody else opens it.
    case closedByOperator
    /// Enterprises do not sign up here.
    case signUpClosed
    /// Too many sign-ups from one address, or waiting in all.
    case tooManySignUps
    /// Also for one of another district.
    case signUpNotFound
    case signUpDecided
    /// The password somebody gave as his own is not.
    case passwordWrong
    /// The code of a second factor is wrong, used or too old.
    case codeWrong
    /// Login, code and recovery code do not belong together; which is wrong is not told.
    case recoveryWrong
    /// The step before was too long ago.
    case signInOver
    /// There is a second factor already.
    case factorExists
    /// There is none to confirm or remove.
    case factorMissing
    /// The installation asks for it.
    case factorNeeded
    /// There is no sign-in service of others here.
    case singleSignOnOff
    /// The service cannot be asked.
    case singleSignOnAway(String)
    /// The service did not sign the person in.
    case identityDeclined
    /// What the service said fails the check named.
    case identityRefused(String)
    /// Nobody is linked with who the person is there.
    case identityUnknown
    /// Another account is linked with it.
    case identityTaken
    case identityMissing
    /// The enterprise has no such mandate; also for one of others.
    case mandateNotFound
    /// The same is agreed or proposed for some of these days already.
    case mandateExists
    /// Too many proposals of the enterprise wait for an answer: in all, or from one other.
    case mandatesWaiting(most: Int, ofOne: Bool)
    /// Whoever proposed it cannot confirm it.
    case mandateAwaitsOther
    /// It was revoked or has ended.
    case mandateOver

    /// One of each, for whoever documents or tests them.
    public static let all: [PartiesRefusal] = [
        .input([]), .busy, .tooManyAttempts(minutes: 15), .signInFailed, .keyMistyped,
        .enterpriseNotFound, .enterpriseSuspended, .codeTaken([]), .roleOverlaps(.seller),
        .roleNotHeld(.seller), .loginTaken, .userNotFound, .keyNotFound, .keyEnded,
        .sessionNotFound, .linkNotValid, .lastAdministrator, .personNeeded, .ownAccount,
        .closedByOperator, .signUpClosed, .tooManySignUps, .signUpNotFound, .signUpDecided,
        .passwordWrong, .codeWrong, .recoveryWrong, .signInOver, .factorExists, .factorMissing,
        .factorNeeded,
        .singleSignOnOff, .singleSignOnAway("timed-out"), .identityDeclined,
        .identityRefused("signature"), .identityUnknown, .identityTaken, .identityMissing,
        .mandateNotFound, .mandateExists,
        .mandatesWaiting(most: 10, ofOne: true), .mandateAwaitsOther, .mandateOver,
    ]

    public var code: String { "parties." + words.code }
    public var status: Int { words.status }
    public var message: Localized { Localized(zh: words.zh, en: words.en) }
    public var fix: Localized { Localized(zh: words.zhFix, en: words.enFix) }

    public var faults: [Fault] {
        switch self {
        case .input(let faults), .codeTaken(let faults): faults
        default: []
        }
    }

    public var field: String? {
        switch self {
        case .loginTaken: "login"
        case .input(let faults), .codeTaken(let faults):
            faults.count == 1 ? faults.first.map { String($0.path.drop { $0 == "/" }) } : nil
        default: nil
        }
    }
}

extension PartiesRefusal {
    struct Words {
        let code: String
        let status: Int
        let zh: String
        let en: String
        let zhFix: String
        let enFix: String

        init(
            _ code: String, _ status: Int, _ zh: String, _ en: String, _ zhFix: String,
            _ enFix: String
        ) {
            self.code = code
            self.status = status
            self.zh = zh
            self.en = en
            self.zhFix = zhFix
            self.enFix = enFix
        }
    }

    private var words: Words {
        switch self {
        case .input, .busy, .tooManyAttempts, .signInFailed, .keyMistyped: doorWords
        case .enterpriseNotFound, .enterpriseSuspended, .codeTaken, .roleOverlaps, .roleNotHeld:
            registerWords
        case .loginTaken, .userNotFound, .keyNotFound, .keyEnded, .sessionNotFound: accountWords
        case .linkNotValid, .lastAdministrator, .personNeeded, .ownAccount, .signUpClosed,
            .closedByOperator, .tooManySignUps, .signUpNotFound, .signUpDecided:
            peopleWords
        case .passwordWrong, .codeWrong, .recoveryWrong, .signInOver, .factorExists, .factorMissing,
            .factorNeeded:
            factorWords
        case .singleSignOnOff, .singleSignOnAway, .identityDeclined, .identityRefused,
            .identityUnknown, .identityTaken, .identityMissing:
            identityWords
        case .mandateNotFound, .mandateExists, .mandatesWaiting, .mandateAwaitsOther, .mandateOver:
            mandateWords
        }
    }
}

internal import Secrets

/// What an installation decides about how people come in.
public struct PeoplePolicy: Sendable, Hashable {
    /// How enterprises come into the register by themselves.
    public var signUp: SignUpMode
    /// Whether officers and administrators need a second factor before they may do anything.
    public var needsSecondFactor: Bool
    /// The sign-in service that may stand in for passwords; nil for none.
    public var singleSignOn: SingleSignOnSettings?
    /// What the hash of a password takes, in KiB; worlds that are made up and thrown away take
    /// less than the standard.
    public var passwordMemory = Password.memory

    public init(
        signUp: SignUpMode = .review, needsSecondFactor: Bool = false,
        singleSignOn: SingleSignOnSettings? = nil
    ) {
        self.signUp = signUp
        self.needsSecondFactor = needsSecondFactor
        self.singleSignOn = singleSignOn
    }
}

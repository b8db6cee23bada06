internal import Secrets

/// What an installation decides about how people come in.
public struct PeoplePolicy: Sendable, Hashable {
    /// How enterprises come into the register by themselves.
    public var signUp: SignUpMode
    /// Who needs a second factor before he may do anything.
    public enum FactorNeed: String, Sendable, Hashable, CaseIterable {
        case optional
        /// Officers and administrators of the system.
        case officers
        /// They, and the people of enterprises.
        case everybody
    }

    public var secondFactor: FactorNeed
    /// The sign-in service that may stand in for passwords; nil for none.
    public var singleSignOn: SingleSignOnSettings?
    /// What the hash of a password takes, in KiB; worlds that are made up and thrown away take
    /// less than the standard.
    public var passwordMemory = Password.memory

    public init(
        signUp: SignUpMode = .review, secondFactor: FactorNeed = .optional,
        singleSignOn: SingleSignOnSettings? = nil
    ) {
        self.signUp = signUp
        self.secondFactor = secondFactor
        self.singleSignOn = singleSignOn
    }
}

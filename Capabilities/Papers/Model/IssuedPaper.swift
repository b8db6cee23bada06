public import Kernel

/// A paper that was handed out.
public struct IssuedPaper: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        case valid, replaced, revoked
    }

    /// What a verifier is told: state and time together.
    public enum Standing: String, Sendable, Hashable, CaseIterable {
        case valid, expired, outdated, replaced, revoked
    }

    /// That a paper was taken back.
    public struct Revocation: Sendable, Hashable {
        /// The body, or the part somebody plays: the holder.
        public let by: Localized
        /// Code of the letter that says so, without hyphens; nil where there is none.
        public let letter: String?

        public init(by: Localized, letter: String? = nil) {
            self.by = by
            self.letter = letter
        }
    }

    public let tenant: String
    /// Without hyphens.
    public let code: String
    public let kind: PaperKind
    public let subject: String
    public let number: String
    public let state: State
    public let issuedAt: Instant
    public let issuedOn: Day
    public let validTo: Day?
    /// When it was replaced or revoked.
    public let changedAt: Instant?
    /// Number of what stands in its place.
    public let successor: String?
    /// Who took it back and by which letter; nil where it was not, or nobody said.
    public var revocation: Revocation?
    public let front: PaperFront
    /// What it says, as canonical JSON, and its salted SHA-256.
    public let data: String
    public let digest: String

    /// Since when it is replaced or revoked; nil while it is neither.
    var changed: Instant? { state == .valid ? nil : changedAt }

    /// How it stands on a day.
    public func standing(on day: Day) -> Standing {
        switch state {
        case .replaced: .replaced
        case .revoked: .revoked
        case .valid: (validTo.map { $0 < day } ?? false) ? .expired : .valid
        }
    }
}

/// What whoever verifies a paper is shown of it: parties are masked before they come here.
public struct PaperFront: Sendable, Hashable {
    public struct Party: Sendable, Hashable {
        public let role: Localized
        public let name: String
        public let number: String
    }

    public let issuer: Localized
    public let subtitle: Localized
    public let parties: [Party]
}

/// A file that was made of a paper.
public struct PaperFile: Sendable, Hashable {
    public let language: Language
    /// In hexadecimal.
    public let sha256: String
    public let madeAt: Instant
}

/// What happened to a paper, as it is in the evidence log.
public struct PaperRecord: Sendable, Hashable {
    public enum Event: String, Sendable, Hashable, CaseIterable {
        case issued, printed, replaced, revoked
    }

    public let sequence: Int64
    public let event: Event
    public let at: Instant
    /// Canonical JSON.
    public let content: String
}

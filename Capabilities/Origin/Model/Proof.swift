public import Kernel

/// A certificate or declaration of origin.
public struct Proof: Sendable, Hashable {
    public let id: String
    public let kind: Kind
    public let state: State
    /// Id of the agreement.
    public let agreement: String
    /// Number on the paper; nil until it is issued.
    public let number: String?
    /// What a verifier types beside the number.
    public let verification: String
    public let shippedOn: Day?
    public let issuedOn: Day?
    /// Last day it is good for.
    public let validTo: Day?
    /// Issued after the goods were shipped (补发).
    public let isRetrospective: Bool
    /// Id of the proof it stands in for.
    public let replaces: String?
    /// Number of the proof that stands in for it.
    public let replacedBy: String?
    /// Number of the foreign proof a back-to-back one rests on.
    public let original: String?
    /// What is printed, as canonical JSON.
    public let data: String
    /// SHA-256 of the data.
    public let digest: String
    public let appliedAt: Instant
    public let decidedAt: Instant?
    /// Why it was refused or withdrawn; empty otherwise.
    public let reason: String

    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Issued by the authority on application.
        case certificate
        /// Made by an approved exporter.
        case declaration
        /// Issued on a foreign proof for goods that only passed through.
        case backToBack = "back-to-back"
    }

    public enum State: String, Sendable, Hashable, CaseIterable {
        case applied, issued, refused, replaced, withdrawn
    }

    /// Whether it proves origin on a day.
    public func isGood(on day: Day) -> Bool {
        guard state == .issued, let issuedOn, let validTo else { return false }
        return issuedOn <= day && day <= validTo
    }
}

/// Who may declare origin under the own number (经核准出口商).
public struct ApprovedExporter: Sendable, Hashable {
    public let number: String
    public let agreements: [String]
    /// Beginnings of the codes it covers.
    public let codes: [String]
    public let from: Day
    public let to: Day
    public let withdrawnOn: Day?
    public let reason: String

    /// Whether the approval held on a day.
    public func holds(on day: Day) -> Bool {
        from <= day && day <= to && (withdrawnOn.map { day < $0 } ?? true)
    }

    /// Whether it covers a good under an agreement.
    public func covers(_ code: String, _ agreement: String) -> Bool {
        agreements.contains { sameCode($0, agreement) }
            && codes.contains { code.utf8.starts(with: $0.utf8) }
    }
}

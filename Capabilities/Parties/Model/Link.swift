import Kernel

/// An address that lets somebody set a password, once and until a moment: an invitation, or the
/// recovery of a login.
struct Link: Sendable, Hashable, Identifiable {
    enum Purpose: String, Sendable, Hashable {
        case invitation
        case recovery
    }

    let id: String
    /// Id of the enterprise; empty for the recovery of an officer or administrator.
    let tenant: String
    let purpose: Purpose
    /// What somebody invited will be; nil for a recovery.
    let post: MemberPost?
    /// What the one who made it wrote to know it by.
    let label: String
    /// Whose password a recovery replaces.
    let user: String?
    let created: Instant
    /// Id of who made it.
    let createdBy: String
    let expires: Instant
    /// When it was used or withdrawn.
    let ended: Instant?

    /// Whether it may still be used.
    func isOpen(at now: Instant) -> Bool { ended == nil && now < expires }
}

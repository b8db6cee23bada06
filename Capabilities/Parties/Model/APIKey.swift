public import Kernel

/// What is kept about an API key: everything but the key.
public struct APIKey: Sendable, Hashable, Identifiable {
    /// What has become of a key.
    public enum State: String, Sendable, Hashable {
        case active
        /// Replaced by a new one; still taken until its end.
        case leaving
        case expired
        case revoked
    }

    /// Second part of the key's text; not secret.
    public let id: String
    /// Id of the enterprise.
    public let enterprise: String
    /// What it is for, in its owner's words.
    public let label: String
    /// Names of the permissions it may use.
    public let scopes: Set<String>
    public let created: Instant
    public let expires: Instant
    /// Last day it was used; nil if never.
    public let lastUsed: Day?
    public let revoked: Instant?
    /// Id of the key that takes its place.
    public let replacedBy: String?

    public func state(at now: Instant) -> State {
        if revoked != nil { return .revoked }
        if now >= expires { return .expired }
        return replacedBy == nil ? .active : .leaving
    }
}

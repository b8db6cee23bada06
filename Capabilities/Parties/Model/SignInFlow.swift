import Kernel

/// A sign-in that has gone to the service of others and is to come back.
struct SignInFlow: Sendable, Hashable, Withheld {
    /// What it is for.
    enum Purpose: Sendable, Hashable {
        case signIn
        /// Somebody signed in links his account.
        case link(user: String)
        /// Somebody invited joins under a login of his choice. The invitation is named by the
        /// hash of its token, in hexadecimal.
        case join(invitation: String, login: String, name: String)
    }

    let purpose: Purpose
    /// Digest of what forms of the browser are bound to: another browser cannot finish it.
    let bound: String
    /// Where the person was going.
    let back: String
    /// Address the service sends the browser to.
    let returning: String
    let expires: Instant
}

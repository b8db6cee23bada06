public import Kernel

/// A person with a login.
public struct User: Sendable, Hashable, Identifiable {
    /// For whom the person works here.
    public enum Kind: Sendable, Hashable {
        /// For an enterprise, by its id.
        case member(enterprise: String)
        /// For an authority, by its id (`Authorities`); one of the customs sees the districts
        /// named (four digits each), one of another authority has none.
        case officer(of: String = Authority.customs, districts: Set<String> = [])
        /// Runs the system.
        case administrator
    }

    public let id: String
    /// Lower-case letters, digits, `.`, `-`, `_`, `@`.
    public let login: String
    /// Name shown beside what the person does.
    public let name: String
    public let kind: Kind
    /// What somebody of an enterprise does there; nil for everybody else.
    public let post: MemberPost?
    /// False once the login is closed.
    public let isActive: Bool

    /// Id of the enterprise; empty for officers and administrators.
    public var enterprise: String {
        if case .member(let id) = kind { return id }
        return ""
    }

    var kindWord: String {
        switch kind {
        case .member: "member"
        case .officer: "officer"
        case .administrator: "administrator"
        }
    }
}

/// What is needed to give somebody a login.
public struct NewUser: Sendable, Hashable, Withheld {
    public var login: String
    public var name: String
    public var password: String
    public var kind: User.Kind
    /// What somebody of an enterprise does there; without a meaning for everybody else.
    public var post: MemberPost

    public init(
        login: String, name: String, password: String, kind: User.Kind,
        post: MemberPost = .administrator
    ) {
        self.login = login
        self.name = name
        self.password = password
        self.kind = kind
        self.post = post
    }
}

/// One stay of a person, from signing in to signing out or to its end.
public struct UserSession: Sendable, Hashable, Identifiable {
    public let id: String
    /// Address it was begun from.
    public let remote: String
    /// Browser and system, as they named themselves: `Firefox · Windows`; empty where they did not.
    public let device: String
    public let begun: Instant
    /// Last use, exact to a minute.
    public let seen: Instant
    /// When it ends whatever is done.
    public let ends: Instant

    /// Whether it still holds.
    ///
    /// - Parameter idle: the longest pause, in minutes.
    func isAlive(at now: Instant, idle: Int) -> Bool {
        now < ends && now < seen.adding(milliseconds: Int64(idle) * 60_000)
    }
}

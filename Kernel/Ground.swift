/// What stands behind a refusal.
public enum Ground: Sendable, Hashable {
    /// A rule that a paper has, or a service that rests on one.
    case paper(Citation)
    /// A rule of this system's own; an authority may set another.
    case own(OwnRule)
    /// No rule: what was sent cannot be read, or names nothing that is there.
    case noRule

    public var citation: Citation? {
        switch self {
        case .paper(let citation): citation
        case .own(let rule): rule.citation
        case .noRule: nil
        }
    }
}

/// A rule that no paper has, by its name among the defaults of this system, which are in the
/// register of policies.
public struct OwnRule: Sendable, Hashable {
    /// By which the register has them.
    public static let document = "本系统默认设置"

    public let article: String

    public init(_ article: String) { self.article = article }

    public var citation: Citation { Citation(document: Self.document, article: article) }
}

/// A refusal that cannot be made without saying what stands behind it.
public protocol GroundedRefusal: Refusal {
    var ground: Ground { get }
}

extension GroundedRefusal {
    public var citation: Citation? { ground.citation }
}

public import Kernel

/// A document that trade is done by: a law, an order, a notice, a paper of the city, an agreement.
public struct Policy: Sendable, Hashable, Identifiable {
    /// Stands in its address: `p132`.
    public let id: String
    /// As it was and as it is, by first day.
    public let versions: [PolicyVersion]

    /// The version that holds on a day; nil before the first and after the end.
    public func version(on day: Day) -> PolicyVersion? {
        versions.last { $0.from <= day }.flatMap { $0.holds(on: day) ? $0 : nil }
    }

    /// The version of a day, or else the one next to it: what a page shows.
    public func shown(on day: Day) -> PolicyVersion? {
        versions.last { $0.from <= day } ?? versions.first
    }
}

/// What a document says from a day on, in words of the register.
public struct PolicyVersion: Sendable, Hashable {
    /// What kind of document it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case law, regulation, order, notice, paper, agreement, standard
        /// Values no document gives, which the system sets.
        case `default`
    }

    /// `shipped`, or the id of the edition that officers have published.
    public var edition: String
    public var kind: Kind
    /// Number or name by which it is cited.
    public var document: String
    /// Other names it is cited by.
    public var aliases: [String]
    public var issuer: Localized
    /// Day of issue, where it is known.
    public var issued: Day?
    /// First day it holds.
    public var from: Day
    /// Last day it holds; nil while it has no end.
    public var to: Day?
    public var title: Localized
    /// What it is about, in own words.
    public var summary: Localized
    public var topics: [String]
    /// Roles of enterprises it is for; empty where it is for everybody or where articles say it.
    public var roles: [String]
    /// First digits of the customs districts it is for; empty for the whole country.
    public var districts: [String]
    /// Ids of documents it takes the place of.
    public var replaces: [String]
    /// How the text is known.
    public var source: String
    public var articles: [PolicyArticle]

    /// Whether it holds on a day; first and last day count.
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    /// The article that a citation calls by its whole label, as rules of this system's own are.
    func article(labelled label: String) -> PolicyArticle? {
        articles.first { $0.label.utf8.elementsEqual(label.utf8) }
    }

    func article(_ key: String) -> PolicyArticle? {
        articles.first { $0.key.utf8.elementsEqual(key.utf8) }
    }
}

/// One article, in own words.
public struct PolicyArticle: Sendable, Hashable {
    /// Stands in its address: `18`, `3.8`, `g2`.
    public var key: String
    /// As the document writes it: `（十八）`.
    public var label: String
    public var title: Localized
    public var text: Localized
    /// Bodies that answer for it.
    public var bodies: [String]
    public var topics: [String]
    public var roles: [String]
}

/// A subject that policies are sorted by, or a body that answers for them.
public struct NamedThing: Sendable, Hashable, Identifiable {
    public let id: String
    public let name: Localized
    /// Of a body: the authority whose officers act for it; empty where none has an account here.
    public let authority: String
}

/// Where a document is applied in this system.
public struct PolicyUse: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case service, list, benefit
        /// A dated table of a calculator or a rule.
        case table
    }

    public let kind: Kind
    public let name: Localized
    /// Address without the language; nil where there is no page of its own.
    public let path: String?
    public let citation: Citation

    public init(_ kind: Kind, _ name: Localized, path: String? = nil, citation: Citation) {
        self.kind = kind
        self.name = name
        self.path = path
        self.citation = citation
    }
}

/// What is known of an enterprise on a day, for the question which policies concern it.
public struct FirmProfile: Sendable, Hashable {
    public var roles: [NamedRole]
    /// Customs district, four digits; nil where none is on record.
    public var district: String?
    /// Whether the customs has certified it (高级认证或认证企业).
    public var isCertified: Bool

    public struct NamedRole: Sendable, Hashable {
        public let id: String
        public let name: Localized

        public init(id: String, name: Localized) {
            self.id = id
            self.name = name
        }
    }

    public init(roles: [NamedRole], district: String?, isCertified: Bool) {
        self.roles = roles
        self.district = district
        self.isCertified = isCertified
    }
}

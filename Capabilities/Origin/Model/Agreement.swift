public import Kernel

/// An agreement, or a unilateral arrangement, under which goods of some origins pay less: what it
/// asks of a good, of its journey and of its papers, as of the days the row holds.
public struct Agreement: Sendable, Hashable {
    /// `RCEP`, `CN-KOR`: stands in addresses and tables.
    public let id: String
    public let name: Localized
    public let kind: Kind
    /// First day of this version.
    public let from: Day
    /// Last day; nil while it is in force.
    public let to: Day?
    public let partners: [Partner]
    /// Papers that prove origin under it.
    public let proofs: [ProofKind]
    /// Months a proof is good for, from the day of its issue.
    public let proofMonths: Int
    /// Ways the regional value content may be computed; empty where this system has no record.
    public let contentMethods: [ContentMethod]
    /// What may fail a change of classification; nil where none is on record here.
    public let tolerance: Tolerance?
    public let cumulation: Cumulation
    public let consignment: Consignment
    /// Value of a consignment, in United States dollars, up to which no proof is asked; nil where
    /// none is on record.
    public let waiver: Fixed?
    public let citation: Citation
    public let confidence: Confidence
    /// Whether its rates differ by party, so that an appendix may ask for value added in the
    /// exporting party and the country of origin is decided besides.
    public let hasDifferentials: Bool
    /// What a careful user should know; empty where there is nothing.
    public let note: Localized

    /// Whether several sides grant each other something, or China alone does.
    public enum Kind: String, Sendable, Hashable {
        case agreement, unilateral
    }

    /// A country that takes part.
    public struct Partner: Sendable, Hashable {
        /// ISO 3166-1 alpha-3, as in the country table.
        public let iso3: String
        /// ISO 3166-1 alpha-2.
        public let iso2: String
        /// First day between this partner and China.
        public let from: Day
        public let to: Day?

        public init(iso3: String, iso2: String, from: Day, to: Day?) {
            self.iso3 = iso3
            self.iso2 = iso2
            self.from = from
            self.to = to
        }
    }

    /// Where the facts of the row come from.
    public enum Confidence: String, Sendable, Hashable {
        /// Read in a copy of the text.
        case read
        /// Known generally; not compared with the text.
        case generalKnowledge = "general-knowledge"
        /// Read in a copy that is old or not official.
        case referenceOnly = "reference-only"
    }

    /// Whether this version is in force on a day.
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    /// The same terms between others, or from another day on.
    public func with(_ partners: [Partner], from: Day, to: Day?) -> Agreement {
        Agreement(
            id: id, name: name, kind: kind, from: from, to: to, partners: partners,
            proofs: proofs, proofMonths: proofMonths, contentMethods: contentMethods,
            tolerance: tolerance, cumulation: cumulation, consignment: consignment,
            waiver: waiver, citation: citation, confidence: confidence,
            hasDifferentials: hasDifferentials, note: note)
    }

    /// Whether a country, by either ISO code, takes part on a day.
    public func admits(_ country: String, on day: Day) -> Bool {
        partner(country)?.holds(on: day) ?? false
    }

    /// The partner of a country code, whatever the day.
    public func partner(_ country: String) -> Partner? {
        partners.first { sameCode($0.iso3, country) || sameCode($0.iso2, country) }
    }
}

extension Agreement.Partner {
    /// Whether it takes part on a day.
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}

/// A paper that proves origin.
public enum ProofKind: String, Sendable, Hashable, CaseIterable {
    /// Certificate of an issuing body (原产地证书).
    case certificate
    /// Declaration by an approved exporter (经核准出口商原产地声明).
    case approvedExporter = "approved-exporter"
    /// New proof of an intermediate party on the first one (背对背原产地证明).
    case backToBack = "back-to-back"
}

/// How the share of value that was added in the parties is computed.
public enum ContentMethod: String, Sendable, Hashable, CaseIterable {
    /// (FOB − non-originating materials) / FOB (扣减法).
    case buildDown = "build-down"
    /// (originating materials + labour + overhead + profit + other cost) / FOB (累加法).
    case buildUp = "build-up"
}

/// Non-originating materials that fail a change of classification and are forgiven (微小含量).
public struct Tolerance: Sendable, Hashable {
    /// Per cent of FOB.
    public let value: Fixed
    /// Chapters for which it is on record.
    public let chapters: ClosedRange<Int>
    /// Per cent of the weight of the good, instead of the value; nil where there is none.
    public let weight: Fixed?
    /// Chapters in which the weight may be used.
    public let weightChapters: ClosedRange<Int>?

    /// Whether it may be used for a chapter.
    public func covers(chapter: Int) -> Bool { chapters.contains(chapter) }

    /// Whether weight may be used instead of value for a chapter.
    public func weighs(chapter: Int) -> Bool {
        weight != nil && weightChapters?.contains(chapter) ?? false
    }
}

/// Whose materials count as originating (累积规则).
public enum Cumulation: String, Sendable, Hashable {
    /// Materials of any party (RCEP).
    case parties
    /// Materials of the two sides.
    case bilateral
    /// Not on record here: only materials of the exporting party are counted.
    case unknown
}

/// What the journey must have been (直接运输).
public enum Consignment: String, Sendable, Hashable {
    /// Straight, or through others under customs control with nothing done but logistics.
    case logisticsUnderControl = "logistics-under-control"
    /// Straight from the exporting party.
    case direct
}

/// Codes are equal when their bytes are, small letters taken for capitals.
func sameCode(_ known: String, _ given: String) -> Bool {
    known.utf8.count == given.utf8.count
        && zip(known.utf8, given.utf8).allSatisfy {
            $0 == ($1 >= 0x61 && $1 <= 0x7A ? $1 - 32 : $1)
        }
}

public import Kernel
public import Uploads

/// A document of an application. Its bytes lie once for the enterprise, under their hash.
public struct CaseDocument: Sendable, Hashable {
    /// Within the application.
    public let id: String
    /// What it is for: an id of the service's documents.
    public let field: String
    /// As the applicant named it.
    public let name: String
    public let type: DocumentType
    public let size: Int
    /// In hexadecimal.
    public let sha256: String
    public let addedAt: Instant

    /// As it is sent back to whoever opens it.
    var mediaType: String { type.mediaType }
    /// `pdf`, `png`, `jpeg`.
    var kind: String { type.rawValue }
}

/// A decision as it was handed out.
public struct DecisionLetter: Sendable, Hashable {
    public let tenant: String
    public let number: String
    /// The stay in the step that ended with it.
    public let span: Int
    /// By which anybody can verify it.
    public let code: String
    public let outcome: CaseState
    public let issuedAt: Instant
    public let validTo: Day?
    public let content: Content
    /// What can still be done against it, as its application stands when it is read.
    var remedy = AppealState.none

    /// What stands in it, word for word.
    public struct Content: Sendable, Hashable {
        public let service: String
        public let serviceName: Localized
        public let title: Localized
        public let text: Localized
        public let applicant: Localized
        public let creditCode: String
        public let body: Localized
        public let reason: String
        public let bases: [String]
        /// Quantity with its unit, for what is drawn on in batches.
        public let quantity: String
        /// The same in English; empty in letters of old.
        var quantityEnglish = ""
        /// Facts of the application and permits of other bodies that stand in it.
        let lines: [Line]
    }

    /// The quantity as it is shown.
    func quantity(in language: Language) -> String {
        language == .en && !content.quantityEnglish.isEmpty
            ? content.quantityEnglish : content.quantity
    }

    /// One of them.
    struct Line: Sendable, Hashable {
        let label: Localized
        let value: Localized
    }
}

/// Somebody's place at the desk of a body.
public struct Seat: Sendable, Hashable {
    public let body: String
    /// Id of the user.
    public let officer: String
    public let name: String
    public let from: Day
    public let to: Day?
    /// Id of the officer who has handed over for the time; empty for a seat of one's own.
    public let insteadOf: String

    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}

/// A text of which the code is known, and how.
public struct KnownText: Sendable, Hashable {
    /// Where the code comes from, the strongest last.
    public enum Origin: UInt8, Sendable, Hashable, CaseIterable, Comparable {
        /// The tariff's own words.
        case wording
        /// This system's list of everyday words.
        case synonym
        /// A row of an open set that ships with the product.
        case open
        /// A row of the file a model was trained on.
        case trained
        /// Somebody confirmed it here.
        case confirmed

        public static func < (one: Origin, other: Origin) -> Bool {
            one.rawValue < other.rawValue
        }
    }

    public let text: String
    public let code: CodePrefix
    public let origin: Origin
    /// Which set, ruling or declaration it comes from; may be empty.
    public let source: String

    public init(text: String, code: CodePrefix, origin: Origin, source: String) {
        self.text = text
        self.code = code
        self.origin = origin
        self.source = source
    }
}

public import Kernel
public import Web

/// One kind of things that can be searched from every page. Each holds what it finds to what the
/// person who asks may see.
public struct Finder: Sendable {
    /// What somebody looks for.
    public struct Question: Sendable {
        /// Trimmed, full-width signs as half-width ones; never empty.
        public let text: String
        public let person: Principal?
        /// Most things wanted.
        public let limit: Int

        public init(text: String, person: Principal?, limit: Int) {
            self.text = text
            self.person = person
            self.limit = limit
        }
    }

    /// Something that fits.
    public struct Found: Sendable {
        public let title: Localized
        public let note: Localized?
        /// Without the language.
        public let path: String
        /// It was asked for by its whole number or code.
        public let isExact: Bool

        public init(_ title: Localized, note: Localized? = nil, path: String, isExact: Bool = false)
        {
            self.title = title
            self.note = note
            self.path = path
            self.isExact = isExact
        }
    }

    /// Unique in the house: `tariff.codes`.
    public let name: String
    public let title: Localized
    public let access: Access
    /// Best first.
    public let find: @Sendable (Question) async throws -> [Found]

    public init(
        _ name: String, _ title: Localized, access: Access = .anyone,
        find: @escaping @Sendable (Question) async throws -> [Found]
    ) {
        self.name = name
        self.title = title
        self.access = access
        self.find = find
    }
}

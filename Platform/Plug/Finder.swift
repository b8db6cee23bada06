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

        /// Whether it is written as numbers of papers, cases and firms are: without blanks, in
        /// letters and digits, with digits enough. Words that merely resemble it are no answer.
        public var isNumber: Bool {
            let bytes = text.utf8
            let signs = Set("-_./".utf8)
            return bytes.count { (0x30...0x39).contains($0) } >= 6
                && bytes.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                        || (0x61...0x7A).contains(byte) || signs.contains(byte)
                }
        }

        /// Whether it ends as the names of firms end.
        public var isFirm: Bool {
            let name = text.lowercased()
            return name.unicodeScalars.count > 3
                && Self.endingsOfFirms.contains { name.hasSuffix($0) }
        }

        private static let endingsOfFirms = [
            "公司", "店", "商行", "银行", "集团", "合作社", "事务所", "企业", "ltd", "ltd.", "limited",
            "inc", "inc.", "corp.", "gmbh", "llc", " bank",
        ]
    }

    /// Something that fits.
    public struct Found: Sendable {
        public let title: Localized
        public let note: Localized?
        /// Without the language.
        public let path: String
        /// It was asked for by its whole number or code.
        public let isExact: Bool
        /// It has some of the words, and may not be what is meant.
        public let isGuess: Bool

        public init(
            _ title: Localized, note: Localized? = nil, path: String, isExact: Bool = false,
            isGuess: Bool = false
        ) {
            self.isGuess = isGuess
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

public import Kernel

/// A value of a YAML file, with the line it begins on: what people write services in.
public struct YAML: Sendable, Hashable {
    public indirect enum Kind: Sendable, Hashable {
        /// Text as written; quotes and escapes are gone. Whether it is a number is for the reader
        /// of the field to say.
        case text(String)
        case list([YAML])
        case map([Member])
    }

    /// A name and its value.
    public struct Member: Sendable, Hashable {
        public let name: String
        /// Line of the name, from 1.
        public let line: Int
        public let value: YAML

        public init(name: String, line: Int, value: YAML) {
            self.name = name
            self.line = line
            self.value = value
        }
    }

    public let kind: Kind
    /// Line on which it begins, from 1.
    public let line: Int

    public init(_ kind: Kind, line: Int) {
        self.kind = kind
        self.line = line
    }

    /// Reads a file of at most 256 KiB in the part of YAML that `YAMLReader` knows.
    ///
    /// - Parameter isKept: it was found sound before, by a reader that let hidden signs pass.
    public init(_ bytes: [UInt8], isKept: Bool = false) throws(YAMLTrouble) {
        var reader = try YAMLReader(bytes, isKept: isKept)
        self = try reader.document()
    }

    /// The text; nil for a list or a map.
    public var text: String? {
        if case .text(let text) = kind { return text }
        return nil
    }

    /// The elements of a list; empty for anything else.
    public var elements: [YAML] {
        if case .list(let elements) = kind { return elements }
        return []
    }

    /// The members of a map, in order; empty for anything else.
    public var members: [Member] {
        if case .map(let members) = kind { return members }
        return []
    }

    /// A member of a map, by the bytes of its name.
    public subscript(name: String) -> YAML? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }
}

/// Why a YAML file could not be read, and in which line.
public struct YAMLTrouble: Error, Sendable, Hashable {
    /// From 1, also where the file as a whole is meant.
    public let line: Int
    public let message: Localized

    init(_ line: Int, zh: String, en: String) {
        self.line = line
        message = Localized(zh: zh, en: en)
    }
}

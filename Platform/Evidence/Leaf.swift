public import Kernel
internal import Secrets
internal import Wire

/// What is logged about a record: what kind, when, and salted hashes of its fields. There is no way
/// to put a value into it in the clear: names come from the program's own text, values only hashed.
public struct Leaf: Sendable, Hashable {
    /// Bytes a leaf has at most: whoever watches the log reads all of them.
    public static let longest = 1024

    /// What happened, for example `declaration.receipt`.
    public let kind: String
    /// To the second, since 1970.
    public let seconds: Int64
    /// Hash of each field by its name.
    public let digests: [String: TreeHash]
    /// The entry of the log: canonical JSON.
    public let bytes: [UInt8]

    /// A word of the program's text: lower-case letters, digits, points; at most 40.
    public struct Word: Sendable, ExpressibleByStringLiteral {
        /// The word.
        public let text: String

        /// Stops the program where its own text holds no such word; no input comes here.
        public init(stringLiteral literal: StaticString) {
            text = literal.description
            precondition(Leaf.isWord(text), "a kind or field is a word like declaration.receipt")
        }
    }

    /// Refuses more fields than fit into `longest`, and a year beyond 9999.
    ///
    /// - Parameter fields: values as bytes; an object as its canonical JSON (`JSON.hashable`).
    public init(
        kind: Word, at instant: Instant, fields: [(Word, [UInt8])], secret: LeafSecret
    ) throws(EvidenceRefusal) {
        var digests: [String: TreeHash] = [:]
        for (name, value) in fields {
            let disclosure = Disclosure(field: name.text, value: value, secret: secret)
            digests[name.text] = disclosure.digest
        }
        guard digests.count == fields.count else { throw .jsonNameTwice }
        self.kind = kind.text
        seconds = instant.milliseconds / 1000
        self.digests = digests
        guard (0..<253_402_300_800).contains(seconds) else { throw .leafShape }
        bytes = Leaf.bytes(kind.text, seconds, digests)
        guard bytes.count <= Leaf.longest else { throw .leafTooLong }
    }

    /// Reads what `bytes` writes; refuses everything else, even where it means the same.
    public init(bytes: [UInt8]) throws(EvidenceRefusal) {
        guard bytes.count <= Leaf.longest else { throw .leafTooLong }
        guard let json = try? JSON(bytes, depth: 3), let kind = json["kind"]?.string,
            Leaf.isWord(kind), let seconds = json["at"]?.string.flatMap(Leaf.seconds),
            let fields = json["fields"]?.members
        else { throw .leafShape }
        var digests: [String: TreeHash] = [:]
        for field in fields {
            guard Leaf.isWord(field.name), let hex = field.value.string,
                let digest = Leaf.digest(hex)
            else { throw .leafShape }
            digests[field.name] = digest
        }
        self.kind = kind
        self.seconds = seconds
        self.digests = digests
        self.bytes = bytes
        guard bytes == Leaf.bytes(kind, seconds, digests) else { throw .leafShape }
    }

    /// Canonical JSON. Written by hand, because a log has thousands a second: words need no
    /// escapes, and their order by bytes is that of their UTF-16.
    private static func bytes(
        _ kind: String, _ seconds: Int64, _ digests: [String: TreeHash]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128 + digests.count * 112)
        bytes += #"{"alg":"sha-256","at":""#.utf8
        bytes += text(seconds).utf8
        bytes += #"","fields":{"#.utf8
        var separator = "\""
        let sorted = digests.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (name, digest) in sorted {
            bytes += separator.utf8
            bytes += name.utf8
            bytes += #"":""#.utf8
            digest.appendHex(to: &bytes)
            separator = #"",""#
        }
        bytes += digests.isEmpty ? #"},"kind":""#.utf8 : #""},"kind":""#.utf8
        bytes += kind.utf8
        bytes += #"","v":1}"#.utf8
        return bytes
    }

    /// Refuses unless the value is the one that was logged under that name.
    public func verify(_ disclosure: Disclosure) throws(EvidenceRefusal) {
        guard let digest = digests[disclosure.field], digest == disclosure.digest else {
            throw .otherValue(disclosure.field)
        }
    }

    private static func isWord(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x2E...0x39).contains($0) }
            && !text.utf8.contains(UInt8(ascii: "/"))
    }

    private static func digest(_ hex: String) -> TreeHash? {
        let digits = Array(hex.utf8)
        guard digits.count == 2 * TreeHash.length else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[start..<start + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        return TreeHash(bytes)
    }

    /// `2026-03-01T02:00:00Z`
    private static func text(_ seconds: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
        let day = Day(sinceEpoch: Int(seconds / 86_400))
        let rest = seconds % 86_400
        return "\(day.text)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    /// Reads what `text` writes; other spellings differ when they are written again.
    private static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        func two(_ place: Int) -> Int? {
            let tens = Int(bytes[place]) - 0x30
            let ones = Int(bytes[place + 1]) - 0x30
            return (0...9).contains(tens) && (0...9).contains(ones) ? tens * 10 + ones : nil
        }
        guard bytes.count == 20, let day = Day(String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = two(11), let minute = two(14), let second = two(17),
            hour < 24, minute < 60, second < 60
        else { return nil }
        return Int64(day.sinceEpoch * 86_400 + hour * 3600 + minute * 60 + second)
    }
}

public import Kernel

/// Markup that is safe to send. Whatever is interpolated is escaped; only another `HTML` goes in as
/// it is.
///
///     let row: HTML = "<td>\(name)</td>"
///
/// The literal parts are `StaticString`s: markup made from a string at run time does not compile,
/// so there is no way to forget the escaping. Write attribute values between double quotes; an
/// unquoted attribute is outside the promise.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The markup in UTF-8, ready for an answer's body.
    public fileprivate(set) var bytes: [UInt8]

    /// Nothing.
    public init() { bytes = [] }

    /// Markup written in the source.
    public init(stringLiteral literal: StaticString) {
        bytes = literal.withUTF8Buffer { Array($0) }
    }

    /// Markup with values in it.
    public init(stringInterpolation: StringInterpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Text, escaped: for a place that asks for markup and gets a plain sentence.
    public init(text: some StringProtocol) {
        bytes = []
        escape(text, into: &bytes)
    }

    /// The markup as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { bytes.isEmpty }

    /// Adds more markup at the end.
    public mutating func append(_ more: HTML) { bytes.append(contentsOf: more.bytes) }

    /// One after the other.
    public static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.append(right)
        return sum
    }
}

extension HTML {
    /// Collects the parts of one literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        /// Static, so that the literal parts can only come from the source.
        public typealias StringLiteralType = StaticString

        fileprivate var bytes: [UInt8] = []

        /// Room for the literal parts and a guess per value.
        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        /// Markup of the source, as it stands.
        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// Text, escaped.
        public mutating func appendInterpolation(_ text: String) {
            escape(text, into: &bytes)
        }

        /// Text, escaped.
        public mutating func appendInterpolation(_ text: some StringProtocol) {
            escape(text, into: &bytes)
        }

        /// Text, escaped; nothing when there is none.
        public mutating func appendInterpolation(_ text: String?) {
            if let text { escape(text, into: &bytes) }
        }

        /// A whole number in plain digits.
        public mutating func appendInterpolation(_ number: some BinaryInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// A sentence in one of its languages, escaped.
        public mutating func appendInterpolation(_ text: Localized, _ language: Language) {
            escape(text[language], into: &bytes)
        }

        /// Markup, as it is.
        public mutating func appendInterpolation(_ markup: HTML) {
            bytes.append(contentsOf: markup.bytes)
        }

        /// Markup, as it is; nothing when there is none.
        public mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { bytes.append(contentsOf: markup.bytes) }
        }

        /// Pieces of markup, one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes.append(contentsOf: piece.bytes) }
        }

        /// A whole attribute with the blank before it, ` name="value"`; nothing without a value.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            appendName(name)
            bytes.append(contentsOf: [UInt8(ascii: "="), UInt8(ascii: "\"")])
            escape(value, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }

        /// An attribute that has no value, ` checked`; nothing when it is off.
        public mutating func appendInterpolation(flag name: StaticString, _ on: Bool) {
            if on { appendName(name) }
        }

        /// An address for `href`, `src` or `action`, escaped. What is not an address of this site,
        /// a web, mail or telephone address becomes `#` (see `Address.isSafe`).
        public mutating func appendInterpolation(url: String) {
            escape(Address.isSafe(url) ? url : "#", into: &bytes)
        }

        private mutating func appendName(_ name: StaticString) {
            bytes.append(UInt8(ascii: " "))
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }
    }
}

extension Sequence where Element == HTML {
    /// All of them with something between each two.
    public func joined(by separator: HTML) -> HTML {
        var result = HTML()
        var isFirst = true
        for piece in self {
            if !isFirst { result.append(separator) }
            result.append(piece)
            isFirst = false
        }
        return result
    }
}

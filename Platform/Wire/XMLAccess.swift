import Kernel

/// What the reader stands on, as values.
extension XMLReader {
    /// Line of the event's first byte, from 1.
    public var line: Int { eventNewlines + 1 }

    /// Elements open, the one of the event included: 1 at the start and end of the root.
    public var depth: Int { open.count }

    /// Place of the event's first byte in the document; for the second half of an empty-element
    /// tag that of its first.
    public var offset: Int { eventStart }

    /// Whether the element has this local name in this namespace, byte for byte.
    public func isElement(_ localName: StaticString, in namespace: StaticString) -> Bool {
        isText(name.localStart, Int(name.end), localName) && spanIs(self.namespace, namespace)
    }

    /// Appends the element's name as it is written, prefix and colon included.
    public func appendName(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeBufferPointer(
            start: source + Int(name.start), count: Int(name.end - name.start)))
    }

    /// Name of the element without prefix. Meaningful on `.start` and `.end`.
    public var localName: String { string(name.localStart, Int(name.end)) }

    /// The prefix the element is written with, or the empty string.
    public var prefix: String {
        name.colon < 0 ? "" : string(Int(name.start), Int(name.colon))
    }

    /// Name of the element's namespace, or nil.
    public var namespaceName: String? { uri(namespace) }

    /// The text of the event, line ends normalised and references replaced.
    public var text: String {
        if !textFlags.contains(.decode) { return string(textStart, textEnd) }
        var bytes: [UInt8] = []
        appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the text is white space only.
    public var isBlank: Bool { !textFlags.contains(.filled) }

    /// Appends the text of the event without making a string of it.
    public func appendText(to bytes: inout [UInt8]) {
        if textFlags.contains(.decode) {
            let kind: XMLValueKind = textFlags.contains(.literal) ? .literal : .text
            appendDecoded(source, textStart, textEnd, kind, &bytes)
        } else {
            bytes.append(contentsOf: UnsafeBufferPointer(
                start: source + textStart, count: textEnd - textStart))
        }
    }

    /// How many attributes the element has, namespace declarations not counted.
    public var attributeCount: Int { attributes.count }

    /// One attribute of the element: namespace or nil, local name, prefix, value.
    public func attribute(
        _ index: Int
    ) -> (namespace: String?, name: String, prefix: String, value: String) {
        let attribute = attributes[index]
        return (
            uri(attribute.namespace), string(attribute.name.localStart, Int(attribute.name.end)),
            attribute.name.colon < 0
                ? "" : string(Int(attribute.name.start), Int(attribute.name.colon)),
            value(of: attribute)
        )
    }

    /// Namespace declarations written on the element: prefix (empty for the default) and name
    /// (empty where the default is taken back). Meaningful on `.start`.
    public var declarations: [(prefix: String, name: String)] {
        guard let element = open.last else { return [] }
        return bindings[Int(element.outerBindings)...].map { binding in
            (string(Int(binding.prefixStart), Int(binding.prefixEnd)), uri(binding.namespace) ?? "")
        }
    }

    func value(of attribute: XMLAttribute) -> String {
        let start = Int(attribute.valueStart)
        let end = Int(attribute.valueEnd)
        if attribute.isPlain { return string(start, end) }
        var bytes: [UInt8] = []
        appendDecoded(source, start, end, .attribute, &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func string(_ start: Int, _ end: Int) -> String {
        String(
            decoding: UnsafeBufferPointer(start: source + start, count: end - start), as: UTF8.self)
    }

    func uri(_ span: XMLSpan) -> String? {
        if span.start == XMLSpan.absent.start { return nil }
        if span.start == XMLSpan.xml.start { return xmlNamespace }
        let start = Int(span.start)
        let end = start + Int(span.length)
        if span.isDecoded { return String(decoding: sideBytes[start..<end], as: UTF8.self) }
        return string(start, end)
    }

    /// The fault people see for a trouble at the present place.
    func fault(_ trouble: XMLTrouble) -> Fault {
        var column = 1
        for place in lineStart..<max(lineStart, min(at, count))
        where source[place] & 0xC0 != 0x80 {
            column += 1
        }
        let message = trouble.message(limits)
        let line = newlines + 1
        return Fault(
            code: trouble.code, line: line,
            message: Localized(
                zh: "\(message.zh)（第 \(line) 行第 \(column) 列）",
                en: "\(message.en) (line \(line), column \(column))"),
            fix: trouble.fix)
    }
}

let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

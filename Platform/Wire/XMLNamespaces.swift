/// Namespaces in XML 1.0: declarations, prefixes, attributes equal by expanded name.
extension XMLReader {
    /// `xmlns` or `xmlns:…`.
    func isDeclaration(_ name: XMLName) -> Bool {
        let prefixEnd = name.colon < 0 ? Int(name.end) : Int(name.colon)
        return isText(Int(name.start), prefixEnd, "xmlns")
    }

    mutating func declare(
        _ name: XMLName, _ start: Int, _ end: Int, _ plain: Bool, _ outerBindings: Int
    ) throws(XMLTrouble) {
        let prefixStart = name.colon < 0 ? Int(name.end) : Int(name.colon) + 1
        let prefixEnd = Int(name.end)
        for binding in bindings[outerBindings...]
        where isSame(Int(binding.prefixStart), Int(binding.prefixEnd), prefixStart, prefixEnd) {
            throw .duplicateAttribute
        }
        var span = XMLSpan(
            start: Int32(truncatingIfNeeded: start),
            length: Int32(truncatingIfNeeded: end - start), isDecoded: false)
        if !plain {
            let begin = sideBytes.count
            appendDecoded(source, start, end, .attribute, &sideBytes)
            span = XMLSpan(
                start: Int32(truncatingIfNeeded: begin),
                length: Int32(truncatingIfNeeded: sideBytes.count - begin), isDecoded: true)
        }
        if spanIs(span, "http://www.w3.org/2000/xmlns/") { throw .reservedPrefix }
        let isXML = spanIs(span, "http://www.w3.org/XML/1998/namespace")
        if name.colon < 0 {
            if isXML { throw .reservedPrefix }
            defaultNamespace = span.length == 0 ? .absent : span
        } else {
            if isText(prefixStart, prefixEnd, "xmlns") { throw .reservedPrefix }
            let isXMLPrefix = isText(prefixStart, prefixEnd, "xml")
            if isXMLPrefix != isXML || span.length == 0 { throw .reservedPrefix }
        }
        if bindings.count >= limits.namespaces { throw .tooManyNamespaces }
        bindings.append(
            XMLBinding(
                prefixStart: Int32(truncatingIfNeeded: prefixStart),
                prefixEnd: Int32(truncatingIfNeeded: prefixEnd),
                namespace: span.length == 0 ? .absent : span))
    }

    /// The namespace of a prefixed name.
    func lookUp(_ name: XMLName) throws(XMLTrouble) -> XMLSpan {
        let start = Int(name.start)
        let end = Int(name.colon)
        var index = bindings.count
        while index > 0 {
            index -= 1
            let binding = bindings[index]
            if isSame(Int(binding.prefixStart), Int(binding.prefixEnd), start, end) {
                return binding.namespace
            }
        }
        if isText(start, end, "xml") { return .xml }
        throw .undeclaredPrefix
    }

    /// Gives the attributes their namespaces and refuses two of the same name.
    mutating func resolveAttributes() throws(XMLTrouble) {
        var prefixed = false
        for index in attributes.indices where attributes[index].name.colon >= 0 {
            attributes[index].namespace = try lookUp(attributes[index].name)
            prefixed = true
        }
        guard attributes.count > 1 else { return }
        for index in 1..<attributes.count {
            let one = attributes[index]
            for other in attributes[..<index] {
                guard
                    isSame(
                        one.name.localStart, Int(one.name.end), other.name.localStart,
                        Int(other.name.end))
                else { continue }
                if !prefixed || isSameNamespace(one.namespace, other.namespace) {
                    throw .duplicateAttribute
                }
            }
        }
    }

    func isSameNamespace(_ one: XMLSpan, _ other: XMLSpan) -> Bool {
        if one.start < 0 || other.start < 0 { return one.start == other.start }
        if one.start == other.start, one.isDecoded == other.isDecoded { return true }
        guard one.length == other.length else { return false }
        for offset in 0..<Int(one.length)
        where byte(of: one, offset) != byte(of: other, offset) {
            return false
        }
        return true
    }

    @inline(__always) private func byte(of span: XMLSpan, _ offset: Int) -> UInt8 {
        span.isDecoded ? sideBytes[Int(span.start) + offset] : source[Int(span.start) + offset]
    }

    /// Whether a namespace has this name.
    func spanIs(_ span: XMLSpan, _ text: StaticString) -> Bool {
        guard span.start >= 0, Int(span.length) == text.utf8CodeUnitCount else { return false }
        for offset in 0..<Int(span.length) where byte(of: span, offset) != text.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Whether these bytes of the source are a text.
    @inline(__always) func isText(_ start: Int, _ end: Int, _ text: StaticString) -> Bool {
        guard end - start == text.utf8CodeUnitCount else { return false }
        for offset in 0..<(end - start) where source[start + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }

    @inline(__always) func isSame(
        _ start: Int, _ end: Int, _ otherStart: Int, _ otherEnd: Int
    ) -> Bool {
        guard end - start == otherEnd - otherStart else { return false }
        for offset in 0..<(end - start)
        where source[start + offset] != source[otherStart + offset] {
            return false
        }
        return true
    }
}

/// Moving through the document: from one piece of markup to the next. Every loop advances `at`, so
/// reading is linear.
extension XMLReader {
    mutating func advance() throws(XMLTrouble) -> Event {
        if pendingPop { pop() }
        if pendingEnd {
            pendingEnd = false
            pendingPop = true
            return .end
        }
        if !rootSeen { return try findRoot() }
        while true {
            if open.isEmpty { return try findEnd() }
            if at >= count { throw .unclosed }
            markEvent()
            guard source[at] == 0x3C else {
                try scanText()
                return .text
            }
            guard at + 1 < count else { throw .unclosed }
            switch source[at + 1] {
            case 0x2F:
                try scanEndTag()
                pendingPop = true
                return .end
            case 0x21:
                if try scanCommentOrSection() { return .text }
            case 0x3F: throw .instruction
            default:
                try scanStartTag()
                return .start
            }
        }
    }

    @inline(__always) private mutating func markEvent() {
        eventStart = at
        eventNewlines = newlines
    }

    /// Reads what may stand before the root: mark, declaration, comments.
    private mutating func findRoot() throws(XMLTrouble) -> Event {
        if count > limits.bytes { throw .tooLarge }
        if count >= 2, (source[0] == 0xFE && source[1] == 0xFF)
            || (source[0] == 0xFF && source[1] == 0xFE)
        {
            throw .utf16
        }
        if count >= 3, source[0] == 0xEF, source[1] == 0xBB, source[2] == 0xBF {
            at = 3
            lineStart = 3
        }
        if at >= count { throw .empty }
        if matches("<?xml"), at + 5 < count, isXMLSpace(source[at + 5]) { try scanDeclaration() }
        while true {
            skipSpace()
            if at >= count { throw .noRoot }
            if count >= at + 2, source[at] == 0, source[at + 1] == 0x3C { throw .utf16 }
            if source[at] != 0x3C { throw .noRoot }
            guard at + 1 < count else { throw .unclosed }
            switch source[at + 1] {
            case 0x21:
                if matches("<!DOCTYPE") { throw .doctype }
                guard matches("<!--") else { throw .tag }
                try scanComment()
            case 0x3F: throw .instruction
            default:
                markEvent()
                if source[at + 1] == 0 { throw .utf16 }
                try scanStartTag()
                rootSeen = true
                return .start
            }
        }
    }

    /// Reads what may stand behind the root: blanks and comments.
    private mutating func findEnd() throws(XMLTrouble) -> Event {
        while true {
            skipSpace()
            markEvent()
            if at >= count {
                finished = true
                return .finish
            }
            if matches("<!--") {
                try scanComment()
            } else if beginsDocument {
                throw .secondDocument
            } else if matches("<?") {
                throw .instruction
            } else if matches("<!DOCTYPE") {
                throw .doctype
            } else {
                throw .secondRoot
            }
        }
    }

    /// Whether a mark, a declaration or a start tag stands here: files that were joined.
    private var beginsDocument: Bool {
        if matches("<?xml"), at + 5 < count, isXMLSpace(source[at + 5]) { return true }
        if count - at >= 3, source[at] == 0xEF, source[at + 1] == 0xBB, source[at + 2] == 0xBF {
            return true
        }
        return source[at] == 0x3C && at + 1 < count && isNameByte(source[at + 1])
    }

    private mutating func scanStartTag() throws(XMLTrouble) {
        at += 1
        name = try scanName()
        if open.count >= limits.depth { throw .tooDeep }
        attributes.removeAll(keepingCapacity: true)
        let outerDefault = defaultNamespace
        let outerBindings = bindings.count
        if at < count, source[at] == 0x3E {
            at += 1
        } else {
            try scanAttributes(outerBindings)
        }
        namespace = name.colon < 0 ? defaultNamespace : try lookUp(name)
        if !attributes.isEmpty { try resolveAttributes() }
        open.append(
            OpenElement(
                name: name, namespace: namespace, outerDefault: outerDefault,
                outerBindings: Int32(truncatingIfNeeded: outerBindings)))
    }

    private mutating func scanAttributes(_ outerBindings: Int) throws(XMLTrouble) {
        var number = 0
        while true {
            let before = at
            skipSpace()
            if at >= count { throw .unclosed }
            if source[at] == 0x3E {
                at += 1
                return
            }
            if source[at] == 0x2F {
                if at + 1 >= count { throw .unclosed }
                guard source[at + 1] == 0x3E else { throw .tag }
                at += 2
                pendingEnd = true
                return
            }
            if at == before { throw .tag }
            number += 1
            if number > limits.attributes { throw .tooManyAttributes }
            let name = try scanName(orElse: .attribute)
            skipSpace()
            guard at < count else { throw .unclosed }
            guard source[at] == 0x3D else { throw .attribute }
            at += 1
            skipSpace()
            try scanValue(of: name, outerBindings)
        }
    }

    private mutating func scanEndTag() throws(XMLTrouble) {
        guard let element = open.last else { throw .wrongEndTag }
        let start = Int(element.name.start)
        let length = Int(element.name.end) - start
        at += 2
        if at + length >= count {
            throw hasPrefixOfName(start, length) ? .unclosed : .wrongEndTag
        }
        for offset in 0..<length where source[at + offset] != source[start + offset] {
            throw .wrongEndTag
        }
        at += length
        if source[at] != 0x3E {
            if isNameByte(source[at]) || source[at] == 0x3A || source[at] >= 0x80 {
                throw .wrongEndTag
            }
            skipSpace()
            guard at < count else { throw .unclosed }
            guard source[at] == 0x3E else { throw .tag }
        }
        at += 1
        name = element.name
        namespace = element.namespace
    }

    /// Whether the document breaks off inside the right end tag.
    private func hasPrefixOfName(_ start: Int, _ length: Int) -> Bool {
        for offset in 0..<length where at + offset < count {
            if source[at + offset] != source[start + offset] { return false }
        }
        return true
    }

    private mutating func pop() {
        pendingPop = false
        guard let element = open.popLast() else { return }
        defaultNamespace = element.outerDefault
        let outer = Int(element.outerBindings)
        if bindings.count > outer { bindings.removeSubrange(outer...) }
    }

    private mutating func scanCommentOrSection() throws(XMLTrouble) -> Bool {
        if matches("<!--") {
            try scanComment()
            return false
        }
        if matches("<![CDATA[") {
            try scanSection()
            return true
        }
        if matches("<!DOCTYPE") { throw .doctype }
        throw at + 9 > count ? .unclosed : .tag
    }

    /// `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`; the last two may be missing.
    private mutating func scanDeclaration() throws(XMLTrouble) {
        at += 5
        let version = try pseudoAttribute("version")
        guard let version else { throw .declaration }
        guard equals(version, "1.0") else { throw .version }
        if let encoding = try pseudoAttribute("encoding") {
            guard equals(encoding, "UTF-8", ignoringCase: true) else { throw .encoding }
        }
        if let standalone = try pseudoAttribute("standalone") {
            guard equals(standalone, "yes") || equals(standalone, "no") else { throw .declaration }
        }
        skipSpace()
        guard matches("?>") else { throw .declaration }
        at += 2
    }

    private mutating func pseudoAttribute(
        _ name: StaticString
    ) throws(XMLTrouble) -> Range<Int>? {
        let before = at
        skipSpace()
        guard matches(name) else {
            return nil
        }
        if at == before { throw .declaration }
        at += name.utf8CodeUnitCount
        skipSpace()
        guard at < count, source[at] == 0x3D else { throw .declaration }
        at += 1
        skipSpace()
        guard at < count, source[at] == 0x22 || source[at] == 0x27 else { throw .declaration }
        let quote = source[at]
        let start = at + 1
        at = start
        while at < count, source[at] != quote {
            if source[at] == 0x3C || source[at] == 0x3E { throw .declaration }
            at += 1
        }
        guard at < count else { throw .unclosed }
        defer { at += 1 }
        return start..<at
    }

    private func equals(
        _ range: Range<Int>, _ text: StaticString, ignoringCase: Bool = false
    ) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count {
            var byte = source[range.lowerBound + offset]
            if ignoringCase, byte >= 0x61, byte <= 0x7A { byte -= 0x20 }
            if byte != text.utf8Start[offset] { return false }
        }
        return true
    }

    /// Whether these bytes stand here.
    @inline(__always) func matches(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count - at >= length else { return false }
        for offset in 0..<length where source[at + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }
}

/// Character data, comments and CDATA sections; names and references.
extension XMLReader {
    /// Steps over white space, counting lines.
    @inline(__always) mutating func skipSpace() {
        while at < count {
            switch source[at] {
            case 0x20, 0x09: at += 1
            case 0x0A, 0x0D: lineEnd()
            default: return
            }
        }
    }

    /// Steps over one carriage return or line feed; a pair counts as one line.
    @inline(__always) private mutating func lineEnd() {
        let byte = source[at]
        at += 1
        if byte == 0x0D, at < count, source[at] == 0x0A { return }
        newlines += 1
        lineStart = at
    }

    /// Character data up to the next `<`.
    mutating func scanText() throws(XMLTrouble) {
        textStart = at
        var flags: TextFlags = []
        blanks: while at < count {
            switch source[at] {
            case 0x20, 0x09: at += 1
            case 0x0A:
                at += 1
                newlines += 1
                lineStart = at
            case 0x3C:
                textEnd = at
                textFlags = []
                return
            default: break blanks
            }
        }
        while true {
            skipPlain()
            if at >= count { throw .unclosed }
            let byte = source[at]
            if byte == 0x3C { break }
            if byte >= 0x80 {
                flags.insert(.filled)
                try skipScalar()
                continue
            }
            switch byte {
            case 0x0A: lineEnd()
            case 0x09: at += 1
            case 0x0D:
                flags.insert(.decode)
                lineEnd()
            case 0x26:
                flags.insert(.decode)
                flags.insert(.filled)
                try skipReference()
            case 0x5D:
                if at + 2 < count, source[at + 1] == 0x5D, source[at + 2] == 0x3E {
                    throw .sectionEnd
                }
                at += 1
            default: throw .character
            }
        }
        textEnd = at
        if !flags.contains(.filled) { flags.insertIfFilled(source, textStart, textEnd) }
        textFlags = flags
    }

    /// Steps over the bytes that need no thought, eight at a time: printable ASCII without
    /// `<`, `&` and `]`.
    @inline(__always) private mutating func skipPlain() {
        let raw = UnsafeRawPointer(source)
        while count - at >= 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let found = specialBytes(word)
            if found != 0 {
                at += found.trailingZeroBitCount >> 3
                return
            }
            at += 8
        }
        while at < count {
            let byte = source[at]
            if byte < 0x20 || byte >= 0x80 || byte == 0x3C || byte == 0x26 || byte == 0x5D {
                return
            }
            at += 1
        }
    }

    /// `<!--` to `-->`; two hyphens may not stand inside.
    mutating func scanComment() throws(XMLTrouble) {
        at += 4
        while at < count {
            let byte = source[at]
            if byte == 0x2D, at + 1 < count, source[at + 1] == 0x2D {
                guard at + 2 < count else { throw .unclosed }
                guard source[at + 2] == 0x3E else { throw .comment }
                at += 3
                return
            }
            try skipCharacter(byte)
        }
        throw .unclosed
    }

    /// `<![CDATA[` to the first `]]>`.
    mutating func scanSection() throws(XMLTrouble) {
        at += 9
        textStart = at
        var flags: TextFlags = .literal
        while at < count {
            let byte = source[at]
            if byte == 0x5D, at + 2 < count, source[at + 1] == 0x5D, source[at + 2] == 0x3E {
                textEnd = at
                at += 3
                flags.insertIfFilled(source, textStart, textEnd)
                textFlags = flags
                return
            }
            if byte == 0x0D { flags.insert(.decode) }
            try skipCharacter(byte)
        }
        throw .unclosed
    }

    @inline(__always) private mutating func skipCharacter(_ byte: UInt8) throws(XMLTrouble) {
        if byte >= 0x80 {
            try skipScalar()
        } else if byte >= 0x20 || byte == 0x09 {
            at += 1
        } else if byte == 0x0A || byte == 0x0D {
            lineEnd()
        } else {
            throw .character
        }
    }

    /// Steps over one scalar of two to four bytes: shortest form, no surrogate, an XML character.
    @inline(__always) mutating func skipScalar() throws(XMLTrouble) {
        let lead = source[at]
        if lead >= 0xE1, lead <= 0xEC {
            // The row where Chinese is.
            guard count - at >= 3, isTail(source[at + 1]), isTail(source[at + 2]) else {
                throw .notUTF8
            }
            at += 3
            return
        }
        let length = scalarLength(source + at, count - at)
        guard length > 0 else { throw .notUTF8 }
        if lead == 0xEF, source[at + 1] == 0xBF, source[at + 2] >= 0xBE { throw .character }
        at += length
    }

    /// `&amp;` and its four sisters, `&#10;`, `&#xA;`.
    mutating func skipReference() throws(XMLTrouble) {
        if matches("&#") {
            try skipCharacterReference()
        } else if matches("&lt;") || matches("&gt;") {
            at += 4
        } else if matches("&amp;") {
            at += 5
        } else if matches("&quot;") || matches("&apos;") {
            at += 6
        } else {
            throw .entity
        }
    }

    private mutating func skipCharacterReference() throws(XMLTrouble) {
        let (value, end) = characterReference(source, at, count)
        guard isXMLCharacter(value) else { throw end >= count ? .unclosed : .reference }
        at = end
    }

    /// The value of an attribute, from its quote; a namespace declaration takes effect.
    mutating func scanValue(of name: XMLName, _ outerBindings: Int) throws(XMLTrouble) {
        guard at < count else { throw .unclosed }
        let quote = source[at]
        guard quote == 0x22 || quote == 0x27 else { throw .attribute }
        at += 1
        let start = at
        var plain = true
        while true {
            guard at < count else { throw .unclosed }
            let byte = source[at]
            if byte == quote { break }
            switch byte {
            case 0x3C: throw .lessThanInValue
            case 0x26:
                plain = false
                try skipReference()
            case 0x09:
                plain = false
                at += 1
            case 0x0A, 0x0D:
                plain = false
                lineEnd()
            case 0..<0x20: throw .character
            case 0x80...: try skipScalar()
            default: at += 1
            }
        }
        let end = at
        at += 1
        if isDeclaration(name) {
            try declare(name, start, end, plain, outerBindings)
        } else {
            attributes.append(
                XMLAttribute(
                    name: name, namespace: .absent, valueStart: Int32(truncatingIfNeeded: start),
                    valueEnd: Int32(truncatingIfNeeded: end), isPlain: plain))
        }
    }

    /// A qualified name: one colon at most, with a name on both sides.
    @inline(__always) mutating func scanName(
        orElse trouble: XMLTrouble = .name
    ) throws(XMLTrouble) -> XMLName {
        let start = at
        var colon = -1
        var partStart = at
        while at < count {
            let byte = source[at]
            if isNameByte(byte) {
                if at == partStart, !isNameStartByte(byte) { throw trouble }
                at += 1
            } else if byte == 0x3A {
                if colon >= 0 || at == partStart { throw trouble }
                colon = at
                at += 1
                partStart = at
            } else if byte >= 0x80 {
                try skipNameScalar(first: at == partStart, trouble)
            } else {
                break
            }
        }
        if at >= count { throw .unclosed }
        if at == partStart {
            throw source[at] < 0x20 && !isXMLSpace(source[at]) ? .character : trouble
        }
        if at - start > limits.nameBytes { throw .nameTooLong }
        return XMLName(
            start: Int32(truncatingIfNeeded: start), colon: Int32(truncatingIfNeeded: colon),
            end: Int32(truncatingIfNeeded: at))
    }

    private mutating func skipNameScalar(
        first: Bool, _ trouble: XMLTrouble
    ) throws(XMLTrouble) {
        let length = scalarLength(source + at, count - at)
        guard length > 0 else { throw .notUTF8 }
        let value = scalarValue(source + at, length)
        guard first ? isNameStart(value) : isNamePart(value) else { throw trouble }
        at += length
    }
}

extension TextFlags {
    /// Notes whether there is anything but blanks between the two places.
    mutating func insertIfFilled(_ source: UnsafePointer<UInt8>, _ start: Int, _ end: Int) {
        var place = start
        while place < end {
            if !isXMLSpace(source[place]) {
                insert(.filled)
                return
            }
            place += 1
        }
    }
}

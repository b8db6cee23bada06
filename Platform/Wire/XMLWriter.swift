/// Writes XML one way only: the same values always give the same bytes. No mark, no indentation,
/// elements without content as a pair of tags.
public struct XMLWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    public init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

    /// Takes out what has been written so far, to be sent on before the rest is written.
    public mutating func taken() -> [UInt8] {
        let taken = bytes
        bytes.removeAll(keepingCapacity: true)
        return taken
    }

    /// `<?xml version="1.0" encoding="UTF-8"?>`.
    public mutating func declaration() {
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    }

    /// Opens a start tag; attributes may follow, then `open`.
    public mutating func start(_ name: String) { start(prefix: "", name) }

    /// The same with a prefix, which has its colon.
    mutating func start(prefix: String, _ name: String) {
        bytes.append(0x3C)
        bytes.append(contentsOf: prefix.utf8)
        bytes.append(contentsOf: name.utf8)
    }

    /// An attribute of the start tag just begun.
    public mutating func attribute(_ name: String, _ value: String) {
        bytes.append(0x20)
        bytes.append(contentsOf: name.utf8)
        raw("=\"")
        escape(value.utf8, inAttribute: true)
        bytes.append(0x22)
    }

    /// Closes the start tag just begun.
    public mutating func open() { bytes.append(0x3E) }

    /// The end tag of an element.
    public mutating func end(_ name: String) { end(prefix: "", name) }

    mutating func end(prefix: String, _ name: String) {
        bytes.append(0x3C)
        bytes.append(0x2F)
        bytes.append(contentsOf: prefix.utf8)
        bytes.append(contentsOf: name.utf8)
        bytes.append(0x3E)
    }

    /// An element with text. What XML cannot carry becomes U+FFFD.
    public mutating func element(_ name: String, _ text: some Sequence<UInt8>) {
        element(prefix: "", name, text)
    }

    mutating func element(prefix: String, _ name: String, _ text: some Sequence<UInt8>) {
        start(prefix: prefix, name)
        open()
        escape(text, inAttribute: false)
        end(prefix: prefix, name)
    }

    /// An element whose text is written as a CDATA section, split where the text holds `]]>` or a
    /// carriage return, which a section cannot carry.
    public mutating func section(_ name: String, _ text: some Sequence<UInt8>) {
        start(name)
        open()
        raw("<![CDATA[")
        var filter = XMLCharacterFilter()
        var brackets = 0
        for byte in text {
            filter.take(byte) { kept in
                if kept == 0x3E, brackets >= 2 {
                    raw("]]><![CDATA[")
                } else if kept == 0x0D {
                    raw("]]>&#13;<![CDATA[")
                    brackets = 0
                    return
                }
                brackets = kept == 0x5D ? brackets + 1 : 0
                bytes.append(kept)
            }
        }
        filter.finish { bytes.append($0) }
        raw("]]>")
        end(name)
    }

    /// Text by itself, between the tags of an element just opened.
    mutating func escaped(_ text: [UInt8]) { escape(text, inAttribute: false) }

    /// Text by itself, between the tags of an element just opened.
    public mutating func text(_ text: String) { escape(text.utf8, inAttribute: false) }

    /// Bytes that are XML already, for example a signature.
    public mutating func verbatim(_ xml: [UInt8]) { bytes.append(contentsOf: xml) }

    private mutating func raw(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func escape(_ text: some Sequence<UInt8>, inAttribute: Bool) {
        let done: Void? = text.withContiguousStorageIfAvailable {
            escape($0, inAttribute: inAttribute)
        }
        if done == nil {
            Array(text).withUnsafeBufferPointer { escape($0, inAttribute: inAttribute) }
        }
    }

    /// Copies what can stand as it is in one piece.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
        var from = 0
        var place = 0
        while place < text.count {
            let byte = text[place]
            guard byte < 0x20 || isSpecial(byte) else {
                place += 1
                continue
            }
            let (written, length) = replacement(text, place, inAttribute)
            guard let written else {
                place += length
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[from..<place]))
            raw(written)
            place += length
            from = place
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[from...]))
    }

    @inline(__always) private func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0xEF
    }

    /// What to write instead of the bytes at a place, nil for the bytes themselves; and how many
    /// they are. Of what begins with EF, only U+FFFE and U+FFFF are no characters of XML.
    private func replacement(
        _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ inAttribute: Bool
    ) -> (StaticString?, Int) {
        switch text[place] {
        case 0x26: return ("&amp;", 1)
        case 0x3C: return ("&lt;", 1)
        case 0x3E: return ("&gt;", 1)
        case 0x0D: return ("&#13;", 1)
        case 0x22: return (inAttribute ? "&quot;" : nil, 1)
        case 0x09: return (inAttribute ? "&#9;" : nil, 1)
        case 0x0A: return (inAttribute ? "&#10;" : nil, 1)
        case 0xEF:
            let isNone =
                place + 2 < text.count && text[place + 1] == 0xBF && text[place + 2] >= 0xBE
            return isNone ? ("\u{FFFD}", 3) : (nil, 1)
        default: return ("\u{FFFD}", 1)
        }
    }
}

/// Lets through the bytes of XML characters and puts U+FFFD for all else. The input is UTF-8 that
/// Swift made or the reader checked, so only control characters and U+FFFE, U+FFFF are looked for.
struct XMLCharacterFilter {
    /// How much of EF BF (BE or BF) has been held back.
    private var held = 0

    @inline(__always) mutating func take(_ byte: UInt8, _ keep: (UInt8) -> Void) {
        if held == 0, byte >= 0x20, byte != 0xEF {
            keep(byte)
            return
        }
        takeSlowly(byte, keep)
    }

    private mutating func takeSlowly(_ byte: UInt8, _ keep: (UInt8) -> Void) {
        if held == 2 {
            held = 0
            keep(0xEF)
            keep(0xBF)
            keep(byte >= 0xBE ? 0xBD : byte)
            return
        }
        if held == 1 {
            held = 0
            if byte == 0xBF {
                held = 2
            } else {
                keep(0xEF)
                keep(byte)
            }
            return
        }
        if byte == 0xEF {
            held = 1
        } else if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
            keep(0xEF)
            keep(0xBF)
            keep(0xBD)
        } else {
            keep(byte)
        }
    }

    /// Gives back what was held when the text ended in the middle of a scalar.
    mutating func finish(_ keep: (UInt8) -> Void) {
        if held >= 1 { keep(0xEF) }
        if held >= 2 { keep(0xBF) }
        held = 0
    }
}

/// Writes CSV as RFC 4180 has it: CR LF, quotes where a field needs them.
///
/// For a file people will open in a spreadsheet, ask for `.spreadsheet`: it begins with a byte
/// order mark (Excel takes the Chinese for another encoding without it), and a cell that a
/// spreadsheet would run as a formula gets a leading apostrophe.
public struct CSVWriter: Sendable {
    /// Who will read the file.
    public enum Reader: Sendable, Hashable {
        /// A program: every field as it is.
        case program
        /// A person with a spreadsheet.
        case spreadsheet
    }

    private var bytes: [UInt8]
    private let reader: Reader

    public init(for reader: Reader = .program) {
        self.reader = reader
        bytes = reader == .spreadsheet ? [0xEF, 0xBB, 0xBF] : []
    }

    /// Adds a record.
    public mutating func write(_ fields: some Sequence<String>) {
        var first = true
        for field in fields {
            if !first { bytes.append(UInt8(ascii: ",")) }
            first = false
            write(field: field)
        }
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Hands over what was written and begins anew, so that a long table leaves in pieces.
    public mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private mutating func write(field: String) {
        let escapes = reader == .spreadsheet && field.utf8.first.map(beginsFormula) == true
        let quotes = field.utf8.contains(where: needsQuotes)
        if quotes { bytes.append(UInt8(ascii: "\"")) }
        if escapes { bytes.append(UInt8(ascii: "'")) }
        if quotes {
            for byte in field.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        } else {
            bytes.append(contentsOf: field.utf8)
        }
    }
}

/// The characters by which spreadsheets know a formula (OWASP, CSV injection).
private func beginsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
        true
    default: false
    }
}

private func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
}

public import Kernel

/// Reads CSV as RFC 4180 writes it: comma, double quote, CR LF or LF, UTF-8 with or without a mark.
///
/// Strict, because a table that is read wrongly by one column declares the wrong goods: a quote in
/// the middle of a field, a lone CR, a NUL, text that is not UTF-8 and a quote left open are
/// faults with their line. Bytes may come in pieces (`append`, then `next` until it is nil), so a
/// file of any length needs the memory of one piece and one record.
///
///     var reader = CSVReader(bytes)
///     while let record = try reader.next() { … }
public struct CSVReader: Sendable {
    private var buffer: [UInt8]
    private var position = 0
    private var line = 1
    private var records = 0
    private var ended: Bool
    private var begun = false
    private var pending: Scan?
    private let limits: CSVLimits

    /// A reader that gets its bytes by `append`, and is told of their end by `finish`.
    public init(limits: CSVLimits = .upload) {
        buffer = []
        ended = false
        self.limits = limits
    }

    /// A reader of a text that is there in full.
    public init(_ bytes: [UInt8], limits: CSVLimits = .upload) {
        buffer = bytes
        ended = true
        self.limits = limits
    }

    /// Adds the next piece of the text; what was read already is let go.
    public mutating func append(_ piece: some Collection<UInt8>) {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        buffer.append(contentsOf: piece)
    }

    /// Says that no more bytes will come: the last record needs no line end.
    public mutating func finish() { ended = true }

    /// The next record. Nil when the text has ended, or when the bytes so far hold no whole record.
    public mutating func next() throws(Fault) -> CSVRecord? {
        if !begun {
            guard ended || buffer.count >= 3 else { return nil }
            begun = true
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }
        guard position < buffer.count else { return nil }
        var scan = pending ?? Scan()
        pending = nil
        guard try scanRecord(&scan) else {
            pending = scan
            return nil
        }
        records += 1
        guard records <= limits.records else { throw CSVFault.tooManyRecords(limits.records, line) }
        let record = CSVRecord(line: line, bytes: scan.bytes, ends: scan.ends)
        guard isUTF8(scan.bytes) else { throw CSVFault.notUTF8(line) }
        position += scan.at
        line += scan.lines + 1
        return record
    }

    /// How far the record at `position` has been read. Kept between pieces, so that a text that
    /// comes byte by byte is still looked at once only. All places count from `position`.
    private struct Scan: Sendable {
        enum State: Sendable { case fieldStart, plain, quoted, quoteSeen, returnSeen }

        var state = State.fieldStart
        var bytes: [UInt8] = []
        var ends: [Int] = []
        /// The next byte to look at.
        var at = 0
        /// Where the stretch begins that was not copied to `bytes` yet.
        var begin = 0
        /// Line ends inside quotes.
        var lines = 0

        init() {
            bytes.reserveCapacity(128)
            ends.reserveCapacity(16)
        }
    }

    /// Reads on in the record at `position`; false when it is not whole yet.
    private func scanRecord(_ scan: inout Scan) throws(Fault) -> Bool {
        let available = buffer.count - position
        let end = min(available, limits.recordBytes + 1)
        while scan.at < end {
            let byte = buffer[position + scan.at]
            if byte == 0 { throw CSVFault.nul(line + scan.lines) }
            switch scan.state {
            case .fieldStart:
                scan.state = byte == quote ? .quoted : .plain
                if byte == quote { scan.at += 1 }
                scan.begin = scan.at
            case .plain:
                if byte == quote { throw CSVFault.strayQuote(line + scan.lines) }
                if isFieldEnd(byte) {
                    copy(&scan)
                    if try closeField(byte, &scan) { return true }
                } else {
                    scan.at += 1
                }
            case .quoted:
                if byte == newline { scan.lines += 1 }
                if byte == quote {
                    copy(&scan)
                    scan.state = .quoteSeen
                }
                scan.at += 1
            case .quoteSeen:
                if byte == quote {
                    // The second of two stands for one and begins the next stretch.
                    scan.begin = scan.at
                    scan.state = .quoted
                    scan.at += 1
                } else if isFieldEnd(byte) {
                    if try closeField(byte, &scan) { return true }
                } else {
                    throw CSVFault.textAfterQuote(line + scan.lines)
                }
            case .returnSeen:
                guard byte == newline else { throw CSVFault.loneReturn(line + scan.lines) }
                scan.at += 1
                return true
            }
        }
        guard available <= limits.recordBytes else {
            throw CSVFault.recordTooLong(limits.recordBytes, line)
        }
        return ended ? try endOfText(&scan) : false
    }

    /// Closes the field before a comma, CR or LF; true when that ends the record.
    private func closeField(_ byte: UInt8, _ scan: inout Scan) throws(Fault) -> Bool {
        guard scan.ends.count < limits.fields else {
            throw CSVFault.tooManyFields(limits.fields, line)
        }
        scan.ends.append(scan.bytes.count)
        scan.at += 1
        scan.state = byte == comma ? .fieldStart : .returnSeen
        return byte == newline
    }

    /// The last record may end without a line end.
    private func endOfText(_ scan: inout Scan) throws(Fault) -> Bool {
        switch scan.state {
        case .quoted: throw CSVFault.openQuote(line)
        case .returnSeen: throw CSVFault.loneReturn(line + scan.lines)
        case .plain: copy(&scan)
        case .fieldStart, .quoteSeen: break
        }
        _ = try closeField(newline, &scan)
        scan.at -= 1
        return true
    }

    private func copy(_ scan: inout Scan) {
        scan.bytes.append(contentsOf: buffer[(position + scan.begin)..<(position + scan.at)])
    }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

private func isFieldEnd(_ byte: UInt8) -> Bool {
    byte == comma || byte == newline || byte == carriageReturn
}

private func isUTF8(_ bytes: [UInt8]) -> Bool {
    (try? UTF8Span(validating: bytes.span)) != nil
}

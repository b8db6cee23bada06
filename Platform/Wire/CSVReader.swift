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
        guard let scan = try scanRecord() else { return nil }
        records += 1
        guard records <= limits.records else { throw CSVFault.tooManyRecords(limits.records, line) }
        let record = CSVRecord(line: line, bytes: scan.bytes, ends: scan.ends)
        guard isUTF8(scan.bytes) else { throw CSVFault.notUTF8(line) }
        position = scan.end
        line += scan.lines
        return record
    }

    private struct Scan {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        /// Where the next record begins.
        var end = 0
        /// Lines this record took.
        var lines = 0
    }

    /// Nil when the record is not whole yet; then nothing has moved.
    private func scanRecord() throws(Fault) -> Scan? {
        var scan = Scan()
        scan.bytes.reserveCapacity(128)
        scan.ends.reserveCapacity(16)
        var at = position
        while true {
            guard at - position <= limits.recordBytes else {
                throw CSVFault.recordTooLong(limits.recordBytes, line)
            }
            let quoted = at < buffer.count && buffer[at] == quote
            guard let after = quoted
                ? try scanQuoted(from: at, into: &scan) : try scanPlain(from: at, into: &scan)
            else { return nil }
            guard scan.ends.count < limits.fields else {
                throw CSVFault.tooManyFields(limits.fields, line)
            }
            scan.ends.append(scan.bytes.count)
            at = after
            if at == buffer.count {
                // A last record may end without a line end, but only when no more bytes can come.
                guard ended else { return nil }
                scan.end = at
                scan.lines += 1
                return scan
            }
            switch buffer[at] {
            case comma: at += 1
            case newline:
                scan.end = at + 1
                scan.lines += 1
                return scan
            default:
                guard at + 1 < buffer.count else {
                    guard ended else { return nil }
                    throw CSVFault.loneReturn(line + scan.lines)
                }
                guard buffer[at + 1] == newline else {
                    throw CSVFault.loneReturn(line + scan.lines)
                }
                scan.end = at + 2
                scan.lines += 1
                return scan
            }
        }
    }

    /// Takes an unquoted field; gives the place of the comma, CR, LF or end behind it.
    private func scanPlain(from start: Int, into scan: inout Scan) throws(Fault) -> Int? {
        var at = start
        let end = min(buffer.count, position + limits.recordBytes + 1)
        while at < end {
            let byte = buffer[at]
            if byte == comma || byte == newline || byte == carriageReturn { break }
            if byte == quote { throw CSVFault.strayQuote(line + scan.lines) }
            if byte == 0 { throw CSVFault.nul(line + scan.lines) }
            at += 1
        }
        guard at < end || at == buffer.count else {
            throw CSVFault.recordTooLong(limits.recordBytes, line)
        }
        if at == buffer.count && !ended { return nil }
        scan.bytes.append(contentsOf: buffer[start..<at])
        return at
    }

    /// Takes a quoted field; gives the place behind its closing quote.
    private func scanQuoted(from start: Int, into scan: inout Scan) throws(Fault) -> Int? {
        var at = start + 1
        var begin = at
        let end = min(buffer.count, position + limits.recordBytes + 1)
        while at < end {
            let byte = buffer[at]
            if byte == newline { scan.lines += 1 }
            if byte == 0 { throw CSVFault.nul(line + scan.lines) }
            guard byte == quote else {
                at += 1
                continue
            }
            if at + 1 == buffer.count && !ended { return nil }
            scan.bytes.append(contentsOf: buffer[begin..<at])
            if at + 1 < buffer.count, buffer[at + 1] == quote {
                // The second of the two stands for one quote and begins the next stretch.
                begin = at + 1
                at += 2
                continue
            }
            at += 1
            guard at == buffer.count || isFieldEnd(buffer[at]) else {
                throw CSVFault.textAfterQuote(line + scan.lines)
            }
            return at
        }
        guard at == buffer.count else { throw CSVFault.recordTooLong(limits.recordBytes, line) }
        guard ended else { return nil }
        throw CSVFault.openQuote(line)
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

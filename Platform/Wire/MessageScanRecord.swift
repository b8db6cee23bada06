import Kernel

/// Nodes whose children hold values.
extension MessageScan {
    /// Reads the node whose start tag was the last event.
    mutating func readRecord(
        _ reader: inout XMLReader, _ record: RecordTable
    ) throws(Fault) -> FoundRecord {
        let base = slots.count
        let found = FoundRecord(base: base, line: reader.line)
        slots.append(contentsOf: repeatElement(.absent, count: record.fields.count))
        if !reader.attributes.isEmpty { noteAttributes(reader) }
        var furthest = -1
        var required = 0
        var complained = false
        var meant: [String] = []
        while true {
            switch try next(&reader) {
            case .text: if !reader.isBlank { noteText(reader, &complained) }
            case .end, .finish:
                if required < record.requiredCount {
                    noteMissing(record, base, reader.line, but: meant)
                }
                return found
            case .start:
                let name = reader.name.localStart
                let length = Int(reader.name.end) - name
                guard
                    let index = record.names.place(
                        of: reader.source + name, length, from: furthest + 1)
                        ?? (record.aliases.isEmpty ? nil : record.aliases[reader.localName])
                else {
                    let open = isListing ? absent(record, base) : []
                    if let likely = try noteUnknown(&reader, open) { meant.append(likely) }
                    continue
                }
                let outer = adopt(reader)
                if slots[base + index].isPresent {
                    noteHere(
                        .repeated(record.fields[index].name), record.fields[index].name,
                        reader.line)
                    try reader.skipElement()
                } else {
                    if index < furthest {
                        noteHere(
                            .order(record.fields[index].name, record.fields[furthest].name),
                            record.fields[index].name, reader.line)
                    }
                    furthest = max(furthest, index)
                    if record.fields[index].isRequired { required += 1 }
                    slots[base + index] = try readValue(&reader, record.fields[index])
                }
                adopted = outer
            }
        }
    }

    /// Names of the elements that have not come yet.
    private func absent(_ record: RecordTable, _ base: Int) -> [String] {
        record.fields.indices.filter { !slots[base + $0].isPresent }
            .map { record.fields[$0].name }
    }

    private mutating func noteMissing(
        _ record: RecordTable, _ base: Int, _ line: Int, but meant: [String]
    ) {
        for (index, field) in record.fields.enumerated()
        where field.isRequired && !slots[base + index].isPresent && !meant.contains(field.name) {
            noteHere(.missingElement(field.name, field.title), field.name, line)
        }
    }

    /// Reads the value of the element whose start tag was the last event.
    private mutating func readValue(
        _ reader: inout XMLReader, _ field: MessageField
    ) throws(Fault) -> Slot {
        let line = reader.line
        if !reader.attributes.isEmpty { noteAttributes(reader, field.name) }
        if case .any = field.type { return try readAny(&reader, field, line) }
        var start = 0
        var length = 0
        var isDecoded = false
        var pieces = 0
        reading: while true {
            switch try next(&reader) {
            case .end, .finish: break reading
            case .start:
                noteHere(.elementInValue(shortened(reader.localName)), field.name, reader.line)
                try reader.skipElement()
            case .text:
                pieces += 1
                if pieces == 1, !reader.textFlags.contains(.decode) {
                    start = reader.textStart
                    length = reader.textEnd - reader.textStart
                    continue
                }
                if !isDecoded {
                    let begin = decoded.count
                    decoded.append(
                        contentsOf: UnsafeBufferPointer(
                            start: reader.source + start, count: length))
                    start = begin
                    isDecoded = true
                }
                reader.appendText(to: &decoded)
                length = decoded.count - start
            }
        }
        return finish(reader, field, Value(start, length, isDecoded), pieces, line)
    }

    /// The element of `ExtendMessage` that takes anything: at most one child.
    private mutating func readAny(
        _ reader: inout XMLReader, _ field: MessageField, _ line: Int
    ) throws(Fault) -> Slot {
        var children = 0
        var complained = false
        while true {
            switch try next(&reader) {
            case .end, .finish:
                return Slot(start: 0, length: 0, line: UInt32(truncatingIfNeeded: line))
            case .text: noteText(reader, &complained, field.name)
            case .start:
                children += 1
                if children == 2 { noteHere(.tooMany("*", 1), field.name, reader.line) }
                try reader.skipElement()
            }
        }
    }

    struct Value {
        var start: Int
        var length: Int
        var isDecoded: Bool
        init(_ start: Int, _ length: Int, _ isDecoded: Bool) {
            self.start = start
            self.length = length
            self.isDecoded = isDecoded
        }
    }

    /// Applies white space, default and facets to a value that has been read.
    private mutating func finish(
        _ reader: borrowing XMLReader, _ field: MessageField, _ given: Value, _ pieces: Int,
        _ line: Int
    ) -> Slot {
        var value = given
        if value.length == 0, pieces == 0, let standard = field.fixed ?? field.standard {
            // An empty element has the value the schema names.
            value = Value(decoded.count, standard.utf8.count, true)
            decoded.append(contentsOf: standard.utf8)
            return slot(value, line)
        }
        if field.type.isNumber {
            value = trimmed(reader, value)
        } else if field.collapses {
            value = collapsed(reader, value)
        }
        if let trouble = trouble(reader, field, value) {
            let text = field.isPersonal ? nil : shortened(string(reader, value))
            noteHere(.value(trouble, field, text), field.name, line)
        }
        return slot(value, line)
    }

    private func slot(_ value: Value, _ line: Int) -> Slot {
        Slot(
            start: UInt32(truncatingIfNeeded: value.start),
            length: UInt32(truncatingIfNeeded: value.length)
                | (value.isDecoded ? Slot.decoded : 0),
            line: UInt32(truncatingIfNeeded: line))
    }

    @inline(__always) private func trouble(
        _ reader: borrowing XMLReader, _ field: MessageField, _ value: Value
    ) -> FieldTrouble? {
        withBytes(reader, value) { bytes in
            if let trouble = FieldCheck.trouble(field, bytes) { return trouble }
            if let fixed = field.fixed, !fixed.utf8.elementsEqual(bytes) {
                return .notTheFixedValue
            }
            return nil
        }
    }

    @inline(__always) private func withBytes<Result>(
        _ reader: borrowing XMLReader, _ value: Value,
        _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        if value.isDecoded {
            return decoded.withUnsafeBufferPointer { all in
                body(UnsafeBufferPointer(rebasing: all[value.start..<value.start + value.length]))
            }
        }
        return body(UnsafeBufferPointer(start: reader.source + value.start, count: value.length))
    }

    private func string(_ reader: borrowing XMLReader, _ value: Value) -> String {
        withBytes(reader, value) { String(decoding: $0, as: UTF8.self) }
    }

    private func trimmed(_ reader: borrowing XMLReader, _ value: Value) -> Value {
        withBytes(reader, value) { bytes in
            var start = 0
            var end = bytes.count
            while start < end, isXMLSpace(bytes[start]) { start += 1 }
            while end > start, isXMLSpace(bytes[end - 1]) { end -= 1 }
            return Value(value.start + start, end - start, value.isDecoded)
        }
    }

    /// Trims, and makes one blank of every run of white space.
    private mutating func collapsed(_ reader: borrowing XMLReader, _ value: Value) -> Value {
        let trimmed = trimmed(reader, value)
        let bytes = withBytes(reader, trimmed) { Array($0) }
        var result: [UInt8] = []
        for byte in bytes {
            if !isXMLSpace(byte) {
                result.append(byte)
            } else if result.last != 0x20 {
                result.append(0x20)
            }
        }
        if result == bytes { return trimmed }
        let start = decoded.count
        decoded.append(contentsOf: result)
        return Value(start, result.count, true)
    }
}

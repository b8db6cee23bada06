public import Kernel

/// One document apart from its batch.
extension MessageDocument {
    /// The document alone, in a form that depends on its values only: the same element order,
    /// default namespace, no white space, whatever the message it came in looked like. Two
    /// documents of one type have equal fragments exactly when they have the same elements with the
    /// same values.
    public var fragment: [UInt8] {
        var writer = MessageWriter(table: table, prefix: "")
        writer.xml.start(table.document)
        writer.xml.attribute("xmlns", cebNamespace)
        writer.xml.open()
        if table.isFlat {
            writer.fields(of: head)
        } else {
            if head.base >= 0 { writer.record(head) }
            for line in lines { writer.record(line) }
        }
        writer.xml.end(table.document)
        return writer.xml.bytes
    }

    /// The values, to be written into another message.
    public var draft: MessageDraft.Document {
        MessageDraft.Document(head: head.values, lines: lines.map(\.values))
    }

    /// Paths, from the document on, of what is not the same in two documents of one type:
    /// `OrderHead/goodsValue`, `OrderList[2]/qty`; a line that only one of them has is named whole.
    public func differences(from other: MessageDocument) -> [String] {
        let node = table.isFlat ? "" : table.head.name + "/"
        var paths = head.differs(from: other.head).map { node + $0 }
        let name = table.line?.name ?? ""
        for ordinal in 0..<max(lineCount, other.lineCount) {
            if ordinal < min(lineCount, other.lineCount) {
                paths += line(ordinal).differs(from: other.line(ordinal))
                    .map { "\(name)[\(ordinal + 1)]/\($0)" }
            } else {
                paths.append("\(name)[\(ordinal + 1)]")
            }
        }
        return paths
    }
}

extension MessageRecord {
    /// The values by element name; elements that are missing are missing here.
    public var values: [String: String] {
        var values: [String: String] = [:]
        for (place, field) in table.fields.enumerated() {
            if let value = self[place] { values[field.name] = value }
        }
        return values
    }
}

extension MessageWriter {
    mutating func record(_ record: MessageRecord) {
        xml.start(record.table.name)
        xml.open()
        fields(of: record)
        xml.end(record.table.name)
    }

    mutating func fields(of record: MessageRecord) {
        guard record.base >= 0 else { return }
        for (place, field) in record.table.fields.enumerated() {
            let slot = record.store.slots[record.base + place]
            if slot.isPresent { record.store.withBytes(slot) { value(field, $0) } }
        }
    }
}

extension MessageTable {
    /// Reads a document back from its fragment. Throws the first fault when it is not one.
    public func document(fragment: [UInt8]) throws(Fault) -> MessageDocument {
        var scan = MessageScan(nil, MessageReading.Options())
        try XMLReader.read(fragment) { reader throws(Fault) in
            try scan.readFragment(&reader, self)
        }
        if let fault = scan.faults.first { throw fault }
        let reading = scan.reading(of: fragment)
        guard let document = reading.documents.first else {
            throw MessageTrouble.unknownRoot("", document).fault(path: "", line: 1)
        }
        return document
    }
}

extension MessageScan {
    mutating func readFragment(
        _ reader: inout XMLReader, _ table: MessageTable
    ) throws(Fault) {
        guard try reader.next() == .start else { return }
        self.table = table
        documentNumber = 1
        rootName = table.root
        if isNamed(reader, table.document), isCEB(reader) {
            _ = adopt(reader)
            try readDocument(&reader, table)
        } else {
            let name = reader.localName
            note(.unknownRoot(name, table.document), "/" + shortened(name), reader.line)
            try reader.skipElement()
        }
        while try reader.next() != .finish {}
    }
}

import Kernel

/// Reads one message against its table. Faults of the schema are noted and reading goes on; only a
/// document that is not well-formed ends it.
struct MessageScan {
    /// Nil when a single document is read, whose type is known.
    let catalogue: MessageCatalogue?
    let options: MessageReading.Options
    var table: MessageTable?
    /// The root was recognised, if only by its likeness to a known one.
    var likely: MessageTable?
    var rootName = ""
    var guid = ""
    var version = ""

    var slots: [Slot] = []
    var lines: [LineEntry] = []
    var decoded: [UInt8] = []
    var documents: [FoundDocument] = []
    var transfer: FoundRecord?
    var subscriptions: [FoundRecord] = []
    var isSigned = false
    var claimsSignature = false

    var faults: [Fault] = []
    var unlisted = 0
    /// The rest was not read, because more faults than are counted had come.
    var hasStopped = false
    var place = Place.root
    var documentNumber = 0

    /// A namespace other than that of CEB which was complained about and is now read on.
    var adopted: XMLSpan?
    /// The declaration that was last found to be of CEB: the next element mostly has it too.
    var lastGood = XMLSpan.absent
    /// Elements without namespace are taken.
    var isBare = false

    struct FoundDocument {
        var head: FoundRecord
        var lines: Range<Int>
    }

    struct FoundRecord {
        var base: Int
        var line: Int
    }

    /// Where in the message a fault lies.
    enum Place {
        case root
        case document
        case head
        case line(Int)
        case transfer
        case subscription(Int)
        case extending
    }

    init(_ catalogue: MessageCatalogue?, _ options: MessageReading.Options) {
        self.catalogue = catalogue
        self.options = options
    }

    mutating func read(_ reader: inout XMLReader) throws(Fault) {
        guard try reader.next() == .start else { return }
        readRoot(&reader)
        guard let table = table ?? likely else {
            while try reader.next() != .finish {}
            return
        }
        slots.reserveCapacity(table.head.fields.count * 4)
        try readParts(&reader, table)
        while try reader.next() != .finish {}
    }

    // MARK: the root

    private mutating func readRoot(_ reader: inout XMLReader) {
        rootName = reader.localName
        let start = reader.source + reader.name.localStart
        let length = Int(reader.name.end) - reader.name.localStart
        let line = reader.line
        if let catalogue, let found = catalogue.roots.place(of: start, length, from: 0) {
            table = catalogue.tables[found]
        } else {
            likely = catalogue?.table(rootName)
            note(.unknownRoot(rootName, likely?.root), "/" + shortened(rootName), line)
        }
        if let known = table ?? likely, !isCEB(reader) {
            let none = reader.namespace.start == XMLSpan.absent.start
            if none, options.takesReceiptsWithoutNamespace, known.kind == .receipt {
                isBare = true
            } else {
                note(.namespace(reader.namespaceName), "/" + rootName, line)
                adopted = reader.namespace
            }
        }
        if table != nil || likely != nil { readRootAttributes(&reader, line) }
    }

    private mutating func readRootAttributes(_ reader: inout XMLReader, _ line: Int) {
        var hasGuid = false
        var hasVersion = false
        let path = "/" + rootName
        for attribute in reader.attributes {
            let start = attribute.name.localStart
            let end = Int(attribute.name.end)
            if attribute.name.colon < 0, reader.isText(start, end, "guid") {
                hasGuid = true
                guid = reader.value(of: attribute)
                let length = guid.unicodeScalars.count
                if length != 36 { note(.guidLength(length), path + "/@guid", line) }
            } else if attribute.name.colon < 0, reader.isText(start, end, "version") {
                hasVersion = true
                version = reader.value(of: attribute)
                let length = version.unicodeScalars.count
                if !(1...10).contains(length) {
                    note(.versionLength(length), path + "/@version", line)
                }
            } else if !isSchemaHint(reader, attribute) {
                let name = reader.string(Int(attribute.name.start), end)
                note(.unknownAttribute(name), path + "/@" + shortened(name), line)
            }
        }
        if !hasGuid { note(.missingAttribute("guid"), path + "/@guid", line) }
        if !hasVersion { note(.missingAttribute("version"), path + "/@version", line) }
    }

    // MARK: children of the root

    private mutating func readParts(
        _ reader: inout XMLReader, _ table: MessageTable
    ) throws(Fault) {
        var counts = [Int](repeating: 0, count: table.parts.count)
        var furthest = 0
        var complained = false
        var meant: [String] = []
        while true {
            switch try next(&reader) {
            case .text: noteText(reader, &complained)
            case .end:
                for (index, part) in table.parts.enumerated()
                where counts[index] < part.occurs.least && !meant.contains(part.name) {
                    noteHere(.missingElement(part.name, nil), part.name, reader.line)
                }
                return
            case .finish: return
            case .start:
                guard let index = partIndex(reader, table) else {
                    let open =
                        isListing
                        ? zip(table.parts, counts).filter { $0.occurs.allows($1 + 1) } : []
                    if let likely = try noteUnknown(&reader, open.map(\.0.name)) {
                        meant.append(likely)
                    }
                    continue
                }
                let part = table.parts[index]
                counts[index] += 1
                if part.kind == .document { documentNumber = counts[index] }
                if !part.occurs.allows(counts[index]) {
                    noteTooMany(part, counts[index], reader.line)
                    try reader.skipElement()
                    continue
                }
                if index < furthest {
                    noteHere(.order(part.name, table.parts[furthest].name), part.name, reader.line)
                }
                furthest = max(furthest, index)
                let outer = adopt(reader, signature: part.kind == .signature)
                try readPart(&reader, part, counts[index], table)
                adopted = outer
                place = .root
            }
        }
    }

    private mutating func readPart(
        _ reader: inout XMLReader, _ part: MessagePart, _ count: Int, _ table: MessageTable
    ) throws(Fault) {
        switch part.kind {
        case .document: try readDocument(&reader, table)
        case .transfer:
            place = .transfer
            if let record = table.transfer { transfer = try readRecord(&reader, record) }
        case .subscription:
            place = .subscription(count)
            if let record = table.subscription {
                subscriptions.append(try readRecord(&reader, record))
            }
        case .signature:
            isSigned = true
            try readSignature(&reader)
        case .extending:
            place = .extending
            if let record = table.extensionTable { _ = try readRecord(&reader, record) }
        }
    }

    /// Passes the signature; sees whether its values are more than the zeros (`AAAA=`) that stand
    /// for one where the schema asks for the element and nobody signed.
    private mutating func readSignature(_ reader: inout XMLReader) throws(Fault) {
        let depth = reader.depth
        let space: StaticString = "http://www.w3.org/2000/09/xmldsig#"
        var isValue = false
        while true {
            switch try reader.next() {
            case .start:
                isValue = reader.isElement("SignatureValue", in: space)
                    || reader.isElement("DigestValue", in: space)
            case .text:
                guard isValue, !claimsSignature else { continue }
                var text: [UInt8] = []
                reader.appendText(to: &text)
                claimsSignature = !text.allSatisfy { $0 == 0x41 || $0 == 0x3D || $0 <= 0x20 }
            case .end:
                if reader.depth == depth { return }
                isValue = false
            case .finish: return
            }
        }
    }

    private mutating func noteTooMany(_ part: MessagePart, _ count: Int, _ line: Int) {
        if part.kind == .document, let most = part.occurs.most, most > 1 {
            // Said once, however many follow.
            if count == most + 1 { noteHere(.tooManyDocuments(most), part.name, line) }
        } else if let most = part.occurs.most, most > 1 {
            if count == most + 1 { noteHere(.tooMany(part.name, most), part.name, line) }
        } else {
            noteHere(.repeated(part.name), part.name, line)
        }
    }

    // MARK: documents

    mutating func readDocument(
        _ reader: inout XMLReader, _ table: MessageTable
    ) throws(Fault) {
        let firstLine = lines.count
        if table.isFlat {
            place = .head
            let head = try readRecord(&reader, table.head)
            documents.append(FoundDocument(head: head, lines: firstLine..<firstLine))
            return
        }
        place = .document
        noteAttributes(reader)
        var head: FoundRecord?
        let start = reader.line
        var lineCount = 0
        var complained = false
        var meant: [String] = []
        reading: while true {
            switch try next(&reader) {
            case .text: noteText(reader, &complained)
            case .end, .finish: break reading
            case .start:
                if isNamed(reader, table.head.name) {
                    let outer = adopt(reader)
                    if head != nil {
                        noteHere(.repeated(table.head.name), table.head.name, reader.line)
                        try reader.skipElement()
                    } else {
                        if lineCount > 0 {
                            let name = table.line?.name ?? ""
                            noteHere(.order(table.head.name, name), table.head.name, reader.line)
                        }
                        place = .head
                        head = try readRecord(&reader, table.head)
                    }
                    adopted = outer
                } else if let record = table.line, isNamed(reader, record.name) {
                    lineCount += 1
                    let outer = adopt(reader)
                    try readLine(&reader, table, record, lineCount)
                    adopted = outer
                } else {
                    let open = [head == nil ? table.head.name : nil, table.line?.name]
                    if let likely = try noteUnknown(&reader, open.compactMap { $0 }) {
                        meant.append(likely)
                    }
                }
                place = .document
            }
        }
        if head == nil, !meant.contains(table.head.name) {
            noteHere(.missingElement(table.head.name, nil), table.head.name, reader.line)
        }
        if let record = table.line, lineCount < table.lines.least, !meant.contains(record.name) {
            noteHere(.missingElement(record.name, nil), record.name, reader.line)
        }
        documents.append(
            FoundDocument(
                head: head ?? FoundRecord(base: -1, line: start), lines: firstLine..<lines.count))
    }

    private mutating func readLine(
        _ reader: inout XMLReader, _ table: MessageTable, _ record: RecordTable, _ number: Int
    ) throws(Fault) {
        place = .line(number)
        if !table.lines.allows(number), let most = table.lines.most {
            if number == most + 1 { noteHere(.tooManyLines(most), nil, reader.line) }
            try reader.skipElement()
            return
        }
        let found = try readRecord(&reader, record)
        lines.append(
            LineEntry(
                base: UInt32(truncatingIfNeeded: found.base),
                line: UInt32(truncatingIfNeeded: found.line)))
    }
}

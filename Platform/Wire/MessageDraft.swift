/// The values of a message that is to be written.
public struct MessageDraft: Sendable, Hashable {
    /// One document: values by element name. An element with the empty text is written empty, one
    /// that is missing is not written.
    public struct Document: Sendable, Hashable {
        public var head: [String: String]
        public var lines: [[String: String]]

        public init(head: [String: String], lines: [[String: String]] = []) {
            self.head = head
            self.lines = lines
        }
    }

    public var guid: String
    public var version: String
    public var documents: [Document]
    /// Who transmits; requests need it.
    public var transfer: [String: String]?
    public var subscriptions: [[String: String]]
    /// The whole signature element, ready to stand in the message; nil for none.
    public var signature: [UInt8]?

    public init(
        guid: String, version: String = "1.0", documents: [Document],
        transfer: [String: String]? = nil, subscriptions: [[String: String]] = [],
        signature: [UInt8]? = nil
    ) {
        self.guid = guid
        self.version = version
        self.documents = documents
        self.transfer = transfer
        self.subscriptions = subscriptions
        self.signature = signature
    }

    /// Why a draft cannot be written: a defect of the program that made it, not of its data.
    public enum Misfit: Error, Sendable, Hashable {
        /// The table of this node has no such element.
        case noSuchElement(String, node: String)
        /// The message type has no such node.
        case noSuchNode(String)
    }
}

extension MessageTable {
    /// Writes a message in table order: with prefix `ceb:` for requests, in the default namespace
    /// for everything else, without byte-order mark and white space. The same draft always gives
    /// the same bytes, and what they hold reads back as the draft. The schema is not checked.
    public func write(_ draft: MessageDraft) throws(MessageDraft.Misfit) -> [UInt8] {
        var writer = MessageWriter(table: self, prefix: kind == .request ? "ceb:" : "")
        writer.begin(draft)
        for document in draft.documents { try writer.document(document) }
        try writer.envelope(draft)
        writer.xml.end(writer.prefix + root)
        return writer.xml.bytes
    }
}

struct MessageWriter {
    let table: MessageTable
    let prefix: String
    var xml = XMLWriter(capacity: 2048)

    init(table: MessageTable, prefix: String) {
        self.table = table
        self.prefix = prefix
    }

    mutating func begin(_ draft: MessageDraft) {
        xml.declaration()
        xml.start(prefix + table.root)
        if prefix.isEmpty {
            xml.attribute("xmlns", cebNamespace)
        } else {
            xml.attribute("xmlns:ceb", cebNamespace)
            // Real senders declare it, and it takes part in the canonical form that is signed.
            xml.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        }
        xml.attribute("guid", draft.guid)
        xml.attribute("version", draft.version)
        xml.open()
    }

    mutating func document(_ document: MessageDraft.Document) throws(MessageDraft.Misfit) {
        if table.isFlat {
            try node(table.head, document.head)
        } else {
            xml.start(prefix + table.document)
            xml.open()
            try node(table.head, document.head)
        }
        if !document.lines.isEmpty {
            guard let line = table.line else { throw .noSuchNode("lines of \(table.document)") }
            for values in document.lines { try node(line, values) }
        }
        if !table.isFlat { xml.end(prefix + table.document) }
    }

    mutating func envelope(_ draft: MessageDraft) throws(MessageDraft.Misfit) {
        if let values = draft.transfer {
            guard let record = table.transfer else { throw .noSuchNode("BaseTransfer") }
            try node(record, values)
        }
        for values in draft.subscriptions {
            guard let record = table.subscription else { throw .noSuchNode("BaseSubscribe") }
            try node(record, values)
        }
        if let signature = draft.signature {
            guard table.signature != .none else { throw .noSuchNode("Signature") }
            xml.verbatim(signature)
        }
    }

    private mutating func node(
        _ record: RecordTable, _ values: [String: String]
    ) throws(MessageDraft.Misfit) {
        xml.start(prefix: prefix, record.name)
        xml.open()
        var written = 0
        for field in record.fields {
            guard let value = values[field.name] else { continue }
            written += 1
            value.withContiguousBytes { self.value(field, $0) }
        }
        if written < values.count {
            let strange = values.keys.filter { record.place(of: $0) == nil }.min() ?? ""
            throw .noSuchElement(strange, node: record.name)
        }
        xml.end(prefix: prefix, record.name)
    }

    mutating func value(_ field: MessageField, _ bytes: some Sequence<UInt8>) {
        if field.isSection {
            xml.section(prefix + field.name, bytes)
        } else {
            xml.element(prefix: prefix, field.name, bytes)
        }
    }
}

extension String {
    /// Calls `body` with the UTF-8 bytes.
    fileprivate func withContiguousBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        var copy = self
        copy.withUTF8(body)
    }
}

let cebNamespace = "http://www.chinaport.gov.cn/ceb"

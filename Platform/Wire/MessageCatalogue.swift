public import Kernel

/// All message types of the cross-border interface, read from the message tables once at start.
///
/// One table per message drives reading, checking, writing, the entry form and the documentation.
public struct MessageCatalogue: Sendable {
    /// The types in the order of the catalogue: export, import, both.
    public let tables: [MessageTable]
    private let numbers: [String: Int]
    /// Places by every name of a type as it is written.
    private let names: [String: Int]
    let roots: NameIndex

    /// Where the tables lie inside the data folder.
    public static let folder = "Capabilities/Declarations/Data/messages"

    /// Raised when a table is damaged: the start stops with file and line.
    public struct Damaged: Error, Sendable, CustomStringConvertible {
        public let file: String
        public let line: Int
        public let reason: String
        public var description: String { "\(file):\(line): \(reason)" }
    }

    /// Loads every table. Throws `Share.Missing` or `Damaged`.
    public static func load(from share: Share) throws -> MessageCatalogue {
        try share.once { try load(from: share, folder: folder) }
    }

    /// The same from another folder.
    static func load(from share: Share, folder: String) throws -> MessageCatalogue {
        let envelope = try Envelope(rows(share, folder + "/envelope.tsv", columns: 12))
        var tables: [MessageTable] = []
        let path = folder + "/catalogue.tsv"
        for row in try rows(share, path, columns: 12) {
            guard let facts = MessageFacts(cells: row.cells) else {
                throw Damaged(file: path, line: row.line, reason: "cannot be read")
            }
            let file = "\(folder)/CEB\(facts.number).tsv"
            let records = try RecordRows(rows(share, file, columns: 12))
            guard let head = records.table(facts.head ?? facts.document) else {
                throw Damaged(file: file, line: 0, reason: "has no \(facts.document)")
            }
            let line = facts.line.flatMap { records.table($0) }
            guard (line == nil) == (facts.line == nil) else {
                throw Damaged(file: file, line: 0, reason: "has no lines")
            }
            tables.append(MessageTable(facts, head: head, line: line, envelope: envelope))
        }
        return MessageCatalogue(tables)
    }

    init(_ tables: [MessageTable]) {
        self.tables = tables
        roots = NameIndex(tables.map(\.root))
        var numbers: [String: Int] = [:]
        for (index, table) in tables.enumerated() { numbers[table.number] = index }
        self.numbers = numbers
        var names = numbers
        for (index, table) in tables.enumerated() {
            names[table.type] = index
            names[table.root] = index
        }
        self.names = names
    }

    /// The table of a type by number (`311`), name (`CEB311`) or root (`CEB311Message`).
    public func table(_ name: some StringProtocol) -> MessageTable? {
        let name = String(name)
        if let known = names[name] { return tables[known] }
        var number = name[...]
        if number.hasPrefix("CEB") || number.hasPrefix("ceb") { number = number.dropFirst(3) }
        if number.hasSuffix("Message") { number = number.dropLast(7) }
        return numbers[String(number)].map { tables[$0] }
    }

    /// Lines of a table file: tab-separated, `#` begins a remark, the first line names the columns.
    private static func rows(_ share: Share, _ path: String, columns: Int) throws -> [TableRow] {
        var rows: [TableRow] = []
        var number = 0
        for line in try share.text(path).split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty || line.hasPrefix("#") { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count == columns else {
                throw Damaged(
                    file: path, line: number, reason: "\(cells.count) columns, not \(columns)")
            }
            rows.append(TableRow(file: path, line: number, cells: cells.map { String($0) }))
        }
        return Array(rows.dropFirst())
    }
}

struct TableRow {
    let file: String
    let line: Int
    let cells: [String]
}

/// The rows of a file by record.
struct RecordRows {
    private var fields: [String: [MessageField]] = [:]

    init(_ rows: [TableRow]) throws {
        for row in rows {
            guard let field = MessageField(cells: row.cells) else {
                throw MessageCatalogue.Damaged(
                    file: row.file, line: row.line, reason: "cannot be read")
            }
            fields[row.cells[0], default: []].append(field)
        }
    }

    func table(_ record: String, named name: String? = nil) -> RecordTable? {
        fields[record].map { RecordTable(name: name ?? record, fields: $0) }
    }
}

/// The nodes that all requests share.
struct Envelope {
    let transferOfExport: RecordTable
    let transferOfImport: RecordTable
    let subscription: RecordTable
    let extending: RecordTable

    init(_ rows: [TableRow]) throws {
        let records = try RecordRows(rows)
        guard
            let transferOfExport = records.table("BaseTransfer.export", named: "BaseTransfer"),
            let transferOfImport = records.table("BaseTransfer.import", named: "BaseTransfer"),
            let subscription = records.table("BaseSubscribe"),
            let extending = records.table("ExtendMessage")
        else {
            throw MessageCatalogue.Damaged(
                file: rows.first?.file ?? "envelope.tsv", line: 0, reason: "lacks a node")
        }
        self.transferOfExport = transferOfExport
        self.transferOfImport = transferOfImport
        self.subscription = subscription
        self.extending = extending
    }

    func transfer(_ direction: MessageDirection) -> RecordTable {
        direction == .export ? transferOfExport : transferOfImport
    }
}

/// A row of the catalogue file.
struct MessageFacts {
    let number: String
    let title: Localized
    let direction: MessageDirection
    let kind: MessageKind
    let answer: String?
    let document: String
    let head: String?
    let line: String?
    let documents: Occurrence
    let lines: Occurrence
    let signature: SignatureNeed

    init?(cells: [String]) {
        guard cells.count == 12, let direction = MessageDirection(rawValue: cells[3]),
            let kind = MessageKind(rawValue: cells[4]), let documents = Occurrence(cells[9]),
            let lines = cells[10].isEmpty ? Occurrence(0, 0) : Occurrence(cells[10]),
            let signature = SignatureNeed(rawValue: cells[11])
        else { return nil }
        number = cells[0]
        title = Localized(zh: cells[1], en: cells[2])
        self.direction = direction
        self.kind = kind
        answer = cells[5].isEmpty ? nil : cells[5]
        document = cells[6]
        head = cells[7].isEmpty ? nil : cells[7]
        line = cells[8].isEmpty ? nil : cells[8]
        self.documents = documents
        self.lines = lines
        self.signature = signature
    }
}

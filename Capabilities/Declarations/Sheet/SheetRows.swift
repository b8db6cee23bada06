import Kernel
import Sheet
import Wire

/// The rows of one document as they were sent.
struct SheetRows: Sendable, Hashable {
    /// Rows of a table at most: a default of this system.
    static let mostRows = 10_000
    /// Bytes of the texts of one document at most: what a message of ten megabytes can say with its
    /// marks around. A default of this system.
    static let mostBytes = 4 << 20
    /// Bytes of the first row at most, many times what a template's take: a default of this system.
    static let headingBytes = 64 << 10

    var rows: [SheetGrid.Row]
    /// An earlier row that begins a document of the same number; nil for the first.
    var twin: Int?

    init(rows: [SheetGrid.Row], twin: Int? = nil) {
        self.rows = rows
        self.twin = twin
    }

    var textBytes: Int {
        rows.reduce(0) { $1.cells.reduce($0) { $0 + $1.text.utf8.count } }
    }

    init(encoded: [UInt8]) {
        let json = try? JSON(encoded)
        rows = (json?["rows"]?.elements ?? []).map { row in
            let flags = Array((row["f"]?.string ?? "").utf8)
            return SheetGrid.Row(
                number: Int(row["n"]?.integer ?? 0),
                cells: (row["c"]?.elements ?? []).enumerated().map { index, cell in
                    let flag = flags.indices.contains(index) ? flags[index] : 0x30
                    return SheetGrid.Cell(
                        cell.string ?? "", isNumber: flag != 0x30, lostDigits: flag == 0x32)
                })
        }
        twin = json?["twin"]?.integer.map { Int($0) }
    }

    var encoded: [UInt8] {
        let rows = rows.map { row -> JSON in
            let flags = row.cells.map { $0.lostDigits ? "2" : $0.isNumber ? "1" : "0" }.joined()
            var members: [JSON.Member] = [
                .init("n", .integer(row.number)),
                .init("c", .array(row.cells.map { .text($0.text) })),
            ]
            if flags.utf8.contains(where: { $0 != 0x30 }) {
                members.append(.init("f", .text(flags)))
            }
            return .object(members)
        }
        var members: [JSON.Member] = [.init("rows", .array(rows))]
        if let twin { members.append(.init("twin", .integer(twin))) }
        return Array(JSON.object(members).encoded.utf8)
    }
}

/// One thing wrong in a table.
struct SheetTrouble: Sendable, Hashable {
    /// Number of the row; the first of its document where it concerns all of it.
    let row: Int
    /// Which column (`SheetForm.Column.key`); empty where it concerns the whole document.
    let column: String
    let code: String
    let message: Localized
    let fix: Localized

    init(row: Int, column: String, code: String, message: Localized, fix: Localized) {
        self.row = row
        self.column = column
        self.code = code
        self.message = message
        self.fix = fix
    }

    init(json: JSON) {
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        row = Int(json["row"]?.integer ?? 0)
        column = text("column")
        code = text("code")
        message = Localized(zh: text("zh"), en: text("en"))
        fix = Localized(zh: text("fixZh"), en: text("fixEn"))
    }

    private var json: JSON {
        .object([
            .init("row", .integer(row)), .init("column", .text(column)), .init("code", .text(code)),
            .init("zh", .text(message.zh)), .init("en", .text(message.en)),
            .init("fixZh", .text(fix.zh)), .init("fixEn", .text(fix.en)),
        ])
    }

    static func encoded(_ troubles: [SheetTrouble]) -> [UInt8] {
        Array(JSON.array(troubles.map(\.json)).encoded.utf8)
    }

    static func all(_ encoded: [UInt8]?) -> [SheetTrouble] {
        guard let encoded, let json = try? JSON(encoded) else { return [] }
        return json.elements.map { SheetTrouble(json: $0) }
    }

    /// What it says in one sentence.
    func told(_ language: Language) -> String {
        let fix = fix[language]
        guard !fix.isEmpty else { return message[language] }
        let stop = language == .zh ? "。" : ". "
        return message[language] + stop + fix
    }
}

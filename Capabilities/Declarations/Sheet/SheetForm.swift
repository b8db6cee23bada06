import Kernel
import Parties
import Reference
import Sheet
import Wire

/// The columns of a spreadsheet for one kind of message: made from the message table, as the pages
/// of entry are.
struct SheetForm: Sendable {
    /// One column.
    struct Column: Sendable {
        let field: MessageField
        /// Of a line of goods; else of the head.
        let isLine: Bool
        /// Has to be filled in: the table asks for it, and nothing fills it in by itself.
        let isRequired: Bool
        /// What names it under its title: `orderNo`, `goods.gname`.
        let key: String

        init(field: MessageField, isLine: Bool, isRequired: Bool) {
            self.field = field
            self.isLine = isLine
            self.isRequired = isRequired
            key = isLine ? "goods.\(field.name)" : field.name
        }

        var title: Localized {
            isLine
                ? Localized(zh: "商品·\(field.title.zh)", en: "Goods: \(field.title.en)")
                : field.title
        }
    }

    let form: EntryForm
    let columns: [Column]

    init(_ form: EntryForm) {
        self.form = form
        var filled = SheetForm.filledIn
        for field in form.headFields {
            if let name = form.nameField(of: field.name) { filled.insert(name) }
        }
        let head = form.headFields.map {
            Column(
                field: $0, isLine: false,
                isRequired: $0.isRequired && !filled.contains($0.name))
        }
        let lines = form.lineFields.map {
            Column(
                field: $0, isLine: true, isRequired: $0.isRequired && !filled.contains($0.name))
        }
        columns = head.filter(\.isRequired) + lines.filter(\.isRequired)
            + head.filter { !$0.isRequired } + lines.filter { !$0.isRequired }
    }

    /// What follows from the rest or from the enterprise (`EntryCompletion`).
    private static let filledIn: Set<String> = [
        "buyerIdType", "payerIdType", "packNo", "insuredFee", "discount", "totalPrice", "unit1",
        "qty1", "agentCode", "agentName",
    ]

    /// Element under whose value a document is known: whether it was taken before, and which rows
    /// belong together.
    var number: String {
        for name in ["orderNo", "payTransactionId", "logisticsNo", "payNo", "copNo"]
        where form.table.head.field(name) != nil {
            return name
        }
        return ""
    }

    /// The column a heading names: by its element, or by its title in Chinese or English. A title
    /// that head and lines share means the head.
    func column(_ heading: String) -> Int? {
        for line in heading.split(whereSeparator: \.isNewline) {
            var text = EntryTyping.trimmed(String(line))
            if text.hasSuffix("*") { text = EntryTyping.trimmed(String(text.dropLast())) }
            if let place = columns.firstIndex(where: { $0.key == text }) { return place }
            let named = columns.indices.filter { index in
                let column = columns[index]
                return [column.title, column.field.title].contains {
                    $0.zh == text || $0.en.lowercased() == text.lowercased()
                }
            }
            if let place = named.first(where: { !columns[$0].isLine }) ?? named.first {
                return place
            }
        }
        return nil
    }

    /// What stands in the first row above a column.
    static func heading(_ column: Column, _ language: Language) -> String {
        column.title[language] + (column.isRequired ? " *" : "") + "\n" + column.key
    }
}

/// What the system adds behind the columns when a table goes back, and passes over when it comes
/// again.
enum SheetResult: String, CaseIterable {
    case state = "result.state"
    case number = "result.number"
    case reason = "result.reason"

    var title: Localized {
        switch self {
        case .state: Localized(zh: "处理结果", en: "Outcome")
        case .number: Localized(zh: "回执编号", en: "Number of the receipt")
        case .reason: Localized(zh: "错误原因", en: "What is wrong")
        }
    }

    static func isResult(_ heading: String) -> Bool {
        allCases.contains { result in
            heading.split(whereSeparator: \.isNewline).contains {
                let text = EntryTyping.trimmed(String($0))
                return text == result.rawValue || text == result.title.zh || text == result.title.en
            }
        }
    }
}

import Kernel
import Reference
import Web

/// What list, order, payment and waybill say of the same things, one beside the other: what an
/// officer would else open three folds for.
struct DocumentsBeside: Sendable {
    struct Row: Sendable, Hashable {
        let title: Localized
        let element: String
        /// One for each document; nil where it does not say.
        let values: [FieldValue?]

        var differs: Bool { Set(values.compactMap { $0?.value }).count > 1 }
    }

    let titles: [(name: Localized, number: String)]
    let rows: [Row]

    /// Elements of one meaning under two names, by the name they stand under here.
    private static let aliases = [
        "payerName": "buyerName", "payerIdType": "buyerIdType",
        "payerIdNumber": "buyerIdNumber", "amountPaid": "acturalPaid", "weight": "grossWeight",
    ]
    /// Each message has its own: they compare nothing.
    private static let own: Set<String> = [
        "guid", "appType", "appTime", "appStatus", "copNo", "note", "preNo", "invtNo",
    ]

    init(_ view: DeclarationView) {
        let there = view.documents.filter { $0.receivedAt != nil }
        titles =
            [(view.record.type.name, view.record.preNo)]
            + there.map { ($0.type.name, $0.number) }
        let columns = ([view.values] + there.map(\.values)).map { values in
            Dictionary(values.map { (Self.name($0.element), $0) }) { one, _ in one }
        }
        var seen = Self.own
        rows = ([view.values] + there.map(\.values)).joined().compactMap { field -> Row? in
            let name = Self.name(field.element)
            guard seen.insert(name).inserted else { return nil }
            let values = columns.map { $0[name] }
            guard values.count(where: { $0 != nil }) > 1 else { return nil }
            return Row(title: field.title, element: name, values: values)
        }
    }

    private static func name(_ element: String) -> String { aliases[element] ?? element }

    /// Codes stand with their names; what an element is called shows where one points.
    func html(_ codes: CodeTables, on day: Day, _ language: Language) -> HTML? {
        guard titles.count > 1, !rows.isEmpty else { return nil }
        let title = Localized(zh: "单证并排", en: "Documents side by side")
        let differing = rows.count { $0.differs }
        let columns = titles.enumerated().map { place, document in
            Column<Row>(
                document.name[language],
                html: { row in
                    guard let value = row.values[place] else { return "–" }
                    let shown = codes.shown(value, on: day, language)
                    return row.differs ? "<strong>\(shown)</strong>" : "\(shown)"
                })
        }
        return .panel(
            title[language], id: "beside",
            tag: differing == 0
                ? .tag(Localized(zh: "逐项一致", en: "All agree")[language], .success)
                : .tag(
                    Localized(zh: "\(differing) 项写法不同", en: "\(differing) differ")[language],
                    .warn),
            content: .table(
                caption: title[language],
                columns: [
                    Column(
                        Localized(zh: "项目", en: "Field")[language], isHeader: true,
                        html: { row in
                            let title: HTML = row.differs
                                ? .tag(row.title[language], .warn) : "\(row.title, language)"
                            return #"<span title="\#(row.element)">\#(title)</span>"#
                        })
                ] + columns, rows: rows, narrow: .scroll, empty: ""))
    }
}

import Kernel
import Reference
import Sheet
import Wire

/// The empty table of one kind of message: columns with hints and drop-downs, the codes they are
/// chosen from, and what each column means.
struct SheetTemplate: Sendable {
    let form: SheetForm
    let codes: CodeTables
    let day: Day
    let language: Language

    /// What the sheets beside the first are called.
    private var codesName: String { Localized(zh: "代码", en: "Codes")[language] }
    private var guideName: String { Localized(zh: "填写说明", en: "Guide")[language] }

    var bytes: [UInt8] {
        WorkbookWriter.bytes([
            SheetPage(
                name: form.form.type.rawValue, columns: columns, spareRows: SheetRows.mostRows)
        ] + beside)
    }

    /// The sheets beside the first: the codes that are chosen from, and what each column means.
    var beside: [SheetPage] { [codesPage, guide] }

    /// The columns of the table, with what they offer.
    var columns: [SheetPage.Column] {
        let lists = lists
        return form.columns.map { column in
            let list = SheetTemplate.list(of: column.field)
            let place = lists.firstIndex { $0.name == list }
            return SheetPage.Column(
                SheetForm.heading(column, language),
                column.isRequired ? .required : .optional, width: width(column),
                hint: hint(column),
                choices: place.map {
                    SheetPage.Choices(
                        sheet: codesName, column: $0, count: lists[$0].values.count)
                }, isNumber: column.field.type.isNumber && list == nil)
        }
    }

    private func width(_ column: SheetForm.Column) -> Int {
        switch column.field.type {
        case .text(_, let most): min(max(most ?? 20, 12), 30)
        default: 14
        }
    }

    private func hint(_ column: SheetForm.Column) -> String {
        let field = column.field
        let empty = field.isRequired && !column.isRequired
            ? Localized(zh: "留空时由系统填写。", en: "Left empty, it is filled in.") : Localized(same: "")
        let form = Localized(
            zh: "\(field.about.zh)（\(field.notation)）\(empty.zh)",
            en: "\(field.about.en) (\(field.notation)). \(empty.en)")
        // People who work in the other language share the file.
        return form[language] + "\n" + form[language.other]
    }

    // MARK: Codes

    private struct List {
        let name: String
        let title: Localized
        let values: [String]
    }

    /// Name of the list a field is chosen from: a code table, or the field's own values.
    private static func list(of field: MessageField) -> String? {
        switch field.codes {
        case .none: nil
        case .table(let name): name
        case .values: "=" + field.name
        }
    }

    private var lists: [List] {
        var lists: [List] = []
        for column in form.columns {
            guard let name = SheetTemplate.list(of: column.field),
                !lists.contains(where: { $0.name == name })
            else { continue }
            let values = SheetTemplate.values(of: column.field, codes, day).map {
                "\($0.code) \($0.name[language])"
            }
            if !values.isEmpty {
                lists.append(List(name: name, title: column.field.title, values: values))
            }
        }
        return lists
    }

    static func values(
        of field: MessageField, _ codes: CodeTables, _ day: Day
    ) -> [(code: String, name: Localized)] {
        switch field.codes {
        case .none: []
        case .values(let values): values.map { ($0.code, $0.name) }
        case .table(let name):
            table(name).map { codes[$0].entries(on: day).map { ($0.code, $0.name) } } ?? []
        }
    }

    static func table(_ name: String) -> CodeTable? {
        name == "districts" ? .customsDistricts : CodeTable(rawValue: name)
    }

    private var codesPage: SheetPage {
        let lists = lists
        let most = lists.map(\.values.count).max() ?? 0
        return SheetPage(
            name: codesName,
            columns: lists.map { SheetPage.Column($0.title[language], .result, width: 28) },
            rows: (0..<most).map { index in
                lists.map { $0.values.indices.contains(index) ? $0.values[index] : "" }
            })
    }

    // MARK: What each column means

    private var guide: SheetPage {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let rows = form.columns.map { column -> [String] in
            let field = column.field
            return [
                column.key, column.title.zh, column.title.en,
                column.isRequired ? word("必填", "required") : word("选填", "optional"),
                field.notation, field.about.zh, field.about.en,
            ]
        }
        return SheetPage(
            name: guideName,
            columns: [
                SheetPage.Column(word("元素", "Element"), .result, width: 20),
                SheetPage.Column("中文", .result, width: 22),
                SheetPage.Column("English", .result, width: 26),
                SheetPage.Column(word("要求", "Needed"), .result, width: 10),
                SheetPage.Column(word("格式", "Form"), .result, width: 10),
                SheetPage.Column("说明", .result, width: 50),
                SheetPage.Column("Meaning", .result, width: 50),
            ],
            rows: how + rows)
    }

    private var how: [[String]] {
        [
            Localized(
                zh: "每行一份单证；多项商品的单证占连续多行，编号相同，后续各行的表头列可留空。",
                en: "A row is a document; more goods of it stand in the rows below, with the same"
                    + " number; the columns of the head may be empty there."),
            Localized(
                zh: "日期写作 2026-11-20，时间写作 2026-11-20 14:05（北京时间）；代码可从下拉框选，也可直接填。",
                en: "Days as 2026-11-20, times as 2026-11-20 14:05, China time; codes are chosen"
                    + " or typed."),
            Localized(
                zh: "最多 \(SheetRows.mostRows) 行。列可以删减、换序，第一行标题请保留。",
                en: "At most \(SheetRows.mostRows) rows. Columns may go or change places; keep the"
                    + " first row."),
        ].map { ["", $0.zh, $0.en] }
    }
}

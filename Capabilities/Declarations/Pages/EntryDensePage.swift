import Kernel
import Web
import Wire

/// A whole declaration on one page: groups of fields, and a table of lines that is filled in by
/// keyboard.
struct EntryDensePage: Sendable {
    var entry: OpenEntry
    var controls: EntryControls
    var issues: [EntryIssue]
    var tax: EntryTax?
    var formToken: String
    var assets: Assets
    /// Where somebody has saved since what is shown was begun.
    var conflict: EntryConflict?

    var form: EntryForm { entry.form }
    var address: String { "/entry/\(entry.record.id)" }

    func html(_ language: Language) -> HTML {
        let fields = form.headFields + form.lineFields
        let path = language.address(address)
        return """
            \(EntryFrame.assets(assets))
            \(EntryFrame.summary(issues, language) { "#\($0.id)" })
            \(.heading(
                EntryStartPage.name(form.type)[language], caption: entry.title[language],
                actions: [.link(
                    Localized(zh: "改为逐步填写", en: "Step by step instead")[language],
                    to: language.address("\(address)/steps/\(EntryStep.all(form)[0].id)"))]))
            \(conflict?.html(language))
            \(mends(language))
            <form class="form entry" method="post" action="\(url: path)" novalidate data-entry>
            \(.hidden("_csrf", formToken))\(.hidden("version", String(entry.record.version)))\
            \(.hidden("lines", "1"))\(.hidden("corrects.asked", form.type.isInventory ? "" : "1"))
            <button class="unseen" type="submit" name="do" value="save" tabindex="-1">\
            \(Localized(zh: "保存", en: "Save"), language)</button>
            \(form.groups.map { group($0.group, $0.fields, language) })
            \(form.hasLines ? goods(language) : nil)
            \(controls.lists(fields))
            \(bar(language))
            </form>
            \(removal(language))
            """
    }

    private func mends(_ language: Language) -> HTML? {
        guard !entry.draft.mends.isEmpty else { return nil }
        return .notice(
            Localized(
                zh: "更正被退的清单 \(entry.draft.mends)，内容已照原样填好。",
                en: "Mends the refused list \(entry.draft.mends); filled in as it was.")[language],
            content: """
                <p>\(.link(
                    Localized(zh: "查看退单原因", en: "See why it was refused")[language],
                    to: language.address("/declarations/\(entry.draft.mends)")))</p>
                """)
    }

    private func group(
        _ group: EntryGroup, _ fields: [MessageField], _ language: Language
    ) -> HTML {
        let boxes = fields.map { controls.head($0, entry.draft, issues) }
        let corrects: HTML? = group == .numbers ? EntryStep.corrects(entry, language) : nil
        return .panel(
            group.title[language], id: "group-\(group.rawValue)",
            content: #"<div class="entry-fields">\#(boxes)\#(corrects)</div>"#)
    }

    // MARK: Lines

    private func goods(_ language: Language) -> HTML {
        .panel(
            Localized(zh: "商品", en: "Goods")[language], id: "goods",
            content: """
                \(grid(language))
                <p class="row">\(.button(
                    Localized(zh: "增加一项", en: "Add a line")[language], .secondary, name: "do",
                    value: "line"))<span class="hint">\(Localized(
                        zh: "回车到下一行，Ctrl+D 复制上一行，可从表格粘贴多行。",
                        en: "Enter goes down, Ctrl+D copies from above, rows can be pasted."),
                        language)</span></p>
                \(reuse(language))
                \(paste(language))
                \(tax.map { EntryTaxPart(tax: $0).html(language) })
                """)
    }

    private func grid(_ language: Language) -> HTML {
        let heads = form.lineFields.map { field -> HTML in
            let mark: HTML? = field.isRequired ? #"<span aria-hidden="true"> *</span>"# : nil
            return """
                <th scope="col" title="\(field.about[language])">\(field.title[language])\
                \(mark)</th>
                """
        }
        let lines = entry.draft.lines.isEmpty ? [[:]] : entry.draft.lines
        let rows = lines.enumerated().map { row($0.offset + 1, $0.element) }
        let caption = Localized(zh: "商品明细", en: "Lines of goods")[language]
        let taxed: HTML? = tax == nil
            ? nil : #"<th scope="col">\#(EntryDensePage.taxed, language)</th>"#
        return """
            <div class="table table-scroll" role="region" aria-label="\(caption)" tabindex="0">
            <table class="entry-lines" data-grid data-most="\(EntryDraft.mostLines)">
            <caption class="unseen">\(caption)</caption>
            <thead><tr><th scope="col">\(Localized(zh: "项", en: "No."), language)</th>\
            \(taxed)\(heads)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            """
    }

    private func row(_ number: Int, _ values: [String: String]) -> HTML {
        let boxes = form.lineFields.map { field -> HTML in
            let box = controls.cell(field, number, values, issues)
            return #"<td class="\#(EntryDensePage.width(field))">\#(box)</td>"#
        }
        let owed: HTML? = tax.map { tax in
            let sum = tax.lines[number]?.grouped ?? "–"
            return #"<td class="line-tax"><span data-tax="\#(number)">\#(sum)</span></td>"#
        }
        return """
            <tr><th scope="row">\(number)</th>\(owed)\(boxes)</tr>

            """
    }

    private static let taxed = Localized(zh: "税款（元）", en: "Tax (CNY)")

    private static func width(_ field: MessageField) -> String {
        if field.name == "gcode" { return "cell-code" }
        guard case .text(_, let most) = field.type, let most, most >= 250 else { return "" }
        return "cell-wide"
    }

    private func reuse(_ language: Language) -> HTML? {
        let goods = controls.memory.goods
        guard !goods.isEmpty else { return nil }
        let choices = goods.enumerated().map { Choice(String($0.offset), $0.element.title) }
        return """
            <div class="entry-reuse">\(.selectInput(
                Field(
                    "reuse", label: Localized(
                        zh: "从以往申报的商品添加", en: "Add goods declared before")[language],
                    isRequired: false, marksOptional: false),
                choices: choices, none: Localized(zh: "请选择", en: "Choose")[language],
                width: .full, language: language))\
            \(.button(
                Localized(zh: "添加", en: "Add")[language], .secondary, name: "do",
                value: "reuse"))</div>
            """
    }

    private func paste(_ language: Language) -> HTML {
        let columns = form.lineFields.map { $0.title[language] }
            .joined(separator: language == .zh ? "、" : ", ")
        return .fold(
            Localized(zh: "从表格粘贴多行", en: "Paste rows from a spreadsheet")[language],
            id: "paste",
            content: """
                \(.textArea(
                    Field(
                        "pasted", label: Localized(zh: "在此粘贴", en: "Paste rows here")[language],
                        hint: Localized(
                            zh: "列的顺序：\(columns)。也可以连同表头一起粘贴，按表头对应。",
                            en: "Columns: \(columns). A heading row may name them otherwise.")[
                                language], isRequired: false, marksOptional: false),
                    rows: 4, isCode: true, language: language))
                <p class="row">\(.button(
                    Localized(zh: "加入这些行", en: "Add these rows")[language], .secondary,
                    name: "do", value: "paste"))</p>
                """)
    }

    // MARK: What to do

    private func bar(_ language: Language) -> HTML {
        """
        <div class="entry-bar">\(.button(
            Localized(zh: "检查并报送", en: "Check and send")[language], name: "do",
            value: "check"))\
        \(.button(
            Localized(zh: "保存草稿", en: "Save draft")[language], .secondary, name: "do",
            value: "save"))\
        \(EntryFrame.savedNote(entry, conflict, language))</div>
        """
    }

    private func removal(_ language: Language) -> HTML {
        .fold(
            Localized(zh: "删除这份草稿", en: "Remove this draft")[language], id: "remove",
            content: .form(
                to: language.address("\(address)/removal"), token: formToken,
                content: .button(
                    Localized(zh: "确认删除", en: "Remove it")[language], .danger)))
    }
}

/// Tax of a draft: in total, and how it comes about.
struct EntryTaxPart: Sendable {
    let tax: EntryTax

    func html(_ language: Language) -> HTML {
        let notes = tax.notes.map { note -> HTML in "<p>\(note, language)</p>" }
        let figure = tax.total.map { "¥\($0.grouped)" } ?? "–"
        let basis = Localized(
            zh: "按今天的税率计算；年度限额在报送后与订购人已用额度一并核对。",
            en: "By the rates of today; the buyer's yearly amount is looked at once it is sent.")
        return """
            <div id="entry-tax"><p class="entry-total">\(Localized(
                zh: "应缴税款合计 ", en: "Tax in total "), language)\
            <span data-tax="total">\(figure)</span></p>
            \(notes)<p class="hint">\(basis, language)</p>
            \(tax.explanation.map { HTML.explanation($0, language: language, open: 0) })</div>
            """
    }
}

import Kernel
import Reference
import Web
import Wire

/// Check your answers: everything as it will be sent, with what is wrong and what it owes.
struct EntryCheckPage: Sendable {
    var entry: OpenEntry
    var controls: EntryControls
    var issues: [EntryIssue]
    var tax: EntryTax?
    var needsSignature: Bool
    /// What the gateway objected to, when it was sent from here.
    var refused: [(what: Localized, fix: Localized)]
    var formToken: String
    var assets: Assets

    var form: EntryForm { entry.form }
    var address: String { "/entry/\(entry.record.id)" }

    func html(_ language: Language) -> HTML {
        """
        \(EntryFrame.assets(assets))
        \(EntryFrame.summary(issues, language) { place in
            "\(language.address("\(address)"))?check=1#\(place.id)"
        })
        \(objections(language))
        \(.heading(
            Localized(zh: "请核对", en: "Check your answers")[language],
            caption: EntryStartPage.name(form.type)[language],
            lede: Localized(
                zh: "报送后即向海关申报。核对无误再报送。",
                en: "Sending it declares it to the customs. Send it once all is right.")[language]))
        \(form.groups.compactMap { group($0.group, $0.fields, language) })
        \(form.hasLines ? goods(language) : nil)
        \(sending(language))
        """
    }

    private func objections(_ language: Language) -> HTML? {
        guard !refused.isEmpty else { return nil }
        let lines = refused.map { one -> HTML in
            #"<li>\#(one.what, language)<span class="under">\#(one.fix, language)</span></li>"#
        }
        return .notice(
            Localized(zh: "未被接收，仍是草稿", en: "Not taken; it is still a draft")[language], .danger,
            isNew: true, content: #"<ul class="plain-list">\#(lines)</ul>"#)
    }

    private func group(
        _ group: EntryGroup, _ fields: [MessageField], _ language: Language
    ) -> HTML? {
        let filled = fields.filter { entry.draft.head[$0.name] != nil || $0.isRequired }
        guard !filled.isEmpty else { return nil }
        let items = filled.map { field in
            SummaryItem(field.title[language], shown(field, entry.draft.head[field.name] ?? ""))
        }
        let change: HTML = .link(
            Localized(zh: "更改", en: "Change")[language],
            to: language.address("\(address)") + "#group-\(group.rawValue)")
        return .panel(
            group.title[language], actions: [change],
            content: .summaryList(items, isCompact: true))
    }

    private func shown(_ field: MessageField, _ value: String) -> String {
        guard !value.isEmpty else { return "" }
        if let choice = controls.choices(field).first(where: { $0.value == value }) {
            return choice.label
        }
        switch field.notation {
        case "C8": return Day(compact: value)?.text ?? value
        case "C14": return Instant(compact: value)?.text ?? value
        default: return value
        }
    }

    /// What stands below another value of its line, so that the tax at the end is seen without
    /// scrolling.
    private static let below = [
        "unit": "qty", "unit1": "qty1", "unit2": "qty2", "gmodel": "gname",
        "currency": "totalPrice",
    ]

    private func goods(_ language: Language) -> HTML {
        let filled = form.lineFields.filter { field in
            field.isRequired || entry.draft.lines.contains { $0[field.name] != nil }
        }
        let names = Set(filled.map(\.name))
        func isBelow(_ field: MessageField) -> Bool {
            EntryCheckPage.below[field.name].map(names.contains) ?? false
        }
        let shownFields = filled.filter { !isBelow($0) }
        var columns: [Column<(number: Int, values: [String: String])>] = [
            Column(
                Localized(zh: "项", en: "No.")[language], .number, isHeader: true,
                text: { String($0.number) })
        ]
        for field in shownFields {
            let under = filled.first { EntryCheckPage.below[$0.name] == field.name }
            columns.append(
                Column(
                    field.title[language], field.type.isNumber ? .number : .text,
                    html: { row in
                        let value = shown(field, row.values[field.name] ?? "")
                        let more = under.map { shown($0, row.values[$0.name] ?? "") } ?? ""
                        return more.isEmpty ? "\(value)" : .under("\(value)", more)
                    }))
        }
        if let tax {
            columns.append(
                Column(
                    Localized(zh: "税款（元）", en: "Tax (CNY)")[language], .number,
                    text: { tax.lines[$0.number]?.grouped ?? "–" }))
        }
        let rows = entry.draft.lines.enumerated().filter { !$0.element.isEmpty }
            .map { (number: $0.offset + 1, values: $0.element) }
        return .panel(
            Localized(zh: "商品", en: "Goods")[language],
            actions: [.link(
                Localized(zh: "更改", en: "Change")[language],
                to: language.address("\(address)") + "#goods")],
            content: """
                \(.table(
                    caption: Localized(zh: "商品明细", en: "Lines of goods")[language],
                    columns: columns, rows: rows, empty: "<p>–</p>"))
                \(tax.map { EntryTaxPart(tax: $0).html(language) })
                """)
    }

    private func sending(_ language: Language) -> HTML {
        let back: HTML = .link(
            Localized(zh: "返回修改", en: "Go back and change")[language],
            to: language.address(address))
        guard issues.isEmpty else { return #"<p class="row">\#(back)</p>"# }
        if needsSignature {
            return .notice(
                EntryRefusal.signatureNeeded.message[language], .warn,
                content: """
                    <p>\(EntryRefusal.signatureNeeded.fix, language)</p>
                    \(.form(
                        to: language.address("\(address)/message"), token: formToken,
                        content: """
                            <p class="row">\(.button(
                                Localized(zh: "下载报文", en: "Download the message")[language]))\
                            \(.link(
                                Localized(zh: "上传签名后的报文", en: "Upload the signed message")[
                                    language], to: language.address("/upload")))</p>
                            """))
                    """)
        }
        return .form(
            to: language.address("\(address)/submission"), token: formToken,
            content: """
                <p class="row">\(.button(
                    Localized(zh: "确认报送", en: "Send it")[language]))\(back)</p>
                """)
    }
}

/// What became of a draft that was sent.
struct EntrySentPage: Sendable {
    var entry: OpenEntry
    /// What the receipt of the gateway said.
    var results: [Gateway.Reply.Result]
    /// Steps since then, latest first.
    var receipts: [EntryReceipt]

    func html(_ language: Language) -> HTML {
        let isList = entry.form.type.isInventory
        let open: HTML? =
            isList
            ? .linkButton(
                Localized(zh: "查看进展", en: "See where it stands")[language],
                to: language.address("/declarations/\(entry.record.subject)")) : nil
        let next: HTML = .linkButton(
            Localized(zh: "再申报一份", en: "Declare another")[language],
            to: language.address("/entry"), .secondary)
        return """
            \(.heading(
                Localized(zh: "已报送", en: "Sent")[language],
                caption: EntryStartPage.name(entry.form.type)[language]))
            \(.notice(
                Localized(
                    zh: "\(isList ? "预录入编号" : "单证") \(entry.record.subject)",
                    en: "\(isList ? "Pre-entry number" : "Document") \(entry.record.subject)")[
                        language], .success, isNew: true,
                content: "<p>\(EntrySentPage.after(isList), language)</p>"))
            \(receipt(language))
            <p class="row">\(open)\(next)</p>
            """
    }

    private static func after(_ isList: Bool) -> Localized {
        isList
            ? Localized(
                zh: "订单、支付凭证和运单到齐后自动比对、计税、审核，通常在一秒内完成。",
                en: "Once order, payment and waybill are there it is matched, taxed and decided by"
                    + " itself, usually within a second.")
            : Localized(
                zh: "清单报送后自动与本单证比对。", en: "It is matched with its list by itself.")
    }

    /// The words of a receipt; for English readers what they say first.
    private func said(_ info: String, _ language: Language) -> HTML {
        let parts = ReceiptText(info).parts.map { part -> HTML in
            let own = language == .en ? ReceiptSentences.english(part.words) : nil
            let code: HTML? = part.code.isEmpty ? nil : "<code>\(part.code)</code> "
            return "<li>\(code)\(ReceiptWords.said(part.words, own))</li>"
        }
        return #"<ul class="plain-list">\#(parts)</ul>"#
    }

    private func receipt(_ language: Language) -> HTML {
        let rows = receipts.isEmpty
            ? results.map {
                EntryReceipt(at: entry.record.changedAt, status: $0.status, info: $0.info)
            } : receipts
        return .panel(
            Localized(zh: "回执", en: "Receipts")[language], id: "receipts",
            content: .table(
                caption: Localized(zh: "回执", en: "Receipts")[language],
                columns: [
                    Column(
                        Localized(zh: "时间", en: "Time")[language], .time, isHeader: true,
                        text: { $0.at.text }),
                    Column(
                        Localized(zh: "状态", en: "Status")[language],
                        html: { row in
                            let status = Status(rawValue: row.status)
                            return .under(
                                .tag(
                                    status?.name[language] ?? String(row.status),
                                    status?.tone ?? .danger), String(row.status))
                        }),
                    Column(
                        Localized(zh: "说明", en: "What it says")[language],
                        html: { said($0.info, language) }),
                ], rows: rows, empty: ""))
    }
}

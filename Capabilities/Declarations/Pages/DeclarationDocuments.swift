import Kernel
import Reference
import Web

/// The documents of a declaration, its goods and its key facts.
extension DeclarationPage {
    func documents(_ language: Language) -> HTML {
        let items = view.documents.map { document -> HTML in
            let title = "\(document.type.name[language]) \(document.number)"
            guard let received = document.receivedAt else {
                return .notice(
                    title, .warn,
                    content: """
                        <p>\(NextAct.sender(of: document.type), language)</p>
                        """)
            }
            let time = Shown.minute(received)
            return .fold(
                title,
                note: Localized(zh: "\(time) 到达", en: "arrived \(time)")[language],
                content: .summaryList(values(document.values, language)))
        }
        let there = view.documents.count { $0.receivedAt != nil }
        let isWhole = there == view.documents.count
        return .panel(
            Localized(zh: "随附单证", en: "Documents")[language], id: "documents",
            tag: .tag(
                Localized(
                    zh: "\(there) / \(view.documents.count) 到齐",
                    en: "\(there) of \(view.documents.count)")[language],
                isWhole ? .success : .warn), content: "\(items)")
    }

    private func values(_ values: [FieldValue], _ language: Language) -> [SummaryItem] {
        values.map { value in
            SummaryItem(
                value.title[language],
                html: """
                    <span title="\(value.element)">\(codes.shown(value, on: now.day, language))\
                    </span>
                    """)
        }
    }

    func goods(_ language: Language) -> HTML {
        typealias Line = Inventory.Line
        let day = now.day
        func name(_ table: CodeTable, _ code: String) -> String {
            codes[table].name(of: code, on: day)?[language] ?? code
        }
        let country =
            record.type.isImport
            ? Localized(zh: "原产国", en: "Origin") : Localized(zh: "目的国", en: "Destination")
        let columns: [Column<Line>] = [
            Column(
                Localized(zh: "商品", en: "Goods")[language], isHeader: true,
                html: { .under("\($0.name)", $0.model) }),
            Column(Localized(zh: "商品编码", en: "HS code")[language], .code, text: { $0.code }),
            Column(country[language], text: { name(.countries, $0.country) }),
            Column(
                Localized(zh: "数量", en: "Quantity")[language], .number,
                text: { "\($0.quantity.text) \(name(.units, $0.unit))" }),
            Column(
                Localized(zh: "单价", en: "Price")[language], .number, text: { $0.price.grouped }),
            Column(
                Localized(zh: "总价", en: "Total")[language], .number,
                html: { .under("\($0.total.grouped)", name(.currencies, $0.currency)) }),
        ]
        return .panel(
            Localized(zh: "商品", en: "Goods")[language], id: "goods",
            content: .table(
                caption: Localized(zh: "商品", en: "Goods")[language], columns: columns,
                rows: view.list.lines, empty: ""))
    }

    func facts(_ language: Language) -> HTML {
        let list = view.list
        let district = codes[.customsDistricts].name(of: record.district, on: now.day)?[language]
        var items = [
            copied(Localized(zh: "预录入编号", en: "E-Port number"), record.preNo, language),
            copied(Localized(zh: "清单编号", en: "List number"), record.invtNo ?? "", language),
            copied(Localized(zh: "订单编号", en: "Order"), list.orderNo, language),
            copied(Localized(zh: "运单编号", en: "Waybill"), list.waybill, language),
            copied(Localized(zh: "企业内部编号", en: "Own number"), record.copNo, language),
            SummaryItem(
                Localized(zh: "申报关区", en: "Customs district")[language],
                "\(record.district) \(district ?? "")"),
            party(Localized(zh: "电商平台", en: "Platform"), list.platform, language),
            party(Localized(zh: "电商企业", en: "Seller"), list.seller, language),
            party(Localized(zh: "申报企业", en: "Declarant"), list.declarant, language),
            party(Localized(zh: "物流企业", en: "Logistics"), list.logistics, language),
        ]
        if !list.guarantor.isEmpty {
            items.append(party(Localized(zh: "担保企业", en: "Guarantor"), list.guarantor, language))
        }
        if !record.flag.isEmpty {
            items.append(
                SummaryItem(
                    Localized(zh: "统计标志", en: "Statistics flag")[language], record.flag))
        }
        for value in view.values where value.isPersonal {
            items.append(SummaryItem(value.title[language], value.value))
        }
        items.append(
            SummaryItem(
                Localized(zh: "接收时间", en: "Received")[language], record.receivedAt.text))
        if let seal = view.seal {
            items.append(seal.item(namesCertificate: view.hasReceiptMessages, language))
        }
        return .panel(
            Localized(zh: "要点", en: "Key facts")[language], id: "facts",
            content: .summaryList(items))
    }

    private func copied(_ name: Localized, _ value: String, _ language: Language) -> SummaryItem {
        value.isEmpty
            ? SummaryItem(name[language], "")
            : SummaryItem(name[language], html: .copyValue(value, language: language))
    }

    private func party(_ role: Localized, _ code: String, _ language: Language) -> SummaryItem {
        guard let name = names[code] else { return SummaryItem(role[language], code) }
        return SummaryItem(role[language], html: .under("\(name, language)", code))
    }
}

import Kernel
import Paper
import Papers
import Parties
import Reference
import Wire

/// A declaration list, its release notice or its inspection notice, as it stands now.
struct ListPaper: Sendable {
    let kind: PaperKind
    let record: InventoryShelf.Record
    /// Personal values are masked.
    let values: [FieldValue]
    let lines: [[FieldValue]]
    let tax: Decision.Tax?
    let codes: CodeTables
    let register: EnterpriseRegister

    private var day: Day { record.statusAt.day }

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            kind, tenant: record.declarant, subject: record.preNo, isSnapshot: true,
            subtitle: record.type.name, number: record.preNo,
            issuer: codes.office(record.district, on: day), day: day,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "申报企业", en: "Declarant"),
                    register.name(of: record.declarant).zh),
                PaperDraft.Party(
                    record.type.isImport
                        ? Localized(zh: "电商企业", en: "Seller")
                        : Localized(zh: "生产销售单位", en: "Seller"),
                    register.name(of: record.seller).zh),
            ],
            data: data, blocks: { paper.blocks($0) })
    }

    private var data: JSON {
        func fields(_ values: [FieldValue]) -> JSON {
            .object(values.map { .init($0.element, .text($0.value)) })
        }
        return .object([
            .init("preNo", .text(record.preNo)), .init("type", .text(record.type.rawValue)),
            .init("invtNo", .optional(record.invtNo)),
            .init("status", .integer(record.status.rawValue)),
            .init("statusAt", .text(record.statusAt.iso)),
            .init("head", fields(values)), .init("lines", .array(lines.map(fields))),
            .init(
                "tax",
                due.map { tax in
                    .object([
                        .init("value", .text(tax.value.text)), .init("duty", .text(tax.duty.text)),
                        .init("consumption", .text(tax.consumption.text)),
                        .init("vat", .text(tax.vat.text)), .init("total", .text(tax.total.text)),
                    ])
                } ?? .null),
        ])
    }

    /// What was computed for a list that did not come in is not due.
    private var due: Decision.Tax? { record.status.comesIn ? tax : nil }

    private func blocks(_ language: Language) -> [PaperBlock] {
        switch kind {
        case .release: [said(language)] + [facts(language)] + goods(language) + [seal(language)]
        case .inspection:
            [said(language), facts(language)] + goods(language)
                + [.boxes(inspected(language)), seal(language)]
        default: [facts(language)] + goods(language) + sums(language)
        }
    }

    private func said(_ language: Language) -> PaperBlock {
        let number = record.invtNo ?? record.preNo
        let at = record.statusAt.text
        let words =
            kind == .release
            ? Localized(
                zh: "清单 \(number) 所列货物，经审核于 \(at) 准予放行。请凭本通知办理提货或发运。",
                en: "The goods of list \(number) were released on \(at). This notice is shown "
                    + "when they are collected or dispatched.")
            : Localized(
                zh: "清单 \(number) 所列货物，于 \(at) 确定查验。请备齐货物与单证，到监管场所配合查验；"
                    + "查验结束前货物不得提离。",
                en: "The goods of list \(number) were picked for inspection on \(at). Have goods "
                    + "and papers ready at the site; nothing leaves before the inspection is done.")
        return .paragraph(words[language])
    }

    private func facts(_ language: Language) -> PaperBlock {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        var fields = [
            PaperField(word("预录入编号", "Pre-entry number"), record.preNo),
            PaperField(word("清单编号", "Customs number"), record.invtNo ?? "–"),
            PaperField(
                word("状态", "Status"),
                "\(record.status.name[language]) (\(record.status.rawValue)) "
                    + record.statusAt.text),
        ]
        // What stands above and what a list has no use for on paper is left out.
        let left: Set = ["guid", "preNo", "invtNo", "appStatus", "customsCode"]
        let wanted = kind == .list ? values : values.filter { Self.brief.contains($0.element) }
        fields += wanted.filter { !left.contains($0.element) }.map { value in
            PaperField(value.title[language], named(value, language))
        }
        return .grid(fields, columns: 3)
    }

    /// What a notice says of the list.
    private static let brief: Set<String> = [
        "orderNo", "logisticsNo", "ebcName", "ebpName", "agentName", "ieDate", "portCode",
        "tradeMode", "packNo", "grossWeight", "netWeight", "loctNo", "voyageNo", "billNo",
    ]

    private func named(_ value: FieldValue, _ language: Language) -> String {
        codes.shown(value, on: day, language)
    }

    private func goods(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let rows = lines.map { line -> [String] in
            func text(_ name: String) -> String {
                line.first { $0.element == name }.map { named($0, language) } ?? ""
            }
            func amount(_ name: String) -> String { CodeTables.amount(text(name)) }
            let currency = line.first { $0.element == "currency" }
                .map { codes.currency($0, on: day, language) } ?? ""
            let name = text("gname").isEmpty ? text("itemName") : text("gname")
            return [
                text("gnum"), text("gcode"),
                [name, text("gmodel")].filter { !$0.isEmpty }.joined(separator: "\n"),
                text("qty"), text("unit"), amount("price"), amount("totalPrice"), currency,
                text("country"),
            ]
        }
        return [
            .heading(word("商品", "Goods")),
            .table(
                PaperTable(
                    [
                        .init(word("序号", "No."), weight: 0.5),
                        .init(word("商品编码", "Code"), weight: 1.15),
                        .init(word("名称、规格", "Name, model"), weight: 2.6),
                        .init(word("数量", "Quantity"), weight: 0.8, isNumber: true),
                        .init(word("单位", "Unit"), weight: 0.85),
                        .init(word("单价", "Price"), weight: 0.85, isNumber: true),
                        .init(word("总价", "Amount"), weight: 0.95, isNumber: true),
                        .init(word("币制", "Currency"), weight: 0.95),
                        .init(
                            record.type.isImport
                                ? word("原产国", "Origin") : word("最终目的国", "Destination"),
                            weight: 0.95),
                    ], rows: rows)),
        ]
    }

    private func sums(_ language: Language) -> [PaperBlock] {
        guard let tax = due else { return [] }
        func field(_ zh: String, _ en: String, _ amount: Fixed) -> PaperField {
            PaperField(Localized(zh: zh, en: en)[language], "¥ " + amount.grouped)
        }
        return [
            .heading(Localized(zh: "税款", en: "Tax")[language]),
            .grid(
                [
                    field("完税价格", "Dutiable value", tax.value),
                    field("关税", "Customs duty", tax.duty),
                    field("消费税", "Consumption tax", tax.consumption),
                    field("增值税", "Value-added tax", tax.vat),
                    field("应缴合计", "Tax due", tax.total),
                ], columns: 5),
        ]
    }

    private func inspected(_ language: Language) -> [PaperBox] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return [
            PaperBox(word("查验情况", "What was found"), "", weight: 2, height: 90),
            PaperBox(word("查验关员签名、日期", "Officers' signatures, date"), "", height: 90),
            PaperBox(word("陪同人员签名、日期", "Escort's signature, date"), "", height: 90),
        ]
    }

    private func seal(_ language: Language) -> PaperBlock {
        .seal([
            codes.office(record.district, on: day)[language], day.text,
            Localized(zh: "电子签发", en: "issued electronically")[language],
        ])
    }
}

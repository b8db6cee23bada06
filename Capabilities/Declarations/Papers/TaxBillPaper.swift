import Kernel
import Paper
import Papers
import Parties
import Reference
import Wire

/// An electronic tax bill as it stands now.
struct TaxBillPaper: Sendable {
    let bill: TaxBill
    let guarantor: Localized
    let register: EnterpriseRegister
    let codes: CodeTables

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .taxBill, tenant: bill.guarantor, subject: bill.number, isSnapshot: true,
            subtitle: Localized(zh: "跨境电子商务零售进口", en: "Cross-border retail import"),
            number: bill.number, issuer: codes.office(bill.district, on: bill.releasedOn),
            day: bill.releasedOn,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "担保企业", en: "Guarantor"), guarantor.zh,
                    register.enterprise(id: bill.guarantor)?.creditCode ?? "")
            ],
            data: .object([
                .init("taxNo", .text(bill.number)), .init("list", .text(bill.list)),
                .init("invtNo", .text(bill.invtNo)),
                .init("releasedOn", .text(bill.releasedOn.text)),
                .init("dueFrom", .text(bill.dueFrom.text)),
                .init("dueTo", .text(bill.dueTo.text)), .init("total", .text(bill.total.text)),
                .init("lines", bill.lines.json), .init("status", .integer(bill.status.rawValue)),
                .init("dutyNo", .text(bill.dutyNo)),
                .init("settlement", .optional(bill.settlement?.rawValue)),
                .init("settledOn", .optional(bill.settledOn?.text)),
                .init("refund", .text(bill.refund.text)),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        var fields = [
            PaperField(word("税单编号", "Number of the bill"), bill.number),
            PaperField(word("预录入编号", "Pre-entry number"), bill.list),
            PaperField(word("清单编号", "Customs number"), bill.invtNo),
            PaperField(word("担保企业（纳税义务代扣代缴）", "Guarantor"), guarantor[language]),
            PaperField(
                word("申报企业", "Declarant"), register.name(of: bill.declarant)[language]),
            PaperField(
                word("申报海关", "Customs"),
                codes.office(bill.district, on: bill.releasedOn)[language]),
            PaperField(word("放行日期", "Released"), bill.releasedOn.text),
            PaperField(
                word("缴款期限", "To be paid"), "\(bill.dueFrom.text) – \(bill.dueTo.text)"),
            PaperField(word("状态", "Status"), state[language]),
        ]
        if !bill.dutyNo.isEmpty {
            fields.append(PaperField(word("缴款书编号", "Payment book"), bill.dutyNo))
        }
        if bill.refund > .zero {
            fields.append(
                PaperField(word("应退税款", "To be refunded"), "¥ " + bill.refund.grouped))
        }
        let rows = bill.lines.map { line in
            [
                line.number, line.code, line.value.grouped, line.duty.grouped,
                line.consumption.grouped, line.vat.grouped,
                (try? line.total())?.grouped ?? "–",
            ]
        }
        func column(_ zh: String, _ en: String) -> PaperTable.Column {
            .init(word(zh, en), isNumber: true)
        }
        return [
            .grid(fields, columns: 3), .heading(word("税款（元）", "Tax (CNY)")),
            .table(
                PaperTable(
                    [
                        .init(word("序号", "No."), weight: 0.5),
                        .init(word("商品编码", "Code"), weight: 1.2),
                        column("完税价格", "Value"), column("关税", "Duty"),
                        column("消费税", "Consumption tax"), column("增值税", "VAT"),
                        column("小计", "Sum"),
                    ], rows: rows,
                    totals: ["", word("合计", "Total"), "", "", "", "", bill.total.grouped])),
            .seal([
                codes.office(bill.district, on: bill.releasedOn)[language],
                bill.releasedOn.text, word("电子签发", "issued electronically"),
            ]),
        ]
    }

    private var state: Localized {
        guard let settlement = bill.settlement else { return bill.status.name }
        let day = bill.settledOn?.text ?? ""
        return Localized(zh: "\(settlement.name.zh) \(day)", en: "\(settlement.name.en) \(day)")
    }
}

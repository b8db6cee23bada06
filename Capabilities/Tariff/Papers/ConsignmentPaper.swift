import Kernel
import Paper
import Papers
import Secrets
import Wire

/// What a consignment owes, on paper: the goods, the sums and every step.
struct ConsignmentPaper: Sendable {
    let book: TariffBook
    let consignment: Consignment
    let taxes: ConsignmentTaxes
    /// Enterprise of whoever asked; empty for anybody else.
    let tenant: String

    var draft: PaperDraft {
        let paper = self
        let answer = ConsignmentAnswer(book: book, consignment: consignment, taxes: taxes).json
        // The same goods on the same day are the same sheet.
        let digest = Digest.hex(Digest.sha256(Array(answer.canonical.utf8)))
        let number = String(digest.prefix(16)).uppercased()
        return PaperDraft(
            .dutySheet, tenant: tenant, subject: number,
            subtitle: Localized(
                zh: "参考计算，不是海关核定的税款", en: "For reference, not an assessment by customs"),
            number: number, issuer: TaxesPage.issuer, day: consignment.day, data: answer,
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        func column(_ zh: String, _ en: String) -> PaperTable.Column {
            .init(word(zh, en), weight: 0.97, isNumber: true)
        }
        let words = RateWords(book: book, day: consignment.day)
        let rows = taxes.taxed.map { line in
            [
                String(line.number), line.line.code.text,
                book.name(of: line.line, on: consignment.day)[language],
                line.origin?.code ?? "",
                "\(RateWords.title(line.rate)[language]) \(words.told(line.rate.rate)[language])",
                line.value.grouped, line.levied(.duty).grouped,
                line.levied(.consumption).grouped, line.levied(.vat).grouped,
                line.total.grouped,
            ]
        }
        let carried = book.carriedOver(taxes.taxed.map(\.line), to: consignment.day).map {
            [PaperBlock.paragraph($0[language])]
        }
        let rates = book.exchangeRates(of: consignment)
        let exchange = rates.map { rate in
            PaperBlock.paragraph(
                book.told(rate, on: consignment.currencyDay)[language] + " · "
                    + (rate.isDefault
                        ? TariffBook.defaultExchange[language] : rate.citation.text))
        }
        func sum(_ tax: ConsignmentTaxes.Tax) -> String { taxes.totals?[tax]?.grouped ?? "–" }
        return [
            .grid(
                [
                    PaperField(word("适用日期", "Rates of"), consignment.day.text),
                    PaperField(word("成交方式", "Terms"), consignment.terms.rawValue.uppercased()),
                    PaperField(
                        word("税款合计（元）", "Total (CNY)"), taxes.total?.grouped ?? "–"),
                ], columns: 3)
        ] + exchange + (carried ?? []) + [
            .heading(word("逐项税款（元）", "Line by line (CNY)")),
            .table(
                PaperTable(
                    [
                        .init(word("序号", "No."), weight: 0.45),
                        .init(word("税号", "Code"), weight: 1.3),
                        .init(word("商品", "Goods"), weight: 1.9),
                        .init(word("原产地", "Origin"), weight: 0.65),
                        .init(word("关税税率", "Rate of duty"), weight: 1.5),
                        column("完税价格", "Value"), column("关税", "Duty"),
                        column("消费税", "Excise"), column("增值税", "VAT"),
                        column("小计", "Sum"),
                    ], rows: rows,
                    totals: [
                        "", word("合计", "Total"), "", "", "", "", sum(.duty), sum(.consumption),
                        sum(.vat), taxes.total?.grouped ?? "–",
                    ])),
            .heading(word("计算过程与依据", "How it was computed")),
            .steps(book.explanation(of: taxes, consignment), language),
        ]
    }
}

extension TaxesPage {
    static let issuer = Localized(
        zh: "Tradewind 贸易单一窗口 税费计算", en: "Tradewind single window, duty calculator")
}

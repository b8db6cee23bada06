import Kernel
import Papers
import Web

/// Retail exports exempt without purchase invoice, for people.
struct InvoiceExemptionsPage: Sendable {
    let site: Site
    let desk: InvoiceExemptionDesk

    static let title = Localized(zh: "无票免征", en: "Exempt without invoice")

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/invoice-exemptions",
                access: .permission(DeclarationsPermission.read),
                summary: InvoiceExemptionsPage.title
            ) { visit in try await page(visit, nil) },
            Route(
                .post, "/{language}/invoice-exemptions",
                access: .permission(DeclarationsPermission.lodge),
                summary: Localized(zh: "登记无票免征", en: "Registers an export"),
                handler: register),
        ]
    }

    private func register(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let stated = Set(form.all("stated"))
        let statement = InvoiceExemptionStatement(
            hasVoucher: !stated.contains("no-voucher"), claimsRefund: !stated.contains("no-refund"),
            isSmall: stated.contains("small"))
        do {
            _ = try await desk.register(
                form["invtNo"]?.trimmedBlanks ?? "", statement, by: try visit.person())
        } catch let refusal as InvoiceExemptionRefusal {
            return try await page(visit, refusal)
        }
        return .see(visit.language.address("/invoice-exemptions"))
    }

    private func page(_ visit: Visit, _ refusal: InvoiceExemptionRefusal?) async throws -> Answer {
        let language = visit.language
        let found = try await desk.quarter(
            visit.query["quarter"] ?? desk.thisQuarter, after: visit.query["after"] ?? "",
            for: try visit.person())
        let errors = refusal.map {
            [FormError(field: $0.field, "\($0.message[language]) \($0.fix[language])")]
        }
        var shown = visit
        // After a form, too, the links lead to the page and not to the form's own address.
        shown.path = language.address("/invoice-exemptions")
        return site.page(
            shown, title: InvoiceExemptionsPage.title[language], isWide: true,
            status: refusal?.status ?? 200,
            content: """
                \(.errorSummary(errors ?? [], language: language))
                \(.heading(
                    InvoiceExemptionsPage.title[language], caption: found.quarter,
                    lede: Localized(
                        zh: "综试区零售出口未取得有效进货凭证的，逐份清单登记，免征增值税、消费税，核定征收企业所得税。",
                        en: "Retail exports of a pilot zone without purchase voucher are registered"
                            + " list by list: exempt from VAT, their income assessed."
                    )[language],
                    actions: found.count == 0
                        ? []
                        : [
                            .linkButton(
                                PapersTexts.pdf[language],
                                to: language.address(
                                    "/invoice-exemptions/pdf",
                                    query: [Form.Pair("quarter", found.quarter)]), .secondary)
                        ]))
                \(sums(found, language))
                \(table(found, language))
                \(more(found, language))
                \(form(visit))
                """)
    }

    private func sums(_ found: InvoiceExemptionQuarter, _ language: Language) -> HTML {
        .panel(
            Localized(zh: "本季", en: "The quarter")[language], id: "quarter",
            content: """
                \(.summaryList([
                    SummaryItem(
                        Localized(zh: "已登记清单（份）", en: "Registered lists")[language],
                        String(found.count)),
                    SummaryItem(
                        Localized(zh: "收入总额", en: "Revenue")[language],
                        "¥\(found.revenue.grouped)"),
                    SummaryItem(
                        Localized(zh: "核定应税所得", en: "Assessed income")[language],
                        "¥\(found.assessed.grouped)"),
                    SummaryItem(
                        Localized(zh: "应纳企业所得税", en: "Enterprise income tax")[language],
                        found.tax.map { "¥\($0.grouped)" } ?? "–"),
                ]))
                \(.explanation(found.explanation, language: language))
                """)
    }

    private func table(_ found: InvoiceExemptionQuarter, _ language: Language) -> HTML {
        .table(
            caption: Localized(zh: "已登记清单", en: "Registered lists")[language],
            columns: [
                Column<InvoiceExemption>(
                    Localized(zh: "清单编号", en: "List")[language], .code, isHeader: true,
                    html: { .link($0.invtNo, to: language.address("/declarations/\($0.list)")) }),
                Column(
                    Localized(zh: "出口日期", en: "Exported")[language], .time,
                    text: { $0.exportedOn.text }),
                Column(
                    Localized(zh: "金额（元）", en: "Revenue, yuan")[language], .number,
                    text: { $0.revenue.grouped }),
                Column(
                    Localized(zh: "应税所得（元）", en: "Assessed, yuan")[language], .number,
                    text: { $0.assessed.grouped }),
            ], rows: found.exemptions,
            empty: .emptyState(
                Localized(zh: "本季还没有登记", en: "None this quarter")[language],
                hint: Localized(
                    zh: "放行后由电商企业逐份登记。", en: "The seller registers each list once released.")[
                        language]))
    }

    /// Leads to the lists that are not on this page.
    private func more(_ found: InvoiceExemptionQuarter, _ language: Language) -> HTML {
        guard let next = found.next else { return "" }
        let path = language.address("/invoice-exemptions")
        return """
            <p>\(.link(
                Localized(zh: "后面的清单", en: "Further lists")[language],
                to: "\(path)?quarter=\(found.quarter)&after=\(next)"))</p>
            """
    }

    private func form(_ visit: Visit) -> HTML {
        let language = visit.language
        return .panel(
            Localized(zh: "登记一份清单", en: "Register a list")[language], id: "register",
            content: .form(
                to: language.address("/invoice-exemptions"), token: visit.formToken,
                content: """
                    \(.textInput(
                        Field(
                            "invtNo",
                            label: Localized(zh: "清单编号", en: "Number of the list")[language]),
                        value: "", language: language))
                    \(.choices(
                        Field(
                            "stated", label: Localized(zh: "声明", en: "It is stated that")[language],
                            isRequired: false),
                        choices: [
                            Choice(
                                "no-voucher",
                                Localized(
                                    zh: "未取得有效进货凭证", en: "there is no purchase voucher")[
                                        language]),
                            Choice(
                                "no-refund",
                                Localized(zh: "不申报出口退税", en: "no refund is claimed")[language]),
                            Choice(
                                "small",
                                Localized(zh: "本企业是小型微利企业", en: "the seller is a small enterprise")[
                                    language]),
                        ], values: [], allowsSeveral: true, language: language))
                    <p>\(.button(Localized(zh: "登记", en: "Register")[language]))</p>
                    """))
    }
}

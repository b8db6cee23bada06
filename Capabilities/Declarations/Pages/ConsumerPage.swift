import Balances
import Kernel
import Web

/// `/{language}/my-quota`: what a person has left of the year, which orders count, and “not mine”.
/// No account is needed.
struct ConsumerPage: Sendable {
    let site: Site
    let desk: ConsumerDesk

    static let title = Localized(zh: "我的跨境购物额度", en: "My cross-border quota")
    static let note = Localized(
        zh: "查本年度已用和剩余额度、名下订单；不是本人的可以申诉。",
        en: "What you used and have left this year; report what is not yours.")
    private static let idNumber = Localized(zh: "证件号码", en: "Identity number")
    private static let orderNo = Localized(
        zh: "任意一份已放行订单的编号", en: "Number of any order of the year that was let in")
    private static let tail = Localized(
        zh: "该订单收货电话的后四位", en: "Last four digits of its telephone")
    private static let notMine = Localized(zh: "不是本人订购", en: "Not mine")

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/my-quota", access: .anyone, summary: Self.title
            ) { visit in page(visit, form: ask(visit, nil)) },
            Route(
                .post, "/{language}/my-quota", access: .anyone, summary: Self.title,
                rate: IdentityResource.rate, handler: look),
            Route(
                .post, "/{language}/my-quota/reports", access: .anyone, summary: Self.notMine,
                rate: IdentityResource.rate, handler: report),
        ]
    }

    private func look(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        do {
            let answer = try await desk.look(
                idType: "1", idNumber: form["idNumber"] ?? "", orderNo: form["orderNo"] ?? "",
                telephoneTail: form["telephoneTail"] ?? "")
            return page(visit, form: shown(answer, visit))
        } catch let refusal as IdentityRefusal {
            return page(visit, form: ask(visit, refusal), status: refusal.status)
        }
    }

    private func report(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let form = try visit.form()
        do {
            let number = try await desk.report(
                ticket: form["ticket"] ?? "", reference: form["reference"] ?? "")
            let done: HTML = .notice(
                Localized(
                    zh: "已受理，编号 \(number)。核查期间您的身份不能用于新的申报；再次查询可以看到结论。",
                    en: "Taken up as \(number). Your identity is not used while it is looked into;"
                        + " look again to see the outcome.")[language], .success, isNew: true)
            return page(visit, form: "\(done)\(ask(visit, nil))")
        } catch let refusal as IdentityRefusal {
            return page(visit, form: ask(visit, refusal), status: refusal.status)
        }
    }

    private func page(_ visit: Visit, form: HTML, status: Int = 200) -> Answer {
        let language = visit.language
        return site.page(
            visit, title: Self.title[language], status: status,
            content: """
                \(.heading(
                    Self.title[language],
                    lede: Localized(
                        zh: "用证件号码和一份订单证明是您本人，所填内容不留存。",
                        en: "Your identity number and one order show that it is you; what you"
                            + " enter is not kept.")[language]))
                \(form)
                """)
    }

    /// What was typed is not sent back: it is the person's own.
    private func ask(_ visit: Visit, _ refusal: IdentityRefusal?) -> HTML {
        let language = visit.language
        let errors = refusal.map {
            [
                FormError(
                    field: "idNumber",
                    $0.message[language] + (language == .zh ? "" : " ") + $0.fix[language])
            ]
        }
        return """
            \(.errorSummary(errors ?? [], language: language))
            \(.form(
                to: language.address("/my-quota"), token: visit.formToken,
                content: """
                    \(.textInput(
                        Field("idNumber", label: Self.idNumber[language]), language: language))
                    \(.textInput(
                        Field(
                            "orderNo", label: Self.orderNo[language],
                            hint: Localized(
                                zh: "见购物平台的订单详情", en: "As the platform shows it")[language]),
                        language: language))
                    \(.textInput(
                        Field("telephoneTail", label: Self.tail[language]), .digits,
                        width: .short, language: language))
                    <p class="row">\(.button(Localized(zh: "查询", en: "Look up")[language]))</p>
                    """))
            """
    }

    private func shown(_ answer: ConsumerDesk.Answer, _ visit: Visit) -> HTML {
        let language = visit.language
        let columns: [Column<ConsumerDesk.Held>] = [
            Column(Localized(zh: "订单", en: "Order")[language], .code, isHeader: true) {
                $0.order
            },
            Column(Localized(zh: "平台", en: "Platform")[language]) { $0.platform[language] },
            Column(Localized(zh: "日期", en: "Day")[language], .time) { $0.day.text },
            Column(Localized(zh: "完税价格", en: "Customs value")[language], .number) {
                "¥" + Fixed(raw: $0.value * 1000).grouped
            },
            Column(Localized(zh: "已退还额度", en: "Given back")[language], .number) {
                "¥" + $0.givenBack.grouped
            },
            Column(Localized(zh: "计入额度", en: "Counted")[language], .number) {
                "¥" + $0.counts.grouped
            },
            Column(Localized(zh: "状态", en: "Status")[language]) { $0.status.name[language] },
            Column(
                Localized(zh: "申诉", en: "Report")[language],
                html: { order in button(order, answer.ticket, visit) }),
        ]
        return """
            \(.summaryList([
                SummaryItem(
                    Localized(zh: "\(answer.year) 年限额", en: "Limit of \(answer.year)")[language],
                    "¥\(answer.allowance.limit.grouped)"),
                SummaryItem(
                    Localized(zh: "已用", en: "Used")[language],
                    "¥\(answer.allowance.used.grouped)"),
                SummaryItem(
                    Localized(zh: "剩余", en: "Left")[language],
                    "¥\(answer.allowance.available.grouped)"),
                SummaryItem(
                    Localized(zh: "依据", en: "Legal basis")[language],
                    html: .citation(answer.citation, language)),
            ]))
            \(.table(
                caption: Localized(zh: "您名下的订单", en: "Orders under your identity")[language],
                showsCaption: true, columns: columns, rows: answer.orders, empty: ""))
            <p>\(.link(
                Localized(zh: "再查一次", en: "Look up again")[language],
                to: language.address("/my-quota")))</p>
            """
    }

    private func button(
        _ order: ConsumerDesk.Held, _ ticket: String, _ visit: Visit
    ) -> HTML {
        let language = visit.language
        if let report = order.report {
            return "\(report.number) \(report.state.name[language])"
        }
        return .form(
            to: language.address("/my-quota/reports"), token: visit.formToken,
            content: """
                \(.hidden("ticket", ticket))\(.hidden("reference", order.reference))\
                <button class="button button-secondary" type="submit">\(Self.notMine[language])\
                <span class="unseen"> \(order.order)</span></button>
                """)
    }
}

import Kernel
import Papers
import Web

/// `/{language}/balances`: what an enterprise has left.
struct BalancesPage: Sendable {
    let desk: BalancesDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/balances", access: .permission(BalancesDesk.read),
                summary: BalanceTexts.title, handler: show)
        ]
    }

    static func path(_ language: Language, enterprise: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/balances",
            query: enterprise.map { [Form.Pair("enterprise", $0)] } ?? [])
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let asked = visit.query["enterprise"]
        let mayManage = visit.principal?.may(BalancesDesk.manage) ?? false
        let holder: Holder
        do {
            holder = try desk.holder(of: visit)
        } catch {
            guard mayManage else { throw error }
            let wrong = asked.map { _ in error.message[language] }
            return page(
                visit, Self.question(language, asked: asked, error: wrong),
                status: asked == nil ? 200 : error.status)
        }
        let model = Model(
            holder: holder, overview: try await desk.overview(of: holder),
            issued: asked == nil ? try await desk.issued(by: holder.tenant) : [],
            today: desk.clock.today, notice: try desk.noticeDays, enterprise: asked,
            mayManage: mayManage, token: visit.formToken, units: desk.units)
        return page(visit, Self.content(model, language))
    }

    private func page(_ visit: Visit, _ content: HTML, status: Int = 200) -> Answer {
        site.page(
            visit, title: BalanceTexts.title[visit.language], status: status, content: content)
    }

    /// What is shown.
    struct Model: Sendable {
        let holder: Holder
        let overview: BalancesDesk.Overview
        /// What the visitor's own enterprise has given for others.
        let issued: [IssuedGuarantee]
        let today: Day
        /// How many days before its end somebody is told of a guarantee.
        let notice: Int
        /// As named in the address; nil for the visitor's own.
        let enterprise: String?
        let mayManage: Bool
        let token: String
        let units: UnitNames
    }

    static func content(_ model: Model, _ language: Language) -> HTML {
        let stock: HTML = .linkButton(
            StockTexts.title[language],
            to: StockPage.path(language, enterprise: model.enterprise), .secondary)
        let add: [HTML] =
            model.mayManage
            ? [
                stock,
                .linkButton(
                    BalanceTexts.addGuarantee[language],
                    to: GuaranteePage.path(language, enterprise: model.enterprise)),
            ] : [stock]
        // A bank that has no accounts is not told to wait for one.
        let own: HTML? = model.overview.accounts.isEmpty && !model.issued.isEmpty
            ? nil
            : .panel(BalanceTexts.accounts[language], content: accounts(model, language))
        return """
            \(.heading(
                BalanceTexts.title[language], caption: model.holder.name[language],
                lede: BalanceTexts.lede[language], actions: add))
            \(issued(model, language))
            \(own)
            \(guarantees(model, language))
            """
    }

    private static func accounts(_ model: Model, _ language: Language) -> HTML {
        let columns: [Column<HeldAccount>] = [
            Column(
                BalanceTexts.account[language], isHeader: true,
                html: { held in
                    .link(
                        held.account.label[language],
                        to: StatementPage.path(
                            held.account.id, language, enterprise: model.enterprise))
                }),
            Column(
                BalanceTexts.available[language], .number,
                html: { held in
                    .under(
                        "\(held.available?.grouped ?? BalanceTexts.noLimit[language])",
                        held.idle.flatMap(BalanceTexts.withoutIdle)?[language] ?? "")
                }),
            Column(BalanceTexts.balance[language], .number, text: { $0.account.balance.grouped }),
            Column(
                BalanceTexts.unit[language],
                text: { model.units.name(of: $0.account.unit)[language] }),
            Column(BalanceTexts.lines[language], .number, text: { grouped($0.account.lines) }),
        ]
        return .table(
            caption: BalanceTexts.accounts[language], columns: columns,
            rows: model.overview.accounts,
            empty: .emptyState(
                BalanceTexts.nothing[language], hint: BalanceTexts.nothingHint[language]))
    }

    private static func guarantees(_ model: Model, _ language: Language) -> HTML {
        guard !model.overview.guarantees.isEmpty else { return "" }
        var columns: [Column<GuaranteeEntry>] = [
            Column(
                BalanceTexts.guaranteeNumber[language], .code, isHeader: true,
                text: { $0.guarantee.reference }),
            Column(
                BalanceTexts.form[language],
                text: { BalanceTexts.form($0.guarantee.form)[language] }),
            Column(
                BalanceTexts.issuer[language],
                text: { $0.guarantee.issuer.isEmpty ? "–" : $0.guarantee.issuer }),
            Column(
                BalanceTexts.amountYuan[language], .number, text: { $0.guarantee.amount.grouped }),
            Column(BalanceTexts.called[language], .number, text: { $0.called.grouped }),
            Column(
                BalanceTexts.validTo[language], .time,
                text: { $0.guarantee.validTo?.text ?? BalanceTexts.open[language] }),
            Column(
                BalanceTexts.status[language],
                html: { status($0, model, language) }),
            Column(BalanceTexts.basis[language], html: { basis($0.guarantee.citation.text) }),
            Column(PapersTexts.pdf[language], html: { paper($0, of: model.enterprise, language) }),
        ]
        if model.mayManage {
            columns.append(
                Column(BalanceTexts.release[language], html: { release($0, model, language) }))
        }
        return .panel(
            BalanceTexts.guarantees[language], id: "guarantees",
            content: .table(
                caption: BalanceTexts.guarantees[language], columns: columns,
                rows: model.overview.guarantees, empty: ""))
    }

    /// What the visitor's enterprise answers for, for others: a bank's letters.
    private static func issued(_ model: Model, _ language: Language) -> HTML {
        guard !model.issued.isEmpty else { return "" }
        let columns: [Column<IssuedGuarantee>] = [
            Column(
                BalanceTexts.guaranteeNumber[language], .code, isHeader: true,
                text: { $0.entry.guarantee.reference }),
            Column(BalanceTexts.issuedFor[language], text: { $0.holder.name[language] }),
            Column(
                BalanceTexts.amountYuan[language], .number,
                text: { $0.entry.guarantee.amount.grouped }),
            Column(BalanceTexts.called[language], .number, text: { $0.entry.called.grouped }),
            Column(BalanceTexts.standing[language], .number, text: { $0.entry.standing.grouped }),
            Column(
                BalanceTexts.validTo[language], .time,
                text: { $0.entry.guarantee.validTo?.text ?? BalanceTexts.open[language] }),
            Column(
                BalanceTexts.status[language], html: { status($0.entry, model, language) }),
            Column(BalanceTexts.basis[language], html: { basis($0.entry.guarantee.citation.text) }),
            Column(
                PapersTexts.pdf[language],
                html: { paper($0.entry, of: $0.holder.tenant, language) }),
        ]
        return .panel(
            BalanceTexts.issued[language], id: "issued",
            content: """
                <p class="hint">\(BalanceTexts.issuedLede, language)</p>
                \(.table(
                    caption: BalanceTexts.issued[language], columns: columns, rows: model.issued,
                    empty: ""))
                """)
    }

    private static func paper(
        _ entry: GuaranteeEntry, of enterprise: String?, _ language: Language
    ) -> HTML {
        var query = [Form.Pair("reference", entry.guarantee.reference)]
        if let enterprise { query.append(Form.Pair("enterprise", enterprise)) }
        return .link(
            "PDF",
            to: Address.path("/\(language.rawValue)/balances/guarantees/pdf", query: query))
    }

    private static func release(_ entry: GuaranteeEntry, _ model: Model, _ language: Language)
        -> HTML
    {
        guard entry.releasedAt == nil else { return "–" }
        return .form(
            to: GuaranteePage.path(language) + "/release", token: model.token,
            content: """
                \(.hidden("enterprise", model.enterprise ?? model.holder.tenant))
                \(.hidden("reference", entry.guarantee.reference))
                \(.button(BalanceTexts.release[language], .secondary))
                """)
    }

    private static func status(_ entry: GuaranteeEntry, _ model: Model, _ language: Language)
        -> HTML
    {
        let guarantee = entry.guarantee
        if entry.releasedAt != nil { return .tag(BalanceTexts.released[language], .neutral) }
        let drawn: HTML = entry.isDrawn ? .tag(BalanceTexts.drawn[language], .danger) : ""
        switch entry.end(on: model.today, notice: model.notice) {
        case .over: return drawn + .tag(BalanceTexts.expired[language], .danger)
        case .soon: return drawn + .tag(BalanceTexts.endsSoon[language], .warn)
        case nil: break
        }
        if entry.isDrawn { return drawn }
        return guarantee.validFrom > model.today
            ? .tag(BalanceTexts.ahead[language], .neutral)
            : .tag(BalanceTexts.valid[language], .success)
    }

    /// Whoever belongs to no enterprise is asked whose accounts to show.
    static func question(
        _ language: Language, to path: String? = nil, asked: String?, error: String?,
        offersGuarantee: Bool = true
    ) -> HTML {
        let more: HTML? =
            offersGuarantee
            ? .linkButton(
                BalanceTexts.addGuarantee[language], to: GuaranteePage.path(language),
                .secondary) : nil
        let field = Field(
            "enterprise", label: BalanceTexts.enterprise[language],
            hint: BalanceTexts.enterpriseHint[language], error: error)
        let errors = error.map { [FormError(field: "enterprise", $0)] } ?? []
        return """
            \(.errorSummary(errors, language: language))
            \(.heading(BalanceTexts.which[language]))
            <form class="form" method="get" action="\(url: path ?? Self.path(language))">
            \(.textInput(field, value: asked ?? "", language: language))
            <p class="row">\(.button(BalanceTexts.show[language]))
            \(more)</p>
            </form>
            """
    }
}

/// The name of a document, which is Chinese on every page.
func basis(_ citation: String?) -> HTML {
    guard let citation else { return "–" }
    return #"<span lang="zh-CN">\#(citation)</span>"#
}

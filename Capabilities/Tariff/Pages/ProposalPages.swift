import Kernel
import Web

/// Proposing changes of law and deciding on those of others, on the page of loaded editions.
struct ProposalPages: Sendable {
    let proposals: ProposalDesk
    let pages: EditionPages

    private static let path = "/tariff/editions"

    var routes: [Route] {
        let access = Access.permission(ProposalDesk.keep)
        return [
            Route(
                .post, "/{language}\(ProposalPages.path)", access: access,
                summary: ProposalWords.propose, bodyLimit: ProposalResource.most,
                rate: Rate(20, perSeconds: 60), handler: propose),
            Route(
                .post, "/{language}/tariff/withdrawals", access: access,
                summary: ProposalWords.withdraw, rate: Rate(20, perSeconds: 60),
                handler: withdraw),
            Route(
                .post, "/{language}/tariff/proposals/{number}", access: access,
                summary: ProposalWords.title, handler: decide),
            Route(
                .get, "/{language}/tariff/proposals/{number}", access: access,
                summary: ProposalWords.title, handler: show),
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let proposal = try await proposals.found(try ProposalResource.number(visit))
        let page = ProposalPage(
            proposal: proposal, after: visit.query["after"].flatMap { Int($0) } ?? 0,
            decision: ProposalDecision(
                proposal: proposal, principal: principal, token: visit.formToken,
                language: language), language: language)
        return pages.site.page(
            visit, title: page.title,
            trail: [
                Crumb(TariffPages.title[language], path: language.address("/tariff")),
                Crumb(
                    EditionPages.title[language], path: language.address(ProposalPages.path)),
            ], content: page.html)
    }

    private func propose(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let parts = try visit.parts()
        let file = parts.first { $0.name == "table" }
        var pairs = parts.filter { $0.fileName == nil }.map {
            Form.Pair($0.name, String(decoding: $0.body, as: UTF8.self))
        }
        if let name = file?.fileName { pairs.append(Form.Pair("file", name)) }
        let form = Form(pairs)
        do {
            let wish = try ProposalResource.wish(form, file?.body ?? [])
            let told = try await proposals.trial(wish)
            if form["as"] == "try" {
                return try await pages.answer(visit, form: form, tried: told)
            }
            _ = try await proposals.propose(wish, told, by: principal.tariffActor)
            return .see(visit.language.address(ProposalPages.path) + "#proposals")
        } catch let refusal as any Refusal {
            return try await pages.answer(visit, form: form, refusal: refusal)
        }
    }

    private func withdraw(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        do {
            guard let text = form["number"], !text.isEmpty else {
                throw LookupRefusal.missing(field: "number")
            }
            guard let number = Int64(text) else { throw ProposalRefusal.notReadable }
            var wish = try WithdrawalWish(
                number: number, from: form["withdrawFrom"] ?? "",
                reason: form["withdrawReason"] ?? "")
            wish.isDry = form["as"] == "try"
            let told = try await proposals.withdraw(wish, by: principal.tariffActor)
            if wish.isDry { return try await pages.answer(visit, form: form, tried: told) }
            return .see(visit.language.address(ProposalPages.path) + "#proposals")
        } catch let refusal as any Refusal {
            return try await pages.answer(visit, form: form, refusal: refusal)
        }
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        do {
            _ = try await ProposalResource.decide(
                proposals, try ProposalResource.number(visit), form["action"] ?? "",
                because: form["reason"] ?? "", seen: form["changesDigest"], by: principal)
            return .see(visit.language.address(ProposalPages.path) + "#proposals")
        } catch let refusal as any Refusal {
            return try await pages.answer(visit, refusal: refusal)
        }
    }
}

enum ProposalWords {
    static let title = Localized(zh: "待复核的变更", en: "Changes that wait for a second person")
    static let own = Localized(
        zh: "这是您本人提出的，须由另一人复核。", en: "You proposed it: another person has to agree.")
    static let propose = Localized(zh: "提出变更", en: "Propose a change")
    static let withdraw = Localized(zh: "提出撤下", en: "Propose to withdraw")
}

/// The part of the page that only those see who keep the tariff.
struct ProposalPanels: Sendable {
    let waiting: [TariffProposal]
    let decided: [TariffProposal]
    /// Editions in use that may be withdrawn.
    let inUse: [EditionStanding]
    let form: Form
    let tried: EditionText?
    let refusal: (any Refusal)?
    let token: String
    let principal: Principal
    let language: Language

    private func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

    var html: HTML {
        let none: HTML = .emptyState(
            word("没有待复核的变更", "Nothing waits"),
            hint: word("提出的变更先在这里等待另一人复核。", "What is proposed waits here for another person."))
        return """
            \(warning ?? "")
            \(tried.map(outcome) ?? "")
            \(.panel(
                ProposalWords.title[language], id: "proposals",
                content: waiting.isEmpty ? none : "\(waiting.map(one))"))
            \(.panel(ProposalWords.propose[language], id: "propose", content: upload))
            \(inUse.isEmpty ? "" : HTML.panel(
                ProposalWords.withdraw[language], id: "withdraw", content: withdrawal))
            \(decided.isEmpty ? "" : HTML.panel(
                word("已办的变更", "Decided"), id: "decided", content: table(decided)))
            """
    }

    private var warning: HTML? {
        refusal.map { refusal in
            .notice(
                refusal.message[language], .danger, isNew: true,
                content: "<p>\(refusal.fix, language)</p><p><code>\(refusal.code)</code></p>")
        }
    }

    private func outcome(_ told: EditionText) -> HTML {
        .panel(
            word("试算结果", "What it would change"), id: "tried",
            content: .codeBlock(
                told.kept[language], label: word("试算结果", "What it would change")))
    }

    private func one(_ proposal: TariffProposal) -> HTML {
        let number = proposal.number
        return """
            <h3>\(word("第 \(number) 号", "Number \(number)"))</h3>
            <p>\(proposal.facts[language])</p>
            \(.codeBlock(
                proposal.report[language], label: word("将改变什么", "What it would change")))
            <p>\(.link(
                word("查看全部变更和文件", "All changes, and the file"),
                to: language.address("/tariff/proposals/\(number)")))</p>
            \(ProposalDecision(
                proposal: proposal, principal: principal, token: token, language: language).html)
            """
    }

    private static let ticks: [(name: String, label: Localized)] = [
        (
            "whole",
            Localized(
                zh: "整表替换：文件没有的行不再有效",
                en: "The whole table: lines it lacks hold no longer")
        ),
        (
            "dropMost",
            Localized(zh: "确认去掉现有的大半行", en: "Drop most lines in force, on purpose")
        ),
        (
            "largeChange",
            Localized(
                zh: "确认异常数值：汇率相差十倍以上，或暂定税率高于最惠国税率",
                en: "Unusual figures, on purpose: ten times the rate of exchange, or a provisional "
                    + "rate above the most-favoured-nation rate")
        ),
    ]

    private var upload: HTML {
        .form(
            to: language.address("/tariff/editions"), token: token, .upload,
            content: """
                \(.fileInput(
                    Field("table", label: word("数据表（CSV）", "Table (CSV)")),
                    accept: ".csv,.dbf,.json", language: language))
                \(.textInput(
                    Field("from", label: word("起始日期", "First day")), value: form["from"] ?? "",
                    .day, language: language))
                \(.textInput(
                    Field(
                        "document", label: word("依据的文件", "Where it is written"),
                        isRequired: false), value: form["document"] ?? "", width: .full,
                    language: language))
                \(ProposalPanels.ticks.map { tick in
                    HTML.checkbox(
                        Field(tick.name, label: tick.label[language]),
                        isOn: form[tick.name] == "1", language: language)
                })
                <p>\(.button(word("试算", "Try"), .secondary, name: "as", value: "try")) \
                \(.button(word("提出", "Propose"), name: "as", value: "propose"))</p>
                """)
    }

    private var withdrawal: HTML {
        let choices = inUse.reversed().map { one in
            Choice(
                String(one.record.number),
                "\(one.record.number) · \(one.record.title[language]) · "
                    + "\(one.record.from.text) · \(one.record.document)")
        }
        return .form(
            to: language.address("/tariff/withdrawals"), token: token,
            content: """
                \(.selectInput(
                    Field("number", label: word("撤下哪一份", "Which one")),
                    choices: choices, value: form["number"] ?? "", none: nil, width: .full,
                    language: language))
                \(.textInput(
                    Field(
                        "withdrawFrom",
                        label: word("自哪一天起不再有效", "First day it holds no longer")),
                    value: form["withdrawFrom"] ?? "", .day, language: language))
                \(.textInput(
                    Field(
                        "withdrawReason", label: word("原因", "Why"), isRequired: false),
                    value: form["withdrawReason"] ?? "", width: .full, language: language))
                <p>\(.button(word("试算", "Try"), .secondary, name: "as", value: "try")) \
                \(.button(word("提出", "Propose"), name: "as", value: "propose"))</p>
                """)
    }

    private func table(_ rows: [TariffProposal]) -> HTML {
        .table(
            caption: word("已办的变更", "Decided"),
            columns: [
                Column<TariffProposal>(
                    word("序号", "Number"), .number, isHeader: true,
                    html: {
                        .link(
                            String($0.number),
                            to: language.address("/tariff/proposals/\($0.number)"))
                    }),
                Column(
                    word("文件", "File"),
                    html: { .under("\($0.edition.document)", $0.edition.fileName) }),
                Column(word("起始日期", "First day"), .time, text: { $0.edition.from.text }),
                Column(word("提出", "Proposed by"), text: { $0.proposer.name }),
                Column(word("复核", "Decided by"), text: { $0.decider?.name ?? "–" }),
                Column(
                    word("结果", "Outcome"),
                    html: { one in
                        let isTaken = one.state == .taken
                        let told = isTaken ? word("已生效", "agreed to") : word("已退回", "rejected")
                        return .under("\(told)", one.decidedBecause)
                    }),
            ], rows: rows, empty: "")
    }
}

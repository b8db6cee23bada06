import Kernel
import Web
import Wire

/// Proposing changes of law and deciding on those of others, for programs.
struct ProposalResource: Sendable {
    let proposals: ProposalDesk

    var routes: [Route] { [propose, list, one, file, decide] }

    /// Most bytes of a table.
    static let most = 8 << 20

    private var access: Access { .permission(ProposalDesk.keep) }

    private static let asked = [
        Route.Query("from", Localized(zh: "起始日期", en: "first day"), isRequired: true, kind: .day),
        Route.Query("document", Localized(zh: "依据的文件", en: "where it is written")),
        Route.Query("file", Localized(zh: "文件名", en: "name of the file")),
        Route.Query("whole", Localized(zh: "1：整表替换", en: "1: the whole table")),
        Route.Query(
            "dropMost", Localized(zh: "1：确认去掉现有的大半行", en: "1: drop most lines in force")),
        Route.Query(
            "largeChange",
            Localized(
                zh: "1：确认汇率相差十倍以上，或暂定税率高于最惠国税率",
                en: "1: ten times the rate of exchange, or a provisional rate above the "
                    + "most-favoured-nation rate, on purpose")),
        Route.Query("dry", Localized(zh: "1：只试算，不提出", en: "1: only try, propose nothing")),
        afterChanges,
    ]

    private static let afterChanges = Route.Query(
        "after",
        Localized(zh: "跳过多少项变更，即上一次的 changesNext", en: "changes to pass by: `changesNext`"),
        kind: .integer)

    private var propose: Route {
        Route(
            .post, "/api/v1/tariff/editions", access: access,
            summary: Localized(
                zh: "提出导入一份数据表（或只试算）", en: "Propose to load a table, or only try it"),
            bodyLimit: ProposalResource.most, rate: Rate(20, perSeconds: 60),
            query: ProposalResource.asked
        ) { visit in
            guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
            let wish = try ProposalResource.wish(visit.query, visit.body)
            let after = Int(try ProposalResource.number("after", visit.query, most: .max) ?? 0)
            let isDry = try ProposalResource.isTicked("dry", visit.query)
            // The same again, perhaps because the first answer did not come in time: what waits
            // is told at once, and nothing is proposed twice.
            if !isDry, let answer = try await waiting(wish) { return answer }
            var told = try await proposals.trial(wish)
            told.waitsUnasked = true
            if isDry {
                return .json(told.json(after: after, most: ChangesPage.most).encoded)
            }
            do {
                told.waiting = try await proposals.propose(
                    wish, told, by: principal.tariffActor
                ).number
            } catch ProposalRefusal.waits(let number) {
                guard let answer = try await waiting(wish) else {
                    throw ProposalRefusal.waits(number)
                }
                return answer
            }
            return .json(told.json(after: 0, most: ChangesPage.most).encoded, status: 201)
        }
    }

    /// What was answered when the same table was proposed for the same day; nil where it was not.
    private func waiting(_ wish: ProposalDesk.Wish) async throws -> Answer? {
        guard let (number, kept) = try await proposals.waiting(wish),
            let told = ChangesPage.told(kept, of: number)
        else { return nil }
        return .json(told.encoded)
    }

    /// What is wanted, from a form and the bytes of a file.
    static func wish(_ form: Form, _ data: [UInt8]) throws(LookupRefusal) -> ProposalDesk.Wish {
        guard let text = form["from"]?.trimmedBlanks, !text.isEmpty else {
            throw .missing(field: "from")
        }
        guard let day = Day(text) else { throw .dayForm(text, field: "from") }
        guard !data.isEmpty else { throw .missing(field: "file") }
        let named = form["file"]?.trimmedBlanks ?? ""
        return ProposalDesk.Wish(
            edition: try Edition(
                data, named: named.isEmpty ? "table.csv" : named, from: day,
                document: form["document"]?.trimmedBlanks ?? "",
                isWhole: try isTicked("whole", form)),
            mayDropMost: try isTicked("dropMost", form),
            mayChangeMuch: try isTicked("largeChange", form))
    }

    /// A wish that is 1 or 0: another word must not stand for either.
    private static func isTicked(_ name: String, _ form: Form) throws(LookupRefusal) -> Bool {
        switch form[name] {
        case nil, "", "0": return false
        case "1": return true
        case .some(let other): throw .choice(field: name, other, allowed: ["0", "1"])
        }
    }

    private var list: Route {
        Route(
            .get, "/api/v1/tariff/proposals", access: access,
            summary: Localized(
                zh: "等待复核的税则数据变更", en: "Changes of the tariff that wait for a second person"),
            query: [
                Route.Query(
                    "after", Localized(zh: "上一页的 next", en: "`next` of the page before"),
                    kind: .integer),
                Route.Query(
                    "limit", Localized(zh: "条数，最多 200", en: "rows, 200 at most"),
                    kind: .integer),
            ]
        ) { visit in
            let limit = try ProposalResource.number("limit", visit.query, most: 200) ?? 50
            let after = try ProposalResource.number("after", visit.query, most: .max)
            let found = try await proposals.list(below: after ?? .max, limit: Int(limit) + 1)
            let shown = found.prefix(Int(limit))
            let next = found.count > shown.count ? shown.last?.number : nil
            return .json(
                JSON.object([
                    .init("proposals", .array(shown.map { $0.json() })),
                    .init("next", next.map { .integer($0) } ?? .null),
                ]).encoded)
        }
    }

    private static func number(
        _ name: String, _ form: Form, most: Int64
    ) throws(LookupRefusal) -> Int64? {
        guard let text = form[name], !text.isEmpty else { return nil }
        guard let number = Int64(text), (1...most).contains(number) else {
            throw .numberForm(
                field: name, text, most: most == .max ? nil : Int(most), isPositive: true)
        }
        return number
    }

    /// The number of a proposal in an address.
    static func number(_ visit: Visit) throws(ProposalRefusal) -> Int64 {
        let text = visit.parameters["number"] ?? ""
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int64(text)
        else { throw .notReadable }
        return number
    }

    private var one: Route {
        Route(
            .get, "/api/v1/tariff/proposals/{number}", access: access,
            summary: Localized(
                zh: "一项待复核的变更，逐行列出将改变什么",
                en: "A change that waits for a second person, with what it would change"),
            query: [ProposalResource.afterChanges]
        ) { visit in
            let after = try ProposalResource.number("after", visit.query, most: .max) ?? 0
            let found = try await proposals.found(try ProposalResource.number(visit))
            return .json(found.json(after: Int(after)).encoded)
        }
    }

    private var file: Route {
        Route(
            .get, "/api/v1/tariff/proposals/{number}/file", access: access,
            summary: Localized(
                zh: "一项变更的数据表；撤下的，为所撤的那一份",
                en: "The table of a proposal; of a withdrawal the one that is withdrawn")
        ) { visit in
            let found = try await proposals.found(try ProposalResource.number(visit))
            return TariffCSV.answer(
                try await proposals.file(of: found), name: "proposal-\(found.number).csv")
        }
    }

    private var decide: Route {
        Route(
            .post, "/api/v1/tariff/proposals/{number}", access: access,
            summary: Localized(
                zh: "复核或退回税则数据变更", en: "Agree to a change of the tariff, or reject it")
        ) { visit in
            guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
            let number = try ProposalResource.number(visit)
            guard let body = try? JSON(visit.body), case .object = body else {
                throw ProposalRefusal.notReadable
            }
            let found = try await ProposalResource.decide(
                proposals, number, body["action"]?.string ?? "",
                because: body["reason"]?.string ?? "",
                seen: body["changesDigest"]?.string, by: principal)
            return .json(found.json().encoded)
        }
    }

    static func decide(
        _ proposals: ProposalDesk, _ number: Int64, _ action: String, because reason: String,
        seen: String?, by principal: Principal
    ) async throws -> TariffProposal {
        switch action {
        case "agree":
            return try await proposals.agree(to: number, seen: seen, by: principal.tariffActor)
        case "reject":
            return try await proposals.reject(
                number, because: reason, by: principal.tariffActor)
        case "": throw LookupRefusal.missing(field: "action")
        default:
            throw LookupRefusal.choice(
                field: "action", action, allowed: ["agree", "reject"])
        }
    }
}

extension Principal {
    var tariffActor: TariffActor { TariffActor(id: id, name: name) }
}

extension TariffProposal {
    /// - Parameter after: how many changes are passed by; nil to tell none of them.
    func json(after: Int? = nil) -> JSON {
        let changes: [JSON.Member] = after.map { after in
            let page = ChangesPage(self.changes.rows, after: after)
            return [
                .init("changes", page.json), .init("changesTotal", .integer(page.total)),
                .init("changesNext", page.next.map { .integer($0) } ?? .null),
                .init("rest", ChangesPage.rest(page.next, of: number)),
            ]
        } ?? []
        return .object([
            .init("number", .integer(number)), .init("action", .text(action.rawValue)),
            .init("kind", .text(edition.kind.rawValue)), .init("from", .text(edition.from.text)),
            .init("document", .text(edition.document)), .init("file", .text(edition.fileName)),
            .init("scope", .text(edition.isWhole ? "whole" : "amendment")),
            .init("edition", editionNumber == 0 ? .null : .integer(editionNumber)),
            .init("because", .text(reason)), .init("report", report.json),
            .init("proposedAt", .text(proposedAt.iso)), .init("proposedBy", .text(proposer.name)),
            .init("state", .text(state.rawValue)),
            .init("decidedAt", .optional(decidedAt?.iso)),
            .init("decidedBy", .optional(decider?.name)),
            .init("decidedBecause", decidedBecause.isEmpty ? .null : .text(decidedBecause)),
            .init("mayDropMost", .bool(mayDropMost)), .init("mayChangeMuch", .bool(mayChangeMuch)),
            .init("changesDigest", .text(changesDigest)),
        ] + changes)
    }
}

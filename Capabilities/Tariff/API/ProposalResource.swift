import Kernel
import Web
import Wire

/// Proposing changes of law and deciding on those of others, for programs.
struct ProposalResource: Sendable {
    let proposals: ProposalDesk

    var routes: [Route] { [propose, list, decide] }

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
            "largeChange", Localized(zh: "1：确认汇率相差十倍以上", en: "1: ten times the rate, on purpose")),
        Route.Query("dry", Localized(zh: "1：只试算，不提出", en: "1: only try, propose nothing")),
    ]

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
            var told = try await proposals.trial(wish)
            told.waitsUnasked = true
            if visit.query["dry"] == "1" { return .json(told.json.encoded) }
            told.waiting = try await proposals.propose(wish, told, by: principal.tariffActor).number
            return .json(told.json.encoded, status: 201)
        }
    }

    /// What is wanted, from a form and the bytes of a file.
    static func wish(_ form: Form, _ data: [UInt8]) throws(LookupRefusal) -> ProposalDesk.Wish {
        guard let text = form["from"]?.trimmedBlanks, !text.isEmpty else {
            throw .missing(field: "from")
        }
        guard let day = Day(text) else { throw .dayForm(text, field: "from") }
        guard !data.isEmpty else { throw .missing(field: "file") }
        func isTicked(_ name: String) throws(LookupRefusal) -> Bool {
            switch form[name] {
            case nil, "", "0": return false
            case "1": return true
            case .some(let other): throw .choice(field: name, other, allowed: ["0", "1"])
            }
        }
        let named = form["file"]?.trimmedBlanks ?? ""
        return ProposalDesk.Wish(
            edition: try Edition(
                data, named: named.isEmpty ? "table.csv" : named, from: day,
                document: form["document"]?.trimmedBlanks ?? "", isWhole: try isTicked("whole")),
            mayDropMost: try isTicked("dropMost"), mayChangeMuch: try isTicked("largeChange"))
    }

    private var list: Route {
        Route(
            .get, "/api/v1/tariff/proposals", access: access,
            summary: Localized(
                zh: "等待复核的税则数据变更", en: "Changes of the tariff that wait for a second person")
        ) { _ in
            .json(
                JSON.object([
                    .init("proposals", .array(try await proposals.all().map(\.json)))
                ]).encoded)
        }
    }

    private var decide: Route {
        Route(
            .post, "/api/v1/tariff/proposals/{number}", access: access,
            summary: Localized(
                zh: "复核或退回税则数据变更", en: "Agree to a change of the tariff, or reject it")
        ) { visit in
            guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
            let number = Int64(visit.parameters["number"] ?? "") ?? 0
            let body = (try? JSON(visit.body)) ?? .null
            let found = try await ProposalResource.decide(
                proposals, number, body["action"]?.string ?? "",
                because: body["reason"]?.string ?? "", by: principal)
            return .json(found.json.encoded)
        }
    }

    static func decide(
        _ proposals: ProposalDesk, _ number: Int64, _ action: String, because reason: String,
        by principal: Principal
    ) async throws -> TariffProposal {
        switch action {
        case "agree": return try await proposals.agree(to: number, by: principal.tariffActor)
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
    var json: JSON {
        .object([
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
        ])
    }
}

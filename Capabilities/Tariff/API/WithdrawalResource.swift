import Kernel
import Web
import Wire

/// Proposing to withdraw an edition, or only trying what that would change, for programs.
struct WithdrawalResource: Sendable {
    let proposals: ProposalDesk

    var routes: [Route] {
        [
            Route(
                .post, "/api/v1/tariff/editions/{number}/withdrawal",
                access: .permission(ProposalDesk.keep),
                summary: Localized(
                    zh: "提出撤下一份导入的数据（或只试算）",
                    en: "Propose to withdraw a loaded edition, or only try it"),
                rate: Rate(20, perSeconds: 60), handler: propose)
        ]
    }

    private static let members = ["from", "reason", "dry"]

    private func propose(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let number = try ProposalResource.number(visit)
        guard let body = try? JSON(visit.body), case .object = body else {
            throw ProposalRefusal.notReadable
        }
        // A slip in `dry` would propose what was only to be tried.
        if let other = body.others(than: Self.members).first {
            throw LookupRefusal.fieldUnknown(other, allowed: Self.members)
        }
        var wish = try WithdrawalWish(
            number: number, from: body["from"]?.string ?? "", reason: body["reason"]?.string ?? "")
        switch body["dry"] {
        case nil, .null?: break
        case .bool(let isDry)?: wish.isDry = isDry
        case .some(let other):
            throw LookupRefusal.choice(
                field: "dry", other.encoded, allowed: ["true", "false"])
        }
        let told = try await proposals.withdraw(wish, by: principal.tariffActor)
        return .json(
            told.json(after: 0, most: ChangesPage.most).encoded, status: wish.isDry ? 200 : 201)
    }
}

/// Which edition somebody wants to withdraw, from when on, and why.
struct WithdrawalWish: Sendable {
    let number: Int64
    let from: Day
    let reason: String
    var isDry = false

    init(number: Int64, from: String, reason: String) throws(LookupRefusal) {
        guard !from.trimmedBlanks.isEmpty else { throw .missing(field: "from") }
        guard let day = Day(from.trimmedBlanks) else { throw .dayForm(from, field: "from") }
        self.number = number
        self.from = day
        self.reason = reason.trimmedBlanks
    }
}

extension ProposalDesk {
    /// Tells what a withdrawal would change and, unless it is only tried, keeps it for a second
    /// person.
    func withdraw(_ wish: WithdrawalWish, by actor: TariffActor) async throws -> EditionText {
        // What is only tried needs no reason yet.
        guard wish.isDry || !wish.reason.isEmpty else {
            throw LookupRefusal.missing(field: "reason")
        }
        var told = try await trial(
            withdrawing: wish.number, from: wish.from, reason: wish.reason)
        told.waitsUnasked = true
        if wish.isDry { return told }
        told.waiting = try await proposeWithdrawal(
            of: wish.number, from: wish.from, reason: wish.reason, told, by: actor).number
        return told
    }
}

import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Authorities enter figures of firms, each with its document.
extension ListsDesk {
    struct FactRequest: Sendable, Hashable {
        var firm = ""
        var fact = ""
        var value = ""
        var from = ""
        var to = ""
        var document = ""
    }

    func record(_ request: FactRequest, by officer: Principal) async throws -> FactRows.Fact {
        let firm = try firm(request.firm)
        let document = request.document.trimmedBlanks
        guard let kind = catalogue.facts[request.fact], kind.origin == .recorded,
            let value = Int64(request.value.trimmedBlanks), (0...1_000_000_000_000).contains(value),
            !kind.isYesNo || value <= 1, let from = Day(request.from),
            request.to.isEmpty || Day(request.to).map({ from <= $0 }) == true,
            (1...200).contains(document.unicodeScalars.count)
        else { throw ListsRefusal.fact }
        let fact = FactRows.Fact(
            tenant: firm.id, fact: kind.id, from: from, to: Day(request.to), value: value,
            document: document)
        try await store.write { session in
            try FactRows.put(
                fact, by: officer.id, at: clock.now(),
                change: try session.next("lists.changes"), in: session)
            try journal.append(
                Draft(
                    "lists.fact-recorded", actor: officer.id, tenant: firm.id,
                    subjectType: "enterprise", subject: firm.id,
                    payload: .object([
                        .init("fact", .text(kind.id)), .init("value", .integer(value)),
                        .init("from", .text(from.text)), .init("document", .text(document)),
                    ])), in: session)
        }
        await members.takeIn()
        return fact
    }

    /// Figures of the own firm, or for an officer those of a firm.
    func facts(of code: String, for person: Principal) throws -> [FactRows.Fact] {
        if !person.enterprise.isEmpty { return members.facts(of: person.enterprise) }
        guard person.may(ListsCapability.keep) else { throw ListsRefusal.notFound }
        return members.facts(of: try firm(code).id)
    }
}

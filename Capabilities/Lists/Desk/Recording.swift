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
        let faults = faults(request, document)
        guard faults.isEmpty, let kind = catalogue.facts[request.fact],
            let value = Int64(request.value.trimmedBlanks), let from = Day(request.from)
        else { throw ListsRefusal.fact(faults) }
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

    private func faults(_ request: FactRequest, _ document: String) -> [FieldFault] {
        var faults: [FieldFault] = []
        let kind = catalogue.facts[request.fact].flatMap { $0.origin == .recorded ? $0 : nil }
        if kind == nil {
            let known = catalogue.factOrder.filter { $0.origin == .recorded }.map(\.id)
            faults.append(.fact(request.fact, known: known))
        }
        let text = request.value.trimmedBlanks
        let isYesNo = kind?.isYesNo ?? false
        let most: Int64 = isYesNo ? 1 : 1_000_000_000_000
        if !(Int64(text).map { (0...most).contains($0) } ?? false) {
            faults.append(.value(text, isYesNo: isYesNo))
        }
        let (from, to) = (Day(request.from), Day(request.to))
        if from == nil { faults.append(.day("from", request.from)) }
        if to == nil, !request.to.isEmpty { faults.append(.day("to", request.to)) }
        if let from, let to, to < from { faults.append(.turned) }
        if !(1...200).contains(document.unicodeScalars.count) { faults.append(.document) }
        return faults
    }

    /// Figures of the own firm, or for an officer those of a firm.
    func facts(of code: String, for person: Principal) throws -> [FactRows.Fact] {
        if !person.enterprise.isEmpty {
            let code = code.trimmedBlanks
            // Another firm's are answered as if it did not exist.
            guard code.isEmpty || firms.find(code: code)?.id == person.enterprise else {
                throw ListsRefusal.noEnterprise(code, field: "code")
            }
            return members.facts(of: person.enterprise)
        }
        guard person.may(ListsCapability.keep) else { throw ListsRefusal.notFound }
        return members.facts(of: try firm(code, field: "code").id)
    }
}

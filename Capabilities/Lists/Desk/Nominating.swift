import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Firms are put forward, marked and taken back.
extension ListsDesk {
    struct NominationRequest: Sendable, Hashable {
        var list = ""
        var edition = ""
        /// Code of the firm, where an authority nominates.
        var firm = ""
        var item = ""
        var stated: [String: String] = [:]
        var statement = ""
    }

    /// Characters of a statement.
    private static let longestStatement = 1_000

    func nominate(_ request: NominationRequest, by person: Principal) async throws -> Nomination {
        let list = try list(request.list)
        let firm = try nominee(request, list, person)
        let item = try checked(item: request.item, list)
        let statement = request.statement.trimmedBlanks
        guard statement.unicodeScalars.count <= Self.longestStatement else {
            throw ListsRefusal.words("statement", most: Self.longestStatement)
        }
        let stated = try figures(request.stated, list)
        let edition = try await edition(request.edition, list)
        let one = Nomination(
            id: ids.brief, tenant: firm.id, list: list.id, edition: edition, item: item,
            byFirm: person.kind != .officer, at: clock.now(), stated: stated,
            statement: statement, marks: [:], markedBy: "", remark: "", state: .open, facts: "",
            outcome: Localized(same: ""), version: 1)
        try await store.write { session in
            let others = try NominationRows.of(firm.id, in: session)
            let waits = others.first { other in
                other.list == list.id && other.edition == edition && other.item == item
                    && (other.state == .open || other.state == .proposed)
            }
            if let waits { throw ListsRefusal.alreadyNominated(firm.localizedName, waits.id) }
            try NominationRows.insert(one, in: session)
            try tell(
                "lists.nominated", list.id, tenant: firm.id, by: person.id,
                [
                    .init("nomination", .text(one.id)), .init("edition", .text(edition)),
                    .init("item", .text(item)),
                ], citation: list.bases.first, in: session)
        }
        return one
    }

    private func nominee(
        _ request: NominationRequest, _ list: ListFile, _ person: Principal
    ) throws -> Enterprise {
        if person.kind == .officer {
            try keeper(list, person)
            guard list.nominators.contains(.authority) else { throw ListsRefusal.notNominator }
            return try self.firm(request.firm)
        }
        guard person.may(ListsCapability.nominate), list.nominators.contains(.firm) else {
            throw ListsRefusal.notNominator
        }
        guard let firm = firms.enterprise(id: person.enterprise) else {
            throw ListsRefusal.noEnterprise
        }
        let code = request.firm.trimmedBlanks
        guard code.isEmpty || firms.find(code: code)?.id == firm.id else {
            throw ListsRefusal.onlyItself
        }
        return firm
    }

    func checked(item: String, _ list: ListFile) throws -> String {
        let item = item.trimmedBlanks
        guard let items = list.items else {
            guard item.isEmpty else { throw ListsRefusal.item(nil) }
            return ""
        }
        guard items.digits.contains(item.utf8.count),
            item.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw ListsRefusal.item(items) }
        return item
    }

    private func figures(_ stated: [String: String], _ list: ListFile) throws -> [String: Int64] {
        let asked = catalogue.stated(list)
        var found: [String: Int64] = [:]
        var faults: [FieldFault] = []
        for (fact, text) in stated.sorted(by: { $0.key < $1.key })
        where !text.trimmedBlanks.isEmpty {
            let kind = asked.contains(fact) ? catalogue.facts[fact] : nil
            let most: Int64 = kind?.isYesNo == true ? 1 : 1_000_000_000_000
            if kind != nil, let value = Int64(text.trimmedBlanks), (0...most).contains(value) {
                found[fact] = value
            } else {
                faults.append(
                    list.facts.contains(fact) && kind == nil
                        ? .computed(fact, catalogue.facts[fact]?.name, known: asked)
                        : .stated(fact, kind, known: asked))
            }
        }
        guard faults.isEmpty else { throw ListsRefusal.figures(faults) }
        return found
    }

    /// The edition that is nominated for: as asked, else the first that is not published.
    private func edition(_ asked: String, _ list: ListFile) async throws -> String {
        guard list.kind == .edition else {
            guard asked.isEmpty else { throw ListsRefusal.noEdition }
            return ""
        }
        if !asked.isEmpty { _ = try period(asked) }
        let years = asked.isEmpty ? [today.year, today.year + 1].map(String.init) : [asked]
        let open = try await store.read { session in
            try years.first { year in
                try ChangeRows.publication(of: year, on: list.id, in: session) == nil
            }
        }
        guard let open else { throw ListsRefusal.editionClosed }
        return open
    }

    /// Gives the marks of an officer; those given before are replaced.
    func mark(
        _ id: String, _ marks: [String: Int], remark: String, by officer: Principal
    ) async throws -> Nomination {
        let remark = remark.trimmedBlanks
        return try await store.write { session in
            guard var one = try NominationRows.find(id, in: session) else {
                throw ListsRefusal.notFound
            }
            let list = try list(one.list)
            try keeper(list, officer)
            guard one.state == .open else { throw ListsRefusal.movedOn }
            let faults = Self.faults(marks, remark: remark, list)
            guard faults.isEmpty else { throw ListsRefusal.marks(faults) }
            one.marks = marks
            one.markedBy = officer.name
            one.remark = remark
            guard try NominationRows.update(one, in: session) else { throw ListsRefusal.movedOn }
            one.version += 1
            try tell(
                "lists.marked", list.id, tenant: one.tenant, by: officer.id,
                [.init("nomination", .text(one.id)), .init("remark", .text(remark))],
                citation: nil, in: session)
            return one
        }
    }

    private static func faults(
        _ marks: [String: Int], remark: String, _ list: ListFile
    ) -> [FieldFault] {
        let marked = list.criteria.compactMap {
            criterion -> (id: String, name: Localized, most: Int)? in
            guard case .marks(let points) = criterion.measure else { return nil }
            return (criterion.id, criterion.name, points)
        }
        var faults = marks.sorted { $0.key < $1.key }.compactMap { name, points -> FieldFault? in
            guard let one = marked.first(where: { $0.id == name }) else {
                return .mark(name, known: marked.map(\.id))
            }
            return (0...one.most).contains(points)
                ? nil : .mark(name, one.name, most: one.most)
        }
        if marks.isEmpty { faults.append(.noMarks) }
        if !(1...500).contains(remark.unicodeScalars.count) { faults.append(.reason) }
        return faults
    }

    /// A firm takes its own nomination back while nothing is proposed.
    func withdraw(_ id: String, by person: Principal) async throws -> Nomination {
        try await store.write { session in
            guard var one = try NominationRows.find(id, in: session),
                one.tenant == person.enterprise, !person.enterprise.isEmpty
            else { throw ListsRefusal.notFound }
            guard one.state == .open, one.byFirm else { throw ListsRefusal.movedOn }
            one.state = .withdrawn
            guard try NominationRows.update(one, in: session) else { throw ListsRefusal.movedOn }
            one.version += 1
            try tell(
                "lists.withdrawn", one.list, tenant: one.tenant, by: person.id,
                [.init("nomination", .text(one.id))], citation: nil, in: session)
            return one
        }
    }

    /// Of the own firm, or of a list one keeps.
    func nomination(_ id: String, for person: Principal) async throws -> Nomination {
        let found = try await store.read { try NominationRows.find(id, in: $0) }
        guard let one = found else { throw ListsRefusal.notFound }
        if !person.enterprise.isEmpty, one.tenant == person.enterprise { return one }
        guard let list = catalogue.lists.last(where: { $0.id == one.list }), keeps(list, person)
        else { throw ListsRefusal.notFound }
        return one
    }

    /// Own ones of a firm; those for the lists an officer keeps, or for one of them.
    func nominations(list: String, for person: Principal) async throws -> [Nomination] {
        if !person.enterprise.isEmpty {
            return try await store.read { try NominationRows.of(person.enterprise, in: $0) }
                .filter { list.isEmpty || $0.list == list }
        }
        let kept = try kept(list, by: person)
        return try await store.read { session in
            try kept.flatMap { try NominationRows.on($0.id, in: session) }
        }
    }
}

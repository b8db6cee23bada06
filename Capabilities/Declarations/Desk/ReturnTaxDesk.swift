import Journal
import Kernel
import Store
import Web
import Wire

/// The taxes of exports that come back: what their export had brought is stated, a refund is repaid
/// before the goods are released, once, and export duty given back with the release.
struct ReturnTaxDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader

    var rule: ReturnTaxRule { ReturnTaxRule(settings: reader.settings) }

    /// A return whose taxes are asked for.
    struct Case {
        let record: FollowUpShelf.Record
        let document: MessageDocument
        let list: InventoryShelf.Record
        let inventory: Inventory
        let facts: ExportReturnFacts
        /// Nil where nothing was stated.
        let tax: ReturnTax?
    }

    /// What people see of it.
    struct View: Sendable {
        let record: FollowUpShelf.Record
        /// What was stated; for lists that by their kind have neither refund nor export duty, that.
        let statement: ReturnTaxStatement?
        let tax: ReturnTax?
        let outcome: ReturnTaxRule.Outcome?
        /// What would come of what was stated anew and waits for an officer.
        let restated: ReturnTaxRule.Outcome?
        /// Lines of the application, with the name of their goods.
        let lines: [(number: String, name: String)]
        let mayState: Bool
        let maySettle: Bool
        let mayReview: Bool

        /// Why it stands so: the rule, and what waits for an officer.
        var explanation: Explanation? {
            guard let found = outcome?.explanation, let tax, let restated else {
                return outcome?.explanation
            }
            return Explanation(
                rule: found.rule, version: found.version, title: found.title,
                inputs: found.inputs, outcome: ReturnTax.underReview,
                citations: found.citations,
                children: [ReturnTaxWords.restated(tax, restated)] + found.children)
        }
    }

    func view(_ preNo: String, for visitor: Principal) async throws -> View {
        try await store.read { session in
            let found = try find(preNo, for: visitor, in: session)
            let statement = found.tax?.statement ?? ReturnTaxDesk.implied(found.list)
            let isOfficer = visitor.kind == .officer
            return View(
                record: found.record, statement: statement, tax: found.tax,
                outcome: try statement.map { try outcome(found, $0, in: session) },
                restated: try found.tax?.restated.map { try outcome(found, $0, in: session) },
                lines: found.document.lines.map {
                    (number: $0.text("gnum"), name: $0.text("gname"))
                },
                mayState: !isOfficer && ReturnTaxDesk.isOpen(found),
                maySettle: isOfficer && found.tax?.status == .due && found.tax?.restated == nil,
                mayReview: isOfficer && found.tax?.restated != nil
                    && ReturnTaxDesk.isOpen(found))
        }
    }

    /// States what the export had brought. May be said anew until a refund was repaid or the goods
    /// are released; what is then said otherwise counts once an officer has accepted it.
    func state(
        _ preNo: String, _ statement: ReturnTaxStatement, by visitor: Principal
    ) async throws {
        try await store.write { session in
            let found = try find(preNo, for: visitor, in: session)
            guard visitor.kind != .officer else { throw DeclarationsRefusal.notFound }
            if found.tax?.status == .repaid { throw ReturnTaxRefusal.settled }
            guard ReturnTaxDesk.isOpen(found) else {
                throw ReturnTaxRefusal.notOpen(found.record.status)
            }
            let numbers = found.document.lines.map { $0.text("gnum") }
            var seen: Set<String> = []
            for line in statement.lines
            where !numbers.contains(line.number) || !seen.insert(line.number).inserted {
                throw ReturnTaxRefusal.noSuchLine(line.number)
            }
            let outcome = try outcome(found, statement, in: session)
            guard let known = found.tax else {
                var tax = ReturnTax(
                    holder: found.record.holder, preNo: preNo, statement: statement,
                    supplement: .zero, dutyRefund: .zero, status: .stated)
                tax.take(statement, outcome)
                try ReturnTaxShelf.add(tax, in: session)
                return try note(tax, by: visitor.id, in: session)
            }
            try restate(known, statement, outcome, by: visitor.id, in: session)
        }
    }

    /// An officer notes that the refund was repaid, with the number of its certificate; once.
    ///
    /// - Parameter version: of the statement the officer saw: one that was said anew is another.
    func settle(
        _ preNo: String, reference: String, version: Int64, by officer: Principal
    ) async throws {
        try await store.write { session in
            let found = try find(preNo, for: officer, in: session)
            guard officer.kind == .officer else { throw DeclarationsRefusal.notFound }
            guard var tax = found.tax else { throw ReturnTaxRefusal.nothingDue }
            switch tax.status {
            case .repaid: throw ReturnTaxRefusal.settled
            case .stated, .void: throw ReturnTaxRefusal.nothingDue
            case .due: break
            }
            guard tax.version == version else { throw ReturnTaxRefusal.changed }
            guard tax.restated == nil else { throw ReturnTaxRefusal.underReview }
            if try ReturnTaxShelf.isUsed(reference, of: tax.holder, in: session) {
                throw ReturnTaxRefusal.certificateUsed(reference)
            }
            tax.status = .repaid
            tax.reference = reference
            tax.settledOn = clock.today
            try update(tax, in: session)
            try note(tax, by: officer.id, in: session)
        }
    }

    /// Refuses the release of a return whose taxes stand in the way.
    func clear(_ record: FollowUpShelf.Record, _ steps: FollowUpSteps) throws {
        let found = try complete(record, in: steps.session)
        guard let statement = found.tax?.statement ?? ReturnTaxDesk.implied(found.list) else {
            throw ReturnTaxRefusal.nothingStated
        }
        let outcome = try outcome(found, statement, in: steps.session)
        if found.tax?.restated != nil { throw ReturnTaxRefusal.underReview }
        if let tax = found.tax, tax.status == .due {
            throw ReturnTaxRefusal.notRepaid(tax.supplement)
        }
        guard outcome.verdict != .taxed else { throw ReturnTaxRefusal.notRelieved }
    }

    /// The goods do not come in: nothing is to be repaid for them any more. What was repaid stands;
    /// the tax office restores it.
    func void(_ record: FollowUpShelf.Record, _ steps: FollowUpSteps) throws {
        guard
            var tax = try ReturnTaxShelf.find(
                record.preNo, of: record.holder, in: steps.session),
            tax.status == .due || tax.status == .stated
        else { return }
        tax.status = .void
        tax.restated = nil
        try update(tax, in: steps.session)
        try note(tax, by: steps.lists.actor, in: steps.session)
    }

    // MARK: Reading

    /// For whoever holds or sent the application, and officers of its district.
    func find(
        _ preNo: String, for visitor: Principal, in session: Session
    ) throws -> Case {
        guard let record = try FollowUpShelf.find(acrossTenants: preNo, in: session),
            record.type == .exportReturn,
            visitor.kind == .officer
                ? visitor.districts.contains(record.district)
                : !visitor.enterprise.isEmpty
                    && [record.holder, record.sender].contains(visitor.enterprise)
        else { throw DeclarationsRefusal.notFound }
        guard ExportReturnFacts(decision: record.decision) != nil else {
            throw ReturnTaxRefusal.notOpen(record.status)
        }
        return try complete(record, in: session)
    }

    private func complete(_ record: FollowUpShelf.Record, in session: Session) throws -> Case {
        guard let facts = ExportReturnFacts(decision: record.decision),
            let key = try FollowUpShelf.lists(of: record, in: session).first,
            let list = try InventoryShelf.find(key.preNo, of: key.declarant, in: session)
        else { throw StoreShape(what: "list of return \(record.preNo)") }
        return Case(
            record: record, document: try reader.document(record.type, record.body), list: list,
            inventory: try reader.list(list), facts: facts,
            tax: try ReturnTaxShelf.find(record.preNo, of: record.holder, in: session))
    }

    static func isOpen(_ found: Case) -> Bool {
        [.stored, .review, .inspection, .suspended, .handedOver].contains(found.record.status)
            && found.tax?.status != .repaid
    }

    /// A list of flag A was let go because it involves neither refund nor export duty (简化申报).
    private static func implied(_ list: InventoryShelf.Record) -> ReturnTaxStatement? {
        list.flag == "A" ? ReturnTaxStatement(cause: .returned, isOriginalState: true) : nil
    }

    func outcome(
        _ found: Case, _ statement: ReturnTaxStatement, in session: Session
    ) throws -> ReturnTaxRule.Outcome {
        let before = try reader.returned(
            of: found.list, besides: found.record, earlier: true, in: session)
        let lines = try ExportReturn.wanted(found.document).map { line in
            let stated = statement.lines.first { $0.number == line.number }
            return ReturnTaxRule.Line(
                number: line.number, code: line.code, quantity: line.quantities.declared,
                before: before[line.number]?.declared ?? .zero,
                sold: found.inventory.lines.first { $0.number == line.number }?.quantity ?? .zero,
                refund: stated?.refund ?? .zero, exportDuty: stated?.exportDuty ?? .zero)
        }
        return try rule.outcome(
            ReturnTaxRule.Question(
                mode: found.list.tradeMode, exportedOn: found.facts.exportedOn,
                backOn: found.facts.arrivedOn ?? clock.today, cause: statement.cause,
                isOriginalState: statement.isOriginalState, lines: lines,
                isRepaid: found.tax?.status == .repaid))
    }

    func update(_ tax: ReturnTax, in session: Session) throws {
        guard try ReturnTaxShelf.update(tax, in: session) else { throw Overtaken() }
    }

    func note(
        _ tax: ReturnTax, by actor: String, review: String? = nil, _ more: [JSON.Member] = [],
        in session: Session
    ) throws {
        try journal.append(
            Draft(
                JournalKind.returnTax, actor: actor, tenant: tax.holder,
                subjectType: "follow-up", subject: tax.preNo,
                payload: .object(
                    [
                        .init("taxStatus", .integer(tax.status.rawValue)),
                        .init("supplement", .text(tax.supplement.text)),
                        .init("dutyRefund", .text(tax.dutyRefund.text)),
                        .init("reference", .text(tax.reference)),
                    ] + (review.map { [.init("review", .text($0))] } ?? []) + more)),
            in: session)
    }
}

extension ReturnTaxDesk {
    /// Looks and writes where enquiries look.
    init(_ enquiries: Enquiries) {
        self.init(
            store: enquiries.store, journal: enquiries.journal, clock: enquiries.clock,
            reader: enquiries.reader)
    }

    init(_ needs: DeclarationsCapability.Needs, _ reader: CaseReader) {
        self.init(
            store: needs.store, journal: needs.journal, clock: needs.clock, reader: reader)
    }
}

extension ReturnTax {
    /// What an entry of the journal says of the taxes of a return; nil for any other.
    static func title(of entry: Entry) -> Localized? {
        guard entry.kind == JournalKind.returnTax else { return nil }
        if let word = entry.payload["review"]?.string {
            return Answer.Decision(rawValue: word)?.name ?? underReview
        }
        return entry.payload["taxStatus"]?.integer.flatMap(Status.init(rawValue:))?.name
    }
}

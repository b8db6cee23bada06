internal import Journal
public import Kernel
public import Store
internal import Wire

/// What a room that judges cases tells this one, in its own transaction: which cases there are,
/// which are to be inspected, and which have ended.
public struct InspectionOrders: Sendable {
    let journal: Journal
    let clock: Clock
    let settings: InspectionSettings

    /// A case as it was judged.
    public struct Judged: Sendable, Hashable {
        public var facts: RateFacts
        public var standing: RateStanding
        public var day: Day
        /// Its draw, 0 to 9 999.
        public var draw: Int
        /// Rate in ten-thousandths.
        public var share: Int
        /// `release`, `review` or `inspection`.
        public var verdict: String

        public init(
            facts: RateFacts, standing: RateStanding, day: Day, draw: Int, share: Int,
            verdict: String
        ) {
            self.facts = facts
            self.standing = standing
            self.day = day
            self.draw = draw
            self.share = share
            self.verdict = verdict
        }
    }

    /// How a case ended for which an inspection was ordered.
    public enum Ending: Sendable, Hashable {
        /// It went through: nothing was found.
        case passed
        /// It was kept out for what was found.
        case refused(String)
        /// It is not inspected any more.
        case dropped
    }

    /// Keeps a case that was judged: statistics and dry runs go by it.
    public func note(_ one: Judged, in session: Session) throws {
        try CaseRows.put(
            CaseRows.Case(
                facts: one.facts, standing: one.standing, day: one.day, draw: one.draw,
                share: one.share, verdict: one.verdict), in: session)
    }

    /// Orders an inspection of a case that was noted, unless one is open; nil for a case that never
    /// was. The owner is offered to stay away.
    @discardableResult
    public func open(
        _ kind: String, _ subject: String, of tenant: String, by actor: String,
        in session: Session
    ) throws -> String? {
        guard let one = try CaseRows.find(kind, subject, of: tenant, in: session) else {
            return nil
        }
        if let open = try OrderRows.open(kind, subject, of: tenant, in: session) {
            return open.number
        }
        let now = clock.now()
        let count = String(try session.next("inspections.orders"))
        let zeros = String(repeating: "0", count: max(0, 7 - count.utf8.count))
        let hours = Int64(try settings.whole("offer.hours", on: now.day))
        let order = Order(
            tenant: tenant, number: "CY\(now.day.compact)\(zeros)\(count)", kind: kind,
            subject: subject, firm: one.facts.firm, agent: one.facts.agent,
            district: one.facts.district, goods: one.facts.goods, orderedAt: now,
            offerUntil: now.adding(milliseconds: hours * 3_600_000), attendance: .open,
            chosenAt: nil, state: .open, result: .none, findings: "", concludedAt: nil,
            concludedBy: "", objection: "", objectedAt: nil, answer: "", answeredAt: nil,
            version: 1)
        try OrderRows.insert(order, by: actor, in: session)
        try CaseRows.note("", on: (tenant, kind, subject), in: session)
        try tell("inspections.ordered", order, by: actor, in: session)
        return order.number
    }

    /// Refuses where the result has to be recorded before a case may be decided: an inspection
    /// without the owner stands on its photos.
    public func mayDecide(
        _ kind: String, _ subject: String, of tenant: String, in session: Session
    ) throws {
        guard let order = try OrderRows.open(kind, subject, of: tenant, in: session),
            order.attendance.isUnaccompanied,
            try MediaRows.all(of: order, in: session).isEmpty
        else { return }
        throw InspectionsRefusal.mediaFirst
    }

    /// A case was decided otherwise than by the result of its inspection: what is open is
    /// concluded with it. Nothing happens where nothing is open.
    public func end(
        _ kind: String, _ subject: String, of tenant: String, as ending: Ending,
        by actor: String, in session: Session
    ) throws {
        guard var order = try OrderRows.open(kind, subject, of: tenant, in: session) else { return }
        switch ending {
        case .passed: order.result = .clean
        case .refused(let findings):
            order.result = .finding
            order.findings = findings
        case .dropped: order.state = .cancelled
        }
        if ending != .dropped {
            order.state = .concluded
            order.concludedAt = clock.now()
        }
        try conclude(order, by: actor, releases: false, in: session)
    }

    /// Writes a result: the order, the case, the record of the firm, the journal.
    func conclude(
        _ order: Order, by actor: String, releases: Bool, in session: Session
    ) throws {
        guard try OrderRows.update(order, in: session) else {
            throw InspectionsRefusal.movedOn
        }
        let subject = (order.tenant, order.kind, order.subject)
        guard order.state == .concluded else {
            try CaseRows.note("cancelled", on: subject, in: session)
            return try tell("inspections.cancelled", order, by: actor, in: session)
        }
        try CaseRows.note(order.result.rawValue, on: subject, in: session)
        try mark(order, in: session)
        if order.kind == LotDesk.kind { try settleLot(order, by: actor, in: session) }
        try tell(
            InspectionsCapability.concluded, order, by: actor, releases: releases, in: session)
    }

    /// Writes what counts in the record of the firm. A release on check looked into nothing, so
    /// that it is no clean inspection: only its sample may count later.
    private func mark(_ order: Order, in session: Session) throws {
        let mark: RecordRows.Mark
        switch order.result {
        case .finding: mark = .finding
        case .clean: mark = .clean
        case .checked, .none: return
        }
        try RecordRows.add(
            mark, to: order.firm, on: clock.today, source: order.number,
            change: try session.next("inspections.changes"), in: session)
    }

    /// A lot goes on, or stays, by what was found in it.
    private func settleLot(_ order: Order, by actor: String, in session: Session) throws {
        guard var lot = try LotRows.find(order.subject, in: session), lot.state == .waiting,
            lot.tenant == order.tenant
        else { return }
        lot.state = order.result == .finding ? .failed : .passed
        lot.decidedAt = clock.now()
        guard try LotRows.move(lot, from: .waiting, in: session) else {
            throw InspectionsRefusal.movedOn
        }
        try journal.append(
            Draft(
                "inspections.lot-decided", actor: actor, tenant: lot.tenant, subjectType: "lot",
                subject: lot.id,
                payload: .object([
                    .init("state", .text(lot.state.rawValue)),
                    .init("inspection", .text(order.number)),
                ])), in: session)
    }

    func tell(
        _ kind: String, _ order: Order, by actor: String, releases: Bool = false,
        in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: order.tenant, subjectType: "inspection",
                subject: order.number,
                payload: .object([
                    .init("case", .text(order.kind)), .init("number", .text(order.subject)),
                    .init("attendance", .text(order.attendance.rawValue)),
                    .init("result", .text(order.result.rawValue)),
                    .init("releases", .bool(releases)),
                ])), in: session)
    }
}

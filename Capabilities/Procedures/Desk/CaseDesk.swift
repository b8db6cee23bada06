import Balances
import Journal
import Kernel
import Papers
import Parties
import Reference
import Secrets
import Store
import Web
import Wire

/// Everything that is done with applications; API, pages and commands call this and nothing else.
///
/// A change, its journal entry, its letter and what it takes from or gives to an account are one
/// transaction.
struct CaseDesk: Sendable {
    static let mostDocuments = 40

    let store: Store
    let journal: Journal
    let ids: Identifiers
    let catalogue: ServiceCatalogue
    let register: EnterpriseRegister
    let bodies: [String: Body]
    let calendar: WorkingCalendar
    let codes: CodeTables
    let ledger: Ledger
    let papers: PaperDesk
    /// Told of background work that fails.
    let report: @Sendable (String, any Error) -> Void
    /// An officer by login; nil when there is none.
    let officers: @Sendable (String) async throws -> ProceduresCapability.Officer?

    var clock: Clock { journal.clock }

    /// An application with all that belongs to it.
    struct Record: Sendable {
        var file: Case
        var spans: [Span]
        var service: ServiceFile
        var documents: [CaseDocument]
        var letters: [DecisionLetter]
        var timeline: [Entry]
        /// What is left to draw on; nil where nothing is drawn on.
        var account: Account?
        var batches: [StatementLine]
    }

    /// What somebody asks to be done, as of the version they saw.
    struct Act: Sendable {
        var number: String
        var move: CaseMove
        var reason = ""
        /// Nil from callers that have not looked.
        var version: Int64?
    }

    // MARK: Looking

    /// An application as its applicant or an officer of one of its bodies may see it.
    func record(_ number: String, for principal: Principal) async throws -> Record {
        let actor = try await actor(principal)
        return try await store.read { session in
            try whole(try find(number, for: actor, in: session), in: session)
        }
    }

    func own(_ principal: Principal) async throws -> [Case] {
        try await store.read { session in
            try CaseRows.all(of: principal.enterprise, limit: 200, in: session)
        }
    }

    /// What waits at the desks at which an officer sits, the soonest due first.
    func worklist(_ principal: Principal) async throws -> [Waiting] {
        let actor = try await actor(principal)
        let now = clock.now()
        return try await store.read { session in
            var found: [Waiting] = []
            for body in actor.bodies.sorted() {
                for file in try CaseRows.waiting(
                    at: body, today: now.day, limit: 200, in: session)
                where !found.contains(where: { $0.file.number == file.number }) {
                    guard let service = catalogue.edition(file.service, from: file.edition)
                    else { continue }
                    let span = try SpanRows.all(of: file, in: session).last
                    let machine = CaseMachine(service: service, calendar: calendar, now: now)
                    found.append(
                        Waiting(
                            file: file, service: service, span: span,
                            reading: span.flatMap { machine.reading($0) }))
                }
            }
            return found.sorted(by: Waiting.isBefore)
        }
    }

    /// An application at a desk, with its clock.
    struct Waiting: Sendable {
        let file: Case
        let service: ServiceFile
        let span: Span?
        let reading: ServiceClock.Reading?

        static func isBefore(_ one: Waiting, _ two: Waiting) -> Bool {
            let last = Day(year: 9999, month: 12, day: 31) ?? Day(sinceEpoch: 0)
            let first = (one.reading?.due ?? last, one.file.number)
            let second = (two.reading?.due ?? last, two.file.number)
            return first < second
        }
    }

    /// How long steps took that ended within a year.
    func times() async throws -> [StepTimes] {
        let since = clock.now().adding(milliseconds: -366 * 86_400_000)
        return StepTimes.sums(
            try await store.read { session in try SpanRows.results(since: since, in: session) })
    }

    /// Who acts, with the desks at which the person sits today.
    func actor(_ principal: Principal) async throws -> Actor {
        guard principal.kind == .officer else {
            return Actor(
                id: principal.id, name: principal.name, enterprise: principal.enterprise)
        }
        let today = clock.today
        let seats = try await store.read { session in try SeatRows.of(principal.id, in: session) }
        let held = seats.filter { $0.holds(on: today) }.map(\.body)
        // A customs officer nobody has given a seat of one's own works at the desk of the customs.
        let hasOwn = seats.contains { $0.insteadOf.isEmpty }
            || principal.authority != Authority.customs
        return Actor(
            id: principal.id, name: principal.name, enterprise: "",
            bodies: Set(held + (hasOwn ? [] : ["customs"])))
    }

    func find(_ number: String, for actor: Actor, in session: Session) throws -> Case {
        let found =
            actor.enterprise.isEmpty
            ? try CaseRows.find(acrossTenants: number, in: session)
            : try CaseRows.find(number, of: actor.enterprise, in: session)
        guard let found, let service = catalogue.edition(found.service, from: found.edition)
        else { throw ProceduresRefusal.noSuchCase(number) }
        guard actor.enterprise.isEmpty else { return found }
        // An officer sees what passes a desk of one of their bodies, and what escalates there.
        let concerned = service.steps.contains { step in
            actor.bodies.contains(step.body.id)
                || (step.escalates.map { actor.bodies.contains($0.id) } ?? false)
        }
        guard concerned else { throw ProceduresRefusal.noSuchCase(number) }
        return found
    }

    func whole(_ file: Case, in session: Session) throws -> Record {
        guard let service = catalogue.edition(file.service, from: file.edition) else {
            throw ProceduresRefusal.noSuchService(file.service)
        }
        var account: Account?
        var batches: [StatementLine] = []
        if file.state == .granted, service.grant.drawDown != nil,
            let id = Self.account(of: file)
        {
            account = try ledger.account(id, of: file.tenant, in: session)
            batches = try ledger.statement(of: id, tenant: file.tenant, limit: 500, in: session)
        }
        return Record(
            file: file, spans: try SpanRows.all(of: file, in: session), service: service,
            documents: try DocumentRows.all(of: file, in: session),
            letters: try LetterRows.all(of: file.number, tenant: file.tenant, in: session),
            timeline: try journal.timeline(of: file.number, tenant: file.tenant, in: session),
            account: account, batches: batches)
    }

    /// The account of what was granted: `licence-sw18-2026-0000001`.
    static func account(of file: Case) -> AccountID? {
        AccountID("licence-" + file.number.lowercased())
    }

    func applicant(_ tenant: String) -> Enterprise? { register.enterprise(id: tenant) }

    func applicantName(_ tenant: String) -> Localized {
        applicant(tenant)?.localizedName ?? Localized(same: tenant)
    }
}

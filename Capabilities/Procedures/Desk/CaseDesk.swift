import Balances
import Journal
import Kernel
import Papers
import Parties
import Reference
import Secrets
import Store
import Uploads
import Web
import Wire

/// Everything that is done with applications; API, pages and commands call this and nothing else.
///
/// A change, its journal entry, its letter and what it takes from or gives to an account are one
/// transaction.
struct CaseDesk: Sendable {
    static let mostDocuments = 40
    /// Applications of a desk that are listed at once; the others are on the next pages.
    static let mostWaiting = 200

    let store: Store
    let journal: Journal
    let ids: Identifiers
    let catalogue: ServiceCatalogue
    /// What applications go on under, the texts of earlier files included.
    let editions: EditionShelf
    let register: EnterpriseRegister
    let bodies: [String: Body]
    let calendar: WorkingCalendar
    let codes: CodeTables
    let ledger: Ledger
    let papers: PaperDesk
    /// Makes of a value that is held once what is kept of it; the same on all servers.
    let secret: [UInt8]
    /// Levels and lists of firms; nil where nobody keeps them.
    let standings: FirmStandings?
    /// What firms may have; nil where nobody judges it.
    let benefits: FirmBenefits?
    /// The national volume of a tariff quota in a year; nil where there is none.
    let quotas: @Sendable (_ quota: String, _ year: Int) -> QuotaVolume?
    /// Whether the tariff of a day has a code of ten digits, or codes that begin so.
    let goods: @Sendable (_ code: String, _ day: Day) -> Bool
    /// Registers of other rooms that grants are written into.
    let records: [String: GrantRecords]
    let settings: ProceduresSettings
    /// Looks into documents before they are kept.
    let uploads: UploadGate
    /// Told of background work that fails.
    let report: @Sendable (String, any Error) -> Void
    /// An officer by login; nil when there is none.
    let officers: @Sendable (String) async throws -> ProceduresCapability.Officer?

    var clock: Clock { journal.clock }

    /// An application with all that belongs to it.
    struct Record: Sendable {
        var file: Case
        var spans: [Span]
        var parts: [CasePart]
        var service: ServiceFile
        var documents: [CaseDocument]
        var letters: [DecisionLetter]
        var timeline: [Entry]
        /// What is left to draw on; nil where nothing is drawn on.
        var account: Account?
        var batches: [StatementLine]
        /// The national volume it asks a part of; nil for all else.
        var pool: Pool?
        /// What was or would be worked out, with how.
        var computed: [ComputedResult]
        /// What can be chosen, or was.
        var offers: [Offer]

        /// The refusal that stands, or that is being looked at anew.
        var refusal: CaseMachine.Refused? { CaseDesk.refusal(letters, timeline) }

        /// What was said against it last.
        var appeal: String? {
            timeline.last { $0.kind == "procedures.appealed" }?.payload["reason"]?.string
        }
    }

    /// What somebody asks to be done, as of the version they saw.
    struct Act: Sendable {
        var number: String
        var move: CaseMove
        var reason = ""
        /// Nil from callers that have not looked.
        var version: Int64?
        /// What an officer enters with a decision, by field.
        var values: [String: String] = [:]
    }

    // MARK: Looking

    /// An application as its applicant or an officer of one of its bodies may see it.
    func record(_ number: String, for principal: Principal) async throws -> Record {
        let actor = try await actor(principal)
        return try await store.read { session in
            try whole(try find(number, for: actor, in: session), in: session)
        }
    }

    /// The latest applications of one's enterprise.
    func own(_ principal: Principal) async throws -> [Case] {
        try await own(principal, after: "", limit: 200).files
    }

    /// A page of them, the latest first.
    ///
    /// - Returns: `next`, the number after which to go on; nil on the last page.
    func own(
        _ principal: Principal, after number: String, limit: Int
    ) async throws -> (files: [Case], next: String?) {
        try await store.read { session in
            let last = number.isEmpty
                ? nil : try CaseRows.find(number, of: principal.enterprise, in: session)
            guard number.isEmpty || last != nil else { throw DeskFilter.fault("after") }
            let files = try CaseRows.all(
                of: principal.enterprise, after: last, limit: limit + 1, in: session)
            let page = Array(files.prefix(limit))
            // Pages name the service of each without asking the database again.
            for file in page { _ = try editions.service(of: file, in: session) }
            return (page, files.count > limit ? page.last?.number : nil)
        }
    }

    /// A page of what waits at the desks at which an officer sits, the soonest due first.
    func worklist(
        _ principal: Principal, _ search: DeskSearch = DeskSearch(), after place: DeskPlace? = nil,
        limit: Int = CaseDesk.mostWaiting
    ) async throws -> (waiting: [Waiting], next: DeskPlace?) {
        let actor = try await actor(principal)
        let now = clock.now()
        let rows = DeskRows(bodies: actor.bodies.sorted(), officer: actor.id, now: now)
        return try await store.read { session in
            let found = try rows.page(search, after: place, limit: limit + 1, in: session)
            let page = found.prefix(limit)
            return (
                waiting: try page.map { row in
                    // What cannot go on stays in sight: it has a clock, and somebody waits.
                    guard let service = try editions.service(of: row.file, in: session) else {
                        return Waiting(
                            file: row.file, service: nil, span: nil, part: nil, reading: nil)
                    }
                    return try waiting(row.file, service, for: actor, now, in: session)
                },
                next: found.count > limit ? page.last?.place : nil
            )
        }
    }

    /// How much waits there, all of it.
    func load(_ principal: Principal) async throws -> DeskLoad {
        let actor = try await actor(principal)
        let rows = DeskRows(bodies: actor.bodies.sorted(), officer: actor.id, now: clock.now())
        return try await store.read { session in try rows.load(in: session) }
    }

    /// Ids of the services there are, and of those that are no more and of which something waits.
    func knownServices(_ load: DeskLoad) -> Set<String> {
        Set(catalogue.services.map(\.id)).union(load.services)
    }

    private func waiting(
        _ file: Case, _ service: ServiceFile, for actor: Actor, _ now: Instant,
        in session: Session
    ) throws -> Waiting {
        let machine = CaseMachine(service: service, calendar: calendar, now: now)
        // No clock runs after the grant.
        let span = file.state == .granted ? nil : try SpanRows.all(of: file, in: session).last
        let step = service.step(file.step)
        // Whoever sits at the desk of a part has the clock of the part.
        let isLead = step.map { machine.maySit(actor, at: $0, span) } ?? true
        let part = isLead
            ? nil
            : try PartRows.all(of: file, in: session).first { part in
                part.verdict == nil && part.stay == span?.number
                    && machine.maySit(actor, at: part)
            }
        return Waiting(
            file: file, service: service, span: span, part: part.flatMap { machine.rule($0) },
            reading: part.map { machine.reading($0) } ?? span.flatMap { machine.reading($0) })
    }

    /// An application at a desk, with its clock.
    struct Waiting: Sendable {
        let file: Case
        /// Nil where the text it was begun under cannot be read.
        let service: ServiceFile?
        let span: Span?
        /// The part that waits, where it is not the step itself.
        let part: PartRule?
        let reading: ServiceClock.Reading?
    }

    /// How long steps took that ended within a year.
    func times() async throws -> [StepTimes] {
        let since = clock.now().adding(milliseconds: -366 * 86_400_000)
        return StepTimes.sums(
            try await store.read { session in try SpanRows.results(since: since, in: session) })
    }

    /// The clock of a step, or of a part of one, as `step/part`.
    func clockRule(of times: StepTimes) -> ClockRule? {
        guard let service = editions.latest(times.service) else {
            return nil
        }
        let names = times.step.split(separator: "/").map(String.init)
        let step = service.step(names.first ?? "")
        guard names.count > 1 else { return step?.clock }
        return step?.parts.first { $0.id == names[1] }?.clock
    }

    /// Who acts, with the desks at which the person sits today.
    func actor(_ principal: Principal) async throws -> Actor {
        guard principal.kind == .officer else {
            return Actor(
                id: principal.id, name: principal.name, enterprise: principal.enterprise)
        }
        return try await store.read { session in try self.actor(principal, in: session) }
    }

    /// The same within a transaction.
    func actor(_ principal: Principal, in session: Session) throws -> Actor {
        guard principal.kind == .officer else {
            return Actor(
                id: principal.id, name: principal.name, enterprise: principal.enterprise)
        }
        let today = clock.today
        let seats = try SeatRows.of(principal.id, in: session)
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
        guard let found else { throw ProceduresRefusal.noSuchCase(number) }
        guard let service = try editions.service(of: found, in: session) else {
            throw ProceduresRefusal.editionLost(found.service, found.edition)
        }
        guard actor.enterprise.isEmpty else { return found }
        // An officer sees what passes a desk of one of their bodies, and what escalates there.
        let concerned = service.steps.contains { step in
            actor.bodies.contains(step.body.id)
                || (step.escalates.map { actor.bodies.contains($0.id) } ?? false)
                || step.parts.contains { actor.bodies.contains($0.body.id) }
        } || (service.revoke.map { actor.bodies.contains($0.body.id) } ?? false)
        guard concerned else { throw ProceduresRefusal.noSuchCase(number) }
        return found
    }

    func whole(_ file: Case, in session: Session) throws -> Record {
        guard let service = try editions.service(of: file, in: session) else {
            throw ProceduresRefusal.editionLost(file.service, file.edition)
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
            file: file, spans: try SpanRows.all(of: file, in: session),
            parts: try PartRows.all(of: file, in: session), service: service,
            documents: try DocumentRows.all(of: file, in: session),
            letters: try LetterRows.all(of: file.number, tenant: file.tenant, in: session),
            timeline: try journal.timeline(of: file.number, tenant: file.tenant, in: session),
            account: account, batches: batches, pool: try pool(file, service, in: session),
            computed: service.computed.isEmpty
                ? [] : try rules(of: file, service, in: session).results(file.answers),
            offers: service.offers == nil
                ? [] : try OfferRows.all(of: service.id, since: nil, in: session))
    }

    /// What can still be done against a decision.
    func appealState(of letter: DecisionLetter, _ record: Record) -> AppealState {
        CaseMachine(service: record.service, calendar: calendar, now: clock.now())
            .appealState(
                of: letter.span, record.file, record.spans,
                letters: Set(record.letters.map(\.span)))
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

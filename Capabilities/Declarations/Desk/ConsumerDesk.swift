import Balances
import Journal
import Kernel
import Parties
import Secrets
import Store
import Tariff
import Wire

/// What a person may see of the own yearly amount, and the report “not mine”. A person proves
/// himself with the identity number, the number of an order of the year and the end of the
/// telephone in it; nothing of that is kept.
struct ConsumerDesk: Sendable {
    /// An order as its buyer is shown it.
    struct Held: Sendable {
        /// Names the order in a report; means nothing to anybody else.
        let reference: String
        let day: Day
        let platform: Localized
        /// The end of the order's number.
        let order: String
        /// Yuan in fen.
        let value: Int64
        /// Of that, what was given back to the year.
        let givenBack: Fixed
        /// What still counts: nothing of a list that never took from the year.
        let counts: Fixed
        let status: Status
        let report: IdentityCase?
    }

    struct Answer: Sendable {
        let year: Int
        let allowance: AllowanceState
        let citation: Citation
        let orders: [Held]
        /// Good for a report until `ticketEnds`.
        let ticket: String
        let ticketEnds: Instant
    }

    /// Orders shown together.
    private static let most = 200
    private static let ticketMilliseconds: Int64 = 15 * 60_000

    let store: Store
    let clock: Clock
    let reader: CaseReader
    let ledger: Ledger
    let duties: RetailImportDuties
    let watch: IdentityWatch

    /// - Throws: `IdentityRefusal.notMatched`, the same for an unknown person, another's order, a
    ///   wrong telephone and too many wrong answers.
    func look(
        idType: String, idNumber: String, orderNo: String, telephoneTail: String
    ) async throws -> Answer {
        let (number, order) = (idNumber.trimmedBlanks, orderNo.trimmedBlanks)
        let tail = telephoneTail.trimmedBlanks
        guard (6...30).contains(number.utf8.count), (1...60).contains(order.utf8.count),
            tail.utf8.count == 4, tail.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw IdentityRefusal.input }
        let person = watch.key.of(Person(idType: idType, idNumber: number, name: ""))
        let day = clock.today
        guard let limits = duties.limits(on: day) else { throw TariffRefusal.noRuleOnDay(day) }
        let most = Int64(reader.settings.whole(.identityAttempts, on: day))
        let knows = try await store.read { session in
            try self.knows(order, tail, of: person, in: session)
        }
        // Counted behind each other, so that many at once are no more tries.
        let mayKnow = try await store.write { session in
            let failed = try IdentityRows.failed(person, on: day, in: session)
            guard knows, failed < most else {
                try IdentityRows.fail(person, on: day, in: session)
                return false
            }
            try watch.journal.append(
                Draft(
                    JournalKind.quotaAsked, actor: "declarations.consumer", tenant: person,
                    subjectType: "buyer", subject: person,
                    payload: .object([.init("year", .integer(Int64(day.year)))])), in: session)
            return true
        }
        guard mayKnow else { throw IdentityRefusal.notMatched }
        return try await store.read { session in
            try answer(to: person, on: day, limits, in: session)
        }
    }

    /// Whether the order is one of the person's of this year and goes to such a telephone.
    ///
    /// The work is the same whatever is wrong: one list is read with its documents in any case,
    /// and where the person has none for the order it is that of somebody else, which decides
    /// nothing. So the time of an answer does not tell whether there is such a person.
    private func knows(
        _ order: String, _ tail: String, of person: String, in session: Session
    ) throws -> Bool {
        let own = try IdentityRows.list(
            of: person, order: watch.key.mark("order", order), since: yearBegins, in: session)
        let other = try IdentityRows.list(besides: person, in: session)
        guard let read = own ?? other,
            let record = try InventoryShelf.find(read.preNo, of: read.declarant, in: session)
        else { return false }
        let file = try reader.complete(record, in: session)
        let isOrder = file.list.orderNo.utf8.elementsEqual(order.utf8)
        let ends = telephones(file).map { Self.ends($0, with: tail) }
        return own != nil && isOrder && ends.contains(true)
    }

    private func answer(
        to person: String, on day: Day, _ limits: Dated<RetailImportLimits>,
        in session: Session
    ) throws -> Answer {
        let reports = try IdentityCaseRows.reported(by: person, in: session)
        let ends = clock.now().adding(milliseconds: Self.ticketMilliseconds)
        return Answer(
            year: day.year,
            allowance: try ledger.state(
                of: QuotaAccount.allowance(on: day, limits: limits), tenant: person,
                in: session),
            citation: limits.citation,
            orders: try files(of: person, in: session).map { at, file in
                try show(file, at, of: person, reports, in: session)
            },
            ticket: watch.key.ticket(person, ends: ends), ticketEnds: ends)
    }

    /// “Not mine”: an officer looks into it, and the identity is not used until that is decided.
    /// Gives the number of the case.
    func report(ticket: String, reference: String) async throws -> String {
        guard let person = watch.key.person(ofTicket: ticket, at: clock.now()) else {
            throw IdentityRefusal.ticketEnded
        }
        return try await store.write { session in
            let held = try IdentityRows.lists(
                of: person, since: yearBegins, limit: Self.most, in: session)
            guard
                let one = held.first(where: {
                    watch.key.reference($0.preNo, of: person).utf8.elementsEqual(reference.utf8)
                }),
                let record = try InventoryShelf.find(one.preNo, of: one.declarant, in: session)
            else { throw IdentityRefusal.noSuchOrder }
            let known = try IdentityCaseRows.reported(by: person, in: session)
                .first { $0.preNo == one.preNo }
            if let known { return known.number }
            return try watch.open(
                .reported, record, of: person, [], by: "declarations.consumer", in: session)
        }
    }

    private var yearBegins: Instant {
        Instant(compact: "\(clock.today.year)0101000000") ?? clock.now()
    }

    private func files(of person: String, in session: Session) throws -> [(Instant, CaseFile)] {
        try IdentityRows.lists(of: person, since: yearBegins, limit: Self.most, in: session)
            .compactMap { one in
                guard
                    let record = try InventoryShelf.find(
                        one.preNo, of: one.declarant, in: session)
                else { return nil }
                return (one.at, try reader.complete(record, in: session))
            }
    }

    private func telephones(_ file: CaseFile) -> [String] {
        [file.order?.consigneeTelephone, file.order?.buyerTelephone].compactMap { $0 }
    }

    private static func ends(_ telephone: String, with tail: String) -> Bool {
        let digits = telephone.utf8.filter { (0x30...0x39).contains($0) }
        return digits.count > tail.utf8.count && digits.suffix(4).elementsEqual(tail.utf8)
    }

    private func show(
        _ file: CaseFile, _ at: Instant, of person: String, _ reports: [IdentityCase],
        in session: Session
    ) throws -> Held {
        let decision = file.record.decision.flatMap(Decision.init(encoded:))
        let taken = try decision?.quotaTransfer.flatMap {
            try ledger.transfer($0, of: person, in: session)
        }
        let givenBack = taken?.reversed ?? .zero
        let platform = reader.register.find(code: file.list.platform)?.localizedName
        return Held(
            reference: watch.key.reference(file.record.preNo, of: person), day: at.day,
            platform: platform ?? Localized(same: "–"),
            order: "****" + String(file.list.orderNo.suffix(4)), value: file.record.value,
            givenBack: givenBack, counts: try (taken?.amount ?? .zero).subtracting(givenBack),
            status: file.record.status,
            report: reports.last { $0.preNo == file.record.preNo })
    }
}

extension ConsumerDesk {
    /// Looks where enquiries look, and at the accounts of quotas.
    init(_ enquiries: Enquiries, _ quotas: QuotaEnquiry) {
        self.init(
            store: enquiries.store, clock: enquiries.clock, reader: enquiries.reader,
            ledger: quotas.ledger, duties: quotas.duties,
            watch: enquiries.explainer.judge.identities)
    }
}

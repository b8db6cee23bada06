import Balances
import Inspections
import Journal
import Kernel
import Parties
import Procedures
import Proofs
import Reference
import Secrets
import Store
import Tariff
import Uploads
import Web
import Wire

/// Goods declarations of general trade: lodged, held, released, completed. API, pages and the
/// clock call this and nothing else.
struct EntryDesk: Sendable {
    static let lodge = Permission("entries.lodge")
    static let decide = Permission("entries.decide")

    let store: Store
    let journal: Journal
    let register: EnterpriseRegister
    let guarantees: GuaranteeDesk
    let tax: EntryTax
    let tables: CodeTables
    let calendar: WorkingCalendar
    let settings: EntrySettings
    let fields: [Dated<EntryField>]
    /// Rates of inspection, and where inspections are ordered.
    let rates: InspectionRates
    let orders: InspectionOrders
    /// Secret of the draws.
    let secret: [UInt8]
    /// Certificates of tariff quota.
    let grants: GrantDesk
    /// Who may pay monthly without an officer's note, by the rules of benefits on the day.
    var paysMonthly: @Sendable (_ tenant: String, _ day: Day) -> Bool = { _, _ in false }
    /// The catalogue of inspection bodies.
    var bodies: @Sendable () -> [InspectionBody] = { [] }
    /// Looks into documents before they are kept.
    var uploads = UploadGate.shared
    /// Goods that need the drug clearance form, and who needs none for which goods.
    let drugForms: DrugForms
    var needsNoDrugForm: @Sendable (_ tenant: String, _ code: String, _ day: Day) -> Bool = {
        _, _, _ in false
    }

    var clock: Clock { journal.clock }
    var ledger: Ledger { guarantees.ledger }

    /// Takes a declaration. The same body under the same own number gets the first receipt.
    ///
    /// - Returns: the receipt, and whether it was taken before.
    func lodge(
        _ sent: JSON, by principal: Principal
    ) async throws -> (receipt: String, isRepeat: Bool) {
        let json = EntryReading.named(sent)
        let lodger = principal.enterprise
        guard !lodger.isEmpty else { throw EntryRefusal.enterpriseNeeded }
        let digest = Digest.hex(Digest.sha256(Array(json.canonical.utf8)))
        let own = typed(json["number"])
        // A repeat is answered before anything is checked: rules may have changed since.
        if let known = try await store.read({ try SentRows.find(own, of: lodger, in: $0) }) {
            return (try receipt(known, digest, own), true)
        }
        let now = clock.now()
        let reading = EntryReading(json, fields, tables, today: now.day)
        let consignee = try checked(reading, lodger: lodger, on: now.day)
        return try await store.write { [self] session in
            if let known = try SentRows.find(own, of: lodger, in: session) {
                return (try receipt(known, digest, own), true)
            }
            let document = reading.document
            try checkPrivileges(document, consignee, on: now.day, session)
            if let open = try EntryRows.open(
                bill: document["bill"], of: consignee.id, in: session)
            {
                throw EntryRefusal.billOpen(document["bill"], entry: open)
            }
            var entry = GoodsEntry(
                tenant: consignee.id, number: try number(document, now.day, session),
                lodger: lodger, ownNumber: own, district: document["district"],
                isAdvance: document.isAdvance, isTwoStep: document.step == .summary,
                acceptedOn: now.day, lodgedAt: now, lodgedBy: principal.id, state: .held,
                step: document.step, taxation: document.taxation, document: document)
            entry.enteredOn = document.day("enteredOn")
            try EntryRows.insert(entry, in: session)
            let cause = try note(
                .lodged, entry, by: principal.id, exemptions(entry), session)
            try QuotaDesk(desk: self).take(entry, cause: cause, in: session)
            try EntrySteps(desk: self, session: session, actor: principal.id, cause: cause)
                .begin(&entry)
            try keep(&entry, session)
            try reconsider(entry, by: principal.id, cause: cause, session)
            let receipt = EntryReceipt.json(entry, digest: digest).canonical
            try SentRows.insert(
                SentRows.Sent(
                    digest: digest, number: entry.number, receipt: receipt,
                    sequence: try LogSource.nextNumber(in: session), at: now),
                for: entry, in: session)
            return (receipt, false)
        }
    }

    /// What the goods are, whatever the declaration is called: whose, under which bill, and the
    /// heading and origin of each line, which step two does not change.
    func goods(_ entry: GoodsEntry) -> String {
        let consignee = register.enterprise(id: entry.tenant)?.codes.first ?? entry.tenant
        let lines = entry.document.lines.map { line in
            let heading = String(decoding: (line["code"] ?? "").utf8.prefix(6), as: UTF8.self)
            return "\(heading)/\(line["origin"] ?? "")"
        }
        return ([consignee, entry.document["bill"]] + lines).joined(separator: "\u{1F}")
    }

    private func receipt(
        _ known: SentRows.Sent, _ digest: String, _ own: String
    ) throws(EntryRefusal) -> String {
        guard known.digest.utf8.elementsEqual(digest.utf8) else {
            throw .numberUsed(own, entry: known.number)
        }
        return known.receipt
    }

    /// Eighteen digits: district, year, 1 for import, a running number (报关单号).
    private func number(
        _ document: EntryDocument, _ day: Day, _ session: Session
    ) throws -> String {
        let running = try session.next("entries")
        let digits = String(running)
        let zeros = String(repeating: "0", count: max(0, 9 - digits.utf8.count))
        return document["district"] + String(day.year) + "1" + zeros + digits
    }

    /// Everything that can be said without the database; the consignee when all is well.
    func checked(_ reading: EntryReading, lodger: String, on day: Day) throws -> Enterprise {
        var reading = reading
        let document = reading.document
        let code = document["consignee"]
        let consignee = code.isEmpty ? nil : register.find(code: code)
        if !code.isEmpty, consignee == nil {
            reading.add(.refused(EntryRefusal.noSuchEnterprise(code)), "/consignee")
        }
        if document.step == .summary, document.flag("inspected") {
            for (index, line) in document.lines.enumerated()
            where (line["code"] ?? "").utf8.count < 10 {
                reading.add(.tenDigits, "/lines/\(index)/code")
            }
        }
        if document.step == .full {
            for (index, line) in document.lines.enumerated() {
                if let digits = line["code"], digits.utf8.count < 10 {
                    reading.add(.tenDigits, "/lines/\(index)/code")
                }
            }
        }
        for (path, fault) in try implausible(document, on: day) { reading.add(fault, path) }
        if let consignee {
            for (path, fault) in missingDrugForms(document, of: consignee.id, on: day) {
                reading.add(fault, path)
            }
        }
        if let entered = document.day("enteredOn") {
            let term = try settings.value("declaration.latest-months", on: day)
            let months = Int(term.value.raw / Fixed.scale)
            if entered.adding(months: months) < day {
                reading.add(.forfeited(months, term.citation), "/enteredOn")
            }
        }
        var faults = reading.faults
        if faults.isEmpty {
            do {
                let found = try tax.assess(document, rates: day, currencies: day)
                if document.step == .summary, !document.flag("taxed"), found.total > .zero {
                    faults.append(EntryFault.taxDue(found.total).fault(at: "/taxed"))
                }
            } catch EntryRefusal.input(let found) {
                faults += found
            }
        }
        guard faults.isEmpty, let consignee else { throw EntryRefusal.input(faults) }
        guard
            consignee.id == lodger
                || register.mandates.holds(
                    grantor: consignee.id, grantee: lodger, scope: .declare, on: day)
        else { throw EntryRefusal.noMandate(consignee.name) }
        return consignee
    }

    private func checkPrivileges(
        _ document: EntryDocument, _ consignee: Enterprise, on day: Day, _ session: Session
    ) throws {
        if document.step == .summary {
            try settings.checkOpen("two-step.open", on: day)
            let kept = try PrivilegeRows.find(Privilege.twoStep, of: consignee.id, in: session)
            if let kept, kept.suspendedOn != nil {
                throw EntryRefusal.twoStepSuspended(Localized(kept: kept.reason))
            }
        }
        if document.taxation == .summary {
            try checkSummaryTaxation(consignee.id, on: day, session)
        }
    }

    /// By an officer's note or by the rules of benefits; never while it is suspended.
    func mayPayMonthly(_ tenant: String, on day: Day, _ session: Session) throws -> Bool {
        let kept = try PrivilegeRows.find(Privilege.summaryTaxation, of: tenant, in: session)
        guard let kept else { return paysMonthly(tenant, day) }
        return kept.suspendedOn == nil && (kept.holds(on: day) || paysMonthly(tenant, day))
    }

    func checkSummaryTaxation(_ tenant: String, on day: Day, _ session: Session) throws {
        guard try mayPayMonthly(tenant, on: day, session) else {
            let kept = try PrivilegeRows.find(Privilege.summaryTaxation, of: tenant, in: session)
            let reason = kept?.suspendedOn == nil ? "" : kept?.reason ?? ""
            throw EntryRefusal.noSummaryTaxation(Localized(kept: reason))
        }
    }

    /// An entry with what happened to it; a foreign one is as if it were not there.
    func entry(
        _ number: String, for principal: Principal
    ) async throws -> (entry: GoodsEntry, history: [Entry]) {
        try await store.read { [self] session in
            let entry = try seen(number, principal, session)
            return (
                entry, try journal.timeline(of: number, tenant: entry.tenant, in: session)
            )
        }
    }

    /// A page of a list, and whether it goes on.
    struct Page: Sendable {
        var entries: [GoodsEntry]
        var hasMore: Bool
    }

    /// Entries of the enterprise, the latest first; for an officer those of the districts, what
    /// waits longest first.
    ///
    /// - Parameter number: the entry after which the page goes on.
    func entries(
        _ filter: EntryFilter, after number: String? = nil, limit: Int,
        for principal: Principal
    ) async throws -> Page {
        let isOfficer = principal.enterprise.isEmpty
        let lists: [EntryQueries.Of] =
            isOfficer
            ? principal.districts.sorted()
                .filter { filter.district == nil || filter.district == $0 }
                .map(EntryQueries.Of.district)
            : [.consignee(principal.enterprise), .broker(principal.enterprise)]
        return try await store.read { [self] session in
            let place = try number.map { number in
                let known = try seen(number, principal, session)
                return EntryQueries.Place(lodgedAt: known.lodgedAt, number: known.number)
            }
            let found = try lists.flatMap {
                try EntryQueries.page(
                    of: $0, filter, after: place, isOldestFirst: isOfficer, limit: limit + 1,
                    in: session)
            }.sorted {
                let isEarlier = ($0.lodgedAt, $0.number) < ($1.lodgedAt, $1.number)
                return isEarlier == isOfficer
            }
            return Page(entries: Array(found.prefix(limit)), hasMore: found.count > limit)
        }
    }

    func seen(_ number: String, _ principal: Principal, _ session: Session) throws -> GoodsEntry {
        guard let entry = try EntryRows.find(number, in: session),
            isOwn(entry, principal) || isOfDistrict(entry, principal)
        else { throw EntryRefusal.noSuchEntry }
        return entry
    }

    func isOwn(_ entry: GoodsEntry, _ principal: Principal) -> Bool {
        !principal.enterprise.isEmpty
            && (entry.tenant == principal.enterprise || entry.lodger == principal.enterprise)
    }

    func isOfDistrict(_ entry: GoodsEntry, _ principal: Principal) -> Bool {
        principal.may(Self.decide) && principal.districts.contains(entry.district)
    }

    /// An entry that its consignee may change, or its sender while the consignee still asks it to.
    func own(_ number: String, _ principal: Principal, _ session: Session) throws -> GoodsEntry {
        guard let entry = try EntryRows.find(number, in: session), isOwn(entry, principal) else {
            throw EntryRefusal.noSuchEntry
        }
        guard
            entry.tenant == principal.enterprise
                || register.mandates.holds(
                    grantor: entry.tenant, grantee: principal.enterprise, scope: .declare,
                    on: clock.today)
        else {
            throw EntryRefusal.noMandate(
                register.enterprise(id: entry.tenant)?.name ?? entry.document["consignee"])
        }
        return entry
    }

    /// Writes down what happened to an entry.
    @discardableResult
    func note(
        _ event: EntryEvent, _ entry: GoodsEntry, by actor: String, _ session: Session
    ) throws -> Int64 {
        try note(event, entry, by: actor, [], session)
    }

    /// The same with more to say.
    @discardableResult
    func note(
        _ event: EntryEvent, _ entry: GoodsEntry, by actor: String, _ more: [JSON.Member],
        _ session: Session
    ) throws -> Int64 {
        // Whichever way it ended: what stays out has used no quota.
        if entry.state.goodsStayOut { try QuotaDesk(desk: self).giveBack(entry, in: session) }
        return try journal.append(
            Draft(
                event.kind, actor: actor, tenant: entry.tenant, subjectType: "entry",
                subject: entry.number,
                payload: .object(
                    [
                        .init("state", .text(entry.state.rawValue)),
                        .init("ownNumber", .text(entry.ownNumber)),
                    ] + more)), in: session)
    }
}

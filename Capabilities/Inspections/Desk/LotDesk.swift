import Journal
import Kernel
import Parties
import Reference
import Secrets
import Store
import Web
import Wire

/// The front warehouse (出口前置仓): lots are received and declared, inspected where drawn, and only
/// then loaded.
struct LotDesk: Sendable {
    /// What a lot is among the cases that are inspected.
    static let kind = "lot"
    static let most = 200

    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let rates: InspectionRates
    let orders: InspectionOrders
    let register: EnterpriseRegister
    let tables: CodeTables
    let settings: InspectionSettings
    /// Key of the draw.
    let secret: [UInt8]
    /// What goods were declared by, from the room that keeps it.
    let declared: InspectionsCapability.LotDeclarations

    /// What is said of a lot when it comes in.
    struct Arrival: Sendable, Hashable {
        var reference: String
        /// Any code of the exporter.
        var exporter: String
        var district: String
        var warehouse: String
        var mode: String
        var goods: [String]
        var destination: String
        var packages: Int64?
        var kilograms: String
    }

    /// A lot and everything that happened to it.
    struct Path: Sendable {
        var lot: Lot
        var order: Order?
        var box: Box?
        var story: [Entry]
    }

    func lots(for visitor: Principal) async throws -> [Lot] {
        guard !visitor.enterprise.isEmpty else { return [] }
        return try await store.read {
            try LotRows.of(visitor.enterprise, limit: LotDesk.most, in: $0)
        }
    }

    func boxes(for visitor: Principal) async throws -> [Box] {
        guard !visitor.enterprise.isEmpty else { return [] }
        return try await store.read {
            try BoxRows.of(visitor.enterprise, limit: LotDesk.most, in: $0)
        }
    }

    func path(_ id: String, for visitor: Principal) async throws -> Path {
        try await store.read { session in
            guard let lot = try LotRows.find(id, in: session),
                [lot.tenant, lot.firm].contains(visitor.enterprise)
                    || visitor.kind == .officer && visitor.districts.contains(lot.district)
            else { throw InspectionsRefusal.notFound }
            return Path(
                lot: lot,
                order: lot.inspection.isEmpty
                    ? nil : try OrderRows.find(lot.inspection, in: session),
                box: lot.box.isEmpty
                    ? nil : try BoxRows.find(lot.box, of: lot.tenant, in: session),
                story: try journal.timeline(of: id, tenant: lot.tenant, in: session))
        }
    }

    func box(_ id: String, for visitor: Principal) async throws -> (box: Box, lots: [Lot]) {
        try await store.read { session in
            guard let box = try BoxRows.find(id, of: visitor.enterprise, in: session) else {
                throw InspectionsRefusal.notFound
            }
            return (box, try LotRows.inside(id, of: box.tenant, in: session))
        }
    }

    /// Receives a lot; the same reference with the same facts gives the same lot.
    func receive(
        _ arrival: Arrival, by visitor: Principal
    ) async throws -> (lot: Lot, isNew: Bool) {
        let lot = try lot(arrival, visitor)
        return try await store.write { session in
            if let known = try LotRows.find(
                reference: lot.reference, of: lot.tenant, in: session)
            {
                guard known.isSame(lot) else { throw InspectionsRefusal.lotDiffers }
                return (known, false)
            }
            try LotRows.insert(lot, in: session)
            try tell("inspections.lot-received", lot, visitor, [], in: session)
            return (lot, true)
        }
    }

    private func lot(_ arrival: Arrival, _ visitor: Principal) throws -> Lot {
        guard let firm = register.find(code: arrival.exporter.trimmedBlanks) else {
            throw InspectionsRefusal.noEnterprise
        }
        try mayAct(for: firm.id, visitor)
        func isCode(_ text: String, _ lengths: ClosedRange<Int>) -> Bool {
            lengths.contains(text.utf8.count)
                && text.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D
                }
        }
        let kilograms = try? Fixed(arrival.kilograms)
        guard isCode(arrival.reference, 1...40), isCode(arrival.warehouse, 1...40),
            isCode(arrival.district, 4...4), isCode(arrival.mode, 4...4),
            isCode(arrival.destination, 2...3), (1...50).contains(arrival.goods.count),
            arrival.goods.allSatisfy({ (4...10).contains($0.utf8.count) && $0.isAllDigits }),
            let packages = arrival.packages, (1...1_000_000).contains(packages),
            let kilograms, Fixed.zero < kilograms
        else { throw InspectionsRefusal.lot }
        guard tables[.customsDistricts].entry(arrival.district, on: clock.today) != nil else {
            throw InspectionsRefusal.lotDistrict(arrival.district)
        }
        return Lot(
            tenant: visitor.enterprise, id: ids.brief, reference: arrival.reference,
            firm: firm.id, district: arrival.district, warehouse: arrival.warehouse,
            mode: arrival.mode, goods: arrival.goods, destination: arrival.destination,
            packages: Int(packages), kilograms: kilograms, declaration: "", state: .received,
            inspection: "", box: "", receivedAt: clock.now())
    }

    /// The lot is declared by a released export list of its exporter: its rate is computed, and the
    /// draw decides whether it is inspected before it may be loaded.
    func declare(_ id: String, by number: String, _ visitor: Principal) async throws -> Lot {
        let number = number.trimmedBlanks
        return try await store.write { session in
            var lot = try own(id, visitor, in: session)
            let declaration = try declared(number, lot.firm, session)
            guard lot.state == .received else {
                guard [number, declaration?.number].contains(lot.declaration) else {
                    throw InspectionsRefusal.movedOn
                }
                return lot
            }
            try mayAct(for: lot.firm, visitor)
            let now = clock.now()
            try isFirst(lot, at: now, in: session)
            let number = try fitting(declaration, number, lot, in: session).number
            let facts = RateFacts(
                kind: LotDesk.kind, subject: id, tenant: lot.tenant, firm: lot.firm,
                agent: lot.tenant, district: lot.district, isImport: false, mode: lot.mode,
                goods: lot.goods, countries: [lot.destination])
            let standing = rates.standing(of: facts, on: now.day)
            let share = rates.outcome(facts, standing, on: now.day).share
            let draw = draw(lot, on: now.day)
            let isDrawn = draw < share
            try orders.note(
                InspectionOrders.Judged(
                    facts: facts, standing: standing, day: now.day, draw: draw, share: share,
                    verdict: isDrawn ? "inspection" : "release"), in: session)
            lot.declaration = number
            lot.declaredAt = now
            lot.state = isDrawn ? .waiting : .cleared
            if isDrawn {
                lot.inspection =
                    try orders.open(
                        LotDesk.kind, id, of: lot.tenant, by: "inspections.draw", in: session)
                    ?? ""
            } else {
                lot.decidedAt = now
            }
            guard try LotRows.move(lot, from: .received, in: session) else {
                throw InspectionsRefusal.movedOn
            }
            try tell(
                "inspections.lot-declared", lot, visitor,
                [.init("declaration", .text(number))], in: session)
            return lot
        }
    }

    /// The declaration, if it is released, names these goods and has room for them beside the lots
    /// that were declared by it before.
    private func fitting(
        _ declaration: LotDeclaration?, _ number: String, _ lot: Lot, in session: Session
    ) throws -> LotDeclaration {
        guard let declaration else { throw InspectionsRefusal.lotDeclaration }
        guard declaration.isReleased else {
            throw InspectionsRefusal.lotNotReleased([(lot.reference, declaration.standing)])
        }
        guard declaration.mode == lot.mode, declaration.countries.contains(lot.destination),
            declaration.names(lot)
        else { throw InspectionsRefusal.lotOtherwise(declaration) }
        var packages = declaration.packages - Int64(lot.packages)
        var kilograms = try declaration.kilograms.subtracting(lot.kilograms)
        let others = try LotRows.declared(by: declaration.number, of: lot.firm, in: session)
        for other in others {
            packages -= Int64(other.packages)
            kilograms = try kilograms.subtracting(other.kilograms)
        }
        guard packages >= 0, !kilograms.isNegative else {
            throw InspectionsRefusal.lotBeyond(declaration, others.count)
        }
        return declaration
    }

    /// Refuses unless what the lots were declared by is released now: between the declaration and
    /// the box a list may be closed (先放行、后装箱).
    func areReleased(_ lots: [Lot], in session: Session) throws {
        let held = try lots.compactMap { lot -> (String, Localized)? in
            let found = try declared(lot.declaration, lot.firm, session)
            if found?.isReleased == true { return nil }
            return (lot.reference, found?.standing ?? LotWords.notDeclared)
        }
        guard held.isEmpty else { throw InspectionsRefusal.lotNotReleased(held) }
    }

    /// Its own goods, those of whoever has it declare, or those in the site it operates.
    private func mayAct(for firm: String, _ visitor: Principal) throws {
        let day = clock.today
        let own = visitor.enterprise
        guard own == firm
            || register.mandates.holds(grantor: firm, grantee: own, scope: .declare, on: day)
            || register.enterprise(id: own)?.holds(.siteOperator, on: day) == true
        else { throw InspectionsRefusal.lotMandate }
    }

    /// The same goods are not tried again while an earlier lot of them waits for its inspection,
    /// or for some time after one that did not pass it.
    private func isFirst(_ lot: Lot, at now: Instant, in session: Session) throws {
        let days = Int64(try settings.whole("lot.again.days", on: now.day))
        let since = now.adding(milliseconds: -days * 86_400_000)
        let held = try LotRows.held(of: lot.firm, packages: lot.packages, in: session)
        for other in held where other.id != lot.id && other.hasGoods(of: lot) {
            if other.state == .waiting || since <= other.decidedAt ?? now {
                throw InspectionsRefusal.lotAgain
            }
        }
    }

    /// Hangs on whose goods they are, which and how many, on the day and on a secret: nothing that
    /// the warehouse may choose anew for the same goods changes it.
    private func draw(_ lot: Lot, on day: Day) -> Int {
        let firm = register.enterprise(id: lot.firm)?.codes.first ?? lot.firm
        let text = ([firm, String(lot.packages), lot.kilograms.text, day.text] + lot.goods.sorted())
            .joined(separator: "\u{1F}")
        let hash = Digest.hmac(Array("lot\u{1F}\(text)".utf8), key: secret)
        return hash.prefix(6).reduce(0) { ($0 << 8 | Int($1)) } % 10_000
    }

    func own(_ id: String, _ visitor: Principal, in session: Session) throws -> Lot {
        guard let lot = try LotRows.find(id, in: session), !visitor.enterprise.isEmpty,
            lot.tenant == visitor.enterprise
        else { throw InspectionsRefusal.notFound }
        return lot
    }

    func tell(
        _ kind: String, _ lot: Lot, _ visitor: Principal, _ more: [JSON.Member],
        in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: visitor.id, tenant: lot.tenant, subjectType: "lot", subject: lot.id,
                payload: .object([.init("state", .text(lot.state.rawValue))] + more)),
            in: session)
    }
}

import Journal
import Kernel
import Secrets
import Store
import Uploads
import Web
import Wire

/// What owners and officers do with an inspection that was ordered.
struct OrderDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let rates: InspectionRates
    let orders: InspectionOrders
    let settings: InspectionSettings
    let monitored: MonitoredRelease
    /// Looks into photos and videos before they are kept.
    let uploads: UploadGate
    /// Key of the draw of samples.
    let secret: [UInt8]

    /// An inspection with what belongs to it, as one visitor may see it.
    struct Record: Sendable {
        var order: Order
        var media: [Medium]
        var story: [Entry]
        /// For officers: whether it may be released on check.
        var release: MonitoredRelease.Outcome?
    }

    static let longestText = 2_000

    /// More are not listed at once.
    static let most = 200

    func list(for visitor: Principal) async throws -> [Order] {
        try await store.read { session in
            if visitor.kind == .officer {
                return try OrderRows.all(
                    districts: visitor.districts, limit: OrderDesk.most, in: session)
            }
            guard !visitor.enterprise.isEmpty else { return [] }
            return try OrderRows.of(visitor.enterprise, limit: OrderDesk.most, in: session)
        }
    }

    func record(_ number: String, for visitor: Principal) async throws -> Record {
        try await store.read { session in
            let order = try find(number, visitor, in: session)
            let isOpen = order.state == .open && visitor.kind == .officer
            return Record(
                order: order, media: try MediaRows.all(of: order, in: session),
                story: try journal.timeline(of: number, tenant: order.tenant, in: session),
                release: isOpen ? eligibility(order) : nil)
        }
    }

    /// The owner says whether to come, before the time to choose is over.
    func choose(_ number: String, _ word: String, by visitor: Principal) async throws -> Order {
        try await change(number, visitor, isOwner: true) { order, session in
            guard let attendance = Attendance(rawValue: word), attendance != .open else {
                throw InspectionsRefusal.choice
            }
            guard order.state == .open else { throw InspectionsRefusal.movedOn }
            guard clock.now() <= order.offerUntil else { throw InspectionsRefusal.tooLate }
            order.attendance = attendance
            order.chosenAt = clock.now()
            try keep(&order, "inspections.chosen", visitor, in: session)
        }
    }

    private func look(
        _ type: MediumType, _ bytes: [UInt8]
    ) async throws -> DocumentShape.Trouble? {
        do {
            return try await uploads.trouble(bytes) { type.trouble(bytes) }
        } catch let busy as UploadGate.Busy {
            throw WebRefusal.overloaded(retryAfter: busy.retryAfter)
        } catch let silent as VirusScanner.Silent {
            throw WebRefusal.uploadUnchecked(retryAfter: silent.retryAfter)
        }
    }

    /// Keeps a photo or video; the same bytes once.
    func add(
        _ bytes: [UInt8], note: String, to number: String, by officer: Principal
    ) async throws -> Medium {
        let today = clock.today
        _ = try await store.read { try find(number, officer, in: $0) }
        guard let type = MediumType(bytes: bytes) else { throw InspectionsRefusal.mediaType }
        let most = try settings.whole(type.isVideo ? "video.bytes" : "photo.bytes", on: today)
        guard !bytes.isEmpty, bytes.count <= most else {
            throw InspectionsRefusal.mediaSize(most: most)
        }
        if let trouble = try await look(type, bytes) { throw InspectionsRefusal.media(trouble) }
        guard note.unicodeScalars.count <= 200 else { throw InspectionsRefusal.result }
        let medium = Medium(
            id: ids.brief, type: type, size: bytes.count,
            sha256: Digest.hex(Digest.sha256(bytes)), note: note.trimmedBlanks,
            addedAt: clock.now())
        _ = try await change(number, officer, isOwner: false) { order, session in
            guard order.state == .open else { throw InspectionsRefusal.movedOn }
            let count = try MediaRows.all(of: order, in: session).count
            guard try count < settings.whole("media.most", on: today) else {
                throw InspectionsRefusal.mediaMany
            }
            try MediaRows.add(medium, bytes, to: order, by: officer.id, in: session)
            try orders.tell("inspections.media-added", order, by: officer.id, in: session)
        }
        return medium
    }

    /// A photo or video with its bytes.
    func medium(_ id: String, of number: String, for visitor: Principal) async throws
        -> (Medium, [UInt8])
    {
        try await store.read { session in
            let order = try find(number, visitor, in: session)
            guard
                let medium = try MediaRows.all(of: order, in: session).first(where: {
                    $0.id == id
                }),
                let bytes = try MediaRows.bytes(medium.sha256, of: order.tenant, in: session)
            else { throw InspectionsRefusal.notFound }
            return (medium, bytes)
        }
    }

    /// Records the result. With `releases` a case in which nothing was found goes on at once.
    func record(
        _ word: String, findings: String, releases: Bool, of number: String,
        by officer: Principal
    ) async throws -> Order {
        let findings = findings.trimmedBlanks
        let order = try await change(number, officer, isOwner: false) { order, session in
            guard let result = InspectionResult(rawValue: word),
                result == .clean || result == .finding,
                findings.unicodeScalars.count <= OrderDesk.longestText,
                result == .clean || !findings.isEmpty
            else { throw InspectionsRefusal.result }
            try close(&order, result, findings, officer, in: session)
            try orders.conclude(
                order, by: officer.id, releases: releases && order.result == .clean,
                in: session)
        }
        await rates.takeIn()
        return order
    }

    func close(
        _ order: inout Order, _ result: InspectionResult, _ findings: String,
        _ officer: Principal, in session: Session
    ) throws {
        guard order.state == .open else { throw InspectionsRefusal.movedOn }
        if order.attendance.isUnaccompanied, try MediaRows.all(of: order, in: session).isEmpty {
            throw InspectionsRefusal.mediaFirst
        }
        order.state = .concluded
        order.result = result
        order.findings = findings
        order.concludedAt = clock.now()
        order.concludedBy = officer.name
    }

    /// The owner objects to what was found, once and in time.
    func object(_ text: String, to number: String, by visitor: Principal) async throws -> Order {
        let text = text.trimmedBlanks
        return try await change(number, visitor, isOwner: true) { order, session in
            guard (1...OrderDesk.longestText).contains(text.unicodeScalars.count) else {
                throw InspectionsRefusal.reasonMissing
            }
            let days = Int64(try settings.whole("objection.days", on: clock.today))
            guard order.state == .concluded, let at = order.concludedAt else {
                throw InspectionsRefusal.movedOn
            }
            guard order.objectedAt == nil,
                clock.now() <= at.adding(milliseconds: days * 86_400_000)
            else { throw InspectionsRefusal.objectionLate }
            order.objection = text
            order.objectedAt = clock.now()
            try keep(&order, "inspections.objected", visitor, in: session)
        }
    }

    /// The customs answers an objection.
    func answer(_ text: String, to number: String, by officer: Principal) async throws -> Order {
        let text = text.trimmedBlanks
        return try await change(number, officer, isOwner: false) { order, session in
            guard (1...OrderDesk.longestText).contains(text.unicodeScalars.count) else {
                throw InspectionsRefusal.reasonMissing
            }
            guard order.objectedAt != nil, order.answeredAt == nil else {
                throw InspectionsRefusal.movedOn
            }
            order.answer = text
            order.answeredAt = clock.now()
            try keep(&order, "inspections.answered", officer, in: session)
        }
    }

    // MARK: Shared

    func eligibility(_ order: Order) -> MonitoredRelease.Outcome {
        let today = clock.today
        let facts = RateFacts(
            kind: order.kind, subject: order.subject, tenant: order.tenant, firm: order.firm,
            agent: order.agent, district: order.district, isImport: true, mode: "",
            goods: order.goods, countries: [])
        let standing = rates.standing(of: facts, on: today)
        return monitored.outcome(
            MonitoredRelease.Facts(
                level: standing.level, findings: standing.findings, goods: order.goods,
                lastBadSample: rates.lastBadSample(of: order.firm)), on: today)
    }

    /// Changes an inspection in one transaction; only its side may. What was sent is looked at by
    /// the body, once it is known whose inspection it is.
    func change(
        _ number: String, _ visitor: Principal, isOwner: Bool,
        _ body: @escaping @Sendable (inout Order, Session) throws -> Void
    ) async throws -> Order {
        try await store.write { session in
            var order = try find(number, visitor, in: session)
            guard isOwner == order.concerns(visitor.enterprise) else {
                throw InspectionsRefusal.notFound
            }
            try body(&order, session)
            return order
        }
    }

    private func keep(
        _ order: inout Order, _ kind: String, _ visitor: Principal, in session: Session
    ) throws {
        guard try OrderRows.update(order, in: session) else { throw InspectionsRefusal.movedOn }
        order.version += 1
        try orders.tell(kind, order, by: visitor.id, in: session)
    }

    /// Somebody else's is answered as if it did not exist.
    private func find(
        _ number: String, _ visitor: Principal, in session: Session
    ) throws -> Order {
        guard let order = try OrderRows.find(number, in: session),
            order.concerns(visitor.enterprise)
                || visitor.kind == .officer && visitor.districts.contains(order.district)
        else { throw InspectionsRefusal.notFound }
        return order
    }
}

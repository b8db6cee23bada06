import Journal
import Kernel
import Store
import Web

/// One declaration as people look at it: where it stands, who acts next, its documents, its story.
struct DeclarationView: Sendable {
    struct Document: Sendable {
        let type: MessageType
        let number: String
        /// Nil while it has not arrived.
        let receivedAt: Instant?
        let status: Status?
        /// Business values by element name with its title; personal values masked.
        let values: [FieldValue]
    }

    let record: InventoryShelf.Record
    let list: Inventory
    let values: [FieldValue]
    let lines: [[FieldValue]]
    let documents: [Document]
    let decision: Decision?
    /// How the outcome came about, as far as the visitor may know; nil before anything was
    /// decided.
    let explanation: Explanation?
    /// Those given for the list, newest first.
    let receipts: [ReceiptBook.Receipt]
    /// Whether the visitor may have the receipts as messages too: only the sender.
    let hasReceiptMessages: Bool
    /// Oldest first.
    let timeline: [Entry]
    /// The message as it was stored, personal values masked.
    let source: String
    /// What the visitor may do with it.
    let actions: [OfficerDesk.Action]
    /// Which of it a second officer must agree to.
    let proposed: Set<OfficerDesk.Action>
    /// Cancellations, arrivals and what else is about it, oldest first.
    let followUps: [FollowUpShelf.Record]
    /// Where the goods have been, in order.
    let movements: [Movement]
    /// Where it stands at the far side that decides on it; nil when the desk here does.
    let relayed: RelayCases.Case?
    /// What keeps it from there, where that concerns its sender alone.
    let relayTrouble: Localized?
    /// What people call that far side.
    let relayTitle: Localized?
    /// Name of the customs office, where it is to be shown to people.
    var office: Localized?

    /// What was found of the signature of the list as it last came in; nil where nobody kept it.
    var seal: SealStanding? { receipts.lazy.compactMap(\.seal).first }
}

/// Questions about declarations, each held to what the visitor may see.
struct Enquiries: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let reader: CaseReader
    let explainer: Explainer
    let plan: RelayPlan

    /// Lists the visitor has a part in, latest first.
    func list(_ filter: InventoryQueries.Filter, limit: Int, for visitor: Principal) async throws
        -> [InventoryShelf.Record]
    {
        guard !visitor.enterprise.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        return try await store.read { session in
            try InventoryQueries.seen(
                by: visitor.enterprise, filter, limit: limit, in: session)
        }
    }

    /// Lists of the officer's districts that wait for a decision, longest waiting first.
    func worklist(_ filter: WorklistFilter, limit: Int, for officer: Principal) async throws
        -> [InventoryShelf.Record]
    {
        let terms = deskTerms
        return try await store.read { session in
            try WorklistQueries.lists(
                filter, districts: officer.districts.sorted(), terms, limit: limit, in: session)
        }
    }

    /// How much waits in the officer's districts, and who decided how much today.
    func load(for officer: Principal) async throws -> (steps: [StepLoad], today: [OfficerDay]) {
        let (terms, today) = (deskTerms, clock.today)
        let districts = officer.districts.sorted()
        return try await store.read { session in
            (
                steps: try WorklistQueries.load(districts: districts, terms, in: session),
                today: try WorklistQueries.officers(
                    districts: districts, since: today, in: session)
            )
        }
    }

    /// By when lists at the desk are to be decided.
    var deskTerms: DeskTerms { DeskTerms(settings: reader.settings, now: clock.now()) }

    /// In which statuses a list waits for an officer's decision.
    static let waiting: [Status] = [
        .review, .concluded, .inspection, .detainedClearance, .detainedSmuggling, .detainedLegal,
        .detainedOther, .suspended,
    ]

    /// Lists of the officer's districts by a number that is on papers, whatever their status.
    func find(_ number: String, limit: Int, for officer: Principal) async throws
        -> [InventoryShelf.Record]
    {
        try await store.read { session in
            try InventoryQueries.numbered(
                number, districts: officer.districts.sorted(), limit: limit, in: session)
        }
    }

    /// One declaration, or `notFound` when it is not there or not theirs to see.
    func declaration(_ preNo: String, for visitor: Principal) async throws -> DeclarationView {
        try await store.read { session in
            let record = try visible(preNo, to: visitor, in: session)
            let file = try reader.complete(record, in: session)
            let decision = record.decision.flatMap(Decision.init(encoded:))
            let relayed = try RelayCases.find(record.preNo, of: record.declarant, in: session)
            let eyes = Eyes(of: visitor, on: record)
            let followUps = try FollowUpShelf.about(record.key, limit: 200, in: session)
            return DeclarationView(
                record: record, list: file.list,
                values: try reader.values(record.type, record.body).head,
                lines: try reader.values(record.type, record.body).lines,
                documents: try documents(file), decision: decision,
                explanation: decision.map { explainer.explain($0, file, for: eyes) },
                receipts: try ReceiptBook.about(
                    list: record.preNo, of: record.sender, in: session
                ).reversed(),
                hasReceiptMessages: eyes.seeReceiptMessages,
                timeline: try journal.timeline(
                    of: record.preNo, tenant: record.declarant, in: session),
                source: try reader.masked(record.type, record.body),
                actions: relayed == nil && visitor.kind == .officer
                    && visitor.may(DeclarationsPermission.examine)
                    && ![.declaring, .staged, .stored].contains(record.status)
                    ? OfficerDesk.Action.possible(from: record.status) : [],
                proposed: Set(
                    OfficerDesk.Action.allCases.filter {
                        deskTerms.second($0, [record.status]) != nil
                    }),
                followUps: followUps,
                movements: try reader.movements(followUps, of: file.list.waybill),
                relayed: relayed,
                relayTrouble: try relayed.flatMap { try trouble(of: $0, in: session) },
                relayTitle: relayed.map {
                    plan.side(named: $0.far)?.title ?? Localized(same: $0.far)
                })
        }
    }

    /// Why what a far side is to decide does not go there: its sender is not let in, or the far
    /// side does not answer.
    private func trouble(of one: RelayCases.Case, in session: Session) throws -> Localized? {
        guard one.sentAt == nil,
            let (message, state) = try RelayOutbox.find(one.outbox, in: session),
            state == .waiting
        else { return nil }
        if let parked = try RelayParked.find(message.dxpID, at: one.far, in: session) {
            return RelayTrouble.told(parked.trouble, parked.dxpID)
        }
        // Behind a closed door only the first is tried.
        guard let tried = try RelayOutbox.tried(for: one.far, in: session) else { return nil }
        let why = RelayTrouble.told(tried.trouble, tried.dxpID)
        return Localized(
            zh: "对方暂无应答（\(why.zh)），将自动重试，不会丢失。",
            en: "The far side does not answer (\(why.en)); it is tried again by itself, "
                + "and nothing is lost.")
    }

    func visible(_ preNo: String, to visitor: Principal, in session: Session) throws
        -> InventoryShelf.Record
    {
        if visitor.kind == .officer {
            guard let record = try InventoryQueries.find(acrossTenants: preNo, in: session),
                visitor.districts.contains(record.district)
            else { throw DeclarationsRefusal.notFound }
            return record
        }
        guard !visitor.enterprise.isEmpty,
            let declarant = try Parts.declarant(
                of: preNo, seenBy: visitor.enterprise, in: session),
            let record = try InventoryShelf.find(preNo, of: declarant, in: session)
        else { throw DeclarationsRefusal.notFound }
        return record
    }

    private func documents(_ file: CaseFile) throws -> [DeclarationView.Document] {
        let there = try file.documents.map { found in
            DeclarationView.Document(
                type: found.place.type, number: found.place.number,
                receivedAt: found.receivedAt, status: found.status,
                values: try reader.values(found.place.type, found.body).head)
        }
        let missing = file.missing.map { place in
            DeclarationView.Document(
                type: place.type, number: place.number, receivedAt: nil, status: nil, values: [])
        }
        return there + missing
    }

    /// Receipts of the visitor's enterprise after a place.
    ///
    /// - Parameter number: those about what bears this number; nil for all.
    func receipts(
        after sequence: Int64, about number: String?, limit: Int, for visitor: Principal
    ) async throws -> [ReceiptBook.Receipt] {
        let tenant = visitor.enterprise
        guard !tenant.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        return try await store.read { session in
            guard let number else {
                return try ReceiptBook.after(sequence, of: tenant, limit: limit, in: session)
            }
            return try ReceiptBook.after(
                sequence, about: names(of: number, tenant, in: session), of: tenant, limit: limit,
                in: session)
        }
    }

    /// Journal entries of the visitor's enterprise after a place.
    func events(after sequence: Int64, limit: Int, for visitor: Principal) async throws -> [Entry] {
        guard !visitor.enterprise.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        return try await store.read { session in
            try journal.feed(
                of: visitor.enterprise, after: sequence, limit: limit, in: session)
        }
    }

    /// Released export lists of a month in the officer's districts, by flag, mode and whether by
    /// post.
    func exportsByDistrict(in month: String, for officer: Principal) async throws
        -> [(district: String, lines: [InventoryQueries.MonthLine])]
    {
        guard officer.kind == .officer else { throw DeclarationsRefusal.notFound }
        return try await store.read { session in
            try officer.districts.sorted().map { district in
                (
                    district: district,
                    lines: try InventoryQueries.month(month, district: district, in: session)
                )
            }
        }
    }

    /// Released export lists of a month, by flag, mode and whether by post.
    func exports(in month: String, for visitor: Principal) async throws
        -> [InventoryQueries.MonthLine]
    {
        guard !visitor.enterprise.isEmpty else { throw DeclarationsRefusal.noEnterprise }
        return try await store.read { session in
            try InventoryQueries.month(month, of: visitor.enterprise, in: session)
        }
    }
}

/// What one may be allowed to do here.
enum DeclarationsPermission {
    static let read = Permission("declarations.read")
    static let lodge = Permission("declarations.lodge")
    static let examine = Permission("declarations.examine")
    /// See personal data in the clear, for a reason that is kept.
    static let reveal = Permission("declarations.reveal")
    static let watch = Permission("gateway.watch")
    static let mend = Permission("gateway.mend")
}

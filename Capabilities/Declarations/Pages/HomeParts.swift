import Kernel
import Parties
import Plug
import Web

/// What the first page shows of declarations.
extension DeclarationPages {
    var homeParts: [HomePart] {
        [rejected, dueBills, waiting, secondEyes, reviewed, latest]
    }

    private static let read = Access.permission(DeclarationsPermission.read)
    private static let firms: Set<Principal.Kind> = [.member, .key]

    /// Only who declared or sent a list can mend it.
    private var rejected: HomePart {
        lists(
            "rejected", Localized(zh: "已退单，待更正", en: "Rejected, to be mended"), .danger,
            .init(status: .rejected, isOwn: true), more: "/declarations?status=100")
    }

    private var waiting: HomePart {
        lists(
            "waiting", Localized(zh: "等待单证或处理", en: "Waiting"), .warn,
            .init(status: .declaring), more: "/declarations?status=2")
    }

    private var latest: HomePart {
        lists(
            "latest", Localized(zh: "最近的申报", en: "Latest declarations"), nil, .init(),
            more: "/declarations")
    }

    private func lists(
        _ name: String, _ title: Localized, _ tone: Tone?, _ filter: InventoryQueries.Filter,
        more: String
    ) -> HomePart {
        HomePart(
            "declarations.\(name)", title, tone: tone, more: more, kinds: Self.firms,
            access: Self.read
        ) { person, limit in
            guard !person.enterprise.isEmpty else { return [] }
            return try await enquiries.list(filter, limit: limit, for: person).map { Self.row($0) }
        }
    }

    /// Payment books that are not settled, the first to be paid first.
    private var dueBills: HomePart {
        HomePart(
            "declarations.bills", Localized(zh: "待缴税款", en: "Taxes to pay"), tone: .warn,
            more: "/taxes", kinds: Self.firms, access: Self.read
        ) { person, limit in
            guard !person.enterprise.isEmpty else { return [] }
            let view = try await taxEnquiry.bills(of: nil, open: true, for: person)
            var rows: [(due: Day, row: HomePart.Row)] = []
            for book in view.books {
                let open = book.bills.filter { $0.bill.settlement == nil }
                guard let first = open.min(by: { $0.bill.dueTo < $1.bill.dueTo }) else { continue }
                rows.append((first.bill.dueTo, Self.row(book.number, first)))
            }
            return rows.sorted { $0.due < $1.due }.prefix(limit).map(\.row)
        }
    }

    private static func row(_ book: String, _ one: TaxView.Bill) -> HomePart.Row {
        let isLate = one.daysLate > 0
        return HomePart.Row(
            book, kind: Localized(zh: "缴款书", en: "Payment book"),
            state: isLate
                ? Localized(zh: "已逾期", en: "Late") : Localized(zh: "待缴纳", en: "To pay"),
            tone: isLate ? .danger : .warn, path: "/taxes", due: one.bill.dueTo)
    }

    private var reviewed: HomePart {
        HomePart(
            "declarations.worklist", Localized(zh: "待审核与待查验", en: "To review or inspect"),
            tone: .warn, more: "/worklist", kinds: [.officer],
            access: .permission(DeclarationsPermission.examine)
        ) { officer, limit in
            let lists = try await enquiries.worklist(
                WorklistFilter(), limit: limit, for: officer)
            let others = try await enquiries.followUpWorklist(limit: limit, for: officer)
            let held = try await batches.proposed(for: officer)
            let rows =
                lists.map { Self.row($0, isProposed: held[$0.preNo] != nil) }
                + others.map(Self.row)
            return Array(
                rows.sorted { ($0.since ?? .distant) < ($1.since ?? .distant) }.prefix(limit))
        }
    }

    /// Decisions about several lists that wait for this officer, not for who proposed them.
    private var secondEyes: HomePart {
        HomePart(
            "declarations.second",
            Localized(zh: "待您复核的批量处理", en: "Batch decisions that wait for a second officer"),
            tone: .warn, more: "/worklist", kinds: [.officer],
            access: .permission(DeclarationsPermission.examine)
        ) { officer, limit in
            try await batches.waiting(for: officer)
                .filter { $0.state == .proposed && $0.officer != officer.id }
                .prefix(limit).map { batch in
                    HomePart.Row(
                        batch.lines.first?.preNo ?? batch.id, kind: BatchPages.name(batch),
                        state: batch.state.name, tone: .warn,
                        note: Localized(
                            zh: "\(batch.officerName) 提出", en: "proposed by \(batch.officerName)"),
                        path: "/worklist/batches/\(batch.id)", since: batch.proposedAt)
                }
        }
    }

    /// A list at the desk. One that somebody has decided already waits for a second officer.
    private static func row(
        _ record: InventoryShelf.Record, isProposed: Bool
    ) -> HomePart.Row {
        guard isProposed else { return row(record) }
        return HomePart.Row(
            record.preNo, kind: PageWords.business(record),
            state: BatchDecision.State.proposed.name, tone: .warn, note: record.status.name,
            path: "/declarations/\(record.preNo)", since: record.statusAt)
    }

    private static func row(_ record: InventoryShelf.Record) -> HomePart.Row {
        let lacks = record.status == .declaring && !record.waitsFor.isEmpty
        return HomePart.Row(
            record.preNo, kind: PageWords.business(record),
            state: lacks
                ? Localized(zh: "待单证", en: "Waits for documents") : record.status.name,
            tone: lacks ? .warn : record.status.tone,
            note: Localized(zh: record.obstacle(.zh), en: record.obstacle(.en)),
            path: "/declarations/\(record.preNo)", since: record.statusAt)
    }

    private static func row(_ record: FollowUpShelf.Record) -> HomePart.Row {
        HomePart.Row(
            record.preNo, kind: record.type.name, state: record.status.name,
            tone: record.status.tone, path: "/follow-ups/\(record.preNo)", since: record.statusAt)
    }
}

extension Instant {
    /// Later than anything that happened.
    fileprivate static let distant = Instant(milliseconds: .max)
}

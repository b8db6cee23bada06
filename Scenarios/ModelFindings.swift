import Balances
import Declarations
import House
import Journal
import Kernel
import Parties
import Plug
import Store
import TestKit
import Wire

/// What lies in the store of one script.
struct ModelFindings: Sendable {
    struct List: Sendable {
        let status: Int64
        let preNo: String
        let value: Int64
        let tax: Int64
        let waitsFor: String
    }

    struct Paper: Sendable {
        let status: Int64
        let usedBy: String?
    }

    /// By the keys of the naive window.
    private(set) var lists: [String: List] = [:]
    private(set) var papers: [String: Paper] = [:]
    /// Orders that a stored payment names.
    private(set) var paid: Set<String> = []
    /// Numbers of the lists that wait, with what for.
    private(set) var waits: [String: Set<String>] = [:]
    /// By id of the enterprise, in order.
    private(set) var receipts: [String: [NaiveWindow.Receipt]] = [:]
    /// Every status a list had, by its number, in order.
    private(set) var steps: [String: [Int64]] = [:]
    /// In fen.
    private(set) var guarantee: Int64 = 0

    static func read(
        prefix: String, after before: (receipts: Int64, entries: Int64),
        enterprises: [(code: String, id: String)], from world: World
    ) async throws -> ModelFindings {
        let codes = Dictionary(enterprises.map { ($0.id, $0.code) }) { first, _ in first }
        let platform = world.id(of: world.cast.platform)
        return try await world.store.read { session in
            var found = ModelFindings()
            try found.readLists(prefix, codes, session)
            try found.readPapers(prefix, codes, session)
            for row in try session.rows(
                "select tenant, subject, status from declarations_receipts where sequence > $1 and type not in ('CEB816', 'CEB818') order by sequence",
                [.integer(before.receipts)])
            {
                found.receipts[try row.text(0), default: []].append(
                    NaiveWindow.Receipt(subject: try row.text(1), status: try row.integer(2)))
            }
            for entry in try world.window.journal.entries(after: before.entries, limit: 10_000, in: session)
            where entry.subjectType == "declaration" && entry.kind != "declarations.list-followed" {
                if let status = entry.payload["status"]?.integer {
                    found.steps[entry.subject, default: []].append(status)
                }
            }
            if let account = AccountID("guarantee") {
                let left = try Ledger().account(account, of: platform, in: session).available
                found.guarantee = (left?.raw ?? 0) / 1000
            }
            return found
        }
    }

    private mutating func readLists(
        _ prefix: String, _ codes: [String: String], _ session: Session
    ) throws {
        for row in try session.rows(
            """
            select type, cop_no, tenant, status, pre_no, value, tax, waits_for
            from declarations_inventories where cop_no like $1
            """, [.text("%\(prefix)%")])
        {
            let declarant = codes[try row.text(2)] ?? ""
            let key = "\(try row.text(0).dropFirst(3)) \(try row.text(1)) of \(declarant)"
            lists[key] = List(
                status: try row.integer(3), preNo: try row.text(4), value: try row.integer(5),
                tax: try row.integer(6), waitsFor: try row.text(7))
        }
    }

    private mutating func readPapers(
        _ prefix: String, _ codes: [String: String], _ session: Session
    ) throws {
        for row in try session.rows(
            "select type, number, tenant, status, used_by from declarations_documents where number like $1",
            [.text("%\(prefix)%")])
        {
            let holder = codes[try row.text(2)] ?? ""
            papers["\(try row.text(0).dropFirst(3)) \(try row.text(1)) of \(holder)"] = Paper(
                status: try row.integer(3), usedBy: try row.optionalText(4))
        }
        for row in try session.rows(
            """
            select l.order_no, l.tenant from declarations_links l join declarations_documents d
            on d.tenant = l.document_tenant and d.type = l.type and d.number = l.document_number
            where d.status = 120 and l.order_no like $1
            """, [.text("%\(prefix)%")])
        {
            paid.insert("411 for \(try row.text(0)) at \(codes[try row.text(1)] ?? "")")
        }
        for row in try session.rows(
            "select pre_no, type, number, tenant from declarations_waits where number like $1",
            [.text("%\(prefix)%")])
        {
            let type = String(try row.text(1).dropFirst(3))
            let holder = codes[try row.text(3)] ?? ""
            let label = type == "411" ? "411 for \(try row.text(2)) at \(holder)" : "\(type) \(try row.text(2)) of \(holder)"
            waits[try row.text(0), default: []].insert(label)
        }
    }

    /// Everything that is not as the naive window has it.
    func differences(
        from naive: NaiveWindow, enterprises: [(code: String, id: String)]
    ) -> [String] {
        var wrong: [String] = []
        for key in Set(lists.keys).union(naive.lists.keys).sorted() {
            guard let found = lists[key], let list = naive.lists[key] else {
                wrong.append("\(key): is \(lists[key] == nil ? "not there" : "there")")
                continue
            }
            if found.status != list.status { wrong.append("\(key): status \(found.status), expected \(list.status)") }
            if found.preNo != list.preNo { wrong.append("\(key): number \(found.preNo), expected \(list.preNo)") }
            let waiting = waits[found.preNo] ?? []
            if waiting != list.waits { wrong.append("\(key): waits for \(waiting.sorted()), expected \(list.waits.sorted())") }
            if found.waitsFor.isEmpty != list.waits.isEmpty { wrong.append("\(key): says it waits for \"\(found.waitsFor)\"") }
            guard list.mail.number == "621" else { continue }
            let counts = list.status >= 300
            let tax = counts && list.status != 700 ? list.mail.tax : 0
            if found.value != (counts ? list.mail.value : 0) { wrong.append("\(key): value \(found.value)") }
            if found.tax != tax { wrong.append("\(key): tax \(found.tax), expected \(tax)") }
        }
        for key in Set(papers.keys).union(naive.papers.keys).sorted() {
            let (found, paper) = (papers[key], naive.papers[key])
            if found?.status != paper?.status || found?.usedBy != paper?.usedBy {
                wrong.append(
                    "\(key): \(found?.status ?? 0) used by \(found?.usedBy ?? "nobody"), expected"
                        + " \(paper?.status ?? 0) used by \(paper?.usedBy ?? "nobody")")
            }
        }
        for enterprise in enterprises {
            // Of one thing in order; lists of one desk run may be told of in any.
            let found = Dictionary(grouping: receipts[enterprise.id] ?? [], by: \.subject)
            let told = Dictionary(grouping: naive.receipts[enterprise.code] ?? [], by: \.subject)
            for subject in Set(found.keys).union(told.keys).sorted() where found[subject] != told[subject] {
                let (one, other) = (found[subject] ?? [], told[subject] ?? [])
                wrong.append(
                    "receipts of \(enterprise.code) about \(subject): \(one.map(\.status)), expected \(other.map(\.status))")
            }
        }
        return wrong
    }

    /// Lists that are still declared though nothing is missing.
    func forgotten(in naive: NaiveWindow) -> [String] {
        naive.lists.sorted { $0.key < $1.key }.compactMap { key, list in
            guard list.status == 2, naive.papers(for: list).allSatisfy({ $0.key != nil }) else {
                return nil
            }
            return "\(key): still declared, and everything it needs is there"
        }
    }

    /// What must hold after the desk has worked, whoever sent what.
    var flaws: [String] {
        var wrong: [String] = []
        for list in lists.values.sorted(by: { $0.preNo < $1.preNo }) where list.status == 2 {
            let lacks = (waits[list.preNo] ?? []).filter { papers[$0]?.status != 120 && !paid.contains($0) }
            if lacks.isEmpty { wrong.append("\(list.preNo): declared, and waits for nothing that is missing") }
        }
        let numbers = Dictionary(lists.values.map { ($0.preNo, $0.status) }) { first, _ in first }
        for preNo in waits.keys.sorted() where numbers[preNo] != 2 {
            wrong.append("\(preNo): notes for whom it waits, and it is at \(numbers[preNo] ?? 0)")
        }
        for list in lists.values.sorted(by: { $0.preNo < $1.preNo }) {
            let used = papers.filter { $0.value.usedBy == list.preNo }.count
            let expected = list.status >= 300 ? 3 : 0
            if used != expected { wrong.append("\(list.preNo): \(used) papers at status \(list.status)") }
        }
        for (preNo, statuses) in steps.sorted(by: { $0.key < $1.key }) where numbers[preNo] != nil {
            for (one, next) in zip([0] + statuses, statuses) where !(Self.next[one] ?? []).contains(next) {
                wrong.append("\(preNo): went from \(one) to \(next)")
            }
        }
        return wrong
    }

    /// What may follow a status; one that is sent again keeps it.
    private static let next: [Int64: Set<Int64>] = [
        0: [1, 2], 1: [1, 2, 9], 2: [2, 9, 100, 120], 9: [1, 2], 100: [1, 2, 9],
        120: [300, 500, 800], 300: [10, 100, 500, 800], 500: [100, 599, 600, 700, 800],
        599: [700, 800], 600: [100, 700, 800],
    ]
}

extension World {
    func id(of enterprise: SampleEnterprise) -> String {
        window.parties.register.find(code: enterprise.creditCode)?.id ?? ""
    }
}

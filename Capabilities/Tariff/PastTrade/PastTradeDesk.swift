import Journal
import Kernel
import Store
import Web
import Wire

/// Keeps lines of past declarations and holds them against the lowest lawful rates.
struct PastTradeDesk: Sendable {
    /// May see what lower rates the own enterprise could have had.
    static let read = Permission("declarations.read")
    /// May keep lines for the own enterprise.
    static let keep = Permission("declarations.lodge")
    /// May see how far agreements are used, without anybody's name.
    static let statistics = Permission("declarations.examine")

    /// Most lines of one enterprise that are looked at together.
    static let mostLines = 20_000
    /// Most lines of one enterprise that are kept.
    static let mostKept: Int64 = 200_000
    /// Fewer firms than this are not shown as a figure of their own.
    static let fewestFirms = 3

    let book: TariffBook
    let store: Store
    let journal: Journal

    var today: Day { journal.clock.today }

    /// Keeps lines of a file, all or none.
    func keep(_ lines: [PastLine], by principal: Principal) async throws {
        let tenant = principal.enterprise
        guard !tenant.isEmpty else { throw PastTradeRefusal.noEnterprise }
        let now = journal.clock.now()
        try await store.write { [journal] session in
            let kept = try PastLineRows.count(of: tenant, in: session)
            guard kept + Int64(lines.count) <= PastTradeDesk.mostKept else {
                throw PastTradeRefusal.tooMany(kept: kept)
            }
            for line in lines {
                try PastLineRows.put(
                    line, of: tenant, .file, at: now, by: principal.id, in: session)
            }
            try journal.append(
                Draft(
                    "tariff.past-lines-kept", actor: principal.id, tenant: tenant,
                    subjectType: "tariff", subject: tenant,
                    payload: .object([.init("lines", .integer(lines.count))])), in: session)
        }
    }

    /// What the lines of an enterprise could have owed.
    func report(of tenant: String, from: Day, to: Day) async throws -> UnusedPreferences.Report {
        let lines = try await store.read {
            try PastLineRows.lines(
                of: tenant, from: from, to: to, limit: PastTradeDesk.mostLines, in: $0)
        }
        return report(on: lines)
    }

    /// The same of lines that are not kept.
    func report(on lines: [PastLine]) -> UnusedPreferences.Report {
        UnusedPreferences(book: book, today: today).look(at: lines)
    }

    /// The time that is looked at where none is named: while anything can be claimed back.
    var usualTime: (from: Day, to: Day) { (today.adding(months: -36), today) }

    /// How far agreements are used by everybody whose lines are kept.
    func utilisation(from: Day, to: Day) async throws -> [Shared] {
        var found: [String: Shared] = [:]
        var last = ""
        while true {
            let after = last
            let tenants = try await store.read {
                try PastLineRows.tenants(after: after, limit: 50, in: $0)
            }
            guard let end = tenants.last else { break }
            last = end
            for tenant in tenants {
                for one in try await report(of: tenant, from: from, to: to).utilisation {
                    var sum = found[one.agreement]
                        ?? Shared(sum: UnusedPreferences.Utilisation(agreement: one.agreement))
                    sum.add(one)
                    found[one.agreement] = sum
                }
            }
        }
        return found.values.sorted {
            ($1.sum.value, $0.sum.agreement) < ($0.sum.value, $1.sum.agreement)
        }
    }

    /// An agreement's figures over many firms.
    struct Shared: Sendable {
        var sum: UnusedPreferences.Utilisation
        var firms = 0
        var isShown: Bool { firms >= PastTradeDesk.fewestFirms }

        mutating func add(_ one: UnusedPreferences.Utilisation) {
            firms += 1
            sum.lines += one.lines
            sum.claimedLines += one.claimedLines
            sum.value = (try? sum.value.adding(one.value)) ?? sum.value
            sum.claimedValue = (try? sum.claimedValue.adding(one.claimedValue)) ?? sum.claimedValue
        }
    }

    /// Takes the lines of declarations that another room settled, from its journal entry: `lines`
    /// as `PastLine.json` has them, the tenant being the importer.
    var subscriber: Subscriber {
        Subscriber(
            name: "tariff.past-lines", kinds: [TariffCapability.linesSettled], batch: 100
        ) { entries, advance in
            let now = journal.clock.now()
            try await store.write { session in
                try advance(session)
                for entry in entries where !entry.tenant.isEmpty {
                    for line in (entry.payload["lines"]?.elements ?? []).compactMap(PastLine.init) {
                        try PastLineRows.put(
                            line, of: entry.tenant, .entry, at: now, by: entry.actor, in: session)
                    }
                }
            }
        }
    }
}

/// Why lines are not kept.
enum PastTradeRefusal: Refusal, Hashable {
    case noEnterprise
    case tooMany(kept: Int64)

    var code: String {
        switch self {
        case .noEnterprise: "tariff.no-enterprise"
        case .tooMany: "tariff.too-many-lines"
        }
    }

    var status: Int { self == .noEnterprise ? 403 : 422 }

    var message: Localized {
        switch self {
        case .noEnterprise:
            Localized(
                zh: "只有企业用户可以保存本企业的报关单表体。",
                en: "Only somebody of an enterprise can keep its lines.")
        case .tooMany(let kept):
            Localized(
                zh: "每家企业最多保存 \(PastTradeDesk.mostKept) 项，已保存 \(kept) 项。",
                en: "An enterprise can keep \(PastTradeDesk.mostKept) lines; it has \(kept).")
        }
    }

    var fix: Localized {
        switch self {
        case .noEnterprise:
            Localized(
                zh: "请以企业用户登录；不保存也可以排查。",
                en: "Sign in as a user of the enterprise; lines can be looked at without keeping.")
        case .tooMany:
            Localized(
                zh: "只上传尚在退税期限内的报关单。",
                en: "Send only declarations whose taxes can still be claimed back.")
        }
    }
}

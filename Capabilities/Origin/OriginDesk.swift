import Journal
import Kernel
import Papers
import Secrets
import Store
import Web
import Wire

/// What API and pages do with worksheets; both call this and nothing else.
struct OriginDesk: Sendable {
    static let keep = Permission("origin.keep")

    let tables: OriginTables
    let store: Store
    let journal: Journal
    let ids: Identifiers
    let papers: PaperDesk

    var clock: Clock { journal.clock }

    /// A worksheet and how it stands under each agreement that was asked for.
    struct Tested: Sendable {
        let sheet: Worksheet
        let verdicts: [OriginVerdict]
    }

    /// Tests what was stated, without keeping it.
    func test(_ json: JSON) throws(OriginRefusal) -> Tested {
        let (sheet, agreements) = try WorksheetInput(
            json: json, tables: tables, today: clock.today
        ).checked()
        return Tested(sheet: sheet, verdicts: agreements.map { tables.verdict(sheet, under: $0) })
    }

    /// Tests it and keeps it as evidence, whatever came of it.
    func keep(_ json: JSON, by principal: Principal) async throws -> (KeptWorksheet, Tested) {
        let tenant = principal.enterprise
        guard !tenant.isEmpty else { throw OriginRefusal.enterpriseNeeded }
        let tested = try test(json)
        let content = json.canonical
        let outcome = JSON.array(
            tested.verdicts.map { OriginJSON.verdict($0, tables.rules) }
        ).canonical
        let sheet = KeptWorksheet(
            id: ids.next(), keptAt: clock.now(), keptBy: principal.id, code: tested.sheet.code,
            name: tested.sheet.name, testedOn: tested.sheet.on,
            passed: tested.verdicts.filter { $0.outcome == .met }.map(\.agreement.id),
            content: content, outcome: outcome, digest: Self.digest(content, outcome))
        try await store.write { [journal] session in
            try WorksheetRows.insert(sheet, of: tenant, in: session)
            try journal.append(
                Draft(
                    "origin.worksheet-kept", actor: principal.id, tenant: tenant,
                    subjectType: "origin-worksheet", subject: sheet.id,
                    payload: .object([
                        .init("code", .text(sheet.code)), .init("digest", .text(sheet.digest)),
                        .init("passed", .array(sheet.passed.map(JSON.text))),
                    ])), in: session)
        }
        return (sheet, tested)
    }

    /// - Throws: `OriginRefusal.noSuchWorksheet`, also for one of others.
    func worksheet(_ id: String, of tenant: String) async throws -> KeptWorksheet {
        guard !tenant.isEmpty else { throw OriginRefusal.enterpriseNeeded }
        let found = try await store.read { try WorksheetRows.find(id, of: tenant, in: $0) }
        guard let found else { throw OriginRefusal.noSuchWorksheet }
        return found
    }

    /// The latest kept first, 200 at most.
    func worksheets(of tenant: String) async throws -> [KeptWorksheet] {
        guard !tenant.isEmpty else { throw OriginRefusal.enterpriseNeeded }
        return try await store.read { try WorksheetRows.all(of: tenant, limit: 200, in: $0) }
    }

    /// What proves that a kept worksheet was not changed.
    static func digest(_ content: String, _ outcome: String) -> String {
        Digest.hex(Digest.sha256(Array((content + "\n" + outcome + "\n").utf8)))
    }
}

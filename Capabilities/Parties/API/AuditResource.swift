import Journal
import Kernel
import Web
import Wire

/// `/api/v1/parties/audit`: the same as JSON and CSV.
struct AuditResource: Sendable {
    let parties: Parties

    static let query = [
        Route.Query("actor", AuditWords.actorQuery), Route.Query("area", AuditWords.areaQuery),
        Route.Query("from", AuditWords.dayQuery, kind: .day),
        Route.Query("to", AuditWords.dayQuery, kind: .day),
        Route.Query("before", AuditWords.beforeQuery, kind: .integer),
    ]

    /// Lines of one file.
    var mostLines = 10_000

    var routes: [Route] {
        let access = Access.permission(PartiesPermission.audit)
        return [
            Route(
                .get, "/api/v1/parties/audit", access: access, summary: AuditWords.title,
                query: AuditResource.query, handler: list),
            Route(
                .get, "/api/v1/parties/audit.csv", access: access, summary: AuditWords.csv,
                rate: Rate(10, perSeconds: 60), query: AuditResource.query, handler: file),
        ]
    }

    /// What a query asks.
    ///
    /// - Parameter people: who may be asked for.
    /// - Throws: `AuditRefusal` of what cannot be read: nobody takes a trail for filtered that is
    ///   not.
    static func question(
        _ query: Form, _ people: [AuditPerson]
    ) throws(AuditRefusal) -> TrailQuestion {
        func text(_ name: String) -> String? {
            query[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        func day(_ name: String) throws(AuditRefusal) -> Day? {
            guard let said = text(name) else { return nil }
            guard let day = Day(said) else { throw .day(name) }
            return day
        }
        let (from, to) = (try day("from"), try day("to"))
        if let from, let to, to < from { throw .order }
        if let area = text("area"), !AuditWords.areas.contains(where: { $0.id == area }) {
            throw .area
        }
        if let actor = text("actor"), !people.contains(where: { $0.id == actor }) {
            throw .actor
        }
        if let before = text("before"), Int64(before) == nil { throw .before }
        return TrailQuestion(
            actor: text("actor"), kind: text("area").map { $0 + "." }, from: from, to: to,
            before: text("before").flatMap { Int64($0) })
    }

    private func question(_ visit: Visit) async throws -> TrailQuestion {
        try AuditResource.question(
            visit.query, try await parties.auditPeople(of: visit.principal?.enterprise ?? ""))
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let (lines, next) = try await parties.audit(
            of: visit.principal?.enterprise ?? "", try await question(visit), limit: 100)
        return .json(
            JSON.object([
                .init("entries", .array(lines.map(json))),
                .init("next", next.map(JSON.integer) ?? .null),
            ]).encoded)
    }

    private func file(_ visit: Visit) async throws -> Answer {
        var question = try await question(visit)
        var writer = CSVWriter(for: .spreadsheet)
        let language = visit.language
        writer.write(
            [
                AuditWords.time, AuditWords.who, AuditWords.area, AuditWords.what,
                AuditWords.subject,
            ].map { $0[language] } + ["kind", "sequence", "id"])
        var count = 0
        while true {
            let (lines, next) = try await parties.audit(
                of: visit.principal?.enterprise ?? "", question,
                limit: min(500, mostLines - count))
            for line in lines {
                let entry = line.entry
                writer.write([
                    entry.at.iso, line.who[language], AuditWords.area(entry.kind)[language],
                    AuditWords.event(entry.kind)[language], line.thing[language], entry.kind,
                    String(entry.sequence), entry.subject,
                ])
            }
            count += lines.count
            guard let next else { break }
            question.before = next
            guard count >= mostLines else { continue }
            let rest = try await parties.audit(
                of: visit.principal?.enterprise ?? "", question, limit: 1)
            if !rest.lines.isEmpty || rest.next != nil {
                // Whoever keeps the file as evidence must see that it is not all.
                writer.write(
                    ["", "", "", AuditWords.cut(mostLines)[language], "", "cut", "", ""])
            }
            break
        }
        return Answer(
            headers: [
                Answer.Header("content-type", "text/csv; charset=utf-8"),
                Answer.Header("content-disposition", #"attachment; filename="audit.csv""#),
            ], body: writer.take())
    }

    private func json(_ line: AuditLine) -> JSON {
        let entry = line.entry
        return .object([
            .init("sequence", .integer(entry.sequence)), .init("at", .text(entry.at.iso)),
            .init("actor", .text(entry.actor)),
            .init(
                "who",
                .object([.init("zh", .text(line.who.zh)), .init("en", .text(line.who.en))])),
            .init("kind", .text(entry.kind)), .init("subjectType", .text(entry.subjectType)),
            .init("subject", .text(entry.subject)),
        ])
    }
}

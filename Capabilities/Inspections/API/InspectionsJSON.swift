import Kernel
import Web
import Wire

/// What programs read of this room.
enum InspectionsJSON {
    /// The body as an object.
    static func object(_ visit: Visit) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw InspectionsRefusal.notReadable
        }
        return json
    }

    static func order(_ order: Order) -> JSON {
        .object([
            .init("number", .text(order.number)), .init("kind", .text(order.kind)),
            .init("case", .text(order.subject)), .init("district", .text(order.district)),
            .init("goods", .array(order.goods.map { .text($0) })),
            .init("orderedAt", .text(order.orderedAt.iso)),
            .init("offerUntil", .text(order.offerUntil.iso)),
            .init("attendance", .text(order.attendance.rawValue)),
            .init("chosenAt", .optional(order.chosenAt?.iso)),
            .init("state", .text(order.state.rawValue)),
            .init("result", .text(order.result.rawValue)),
            .init("resultName", InspectionWords.name(order.result).json),
            .init("findings", .text(order.findings)),
            .init("concludedAt", .optional(order.concludedAt?.iso)),
            .init("objection", .text(order.objection)),
            .init("objectedAt", .optional(order.objectedAt?.iso)),
            .init("answer", .text(order.answer)),
            .init("answeredAt", .optional(order.answeredAt?.iso)),
            .init("version", .integer(order.version)),
        ])
    }

    static func medium(_ medium: Medium) -> JSON {
        .object([
            .init("id", .text(medium.id)), .init("type", .text(medium.type.mediaType)),
            .init("bytes", .integer(medium.size)), .init("sha256", .text(medium.sha256)),
            .init("note", .text(medium.note)), .init("addedAt", .text(medium.addedAt.iso)),
        ])
    }

    static func record(_ record: OrderDesk.Record) -> JSON {
        var members = order(record.order).members
        members.append(.init("media", .array(record.media.map(medium))))
        if let release = record.release {
            members.append(.init("releaseOnCheck", release.explanation.json))
        }
        return .object(members)
    }

    static func sample(_ sample: Sample) -> JSON {
        .object([
            .init("id", .text(sample.id)), .init("inspection", .text(sample.order)),
            .init("goods", .text(sample.goods)), .init("takenAt", .text(sample.takenAt.iso)),
            .init("dueDay", .text(sample.dueDay.text)),
            .init("state", .text(sample.state.rawValue)),
            .init("laboratory", .text(sample.laboratory)), .init("report", .text(sample.report)),
            .init("decidedAt", .optional(sample.decidedAt?.iso)),
        ])
    }

    static func edition(_ edition: PolicyEdition) -> JSON {
        .object([
            .init("id", .text(edition.id)), .init("state", .text(edition.state.rawValue)),
            .init("from", .text(edition.from.text)), .init("reason", .text(edition.reason)),
            .init("base", .text(edition.base)),
            .init("citation", edition.citation.json),
            .init("proposedBy", .optional(edition.proposed?.name)),
            .init("proposedAt", .optional(edition.proposed?.at.iso)),
            .init("decidedBy", .optional(edition.decided?.name)),
            .init("decidedAt", .optional(edition.decided?.at.iso)),
            .init("rows", .array(edition.rows.map(row))),
        ])
    }

    private static func row(_ row: RateRow) -> JSON {
        .object([
            .init("factor", .text(row.factor.rawValue)),
            .init("direction", .text(row.direction.rawValue)), .init("key", .text(row.key)),
            .init("value", .integer(row.value)), .init("from", .text(row.from.text)),
            .init("to", .optional(row.to?.text)), .init("citation", row.citation.json),
        ])
    }

    static func dryRun(_ run: DryRun) -> JSON {
        .object([
            .init("from", .text(run.from.text)), .init("to", .text(run.to.text)),
            .init("cases", .integer(run.cases)), .init("before", .integer(run.before)),
            .init("after", .integer(run.after)), .init("isCut", .bool(run.isCut)),
            .init(
                "lines",
                .array(
                    run.lines.map { line in
                        .object([
                            .init("level", .text(line.level.rawValue)),
                            .init("direction", .text(line.isImport ? "import" : "export")),
                            .init("cases", .integer(line.cases)),
                            .init("before", .integer(line.before)),
                            .init("after", .integer(line.after)),
                        ])
                    })),
        ])
    }

    static func statistics(_ figures: Statistics) -> JSON {
        let advanced = figures.rate(of: .advanced)
        let regular = figures.rate(of: .regular)
        return .object([
            .init("outcomes", .array(figures.outcomes.map(line))),
            .init("smallest", .integer(Int(figures.smallest))),
            .init(
                "unaccompanied",
                .array(
                    figures.months.map { month in
                        .object([
                            .init("month", .text(month.month)),
                            .init("completed", .integer(month.completed)),
                            .init("unaccompanied", .integer(month.unaccompanied)),
                            .init("share", .integer(month.share)),
                            .init("target", month.target.map { .integer($0) } ?? .null),
                            .init("met", month.target.map { .bool(month.share >= $0) } ?? .null),
                        ])
                    })),
            .init("target", figures.target.map { $0.citation.json } ?? .null),
            .init(
                "levels",
                .object([
                    .init("advanced", .integer(advanced.share)),
                    .init("advancedCases", .integer(advanced.cases)),
                    .init("regular", .integer(regular.share)),
                    .init("regularCases", .integer(regular.cases)),
                ])),
        ])
    }

    private static func line(_ line: StatisticsRows.Line) -> JSON {
        .object([
            .init("month", .text(line.month)), .init("district", .text(line.district)),
            .init("level", .text(line.level)), .init("direction", .text(line.direction)),
            .init("cases", .integer(line.cases)), .init("inspected", .integer(line.inspected)),
            .init("found", .integer(line.found)),
            .init("rate", .integer(Statistics.share(line.inspected, of: line.cases))),
        ])
    }

    static func level(_ row: LevelRow, _ name: String) -> JSON {
        .object([
            .init("enterprise", .text(name)), .init("level", .text(row.level.rawValue)),
            .init("from", .text(row.from.text)), .init("to", .optional(row.to?.text)),
            .init("document", .text(row.document)),
        ])
    }
}

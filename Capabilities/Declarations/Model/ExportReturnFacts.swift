import Kernel
import Wire

/// What was found and decided about the return of a retail export: kept with its application, so
/// that the explanation can be made again.
struct ExportReturnFacts: Sendable {
    /// Number of the original list.
    var list: String
    /// When the list was released: the days to apply count from then.
    var clearedOn: Day
    /// When the goods left; the day of release where that is not known.
    var exportedOn: Day
    /// Whether the departure was reported (CEB509) when the return was applied for. It need not be:
    /// the carrier reports it, and the days run from the release.
    var hasLeft = true
    var appliedOn: Day
    var applyBy: Day
    /// Offices through which the goods left and come back.
    var exportedAt: String
    var returnedAt: String
    /// The rule by which they come back through another district; nil within one district.
    var crossing: Citation?
    /// Supervision mode of the return, 9661 or 1261.
    var mode: String
    /// The tally list that reported them, and its day.
    var tally: String?
    var arrivedOn: Day?
    var releasedOn: Day?
    /// Account book zone goods went back to.
    var book: String?
    var lines: [LineOutcome] = []

    var json: JSON {
        .object([
            .init("exportList", .text(list)), .init("clearedOn", .text(clearedOn.text)),
            .init("exportedOn", .text(exportedOn.text)),
            .init("departureReported", .bool(hasLeft)),
            .init("appliedOn", .text(appliedOn.text)), .init("applyBy", .text(applyBy.text)),
            .init("exportedAt", .text(exportedAt)), .init("returnedAt", .text(returnedAt)),
            .init("crossDistrict", .bool(crossing != nil)),
            .init("crossingDocument", .optional(crossing?.document)),
            .init("crossingArticle", .optional(crossing?.article)),
            .init("mode", .text(mode)), .init("tally", .optional(tally)),
            .init("arrivedOn", .optional(arrivedOn?.text)),
            .init("releasedOn", .optional(releasedOn?.text)), .init("book", .optional(book)),
            .init("lines", .array(lines.map(\.json))),
        ])
    }

    init(
        list: String, clearedOn: Day, exportedOn: Day, appliedOn: Day, applyBy: Day,
        exportedAt: String, returnedAt: String, mode: String
    ) {
        self.list = list
        self.clearedOn = clearedOn
        self.exportedOn = exportedOn
        self.appliedOn = appliedOn
        self.applyBy = applyBy
        self.exportedAt = exportedAt
        self.returnedAt = returnedAt
        self.mode = mode
    }

    /// Nil when the text is not of the return of an export.
    init?(decision: String?) {
        guard let decision, let json = try? JSON(Array(decision.utf8)) else { return nil }
        func day(_ name: String) -> Day? { json[name]?.string.flatMap { Day($0) } }
        guard let list = json["exportList"]?.string, let cleared = day("clearedOn"),
            let exported = day("exportedOn"),
            let applied = day("appliedOn"), let applyBy = day("applyBy"),
            let from = json["exportedAt"]?.string, let to = json["returnedAt"]?.string,
            let mode = json["mode"]?.string
        else { return nil }
        self.init(
            list: list, clearedOn: cleared, exportedOn: exported, appliedOn: applied,
            applyBy: applyBy, exportedAt: from, returnedAt: to, mode: mode)
        crossing = json["crossingDocument"]?.string.map {
            Citation(document: $0, article: json["crossingArticle"]?.string ?? "")
        }
        hasLeft = json["departureReported"]?.boolean ?? true
        tally = json["tally"]?.string
        arrivedOn = day("arrivedOn")
        releasedOn = day("releasedOn")
        book = json["book"]?.string
        lines = LineOutcome.all(in: decision)
    }
}

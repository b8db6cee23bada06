import Kernel
import Wire

/// What was found and decided about an application to return retail imports: kept with it, so that
/// its explanation can be made again.
struct ReturnFacts: Sendable {
    var releasedOn: Day
    var appliedOn: Day
    /// Last day to apply, and last day on which the goods may come back.
    var applyBy: Day
    var backBy: Day
    /// When they came back, and by which warehouse-entry list; nil while they are awaited.
    var arrivedOn: Day?
    var entry: String?
    /// Restored to the buyer's year, in yuan; nil before an officer agreed.
    var value: Fixed?
    /// Taken off the list's tax, in yuan.
    var tax: Fixed?
    /// Account book the goods went back to; nil for goods that were bought directly abroad.
    var book: String?
    var lines: [LineOutcome] = []

    var json: JSON {
        .object([
            .init("releasedOn", .text(releasedOn.text)), .init("appliedOn", .text(appliedOn.text)),
            .init("applyBy", .text(applyBy.text)), .init("backBy", .text(backBy.text)),
            .init("arrivedOn", .optional(arrivedOn?.text)), .init("entry", .optional(entry)),
            .init("value", .optional(value?.text)), .init("tax", .optional(tax?.text)),
            .init("book", .optional(book)), .init("lines", .array(lines.map(\.json))),
        ])
    }

    /// Nil when the text is not of a return.
    init?(decision: String?) {
        guard let decision, let json = try? JSON(Array(decision.utf8)) else { return nil }
        func day(_ name: String) -> Day? { json[name]?.string.flatMap { Day($0) } }
        func figure(_ name: String) -> Fixed? { json[name]?.string.flatMap { try? Fixed($0) } }
        guard let released = day("releasedOn"), let applied = day("appliedOn"),
            let applyBy = day("applyBy"), let backBy = day("backBy")
        else { return nil }
        self.init(
            releasedOn: released, appliedOn: applied, applyBy: applyBy, backBy: backBy)
        arrivedOn = day("arrivedOn")
        entry = json["entry"]?.string
        value = figure("value")
        tax = figure("tax")
        book = json["book"]?.string
        lines = LineOutcome.all(in: decision)
    }

    init(releasedOn: Day, appliedOn: Day, applyBy: Day, backBy: Day) {
        self.releasedOn = releasedOn
        self.appliedOn = appliedOn
        self.applyBy = applyBy
        self.backBy = backBy
    }
}

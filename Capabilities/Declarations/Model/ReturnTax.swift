import Kernel
import Wire

/// What an enterprise states of goods whose export comes back: why, and what the export had brought
/// or cost, line by line of the original list, in yuan.
struct ReturnTaxStatement: Sendable, Hashable {
    /// Why goods come back (退运原因), as the notices on their taxes distinguish.
    enum Cause: String, Sendable, CaseIterable {
        case unsold, returned, quality

        var name: Localized {
            switch self {
            case .unsold: Localized(zh: "滞销", en: "Unsold")
            case .returned: Localized(zh: "退货", en: "Returned by the buyer")
            case .quality: Localized(zh: "质量、规格原因", en: "Quality or specification")
            }
        }
    }

    struct Line: Sendable, Hashable {
        let number: String
        /// Refund of VAT and consumption tax that was granted for the whole line.
        var refund = Fixed.zero
        /// Export duty that was paid for the whole line.
        var exportDuty = Fixed.zero
    }

    var cause: Cause
    /// Whether the goods are as they left (原状).
    var isOriginalState: Bool
    var lines: [Line] = []

    var json: JSON {
        .object([
            .init("cause", .text(cause.rawValue)), .init("originalState", .bool(isOriginalState)),
            .init(
                "lines",
                .array(
                    lines.map {
                        .object([
                            .init("gnum", .text($0.number)),
                            .init("refundYuan", .text($0.refund.text)),
                            .init("exportDutyYuan", .text($0.exportDuty.text)),
                        ])
                    })),
        ])
    }

    /// Nil when it is no statement; figures are not negative and have no more than two decimals.
    init?(_ json: JSON) {
        guard let cause = json["cause"]?.string.flatMap(Cause.init(rawValue:)),
            case .bool(let isOriginal)? = json["originalState"]
        else { return nil }
        self.init(cause: cause, isOriginalState: isOriginal)
        for line in json["lines"]?.elements ?? [] {
            guard let number = line["gnum"]?.string,
                let refund = ReturnTaxStatement.figure(line["refundYuan"]?.string),
                let duty = ReturnTaxStatement.figure(line["exportDutyYuan"]?.string)
            else { return nil }
            lines.append(Line(number: number, refund: refund, exportDuty: duty))
        }
    }

    /// As it is kept.
    var encoded: String { json.encoded }

    /// Nil when the text is no statement of ours.
    init?(encoded: String) {
        guard let json = try? JSON(Array(encoded.utf8)) else { return nil }
        self.init(json)
    }

    init(cause: Cause, isOriginalState: Bool) {
        self.cause = cause
        self.isOriginalState = isOriginalState
    }

    /// An amount in yuan; zero where none is given, nil where it is none.
    static func figure(_ text: String?) -> Fixed? {
        guard let text, !text.isEmpty else { return .zero }
        guard let found = try? Fixed(text), !found.isNegative, found.rounded(to: 2) == found
        else { return nil }
        return found
    }
}

/// What is kept of the taxes of a return.
struct ReturnTax: Sendable {
    enum Status: Int64, Sendable {
        /// Nothing is to be repaid.
        case stated = 1
        /// A refund is to be repaid before the goods are released (应补税).
        case due = 2
        /// It was repaid (已补税).
        case repaid = 3
        /// The goods did not come in after all.
        case void = 4

        var name: Localized {
            switch self {
            case .stated: Localized(zh: "无需补税", en: "Nothing to repay")
            case .due: Localized(zh: "应补税", en: "Refund to be repaid")
            case .repaid: Localized(zh: "已补税", en: "Refund repaid")
            case .void: Localized(zh: "已作废", en: "Void")
            }
        }
    }

    let holder: String
    let preNo: String
    var version: Int64 = 1
    var statement: ReturnTaxStatement
    /// Refund to be repaid for what comes back, in yuan.
    var supplement: Fixed
    /// Export duty to be given back, in yuan.
    var dutyRefund: Fixed
    var status: Status
    /// Number of the electronic certificate that the refund was repaid (出口货物已补税/未退税证明).
    var reference = ""
    var settledOn: Day?
    /// What was said anew and differs: it counts once an officer has accepted it.
    var restated: ReturnTaxStatement?
    /// What an officer last said to something stated anew.
    var answer: Answer?

    /// An officer's word on what was stated anew (重新申报的审核结论).
    struct Answer: Sendable, Hashable {
        enum Decision: String, Sendable, CaseIterable {
            case accept, decline

            var name: Localized {
                switch self {
                case .accept: Localized(zh: "同意重新申报", en: "Restatement accepted")
                case .decline: Localized(zh: "不同意重新申报", en: "Restatement declined")
                }
            }
        }

        let decision: Decision
        let reason: String
        let on: Day
    }

    static let underReview = Localized(
        zh: "已重新申报，待海关审核", en: "Stated anew: waits for an officer")

    /// How it stands, with what waits for an officer first.
    var standing: Localized { restated == nil ? status.name : ReturnTax.underReview }
}

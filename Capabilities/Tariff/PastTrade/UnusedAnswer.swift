import Kernel
import Web
import Wire

/// What lines could have owed, as JSON and as a table.
struct UnusedAnswer: Sendable {
    let book: TariffBook
    let report: UnusedPreferences.Report

    var json: JSON {
        let sums = report.sums
        return .object([
            .init("lines", .integer(report.outcomes.count)),
            .init("overpaidLines", .integer(report.overpaid.count)),
            .init("notToldLines", .integer(report.notTold.count)),
            .init("refusedLines", .integer(report.refused)),
            .init("overpaidDutyYuan", .text(sums.duty.text)),
            .init("overpaidTotalYuan", .text(sums.total.text)),
            .init("stillClaimableYuan", .text(sums.open.text)),
            .init("utilisation", .array(report.utilisation.map(UnusedAnswer.json))),
            .init("results", .array(report.outcomes.map(result))),
        ])
    }

    static func json(_ one: UnusedPreferences.Utilisation) -> JSON {
        .object([
            .init("agreement", .text(one.agreement)), .init("eligibleLines", .integer(one.lines)),
            .init("claimedLines", .integer(one.claimedLines)),
            .init("eligibleYuan", .text(one.value.text)),
            .init("claimedYuan", .text(one.claimedValue.text)),
            .init("usedPct", TariffJSON.number(one.pct)),
        ])
    }

    private func result(_ outcome: UnusedPreferences.Outcome) -> JSON {
        let line = outcome.line
        var members: [JSON.Member] = [
            .init("entry", .text(line.entry)), .init("line", .integer(line.line)),
            .init("code", .text(line.code)), .init("origin", .text(line.origin)),
            .init("declaredOn", .text(line.declaredOn.text)),
            .init("valueYuan", .text(line.value.text)),
            .init("claim", .optional(line.claim.isEmpty ? nil : line.claim)),
            .init("eligible", .array(outcome.eligible.map { .text($0) })),
            .init("notStated", .array(outcome.notStated.map(\.json))),
        ]
        switch outcome.finding {
        case .nothingLower: members.append(.init("finding", .text("nothing-lower")))
        case .notTold: members.append(.init("finding", .text("nothing-lower-held")))
        case .refused(let refusal):
            members.append(.init("finding", .text("refused")))
            members.append(.init("refused", TariffJSON.refusal(refusal)))
        case .overpaid(let found):
            members.append(.init("finding", .text("overpaid")))
            members += overpaid(found, line)
        }
        return .object(members)
    }

    private func overpaid(_ found: UnusedPreferences.Overpaid, _ line: PastLine) -> [JSON.Member] {
        let json = TariffJSON(book: book, day: line.declaredOn)
        return [
            .init("paidDutyYuan", .text(found.paidDuty.text)),
            .init("lowestDutyYuan", TariffJSON.number(found.candidate.duty)),
            .init("overpaidDutyYuan", .text(found.duty.text)),
            .init("overpaidTotalYuan", .text(found.total.text)),
            .init("rate", json.rate(found.candidate.rate)),
            .init("kind", .text(found.candidate.kind.rawValue)),
            .init("agreement", .optional(found.candidate.agreement?.agreement)),
            .init("title", RateWords.title(found.candidate).json),
            .init("proof", RateWords.proof(found.candidate.proof).json),
            .init("originRule", found.needed?.rule.map(\.json) ?? .null),
            .init("proofs", .array((found.needed?.proofs ?? []).map(\.json))),
            .init("claimUntil", .text(found.lastDay.text)),
            .init("stillClaimable", .bool(found.lastDay >= report.today)),
            .init("whatToDo", UnusedWords.way(found, today: report.today).json),
            .init("windowSource", .text(found.window.text)),
            .init("referenceOnly", .bool(found.candidate.isReferenceOnly)),
            .init("explanation", book.explanation(of: found.best).json),
        ]
    }

    func csv(_ language: Language) -> Answer {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write([
            "entry", "line", "code", "origin", "declared_on", "value_yuan", "claim", "finding",
            "rate", "paid_duty_yuan", "lowest_duty_yuan", "overpaid_duty_yuan",
            "overpaid_total_yuan", "origin_rule", "claim_until", "what_to_do",
        ])
        for outcome in report.outcomes {
            let line = outcome.line
            let start = [
                line.entry, String(line.line), line.code, line.origin, line.declaredOn.text,
                line.value.text, line.claim,
            ]
            switch outcome.finding {
            case .nothingLower:
                writer.write(start + ["nothing-lower"] + Array(repeating: "", count: 8))
            case .notTold:
                writer.write(
                    start + ["nothing-lower-held"] + Array(repeating: "", count: 7)
                        + [UnusedWords.notTold(outcome)[language]])
            case .refused(let refusal):
                writer.write(
                    start + ["refused"] + Array(repeating: "", count: 7)
                        + ["\(refusal.message[language]) \(refusal.fix[language])"])
            case .overpaid(let found):
                let words = RateWords(book: book, day: line.declaredOn)
                writer.write(
                    start + [
                        "overpaid",
                        RateWords.title(found.candidate)[language] + " "
                            + words.told(found.candidate.rate)[language],
                        found.paidDuty.text, found.candidate.duty?.text ?? "", found.duty.text,
                        found.total.text, found.needed?.rule?[language] ?? "", found.lastDay.text,
                        UnusedWords.way(found, today: report.today)[language],
                    ])
            }
        }
        return TariffCSV.answer(writer.take(), name: "unused-preferences.csv")
    }

    /// For a terminal: the sums, then the lines with most to get back.
    func text(_ language: Language) -> String {
        let sums = report.sums
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        var lines = [
            word(
                "\(report.outcomes.count) 项中 \(report.overpaid.count) 项可用更低税率，"
                    + "\(report.notTold.count) 项在本系统所载税率中没有更低的、另有税率未载而不能断定，"
                    + "\(report.refused) 项有误",
                "\(report.overpaid.count) of \(report.outcomes.count) lines had a lower rate; "
                    + "\(report.notTold.count) had none among the rates held here, and it cannot "
                    + "be told for rates that are not held; \(report.refused) refused"),
            word(
                "多缴关税 \(sums.duty.grouped) 元，连同环节税 \(sums.total.grouped) 元，"
                    + "仍可申请 \(sums.open.grouped) 元",
                "Overpaid duty \(sums.duty.grouped), with taxes \(sums.total.grouped), still "
                    + "claimable \(sums.open.grouped) yuan"),
        ]
        for one in report.utilisation {
            lines.append(
                "  \(one.agreement)  \(one.claimedLines)/\(one.lines)  \(one.pct?.text ?? "–")%")
        }
        for outcome in report.outcomes {
            let place = "  \(outcome.line.entry)/\(outcome.line.line)  \(outcome.line.code)"
            switch outcome.finding {
            case .nothingLower: continue
            case .notTold:
                lines.append("\(place)  \(UnusedWords.notTold(outcome)[language])")
            case .refused(let refusal):
                lines.append("\(place)  \(refusal.message[language]) \(refusal.fix[language])")
            case .overpaid(let found):
                lines.append(
                    "\(place)  \(RateWords.title(found.candidate)[language])  "
                        + "\(found.total.grouped)  "
                        + UnusedWords.way(found, today: report.today)[language])
            }
        }
        return lines.joined(separator: "\n")
    }
}

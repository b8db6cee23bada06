import Kernel
import Paper
import Papers
import Parties
import Reference
import Wire

/// What was decided on a cancellation, a return or a summary application.
struct FollowUpPaper: Sendable {
    let record: FollowUpShelf.Record
    let values: [FieldValue]
    let lines: [[FieldValue]]
    let codes: CodeTables
    let register: EnterpriseRegister

    private var day: Day { record.statusAt.day }

    var draft: PaperDraft {
        let paper = self
        func fields(_ values: [FieldValue]) -> JSON {
            .object(values.map { .init($0.element, .text($0.value)) })
        }
        return PaperDraft(
            .followUp, tenant: record.holder, subject: record.preNo, isSnapshot: true,
            subtitle: record.type.name, number: record.preNo,
            issuer: codes.office(record.district, on: day), day: day,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "申请企业", en: "Applicant"), register.name(of: record.holder).zh)
            ],
            data: .object([
                .init("preNo", .text(record.preNo)), .init("type", .text(record.type.rawValue)),
                .init("number", .text(record.number)),
                .init("status", .integer(record.status.rawValue)),
                .init("statusAt", .text(record.statusAt.iso)), .init("head", fields(values)),
                .init("lines", .array(lines.map(fields))),
                .init(
                    "decision",
                    record.decision.flatMap { try? JSON(Array($0.utf8)) } ?? .null),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let isAgreed = record.status == .concluded
        let name = record.type.name[language]
        let verdict =
            isAgreed
            ? Localized(
                zh: "\(name) \(record.number) 经审核，准予办理。",
                en: "\(name) \(record.number) was examined and agreed to.")
            : Localized(
                zh: "\(name) \(record.number) 经审核，不予办理。",
                en: "\(name) \(record.number) was examined and not agreed to.")
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        var blocks: [PaperBlock] = [
            .paragraph(verdict[language]),
            .grid(
                [
                    PaperField(word("受理编号", "Number"), record.preNo),
                    PaperField(
                        word("申请企业", "Applicant"), register.name(of: record.holder)[language]),
                    PaperField(
                        word("决定", "Decision"),
                        "\(record.status.name[language]) \(record.statusAt.text)"),
                ]
                    + values.filter { $0.element != "guid" }.map {
                        PaperField($0.title[language], codes.shown($0, on: day, language))
                    }, columns: 3),
        ]
        if let facts = ReturnFacts(decision: record.decision) {
            blocks += [
                .heading(word("依据", "Why")), .steps(facts.explanation, language),
            ]
        }
        blocks += table(language)
        blocks.append(
            .seal([
                codes.office(record.district, on: day)[language], day.text,
                word("电子签发", "issued electronically"),
            ]))
        return blocks
    }

    /// The lines, by the fields that any of them has.
    private func table(_ language: Language) -> [PaperBlock] {
        var columns: [FieldValue] = []
        for value in lines.joined() where !columns.contains(where: { $0.element == value.element })
            && columns.count < 8
        {
            columns.append(value)
        }
        guard !columns.isEmpty else { return [] }
        let rows = lines.map { line in
            columns.map { column in
                line.first { $0.element == column.element }
                    .map { codes.shown($0, on: day, language) } ?? ""
            }
        }
        return [
            .heading(Localized(zh: "明细", en: "Lines")[language]),
            .table(PaperTable(columns.map { .init($0.title[language]) }, rows: rows)),
        ]
    }
}

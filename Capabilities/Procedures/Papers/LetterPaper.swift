import Kernel
import Paper
import Papers
import Wire

extension DecisionLetter {
    /// What the code on it is made of: each stay in a step has at most one letter.
    static func subject(_ number: String, _ span: Int) -> String { "\(number)/\(span)" }

    /// The letter as it is handed out.
    var draft: PaperDraft {
        let letter = self
        func words(_ text: Localized) -> JSON {
            .object([.init("zh", .text(text.zh)), .init("en", .text(text.en))])
        }
        return PaperDraft(
            .decision, tenant: tenant, subject: Self.subject(number, span),
            subtitle: content.title, number: number, issuer: content.body, day: issuedAt.day,
            validTo: validTo,
            parties: [
                PaperDraft.Party(
                    ProcedureWords.applicant, content.applicant.zh, content.creditCode)
            ],
            data: .object([
                .init("number", .text(number)), .init("service", .text(content.service)),
                .init("title", words(content.title)),
                .init("outcome", .text(outcome.rawValue)),
                .init("applicant", words(content.applicant)),
                .init("creditCode", .text(content.creditCode)),
                .init("body", words(content.body)),
                .init("decidedAt", .text(issuedAt.iso)),
                .init("validTo", .optional(validTo?.text)),
                .init("quantity", .text(content.quantity)),
                .init(
                    "lines",
                    .array(
                        content.lines.map {
                            .object([
                                .init("label", words($0.label)), .init("value", words($0.value)),
                            ])
                        })),
                .init("reason", .text(content.reason)),
                .init("bases", .array(content.bases.map(JSON.text))),
            ]),
            blocks: { letter.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let isChinese = language == .zh
        var fields = [
            PaperField(ProcedureWords.applicant[language], content.applicant[language]),
            PaperField(isChinese ? "统一社会信用代码" : "Credit code", content.creditCode),
            PaperField(ProcedureWords.service[language], content.serviceName[language]),
            PaperField(ProcedureWords.outcome[language], outcome.name[language]),
            PaperField(ProcedureWords.body[language], content.body[language]),
            PaperField(
                isChinese ? "决定日期" : "Decided on", issuedAt.day.text),
        ]
        if let validTo {
            fields.append(PaperField(ProcedureWords.validTo[language], validTo.text))
        }
        if !content.quantity.isEmpty {
            fields.append(PaperField(ProcedureWords.quantity[language], quantity(in: language)))
        }
        fields += content.lines.map { PaperField($0.label[language], $0.value[language]) }
        let name = content.applicant[language]
        var blocks: [PaperBlock] = [
            .paragraph(isChinese ? "\(name)：" : "To \(name)"),
            .paragraph(
                isChinese
                    ? "你单位提出的“\(content.serviceName.zh)”申请（\(number)），现作如下决定："
                    : "On your application \(number) (\(content.serviceName.en)) the decision is:"),
            .heading(content.title[language]), .paragraph(content.text[language]),
        ]
        if !content.reason.isEmpty {
            blocks += [
                .heading(ProcedureWords.reason[language]), .paragraph(content.reason),
            ]
        }
        blocks.append(.grid(fields, columns: 2))
        if !content.bases.isEmpty {
            blocks += [
                .heading(ProcedureWords.bases[language]),
                .paragraph(content.bases.joined(separator: "\n")),
            ]
        }
        if outcome == .refused || outcome == .revoked {
            blocks.append(.note(remedy.words[language]))
        }
        blocks.append(
            .seal([
                content.body[language], issuedAt.day.text,
                isChinese ? "电子签发" : "issued electronically",
            ]))
        return blocks
    }
}

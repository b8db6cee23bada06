import Journal
import Kernel
import Paper
import Papers
import Parties
import Reference
import Store
import Web
import Wire

/// The record of an inspection as it stands now: what was ordered, how it was attended, what came
/// of it, what was said against it. Officers stand on it by their office, not by name.
struct InspectionPaper: Sendable {
    let record: OrderDesk.Record
    let register: EnterpriseRegister
    let tables: CodeTables

    private var order: Order { record.order }

    var draft: PaperDraft {
        let paper = self
        let owner = register.enterprise(id: order.firm)
        return PaperDraft(
            .inspectionRecord, tenant: order.tenant, subject: order.number, isSnapshot: true,
            number: order.number, issuer: office, day: order.orderedAt.day,
            parties: [
                PaperDraft.Party(
                    InspectionWords.firm, owner?.localizedName.zh ?? order.firm,
                    owner?.creditCode ?? "")
            ],
            data: .object([
                .init("number", .text(order.number)), .init("case", .text(order.subject)),
                .init("orderedAt", .text(order.orderedAt.iso)),
                .init("attendance", .text(order.attendance.rawValue)),
                .init("state", .text(order.state.rawValue)),
                .init("result", .text(order.result.rawValue)),
                .init("findings", .text(order.findings)),
                .init("concludedAt", .optional(order.concludedAt?.iso)),
                .init("objection", .text(order.objection)),
                .init("answer", .text(order.answer)),
                .init("media", .array(record.media.map { .text($0.sha256) })),
            ]),
            blocks: { paper.blocks($0) })
    }

    private var office: Localized {
        tables[.customsDistricts].name(of: order.district, on: order.orderedAt.day)
            ?? Localized(same: order.district)
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let state =
            order.state == .concluded
            ? InspectionWords.name(order.result) : InspectionWords.name(order.state)
        var blocks: [PaperBlock] = [
            .grid(
                [
                    PaperField(InspectionWords.subject[language], order.subject),
                    PaperField(InspectionWords.district[language], office[language]),
                    PaperField(
                        InspectionWords.firm[language],
                        register.shownName(order.firm, language)),
                    PaperField(
                        word("报关单位", "Agent"),
                        register.enterprise(id: order.agent)?.localizedName[language] ?? "–"),
                    PaperField(InspectionWords.orderedAt[language], order.orderedAt.text),
                    PaperField(
                        InspectionWords.offerUntil[language], order.offerUntil.text),
                    PaperField(
                        InspectionWords.attendance[language],
                        InspectionWords.name(order.attendance)[language]
                            + (order.chosenAt.map { word("，", ", ") + $0.text } ?? "")),
                    PaperField(InspectionWords.result[language], state[language]),
                    PaperField(
                        word("作出时间", "Concluded"), order.concludedAt?.text ?? "–"),
                ], columns: 3),
            .heading(InspectionWords.goods[language]),
            .paragraph(order.goods.joined(separator: word("、", ", "))),
        ]
        let said = [
            (InspectionWords.findings[language], order.findings),
            (word("异议", "Objection"), order.objection),
            (word("答复", "Answer"), order.answer),
        ]
        for (title, text) in said where !text.isEmpty {
            blocks += [.heading(title), .paragraph(text)]
        }
        if !record.media.isEmpty {
            blocks.append(.heading(word("留存影像", "Photos and videos")))
            blocks.append(media(language))
        }
        if !record.story.isEmpty {
            blocks.append(.heading(word("经过", "What happened")))
            blocks.append(story(language))
        }
        blocks.append(
            .note(
                word(
                    "收货人、发货人及其代理人对查验结果有异议的，可以在查验页面提出。",
                    "The owner and the agent may object to the result on the inspection's page.")))
        return blocks + [.seal([office[language], word("电子签发", "issued electronically")])]
    }
}

extension InspectionPaper {
    /// Each photo and video, with what shows later that it is the same one.
    private func media(_ language: Language) -> PaperBlock {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .table(
            PaperTable(
                [
                    .init(word("时间", "Time"), weight: 2), .init(word("格式", "Format")),
                    .init(word("说明", "Note"), weight: 2),
                    .init(word("字节", "Bytes"), isNumber: true), .init("SHA-256", weight: 4),
                ],
                rows: record.media.map {
                    [$0.addedAt.text, $0.type.rawValue, $0.note, String($0.size), $0.sha256]
                }))
    }

    /// What was done, by whom it is told in the record only by office.
    private func story(_ language: Language) -> PaperBlock {
        .table(
            PaperTable(
                [
                    .init(Localized(zh: "时间", en: "Time")[language]),
                    .init(Localized(zh: "事项", en: "Step")[language], weight: 3),
                ],
                rows: record.story.map {
                    [$0.at.text, InspectionWords.story($0.kind)[language]]
                }))
    }
}

/// `…/inspections/{number}/pdf`: for whoever may see the inspection on its page.
struct InspectionPapers: Sendable {
    let desk: OrderDesk
    let papers: PaperDesk
    let register: EnterpriseRegister
    let tables: CodeTables

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/inspections/{number}/pdf", access: .signedIn,
                summary: Localized(zh: "查验记录单（PDF）", en: "Record of an inspection as PDF"),
                rate: PaperDesk.rate,
                query: [Route.Query("lang", Localized(zh: "zh 或 en", en: "zh or en"))]
            ) { visit in
                let record = try await desk.record(
                    visit.parameters["number"] ?? "", for: try visit.person())
                return try await papers.answer(paper(record).draft, visit)
            }
        }
    }

    /// What the record of a number would say now.
    var current: PaperDesk.Current {
        [
            .inspectionRecord: { tenant, number in
                try await desk.store.read { session in
                    guard let order = try OrderRows.find(number, in: session),
                        order.tenant == tenant
                    else { return nil }
                    return paper(
                        OrderDesk.Record(
                            order: order, media: try MediaRows.all(of: order, in: session),
                            story: [], release: nil)
                    ).draft
                }
            }
        ]
    }

    private func paper(_ record: OrderDesk.Record) -> InspectionPaper {
        InspectionPaper(record: record, register: register, tables: tables)
    }
}

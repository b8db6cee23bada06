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
                    PaperField(InspectionWords.goods[language], order.goods.joined(separator: " ")),
                    PaperField(InspectionWords.orderedAt[language], order.orderedAt.text),
                    PaperField(
                        InspectionWords.attendance[language],
                        InspectionWords.name(order.attendance)[language]),
                    PaperField(InspectionWords.result[language], state[language]),
                    PaperField(
                        word("作出时间", "Concluded"), order.concludedAt?.text ?? "–"),
                ], columns: 3)
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
            blocks.append(.heading(word("留存影像（SHA-256）", "Photos and videos (SHA-256)")))
            blocks += record.media.map { .note("\($0.addedAt.text) \($0.sha256)") }
        }
        return blocks + [.seal([office[language], word("电子签发", "issued electronically")])]
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
                    visit.parameters["number"] ?? "", for: try person(visit))
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

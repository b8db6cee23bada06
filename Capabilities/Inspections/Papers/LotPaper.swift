import Kernel
import Paper
import Papers
import Parties
import Reference
import Store
import Web
import Wire

/// A lot of the front warehouse as it stands now: whose goods, by which list they go, whether they
/// were inspected, and in which box they are.
struct LotPaper: Sendable {
    let lot: Lot
    let box: Box?
    let register: EnterpriseRegister
    let tables: CodeTables

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .lot, tenant: lot.tenant, subject: lot.id, isSnapshot: true,
            subtitle: LotWords.name(lot.state), number: lot.reference,
            issuer: office, day: lot.receivedAt.day,
            parties: [
                register.onPaper(LotWords.exporter, lot.firm),
                register.onPaper(LotWords.keeper, lot.tenant),
            ],
            data: .object(
                LotsAPI.json(lot).members + [
                    .init("decidedAt", .optional(lot.decidedAt?.iso)),
                    .init("box", box.map(LotsAPI.json) ?? .null),
                ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let facts: [(Localized, String)] = [
            (LotWords.reference, lot.reference),
            (InspectionWords.state, LotWords.name(lot.state)[language]),
            (InspectionWords.district, office[language]),
            (LotWords.exporter, register.shownName(lot.firm, language)),
            (LotWords.keeper, register.shownName(lot.tenant, language)),
            (LotWords.warehouse, lot.warehouse),
            (LotWords.mode, tables[.tradeModes].told(lot.mode, on: day)[language]),
            (LotWords.destination, tables[.countries].told(lot.destination, on: day)[language]),
            (LotWords.packages, String(lot.packages)),
            (LotWords.mass, lot.kilograms.grouped),
        ]
        let way: [(Localized, String)] = [
            (LotWords.received, lot.receivedAt.text),
            (LotWords.declaredBy, lot.declaration), (LotWords.declared, told(lot.declaredAt)),
            (LotWords.inspection, lot.inspection), (LotWords.inspected, told(lot.decidedAt)),
            (LotWords.container, box?.container ?? ""), (LotWords.loaded, told(lot.loadedAt)),
            (LotWords.seal, box?.seal ?? ""), (LotWords.sealed, told(box?.sealedAt)),
            (LotWords.voyage, box?.voyage ?? ""), (LotWords.departed, told(box?.departedAt)),
        ]
        return [
            .grid(facts.map { PaperField($0.0[language], $0.1) }, columns: 2),
            .heading(InspectionWords.goods[language]),
            .paragraph(lot.goods.joined(separator: language == .zh ? "、" : ", ")),
            .heading(LotWords.path[language]),
            .grid(
                way.filter { !$0.1.isEmpty }.map { PaperField($0.0[language], $0.1) },
                columns: 2),
            .note(LotWords.paperNote[language]), .note(InspectionsRefusal.inspectFirst.text),
        ]
    }

    private var day: Day { lot.receivedAt.day }
    private var office: Localized { tables[.customsDistricts].told(lot.district, on: day) }
}

/// A box with what is loaded in it: what goes with the container.
struct BoxPaper: Sendable {
    let box: Box
    let lots: [Lot]
    let register: EnterpriseRegister
    let tables: CodeTables

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .box, tenant: box.tenant, subject: box.id, isSnapshot: true,
            subtitle: LotWords.name(box.state), number: box.container,
            issuer: Localized(zh: "信风单一窗口", en: "Tradewind single window"),
            day: box.openedAt.day, parties: [register.onPaper(LotWords.keeper, box.tenant)],
            data: .object(
                LotsAPI.json(box).members + [
                    .init("lots", .array(lots.map(LotsAPI.json)))
                ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let facts: [(Localized, String)] = [
            (LotWords.container, box.container),
            (InspectionWords.state, LotWords.name(box.state)[language]),
            (LotWords.keeper, register.shownName(box.tenant, language)),
            (LotWords.opened, box.openedAt.text), (LotWords.seal, box.seal),
            (LotWords.sealed, told(box.sealedAt)), (LotWords.voyage, box.voyage),
            (LotWords.departed, told(box.departedAt)),
        ]
        let mass = lots.reduce(Fixed?.some(.zero)) { sum, lot in
            sum.flatMap { try? $0.adding(lot.kilograms) }
        }
        let table = PaperTable(
            [
                .init(LotWords.reference[language], weight: 1.3),
                .init(LotWords.exporter[language], weight: 2),
                .init(InspectionWords.goods[language], weight: 1.4),
                .init(LotWords.declaredBy[language], weight: 1.8),
                .init(LotWords.inspection[language], weight: 1.6),
                .init(LotWords.packages[language], weight: 0.8, isNumber: true),
                .init(LotWords.mass[language], weight: 1, isNumber: true),
            ],
            rows: lots.map { lot in
                [
                    lot.reference, register.shownName(lot.firm, language),
                    lot.goods.joined(separator: "\n"), lot.declaration,
                    lot.inspection.isEmpty ? LotWords.notDrawn[language] : lot.inspection,
                    String(lot.packages), lot.kilograms.grouped,
                ]
            },
            totals: [
                LotWords.sum[language], "", "", "", "",
                String(lots.reduce(0) { $0 + $1.packages }), mass?.grouped ?? "",
            ])
        return [
            .grid(
                facts.filter { !$0.1.isEmpty }.map { PaperField($0.0[language], $0.1) },
                columns: 2),
            .heading(LotWords.inside[language]),
            lots.isEmpty ? .paragraph(LotWords.nothingInside[language]) : .table(table),
            .note(LotWords.paperNote[language]), .note(InspectionsRefusal.inspectFirst.text),
        ]
    }
}

/// When, for people; nothing where it has not happened.
private func told(_ instant: Instant?) -> String { instant?.text ?? "" }

extension EnterpriseRegister {
    /// An enterprise as it stands on a paper.
    fileprivate func onPaper(_ role: Localized, _ id: String) -> PaperDraft.Party {
        let firm = enterprise(id: id)
        return PaperDraft.Party(role, firm?.localizedName.zh ?? id, firm?.creditCode ?? "")
    }
}

/// `…/lots/{id}/pdf` and `…/boxes/{id}/pdf`: for whoever sees the lot or the box on its page.
struct LotPapers: Sendable {
    let desk: LotDesk
    let papers: PaperDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].flatMap { start in
            [
                Route(
                    .get, start + "/lots/{id}/pdf", access: .signedIn,
                    summary: Localized(zh: "前置仓货物单（PDF）", en: "A lot as PDF"),
                    rate: PaperDesk.rate, query: [PaperDesk.language]
                ) { visit in
                    let path = try await desk.path(
                        visit.parameters["id"] ?? "", for: try visit.person())
                    return try await papers.answer(paper(path.lot, path.box).draft, visit)
                },
                Route(
                    .get, start + "/boxes/{id}/pdf",
                    access: .permission(InspectionsCapability.attend),
                    summary: Localized(zh: "装箱单（PDF）", en: "A box with its lots as PDF"),
                    rate: PaperDesk.rate, query: [PaperDesk.language]
                ) { visit in
                    let (box, lots) = try await desk.box(
                        visit.parameters["id"] ?? "", for: try visit.person())
                    return try await papers.answer(paper(box, lots).draft, visit)
                },
            ]
        }
    }

    /// What the papers of a lot and of a box would say now.
    var current: PaperDesk.Current {
        [
            .lot: { tenant, id in
                try await desk.store.read { session in
                    guard let lot = try LotRows.find(id, in: session), lot.tenant == tenant else {
                        return nil
                    }
                    let box =
                        lot.box.isEmpty
                        ? nil : try BoxRows.find(lot.box, of: tenant, in: session)
                    return paper(lot, box).draft
                }
            },
            .box: { tenant, id in
                try await desk.store.read { session in
                    guard let box = try BoxRows.find(id, of: tenant, in: session) else {
                        return nil
                    }
                    return paper(
                        box, try LotRows.inside(id, of: tenant, in: session)
                    ).draft
                }
            },
        ]
    }

    /// Where a lot stands, for who has its number and its paper.
    var sources: PaperStatus.Sources {
        [
            .lot: { tenant, id in
                try await desk.store.read { session in
                    guard let lot = try LotRows.find(id, in: session), lot.tenant == tenant else {
                        return nil
                    }
                    let events: [(Localized, Instant?)] = [
                        (LotWords.received, lot.receivedAt), (LotWords.declared, lot.declaredAt),
                        (LotWords.inspected, lot.decidedAt), (LotWords.loaded, lot.loadedAt),
                    ]
                    return PaperStatus(
                        numbers: [lot.reference], state: LotWords.name(lot.state),
                        events: events.compactMap { name, at in
                            at.map { PaperStatus.Event(name, $0) }
                        })
                }
            }
        ]
    }

    private func paper(_ lot: Lot, _ box: Box?) -> LotPaper {
        LotPaper(lot: lot, box: box, register: desk.register, tables: desk.tables)
    }

    private func paper(_ box: Box, _ lots: [Lot]) -> BoxPaper {
        BoxPaper(box: box, lots: lots, register: desk.register, tables: desk.tables)
    }
}

import Kernel
import Paper
import Papers
import Parties
import Store
import Web
import Wire

/// The payment note of a month as it stands now: what is taken to the bank.
struct NotePaper: Sendable {
    let note: PaymentNote
    let entries: [GoodsEntry]
    /// Last day, and where it is written.
    let due: (day: Day, citation: Citation)
    let desk: EntryDesk

    var draft: PaperDraft {
        let paper = self
        let payer = desk.register.enterprise(id: note.tenant)
        return PaperDraft(
            .paymentNote, tenant: note.tenant, subject: note.number, isSnapshot: true,
            number: note.number,
            issuer: entries.first.map(desk.office) ?? Localized(zh: "海关", en: "Customs"),
            day: note.madeAt.day,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "缴款单位", en: "Payer"),
                    payer?.localizedName.zh ?? note.tenant, payer?.creditCode ?? "")
            ],
            data: .object([
                .init("number", .text(note.number)), .init("period", .text(note.period)),
                .init("state", .text(note.state.rawValue)),
                .init("totalYuan", .text(note.total.text)),
                .init("dueOn", .text(due.day.text)), .init("reference", .text(note.reference)),
                .init("entries", .array(entries.map { .text($0.number) })),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        [
            .grid(
                [
                    PaperField(EntryTexts.note[language], note.number),
                    PaperField(EntryTexts.month[language], note.period),
                    PaperField(EntryTexts.state[language], note.state.name[language]),
                    PaperField(EntryTexts.total[language], note.total.grouped),
                    PaperField(EntryTexts.payBy[language], due.day.text),
                    PaperField(
                        EntryTexts.reference[language],
                        note.reference.isEmpty ? "–" : note.reference),
                ], columns: 3),
            .table(
                PaperTable(
                    [
                        .init(EntryTexts.number[language], weight: 2),
                        .init(EntryTexts.accepted[language], weight: 1.2),
                        .init(EntryTexts.tax[language], weight: 1.2),
                        .init(EntryTexts.fee[language], weight: 1.2),
                    ],
                    rows: entries.map {
                        [$0.number, $0.acceptedOn.text, $0.tax.grouped, $0.fee.grouped]
                    })),
            .note(due.citation.text),
        ]
    }
}

extension EntryPapers {
    func note(_ number: String, for visitor: Principal) async throws -> PaperDraft {
        // Who may see it; then all of it, where the page shows a part.
        let seen = try await NoteDesk(desk: desk).note(number, limit: 1, for: visitor).note
        guard let draft = try await currentNote(seen.tenant, number) else {
            throw EntryRefusal.noSuchNote
        }
        return draft
    }

    /// What the note of a number would say now.
    func currentNote(_ tenant: String, _ number: String) async throws -> PaperDraft? {
        let notes = NoteDesk(desk: desk)
        return try await desk.store.read { session in
            guard let note = try NoteRows.find(number, in: session), note.tenant == tenant else {
                return nil
            }
            let due = try notes.due(note)
            return NotePaper(
                note: note,
                entries: try EntryRows.all(of: tenant, period: note.period, in: session),
                due: (due.day.day, due.rule.citation), desk: desk
            ).draft
        }
    }
}

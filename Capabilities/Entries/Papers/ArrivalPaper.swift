import Kernel
import Paper
import Papers
import Parties
import Store
import Web
import Wire

/// What arrived for a declaration in advance, as it was told: for whoever declared, and for
/// whoever told of it, who learns nothing of what was declared.
struct ArrivalPaper: Sendable {
    let entry: GoodsEntry
    let arrival: Arrival
    let desk: EntryDesk

    var draft: PaperDraft {
        let paper = self
        let told = desk.register.enterprise(id: arrival.teller)
        return PaperDraft(
            .arrival, tenant: entry.tenant, subject: entry.number, isSnapshot: true,
            subtitle: Localized(
                zh: "提单 \(arrival.bill)", en: "Bill \(arrival.bill)"),
            number: entry.number, issuer: desk.office(entry), day: arrival.arrivedOn,
            parties: arrival.teller.isEmpty
                ? []
                : [
                    PaperDraft.Party(
                        EntryTexts.toldBy, told?.localizedName.zh ?? arrival.teller,
                        told?.creditCode ?? "")
                ],
            data: .object([
                .init("entry", .text(entry.number)),
                .init("arrival", EntryText.json(arrival)),
                .init("toldBy", .text(told?.name ?? "")),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let today = desk.clock.today
        func field(_ name: String, _ value: String) -> PaperField {
            PaperField(desk.label(name, on: today)[language], value)
        }
        let teller =
            arrival.teller.isEmpty
            ? desk.office(entry)[language]
            : desk.register.enterprise(id: arrival.teller)?.localizedName[language]
                ?? arrival.teller
        return [
            .grid(
                [
                    PaperField(EntryTexts.number[language], entry.number),
                    field("bill", arrival.bill), field("vessel", arrival.vessel),
                    field("voyage", arrival.voyage), field("enteredOn", arrival.enteredOn.text),
                    PaperField(EntryTexts.arrivedOn[language], arrival.arrivedOn.text),
                    field("packages", arrival.packages),
                    field("grossWeight", arrival.grossWeight),
                    PaperField(EntryTexts.toldBy[language], teller),
                ], columns: 2),
            .note(EntryTexts.arrivalNote[language]),
            .seal([
                desk.office(entry)[language], arrival.arrivedOn.text,
                Localized(zh: "电子签发", en: "issued electronically")[language],
            ]),
        ]
    }
}

extension EntryPapers {
    /// What arrived for an entry: for whoever may see the entry, and for whoever told of it.
    ///
    /// - Throws: `noSuchEntry`; `PapersRefusal.notIssued` while nothing has arrived.
    func arrival(_ number: String, for visitor: Principal) async throws -> PaperDraft {
        let entry = try await desk.store.read { session in
            if let found = try EntryRows.find(number, in: session), !visitor.enterprise.isEmpty,
                found.arrival?.teller == visitor.enterprise
            {
                return found
            }
            return try desk.seen(number, visitor, session)
        }
        guard let arrival = entry.arrival else { throw PapersRefusal.notIssued }
        return ArrivalPaper(entry: entry, arrival: arrival, desk: desk).draft
    }

    /// What the paper of an arrival would say now.
    func currentArrival(_ tenant: String, _ number: String) async throws -> PaperDraft? {
        guard
            let entry = try await desk.store.read({ try EntryRows.find(number, in: $0) }),
            entry.tenant == tenant, let arrival = entry.arrival
        else { return nil }
        return ArrivalPaper(entry: entry, arrival: arrival, desk: desk).draft
    }
}

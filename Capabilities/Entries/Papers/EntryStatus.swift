import Kernel
import Papers
import Store

/// Where a goods declaration stands, for who has a paper about it and its number.
extension EntryPapers {
    var sources: PaperStatus.Sources {
        let find: @Sendable (String, String) async throws -> PaperStatus? = { tenant, number in
            try await desk.store.read { session in
                guard let entry = try EntryRows.find(number, in: session), entry.tenant == tenant
                else { return nil }
                let days: [(Localized, Day?)] = [
                    (Localized(zh: "运输工具进境", en: "Entered"), entry.enteredOn),
                    (Localized(zh: "放行", en: "Released"), entry.releasedOn),
                    (Localized(zh: "税款结清", en: "Taxes settled"), entry.settledOn),
                ]
                return PaperStatus(
                    numbers: [entry.number], state: entry.state.name,
                    events: [
                        PaperStatus.Event(Localized(zh: "申报", en: "Lodged"), entry.lodgedAt)
                    ] + days.compactMap { name, day in
                        day.map { PaperStatus.Event(name, on: $0) }
                    })
            }
        }
        return [.entry: find, .entryReceipt: find, .arrival: find]
    }
}

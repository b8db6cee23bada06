import Kernel
import Wire

/// Which lines of a declaration lack the drug clearance form, and which need none.
extension EntryDesk {
    /// Lines that need the form and name none, of a consignee who is not exempt for these goods.
    func missingDrugForms(
        _ document: EntryDocument, of consignee: String, on day: Day
    ) -> [(path: String, fault: EntryFault)] {
        drugLines(document, on: day).compactMap { index, code, law in
            needsNoDrugForm(consignee, code, day)
                ? nil : ("/lines/\(index)/\(DrugForms.field)", .drugForm(code, law))
        }
    }

    /// Lines that would need the form were the consignee not exempt, counted from 1: what the
    /// record of the entry says.
    func exemptLines(_ entry: GoodsEntry) -> [Int] {
        drugLines(entry.document, on: entry.acceptedOn).compactMap { index, code, _ in
            needsNoDrugForm(entry.tenant, code, entry.acceptedOn) ? index + 1 : nil
        }
    }

    /// The same for the journal: by which benefit the form was not asked for.
    func exemptions(_ entry: GoodsEntry) -> [JSON.Member] {
        let lines = exemptLines(entry)
        guard !lines.isEmpty else { return [] }
        return [
            .init("withoutDrugForm", .array(lines.map { .integer($0) })),
            .init("benefit", .text("rd-goods-without-form")),
        ]
    }

    private func drugLines(
        _ document: EntryDocument, on day: Day
    ) -> [(index: Int, code: String, law: Citation)] {
        document.lines.enumerated().compactMap { index, line in
            guard (line[DrugForms.field] ?? "").isEmpty, let code = line["code"],
                let law = drugForms.law(code, on: day)
            else { return nil }
            return (index, code, law)
        }
    }
}

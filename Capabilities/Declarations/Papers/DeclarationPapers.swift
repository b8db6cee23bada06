import Kernel
import Papers
import Parties
import Proofs
import Reference
import Store
import Web

/// Papers of this room, drawn up from what is on record: for whoever may see the thing on its page,
/// and for the verifier who asks whether a paper still says what is on record.
struct DeclarationPapers: Sendable {
    let enquiries: Enquiries
    let taxes: TaxEnquiry
    let desk: PaperDesk
    let codes: CodeTables

    init(_ enquiries: Enquiries, _ taxes: TaxEnquiry, _ needs: DeclarationsCapability.Needs) {
        self.enquiries = enquiries
        self.taxes = taxes
        desk = needs.papers
        codes = needs.codes
    }

    var register: EnterpriseRegister { enquiries.reader.register }

    // MARK: For those who may see it

    func list(_ preNo: String, _ kind: PaperKind, for visitor: Principal) async throws
        -> PaperDraft
    {
        let found = try await enquiries.store.read { session in
            try paper(
                try enquiries.visible(preNo, to: visitor, in: session), kind, in: session)
        }
        guard let found else { throw PapersRefusal.notIssued }
        return found.draft
    }

    func followUp(_ preNo: String, for visitor: Principal) async throws -> PaperDraft {
        let view = try await enquiries.followUp(preNo, for: visitor)
        guard let paper = followUp(view.record, view.values, view.lines) else {
            throw PapersRefusal.notIssued
        }
        return paper.draft
    }

    func bill(
        _ number: String, of guarantor: String?, for visitor: Principal
    ) async throws -> PaperDraft {
        let view = try await taxes.bills(of: guarantor, number: number, for: visitor)
        guard let bill = view.bills.first?.bill else { throw DeclarationsRefusal.notFound }
        return TaxBillPaper(bill: bill, guarantor: view.name, register: register, codes: codes)
            .draft
    }

    func receipt(_ receipt: ReceiptBook.Receipt, of tenant: String) -> PaperDraft {
        ReceiptPaper(receipt: receipt, tenant: tenant, codes: codes, register: register).draft
    }

    // MARK: For the verifier

    /// What papers of each kind would say now; nil when there would be none any more.
    var current: [PaperKind: @Sendable (String, String) async throws -> PaperDraft?] {
        func list(_ kind: PaperKind) -> @Sendable (String, String) async throws -> PaperDraft? {
            { tenant, preNo in
                try await enquiries.store.read { session in
                    guard let record = try InventoryShelf.find(preNo, of: tenant, in: session)
                    else { return nil }
                    return try paper(record, kind, in: session)?.draft
                }
            }
        }
        return [
            .list: list(.list), .release: list(.release), .inspection: list(.inspection),
            .followUp: { holder, preNo in
                try await enquiries.store.read { session in
                    guard let record = try FollowUpShelf.find(preNo, of: holder, in: session)
                    else { return nil }
                    let values = try enquiries.reader.values(record.type, record.body)
                    return followUp(record, values.head, values.lines)?.draft
                }
            },
            .taxBill: { guarantor, number in
                try await enquiries.store.read { session in
                    try TaxShelf.find(number, of: guarantor, in: session).map {
                        TaxBillPaper(
                            bill: $0, guarantor: register.name(of: guarantor),
                            register: register, codes: codes
                        ).draft
                    }
                }
            },
        ]
    }

    // MARK: Drawing up

    /// Nil where the list is not in a state that such a paper is about.
    private func paper(
        _ found: InventoryShelf.Record, _ kind: PaperKind, in session: Session
    ) throws -> ListPaper? {
        var record = found
        switch kind {
        case .release:
            guard [.released, .closed].contains(record.status) else { return nil }
            // The notice is about the release and stays good when the list is closed.
            record.status = .released
            record.statusAt = try InventoryShelf.releasedAt(found, in: session)
        case .inspection: guard record.status == .inspection else { return nil }
        default: break
        }
        let values = try enquiries.reader.values(record.type, record.body)
        return ListPaper(
            kind: kind, record: record, values: values.head, lines: values.lines,
            tax: record.decision.flatMap(Decision.init(encoded:))?.tax, codes: codes,
            register: register)
    }

    private func followUp(
        _ record: FollowUpShelf.Record, _ values: [FieldValue], _ lines: [[FieldValue]]
    ) -> FollowUpPaper? {
        // Only what was decided is a decision.
        guard [.rejected, .concluded].contains(record.status) else { return nil }
        return FollowUpPaper(
            record: record, values: values, lines: lines, codes: codes, register: register)
    }
}

extension EnterpriseRegister {
    /// Its name, or its id where it is not known any more.
    func name(of id: String) -> Localized {
        enterprise(id: id)?.localizedName ?? Localized(same: id)
    }
}

extension CodeTables {
    /// The office whose paper it is.
    func office(_ district: String, on day: Day) -> Localized {
        guard let name = self[.customsDistricts].name(of: district, on: day) else {
            return Localized(
                zh: "Tradewind 贸易单一窗口", en: "Tradewind trade single window")
        }
        return Localized(zh: "\(name.zh)（\(district)）", en: "\(name.en) (\(district))")
    }

    /// A code with its name: `142 中国`.
    func named(_ code: String, _ table: CodeTable, _ day: Day, _ language: Language) -> String {
        guard let name = self[table].name(of: code, on: day)?[language], !name.isEmpty else {
            return code
        }
        return CodeTables.named(name, code, language)
    }
}

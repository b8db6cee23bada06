import Journal
import Kernel
import Papers
import Parties
import Store
import Wire

/// Parts of the use cases, each within the caller's transaction.
extension ProofDesk {
    /// A good on the paper, with what its worksheet earned.
    struct EarnedLine: Sendable {
        let line: ProofInput.Line
        let name: String
        let code: String
        let criterion: String
        let country: String
        let digest: String
    }

    /// Each line by its kept worksheet, or what keeps it from the paper.
    func lines(
        _ asked: ProofInput.Application, _ tenant: String, _ session: Session
    ) throws -> [EarnedLine] {
        var faults: [Fault] = []
        let lines = try asked.lines.enumerated().map { index, line -> EarnedLine in
            guard asked.kind != .backToBack else {
                return EarnedLine(
                    line: line, name: line.name, code: line.code, criterion: line.criterion,
                    country: line.country, digest: "")
            }
            let path = "/lines/\(index)/worksheet"
            guard let kept = try WorksheetRows.find(line.worksheet, of: tenant, in: session) else {
                faults.append(ProofFault.noWorksheet.fault(at: path))
                return EarnedLine(
                    line: line, name: "", code: "", criterion: "", country: "", digest: "")
            }
            let sheet = (try? JSON(Array(kept.content.utf8))) ?? .null
            let verdicts = (try? JSON(Array(kept.outcome.utf8)))?.elements ?? []
            let verdict = verdicts.first {
                $0["agreement"]?.string == asked.agreement.id && $0["outcome"]?.string == "met"
            }
            let from = sheet["exporter"]?.string.flatMap { tables.countries.find($0) } ?? ""
            let to = sheet["importer"]?.string.flatMap { tables.countries.find($0) } ?? "CHN"
            if verdict == nil {
                faults.append(ProofFault.notPassed(asked.agreement).fault(at: path))
            } else if from != "CHN" || to != asked.importer {
                faults.append(ProofFault.otherPlaces.fault(at: path))
            }
            return EarnedLine(
                line: line, name: kept.name, code: String(kept.code.prefix(6)),
                criterion: verdict?["criterion"]?.string ?? "",
                country: verdict?["countryOfOrigin"]?["country"]?.string ?? from,
                digest: kept.digest)
        }
        guard faults.isEmpty else { throw OriginRefusal.input(faults) }
        return lines
    }

    /// The approval under which every good may be declared.
    func approval(
        _ asked: ProofInput.Application, _ lines: [EarnedLine], _ tenant: String, _ today: Day,
        _ session: Session
    ) throws -> ApprovedExporter {
        let found = try ExporterRows.all(of: tenant, in: session).first { exporter in
            exporter.holds(on: today)
                && lines.allSatisfy { exporter.covers($0.code, asked.agreement.id) }
        }
        guard let found else { throw OriginRefusal.notApproved }
        return found
    }

    /// All proofs on one original together, whosever they are, never exceed the quantity it was
    /// first presented with.
    func checkOriginal(
        _ asked: ProofInput.Application, _ tenant: String, _ session: Session
    ) throws {
        guard let original = asked.original else { return }
        let kept = try OriginalRows.keep(
            original.number, of: original.country, quantity: original.quantity, by: tenant,
            at: clock.now(), in: session)
        guard kept.quantity == original.quantity else {
            // What another enterprise presented is not told.
            let known = kept.tenant == tenant ? " \(kept.quantity.text)" : ""
            throw OriginRefusal.input([
                InputFault.sum(
                    Localized(
                        zh: "该原证此前登记的数量\(known)与此不同，请按原证填写。",
                        en: "This original was presented with another quantity\(known): write what "
                            + "it says.")
                ).fault(at: "/original/quantity")
            ])
        }
        let used = try OriginalRows.used(original.number, of: original.country, in: session)
        let asks = SortedMaterials.sum(asked.lines.map(\.quantity))
        let left = Fixed(raw: kept.quantity.raw - used.raw)
        guard asks <= left else {
            throw OriginRefusal.input([
                InputFault.sum(
                    Localized(
                        zh: "原证数量 \(original.quantity.text)，已用 \(used.text)，不足本次 \(asks.text)。",
                        en: "Of the original's \(original.quantity.text), \(used.text) is used: "
                            + "\(asks.text) is too much.")
                ).fault(at: "/lines")
            ])
        }
    }

    /// The same goods of one invoice have one proof: another is only a replacement. Proofs on a
    /// foreign original are kept apart by its quantity instead. Writers take turns, so two that
    /// ask at once do not pass each other by.
    func checkTwice(
        _ asked: ProofInput.Application, _ lines: [EarnedLine], _ tenant: String,
        _ session: Session
    ) throws {
        guard asked.kind != .backToBack else { return }
        let goods = lines.map {
            GoodsOnPaper(
                worksheet: $0.line.worksheet, digest: $0.digest, code: $0.code, name: $0.name,
                quantity: $0.line.quantity.text, unit: $0.line.unit)
        }
        let holder = try InvoicedRows.holder(
            invoice: asked.invoice, goods: goods, besides: asked.replaces, of: tenant, in: session)
        if let holder { throw OriginRefusal.appliedTwice(holder) }
    }

    /// The issued proof that a new one stands in for.
    func replaced(
        _ asked: ProofInput.Application, _ tenant: String, _ session: Session
    ) throws -> Proof? {
        guard let id = asked.replaces else { return nil }
        let proof = try known(id, tenant, session)
        guard proof.state == .issued else {
            throw OriginRefusal.decidedAlready(proof.state.rawValue)
        }
        if let other = try ProofRows.waiting(toReplace: id, of: tenant, in: session) {
            throw OriginRefusal.replacementWaits(other)
        }
        return proof
    }

    /// Ends an application whose first proof was replaced or withdrawn meanwhile: it could never
    /// be issued and would wait for ever.
    func close(
        _ proof: Proof, since state: Proof.State, _ actor: String, _ tenant: String,
        _ session: Session
    ) throws {
        try ProofRows.end(
            proof.id, as: .refused,
            reason: Localized(
                zh: "原证明已不再有效：\(state.rawValue)",
                en: "the proof it was to replace is no longer good: \(state.rawValue)"
            ).kept,
            by: actor, at: clock.now(), of: tenant, in: session)
        try note("origin.proof-refused", proof, actor, tenant, session)
    }

    /// Last day: of the agreement's months; a replacement is good no longer than the first one.
    func last(_ agreement: Agreement, _ today: Day, _ replaced: Proof?) -> Day {
        replaced?.validTo ?? ProofValidity.lastDay(issued: today, months: agreement.proofMonths)
    }

    func stepDown(
        _ old: Proof, for number: String, _ actor: String, _ tenant: String, _ session: Session
    ) throws {
        try ProofRows.end(
            old.id, as: .replaced, reason: "", replacedBy: number, by: actor, at: clock.now(),
            of: tenant, in: session)
        try papers.replace(
            ProofPaper.kind(old.kind), tenant: tenant, subject: old.id, by: number, in: session)
        try note("origin.proof-replaced", old, actor, tenant, session, number: number)
    }

    /// The paper of a proof that has a number.
    func paper(_ proof: Proof, _ tenant: String) throws -> PaperDraft {
        try ProofPaper(proof: proof, tenant: tenant, tables: tables, forms: forms).draft()
    }

    func waiting(_ id: String, _ tenant: String, _ session: Session) throws -> Proof {
        let proof = try known(id, tenant, session)
        guard proof.state == .applied else {
            throw OriginRefusal.decidedAlready(proof.state.rawValue)
        }
        return proof
    }

    func known(_ id: String, _ tenant: String, _ session: Session) throws -> Proof {
        guard let proof = try ProofRows.find(id, of: tenant, in: session) else {
            throw OriginRefusal.noSuchProof
        }
        return proof
    }

    /// `TW2026` and eight digits, never twice.
    func number(_ today: Day, _ session: Session) throws -> String {
        let digits = String(try session.next("origin-proofs"))
        return "TW\(today.year)" + String(repeating: "0", count: max(0, 8 - digits.utf8.count))
            + digits
    }

    func reason(_ text: String) throws(OriginRefusal) -> String {
        let plain = trim(text)
        guard !plain.isEmpty else { throw .input([InputFault.missing.fault(at: "/reason")]) }
        guard plain.utf8.count <= 500, plain.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .input([InputFault.line(most: 500).fault(at: "/reason")])
        }
        return plain
    }

    func note(
        _ kind: String, _ proof: Proof, _ actor: String, _ tenant: String, _ session: Session,
        number: String? = nil
    ) throws {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: tenant, subjectType: "origin-proof",
                subject: proof.id,
                payload: .object([
                    .init("agreement", .text(proof.agreement)),
                    .init("digest", .text(proof.digest)),
                    .init("kind", .text(proof.kind.rawValue)),
                    .init("number", .optional(number ?? proof.number)),
                ])), in: session)
    }
}

/// What keeps a line from the paper.
enum ProofFault {
    case noWorksheet
    case notPassed(Agreement)
    case otherPlaces

    /// More than any consignment holds: a slip of the hand.
    static func tooMuch(_ most: Fixed) -> InputFault {
        .told(
            "quantity-too-large",
            Localized(
                zh: "数量最多 \(most.grouped)。", en: "A quantity is at most \(most.grouped)."),
            fix: Localized(
                zh: "核对数量，或改用较大的计量单位。", en: "Check it, or count in a larger unit."))
    }

    func fault(at path: String) -> Fault {
        switch self {
        case .noWorksheet:
            Fault(
                code: "origin.no-such-worksheet", path: path,
                message: Localized(
                    zh: "没有这张存档的工作表。", en: "There is no such kept worksheet."),
                fix: Localized(
                    zh: "先核算并存档，再填其编号。", en: "Test and keep one first, then give its id."))
        case .notPassed(let agreement):
            Fault(
                code: "origin.worksheet-not-passed", path: path,
                message: Localized(
                    zh: "这张工作表未符合\(agreement.name.zh)的原产地规则。",
                    en: "This worksheet did not pass under the \(agreement.name.en)."),
                fix: Localized(
                    zh: "按工作表的提示改动后重新核算。", en: "Change what it says and test again."))
        case .otherPlaces:
            Fault(
                code: "origin.worksheet-other-places", path: path,
                message: Localized(
                    zh: "工作表的出口国须为中国，进口国须与申请一致。",
                    en: "The worksheet must be for goods from China to the country applied for."),
                fix: Localized(zh: "选用对应的工作表。", en: "Choose the worksheet that fits."))
        }
    }
}

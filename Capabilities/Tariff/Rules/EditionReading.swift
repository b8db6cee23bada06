import Kernel
import Reference

/// Reads editions: the table as it was sent becomes versions that hold from its first day on. A
/// broken line refuses the whole, by its number; nothing of it is taken.
struct EditionReading {
    let book: TariffBook

    /// Reads the header of a file, to know its kind.
    static func kind(of content: [UInt8], name: String) throws(LookupRefusal) -> Edition.Kind {
        let file: DataFile
        do { file = try DataFile(content, named: name) } catch {
            throw told(error, content, nil)
        }
        let kinds = kinds(of: file)
        guard kinds.count < 2 else {
            throw .fileLine(1, column: "", EditionFault.twoTables(kinds), mend: mendHeader)
        }
        guard let kind = kinds.first else {
            throw .fileLine(
                1, column: file.columns.joined(separator: ","), unknownHeader, mend: mendHeader)
        }
        try checkColumns(of: file, kind)
        return kind
    }

    private static let mendHeader = Localized(
        zh: "请改第一行的列名；格式见 docs/how-to/load-a-tariff-edition.md。",
        en: "Mend the names in the first line; see docs/how-to/load-a-tariff-edition.md.")

    /// Every table with the columns it is known by, for the help of the command.
    static let everyTable = Edition.Kind.allCases.map { kind in
        "\(kind.title.zh) / \(kind.title.en): \(marks(of: kind).joined(separator: ", "))"
    }.joined(separator: "\n")

    private static let unknownHeader: Localized = {
        let all = Edition.Kind.allCases.map { ($0.title, marks(of: $0)) }
        let zh = all.map { "\($0.zh) \($1.joined(separator: "、"))" }
        let en = all.map { "\($0.en): \($1.joined(separator: ", "))" }
        return Localized(
            zh: "表头不是任何一种可导入的表。按表头区分：" + zh.joined(separator: "；") + "。",
            en: "the header fits no table that can be loaded. Each is known by its columns. "
                + en.joined(separator: "; ") + ".")
    }()

    /// Puts an edition on top of what is there. What it changes is told by the report.
    func add(_ edition: Edition, to state: inout LoadedEditions.State) throws(LookupRefusal)
        -> EditionReport
    {
        do throws(DataFault) {
            let file = try DataFile(edition.content, named: edition.fileName)
            let before = state
            let changes: [EditionReport.Change]
            switch edition.kind {
            case .codes: changes = try codes(file, edition, &state)
            case .agreementRates: changes = try rates(file, edition, &state)
            case .originRules: changes = try originRules(file, edition, &state)
            case .exportDuties: changes = try exports(file, edition, &state)
            case .legalNotes: changes = try notes(file, edition, &state)
            case .exchangeRates: changes = try exchange(file, edition, &state)
            case .refundRates: changes = try refunds(file, edition, &state)
            case .positiveList: changes = try headings(file, edition, &state)
            default:
                guard let table = SmallTable.of(edition.kind) else {
                    throw DataFault.noRows(edition)
                }
                changes = try table.read(self, file, edition, &state)
            }
            try check(file, edition, state)
            guard !changes.isEmpty else { throw DataFault.noRows(edition) }
            let drops = edition.isWhole ? try drop(file, edition, before, &state) : []
            if [.agreements, .agreementPartners].contains(edition.kind) {
                state.treaties = book.resolved(state)
            }
            var report = EditionReport(
                kind: edition.kind, from: edition.from, isWhole: edition.isWhole,
                changes: changes + drops, before: held(file, edition, before))
            report.startsEnforcing = before.listedFrom.map { edition.from < $0 }
                ?? (state.listedFrom != nil)
            return report
        } catch {
            throw EditionReading.told(error, edition.content, edition.kind)
        }
    }

    // MARK: Goods codes

    private func codes(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let table = try TariffTable(file, isPartial: true)
        let hs10 = try file.column("hs10")
        let (action, heirs) = (file.place(of: "action"), file.place(of: "successors"))
        let origin = TariffTable.Origin(
            from: edition.from, to: nil, citation: Citation(document: edition.document),
            isReferenceOnly: edition.isReferenceOnly, english: book.codes.nomenclature.english)
        var changes: [EditionReport.Change] = []
        var seen: [UInt64: Int] = [:]
        var ended: [(row: DataRow, successors: [String])] = []
        while let row = try file.next() {
            guard let code = GoodsCode(row.text(hs10)) else { throw row.fault("hs10") }
            if let first = seen.updateValue(row.line, forKey: code.packed) {
                throw row.fault("hs10", EditionReading.repeated(first))
            }
            let before = book.codes.line(code, on: edition.from, with: state)
            let after: TariffLine?
            switch row.text(action) {
            case "", "set":
                let line = try table.line(row, origin, base: before)
                // A whole table states every rate anew; an amendment those it changes.
                after = edition.isWhole
                    ? line
                    : before.map {
                        line.amending(
                            $0, stated: table.stated, isReferenceOnly: edition.isReferenceOnly)
                    } ?? line
            case "end":
                guard before != nil else {
                    throw row.fault("action", EditionReading.endsNothing(edition.from))
                }
                after = nil
            default: throw row.fault("action")
            }
            let successors = row.text(heirs).split(separator: " ").map(String.init)
            guard successors.isEmpty || after == nil else {
                throw row.fault("successors", EditionFault.noHeirs)
            }
            if !successors.isEmpty { ended.append((row, successors)) }
            state.lines[code.packed, default: []].append(
                LoadedEditions.LineVersion(
                    from: edition.from, line: after, successors: successors))
            changes.append(EditionReading.change(code.text, before, after))
        }
        // What carries on may stand further down in the same file.
        for (row, successors) in ended {
            for digits in successors {
                guard let code = GoodsCode(digits),
                    book.codes.line(code, on: edition.from, with: state) != nil
                else { throw row.fault("successors", EditionFault.noCode) }
            }
        }
        return changes
    }

    /// What differs between a line and its new version.
    static func change(_ code: String, _ before: TariffLine?, _ after: TariffLine?)
        -> EditionReport.Change
    {
        guard let before else {
            return EditionReport.Change(
                what: .new, subject: code, details: after.map { told(nil, $0) } ?? [])
        }
        guard let after else {
            return EditionReport.Change(what: .ended, subject: code, details: [])
        }
        let details = told(before, after)
        return EditionReport.Change(
            what: details.isEmpty ? .same : .changed, subject: code, details: details)
    }

    private static func told(_ before: TariffLine?, _ after: TariffLine) -> [String] {
        func cells(_ line: TariffLine?) -> [(String, String)] {
            [
                ("name_zh", line?.name.zh ?? ""),
                ("name_en", line.map { $0.englishIsOwn ? $0.name.en : "" } ?? ""),
                ("mfn", line?.duty.notation ?? ""),
                ("general", line?.general?.notation ?? ""),
                ("provisional_pct", line?.provisional?.text ?? ""),
                ("quota", line?.quota?.rawValue ?? ""), ("vat_pct", line?.vat?.text ?? ""),
                ("consumption", line.map { "\($0.consumption)" } ?? ""),
                ("unit1", line?.unit1 ?? ""), ("unit2", line?.unit2 ?? ""),
            ]
        }
        return zip(cells(before), cells(after)).compactMap { old, new in
            guard !old.1.utf8.elementsEqual(new.1.utf8) else { return nil }
            // The inner form of a consumption tax is for nobody's eyes.
            if old.0 == "consumption" { return before == nil ? nil : "consumption" }
            return "\(old.0) \(old.1.isEmpty ? "–" : old.1) → \(new.1.isEmpty ? "–" : new.1)"
        }
    }
}

import Kernel
import Reference

/// Reads editions: the table as it was sent becomes versions that hold from its first day on. A
/// broken line refuses the whole, by its number; nothing of it is taken.
struct EditionReading {
    let book: TariffBook

    /// What a header is the header of.
    static func kind(of file: DataFile) -> Edition.Kind? {
        if file.has("hs10") { return .codes }
        if file.has("agreement"), file.has("rate") { return .agreementRates }
        if file.has("currency"), file.has("cny") { return .exchangeRates }
        if file.has("refund_pct") { return .refundRates }
        if file.has("heading") { return .positiveList }
        return nil
    }

    /// Reads the header of a file, to know its kind.
    static func kind(of content: [UInt8], name: String) throws(LookupRefusal) -> Edition.Kind {
        let file: DataFile
        do { file = try DataFile(content, named: name) } catch {
            throw told(error)
        }
        guard let kind = kind(of: file) else {
            throw .fileLine(1, column: file.columns.joined(separator: ","), unknownHeader)
        }
        return kind
    }

    private static let unknownHeader = Localized(
        zh: "表头不是任何一种可导入的表：商品编号表需有 hs10，协定税率表需有 agreement、code、rate，汇率表需有 "
            + "currency、units、cny，退税率表需有 code、refund_pct，正面清单需有 heading。",
        en: "the header fits no table that can be loaded: goods codes have hs10, agreement rates "
            + "agreement, code and rate, exchange rates currency, units and cny, refund rates code "
            + "and refund_pct, the positive list heading.")

    /// A fault of a table as a refusal people can act on.
    static func told(_ fault: DataFault) -> LookupRefusal {
        .fileLine(
            max(1, fault.line), column: "",
            Localized(
                zh: chinese(fault.reason),
                en: fault.reason.hasSuffix(".") ? fault.reason : "\(fault.reason)."))
    }

    /// `column mfn is missing or not valid` in Chinese.
    private static func chinese(_ reason: String) -> String {
        // A header that lacks a column: its reason is the sentence of the table reader.
        if let name = reason.split(separator: "“").dropFirst().first?.split(separator: "”").first,
            reason.hasSuffix("is missing.")
        {
            return "缺少列“\(name)”。"
        }
        let words = reason.split(separator: " ")
        guard words.first?.utf8.elementsEqual("column".utf8) == true, words.count > 1 else {
            return "内容不符合格式。"
        }
        return "列 \(words[1]) 缺失或不合格。"
    }

    /// Puts an edition on top of what is there. What it changes is told by the report.
    func add(_ edition: Edition, to state: inout LoadedEditions.State) throws(LookupRefusal)
        -> EditionReport
    {
        do {
            let file = try DataFile(edition.content, named: edition.fileName)
            let changes: [EditionReport.Change]
            switch edition.kind {
            case .codes: changes = try codes(file, edition, &state)
            case .agreementRates: changes = try rates(file, edition, &state)
            case .exchangeRates: changes = try exchange(file, edition, &state)
            case .refundRates: changes = try refunds(file, edition, &state)
            case .positiveList: changes = try headings(file, edition, &state)
            }
            return EditionReport(kind: edition.kind, from: edition.from, changes: changes)
        } catch {
            throw EditionReading.told(error)
        }
    }

    // MARK: Goods codes

    private func codes(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let table = try TariffTable(file, isPartial: true)
        let hs10 = try file.column("hs10")
        let action = file.place(of: "action")
        let origin = TariffTable.Origin(
            from: edition.from, to: nil, citation: Citation(document: edition.document),
            isReferenceOnly: false, english: book.codes.nomenclature.english)
        var changes: [EditionReport.Change] = []
        var seen: Set<UInt64> = []
        state.lastCodes = max(state.lastCodes ?? edition.from, edition.from)
        while let row = try file.next() {
            guard let code = GoodsCode(row.text(hs10)), seen.insert(code.packed).inserted else {
                throw row.fault("hs10")
            }
            let before = book.codes.line(code, on: edition.from, with: state)
            let after: TariffLine?
            switch row.text(action) {
            case "", "set": after = try table.line(row, origin, base: before)
            case "end":
                guard before != nil else { throw row.fault("action") }
                after = nil
            default: throw row.fault("action")
            }
            state.lines[code.packed, default: []].append(
                LoadedEditions.LineVersion(from: edition.from, line: after))
            changes.append(EditionReading.change(code.text, before, after))
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
                ("name_zh", line?.name.zh ?? ""), ("mfn", line?.duty.notation ?? ""),
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

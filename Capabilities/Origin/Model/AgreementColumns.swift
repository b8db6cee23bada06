import Kernel
import Reference

/// Reads rows of `agreements.csv`.
struct AgreementColumns {
    private let id, zh, en, kind, proofs, months, methods, cumulation, consignment, waiver: Int
    private let value, chapters, weight, weightChapters, confidence, noteZh, noteEn: Int
    private let dates: DateColumns

    init(_ file: DataFile) throws(DataFault) {
        id = try file.column("agreement")
        zh = try file.column("name_zh")
        en = try file.column("name_en")
        kind = try file.column("kind")
        proofs = try file.column("proofs")
        months = try file.column("proof_months")
        methods = try file.column("content_methods")
        value = try file.column("tolerance_value_pct")
        chapters = try file.column("tolerance_chapters")
        weight = try file.column("tolerance_weight_pct")
        weightChapters = try file.column("tolerance_weight_chapters")
        cumulation = try file.column("cumulation")
        consignment = try file.column("consignment")
        waiver = try file.column("waiver_usd")
        confidence = try file.column("confidence")
        noteZh = try file.column("note_zh")
        noteEn = try file.column("note_en")
        dates = try DateColumns(file)
    }

    func agreement(
        _ row: DataRow, _ partners: [String: [Agreement.Partner]]
    ) throws(DataFault) -> Agreement {
        let id = try row.required(id, "agreement")
        guard let kind = Agreement.Kind(rawValue: row.text(kind)) else { throw row.fault("kind") }
        guard let journey = Consignment(rawValue: row.text(consignment)) else {
            throw row.fault("consignment")
        }
        guard let known = Agreement.Confidence(rawValue: row.text(confidence)) else {
            throw row.fault("confidence")
        }
        guard let months = Int(row.text(months)), (1...120).contains(months) else {
            throw row.fault("proof_months")
        }
        return Agreement(
            id: id,
            name: Localized(
                zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
            kind: kind, from: try dates.from(row), to: try dates.to(row),
            partners: partners[id] ?? [],
            proofs: try list(row, proofs, "proofs"), proofMonths: months,
            contentMethods: try list(row, methods, "content_methods"),
            tolerance: try tolerance(row), cumulation: try cumulation(row),
            consignment: journey, waiver: try row.number(waiver, "waiver_usd"),
            citation: try dates.citation(row), confidence: known,
            note: Localized(zh: row.text(noteZh), en: row.text(noteEn)))
    }

    private func cumulation(_ row: DataRow) throws(DataFault) -> Cumulation {
        let text = row.text(cumulation)
        if text.isEmpty { return .unknown }
        guard let cumulation = Cumulation(rawValue: text) else { throw row.fault("cumulation") }
        return cumulation
    }

    private func list<Word: RawRepresentable<String>>(
        _ row: DataRow, _ column: Int, _ name: String
    ) throws(DataFault) -> [Word] {
        var words: [Word] = []
        for part in row.text(column).split(separator: " ") {
            guard let word = Word(rawValue: String(part)) else { throw row.fault(name) }
            words.append(word)
        }
        return words
    }

    private func tolerance(_ row: DataRow) throws(DataFault) -> Tolerance? {
        guard let value = try row.number(value, "tolerance_value_pct") else { return nil }
        guard let chapters = range(row.text(chapters)) else {
            throw row.fault("tolerance_chapters")
        }
        let weight = try row.number(weight, "tolerance_weight_pct")
        let weighed = range(row.text(weightChapters))
        if weight != nil, weighed == nil { throw row.fault("tolerance_weight_chapters") }
        return Tolerance(
            value: value, chapters: chapters, weight: weight, weightChapters: weighed)
    }

    private func range(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-").compactMap { Int($0) }
        guard ends.count == 2, ends[0] <= ends[1] else { return nil }
        return ends[0]...ends[1]
    }
}

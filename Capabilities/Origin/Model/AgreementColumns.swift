public import Kernel
public import Reference

/// Reads rows of `agreements.csv`, and of tables that amend it.
public struct AgreementColumns {
    /// Every column of the terms of an agreement.
    public static let names = [
        "agreement", "kind", "name_zh", "name_en", "proofs", "proof_months", "content_methods",
        "tolerance_value_pct", "tolerance_chapters", "tolerance_weight_pct",
        "tolerance_weight_chapters", "cumulation", "consignment", "waiver_usd",
        "tariff_differentials", "note_zh", "note_en",
    ]

    private let places: [String: Int]

    /// - Parameter isPartial: takes a file that leaves columns out.
    public init(_ file: DataFile, isPartial: Bool = false) throws(DataFault) {
        var places: [String: Int] = [:]
        for name in AgreementColumns.names {
            places[name] = isPartial ? file.place(of: name) : try file.column(name)
        }
        self.places = places
    }

    /// What a row says; what it leaves empty is taken from the terms as they were.
    ///
    /// - Parameters:
    ///   - from: first day, and last day, of these terms.
    ///   - known: how sure the facts of the row are.
    public func agreement(
        _ row: DataRow, partners: [Agreement.Partner], from: Day, to: Day?, _ citation: Citation,
        _ known: Agreement.Confidence, base: Agreement? = nil
    ) throws(DataFault) -> Agreement {
        let zh = text(row, "name_zh")
        guard let chinese = zh.isEmpty ? base?.name.zh : zh else { throw row.fault("name_zh") }
        let en = text(row, "name_en")
        guard let english = en.isEmpty ? base?.name.en : en else { throw row.fault("name_en") }
        let note = Localized(zh: text(row, "note_zh"), en: text(row, "note_en"))
        return Agreement(
            id: text(row, "agreement"), name: Localized(zh: chinese, en: english),
            kind: try word(row, "kind", base?.kind), from: from, to: to, partners: partners,
            proofs: try list(row, "proofs", base?.proofs),
            proofMonths: try months(row, base?.proofMonths),
            contentMethods: try list(row, "content_methods", base?.contentMethods ?? []),
            tolerance: try tolerance(row) ?? base?.tolerance,
            cumulation: try word(row, "cumulation", base?.cumulation ?? .unknown),
            consignment: try word(row, "consignment", base?.consignment),
            waiver: try waiver(row) ?? base?.waiver, citation: citation, confidence: known,
            hasDifferentials: try differentials(row) ?? base?.hasDifferentials ?? false,
            note: note.zh.isEmpty ? base?.note ?? note : note)
    }

    private func text(_ row: DataRow, _ name: String) -> String { row.text(places[name] ?? -1) }

    private func number(_ row: DataRow, _ name: String) throws(DataFault) -> Fixed? {
        guard let number = try row.number(places[name] ?? -1, name) else { return nil }
        guard !number.isNegative, number < Fixed(1_000_000) else { throw row.fault(name) }
        return number
    }

    /// A value up to which no proof is asked; 0 asks for one always.
    private func waiver(_ row: DataRow) throws(DataFault) -> Fixed? {
        try number(row, "waiver_usd")
    }

    private func months(_ row: DataRow, _ old: Int?) throws(DataFault) -> Int {
        let told = text(row, "proof_months")
        guard let months = told.isEmpty ? old : Int(told), (1...120).contains(months) else {
            throw row.fault("proof_months")
        }
        return months
    }

    private func differentials(_ row: DataRow) throws(DataFault) -> Bool? {
        switch text(row, "tariff_differentials") {
        case "": nil
        case "1": true
        case "0": false
        default: throw row.fault("tariff_differentials")
        }
    }

    private func word<Word: RawRepresentable<String>>(
        _ row: DataRow, _ name: String, _ old: Word?
    ) throws(DataFault) -> Word {
        let told = text(row, name)
        guard let word = told.isEmpty ? old : Word(rawValue: told) else { throw row.fault(name) }
        return word
    }

    private func list<Word: RawRepresentable<String>>(
        _ row: DataRow, _ name: String, _ old: [Word]?
    ) throws(DataFault) -> [Word] {
        var words: [Word] = []
        for part in text(row, name).split(separator: " ") {
            guard let word = Word(rawValue: String(part)) else { throw row.fault(name) }
            words.append(word)
        }
        guard let kept = words.isEmpty ? old : words else { throw row.fault(name) }
        return kept
    }

    private func tolerance(_ row: DataRow) throws(DataFault) -> Tolerance? {
        guard let value = try perCent(row, "tolerance_value_pct") else { return nil }
        guard let chapters = range(text(row, "tolerance_chapters")) else {
            throw row.fault("tolerance_chapters")
        }
        let weight = try perCent(row, "tolerance_weight_pct")
        let weighed = range(text(row, "tolerance_weight_chapters"))
        if weight != nil, weighed == nil { throw row.fault("tolerance_weight_chapters") }
        return Tolerance(
            value: value, chapters: chapters, weight: weight, weightChapters: weighed)
    }

    private func perCent(_ row: DataRow, _ name: String) throws(DataFault) -> Fixed? {
        let number = try number(row, name)
        if let number, number > Fixed(100) { throw row.fault(name) }
        return number
    }

    private func range(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-").compactMap { Int($0) }
        guard ends.count == 2, ends[0] >= 1, ends[1] <= 99, ends[0] <= ends[1] else { return nil }
        return ends[0]...ends[1]
    }
}

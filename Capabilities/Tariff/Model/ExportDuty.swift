import Kernel
import Reference

/// What exports of a code owe, as one row of a table says it.
struct ExportDuty: Sendable, Hashable {
    /// Of the export tariff, per cent; nil where the row names a provisional rate alone.
    let rate: Fixed?
    /// Provisional, per cent; goes before.
    let provisional: Fixed?
    /// Whether the row is about a part of the goods of the code alone (ex).
    let isPart: Bool
    let from: Day
    let to: Day?
    let citation: Citation

    func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}

/// What is known of the export duty of a code on a day. Not held is not zero.
enum ExportDutyFinding: Sendable, Hashable {
    case stated(ExportDuty)
    /// A whole table is held and does not name the code: no export duty.
    case none(from: Day, Citation)
    /// No table of the day is held; what the last one that is held said, years ago, if it named it.
    case notHeld(last: [ExportDuty])
}

/// Export duties: those of 2007, the last that came with the product, and what was loaded since.
struct ExportDuties: Sendable {
    private let rows: [UInt64: [ExportDuty]]

    init(rows: [UInt64: [ExportDuty]] = [:]) { self.rows = rows }

    static func load(_ share: Share) throws(DataFault) -> ExportDuties {
        var file = try DataFile("\(folder)/export-duties.csv", in: share)
        let (hs8, rate) = (try file.column("hs8"), try file.column("export_pct"))
        let (provisional, part) = (try file.column("provisional_pct"), try file.column("part"))
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        let source = try file.column("source")
        var rows: [UInt64: [ExportDuty]] = [:]
        while let row = try file.next() {
            guard let code = GoodsCode.pack(row.text(hs8)), row.text(hs8).utf8.count == 8 else {
                throw row.fault("hs8")
            }
            guard let first = try row.day(from, "valid_from") else { throw row.fault("valid_from") }
            rows[code, default: []].append(
                ExportDuty(
                    rate: try row.number(rate, "export_pct"),
                    provisional: try row.number(provisional, "provisional_pct"),
                    isPart: row.text(part) == "1", from: first, to: try row.day(to, "valid_to"),
                    citation: Citation(document: try row.required(source, "source"))))
        }
        return ExportDuties(rows: rows)
    }

    func find(
        _ code: GoodsCode, on day: Day, with state: LoadedEditions.State
    ) -> ExportDutyFinding {
        let whole = state.wholeExports.filter { $0.from <= day }.max { $0.from < $1.from }
        for digits in [10, 8] {
            let versions = state.exports[String(code.text.prefix(digits))] ?? []
            if let found = versions.last(where: { version in
                version.holds(on: day) && (whole.map { $0.from <= version.from } ?? true)
            }) {
                return .stated(found)
            }
        }
        if let whole { return .none(from: whole.from, whole.citation) }
        let own = rows[code.prefix(8)] ?? []
        if let held = own.last(where: { $0.holds(on: day) }) { return .stated(held) }
        return .notHeld(last: own)
    }
}

/// A note of the law on a section, chapter or heading (类注、章注、品目注释).
struct LegalNote: Sendable, Hashable {
    /// `XI`, or two, four or six digits.
    let place: String
    let text: Localized
    let from: Day
    let citation: Citation
}

extension TariffBook {
    func exportDuty(of code: GoodsCode, on day: Day) -> ExportDutyFinding {
        exports.find(code, on: day, with: codes.loaded.now(on: day))
    }

    /// Notes on a code of two to ten digits and on what it lies under, the section first; nil where
    /// no notes are held on that day at all.
    func notes(on digits: String, on day: Day) -> [LegalNote]? {
        let state = codes.loaded.now(on: day)
        guard state.notes.values.contains(where: { $0.contains { $0.from <= day } }) else {
            return nil
        }
        let chapter = String(digits.prefix(2))
        let section = codes.nomenclature.sections.first { $0.chapters.contains(chapter) }?.number
        let places = [section].compactMap { $0 } + [2, 4, 6].filter { $0 <= digits.utf8.count }
            .map { String(digits.prefix($0)) }
        let whole = state.wholeNotes.filter { $0 <= day }.max()
        return places.compactMap { place in
            state.notes[place]?.last { note in
                note.from <= day && (whole.map { $0 <= note.from } ?? true)
            }
        }
    }
}

import Kernel
import Reference

/// Export duties and legal notes as editions bring them.
extension EditionReading {
    /// Columns `code` (eight or ten digits), `export_pct`, and as wanted `provisional_pct` (either
    /// of the two), `part` (1: a part of the line's goods alone), `valid_to`.
    func exports(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let (code, rate) = (try file.column("code"), try file.column("export_pct"))
        let provisional = file.place(of: "provisional_pct")
        let (part, to) = (file.place(of: "part"), file.place(of: "valid_to"))
        var seen: [String: Int] = [:]
        var changes: [EditionReport.Change] = []
        while let row = try file.next() {
            let digits = row.text(code)
            guard GoodsCode.pack(digits) != nil, [8, 10].contains(digits.utf8.count) else {
                throw row.fault("code")
            }
            if let first = seen.updateValue(row.line, forKey: digits) {
                throw row.fault("code", EditionReading.repeated(first))
            }
            guard ["", "0", "1"].contains(row.text(part)) else {
                throw row.fault("part", EditionFault.noPart)
            }
            let duty = ExportDuty(
                rate: try TariffTable.perCent(row, rate, "export_pct"),
                provisional: try TariffTable.perCent(row, provisional, "provisional_pct"),
                isPart: row.text(part) == "1", from: edition.from,
                to: try row.day(to, "valid_to"), citation: Citation(document: edition.document))
            guard duty.rate != nil || duty.provisional != nil else { throw row.fault("export_pct") }
            let old = state.exports[digits]?.last { $0.holds(on: edition.from) }
            state.exports[digits, default: []].append(duty)
            changes.append(
                told(
                    digits, old.map { NotHeldWords.rate(.stated($0)).en },
                    NotHeldWords.rate(.stated(duty)).en))
        }
        return changes
    }

    /// Columns `notes_of` (a section such as XI, or two, four or six digits), `note_zh`, and as
    /// wanted `note_en`.
    func notes(
        _ source: DataFile, _ edition: Edition, _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [EditionReport.Change] {
        var file = source
        let (place, zh) = (try file.column("notes_of"), try file.column("note_zh"))
        let en = file.place(of: "note_en")
        var known = KnownDigits(book: book, state: state)
        var seen: [String: Int] = [:]
        var changes: [EditionReport.Change] = []
        while let row = try file.next() {
            let name = row.text(place)
            let isSection = book.codes.nomenclature.sections.contains {
                $0.number.utf8.elementsEqual(name.utf8)
            }
            let isCode = [2, 4, 6].contains(name.utf8.count) && known.has(name)
            guard isSection || isCode else { throw row.fault("notes_of") }
            if let first = seen.updateValue(row.line, forKey: name) {
                throw row.fault("notes_of", EditionReading.repeated(first))
            }
            let text = try row.required(zh, "note_zh")
            let english = row.text(en)
            let note = LegalNote(
                place: name, text: Localized(zh: text, en: english.isEmpty ? text : english),
                from: edition.from, citation: Citation(document: edition.document))
            let old = state.notes[name]?.last { $0.from <= edition.from }
            state.notes[name, default: []].append(note)
            let isSame = old.map { $0.text == note.text } ?? false
            changes.append(
                EditionReport.Change(
                    what: isSame ? .same : old == nil ? .new : .changed, subject: name,
                    details: []))
        }
        return changes
    }

    /// Codes whose export duty is stated on a day by what is loaded.
    func exportsInForce(on day: Day, _ state: LoadedEditions.State) -> [String] {
        let whole = state.wholeExports.filter { $0.from <= day }.map(\.from).max()
        return state.exports.filter { _, versions in
            versions.contains { version in
                version.holds(on: day) && (whole.map { $0 <= version.from } ?? true)
            }
        }.keys.sorted()
    }

    /// What there are notes on, on a day.
    func notesInForce(on day: Day, _ state: LoadedEditions.State) -> [String] {
        let whole = state.wholeNotes.filter { $0 <= day }.max()
        return state.notes.filter { _, versions in
            versions.contains { note in
                note.from <= day && (whole.map { $0 <= note.from } ?? true)
            }
        }.keys.sorted()
    }

    func dropExports(
        _ source: DataFile, _ edition: Edition, _ before: LoadedEditions.State,
        _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [String] {
        let named = Set(try column("code", of: source))
        let gone = exportsInForce(on: edition.from, before).filter { !named.contains($0) }
        for code in gone { state.exports[code]?.removeAll { $0.from >= edition.from } }
        state.wholeExports.append(
            LoadedEditions.Whole(
                from: edition.from, citation: Citation(document: edition.document)))
        return gone
    }

    func dropNotes(
        _ source: DataFile, _ edition: Edition, _ before: LoadedEditions.State,
        _ state: inout LoadedEditions.State
    ) throws(DataFault) -> [String] {
        let named = Set(try column("notes_of", of: source))
        let gone = notesInForce(on: edition.from, before).filter { !named.contains($0) }
        for place in gone { state.notes[place]?.removeAll { $0.from >= edition.from } }
        state.wholeNotes.append(edition.from)
        return gone
    }
}

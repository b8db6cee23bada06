import Kernel
import Sheet
import Store
import Wire

/// The workbook of the template with the rows as they were sent and what came of each: outcome,
/// number and, in red, what is wrong. It can be mended and sent again as it is.
struct SheetReturn: Sendable {
    let desk: SheetDesk
    let language: Language

    private static let page = 500

    /// - Parameter told: hears how many documents have been read so far.
    func workbook(
        _ id: String, of tenant: String, told: @Sendable (Int) async -> Void = { _ in }
    ) async throws -> SheetBooks.Book {
        let progress = try await desk.progress(id, of: tenant)
        let job = progress.job
        let form = try desk.form(job.type)
        let headings = job.headingTexts
        let reading = SheetReading(
            form: form, codes: desk.codes, day: job.madeAt.day, headings: headings)
        let kept = headings.indices.filter { !SheetResult.isResult(headings[$0]) }
        var writing = Writing(kept: kept, reading: reading, language: language)
        writing.refused = try await refusedLater(job)
        var (after, done): (Int64, Int) = (0, 0)
        while true {
            let last = after
            let pieces = try await desk.store.read { session in
                try SheetShelf.rows(
                    id, of: tenant, after: last, onlyBad: false, limit: SheetReturn.page,
                    in: session)
            }
            for piece in pieces { writing.add(piece) }
            guard let end = pieces.last else { break }
            after = end.first
            done += pieces.count
            await told(done)
        }
        let template = SheetTemplate(
            form: form, codes: desk.codes, day: desk.clock.today, language: language)
        let page = SheetPage(
            name: job.type.rawValue, columns: columns(headings, kept, reading, template),
            rows: writing.rows, marked: writing.marked, numbers: writing.numbers,
            spareRows: SheetRows.mostRows)
        let pages = [page] + template.beside
        let bytes = try await OwnThread.run { WorkbookWriter.bytes(pages) }
        return SheetBooks.Book(name: SheetReturn.name(job.name), bytes: bytes)
    }

    private func columns(
        _ headings: [String], _ kept: [Int], _ reading: SheetReading, _ template: SheetTemplate
    ) -> [SheetPage.Column] {
        let ours = template.columns
        let columns = kept.map { index -> SheetPage.Column in
            guard let place = reading.places[index] else {
                return SheetPage.Column(headings[index])
            }
            var column = ours[place]
            column.heading = headings[index]
            return column
        }
        return columns + SheetResult.allCases.map { result in
            SheetPage.Column(
                result.title[language] + "\n" + result.rawValue,
                result == .reason ? .fault : .result, width: result == .reason ? 60 : 22)
        }
    }

    /// What the latest receipt says of lists that were taken and refused afterwards.
    private func refusedLater(_ job: SheetShelf.Job) async throws -> [String: String] {
        guard job.type.isInventory else { return [:] }
        return try await desk.store.read { session in
            var told: [String: String] = [:]
            for (preNo, status) in try SheetShelf.standings(job.id, of: job.tenant, in: session)
            where status == .rejected {
                let last = try ReceiptBook.about(list: preNo, of: job.tenant, in: session).last
                told[preNo] = last?.info ?? ""
            }
            return told
        }
    }

    /// `清单.csv` goes back as `清单-结果.xlsx`.
    private static func name(_ name: String) -> String {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let stem = parts.count > 1 ? parts.dropLast().joined(separator: ".") : name
        return stem + "-result.xlsx"
    }

    /// Whether a text has another in it, compared by bytes: ten thousand rows have many reasons.
    static func names(_ text: String, _ part: String) -> Bool {
        let (text, part) = (Array(text.utf8), Array(part.utf8))
        guard let first = part.first, text.count >= part.count else { return part.isEmpty }
        return (0...(text.count - part.count)).contains { place in
            text[place] == first && text[place..<(place + part.count)].elementsEqual(part)
        }
    }

    private struct Writing {
        let kept: [Int]
        let language: Language
        var refused: [String: String] = [:]
        var rows: [[String]] = []
        var marked: [Set<Int>] = []
        var numbers: [Set<Int>] = []
        /// Columns of the form by their key.
        private let columns: [String: SheetForm.Column]
        /// Where a column stands in the table that goes back, by its key.
        private let marks: [String: Int]

        init(kept: [Int], reading: SheetReading, language: Language) {
            self.kept = kept
            self.language = language
            let ours = reading.form.columns
            columns = Dictionary(ours.map { ($0.key, $0) }) { first, _ in first }
            marks = Dictionary(
                kept.enumerated().compactMap { index, column in
                    reading.places[column].map { (ours[$0].key, index) }
                }
            ) { first, _ in first }
        }

        mutating func add(_ piece: SheetShelf.Piece) {
            let troubles = Dictionary(grouping: SheetTrouble.all(piece.trouble), by: \.row)
            for row in SheetRows(encoded: piece.content).rows {
                let own = troubles[row.number] ?? []
                var cells = kept.map { row[$0] }
                let isFirst = row.number == Int(piece.first)
                cells.append(isFirst ? outcome(piece) : "")
                cells.append(isFirst ? piece.subject : "")
                var reasons = own.map(told)
                if isFirst, let later = refused[piece.subject] {
                    reasons += ReceiptText(later).parts.map(\.words)
                }
                cells.append(reasons.joined(separator: "\n"))
                rows.append(cells)
                numbers.append(
                    Set(
                        kept.indices.filter {
                            row.cells.indices.contains(kept[$0]) && row.cells[kept[$0]].isNumber
                        }))
                marked.append(Set(own.compactMap { marks[$0.column] }))
            }
        }

        private func outcome(_ piece: SheetShelf.Piece) -> String {
            refused[piece.subject] != nil
                ? Localized(zh: "已接收，后被退单", en: "Taken, then refused")[language]
                : piece.state.name[language]
        }

        /// A column that is not in the table is named.
        private func told(_ trouble: SheetTrouble) -> String {
            guard let column = columns[trouble.column],
                !SheetReturn.names(trouble.message[language], column.field.title[language])
            else { return trouble.told(language) }
            let colon = language == .zh ? "：" : ": "
            return column.title[language] + colon + trouble.told(language)
        }
    }
}

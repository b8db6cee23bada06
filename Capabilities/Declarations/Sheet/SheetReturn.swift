import Kernel
import Sheet
import Store
import Wire

/// The table as it was sent, with what came of each row: outcome, number and, in red, what is
/// wrong. It can be mended and sent again as it is.
struct SheetReturn: Sendable {
    let desk: SheetDesk
    let language: Language

    private static let page = 1_000

    func workbook(_ id: String, of tenant: String) async throws -> (name: String, bytes: [UInt8]) {
        let progress = try await desk.progress(id, of: tenant)
        let job = progress.job
        let form = try desk.form(job.type)
        let headings = job.headingTexts
        let reading = SheetReading(
            form: form, codes: desk.codes, day: job.madeAt.day, headings: headings)
        let kept = headings.indices.filter { !SheetResult.isResult(headings[$0]) }
        var writing = Writing(kept: kept, reading: reading, language: language)
        writing.refused = try await refusedLater(job)
        var after: Int64 = 0
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
        }
        let template = SheetTemplate(
            form: form, codes: desk.codes, day: desk.clock.today, language: language)
        let page = SheetPage(
            name: job.type.rawValue, columns: columns(headings, kept, reading, template),
            rows: writing.rows, marked: writing.marked)
        return (SheetReturn.name(job.name), WorkbookWriter.bytes([page]))
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
            column.choices = nil
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

    private struct Writing {
        let kept: [Int]
        let reading: SheetReading
        let language: Language
        var refused: [String: String] = [:]
        var rows: [[String]] = []
        var marked: [Set<Int>] = []

        init(kept: [Int], reading: SheetReading, language: Language) {
            self.kept = kept
            self.reading = reading
            self.language = language
        }

        mutating func add(_ piece: SheetShelf.Piece) {
            let troubles = SheetTrouble.all(piece.trouble)
            for row in SheetRows(encoded: piece.content).rows {
                let own = troubles.filter { $0.row == row.number }
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
                marked.append(
                    Set(kept.indices.filter { index in
                        guard let place = reading.places[kept[index]] else { return false }
                        return own.contains { $0.column == reading.form.columns[place].key }
                    }))
            }
        }

        private func outcome(_ piece: SheetShelf.Piece) -> String {
            refused[piece.subject] != nil
                ? Localized(zh: "已接收，后被退单", en: "Taken, then refused")[language]
                : piece.state.name[language]
        }

        /// A column that is not in the table is named.
        private func told(_ trouble: SheetTrouble) -> String {
            let column = reading.form.columns.first { $0.key == trouble.column }
            let message = trouble.message[language]
            let isNamed = column.map { message.contains($0.field.title[language]) }
            guard let column, isNamed == false else { return trouble.told(language) }
            let colon = language == .zh ? "：" : ": "
            return column.title[language] + colon + trouble.told(language)
        }
    }
}

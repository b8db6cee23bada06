import Kernel
import Web
import Wire

/// One spreadsheet: how far it has come, and what has to be mended. The page can be left and come
/// back to; without script a link loads it again.
struct SheetProgressPage: Sendable {
    static let shown = 20

    var progress: SheetDesk.Progress
    /// The first documents that have to be mended.
    var bad: [SheetShelf.Piece]
    /// Where the table that goes back stands; nil where nobody has asked for it.
    var table: SheetBooks.State?
    /// What its columns are called, by their keys.
    var columns: [String: SheetForm.Column] = [:]
    var formToken: String

    private var job: SheetShelf.Job { progress.job }

    func html(_ language: Language) -> HTML {
        let content: HTML = """
            \(.heading(
                job.name, tag: .tag(progress.stateName[language], progress.tone),
                lede: EntryStartPage.name(job.type)[language]))
            \(outcome(language))
            """
        guard job.state == .done, written == nil else {
            return .live(id: "sheet-progress", seconds: 2, content: content)
        }
        // The same part, which the page that watched is given as its last.
        return "<div id=\"sheet-progress\">\(content)</div>"
    }

    /// How many documents are written of the table that goes back; nil when nobody writes it.
    private var written: Int? {
        if case .underWay(let count) = table { count } else { nil }
    }

    private func outcome(_ language: Language) -> HTML {
        """
        \(notice(language))
        \(.progress(
            Localized(zh: "已处理", en: "Looked at")[language], id: "sheet-bar",
            done: progress.settled, of: Int(job.documents),
            unit: Localized(zh: "份", en: "documents")[language]))
        \(tiles(language))
        \(standings(language))
        \(acts(language))
        \(bad.isEmpty ? nil : faults(language))
        """
    }

    private func notice(_ language: Language) -> HTML {
        guard job.state == .done else {
            let again: HTML = .link(
                Localized(zh: "刷新进度", en: "Load it again")[language],
                to: language.address("/sheets/\(job.id)"))
            return .notice(
                Localized(
                    zh: "正在处理，可以离开本页，稍后再来。",
                    en: "Under way. You may leave this page and come back.")[language], .info,
                content: "<p>\(again)</p>")
        }
        guard progress.bad > 0 else {
            return .notice(
                Localized(
                    zh: "全部处理完毕，没有需要更正的。", en: "All done; nothing has to be mended.")[
                        language], .success)
        }
        return .notice(
            Localized(
                zh: "有 \(grouped(progress.bad)) 份需要更正，其余已处理。",
                en: "To mend: \(grouped(progress.bad)); the others are done.")[language], .danger,
            content: """
                <p>\(Localized(
                    zh: "下载带“错误原因”列的表格，在原表里改好，整表再传：已接收的不会重复报送。",
                    en: "Download the table with its column of reasons, mend it there and send all"
                        + " of it again: what was taken is not sent twice."), language)</p>
                """)
    }

    private func tiles(_ language: Language) -> HTML {
        .figureTiles(
            SheetRowState.allCases.filter { $0 == .taken || progress[$0] > 0 }.map { state in
                Figure(
                    id: "sheet-\(state.rawValue)", label: state.name[language],
                    value: grouped(progress[state]),
                    unit: Localized(zh: "份", en: "documents")[language])
            }, language: language)
    }

    /// Where its lists stand by now.
    private func standings(_ language: Language) -> HTML? {
        guard !progress.standings.isEmpty else { return nil }
        let tags = progress.standings.sorted { $0.key.rawValue < $1.key.rawValue }.map { entry in
            HTML.tag("\(entry.key.name[language]) \(grouped(entry.value))", entry.key.tone)
        }
        return """
            <p class="row">\(Localized(zh: "清单现状：", en: "Its lists now:"), language) \
            \(tags.joined(by: " "))</p>
            """
    }

    private func acts(_ language: Language) -> HTML? {
        guard job.state == .done else { return nil }
        let remove: HTML = .form(
            to: language.address("/sheets/\(job.id)/removal"), token: formToken,
            content: .button(Localized(zh: "删除", en: "Remove")[language], .secondary))
        let again = Localized(zh: "上传改好的表格", en: "Send the mended table")
        return """
            <div id="sheet-table">\(back(language))</div>
            <p class="row"><a class="button button-secondary" href="\(url: language.address(
                "/sheets", query: [.init("type", job.type.rawValue)]))">\(again, language)</a></p>
            \(remove)
            """
    }

    /// The table that goes back, or how far it is.
    private func back(_ language: Language) -> HTML {
        if let written {
            return """
                \(.progress(
                    Localized(zh: "正在生成带处理结果的表格", en: "Writing the table with outcomes")[
                        language],
                    id: "sheet-table-bar", done: written, of: Int(job.documents),
                    unit: Localized(zh: "份", en: "documents")[language]))
                <p>\(.link(
                    Localized(zh: "刷新进度", en: "Load it again")[language],
                    to: language.address("/sheets/\(job.id)")))</p>
                """
        }
        let title = Localized(zh: "下载带处理结果的表格", en: "Download the table with outcomes")
        var ready: HTML?
        if table == .made {
            ready = .tag(Localized(zh: "已生成", en: "Ready")[language], .success)
        }
        let failure: HTML? = table == .failed
            ? .notice(
                Localized(
                    zh: "表格没有生成成功，请再次下载。",
                    en: "The table could not be written. Download it again.")[language], .danger)
            : nil
        return """
            \(failure)
            <p class="row"><a class="button" href="\(url:
                language.address("/sheets/\(job.id)/workbook.xlsx"))">\(title, language)</a>
            \(ready)</p>
            """
    }

    private func faults(_ language: Language) -> HTML {
        let title = Localized(zh: "需要更正", en: "To be mended")
        let more: HTML? = progress.bad > bad.count
            ? """
            <p class="hint">\(Localized(
                zh: "仅列出前 \(bad.count) 份，全部在下载的表格里。",
                en: "The first \(bad.count); all of them are in the table to download."
            ), language)</p>
            """ : nil
        return .panel(
            title[language], id: "faults",
            content: """
                \(more)
                \(.table(
                    caption: title[language],
                    columns: [
                        Column<SheetShelf.Piece>(
                            Localized(zh: "行", en: "Row")[language], .number, isHeader: true,
                            text: { rows($0) }),
                        Column(
                            Localized(zh: "编号", en: "Number")[language], .code,
                            text: { number($0) }),
                        Column(
                            Localized(zh: "结果", en: "Outcome")[language],
                            html: { .tag($0.state.name[language], .danger) }),
                        Column(
                            Localized(zh: "原因", en: "Why")[language],
                            html: { reasons($0, language) }),
                    ], rows: bad, empty: ""))
                """)
    }

    private func rows(_ piece: SheetShelf.Piece) -> String {
        piece.first == piece.last ? "\(piece.first)" : "\(piece.first)–\(piece.last)"
    }

    private func number(_ piece: SheetShelf.Piece) -> String {
        String(piece.number.drop { $0 != "/" }.dropFirst())
    }

    /// The column as its heading names it, where the sentence does not say it; its key, for who
    /// writes tables by program, shows where one points.
    private func place(_ trouble: SheetTrouble, _ language: Language) -> HTML? {
        guard !trouble.column.isEmpty else { return nil }
        guard let column = columns[trouble.column] else {
            return "<code>\(trouble.column)</code> "
        }
        let title = column.field.title[language]
        guard !SheetReturn.names(trouble.message[language], title) else { return nil }
        let colon = language == .zh ? "：" : ": "
        return "\(column.title, language)\(colon)"
    }

    /// At most so many of one document: the page stays small, the table has all.
    private static let mostReasons = 3

    private func reasons(_ piece: SheetShelf.Piece, _ language: Language) -> HTML {
        let troubles = SheetTrouble.all(piece.trouble)
        let items = troubles.prefix(SheetProgressPage.mostReasons).map { trouble -> HTML in
            let key = trouble.column.isEmpty ? nil : trouble.column
            return """
                <li\(attribute: "title", key)>\(place(trouble, language))\
                \(trouble.told(language))</li>
                """
        }
        let rest = troubles.count - items.count
        let more: HTML? = rest > 0
            ? "<li>\(Localized(zh: "另有 \(rest) 处", en: "and \(rest) more"), language)</li>" : nil
        return #"<ul class="plain-list">\#(Array(items))\#(more)</ul>"#
    }
}

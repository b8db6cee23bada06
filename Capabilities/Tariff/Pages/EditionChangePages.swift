import Kernel
import Web
import Wire

/// What an edition changed, line by line: the law everybody is answered by, so everybody may see
/// what became another. Only lines of the tables are in it.
struct EditionChangePages: Sendable {
    let desk: EditionDesk
    let site: Site

    /// Changes on one page.
    static let most = 200

    static let title = Localized(zh: "一份数据改变了什么", en: "What an edition changed")

    static func path(_ number: Int64, _ language: Language) -> String {
        language.address("/tariff/editions/\(number)")
    }

    private static func address(_ number: Int64) -> String {
        "/api/v1/tariff/editions/\(number)/changes"
    }

    private static let after = Route.Query(
        "after", Localized(zh: "跳过多少项变更，即上一次的 next", en: "changes to pass by: `next`"),
        kind: .integer)

    var routes: [Route] { [page, resource] }

    private var resource: Route {
        Route(
            .get, "/api/v1/tariff/editions/{number}/changes", access: .anyone,
            summary: EditionChangePages.title, rate: Rate(60, perSeconds: 60),
            query: [EditionChangePages.after, TariffQuery.format]
        ) { visit in
            let (one, changes) = try await desk.changes(of: try ProposalResource.number(visit))
            if visit.wantsCSV {
                return TariffCSV.answer(
                    EditionChangePages.csv(one, changes),
                    name: "edition-\(one.record.number)-changes.csv")
            }
            let rows = changes?.rows ?? []
            let page = ChangesPage(rows, after: try EditionChangePages.passed(visit))
            return .json(
                JSON.object([
                    .init("number", .integer(one.record.number)),
                    .init("kind", .text(one.record.kind)),
                    .init("title", one.record.title.json),
                    .init("from", .text(one.record.from.text)),
                    .init("document", .text(one.record.document)),
                    .init("scope", .text(one.record.isWhole ? "whole" : "amendment")),
                    .init("state", .text(one.state.rawValue)),
                    .init("kept", .bool(changes != nil)),
                    .init("total", .integer(rows.count)), .init("changes", page.json),
                    .init("next", page.next.map { .integer($0) } ?? .null),
                ]).encoded)
        }
    }

    /// How many changes are passed by.
    private static func passed(_ visit: Visit) throws(LookupRefusal) -> Int {
        guard let text = visit.query["after"], !text.isEmpty else { return 0 }
        guard let number = Int(text), number >= 0 else {
            throw .numberForm(field: "after", text, most: 1_000_000)
        }
        return number
    }

    /// Every change, one detail a row: what was, and what is from the first day on.
    private static func csv(_ one: EditionStanding, _ changes: ProposalChanges?) -> [UInt8] {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write(["edition", "table", "from", "subject", "change", "old", "new"])
        let head = [String(one.record.number), one.record.kind, one.record.from.text]
        for change in changes?.rows ?? [] {
            for detail in change.details.isEmpty ? [""] : change.details {
                let (old, new) = EditionChangeWords.parts(detail)
                writer.write(head + [change.subject, change.what.rawValue, old, new])
            }
        }
        return writer.take()
    }

    private var page: Route {
        Route(
            .get, "/{language}/tariff/editions/{number}", access: .anyone,
            summary: EditionChangePages.title
        ) { visit in
            let (one, changes) = try await desk.changes(of: try ProposalResource.number(visit))
            let language = visit.language
            let after = visit.query["after"].flatMap { Int($0) } ?? 0
            return site.page(
                visit, title: one.record.title[language],
                trail: [
                    Crumb(TariffPages.title[language], path: language.address("/tariff")),
                    Crumb(EditionPages.title[language], path: EditionPages.path(language)),
                ], content: content(one, changes, after, language))
        }
    }

    private func content(
        _ one: EditionStanding, _ changes: ProposalChanges?, _ after: Int, _ language: Language
    ) -> HTML {
        let api = EditionChangePages.address(one.record.number)
        let record = one.record
        let lede = Localized(
            zh: "\(record.document)，自 \(record.from.text) 起；"
                + "\(record.scope.zh)，\(one.state.told.zh)",
            en: "\(record.document), from \(record.from.text) on; \(record.scope.en), "
                + one.state.told.en)
        let counts = changes.map { EditionChangeShelf.Counts($0) }
        return """
            \(.heading(record.title[language], lede: lede[language]))
            <p>\(EditionChangeWords.counts(counts), language)</p>
            \(rows(one, changes, after, language))
            <p class="hint">\(Localized(zh: "同一结果：", en: "The same as: "), language)\
            \(.link("JSON", to: api)) \(.link("CSV", to: api + "?format=csv"))</p>
            """
    }

    private func rows(
        _ one: EditionStanding, _ changes: ProposalChanges?, _ after: Int, _ language: Language
    ) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        guard let all = changes?.rows else {
            return .emptyState(
                EditionChangeWords.notKept[language],
                hint: word(
                    "这份数据导入时，本系统还不保存逐行的变更。",
                    "It was loaded before changes were kept line by line."))
        }
        let first = min(max(0, after), max(0, all.count - 1))
        let shown = Array(all.dropFirst(first).prefix(EditionChangePages.most))
        let end = first + shown.count
        let path = EditionChangePages.path(one.record.number, language)
        func turn(_ place: Int) -> String { "\(path)?after=\(place)" }
        let pager: HTML = shown.isEmpty ? "" : .pager(
            previous: first > 0 ? turn(max(0, first - EditionChangePages.most)) : nil,
            next: end < all.count ? turn(end) : nil,
            range: word(
                "第 \(first + 1)–\(end) 项，共 \(all.count) 项",
                "\(first + 1)–\(end) of \(all.count)"), language: language)
        return .table(
            caption: EditionChangePages.title[language],
            columns: [
                Column<EditionReport.Change>(
                    word("编号", "Subject"), isHeader: true, text: \.subject),
                Column(
                    word("变更", "Change"),
                    text: { EditionText.told($0.what, isWithdrawal: false)[language] }),
                Column(
                    word("原来 → 现在", "Before → now"),
                    text: { $0.details.joined(separator: word("；", "; ")) }),
                Column(word("起始日期", "First day"), .time, text: { _ in one.record.from.text }),
            ], rows: shown,
            empty: .emptyState(
                word("没有改变任何一行", "No line became another"),
                hint: word(
                    "所列内容均与当时现行的相同。", "All it says was in force before."))) + pager
    }
}

/// What editions changed, in words.
enum EditionChangeWords {
    static let notKept = Localized(zh: "逐行的变更没有保存", en: "not kept line by line")

    static func counts(_ counts: EditionChangeShelf.Counts?) -> Localized {
        guard let counts else { return notKept }
        return Localized(
            zh: "新增 \(counts.added) 行，修改 \(counts.changed) 行，终止 \(counts.ended) 行",
            en: "\(counts.added) added, \(counts.changed) changed, \(counts.ended) ended")
    }

    /// `mfn 12 → 10` as what was and what is; a detail without an arrow is what is.
    static func parts(_ detail: String) -> (old: String, new: String) {
        guard let arrow = detail.firstRange(of: " → ") else { return ("", detail) }
        return (String(detail[..<arrow.lowerBound]), String(detail[arrow.upperBound...]))
    }
}

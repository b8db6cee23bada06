import Kernel
import Plug
import Web

/// A part of the first page as a table of the things in it.
struct PortalHomeView: Sendable {
    let now: Instant

    func panel(_ shown: PortalHome.Shown, _ language: Language) -> HTML {
        let part = shown.part
        return .panel(
            part.title[language], tag: part.tone.map { .tag(shown.count, $0) },
            actions: [.link(PortalWords.all[language], to: address(part.more, language))],
            content: .table(
                caption: part.title[language], columns: part.style == .named
                    ? named(shown.rows, language) : columns(shown.rows, language),
                rows: shown.rows, empty: ""))
    }

    private func link(_ row: HomePart.Row, _ language: Language) -> HTML {
        guard let titles = row.titles else {
            return .link(row.title, to: address(row.path, language), in: row.titleLanguage)
        }
        return .link(titles[language], to: address(row.path, language))
    }

    /// What stands nowhere has a name, and a moment at which it was opened.
    private func named(_ rows: [HomePart.Row], _ language: Language) -> [Column<HomePart.Row>] {
        var columns: [Column<HomePart.Row>] = [
            Column(PortalWords.name[language], isHeader: true, html: { link($0, language) }),
            Column(PortalWords.kind[language], text: { $0.kind[language] }),
        ]
        if rows.contains(where: { $0.since != nil }) {
            columns.append(
                Column(
                    PortalWords.opened[language], .time,
                    text: { row in
                        row.since.map { PortalWords.ago($0, now: now)[language] } ?? "–"
                    }))
        }
        return columns
    }

    private func columns(_ rows: [HomePart.Row], _ language: Language) -> [Column<HomePart.Row>] {
        var columns: [Column<HomePart.Row>] = [
            Column(
                PortalWords.number[language], .code, isHeader: true,
                html: { link($0, language) }),
            Column(PortalWords.kind[language], text: { $0.kind[language] }),
            Column(
                PortalWords.state[language],
                html: { row in
                    .under(.tag(row.state[language], row.tone), row.note?[language] ?? "")
                }),
        ]
        if rows.contains(where: { $0.since != nil }) {
            columns.append(
                Column(
                    PortalWords.since[language], .time,
                    text: { row in
                        row.since.map { PortalWords.span(from: $0, to: now)[language] } ?? "–"
                    }))
        }
        if rows.contains(where: { $0.due != nil }) {
            columns.append(
                Column(PortalWords.due[language], .time, html: { due($0.due, language) }))
        }
        return columns
    }

    private func due(_ day: Day?, _ language: Language) -> HTML {
        guard let day else { return "–" }
        let left = PortalWords.left(to: day, on: now.day)
        return left.isLate
            ? .under(.tag(left.words[language], .danger), day.text)
            : .under("\(day.text)", left.words[language])
    }

    private func address(_ path: String, _ language: Language) -> String {
        "/\(language.rawValue)\(path)"
    }
}

/// What a search found, kind by kind.
struct PortalSearchView: Sendable {
    let isStranger: Bool

    func html(_ outcome: PortalSearch.Outcome, _ language: Language) -> HTML {
        guard !outcome.text.isEmpty else {
            return .emptyState(PortalWords.ask[language], hint: PortalWords.searchLede[language])
        }
        guard !outcome.groups.isEmpty else {
            return .emptyState(
                language.said(PortalWords.nothing[language], outcome.text),
                hint: PortalWords.nothingHint[language]
                    + (isStranger ? PortalWords.nothingStranger[language] : ""))
        }
        let parts = outcome.groups.map { group -> HTML in
            .panel(
                group.finder.title[language],
                content: .taskLinks(
                    group.found.map {
                        TaskLink(
                            $0.title[language], note: $0.note?[language] ?? "",
                            path: "/\(language.rawValue)\($0.path)")
                    }))
        }
        return "\(parts)"
    }
}

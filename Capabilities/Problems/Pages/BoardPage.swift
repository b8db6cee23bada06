import Kernel
import Web

/// `/{language}/problem-board`: four states by body, and what recurs.
struct BoardPage: Sendable {
    let desk: PublicDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/problem-board", access: .anyone, summary: ProblemWords.board,
                handler: page)
        ]
    }

    private struct Row {
        let body: String
        let open: Int64
        let overdue: Int64
        let answered: Int64
        let closed: Int64
    }

    private func page(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let board = try await desk.board()
        let bodies = Set(board.lines.map(\.body)).sorted()
        let rows = bodies.map { body -> Row in
            func sum(_ isMeant: (BoardRows.Line) -> Bool) -> Int64 {
                board.lines.filter { $0.body == body && isMeant($0) }.reduce(0) { $0 + $1.count }
            }
            return Row(
                body: body, open: sum { $0.state == .open && !$0.isOverdue },
                overdue: sum { $0.isOverdue }, answered: sum { $0.state == .answered },
                closed: sum { $0.state == .closed })
        }
        let content: HTML = """
            \(.heading(
                ProblemWords.board[language],
                lede: Localized(
                    zh: "目标是没有未答复的问题。投诉不计入看板。",
                    en: "The goal is that none is open. Complaints are not counted.")[language]))
            \(.table(
                caption: ProblemWords.board[language], columns: columns(language), rows: rows,
                empty: .emptyState(
                    Localized(zh: "没有问题", en: "No problems")[language],
                    hint: Localized(zh: "企业登录后可以提出。", en: "Firms raise them when signed in.")[
                        language])))
            \(.panel(
                Localized(zh: "多发原因", en: "What recurs")[language], id: "causes",
                content: causes(board, language)))
            """
        return site.page(visit, title: ProblemWords.board[language], content: content)
    }

    private func columns(_ language: Language) -> [Column<Row>] {
        [
            Column(ProblemWords.body[language], isHeader: true) {
                desk.problems.policies.name(ofBody: $0.body, language)
            },
            Column(Localized(zh: "待答复", en: "Open")[language], .number) { String($0.open) },
            Column(Localized(zh: "逾期", en: "Overdue")[language], .number) {
                String($0.overdue)
            },
            Column(Localized(zh: "待确认", en: "To be confirmed")[language], .number) {
                String($0.answered)
            },
            Column(Localized(zh: "已清零", en: "Closed")[language], .number) {
                String($0.closed)
            },
        ]
    }

    private func causes(_ board: PublicDesk.Board, _ language: Language) -> HTML {
        let tables = desk.problems.tables
        let hidden = Localized(
            zh: "最近一年已答复的；少于 \(board.smallest) 件的不公布。",
            en: "Answered within a year; fewer than \(board.smallest) are not shown.")
        return """
            \(.table(
                caption: Localized(zh: "多发原因", en: "What recurs")[language],
                columns: [
                    Column(ProblemWords.cause[language], isHeader: true) {
                        tables.name(ofCause: $0.cause)[language]
                    },
                    Column(ProblemWords.topic[language]) {
                        tables.name(ofTopic: $0.topic)[language]
                    },
                    Column(ProblemWords.count[language], .number) { String($0.count) },
                    Column(
                        Localized(zh: "平均工作日", en: "Working days each")[language], .number
                    ) { cause in
                        let tenths = (cause.days * 20 + cause.count) / (2 * max(1, cause.count))
                        return "\(tenths / 10).\(tenths % 10)"
                    },
                    Column(Localized(zh: "重新办理", en: "Reopened")[language], .number) {
                        String($0.reopened)
                    },
                ], rows: board.causes, empty: "<p>–</p>"))
            <p class="basis">\(hidden, language)</p>
            """
    }
}

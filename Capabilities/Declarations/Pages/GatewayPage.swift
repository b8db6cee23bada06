import Kernel
import Web

/// What the gateway is doing now. Counted since this server started; no content of any message.
struct GatewayPage: Sendable {
    var moment: GatewayStatus.Moment
    var now: Instant

    static let title = Localized(zh: "网关动态", en: "Gateway")

    private var figures: GatewayWatch.Figures { moment.figures }

    func html(_ language: Language) -> HTML {
        """
        \(.heading(
            GatewayPage.title[language],
            lede: Localized(
                zh: "自 \(figures.startedAt.text) 启动以来；每 5 秒更新。",
                en: "Since the start at \(figures.startedAt.text); renewed every 5 seconds.")[
                    language]))
        \(.live(
            id: "gateway-now", seconds: 5,
            content: """
                \(tiles(language))
                \(.columns(
                    main: "\(refusals(language))", aside: "\(types(language))\(decided(language))"))
                """))
        """
    }

    private func tiles(_ language: Language) -> HTML {
        let lastMinute = figures.seconds.reduce(0, +)
        // The present second has only begun: the one before is the latest whole one.
        let rate = figures.seconds.dropLast().last ?? 0
        let peak = figures.seconds.max() ?? 0
        let (messages, repeats) = (grouped(figures.messages), grouped(figures.repeats))
        let unit = Localized(zh: "条/秒", en: "a second")[language]
        return .figureTiles(
            [
                Figure(
                    id: "rate", label: Localized(zh: "接收速率", en: "Messages")[language],
                    value: grouped(rate), unit: unit,
                    note: Localized(
                        zh: "近一分钟 \(grouped(lastMinute)) 条，最高 \(grouped(peak))",
                        en: "\(grouped(lastMinute)) in the last minute, peak \(grouped(peak))")[
                            language], trend: figures.seconds),
                Figure(
                    id: "documents", label: Localized(zh: "已接收单证", en: "Documents")[language],
                    value: grouped(figures.documents),
                    note: Localized(
                        zh: "报文 \(messages) 条，重发 \(repeats) 条",
                        en: "\(messages) messages, \(repeats) repeats")[language]),
                Figure(
                    id: "refusals", label: Localized(zh: "拒收", en: "Refused")[language],
                    value: grouped(figures.refusals), note: share(language)),
                Figure(
                    id: "queue",
                    label: Localized(zh: "等待写入", en: "Waiting to be written")[language],
                    value: grouped(moment.waitingWrites),
                    note: Localized(
                        zh: "待处理单证 \(grouped(moment.deskLag))",
                        en: "\(grouped(moment.deskLag)) behind at the desk")[language]),
                commits(language),
            ], language: language)
    }

    private func commits(_ language: Language) -> Figure {
        let store = moment.commitFigures
        let micros = store.microseconds
        let time =
            micros < 1000
            ? Localized(zh: "\(micros) 微秒", en: "\(micros) µs")
            : Localized(
                zh: "\(micros / 1000).\(micros % 1000 / 100) 毫秒",
                en: "\(micros / 1000).\(micros % 1000 / 100) ms")
        let note = Localized(
            zh: "平均 \(time.zh)，每次 \(store.requestsEach) 个请求，最多 \(store.largest) 个",
            en: "\(time.en) each, \(store.requestsEach) request(s), \(store.largest) at most")
        return Figure(
            id: "commits", label: Localized(zh: "落盘提交", en: "Commits")[language],
            value: grouped(store.commits), note: note[language])
    }

    private func share(_ language: Language) -> String {
        let all = figures.messages + figures.refusals
        guard all > 0 else { return "" }
        let tenths = figures.refusals * 1000 / all
        return Localized(
            zh: "占 \(tenths / 10).\(tenths % 10)%", en: "\(tenths / 10).\(tenths % 10)% of all")[
                language]
    }

    private func types(_ language: Language) -> HTML {
        let counts = MessageType.allCases.compactMap { type -> (name: String, count: Int)? in
            figures.byType[type].map { ("\(type.rawValue) \(type.name[language])", $0) }
        }
        let told = counts.map { "\($0.name) \(grouped($0.count))" }
        let title = Localized(zh: "按报文类型", en: "By type")
        return .panel(
            title[language], id: "types",
            content: counts.isEmpty
                ? nothing(language)
                : .barChart(
                    Localized(zh: "已接收单证（份）", en: "Documents received")[language],
                    description: Localized(
                        zh: "各类单证份数：\(told.joined(separator: "，"))",
                        en: "Documents of each type: \(told.joined(separator: ", "))")[language],
                    id: "chart-types", bars: counts.map { Bar($0.name, $0.count) },
                    headings: (
                        Localized(zh: "类型", en: "Type")[language],
                        Localized(zh: "份数", en: "Documents")[language]
                    ), language: language))
    }

    private func decided(_ language: Language) -> HTML {
        typealias Line = (status: Status, count: Int)
        let lines: [Line] = figures.decided.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { ($0.key, $0.value) }
        let title = Localized(zh: "清单结论", en: "Lists decided")[language]
        return .panel(
            title, id: "decided",
            content: .table(
                caption: title,
                columns: [
                    Column<Line>(
                        Localized(zh: "状态", en: "Status")[language], isHeader: true,
                        html: { .tag($0.status.name[language], $0.status.tone) }),
                    Column(
                        Localized(zh: "份数", en: "Lists")[language], .number,
                        text: { grouped($0.count) }),
                ], rows: lines, empty: nothing(language)))
    }

    private func refusals(_ language: Language) -> HTML {
        typealias Line = (code: String, count: Int)
        var counts: [String: Int] = [:]
        for failure in figures.failures { counts[failure.code, default: 0] += 1 }
        let byCode: [Line] = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { ($0.key, $0.value) }
        let title = Localized(zh: "最近拒收", en: "Last refusals")
        let summary: HTML = .table(
            caption: Localized(zh: "按原因", en: "By reason")[language],
            columns: [
                Column<Line>(
                    Localized(zh: "原因代码", en: "Code")[language], .code, isHeader: true,
                    html: { .link($0.code, to: language.address("/problems/\($0.code)")) }),
                Column(
                    Localized(zh: "近 50 次中", en: "Of the last 50")[language], .number,
                    text: { grouped($0.count) }),
            ], rows: byCode, empty: nothing(language))
        let latest: HTML = .table(
            caption: Localized(zh: "逐次", en: "One by one")[language],
            columns: [
                Column<GatewayWatch.Failure>(
                    Localized(zh: "时间", en: "Time")[language], .time, isHeader: true,
                    text: { $0.at.text }),
                Column(Localized(zh: "类型", en: "Type")[language], text: { $0.type }),
                Column(
                    Localized(zh: "原因代码", en: "Code")[language], .code,
                    html: { .link($0.code, to: language.address("/problems/\($0.code)")) }),
            ], rows: figures.failures.suffix(20).reversed(), empty: "")
        return .panel(title[language], id: "last-refusals", content: "\(summary)\(latest)")
    }

    private func nothing(_ language: Language) -> HTML {
        "<p>\(Localized(zh: "启动以来没有。", en: "None since the start."), language)</p>"
    }
}

extension DeclarationPages {
    var gatewayNow: Route {
        Route(
            .get, "/{language}/gateway", access: .permission(DeclarationsPermission.watch),
            summary: Localized(zh: "网关现在的情况", en: "What the gateway is doing now")
        ) { visit in
            let page = GatewayPage(moment: try await status.now(), now: clock.now())
            let language = visit.language
            let mends = try visit.person().may(DeclarationsPermission.mend)
            let lists = mends ? try await stuck.all() : []
            let failures = mends ? try await stuck.failures() : []
            let panel: HTML =
                lists.isEmpty && failures.isEmpty
                ? ""
                : StuckPanel(lists: lists, failures: failures, formToken: visit.formToken)
                    .html(language)
            let relayed = try await relayPanel(visit, mends: mends)
            return site.page(
                visit, title: GatewayPage.title[language], isWide: true,
                content: "\(panel)\(relayed)\(page.html(language))")
        }
    }
}

import Kernel
import Web

/// `/{language}/service-times`: how long steps took.
struct TimesPages: Sendable {
    let desk: CaseDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/service-times", access: .anyone, summary: ProcedureWords.times,
                handler: show)
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let rows = try await desk.times()
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        func length(_ count: Int, _ times: StepTimes) -> String {
            "\(count) \(desk.clockRule(of: times)?.unit.name[language] ?? "")"
        }
        let table: HTML = .table(
            caption: ProcedureWords.times[language],
            columns: [
                Column(ProcedureWords.service[language], isHeader: true) { (times: StepTimes) in
                    service(times.service)?.name[language] ?? times.service
                },
                Column(ProcedureWords.step[language]) { times in
                    name(of: times)[language]
                },
                Column(word("件数", "Cases"), .number) { grouped($0.count) },
                Column(word("按期", "Within the term"), .number) { times in
                    "\(times.kept * 100 / max(1, times.count))%"
                },
                Column(word("中位数", "Median"), .number) { length($0.median, $0) },
                Column(word("九成以内", "Nine in ten"), .number) { length($0.ninetieth, $0) },
                Column(word("最长", "Longest"), .number) { length($0.longest, $0) },
            ], rows: rows,
            empty: .emptyState(
                word("还没有办结的环节", "No step has ended yet"),
                hint: word("办结后这里显示各环节实际用时。", "Measured times show here.")))
        return site.page(
            visit, title: ProcedureWords.times[language],
            trail: [
                Crumb(ProcedureWords.services[language], path: language.path("/services"))
            ],
            content: """
                \(.heading(
                    ProcedureWords.times[language],
                    lede: word(
                        "近一年办结环节的实际用时，扣除补正和中止的时间。",
                        "Measured over steps that ended within a year; pauses are not counted.")))
                \(table)
                """)
    }

    private func service(_ id: String) -> ServiceFile? {
        desk.editions.latest(id)
    }

    private func name(of times: StepTimes) -> Localized {
        let lines = service(times.service)?.steps.flatMap(\.lines) ?? []
        return lines.first { $0.id == times.step }?.name ?? Localized(same: times.step)
    }
}

/// A step of a service, or a part of one, as tables show it.
struct StepLine {
    /// `step`, or `step/part`.
    let id: String
    let name: Localized
    let body: Body
    let clock: ClockRule?
}

extension ServiceStep {
    var lines: [StepLine] {
        [StepLine(id: id, name: name, body: body, clock: clock)]
            + parts.map { part in
                StepLine(
                    id: "\(id)/\(part.id)",
                    name: Localized(
                        zh: "\(name.zh) · \(part.name.zh)", en: "\(name.en) · \(part.name.en)"),
                    body: part.body, clock: part.clock)
            }
    }
}

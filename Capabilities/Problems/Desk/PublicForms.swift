import Kernel
import Policies
import Wire

/// What officers write to be published, as they wrote it; judged as a whole, so that everything
/// that is wrong is told at once.
extension PublicDesk {
    /// A measure abroad.
    struct MeasureForm: Sendable {
        var market = ""
        var goods: [String] = []
        var title = Localized(same: "")
        var summary = Localized(same: "")
        var notified = ""
        var commentsUntil = ""
        var effective = ""
        var source = ""
    }

    /// A meeting with firms or an association.
    struct MeetingForm: Sendable {
        var body = ""
        var day = ""
        var title = ""
        var parties = ""
        var notes = ""
    }

    func judged(_ form: MeasureForm) throws -> Measure {
        var wrong: [ProblemsRefusal] = []
        func check(_ isFit: Bool, _ field: String, _ message: Localized) {
            if !isFit { wrong.append(.measure(field, message)) }
        }
        let market = form.market.trimmedBlanks
        check(
            (2...3).contains(market.utf8.count)
                && market.utf8.allSatisfy { (0x41...0x5A).contains($0) },
            "market",
            Localized(zh: "市场应为两位或三位国别代码。", en: "The market is a country code of 2 or 3 letters."))
        check(
            (1...50).contains(form.goods.count)
                && form.goods.allSatisfy { code in
                    (2...10).contains(code.utf8.count)
                        && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
                }, "goods",
            Localized(
                zh: "商品应为 1 至 50 个编码，每个 2 至 10 位数字。",
                en: "Goods are 1 to 50 codes of 2 to 10 digits."))
        for (field, text) in [
            ("title/zh", form.title.zh), ("title/en", form.title.en),
            ("summary/zh", form.summary.zh), ("summary/en", form.summary.en),
            ("source", form.source),
        ] {
            check(
                (1...2_000).contains(text.trimmedBlanks.unicodeScalars.count), field,
                Localized(zh: "此项应为 1 至 2000 字。", en: "1 to 2000 characters are needed here."))
        }
        let days = [
            ("notified", form.notified), ("commentsUntil", form.commentsUntil),
            ("effective", form.effective),
        ].map { field, text -> Day? in
            let day = Day(text)
            check(day != nil, field, ProblemsRefusal.dayNeeded)
            return day
        }
        if let notified = days[0] {
            check(
                notified <= problems.clock.today, "notified",
                Localized(zh: "通报日不能晚于今天。", en: "The day of the notice lies ahead."))
            if let until = days[1] {
                check(
                    notified <= until, "commentsUntil",
                    Localized(
                        zh: "评议截止日不能早于通报日。", en: "Comments cannot end before the notice."))
            }
        }
        guard wrong.isEmpty, let notified = days[0], let until = days[1], let effective = days[2]
        else { throw ProblemsRefusal.form(wrong) ?? ProblemsRefusal.measure }
        return Measure(
            id: "", market: market, goods: form.goods, title: form.title, summary: form.summary,
            notified: notified, commentsUntil: until, effective: effective, source: form.source)
    }

    func judged(_ form: MeetingForm) throws -> Meeting {
        var wrong: [ProblemsRefusal] = []
        func check(_ isFit: Bool, _ field: String, _ message: Localized) {
            if !isFit { wrong.append(.meeting(field, message)) }
        }
        func count(_ text: String) -> Int { text.trimmedBlanks.unicodeScalars.count }
        let day = Day(form.day)
        check(day != nil, "day", ProblemsRefusal.dayNeeded)
        if let day {
            check(
                day <= problems.clock.today, "day",
                Localized(zh: "对接会的日期不能晚于今天。", en: "The day of the meeting lies ahead."))
        }
        check(
            problems.policies.body(form.body) != nil, "body",
            Localized(zh: "没有选择召集单位。", en: "The body that has held it is missing."))
        check(
            (2...200).contains(count(form.title)), "title",
            Localized(zh: "主题应为 2 至 200 字。", en: "The subject has 2 to 200 characters."))
        check(
            (2...500).contains(count(form.parties)), "parties",
            Localized(zh: "参加方应为 2 至 500 字。", en: "The parties have 2 to 500 characters."))
        check(
            count(form.notes) <= 4_000, "notes",
            Localized(zh: "记录最多 4000 字。", en: "The notes have 4000 characters at most."))
        guard wrong.isEmpty, let day else {
            throw ProblemsRefusal.form(wrong) ?? ProblemsRefusal.meeting
        }
        return Meeting(
            id: "", body: form.body, day: day, title: form.title, parties: form.parties,
            notes: form.notes)
    }

    /// What a body reports, judged as a whole.
    func judged(
        state: String, _ words: String, example: String, also: [ProblemsRefusal] = []
    ) throws -> Report.State {
        var wrong = also
        let found = Report.State(rawValue: state)
        if found == nil {
            wrong.append(
                .report(
                    "state",
                    Localized(
                        zh: "没有选择进展状态：on-track、late 或 done。",
                        en: "The state is on-track, late or done.")))
        }
        if !(2...2_000).contains(words.unicodeScalars.count) {
            wrong.append(
                .report(
                    "text",
                    Localized(zh: "进展说明应为 2 至 2000 字。", en: "Progress has 2 to 2000 characters.")
                ))
        }
        if example.unicodeScalars.count > 2_000 {
            wrong.append(
                .report(
                    "case",
                    Localized(zh: "案例最多 2000 字。", en: "A case has 2000 characters at most.")))
        }
        guard wrong.isEmpty, let found else {
            throw ProblemsRefusal.form(wrong) ?? ProblemsRefusal.report
        }
        return found
    }
}

extension ProblemsRefusal {
    static let dayNeeded = Localized(
        zh: "应为日期，例如 2026-01-31。", en: "A day such as 2026-01-31 is needed.")

    /// One thing that is wrong with a measure.
    static func measure(_ field: String, _ message: Localized) -> ProblemsRefusal {
        ProblemsRefusal("measure", 422, measure.ground, message, mend, field: field)
    }

    /// One thing that is wrong with a meeting.
    static func meeting(_ field: String, _ message: Localized) -> ProblemsRefusal {
        ProblemsRefusal("meeting", 422, meeting.ground, message, mend, field: field)
    }

    /// One thing that is wrong with a report.
    static func report(_ field: String, _ message: Localized) -> ProblemsRefusal {
        ProblemsRefusal("report", 422, report.ground, message, mend, field: field)
    }

    /// No body of the task, or none at all, with those one reports for.
    static func reporting(_ body: String, own: [String]) -> ProblemsRefusal {
        ProblemsRefusal(
            "report", 422, report.ground,
            body.isEmpty
                ? Localized(zh: "没有写明责任单位。", en: "The responsible body is missing.")
                : Localized(
                    zh: "“\(body)”不是这项任务的责任单位。",
                    en: "“\(body)” does not answer for this task."),
            Localized(
                zh: "您可以报送的单位：\(own.joined(separator: "、"))。",
                en: "You report for: \(own.joined(separator: ", "))."), field: "body")
    }

    private static let mend = Localized(zh: "请改正后重新提交。", en: "Mend it and send it again.")
}

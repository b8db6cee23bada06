public import Kernel

/// Why something was not done with a problem, a measure, a meeting or a report.
public struct ProblemsRefusal: GroundedRefusal, Hashable {
    public let code: String
    public let status: Int
    public let ground: Ground
    public let message: Localized
    public let fix: Localized
    public let field: String?
    /// Each thing that is wrong with a form.
    public private(set) var faults: [Fault] = []

    init(
        _ word: String, _ status: Int, _ ground: Ground, _ message: Localized, _ fix: Localized,
        field: String? = nil
    ) {
        code = "problems." + word
        self.status = status
        self.ground = ground
        self.message = message
        self.fix = fix
        self.field = field
    }
}

extension ProblemsRefusal {
    /// Everything that is wrong with a form: one thing by its own code, several together.
    static func form(_ wrong: [ProblemsRefusal]) -> ProblemsRefusal? {
        guard let first = wrong.first else { return nil }
        var refusal =
            wrong.count == 1
            ? first
            : ProblemsRefusal(
                "form", 422, first.ground,
                Localized(
                    zh: "有 \(wrong.count) 处需要修改。", en: "\(wrong.count) things need mending."),
                Localized(zh: "请逐项修改后重新提交。", en: "Mend each of them and send it again."))
        refusal.faults = wrong.map { one in
            Fault(
                code: one.code, path: "/" + (one.field ?? ""), message: one.message, fix: one.fix)
        }
        return refusal
    }

    /// The same with another name for a field, where a page calls it otherwise.
    func renaming(_ field: String, _ other: String) -> ProblemsRefusal {
        var refusal = ProblemsRefusal(
            String(code.dropFirst("problems.".count)), status, ground, message, fix,
            field: self.field == field ? other : self.field)
        refusal.faults = faults.map { fault in
            fault.path == "/" + field
                ? Fault(
                    code: fault.code, path: "/" + other, message: fault.message, fix: fault.fix)
                : fault
        }
        return refusal
    }

    static let notReadable = ProblemsRefusal(
        "not-readable", 400, .noRule,
        Localized(zh: "请求不是可读的 JSON 对象。", en: "The request is no readable JSON object."),
        Localized(zh: "请对照接口说明。", en: "See the description of the interface."))
    static let notFound = ProblemsRefusal(
        "not-found", 404, .noRule,
        Localized(zh: "没有这一编号的记录。", en: "There is no record of this number."),
        Localized(zh: "请核对编号；他人的记录不予显示。", en: "Check the number; others' are not shown."))
    static let topic = ProblemsRefusal(
        "topic", 422, .paper(clearing),
        Localized(zh: "没有选择主题，或主题今天不受理。", en: "The topic is not one of today."),
        Localized(zh: "请从列表中选择。", en: "Choose one of the list."), field: "topic")
    static let title = ProblemsRefusal(
        "title", 422, .own(.intake),
        Localized(zh: "标题应为 2 至 100 字。", en: "The title has 2 to 100 characters."),
        Localized(zh: "请用一句话写明。", en: "Say it in a sentence."), field: "title")
    static let text = ProblemsRefusal(
        "text", 422, .own(.intake),
        Localized(zh: "说明应为 2 至 4000 字。", en: "The text has 2 to 4000 characters."),
        Localized(zh: "请写清楚情况和诉求。", en: "Say what happened and what is asked for."), field: "text")
    static let reason = ProblemsRefusal(
        "reason", 422, .own(.reasons),
        Localized(zh: "理由应为 2 至 4000 字。", en: "The reason has 2 to 4000 characters."),
        Localized(zh: "请写明理由，双方都会看到。", en: "Say why; both sides read it."), field: "reason")
    static let affected = ProblemsRefusal(
        "affected", 422, .own(.intake),
        Localized(
            zh: "涉及企业数应为 1 至 100000 的整数；企业自己提出的为 1。",
            en: "1 to 100000 firms are affected; where a firm raises it, 1."),
        Localized(
            zh: "企业自己提出的写 1；为多家企业提出的，由协会提出。",
            en: "A firm writes 1; for several firms an association raises it."),
        field: "affected")
    static func sender(_ said: String) -> ProblemsRefusal {
        let known = Problem.Sender.allCases.map(\.rawValue)
        return ProblemsRefusal(
            "sender", 422, .paper(clearing),
            Localized(
                zh: "没有“\(said)”这种提出方：由企业或协会提出。",
                en: "“\(said)” raises nothing: a firm or an association does."),
            Localized(
                zh: "请写 \(known.joined(separator: " 或 "))；不写的，按企业。",
                en: "Give \(known.joined(separator: " or ")); left out, it is a firm."),
            field: "sender")
    }
    static let about = ProblemsRefusal(
        "about", 422, .paper(clearing),
        Localized(zh: "技术性贸易措施的评议和求助要写明是哪一项措施。", en: "Say which technical measure it is about."),
        Localized(zh: "请从措施页面提出。", en: "Raise it on the page of the measure."), field: "about")
    /// The topic is about no measure.
    static let aboutNothing = ProblemsRefusal(
        "about", 422, .own(.intake),
        Localized(
            zh: "这个主题不针对某项技术性贸易措施。", en: "This topic is about no technical measure."),
        Localized(
            zh: "请不写 about，或改选评议、求助的主题。",
            en: "Leave about out, or choose the topic of comments or of help."), field: "about")
    static let commentsOver = ProblemsRefusal(
        "comments-over", 409, .paper(clearing),
        Localized(zh: "这项措施的评议期已过。", en: "The time for comments is over."),
        Localized(zh: "仍可求助。", en: "You can still ask for help."), field: "topic")
    static let unknown = ProblemsRefusal(
        "unknown", 422, .own(.orders),
        Localized(zh: "这里没有这一项。", en: "There is no such thing to say here."),
        Localized(zh: "请对照接口说明中的名称。", en: "See the names in the description of the interface."))
    static let page = ProblemsRefusal(
        "page", 422, .noRule,
        Localized(
            zh: "limit 应为 1 至 200 的整数，after 应为上一页给出的 next。",
            en: "limit is a whole number from 1 to 200, after what the page before gave as next."),
        Localized(zh: "请从第一页重新列。", en: "Begin at the first page again."), field: "after")
    static let state = ProblemsRefusal(
        "state", 422, .noRule, Localized(zh: "没有这种状态。", en: "There is no such state."),
        Localized(zh: "可填 open、answered、closed。", en: "There are open, answered and closed."),
        field: "state")
    static func unknown(_ name: String) -> ProblemsRefusal {
        ProblemsRefusal(
            "unknown", 422, unknown.ground,
            Localized(zh: "这里不读“\(name)”。", en: "Nobody reads “\(name)” here."), unknown.fix,
            field: name)
    }
    static let movedOn = ProblemsRefusal(
        "moved-on", 409, .own(.handling),
        Localized(zh: "情况已经变化，或已办结。", en: "It has changed, or is closed."),
        Localized(zh: "请刷新后按最新情况处理。", en: "Open it again and act on what it says now."))
    static let unanswered = ProblemsRefusal(
        "unanswered", 409, .paper(clearing),
        Localized(zh: "还没有答复，不能办结。", en: "It has no answer yet and cannot be closed."),
        Localized(zh: "请等待责任单位答复。", en: "Wait for the answer of the responsible body."))
    /// Asked for more before there is anything.
    static let nothingToReopen = ProblemsRefusal(
        "unanswered", 409, .paper(clearing),
        Localized(
            zh: "还没有答复，不能要求继续办理。", en: "It has no answer yet that could be objected to."),
        Localized(zh: "请等待责任单位答复。", en: "Wait for the answer of the responsible body."))
    static let sameBody = ProblemsRefusal(
        "body", 422, .paper(clearing),
        Localized(zh: "这件问题已经由该单位办理。", en: "That body has it already."),
        Localized(zh: "请选择另一单位，或直接答复。", en: "Choose another body, or answer it."),
        field: "body")
    static func paper(_ id: String) -> ProblemsRefusal {
        ProblemsRefusal(
            "unknown", 422, .own(.orders),
            Localized(zh: "没有编号为“\(id)”的政策。", en: "There is no policy “\(id)”."),
            Localized(
                zh: "请用政策库中的编号，例如 p132。", en: "Give an id of the register, such as p132."),
            field: "paper")
    }
    static func cause(_ said: String, known: [String]) -> ProblemsRefusal {
        ProblemsRefusal(
            "cause", 422, .paper(clearing),
            said.isEmpty
                ? Localized(zh: "没有选择原因。", en: "The cause is missing.")
                : Localized(
                    zh: "没有“\(said)”这种原因。", en: "There is no cause “\(said)”."),
            Localized(
                zh: "请从列表中选择，供统计多发原因：\(known.joined(separator: "、"))。",
                en: "Choose one, for causes are counted: \(known.joined(separator: ", "))."),
            field: "cause")
    }
    /// The very same is not settled yet.
    static func raisedTwice(_ number: String) -> ProblemsRefusal {
        ProblemsRefusal(
            "raised-twice", 409, .own(.intake),
            Localized(
                zh: "同样的内容已经提出，编号 \(number)，尚未办结。",
                en: "The same was raised already as \(number), which is not settled."),
            Localized(
                zh: "请在 \(number) 中跟踪；情况不同的，写明不同之处。",
                en: "Follow \(number); where it is another matter, say what differs."))
    }
    /// Regular meetings with firms and associations.
    static let dialogue = Citation(document: "沪商贸发〔2023〕183号", article: "18")
    /// Who answers for a task reports on it on schedule.
    static let schedule = Citation(document: "沪府办发〔2021〕25号", article: "（二十二）")
    /// Clearing of problems: raised by firms and associations, answered by a body in its time.
    static let clearing = Citation(document: "沪商自贸〔2023〕132号", article: "22")
    static let body = ProblemsRefusal(
        "body", 422, .paper(clearing),
        Localized(zh: "责任单位不对，或在本系统没有经办人员。", en: "The body is wrong, or has no officers here."),
        Localized(zh: "请从列表中选择另一单位。", en: "Choose another of the list."), field: "body")
    static let enterprise = ProblemsRefusal(
        "enterprise", 404, .noRule, Localized(zh: "没有这一代码的企业。", en: "No enterprise has this code."),
        Localized(zh: "请核对统一社会信用代码或海关注册编码。", en: "Check credit code or registration."),
        field: "enterprise")
    static let meetingMissing = ProblemsRefusal(
        "not-found", 404, .noRule,
        Localized(zh: "没有选择对接会，或没有这一次。", en: "There is no such meeting."),
        Localized(zh: "请从列表中选择。", en: "Choose one of the list."), field: "meeting")
    static let measure = ProblemsRefusal(
        "measure", 422, .paper(clearing),
        Localized(zh: "措施的市场、商品、标题或日期不完整。", en: "Market, goods, title or days are not complete."),
        Localized(
            zh: "市场写国别代码；商品写 2 至 10 位编码；评议截止不早于通报日。",
            en: "A country code; goods codes of 2 to 10 digits; comments end after the notice."))
    static let meeting = ProblemsRefusal(
        "meeting", 422, .paper(dialogue),
        Localized(zh: "对接会的日期、主题或参加方不完整。", en: "Day, subject or parties are not complete."),
        Localized(zh: "日期写作 2026-01-31，不晚于今天。", en: "A day such as 2026-01-31, not ahead."))
    static let report = ProblemsRefusal(
        "report", 422, .paper(schedule),
        Localized(zh: "进展报送不完整。", en: "The report is not complete."),
        Localized(
            zh: "状态选 on-track、late 或 done；说明 2 至 2000 字。",
            en: "State on-track, late or done; 2 to 2000 characters."), field: "text")
    static let notYours = ProblemsRefusal(
        "not-yours", 403, .paper(schedule),
        Localized(zh: "这项任务不由本部门负责。", en: "Your authority does not answer for this task."),
        Localized(zh: "请由责任单位报送。", en: "The responsible body reports."))
}

public import Kernel

/// Why something was not done with a policy, a version of it or a subscription.
public struct PoliciesRefusal: GroundedRefusal, Hashable {
    public let code: String
    public let status: Int
    public let ground: Ground
    public let message: Localized
    public let fix: Localized
    public let field: String?
    public var faults: [Fault] = []

    init(
        _ word: String, _ status: Int, _ ground: Ground, _ message: Localized, _ fix: Localized,
        field: String? = nil
    ) {
        code = "policies." + word
        self.status = status
        self.ground = ground
        self.message = message
        self.fix = fix
        self.field = field
    }
}

extension PoliciesRefusal {
    static let notReadable = PoliciesRefusal(
        "not-readable", 400, .noRule,
        Localized(zh: "请求不是可读的 JSON 对象。", en: "The request is no readable JSON object."),
        Localized(zh: "请对照接口说明。", en: "See the description of the interface."))
    static let notFound = PoliciesRefusal(
        "not-found", 404, .noRule,
        Localized(zh: "政策库中没有这一文件或条款。", en: "The register has no such document or article."),
        Localized(zh: "请按文号或关键词搜索。", en: "Search for its number or for a word."))
    static func day(_ text: String, field: String = "day") -> PoliciesRefusal {
        PoliciesRefusal(
            "day", 422, .own(.days),
            Localized(zh: "没有“\(text)”这一天。", en: "“\(text)” is no day."),
            Localized(zh: "请写作 2026-01-31。", en: "Write it as 2026-01-31."), field: field)
    }

    static let movedOn = PoliciesRefusal(
        "moved-on", 409, .own(.publishing),
        Localized(zh: "这一版本已经作出决定。", en: "This version was decided already."),
        Localized(zh: "请刷新后查看。", en: "Open it again."))
    static let sameOfficer = PoliciesRefusal(
        "same-officer", 403, .own(.second),
        Localized(zh: "提出的人不能自行确认发布。", en: "Whoever proposed it cannot confirm it."),
        Localized(zh: "请由同一部门的另一人确认。", en: "Another officer of the authority has to confirm."))
    static let otherAuthority = PoliciesRefusal(
        "other-authority", 403, .own(.publishing),
        Localized(zh: "这一版本由其他部门提出。", en: "Another authority has proposed this version."),
        Localized(
            zh: "请由提出部门确认；本部门可以出具会审意见。",
            en: "That authority confirms it; yours can give its opinion."))
    static let reason = PoliciesRefusal(
        "reason-missing", 422, .own(.reasons),
        Localized(zh: "没有写明理由。", en: "The reason is missing."),
        Localized(zh: "请写明 1 至 500 字。", en: "Write 1 to 500 characters."), field: "reason")
    static let notInFuture = PoliciesRefusal(
        "not-in-future", 422, .own(.publishing),
        Localized(
            zh: "新版本只能自明日或以后施行。", en: "A version takes effect tomorrow or later."),
        Localized(zh: "请改施行日期；过去的内容不改。", en: "Choose a later first day; the past stays."),
        field: "from")
    static let identifier = PoliciesRefusal(
        "id", 422, .own(.publishing),
        Localized(zh: "政策编号只用小写字母、数字和连字符。", en: "An id has small letters, digits, hyphens."),
        Localized(zh: "例如 p2027-3，最多 40 个字符。", en: "For example p2027-3, 40 at most."),
        field: "policy")
    static let subscription = PoliciesRefusal(
        "subscription", 422, .own(.subscriptions),
        Localized(zh: "订阅的主题或关键词不对。", en: "The topic or word to follow is wrong."),
        Localized(
            zh: "主题从列表中选；关键词 2 至 40 字。", en: "Choose a listed topic, or a word of 2 to 40 signs."),
        field: "value")
    static let subscriptionKind = PoliciesRefusal(
        "subscription", 422, .own(.subscriptions),
        Localized(
            zh: "没有写明订阅的是主题还是关键词。", en: "It does not say whether a topic or a word is followed."),
        Localized(
            zh: "kind 写 topic（主题）或 word（关键词）。", en: "Give kind: topic or word."),
        field: "kind")
    static let tooMany = PoliciesRefusal(
        "subscriptions-many", 409, .own(.subscriptions),
        Localized(zh: "订阅已达上限。", en: "There are as many subscriptions as allowed."),
        Localized(zh: "请先取消不用的订阅。", en: "Remove one first."))
    static let opinion = PoliciesRefusal(
        "opinion", 422, .jointReview,
        Localized(zh: "会审意见不完整。", en: "The opinion is not complete."),
        Localized(
            zh: "请选同意或不同意，并写明 1 至 500 字。", en: "Agree or object, with 1 to 500 characters."),
        field: "text")
    static let noReview = PoliciesRefusal(
        "no-review", 409, .jointReview,
        Localized(zh: "这一版本不需要会审，或已作出决定。", en: "It needs no review, or is decided."),
        Localized(zh: "重大措施由提出部门在提出时注明。", en: "Major measures are marked when proposed."))
    static let ownMeasure = PoliciesRefusal(
        "own-measure", 403, .jointReview,
        Localized(
            zh: "本部门提出的措施，本部门不能出具会审意见。",
            en: "Your authority proposed it and cannot review it."),
        Localized(zh: "请由其他部门出具意见。", en: "Other authorities give their opinions."))

    static func consent(_ outcome: OwnerConsent.Outcome) -> PoliciesRefusal {
        PoliciesRefusal(
            "owner-consent", 409, Ground(outcome.explanation),
            Localized(
                zh: "这一政策由其他部门维护。\(outcome.explanation.outcome.zh)。",
                en: "Another authority keeps this policy. \(outcome.explanation.outcome.en)."),
            Localized(
                zh: "请该部门在这一版本下出具“同意”意见。",
                en: "Have it agree in an opinion on this version."))
    }

    static func review(_ outcome: JointReview.Outcome) -> PoliciesRefusal {
        PoliciesRefusal(
            "review-open", 409, Ground(outcome.explanation),
            Localized(
                zh: "公平竞争会审未完成：\(outcome.explanation.outcome.zh)。",
                en: "The joint review is not done: \(outcome.explanation.outcome.en)."),
            Localized(
                zh: "请有关部门先出具意见。", en: "Have the authorities give their opinions first."))
    }

    static func content(_ faults: [Fault]) -> PoliciesRefusal {
        var refusal = PoliciesRefusal(
            "content", 422, .own(.publishing),
            Localized(
                zh: "版本内容有 \(faults.count) 处不对："
                    + faults.prefix(5).map(\.message.zh).joined(),
                en: (faults.count == 1
                    ? "One thing is wrong: " : "\(faults.count) things are wrong: ")
                    + faults.prefix(5).map(\.message.en).joined(separator: " ")),
            Localized(zh: "请逐项改正后重新提出。", en: "Mend each and propose it again."))
        refusal.faults = faults
        return refusal
    }

    static func fault(_ path: String, _ zh: String, _ en: String) -> Fault {
        Fault(
            code: "policies.content", path: path, message: Localized(zh: zh, en: en),
            fix: Localized(zh: "请补全或改正。", en: "Complete or mend it."))
    }

    /// The very same version waits for a second officer.
    static func alreadyProposed(_ edition: String) -> PoliciesRefusal {
        PoliciesRefusal(
            "already-proposed", 409, .own(.publishing),
            Localized(
                zh: "同样的版本已由 \(edition) 提出，正待确认。",
                en: "The same version is proposed already: \(edition) waits to be confirmed."),
            Localized(
                zh: "请由另一名人员确认 \(edition)；要改内容的，先否决它。",
                en: "Have another officer confirm \(edition), or reject it first."),
            field: "content")
    }

    /// Whether it is confirmed or rejected is missing.
    static let decision = PoliciesRefusal(
        "decision", 422, .own(.orders),
        Localized(zh: "没有写明是确认还是否决。", en: "It does not say whether to confirm."),
        Localized(
            zh: "请写 confirm：true 确认，false 否决。",
            en: "Give confirm: true confirms, false rejects."), field: "confirm")

    /// Whether a measure is major has to be true or false: it decides on a joint review.
    static let major = PoliciesRefusal(
        "major", 422, .jointReview,
        Localized(zh: "major 应为 true 或 false。", en: "major has to be true or false."),
        Localized(
            zh: "重大措施写 true，须先会审；不是的写 false 或不写。",
            en: "true for a major measure, which needs a joint review; else false or nothing."),
        field: "major")

    /// Members of a body that nobody reads.
    static func unread(_ names: [String], known: [String]) -> PoliciesRefusal {
        var refusal = PoliciesRefusal(
            "body", 422, .own(.orders),
            Localized(
                zh: "这里不读“\(names.joined(separator: "”、“"))”。",
                en: "Nobody reads “\(names.joined(separator: "”, “"))” here."),
            Localized(
                zh: "可写：\(known.joined(separator: "、"))。",
                en: "There are: \(known.joined(separator: ", "))."), field: names.first)
        refusal.faults = names.map { name in
            Fault(
                code: "policies.body", path: "/\(name)",
                message: Localized(zh: "这里不读“\(name)”。", en: "Nobody reads “\(name)” here."),
                fix: refusal.fix)
        }
        return refusal
    }
}

import Kernel

/// What the first page and the search say.
enum PortalWords {
    static let home = Localized(zh: "首页", en: "Home")
    static let needs = Localized(zh: "现在要办的事", en: "What needs you now")
    static let calm = Localized(zh: "现在没有需要您处理的事", en: "Nothing needs you now")
    static let promise = Localized(
        zh: "国际贸易“单一窗口”：报一次，各部门同办一件事",
        en: "Trade single window: submit once, every authority works on the same case")
    static let promiseMore = Localized(
        zh: "每条规则写明依据，每一步计时，每个回执可以核验。查询不需要账号。",
        en: """
            Every rule cites its article, every step is timed, every receipt can be proved. \
            Looking things up needs no account.
            """)
    static let signIn = Localized(zh: "登录", en: "Sign in")
    static let signUp = Localized(zh: "企业注册", en: "Sign up an enterprise")
    static let all = Localized(zh: "查看全部", en: "See all")
    static let number = Localized(zh: "编号", en: "Number")
    static let name = Localized(zh: "名称", en: "Name")
    static let opened = Localized(zh: "打开时间", en: "Opened")
    static let kind = Localized(zh: "类别", en: "Kind")
    static let state = Localized(zh: "状态", en: "Status")
    static let since = Localized(zh: "已持续", en: "For")
    static let due = Localized(zh: "期限", en: "Due")
    static let items = Localized(zh: "件", en: "items")
    static let search = Localized(zh: "搜索", en: "Search")
    static let searchLede = Localized(
        zh: "清单、申请、证书的编号；商品名称或税号；服务、报文、国家和代码。",
        en: """
            Numbers of lists, applications and certificates; goods or their codes; services, \
            messages, countries and codes.
            """)
    static let question = Localized(zh: "找什么", en: "What do you look for?")
    static let ask = Localized(zh: "请输入要找的编号或词语", en: "Type a number or some words")
    static let nothing = Localized(zh: "没有找到", en: "Nothing was found")
    static let nothingHint = Localized(
        zh: "编号请填完整；商品可换一个说法，例如“冻牛肉”或 0202。",
        en: "Type numbers in full; try other words for goods, such as “frozen beef” or 0202.")
    static let nothingStranger = Localized(
        zh: "您没有登录：企业自己的单证登录后才能找到。",
        en: "You are not signed in: an enterprise’s own papers are found only after signing in.")
    static let missing = Localized(
        zh: "以下内容暂时读不出来，请稍后刷新：", en: "These could not be read just now; try again soon: ")
    static let program = Localized(zh: "从程序报送", en: "From a program")
    static let programLede = Localized(
        zh: "用企业的接口密钥报送，回执随答复返回：",
        en: "With an API key of your enterprise; the receipt is the answer:")
    static let commandLine = Localized(zh: "命令", en: "Command")

    /// What may be done in a section, as the lede of its page.
    static let section = Localized(zh: "可以办的事", en: "What can be done here")

    static func days(_ count: Int) -> Localized {
        Localized(zh: "\(count) 天", en: count == 1 ? "1 day" : "\(count) days")
    }

    /// How long something stands as it does, in the largest unit that says enough.
    static func span(from: Instant, to: Instant) -> Localized {
        let minutes = max(0, to.milliseconds - from.milliseconds) / 60_000
        switch minutes {
        case 0: return Localized(zh: "不足 1 分钟", en: "under 1 min")
        case ..<60: return Localized(zh: "\(minutes) 分钟", en: "\(minutes) min")
        case ..<(48 * 60): return Localized(zh: "\(minutes / 60) 小时", en: "\(minutes / 60) h")
        default: return days(Int(minutes / 1440))
        }
    }

    /// How long something is past.
    static func ago(_ moment: Instant, now: Instant) -> Localized {
        let span = span(from: moment, to: now)
        return Localized(zh: "\(span.zh)前", en: "\(span.en) ago")
    }

    /// Days left until a day, or how late it is.
    static func left(to due: Day, on today: Day) -> (words: Localized, isLate: Bool) {
        let days = due.sinceEpoch - today.sinceEpoch
        if days < 0 {
            let late = PortalWords.days(-days)
            return (Localized(zh: "已逾期 \(late.zh)", en: "\(late.en) late"), true)
        }
        if days == 0 { return (Localized(zh: "今天到期", en: "due today"), false) }
        let left = PortalWords.days(days)
        return (Localized(zh: "还有 \(left.zh)", en: "\(left.en) left"), false)
    }
}

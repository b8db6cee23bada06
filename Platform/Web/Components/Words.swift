import Kernel

/// The words of the frame and of the components. A page's own words stand beside the page.
enum Words {
    static let name = Localized(zh: "信风", en: "Tradewind")
    static let tagline = Localized(
        zh: "信风 · 开源的国际贸易单一窗口", en: "Tradewind · an open-source trade single window")
    static let skip = Localized(zh: "跳到正文", en: "Skip to the content")
    static let tasks = Localized(zh: "办理事项", en: "Tasks")
    static func allTasks(_ count: Int) -> Localized {
        Localized(zh: "全部 \(count) 项", en: "All \(count)")
    }
    static let ownFilters = Localized(zh: "我的筛选：", en: "My filters:")
    static let keepFilter = Localized(zh: "保存此筛选", en: "Save this filter")
    static let picked = Localized(zh: "已勾选：", en: "Ticked: ")
    static let rowKeys = Localized(
        zh: "键盘：j / k 下一行、上一行，x 勾选，a 全选，回车打开。",
        en: "Keys: j / k next and last row, x ticks, a ticks all, Enter opens.")
    static let keysOn = Localized(zh: "快捷键：开", en: "Keys: on")
    static let keysOff = Localized(zh: "快捷键：关", en: "Keys: off")
    static let search = Localized(zh: "搜索", en: "Search")
    static let searchHint = Localized(zh: "单号、商品、服务", en: "Number, goods, service")
    static let languageName = Localized(zh: "中文", en: "English")
    static let signIn = Localized(zh: "登录", en: "Sign in")
    static let signOut = Localized(zh: "退出", en: "Sign out")
    static let breadcrumb = Localized(zh: "所在位置", en: "You are here")

    static let chineseOnly = Localized(zh: "（只有中文）", en: "(Chinese only)")
    static let choose = Localized(zh: "请选择", en: "Choose")
    static let all = Localized(zh: "全部", en: "All")
    static let optional = Localized(zh: "选填", en: "optional")
    static let error = Localized(zh: "错误：", en: "Error: ")
    static let filters = Localized(zh: "筛选条件", en: "Filters")
    static let filter = Localized(zh: "查询", en: "Apply")
    static let reset = Localized(zh: "清除", en: "Clear")
    static let moreFilters = Localized(zh: "更多条件", en: "More filters")
    static let questions = Localized(zh: "填写情况", en: "Questions")
    static let answer = Localized(zh: "得出结果", en: "Answer")
    static let moreQuestions = Localized(zh: "更多情况", en: "More questions")
    static let pages = Localized(zh: "翻页", en: "Pages")
    static let newer = Localized(zh: "上一页", en: "Previous")
    static let older = Localized(zh: "下一页", en: "Next")

    static let basis = Localized(zh: "依据", en: "Basis")
    static let rule = Localized(zh: "规则", en: "Rule")
    static let line = Localized(zh: "行", en: "Line")
    static let place = Localized(zh: "位置", en: "Where")
    static let code = Localized(zh: "代码", en: "Code")
    static let status = Localized(zh: "状态码", en: "Status")
    static let requestID = Localized(zh: "请求编号", en: "Request number")
    static let home = Localized(zh: "回到首页", en: "Back to the start")
    static let setUpFactor = Localized(zh: "设置第二因素", en: "Set up the second factor")
    static let mend = Localized(zh: "改法", en: "To mend")
    static let copy = Localized(zh: "复制", en: "Copy")
    static let close = Localized(zh: "关闭", en: "Close")
    static let copied = Localized(zh: "已复制", en: "Copied")
    static let trend = Localized(zh: "走势", en: "Trend")
    static let figures = Localized(zh: "数据表", en: "Figures")
    static let faultHere = Localized(zh: "此行有错", en: "Fault on this line")

    static func kind(_ person: Principal) -> Localized {
        switch person.kind {
        case .member: Localized(zh: "企业用户", en: "Enterprise")
        case .key: Localized(zh: "接口程序", en: "Program")
        case .officer:
            // 关员 are those who act for a customs district.
            Localized(zh: person.districts.isEmpty ? "经办人员" : "关员", en: "Officer")
        case .administrator: Localized(zh: "管理员", en: "Administrator")
        }
    }

    /// Heading above all that must be mended before a form is taken.
    static func toMend(_ count: Int) -> Localized {
        Localized(
            zh: "有 \(count) 处需要改正",
            en: count == 1 ? "There is 1 thing to mend" : "There are \(count) things to mend")
    }

    static func version(_ day: Day) -> Localized {
        Localized(zh: "自 \(day.text) 起施行", en: "in force since \(day.text)")
    }

    static func cut(_ shown: Int, of all: Int) -> Localized {
        Localized(
            zh: "仅显示前 \(grouped(shown)) 行，共 \(grouped(all)) 行",
            en: "The first \(grouped(shown)) of \(grouped(all)) lines are shown")
    }
}

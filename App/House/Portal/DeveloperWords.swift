import Kernel

/// What the developer pages say.
enum DeveloperWords {
    static let title = Localized(zh: "开发者", en: "Developers")
    static let lede = Localized(
        zh: "用企业的接口密钥从程序调用。页面上能做的，接口都能做；出错时说明哪里不对、怎么改、依据是什么。",
        en: """
            Call it from a program with an API key of your enterprise. What pages can do, the API \
            can do; an error says what is wrong, how to mend it and on what basis.
            """)
    static let start = Localized(zh: "从这里开始", en: "Start here")
    static let startWords = Localized(
        zh: "企业管理员在“账户”页新建密钥，勾选例子下面写明的权限；把地址和密钥放进环境变量，例子就能直接运行。"
            + "不属于企业的人员（如关员）没有密钥：其程序登录后使用会话，并在请求头 x-csrf-token 中"
            + "带上该会话页面表单里 _csrf 的值。",
        en: """
            The administrator of your enterprise makes a key on the account page, with the \
            permissions named below the examples. With address and key in the environment, every \
            example runs as it stands. Who belongs to no enterprise, such as an officer, has no \
            key: a program signs in, keeps the session, and sends in the header x-csrf-token the \
            value of _csrf in any form of its pages.
            """)
    static let keyNeeds = Localized(
        zh: "密钥须有权限：", en: "The key needs the permission ")
    static let command = Localized(zh: "命令", en: "Command")
    static let program = Localized(
        zh: "领取全部回执的程序（Python）", en: "A program that pulls all receipts (Python)")
    static let families = Localized(zh: "接口", en: "API reference")
    static let more = Localized(zh: "还有", en: "Also")
    static let operations = Localized(zh: "个接口", en: "operations")
    static let example = Localized(zh: "例子", en: "Example")
    static let parameters = Localized(zh: "参数", en: "Parameters")
    static let body = Localized(zh: "请求体", en: "Body")
    static let file = Localized(zh: "请求体是文件：", en: "The body is a file: ")
    static let noBody = Localized(zh: "没有请求体。", en: "There is no body.")
    static let anyField = Localized(zh: "（任一字段）", en: "(any field)")
    static let name = Localized(zh: "名称", en: "Name")
    static let kind = Localized(zh: "类型", en: "Type")
    static let about = Localized(zh: "说明", en: "Meaning")
    static let needed = Localized(zh: "必填", en: "required")
    static let place = Localized(zh: "位置", en: "Where")
    static let inPath = Localized(zh: "路径", en: "path")
    static let inQuery = Localized(zh: "查询", en: "query")
    static let part = Localized(zh: "地址的一部分", en: "Part of the address")
    static let answers = Localized(zh: "答复：", en: "Answers: ")
    static let answerExample = Localized(
        zh: "一次真实的答复，列表各留一项", en: "One answer as it was, one of each list")
    static let answer = Localized(zh: "答复内容", en: "What it answers")
    static let sometimes = Localized(zh: "不一定有", en: "not always there")
    static let shapes = Localized(zh: "公用结构", en: "Shared shapes")
    static let who = Localized(zh: "谁可以用：", en: "Who may: ")
    static let anyone = Localized(zh: "任何人", en: "anyone")
    static let signedIn = Localized(zh: "已登录", en: "whoever is signed in")
    static let limit = Localized(zh: "次数限制：", en: "At most: ")
    static let errors = Localized(zh: "出错时", en: "When something is wrong")
    static let errorWords = Localized(
        zh: "答复为 application/problem+json（RFC 9457）：code 不变，可以据此处理；type 指向说明页；faults 一次给出全部问题。",
        en: """
            The answer is application/problem+json (RFC 9457): code never changes and may be acted \
            on, type leads to the page about it, faults has everything at once.
            """)
    static let errorCodes = Localized(
        zh: "全部错误与回执代码", en: "All codes of errors and receipts")
    static let changelog = Localized(zh: "更新记录", en: "Changelog")
    static let changelogNote = Localized(
        zh: "每个版本的新功能、更正和需要您修改的地方（英文）。",
        en: "What is new, mended, or needs an edit of yours, by release.")
    static let messages = Localized(zh: "报文表", en: "Message tables")
    static let messagesNote = Localized(
        zh: "每种报文的每个字段：长度、是否必填、代码表。", en: "Every field of every message: length, need, codes.")
    static let sandbox = Localized(zh: "沙箱", en: "Sandbox")
    static let sandboxNote = Localized(
        zh: "每种结论都能试，与真实业务分开。", en: "Every outcome to try, apart from everything real.")
    static let webhooks = Localized(zh: "推送和投递记录", en: "Webhooks and delivery log")
    static let webhooksNote = Localized(
        zh: "登记接收地址，查看投递记录，从任一处重推。", en: "Register an address, see what was delivered, replay.")
    static let problems = Localized(zh: "错误代码", en: "Error codes")
    static let problemsNote = Localized(
        zh: "每个代码的原因、改法和例子。", en: "Cause, fix and example of each code.")
    static let codes = Localized(zh: "代码表", en: "Code tables")
    static let codesNote = Localized(
        zh: "国别、币制、单位、关区。", en: "Countries, currencies, units, districts.")

    static func status(_ status: Int) -> Localized {
        switch status {
        case 400: Localized(zh: "请求读不出来", en: "the request cannot be read")
        case 401: Localized(zh: "没有密钥，或密钥无效", en: "no key, or one that is not valid")
        case 403: Localized(zh: "密钥没有这个权限", en: "the key has not this permission")
        case 404: Localized(zh: "没有，或不是您的", en: "not there, or not yours")
        case 409:
            Localized(
                zh: "与已有的矛盾，或已被别人改过",
                en: "contradicts what is there, or was changed meanwhile")
        case 413: Localized(zh: "请求体过大", en: "the body is too large")
        case 422: Localized(zh: "内容有错，逐项列出", en: "what it says is at fault, every fault listed")
        case 429:
            Localized(zh: "太频繁，按 Retry-After 再试", en: "too often: try again after Retry-After")
        default:
            Localized(
                zh: "暂时不可用，按 Retry-After 再试",
                en: "not available just now: try again after Retry-After")
        }
    }
}

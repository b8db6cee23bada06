import Kernel

/// What is told about each refusal: one row each, so that a missing sentence does not compile.
struct RefusalWords {
    let code: String
    let status: Int
    let zh: String
    let en: String
    let zhFix: String
    let enFix: String

    init(
        _ code: String, _ status: Int, _ zh: String, _ en: String, fix zhFix: String,
        _ enFix: String
    ) {
        self.code = code
        self.status = status
        self.zh = zh
        self.en = en
        self.zhFix = zhFix
        self.enFix = enFix
    }
}

extension WebRefusal {
    var words: RefusalWords {
        switch self {
        case .tooManyConnections, .overloaded, .tooManyRequests, .requestTooSlow, .answerTooSlow,
            .pageTooSlow, .uploadUnchecked:
            pressureWords
        case .notHTTP, .headersTooLarge, .targetTooLong, .targetNotReadable, .expectationNotMet,
            .bodyTooLarge, .notFound, .methodNotAllowed:
            requestWords
        case .contentTypeNotFitting, .contentEncoded, .formNotReadable, .tooManyParts,
            .hiddenSigns, .membersUnknown:
            contentWords
        case .keyNotValid, .signInNeeded, .secondFactorNeeded, .notPermitted, .formFromElsewhere,
            .formTokenNotValid, .sessionTokenNotValid, .defect:
            accessWords
        }
    }

    private var pressureWords: RefusalWords {
        switch self {
        case .tooManyConnections:
            RefusalWords(
                "web.too-many-connections", 503, "同时打开的连接过多。", "Too many connections are open.",
                fix: "请关闭不用的连接，复用已有连接，稍后再试。",
                "Close connections you do not use, reuse open ones, and try again shortly.")
        case .tooManyRequests(let seconds):
            RefusalWords(
                "web.too-many-requests", 429, "请求过于频繁，超出允许的次数。",
                "There were more requests than are allowed in this time.",
                fix: "请在 \(seconds) 秒后重试。", "Try again in \(seconds) s.")
        case .requestTooSlow:
            RefusalWords(
                "web.request-too-slow", 408, "请求没有在规定时间内发送完毕。",
                "The request did not arrive in the time allowed.",
                fix: "请检查网络后重新发送；大批数据请分成几次报送。",
                "Check the network and send it again; split large batches.")
        case .answerTooSlow:
            RefusalWords(
                "web.answer-too-slow", 503, "系统未能在规定时间内答复。",
                "The answer was not ready in the time allowed.",
                fix: "请稍后原样重发：报文以同一编号（guid）、税则数据以同一文件和起始日期重发的，已受理的不会重复受理；"
                    + "其他的，请先查询是否已办成。",
                "Send the same again later: a message with the same guid, or a tariff table with"
                    + " the same first day, is not taken twice. Of anything else look first"
                    + " whether it was done.")
        case .pageTooSlow:
            RefusalWords(
                "web.answer-too-slow", 503, "页面未能在规定时间内生成。",
                "The page was not ready in the time allowed.",
                fix: "请稍后重新打开；查询的，请缩小范围；提交的，请先查看是否已办成，再决定是否重新提交。",
                "Open it again later. If you searched, narrow it down; if you sent something, see"
                    + " first whether it was taken.")
        case .uploadUnchecked:
            RefusalWords(
                "web.upload-unchecked", 503, "暂时无法对上传的文件做病毒检查，文件未接收。",
                "The file cannot be scanned for viruses at the moment; it was not taken.",
                fix: "请按 Retry-After 所示秒数后重新上传同一文件。",
                "Send the same file again after the seconds given in Retry-After.")
        default:
            RefusalWords(
                "web.overloaded", 503, "系统当前业务量过大，本次请求未受理。",
                "The system is at its limit; this request was not taken.",
                fix: "请按 Retry-After 所示秒数后重发，内容保持不变。",
                "Send the same again after the seconds given in Retry-After.")
        }
    }

    private var requestWords: RefusalWords {
        switch self {
        case .notHTTP:
            RefusalWords(
                "web.not-http", 400, "请求不符合 HTTP/1.1 规范。", "The request is not proper HTTP/1.1.",
                fix: "请使用标准的 HTTP 客户端发送。", "Send it with a standard HTTP client.")
        case .headersTooLarge:
            RefusalWords(
                "web.headers-too-large", 431, "请求头过多或过长。",
                "There are too many headers or they are too long.",
                fix: "请减少请求头或清除本站 Cookie。",
                "Send fewer headers, or clear the cookies of this site.")
        case .targetTooLong:
            RefusalWords(
                "web.target-too-long", 414, "请求地址过长。", "The address is too long.",
                fix: "请把内容放在请求正文中。", "Put the content into the body of the request.")
        case .targetNotReadable:
            RefusalWords(
                "web.target-not-readable", 400, "请求地址含有无法识别的字符。",
                "The address holds characters that cannot be read.",
                fix: "请对地址中的特殊字符作百分号编码（UTF-8）。",
                "Percent-encode special characters in the address, as UTF-8.")
        case .expectationNotMet:
            RefusalWords(
                "web.expectation-not-met", 417, "不支持 Expect 请求头中的要求。",
                "What the Expect header asks is not supported.",
                fix: "请去掉 Expect，或只使用 100-continue。",
                "Leave Expect out, or use 100-continue only.")
        case .bodyTooLarge(let limit):
            RefusalWords(
                "web.body-too-large", 413, "内容超过上限（\(size(limit))）。",
                "What was sent is larger than the limit of \(size(limit)).",
                fix: "请拆分后分次发送。", "Split it and send the parts one after another.")
        case .methodNotAllowed(let allowed):
            RefusalWords(
                "web.method-not-allowed", 405, "此地址不支持该请求方法。",
                "This address does not take that method.",
                fix: "请改用：\(allowed.joined(separator: "、"))。",
                "Use one of these: \(allowed.joined(separator: ", ")).")
        default:
            RefusalWords(
                "web.not-found", 404, "没有找到这个地址，或您无权知道其内容。",
                "There is nothing here, or nothing you may know of.",
                fix: "请检查地址是否完整，或从首页进入。",
                "Check the address, or start from the first page.")
        }
    }

    private var contentWords: RefusalWords {
        switch self {
        case .contentTypeNotFitting(let expected):
            RefusalWords(
                "web.content-type", 415, "内容格式不符，此处应为 \(expected)。",
                "The content is of another type than \(expected), which is expected here.",
                fix: "请按要求的格式发送，并填写 Content-Type。",
                "Send that type and name it in Content-Type.")
        case .contentEncoded:
            RefusalWords(
                "web.content-encoding", 415, "不接收压缩或另行编码的请求正文。",
                "Bodies that are compressed or otherwise encoded are not taken.",
                fix: "请去掉 Content-Encoding，不压缩直接发送。",
                "Send it uncompressed, without Content-Encoding.")
        case .membersUnknown(let members):
            RefusalWords(
                "web.member-unknown", 422,
                members.map(\.message.zh).joined(separator: "；") + "，未受理。",
                members.map(\.message.en).joined(separator: "; ") + "; nothing was done.",
                fix: members.map(\.fix.zh).joined(separator: " "),
                members.map(\.fix.en).joined(separator: " "))
        case .tooManyParts(let limit):
            RefusalWords(
                "web.too-many-parts", 413, "一次提交的文件和字段超过 \(limit) 个。",
                "There are more than \(limit) files and fields in one form.",
                fix: "请分几次提交。", "Send them in several forms.")
        case .hiddenSigns:
            RefusalWords(
                "web.hidden-signs", 422, "内容中含有看不见而会改变文字的字符，没有受理。",
                "What you sent holds characters that nobody sees and that change how it reads;"
                    + " nothing was done.",
                fix: HiddenSigns.fix.zh, HiddenSigns.fix.en)
        default:
            RefusalWords(
                "web.form-not-readable", 400, "表单内容无法读取。", "The form cannot be read.",
                fix: "请在页面上重新填写并提交；程序请使用 UTF-8 编码。",
                "Fill in the page again and send it; programs use UTF-8.")
        }
    }

    private var accessWords: RefusalWords {
        switch self {
        case .keyNotValid:
            RefusalWords(
                "web.key-not-valid", 401, "接口密钥无效、已过期或已撤销。",
                "The API key is not valid, has expired or was revoked.",
                fix: "请向本企业管理员索取有效的接口密钥。",
                "Ask the administrator of your enterprise for a valid key.")
        case .signInNeeded:
            RefusalWords(
                "web.sign-in-needed", 401, "请先登录。", "You need to sign in first.",
                fix: "请登录后重试；程序请在 Authorization 请求头中附上接口密钥。",
                "Sign in and try again; programs send their API key in the Authorization header.")
        case .secondFactorNeeded:
            RefusalWords(
                "web.second-factor-needed", 403, "本系统要求您先启用第二因素，启用前不能办理业务。",
                "You need a second factor here: nothing else is open before it is set up.",
                fix: "请到“我的账户”设置第二因素（/zh/account/second-factor）。",
                "Set it up in your account (/en/account/second-factor).")
        case .notPermitted(let permission):
            RefusalWords(
                "web.not-permitted", 403, "您没有此项操作的权限（\(permission.name)）。",
                "You do not have the permission \(permission.name).",
                fix: "请联系本单位管理员授权。", "Ask your administrator to grant it.")
        case .formFromElsewhere:
            RefusalWords(
                "web.form-from-elsewhere", 403, "该请求来自其他网站，已拒绝。",
                "The request came from another site and was refused.",
                fix: "请在本系统的页面上操作。", "Use the pages of this system.")
        case .formTokenNotValid:
            RefusalWords(
                "web.form-token", 403, "页面已失效，本次提交未受理。",
                "The page is out of date; what you sent was not taken.",
                fix: "请刷新页面后重新提交，并允许本站使用 Cookie。",
                "Reload the page and send it again; this site must be allowed to set cookies.")
        case .sessionTokenNotValid:
            RefusalWords(
                "web.form-token", 403, "请求使用登录会话，但没有带上有效的 x-csrf-token，未受理。",
                "The request rests on a session and carries no valid x-csrf-token; it was not"
                    + " taken.",
                fix: "企业程序请改用接口密钥（authorization: Bearer）；用登录会话的，在请求头 x-csrf-token 中"
                    + "带上该会话任一页面表单里 _csrf 的值。",
                "With an API key (authorization: Bearer) none is needed. With a session send, in"
                    + " the header x-csrf-token, the value of _csrf in any form of its pages.")
        default:
            RefusalWords(
                "web.defect", 500, "系统内部出错，错误已记录。",
                "Something failed on our side; it has been recorded.",
                fix: "请稍后重试；如仍出错，请把请求编号告知运维人员。",
                "Try again later; if it stays, tell the operators the request id.")
        }
    }
}

/// A limit in a unit people know, rounded down: who stays within what is told is let in.
private func size(_ bytes: Int) -> String {
    switch bytes {
    case (1 << 20)...: "\(bytes >> 20) MB"
    case 1024...: "\(bytes >> 10) KB"
    default: "\(bytes) B"
    }
}

public import Kernel
public import Wire

/// What went wrong, as told to whoever asked (RFC 9457): the same facts as JSON for programs and,
/// through the page of errors, for people.
public struct Problem: Sendable, Hashable {
    /// HTTP status.
    public let status: Int
    /// Stable code, for example `web.not-found`; has a page at `/problems/{code}`,
    /// which leads to the reader's language.
    public let code: String
    /// What the status means, in few words.
    public let title: Localized
    public let message: Localized
    /// What to do about it.
    public let fix: Localized
    /// Name of the field at fault, if it is one field.
    public let field: String?
    public let faults: [Fault]
    public let citation: Citation?
    public let requestID: String
    /// Path of the request that failed.
    public let instance: String

    public init(_ refusal: any Refusal, requestID: String, instance: String) {
        // A refusal is never a success; a wrong number here would hide the failure from programs.
        status = (400...599).contains(refusal.status) ? refusal.status : 500
        code = refusal.code
        title = statusTitle(status)
        message = refusal.message
        fix = refusal.fix
        field = refusal.field
        faults = refusal.faults
        citation = refusal.citation
        self.requestID = requestID
        self.instance = instance
    }

    /// `application/problem+json`. `detail` is in the language of the visit; `message` and `fix`
    /// are there in both.
    public func answer(in language: Language) -> Answer {
        Answer(
            json(in: language).encoded, type: "application/problem+json; charset=utf-8",
            status: status)
    }

    /// The members of the problem (RFC 9457), for answers that add some of their own.
    public func json(in language: Language) -> JSON {
        var members: [JSON.Member] = [
            .init("type", .text("/problems/\(code)")),
            .init("title", .text(title[language])),
            .init("status", .integer(status)),
            .init("detail", .text(message[language])),
            .init("instance", .text(instance)),
            .init("code", .text(code)),
            .init("message", message.json),
            .init("fix", fix.json),
        ]
        if let field { members.append(.init("field", .text(field))) }
        if !faults.isEmpty { members.append(.init("faults", .array(faults.map(faultJSON)))) }
        if let citation { members.append(.init("citation", citationJSON(citation))) }
        members.append(.init("requestId", .text(requestID)))
        return .object(members)
    }
}

private func faultJSON(_ fault: Fault) -> JSON {
    var members: [JSON.Member] = [
        .init("code", .text(fault.code)), .init("path", .text(fault.path)),
        .init("line", .integer(fault.line)), .init("message", fault.message.json),
        .init("fix", fault.fix.json),
    ]
    if let citation = fault.citation { members.append(.init("citation", citationJSON(citation))) }
    return .object(members)
}

private func citationJSON(_ citation: Citation) -> JSON {
    .object([
        .init("document", .text(citation.document)), .init("article", .text(citation.article)),
    ])
}

/// What a status means, for people who do not know the numbers.
private func statusTitle(_ status: Int) -> Localized {
    switch status {
    case 400: Localized(zh: "请求无法识别", en: "Request not understood")
    case 401: Localized(zh: "需要登录", en: "Sign-in needed")
    case 403: Localized(zh: "没有权限", en: "Not permitted")
    case 404: Localized(zh: "未找到", en: "Not found")
    case 405: Localized(zh: "不支持此操作", en: "Not possible here")
    case 408: Localized(zh: "请求超时", en: "Request took too long")
    case 409: Localized(zh: "与已有内容冲突", en: "Contradicts what is already here")
    case 412: Localized(zh: "内容已被更改", en: "Changed in the meantime")
    case 413: Localized(zh: "内容过大", en: "Too large")
    case 414: Localized(zh: "地址过长", en: "Address too long")
    case 415: Localized(zh: "不支持的格式", en: "Format not supported")
    case 417: Localized(zh: "无法满足请求的前提", en: "Expectation not met")
    case 422: Localized(zh: "内容不符合要求", en: "Content not accepted")
    case 429: Localized(zh: "请求过于频繁", en: "Too many requests")
    case 431: Localized(zh: "请求头过大", en: "Headers too large")
    case 500: Localized(zh: "系统内部错误", en: "Error on our side")
    case 503: Localized(zh: "系统暂时繁忙", en: "Busy for the moment")
    default:
        status < 500
            ? Localized(zh: "请求未被接受", en: "Request not accepted")
            : Localized(zh: "系统内部错误", en: "Error on our side")
    }
}

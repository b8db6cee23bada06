public import Kernel

/// Why the front door or the server turned a request away before any capability saw it. The order
/// of the cases is the order of precedence.
public enum WebRefusal: GroundedRefusal, Hashable {
    case tooManyConnections
    case notHTTP
    case headersTooLarge
    case targetTooLong
    case targetNotReadable
    case expectationNotMet
    case bodyTooLarge(limit: Int)
    case requestTooSlow
    case overloaded(retryAfter: Int)
    /// A file has to be shown to a scanner that does not answer.
    case uploadUnchecked(retryAfter: Int)
    case notFound
    case methodNotAllowed(allowed: [String])
    case keyNotValid
    case tooManyRequests(retryAfter: Int)
    case signInNeeded
    /// Somebody who needs a second factor here and has none.
    case secondFactorNeeded
    case notPermitted(Permission)
    case formFromElsewhere
    case formTokenNotValid
    /// The same of a program, which has no page to reload.
    case sessionTokenNotValid
    case contentTypeNotFitting(expected: String)
    /// The body is compressed or otherwise encoded.
    case contentEncoded
    case formNotReadable
    /// Members of a JSON body that the API reference does not name.
    case membersUnknown([UnknownMember])
    /// More parts in one form than are taken.
    case tooManyParts(limit: Int)
    /// A text holds characters that nobody sees and that change how it reads; a fault for each.
    case hiddenSigns([Fault])
    case answerTooSlow
    /// The same of a page: no message was sent that could be sent again.
    case pageTooSlow
    case defect

    /// One of each, in order of precedence: what the pages about problems walk.
    public static let all: [WebRefusal] = [
        .tooManyConnections, .notHTTP, .headersTooLarge, .targetTooLong, .targetNotReadable,
        .expectationNotMet, .bodyTooLarge(limit: 65_536), .requestTooSlow,
        .overloaded(retryAfter: 1), .uploadUnchecked(retryAfter: 30), .notFound,
        .methodNotAllowed(allowed: ["GET"]), .keyNotValid,
        .tooManyRequests(retryAfter: 1), .signInNeeded, .secondFactorNeeded,
        .notPermitted(Permission("…")), .formFromElsewhere, .formTokenNotValid,
        .contentTypeNotFitting(expected: "application/xml"), .contentEncoded, .formNotReadable,
        .membersUnknown([UnknownMember(path: "/amuont", known: ["amount"])]),
        .tooManyParts(limit: 100), .hiddenSigns([]), .answerTooSlow, .defect,
    ]

    public var code: String { words.code }
    public var status: Int { words.status }
    public var message: Localized { Localized(zh: words.zh, en: words.en) }
    public var fix: Localized { Localized(zh: words.zhFix, en: words.enFix) }

    public var field: String? {
        if case .membersUnknown(let members) = self { members.first?.name } else { nil }
    }

    public var faults: [Fault] {
        switch self {
        case .hiddenSigns(let faults): faults
        case .membersUnknown(let members): members.map(\.fault)
        default: []
        }
    }

    /// In the words that fit who asked: a page has no guid, a program no page.
    func told(forAPI: Bool) -> WebRefusal {
        switch self {
        case .answerTooSlow where !forAPI: .pageTooSlow
        case .formTokenNotValid where forAPI: .sessionTokenNotValid
        default: self
        }
    }

    /// Headers that belong to the answer.
    var headers: [Answer.Header] {
        switch self {
        case .methodNotAllowed(let allowed):
            [Answer.Header("allow", allowed.joined(separator: ", "))]
        case .overloaded(let seconds), .tooManyRequests(let seconds),
            .uploadUnchecked(let seconds):
            [Answer.Header("retry-after", String(seconds))]
        case .contentEncoded: [Answer.Header("accept-encoding", "identity")]
        case .tooManyConnections, .answerTooSlow, .pageTooSlow: [Answer.Header("retry-after", "5")]
        case .keyNotValid, .signInNeeded:
            [Answer.Header("www-authenticate", "Bearer realm=\"tradewind\"")]
        default: []
        }
    }
}

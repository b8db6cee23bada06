public import Kernel

/// Rules of this system's own behind refusals of the door; the register of policies has each.
extension OwnRule {
    static let access = OwnRule("身份和权限")
    static let capacity = OwnRule("请求频次和容量")
    static let sizes = OwnRule("请求大小")
    static let pages = OwnRule("网页提交")
    static let files = OwnRule("上传文件的检查")
    static let typing = OwnRule("文字")
}

extension WebRefusal {
    /// What stands behind each: a case that is added has to say it.
    public var ground: Ground {
        switch self {
        case .keyNotValid, .signInNeeded, .secondFactorNeeded, .notPermitted: .own(.access)
        case .tooManyConnections, .tooManyRequests, .overloaded: .own(.capacity)
        case .uploadUnchecked: .own(.files)
        case .headersTooLarge, .targetTooLong, .bodyTooLarge, .tooManyParts: .own(.sizes)
        case .formFromElsewhere, .formTokenNotValid, .sessionTokenNotValid: .own(.pages)
        case .hiddenSigns: .own(.typing)
        // What cannot be read, is not there, came too slowly or failed.
        case .notHTTP, .targetNotReadable, .expectationNotMet, .requestTooSlow, .notFound,
            .methodNotAllowed, .contentTypeNotFitting, .contentEncoded, .formNotReadable,
            .membersUnknown, .answerTooSlow, .pageTooSlow, .defect:
            .noRule
        }
    }
}

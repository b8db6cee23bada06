import Kernel

extension PartiesRefusal {
    var doorWords: Words {
        switch self {
        case .busy:
            Words(
                "busy", 503, "正在处理的登录过多。", "Too many people are signing in at this moment.",
                "请稍后几秒再试。", "Try again in a few seconds.")
        case .tooManyAttempts(let minutes):
            Words(
                "too-many-attempts", 429, "登录失败次数过多，已暂停尝试。",
                "Signing in has failed too often and is paused.",
                "请在 \(minutes) 分钟后再试；忘记密码请联系本单位管理人员。",
                "Try again in \(minutes) minutes; for a lost password ask your administrator.")
        case .signInFailed:
            Words(
                "sign-in-failed", 401, "登录名或密码不正确。", "The login or the password is not right.",
                "请核对大小写后重新输入。", "Check upper and lower case and enter both again.")
        case .keyMistyped:
            Words(
                "key-mistyped", 401, "接口密钥抄写有误，校验码不符。",
                "The API key was copied wrongly: its checksum does not fit.",
                "请完整复制密钥，从 tw_ 到最后 8 位。", "Copy all of it, from tw_ to the last 8 characters.")
        default:
            Words(
                "input", 422, "填写的内容有误。", "What was entered has faults.",
                "请按各项说明更正后重新提交。", "Mend each fault as described and send it again.")
        }
    }

    var registerWords: Words {
        switch self {
        case .enterpriseSuspended:
            Words(
                "enterprise-suspended", 403, "该企业已暂停使用本系统。",
                "The enterprise is suspended here.",
                "请联系系统管理机构恢复。", "Ask the operator of the system to restore it.")
        case .codeTaken:
            Words(
                "code-taken", 409, "代码已属于另一家企业。", "A code belongs to another enterprise already.",
                "请核对代码；若为同一企业，请使用已有登记。",
                "Check the code; if it is the same enterprise, use the entry that exists.")
        case .roleOverlaps(let role):
            Words(
                "role-overlaps", 409, "该企业在此期间已有“\(role.name.zh)”角色。",
                "The enterprise already holds the role “\(role.name.en)” on some of these days.",
                "请先结束原有角色，或选择不重叠的日期。", "End the existing one first, or choose other days.")
        case .roleNotHeld(let role):
            Words(
                "role-not-held", 422, "该企业当前没有“\(role.name.zh)”角色。",
                "The enterprise does not hold the role “\(role.name.en)”.",
                "请核对角色与日期。", "Check the role and the day.")
        default:
            Words(
                "enterprise-not-found", 404, "没有找到该企业。", "There is no such enterprise.",
                "请核对统一社会信用代码、海关注册编码或平台标识。",
                "Check the credit code, customs registration or platform identifier.")
        }
    }

    var accountWords: Words {
        switch self {
        case .loginTaken:
            Words(
                "login-taken", 409, "登录名已被使用。", "The login is taken.",
                "请换一个登录名。", "Choose another one.")
        case .keyNotFound:
            Words(
                "key-not-found", 404, "没有找到该接口密钥。", "There is no such API key.",
                "请在密钥列表中核对编号。", "Check its id in the list of keys.")
        case .keyEnded:
            Words(
                "key-ended", 409, "该密钥已失效，不能轮换。", "The key has ended and cannot be replaced.",
                "请新建一个密钥。", "Create a new key.")
        case .sessionNotFound:
            Words(
                "session-not-found", 404, "没有找到该登录会话。", "There is no such session.",
                "它可能已经结束，请刷新列表。", "It may have ended: look at the list again.")
        default:
            Words(
                "user-not-found", 404, "没有找到该用户。", "There is no such user.",
                "请核对登录名。", "Check the login.")
        }
    }
}

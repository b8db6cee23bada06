import Kernel

extension PartiesRefusal {
    var identityWords: Words {
        switch self {
        case .singleSignOnAway(let why):
            Words(
                "single-sign-on-away", 503, "统一认证服务暂时不可用（\(why)）。",
                "The sign-in service cannot be asked (\(why)).",
                "请稍后再试，或改用密码登录；持续出现请联系系统管理机构。",
                "Try again later or use your password; tell the operator if it stays so.")
        case .identityDeclined:
            Words(
                "identity-declined", 401, "统一认证没有完成登录。",
                "The sign-in service did not sign you in.",
                "请重新登录，或改用密码。", "Begin again, or use your password.")
        case .identityRefused(let what):
            Words(
                "identity-refused", 401, "统一认证返回的凭据未通过核验（\(what)）。",
                "What the sign-in service said did not hold (\(what)).",
                "请重新登录；持续出现请把括号内的词告诉系统管理机构。",
                "Begin again; if it stays so, tell the operator the word in brackets.")
        case .identityUnknown:
            Words(
                "identity-unknown", 403, "该统一认证身份没有关联本系统的账户。",
                "No account here is linked with who you are there.",
                "请先用密码登录，在“我的账户”中关联；没有账户的，请本企业管理员邀请。",
                "Sign in by password and link it in your account; without one, ask to be invited.")
        case .identityTaken:
            Words(
                "identity-taken", 409, "该统一认证身份已关联另一个账户。",
                "Another account is linked with that identity already.",
                "请在那个账户中解除关联，或换一个身份。",
                "Unlink it there first, or sign in at the service as yourself.")
        case .identityMissing:
            Words(
                "identity-missing", 409, "您的账户没有关联统一认证身份。",
                "Your account is linked with no identity.", "无需解除。", "There is nothing to unlink.")
        default:
            Words(
                "single-sign-on-off", 404, "本系统未启用统一认证登录。",
                "There is no single sign-on here.", "请使用登录名和密码登录。",
                "Use your login and password.")
        }
    }
}

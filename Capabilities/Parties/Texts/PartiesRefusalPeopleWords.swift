import Kernel

extension PartiesRefusal {
    var peopleWords: Words {
        switch self {
        case .lastAdministrator:
            Words(
                "last-administrator", 409, "这是本企业最后一名管理员，不能停用或改任其他岗位。",
                "This is the last administrator of the enterprise: neither closed nor moved.",
                "请先让另一位同事担任管理员。", "Make somebody else an administrator first.")
        case .personNeeded:
            Words(
                "person-needed", 403, "接口密钥不能管理人员。", "API keys do not look after people.",
                "请由本企业管理员登录后办理。", "An administrator signs in and does it.")
        case .ownAccount:
            Words(
                "own-account", 409, "不能这样更换自己的密码或第二因素。",
                "Your own password and second factor are not changed here.",
                "请到“我的账户”凭当前密码修改，或请另一位管理员办理。",
                "Change them in your account by your present password, or ask a colleague.")
        case .closedByOperator:
            Words(
                "closed-by-operator", 403, "该账户由系统管理机构停用，本企业不能恢复。",
                "The operator closed this login: the enterprise cannot open it.",
                "请联系系统管理机构。", "Ask the operator.")
        case .signUpClosed:
            Words(
                "sign-up-closed", 403, "本系统不开放企业自助注册。",
                "Enterprises do not sign up by themselves here.",
                "请联系系统管理机构登记企业。", "Ask the operator to enter your enterprise.")
        case .tooManySignUps:
            Words(
                "too-many-sign-ups", 429, "注册申请过多，暂不受理。",
                "Too many enterprises have signed up for the moment.",
                "请明天再试；已经提交的，凭查询链接查看进度即可。",
                "Try again tomorrow; what you have sent is followed by its link.")
        case .signUpNotFound:
            Words(
                "sign-up-not-found", 404, "没有找到该注册申请。", "There is no such sign-up.",
                "请在注册申请列表中核对。", "Look at the list of sign-ups.")
        case .signUpDecided:
            Words(
                "sign-up-decided", 409, "该注册申请已经办结。", "The sign-up has been decided already.",
                "请刷新页面查看结果。", "Look at the page again.")
        default:
            Words(
                "link-not-valid", 404, "该链接无效：可能已使用、已撤回或已过期。",
                "The link is not valid: used, withdrawn or too old.",
                "请向发给您链接的人索取新链接。", "Ask whoever gave it to you for a new one.")
        }
    }

    var factorWords: Words {
        switch self {
        case .passwordWrong:
            Words(
                "password-wrong", 422, "当前密码不正确。", "The present password is not right.",
                "请重新输入当前密码。", "Enter your present password again.")
        case .codeWrong:
            Words(
                "code-wrong", 401, "验证码不正确、已使用或已过期。",
                "The code is wrong, was used or is too old.",
                "请输入验证器上当前显示的 6 位数字，或一个未用过的恢复码。",
                "Enter the six digits your app shows now, or a recovery code not used before.")
        case .recoveryWrong:
            Words(
                "recovery-wrong", 401, "登录名、验证码和恢复码不能相互印证。",
                "Login, code and recovery code do not belong together.",
                "请核对三项；没有启用第二因素的，请本企业其他管理员生成重置链接。",
                "Check all three; without a second factor ask another administrator for a link.")
        case .signInOver:
            Words(
                "sign-in-over", 401, "登录步骤已超时。", "Signing in took too long.",
                "请从输入密码重新开始。", "Begin again with your password.")
        case .factorExists:
            Words(
                "factor-exists", 409, "第二因素已经启用。", "The second factor is in use already.",
                "如需换新，请先停用原有的。", "Remove it first to set up another.")
        case .factorNeeded:
            Words(
                "factor-needed", 409, "本系统要求您使用第二因素，不能停用。",
                "Your office asks for a second factor: it cannot be removed.",
                "如需换手机，请由系统管理机构重置。", "Ask the operator to reset it for a new phone.")
        default:
            Words(
                "factor-missing", 409, "没有正在设置或已启用的第二因素。",
                "There is no second factor to confirm or remove.",
                "请先开始设置。", "Set it up first.")
        }
    }
}

import Kernel

extension InputFault {
    var signUpWords: Words {
        switch self {
        case .passwordCommon:
            Words(
                "password-common", "/password", "密码容易猜到：主要由常用词、连续字符、年份或本人姓名、登录名组成。",
                "The password is easily guessed: mostly common words, runs, years or names.",
                (
                    "请换一句别人想不到的话，例如几个互不相干的词。",
                    "Take a sentence nobody expects, for example words that do not go together."
                ))
        case .homeDistrict:
            Words(
                "home-district", "/district", "注册地海关不是有效的关区代码。",
                "The customs district of registration is no customs office.",
                (
                    "请填写海关备案时的 4 位关区代码，例如 2244。",
                    "Give the four digits of the customs you are registered at, for example 2244."
                ))
        case .signUpRoles:
            Words(
                "sign-up-roles", "/roles", "没有选择企业类型，或所选类型须由主管部门准入。",
                "No role is chosen, or one that an authority has to admit to.",
                (
                    "请选择海关备案的跨境电商企业类型，至少一项。",
                    "Choose the roles you have filed with the customs, one at least."
                ))
        default: peopleWords
        }
    }

    private var peopleWords: Words {
        switch self {
        case .contactName:
            Words(
                "contact-name", "/contactName", "联系人姓名不符合要求。", "The contact's name is not usable.",
                ("请填写 1 至 60 个字符，首尾无空格。", "Write 1 to 60 characters without blanks at the ends."))
        case .contactPhone:
            Words(
                "contact-phone", "/contactPhone", "联系电话不是有效号码。", "This is no telephone number.",
                (
                    "请填写 7 至 20 位数字，可以带区号、空格和横线，例如 021-55550123。",
                    "Write 7 to 20 digits, perhaps with blanks, dashes and +, such as 021-55550123."
                ))
        case .signUpReason:
            Words(
                "sign-up-reason", "/reason", "没有填写理由，或理由过长。",
                "The reason is missing or too long.",
                (
                    "请填写 1 至 200 个字符，申请企业可以看到。",
                    "Write 1 to 200 characters; the enterprise reads them."
                ))
        case .post:
            Words(
                "post", "/post", "没有选择岗位，或没有这一岗位。", "No post is chosen, or there is no such post.",
                (
                    "可用岗位：administrator、declarant、finance、viewer。",
                    "Use one of administrator, declarant, finance, viewer."
                ))
        default:
            Words(
                "invitation-label", "/label", "没有写明邀请谁，或内容过长。",
                "It does not say who is invited, or is too long.",
                (
                    "请填写 1 至 60 个字符，例如部门和姓氏，便于辨认。",
                    "Write 1 to 60 characters by which you know the invitation again."
                ))
        }
    }
}

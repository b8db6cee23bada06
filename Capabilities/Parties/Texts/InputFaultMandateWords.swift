import Kernel

extension InputFault {
    var mandateWords: Words {
        switch self {
        case .mandateOther(let path):
            Words(
                "mandate-other", path, "没有找到该企业，或该企业已暂停使用本系统。",
                "There is no such enterprise, or it is suspended.",
                (
                    "请填写对方的统一社会信用代码、海关注册编码或平台标识。",
                    "Give its credit code, customs registration or platform identifier."
                ))
        case .mandateSelf(let path):
            Words(
                "mandate-self", path, "委托人与受托人不能是同一家企业。",
                "An enterprise needs no mandate of its own.",
                ("本企业办理自己的业务无须委托，请填写另一家企业。", "Name another enterprise."))
        case .mandateScope:
            Words(
                "mandate-scope", "/scope", "没有选择委托事项，或没有这一事项。",
                "No scope is chosen, or there is no such scope.",
                (
                    "请选择代理申报（declare）、税款担保（guarantee）或代办申请（apply）。",
                    "Choose declaring (declare), tax guarantee (guarantee) or applying (apply)."
                ))
        case .mandateRole(let scope, let side, let roles): InputFault.role(scope, side, roles)
        case .mandateReason:
            Words(
                "mandate-reason", "/reason", "没有填写原因，或原因过长。",
                "The reason is missing or too long.",
                (
                    "请填写 1 至 200 个字符，首尾无空格，双方均可看到。",
                    "Write 1 to 200 characters without blanks at the ends; both sides see them."
                ))
        case .mandateSide:
            Words(
                "mandate-side", "/side", "没有说明由谁委托谁。", "It is not said who gives the mandate.",
                (
                    "请指明对方是委托人还是受托人；接口中把对方代码填在 grantor 或 grantee。",
                    "Say which side the other is on; in JSON give its code as grantor or grantee."
                ))
        default: mandateDayWords
        }
    }

    private var mandateDayWords: Words {
        switch self {
        case .mandatePast:
            Words(
                "mandate-past", "/from", "起始日期早于今天。", "The first day is over.",
                ("委托不能追溯，请填写今天或以后的日期。", "A mandate is never retroactive: begin today or later."))
        case .mandatePeriod:
            Words(
                "mandate-period", "/to", "截止日期早于起始日期。", "It ends before it begins.",
                ("请更正起止日期。", "Correct the days."))
        default:
            Words(
                "mandate-day", dayPath, "日期不是有效日期。", "This is not a day.",
                ("请按 2026-11-20 的格式填写。", "Write days like 2026-11-20."))
        }
    }

    private var dayPath: String {
        if case .mandateDay(let path) = self { return path }
        return ""
    }

    private static func role(
        _ scope: MandateScope, _ side: Mandate.Side, _ roles: [EnterpriseRole]
    ) -> Words {
        let zh = roles.map(\.name.zh).joined(separator: "或")
        let en = roles.map(\.name.en).joined(separator: " or ")
        let party = side == .grantor ? ("委托人", "grantor") : ("受托人", "grantee")
        return Words(
            "mandate-role", "/scope", "“\(scope.name.zh)”的\(party.0)应当登记为\(zh)。",
            "For “\(scope.name.en)” the \(party.1) has to be registered as \(en).",
            (
                "请换选委托事项，或先办理企业类型登记。",
                "Choose another scope, or have the role registered first."
            ))
    }
}

import Kernel

extension InputFault {
    var jsonWords: Words {
        switch self {
        case .unknownMember(let name):
            Words(
                "member-unknown", "/\(name)", "没有名为“\(name)”的数据项。",
                "There is no member named “\(name)”.",
                ("请删除该项，或核对接口说明中的名称。", "Remove it, or check its name in the API description."))
        case .wrongKind(let path):
            Words(
                "member-kind", path, "“\(path)”的数据类型不符。", "“\(path)” is of the wrong kind.",
                ("请按接口说明填写文本、数字或数组。", "Send text, a number or a list as the API description says."))
        default:
            Words(
                "json-not-readable", "", "提交的内容不是有效的 JSON 对象。",
                "What was sent is not a valid JSON object.",
                (
                    "请发送 UTF-8 编码的 JSON 对象，名称不得重复。",
                    "Send a JSON object in UTF-8 without repeated names."
                ))
        }
    }

    var enterpriseWords: Words {
        switch self {
        case .nameEn:
            Words(
                "name-en", "/nameEn", "英文名称不符合要求。", "The English name is not usable.",
                (
                    "请填写 1 至 200 个字符，首尾无空格，或留空。",
                    "Write 1 to 200 characters without blanks at the ends, or leave it out."
                ))
        case .noCode:
            Words(
                "no-code", "/creditCode", "缺少统一社会信用代码。",
                "The unified social credit code is missing.",
                (
                    "境内企业请填写统一社会信用代码；境外平台请填写电子口岸发布的平台标识。",
                    "Give the credit code; for a foreign platform, its E-Port identifier."
                ))
        case .customsCode:
            Words(
                "customs-code", "/customsCode", "海关注册编码格式不正确。",
                "The customs registration number is not well formed.",
                (
                    "海关注册编码为 10 位，前 4 位为数字，其余为数字或大写字母。",
                    "It has 10 characters: 4 digits, then digits or capital letters."
                ))
        case .platformCode:
            Words(
                "platform-code", "/platformCode", "平台标识格式不正确。",
                "The platform identifier is not well formed.",
                ("请填写 2 至 18 位数字或大写字母。", "Write 2 to 18 digits or capital letters."))
        case .dxpID:
            Words(
                "dxp-id", "/dxpId", "DXP 用户编号格式不正确。", "The DXP user number is not well formed.",
                (
                    "以 DXP 开头，最长 30 位数字或大写字母，例如 DXPENT0000000001。",
                    "DXP and digits or capital letters, 30 at most: for example DXPENT0000000001."
                ))
        case .district:
            Words(
                "district", "/district", "注册地海关代码不正确。", "The customs district is not well formed.",
                ("关区代码为 4 位数字，例如 2200。", "A district code has 4 digits, for example 2200."))
        default:
            Words(
                "name", "/name", "企业名称不符合要求。", "The name is not usable.",
                (
                    "请填写 1 至 100 个字符的登记名称，首尾无空格，不含不可见字符。",
                    "Write the registered name: 1 to 100 visible characters, no blanks at the ends."
                ))
        }
    }

    static func creditCodeWords(_ fault: CreditCode.Fault) -> Words {
        switch fault {
        case .length:
            Words(
                "credit-code-length", "/creditCode", "统一社会信用代码应为 18 位。",
                "The unified social credit code has 18 characters.",
                ("请按营业执照核对并补全。", "Copy all of it from the business licence."))
        case .character:
            Words(
                "credit-code-character", "/creditCode", "统一社会信用代码含有不允许的字符。",
                "The unified social credit code has a character that may not occur.",
                (
                    "只能使用数字和大写字母，且不含 I、O、S、V、Z。",
                    "Use digits and capital letters only, without I, O, S, V, Z."
                ))
        case .checkCharacter(let expected):
            Words(
                "credit-code-check-digit", "/creditCode",
                "统一社会信用代码校验位不正确，按前 17 位应为“\(expected)”。",
                "The credit code's check character is wrong: the first 17 call for “\(expected)”.",
                (
                    "请按营业执照逐位核对，常见错误是抄错或颠倒一位。",
                    "Compare it with the licence: often one character is wrong or two are swapped."
                ))
        }
    }

    func roleWords(_ path: String) -> Words {
        switch self {
        case .roleDay:
            Words(
                "role-day", path, "角色的起止日期不是有效日期。", "A day of the role is not a day.",
                ("请按 2026-11-20 的格式填写。", "Write days like 2026-11-20."))
        case .rolePeriod:
            Words(
                "role-period", path, "角色的截止日期早于起始日期。", "The role ends before it begins.",
                ("请更正起止日期。", "Correct the days."))
        case .roleTwice:
            Words(
                "role-twice", path, "同一角色的有效期重叠。",
                "The same role is given twice for the same days.",
                ("请合并或错开有效期。", "Join the periods or keep them apart."))
        default:
            Words(
                "role-unknown", path, "没有这一企业角色。", "There is no such role.",
                (
                    "可用角色：platform、seller、payment、logistics、site-operator、declarant。",
                    "Use one of platform, seller, payment, logistics, site-operator, declarant."
                ))
        }
    }
}

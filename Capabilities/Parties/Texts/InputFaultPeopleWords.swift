import Kernel

extension InputFault {
    var userWords: Words {
        switch self {
        case .displayName:
            Words(
                "display-name", "/name", "姓名不符合要求。", "The name is not usable.",
                ("请填写 1 至 60 个字符，首尾无空格。", "Write 1 to 60 characters without blanks at the ends."))
        case .passwordShort(let least):
            Words(
                "password-short", "/password", "密码过短，至少需要 \(least) 个字符。",
                "The password is too short: \(least) characters at least.",
                ("可以使用一句容易记住的话。", "A sentence you remember is a good one."))
        case .passwordLong:
            Words(
                "password-long", "/password", "密码过长，最多 1024 字节。",
                "The password is too long: 1024 bytes at most.",
                ("请缩短密码。", "Make it shorter."))
        case .passwordPlain:
            Words(
                "password-plain", "/password", "密码只重复了登录名或同一个字符。",
                "The password only repeats the login or one character.",
                ("请换用不易猜到的密码。", "Choose one that is harder to guess."))
        case .districts:
            Words(
                "districts", "/districts", "关员须指定所属关区。", "An officer needs customs districts.",
                (
                    "请填写一个或多个 4 位关区代码，例如 2244。",
                    "Give one or more district codes of 4 digits, for example 2244."
                ))
        case .districtUnknown(let code):
            Words(
                "district-unknown", "/districts", "关区代码表中没有可指定的关区 \(code)。",
                "\(code) is no office of the table of customs districts.",
                (
                    "请填写关区代码表中的关区，例如 2244；0000 代表全部关区，不能指定。",
                    "Name an office of that table, for example 2244; 0000 stands for all of them "
                        + "and is none."
                ))
        case .districtsNotOf(let authority):
            Words(
                "districts-not-of", "/districts", "\(authority.name.zh)人员不属于任何关区。",
                "Officers of this authority (\(authority.name.en)) have no customs district.",
                ("请去掉关区；只有海关关员才指定关区。", "Leave the districts out; only customs officers have them."))
        case .authority(let id, let known):
            Words(
                "authority", "/authority", "没有部门 \(id)。", "There is no authority \(id).",
                (
                    "请填写：\(known.map { $0.id + " " + $0.name.zh }.joined(separator: "、"))。",
                    "Name one of: \(known.map(\.id).joined(separator: ", "))."
                ))
        default:
            Words(
                "login", "/login", "登录名不符合要求。", "The login is not usable.",
                (
                    "请使用 3 至 64 位小写字母、数字或 . - _ @。",
                    "Use 3 to 64 lower-case letters, digits or . - _ @."
                ))
        }
    }

    var keyWords: Words {
        switch self {
        case .scope(let name):
            Words(
                "scope", "/scopes", "不能授予权限范围“\(name)”。", "The scope “\(name)” cannot be given.",
                (
                    "请只选择自己拥有且密钥可用的权限范围。",
                    "Choose among the scopes that you hold and that keys may have."
                ))
        case .noScope:
            Words(
                "scope-missing", "/scopes", "没有选择权限范围。", "No scope is chosen.",
                ("请至少选择一项。", "Choose one at least."))
        case .expiry(let most):
            Words(
                "key-expiry", "/days", "密钥有效期须为 1 至 \(most) 天。",
                "A key is valid for 1 to \(most) days.",
                (
                    "请填写更短的有效期，到期前可以轮换。",
                    "Choose a shorter time; a key can be replaced before its end."
                ))
        default:
            Words(
                "key-label", "/label", "密钥名称不符合要求。", "The key's label is not usable.",
                ("请填写 1 至 60 个字符，说明用途。", "Write 1 to 60 characters that say what it is for."))
        }
    }
}

public import Kernel

extension LookupRefusal {
    public var message: Localized {
        switch self {
        case .codeForm(let text):
            both("“\(text)”不是商品编号。", "“\(text)” is not a goods code.")
        case .codeTooShort(let text, let count):
            both(
                "商品编号 \(text) 只有 \(text.utf8.count) 位，以它开头的十位编号有 \(count) 个，税率各不相同。",
                "\(text) has only \(text.utf8.count) digits; \(count) ten-digit codes begin with "
                    + "it, each with rates of its own.")
        case .codeLostZero(let text):
            both(
                "商品编号少了开头的 0：“\(text)”只有 9 位，而 0\(text) 是现行编号。",
                "The goods code has lost its first zero: “\(text)” has nine digits, and "
                    + "0\(text) is a code in force.")
        case .codeUnknown(let text, _):
            both(
                "税则中没有也不曾有过商品编号 \(text)（就本系统所载各版而言）。",
                "No edition of the tariff held here has, or had, a code \(text).")
        case .codeNotHeld(let text, let first, _):
            both(
                "本系统所载各版税则（\(first.text) 起）没有商品编号 \(text)；更早的版本里可能有过。",
                "\(text) is in none of the editions held here (from \(first.text) on); it may have "
                    + "been in an earlier one.")
        case .codeEnded(let former):
            both(
                "\(former.code)（\(Self.chinese(former.name))）是旧版税则的编号，"
                    + "本系统所载各版中最后见于 \(former.lastYear) 年版，现已不用。",
                "\(former.code) (\(former.name.en)) is a code of an older edition; the last "
                    + "edition held here that has it is that of \(former.lastYear).")
        case .codeEndedOn(let text, let last, _):
            both(
                "商品编号 \(text) 自 \(last.text) 以后不再使用。",
                "The code \(text) was in use until \(last.text).")
        case .dayForm(let text, _):
            both("日期“\(text)”不是日历上的日期。", "Day: “\(text)” is not a day.")
        case .dayOutside(let day, _):
            both("\(day.text) 不在本系统所载任何一版税则之内。", "No edition held here covers \(day.text).")
        case .originUnknown(let text):
            both(
                "原产地“\(text)”不是国家（地区）代码。",
                "Country of origin: “\(text)” is not a country or region.")
        case .currencyUnknown(let text):
            both("币制“\(text)”不是币制代码。", "Currency: “\(text)” is not a currency.")
        case .numberForm(let field, let text, _, _):
            both(
                "\(Self.name(field).zh)的值“\(text)”不是可用的数字。",
                "“\(text)” is no usable number for \(Self.name(field).en).")
        case .missing(let field):
            both("缺少\(Self.name(field).zh)。", "\(Self.name(field).en) is missing.")
        case .choice(let field, let text, _):
            both(
                "\(Self.name(field).zh)的值“\(text)”不在可选范围内。",
                "“\(text)” is none of the choices for \(Self.name(field).en).")
        case .fieldUnknown(let name, _):
            both("没有“\(name)”这一项。", "There is no such field as “\(name)”.")
        case .notStated(_, let what), .contradictory(_, let what, _): what
        case .fileLine(let line, let column, let what, _):
            both(
                "第 \(line) 行\(column.isEmpty ? "" : " \(column)")：\(what.zh)",
                "Line \(line)\(column.isEmpty ? "" : ", \(column)"): \(what.en)")
        }
    }

    public var fix: Localized {
        switch self {
        case .codeForm:
            both(
                "请输入 10 位数字，可以带点，例如 0202.3000.10；不知道编号的，请用品名搜索。",
                "Give ten digits, with or without dots, for example 0202.3000.10; or search by "
                    + "name.")
        case .codeTooShort:
            both("请从下级编号中选定十位编号。", "Choose one of the ten-digit codes below it.")
        case .codeLostZero(let text):
            both(
                "请写 0\(text)。表格软件会去掉数字开头的 0：先把这一列设为“文本”格式，再填写。",
                "Write 0\(text). Spreadsheets take zeros off the front of numbers: make the "
                    + "column one of text first.")
        case .codeUnknown(_, let known):
            both(
                known.map { "请核对数字；\($0) 是有的，可从它往下找。" } ?? "请核对数字，或用品名搜索。",
                known.map { "Check the digits; \($0) exists, look below it." }
                    ?? "Check the digits, or search by name.")
        case .codeNotHeld(_, _, let likely):
            both(
                "同一子目现有编号，可能由其承接（按数字推得，并非官方对应，请核对品名）："
                    + "\(Self.listed(likely, "、"))。数字写错的，请改正。",
                "Codes of today under the same digits, which may carry on with it (by the digits, "
                    + "not official; compare the names): \(Self.listed(likely, ", ")). Mend the "
                    + "digits if they are mistyped.")
        case .codeEnded(let former) where !former.successors.isEmpty:
            both(
                "现行编号：\(former.successors.joined(separator: "、"))。",
                "Codes of today: \(former.successors.joined(separator: ", ")).")
        case .codeEnded(let former) where !former.derived.isEmpty:
            both(
                "资料没有说明由哪个编号承接；按编号、措辞和历次修订推得、并非官方对应的候选编号："
                    + "\(former.derived.joined(separator: "、"))。请核对品名。",
                "The data do not say which code carries on with it; derived by digits, wording and "
                    + "amendments, not official: \(former.derived.joined(separator: ", ")). "
                    + "Compare the names.")
        case .codeEnded(let former) where !former.around.isEmpty:
            both(
                "资料没有说明由哪个编号承接。该品目现有子目：\(Self.listed(former.around, "、"))；"
                    + "也可用品名搜索。",
                "The data do not say which code carries on with it. Subheadings of its heading "
                    + "today: \(Self.listed(former.around, ", ")); or search by name.")
        case .codeEnded(let former):
            both(
                "资料没有说明由哪个编号承接；请从品目 \(former.code.prefix(4)) 往下找，或用品名搜索。",
                "The data do not say which code carries on with it; look below heading "
                    + "\(former.code.prefix(4)), or search by name.")
        case .codeEndedOn(_, _, let found) where !found.isEmpty:
            both(
                "承接的编号：\(found.joined(separator: "、"))。",
                "Codes that carry on with it: \(found.joined(separator: ", ")).")
        case .codeEndedOn: both("请用品名搜索现行编号。", "Search by name for the code of today.")
        case .dayForm: both("请写成 2026-11-21。", "Write it as 2026-11-21.")
        case .dayOutside(_, let first):
            both("请选 \(first.text) 或以后的日期。", "Choose \(first.text) or a later day.")
        case .originUnknown:
            both(
                "请用海关三位代码或三字母代码，例如 601 或 AUS；原产地不明填 701。",
                "Use the customs' three digits or three letters, for example 601 or AUS; 701 for "
                    + "an unknown origin.")
        case .currencyUnknown:
            both("请用三字母或海关三位代码，例如 USD 或 502。", "Use USD or 502, for example.")
        case .numberForm(let field, _, let most, let isPositive):
            LookupRefusal.numberFix(field, most, isPositive)
        case .contradictory(_, _, let fix): fix
        case .fieldUnknown(let name, let allowed): LookupRefusal.unknownFix(name, allowed)
        case .missing: both("请补上再查。", "Fill it in and ask again.")
        case .choice(_, _, let allowed):
            both(
                "请用：\(allowed.joined(separator: "、"))。",
                "Use one of \(allowed.joined(separator: ", ")).")
        case .notStated:
            both(
                "请自行查明后填写；关员导入载有该税率的表后，可直接算出。",
                "Find it out and fill it in; once officers have loaded a table that states it, "
                    + "it is worked out here.")
        case .fileLine(_, _, _, let mend):
            both(
                (mend?.zh ?? "") + "请改正后重新提交；整份文件没有载入任何内容。",
                (mend.map { $0.en + " " } ?? "")
                    + "Mend it and send the file again; nothing of it was taken.")
        }
    }
}

extension LookupRefusal {
    /// The Chinese name; where the data have only the English one, that it is that.
    static func chinese(_ name: Localized) -> String {
        name.zh.utf8.contains { $0 >= 0x80 }
            ? name.zh : "资料只有英文品名：\(name.en.isEmpty ? name.zh : name.en)"
    }

    /// How a number of this field is written, and how large it may be.
    private static func numberFix(_ field: String, _ most: Int?, _ isPositive: Bool)
        -> Localized
    {
        if let most {
            return both(
                "请写 0 至 \(most) 的整数，例如 3。", "Write a whole number from 0 to \(most), such as 3.")
        }
        switch field {
        case "quantity":
            return both(
                "请写成“数量/三位单位代码”，例如 2000/035（2000 千克）；有几个单位的，以空格分开。",
                "Write it with the three digits of its unit, 2000/035 for 2000 kg; several with "
                    + "blanks between.")
        case "material":
            return both(
                "请写成“商品编号:金额”，例如 2204210000:800；有几项的，以空格分开。",
                "Write code and value, 2204210000:800; several with blanks between.")
        default:
            if isPositive || ["value", "price", "imported"].contains(field) {
                return both(
                    "请写大于 0、小于一万亿的数，最多 5 位小数，例如 12345.67；"
                        + "逗号只作千分位（12,345.67）。",
                    "Write a number above zero and below 10¹², with at most five decimals: "
                        + "12345.67; commas only between thousands (12,345.67).")
            }
            return both(
                "请写不小于 0、小于一万亿的数，最多 5 位小数，例如 12345.67；逗号只作千分位（12,345.67）。",
                "Write a number from zero to below 10¹², with at most five decimals: 12345.67; "
                    + "commas only between thousands (12,345.67).")
        }
    }
}

extension Fault {
    /// What is wrong and how to mend it, for a refusal that names the line itself.
    var mending: Localized {
        Localized(zh: message.zh + fix.zh, en: "\(message.en) \(fix.en)")
    }
}

private func both(_ zh: String, _ en: String) -> Localized { Localized(zh: zh, en: en) }

extension LookupRefusal {
    /// The first of many codes, and that there are more.
    fileprivate static func listed(_ codes: [String], _ separator: String) -> String {
        codes.prefix(15).joined(separator: separator) + (codes.count > 15 ? "…" : "")
    }
}

extension LookupRefusal {
    /// Nothing is left of a price once what stands apart in it is taken off.
    static func deductionsAbovePrice(_ line: Consignment.Line) -> LookupRefusal {
        let (less, price) = (line.deductions.grouped, line.price.amount.grouped)
        return .contradictory(
            field: "deductions",
            Localized(
                zh: "扣除项 \(less) 不小于价格 \(price)（含计入项）。",
                en: "The deductions of \(less) leave nothing of the price of \(price)."),
            fix: Localized(
                zh: "扣除项只填价格中单独列明、不计入完税价格的部分（关税法第二十六条）。",
                en: "Deduct only what stands apart in the price and does not count (Tariff Law, "
                    + "article 26)."))
    }
}

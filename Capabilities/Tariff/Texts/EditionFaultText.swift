import Kernel
import Reference

/// What is wrong with a file an operator sent: line, column, why, and how to write it.
extension EditionReading {
    /// A fault of a table as a refusal people can act on.
    ///
    /// - Parameters:
    ///   - content: the file, for what stands in the cell.
    ///   - kind: what the file is a table of; nil while that is not known.
    static func told(
        _ fault: DataFault, _ content: [UInt8], _ kind: Edition.Kind?
    ) -> LookupRefusal {
        let line = max(1, fault.line)
        guard !fault.column.isEmpty else {
            return .fileLine(
                line, column: "",
                fault.because
                    ?? Localized(
                        zh: "内容不符合格式。",
                        en: fault.reason.hasSuffix(".") ? fault.reason : "\(fault.reason)."))
        }
        if line == 1, let because = fault.because {
            return .fileLine(1, column: "", because, mend: headerMend)
        }
        let text = cell(fault.column, line, content)
        let mend = kind.flatMap { EditionColumn.mend(fault.column, of: $0) }
        guard !text.isEmpty || fault.because != nil else {
            return .fileLine(line, column: fault.column, empty, mend: mend)
        }
        let because = fault.because ?? Localized(zh: "不是这一列可用的内容", en: "does not fit here")
        return .fileLine(
            line, column: fault.column,
            Localized(zh: "“\(text)”：\(because.zh)。", en: "“\(text)”: \(because.en)."), mend: mend)
    }

    /// What stands in a cell; empty where that cannot be said.
    private static func cell(_ column: String, _ line: Int, _ content: [UInt8]) -> String {
        guard var file = try? DataFile(content, named: "") else { return "" }
        let place = file.place(of: column)
        while let row = try? file.next() {
            if row.line == line { return row.text(place) }
        }
        return ""
    }

    private static let empty = Localized(zh: "没有内容，而这一列必须填写。", en: "it is empty and must not be.")

    private static let headerMend = Localized(
        zh: "请在第一行补上这一列的列名；格式见 docs/how-to/load-a-tariff-edition.md。",
        en: "Add the column to the first line; see docs/how-to/load-a-tariff-edition.md.")

    /// The same code stands in two lines.
    static func repeated(_ line: Int) -> Localized {
        Localized(zh: "与第 \(line) 行重复", en: "it repeats line \(line)")
    }

    static func endsNothing(_ day: Day) -> Localized {
        Localized(
            zh: "\(day.text) 没有这个编号，无从停用",
            en: "there is no such code on \(day.text) that could end")
    }

    static let noAgreement = Localized(zh: "没有这个代码的协定", en: "there is no agreement of that name")

    static let noCountry = Localized(zh: "不是国家（地区）代码", en: "it is no country or region")
}

/// How the columns of editions are written.
enum EditionColumn {
    /// What a cell of a column must be; nil where there is nothing to add to what is wrong.
    static func mend(_ column: String, of kind: Edition.Kind) -> Localized? {
        if let own = SmallTable.of(kind)?.mends[column] ?? mendOfCodes(column, kind) { return own }
        return switch column {
        case "mfn", "general", "rate":
            both(
                "写成 10（百分之十）、0.6/035（每千克 0.6 元）或 3+4374/001 这样的税率"
                    + (column == "rate" ? "，或 U（不在协定内）；" : "；"),
                "Write a rate such as 10 (per cent), 0.6/035 (yuan a kilogram) or 3+4374/001"
                    + (column == "rate" ? ", or U for a line that is left out." : "."))
        case "provisional_pct", "vat_pct", "consumption_pct", "refund_pct":
            both(
                "写百分数，不带百分号，例如 13；没有的留空（refund_pct 不能空）；",
                "Write per cents without the sign, such as 13; empty where there is none "
                    + "(refund_pct never is).")
        case "successors":
            both(
                "写承接的十位编号，用空格分开；须在起始日有效；",
                "Write ten digits each, with blanks between, in force on the first day.")
        case "quota": both("写 in（配额内）或 out（配额外），不属配额的留空；", "Write in, out, or nothing.")
        case "action": both("写 set（设定）或 end（停用），留空即 set；", "Write set or end; empty is set.")
        case "name_zh": both("写商品名称；新编号必须有；", "Write the name; a new code needs one.")
        case "valid_from", "valid_to":
            both("写成 2027-12-31 这样的日期，或留空；", "Write a day such as 2027-12-31, or nothing.")
        case "agreement":
            both(
                "用“协定税率载入情况”页所列的代码，例如 RCEP、CN-AUS；",
                "Use a name as the page of agreement rates lists them, such as RCEP or CN-AUS.")
        case "partner": both("写三字母代码，例如 AUS，或留空；", "Write three letters such as AUS, or nothing.")
        case "currency": both("写 USD 或 502 这样的币制代码；", "Write a currency such as USD or 502.")
        case "units", "cny":
            both("写大于 0 的数，例如 100、723.45；", "Write a number above zero, such as 100 or 723.45.")
        case "mark":
            both("写 0、1（视同内销征税）或 2（免税），或留空；", "Write 0, 1 (taxed), 2 (exempt), or nothing.")
        case "only_for":
            both(
                "写 drug-pilot，或 origin:CHL PER 这样的原产地，或留空；",
                "Write drug-pilot, origins such as origin:CHL PER, or nothing.")
        case "yearly_quantity", "yearly_unit":
            both(
                "数量写大于 0 的数，单位写三位海关代码，例如 2 和 035；",
                "Write a number above zero and three digits of a unit, such as 2 and 035.")
        default: nil
        }
    }

    private static func mendOfCodes(_ column: String, _ kind: Edition.Kind) -> Localized? {
        switch (column, kind) {
        case ("hs10", _):
            both("写十位数字，每个编号只占一行；", "Write ten digits, each code in one line only.")
        case ("code", .agreementRates):
            both(
                "写八位或十位数字，同一协定同一编号只占一行；",
                "Write eight or ten digits, each code once for an agreement.")
        case ("code", .originRules):
            both(
                "写二、四、六、八或十位数字，同一协定同一税号只占一行；",
                "Write two, four, six, eight or ten digits, each code once for an agreement.")
        case ("code", .exportDuties):
            both(
                "写八位或十位数字，每个编号只占一行；", "Write eight or ten digits, each code in one line only.")
        case ("export_pct", _):
            both(
                "写百分数，例如 20；只有暂定税率的，填 provisional_pct；",
                "Write per cents such as 20; where there is a provisional rate alone, "
                    + "provisional_pct.")
        case ("notes_of", _):
            both(
                "写类的罗马数字（XI），或二、四、六位编号，每处只占一行；",
                "Write a section (XI) or two, four or six digits, each in one line only.")
        case ("note_zh", _): both("写注释全文，换行的用引号括起；", "Write the note; in quotes if it has lines.")
        case ("test", _):
            both(
                "写 WO、CC、CTH、CTSH、RVC40 这样的检验，用 & 和 | 连接，例如 CTH-{5205>5207}|RVC40；"
                    + "不能检验的条件写 UNREAD；",
                "Write tests such as WO, CC, CTH, CTSH or RVC40, joined by & and |, for example "
                    + "CTH-{5205>5207}|RVC40; UNREAD for a condition in words only.")
        case ("hs_edition", _):
            both(
                "写 2012、2017、2022 这样的协调制度版本，同一协定只能一个；",
                "Write the edition of the Harmonized System, such as 2012 or 2022, one for an "
                    + "agreement.")
        case ("code", _): both("写二至十位数字；", "Write two to ten digits.")
        case ("heading", _):
            both("写四、六、八或十位数字；", "Write four, six, eight or ten digits.")
        case ("consumption_kind", _):
            both(
                "写 none、ad-valorem、above-threshold、specific、by-price、compound 或 compound-by-price；",
                "Write none, ad-valorem, above-threshold, specific, by-price, compound or "
                    + "compound-by-price.")
        default: nil
        }
    }

    private static func both(_ zh: String, _ en: String) -> Localized {
        Localized(zh: zh, en: en)
    }
}

extension DataFault {
    /// A table without a single row: nothing is known of the year it was to be the law of.
    static func noRows(_ edition: Edition) -> DataFault {
        DataFault(
            path: edition.fileName, line: 1, reason: "no row that holds", because: Localized(
                zh: "文件中没有一行是 \(edition.from.text) 起有效的内容（只有表头，或各行都已过期）。",
                en: "the file has no row that holds from \(edition.from.text) on: a header alone, "
                    + "or rows that ended before."))
    }

    /// Rates of exchange are published currency by currency.
    static func neverWhole(_ edition: Edition) -> DataFault {
        DataFault(
            path: edition.fileName, line: 1, reason: "never whole", because: Localized(
                zh: "汇率按币制逐个更新，不能整表替换；请去掉 --whole。",
                en: "exchange rates are loaded currency by currency, never as a whole table: leave "
                    + "out --whole."))
    }
}

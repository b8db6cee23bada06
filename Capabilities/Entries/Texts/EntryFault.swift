import Kernel

/// What may be wrong with a field.
enum EntryFault {
    case missing(Localized, EntryField.Need)
    case unknown
    case notText
    case tooLong(Int)
    case control
    case choice([String])
    case noCode(Localized)
    case day
    case amount
    case tooLarge
    case count
    case code
    case tenDigits
    case lines
    case notForSummary
    case unit(Localized, code: String)
    case heavier
    case arrivesFirst
    case tooLongAgo(Int)
    case tooFar(Int)
    case lapsed(Day)
    case noRule
    case future
    case tooEarly
    case forfeited(Int, Citation)
    case notDeparted(Day)
    case entered
    case differs
    case taxDue(Fixed)
    case notCorrectable
    case backwards
    /// Goods of a code need the drug clearance form, by this law.
    case drugForm(String, Citation)
    case file
    case noLine
    case reportUsed
    case reportTaken
    case lineDecided
    case documents(Int)
    case refused(any Refusal)

    func fault(at path: String) -> Fault {
        if case .refused(let refusal) = self {
            return Fault(
                code: refusal.code, path: path, message: refusal.message, fix: refusal.fix)
        }
        return Fault(code: "entries.field-" + word, path: path, message: message, fix: fix)
    }

    private var word: String {
        switch self {
        case .missing: "missing"
        case .unknown: "unknown"
        case .notText: "not-text"
        case .tooLong: "too-long"
        case .control: "control-characters"
        case .choice: "choice"
        case .noCode: "no-such-code"
        case .day: "day"
        case .amount: "amount"
        case .tooLarge: "too-large"
        case .count: "count"
        case .code: "code"
        case .tenDigits: "ten-digits"
        case .lines: "lines"
        case .notForSummary: "not-for-summary"
        case .unit: "unit"
        case .heavier: "net-above-gross"
        case .arrivesFirst: "arrives-before-departure"
        case .tooLongAgo: "too-long-ago"
        case .tooFar: "too-far-ahead"
        case .lapsed: "lapsed-already"
        case .noRule: "no-rule"
        case .future: "future"
        case .tooEarly: "too-early"
        case .forfeited: "forfeited"
        case .notDeparted: "not-departed"
        case .entered: "entered-already"
        case .differs: "differs-from-summary"
        case .taxDue: "tax-due"
        case .notCorrectable: "not-correctable"
        case .backwards: "backwards"
        case .drugForm: "drug-form"
        case .file: "file"
        case .noLine: "no-such-line"
        case .reportUsed: "report-used"
        case .reportTaken: "report-taken"
        case .lineDecided: "line-decided"
        case .documents: "documents"
        case .refused: "refused"
        }
    }

    private var message: Localized {
        switch self {
        case .missing(let label, let need):
            Localized(
                zh: "缺少\(label.zh)（\(need.words.zh)）。",
                en: "\(label.en) is missing (needed \(need.words.en)).")
        case .unknown: Localized(zh: "没有这个字段。", en: "There is no such field.")
        case .notText: Localized(zh: "应为文本、数字或真假值。", en: "Must be text, a number or true/false.")
        case .tooLong(let most):
            Localized(
                zh: "超过 \(most) 字节（约 \(most / 3) 个汉字）。",
                en: "Longer than \(most) bytes (\(most / 3) Chinese signs).")
        case .control: Localized(zh: "含控制字符。", en: "Holds control characters.")
        case .choice: Localized(zh: "不是可选的值。", en: "Not one of the words it may be.")
        case .noCode(let table):
            Localized(zh: "\(table.zh)中没有这个代码。", en: "Not in the table: \(table.en).")
        case .day: Localized(zh: "不是日期。", en: "Not a day.")
        case .amount: Localized(zh: "不是大于零的数。", en: "Not a number above zero.")
        case .tooLarge:
            Localized(
                zh: "数额过大，超出可登记和计税的范围。",
                en: "Too large to be kept and taxed.")
        case .count: Localized(zh: "不是正整数。", en: "Not a whole number above zero.")
        case .code: Localized(zh: "商品编号应为六至十位数字。", en: "A code has six to ten digits.")
        case .tenDigits: Localized(zh: "这里须填十位商品编号。", en: "Ten digits are needed here.")
        case .lines: Localized(zh: "商品须有 1 至 50 项。", en: "There must be 1 to 50 lines.")
        case .notForSummary:
            Localized(zh: "概要申报须落实在十位编号或六位子目。", en: "A summary takes six or ten digits.")
        case .unit(let unit, let code):
            Localized(
                zh: "这个商品编号的法定单位是\(unit.zh)（\(code)）。",
                en: "The legal unit of this code is \(unit.en) (\(code)).")
        case .arrivesFirst:
            Localized(
                zh: "预计抵港日期早于启运日期。", en: "Expected before the transport has left.")
        case .tooLongAgo(let days):
            Localized(
                zh: "启运已超过 \(days) 日。", en: "The transport left more than \(days) days ago.")
        case .tooFar(let days):
            Localized(
                zh: "预计抵港在启运 \(days) 日之后。",
                en: "Expected more than \(days) days after the departure.")
        case .lapsed(let last):
            Localized(
                zh: "按预计抵港日期，申报到 \(last.text) 已失效。",
                en: "By the expected day the declaration would have lapsed on \(last.text).")
        case .noRule:
            Localized(zh: "该日没有可适用的规定。", en: "No rule on record applies to that day.")
        case .heavier: Localized(zh: "净重大于毛重。", en: "The net weight is above the gross weight.")
        case .future: Localized(zh: "日期在今天之后。", en: "The day lies ahead.")
        case .forfeited(let months, let law):
            Localized(
                zh: "进境超过 \(months) 个月未申报，由海关提取变卖"
                    + "（\(law.document)\(law.article)）。",
                en: "Not declared within \(months) months of entry: the customs sell the goods "
                    + "(\(law.document) \(law.article)).")
        case .tooEarly:
            Localized(
                zh: "进境日期早于提运单下各份申报的启运日期。",
                en: "The day is before the departure of all that was declared under the bill.")
        case .notDeparted(let day):
            Localized(
                zh: "运输工具 \(day.text) 才启运，提前申报须在启运之后。",
                en: "The transport leaves on \(day.text) only; declare once it has left.")
        case .entered:
            Localized(
                zh: "运输工具已申报进境，不属提前申报。",
                en: "The transport has entered: this is no advance declaration.")
        case .differs: Localized(zh: "与概要申报不一致。", en: "Differs from the summary declaration.")
        case .taxDue(let tax):
            Localized(
                zh: "按税则须缴税约 \(tax.grouped) 元，却申报为不涉税。",
                en: "By the tariff about \(tax.grouped) yuan are due, but no tax was declared.")
        case .notCorrectable:
            Localized(
                zh: "这个字段不能在运抵前后更正。",
                en: "This field cannot be corrected here.")
        case .backwards: Localized(zh: "末日早于首日。", en: "The last day is before the first.")
        case .drugForm(let code, let law):
            Localized(
                zh: "\(code) 属药品，没有填写《进口药品通关单》编号（\(law.text)）。",
                en: "\(code) is a drug, and no drug clearance form is named (\(law.text)).")
        case .file:
            Localized(
                zh: "没有文件、文件过大，或不是 PDF、PNG、JPEG。",
                en: "No file, too large, or no PDF, PNG or JPEG.")
        case .noLine: Localized(zh: "报关单没有这一项商品。", en: "The entry has no such line.")
        case .reportUsed:
            Localized(
                zh: "这份报告已经提交过，内容不同。",
                en: "The report was offered before, with other content.")
        case .reportTaken:
            Localized(
                zh: "该机构的这份报告已用于另一份报关单。",
                en: "This report of the body stands for another entry.")
        case .lineDecided:
            Localized(
                zh: "这一项商品的检验结果已有决定。",
                en: "A result for this line has been decided on.")
        case .documents(let most):
            Localized(
                zh: "一份报关单最多附 \(most) 个检验文件。",
                en: "An entry takes \(most) documents at most.")
        case .refused: Localized(same: "")
        }
    }

    private var fix: Localized {
        switch self {
        case .missing(let label, _): Localized(zh: "请填写\(label.zh)。", en: "Fill in: \(label.en).")
        case .unknown: Localized(zh: "删除，或按字段表改名。", en: "Leave it out, or see the table of fields.")
        case .notText: Localized(zh: "写成文本。", en: "Write it as text.")
        case .tooLong: Localized(zh: "缩短。", en: "Shorten it.")
        case .control: Localized(zh: "删去换行等控制字符。", en: "Take them out.")
        case .choice(let words):
            Localized(
                zh: "可填：\(words.joined(separator: "、"))。",
                en: "One of: \(words.joined(separator: ", ")).")
        case .noCode: Localized(zh: "查代码表后改正。", en: "Look the code up.")
        case .day: Localized(zh: "写成 2026-11-20。", en: "Write it like 2026-11-20.")
        case .amount:
            Localized(
                zh: "写成 1234.56，不用逗号。",
                en: "Write it like 1234.56, without commas.")
        case .tooLarge: Localized(zh: "核对总价、数量、运费和币制。", en: "Check prices, quantities and freight.")
        case .count: Localized(zh: "填整数。", en: "Write a whole number.")
        case .code, .tenDigits, .notForSummary:
            Localized(
                zh: "在税则查询中找到编号。",
                en: "Find the code under Tariff.")
        case .lines: Localized(zh: "补上商品，或按分提运单分别申报。", en: "Add lines, or declare bill by bill.")
        case .unit: Localized(zh: "按法定单位填写数量和单位。", en: "Give quantity and unit in the legal unit.")
        case .arrivesFirst, .tooLongAgo, .tooFar:
            Localized(zh: "核对启运日期和预计抵港日期。", en: "Check both days.")
        case .lapsed:
            Localized(
                zh: "填写现在的预计日期；货物已到的，不作提前申报。",
                en: "Give the day as expected now; if the goods are there, declare ordinarily.")
        case .noRule: Localized(zh: "核对日期的年份。", en: "Check the year.")
        case .heavier: Localized(zh: "核对两个重量。", en: "Check both weights.")
        case .future:
            Localized(
                zh: "核对日期；尚未进境的请用提前申报。",
                en: "Check it; not there yet, declare in advance.")
        case .forfeited:
            Localized(zh: "核对日期；确已超期的请联系海关。", en: "Check it, or turn to the customs.")
        case .tooEarly: Localized(zh: "核对进境日期和提运单号。", en: "Check the day and the bill.")
        case .notDeparted: Localized(zh: "启运后再报。", en: "Send it once it has left.")
        case .entered:
            Localized(
                zh: "去掉进境日期，或不作提前申报。",
                en: "Leave the day out, or declare ordinarily.")
        case .differs:
            Localized(
                zh: "改回概要申报的内容；确须修改的请联系海关。",
                en: "Put back what the summary said, or turn to the customs.")
        case .taxDue: Localized(zh: "将“需缴纳税款”填为是。", en: "Answer that tax is due.")
        case .notCorrectable:
            Localized(
                zh: "可更正船名、航次、预计日期、件数、毛重。",
                en: "Vessel, voyage, expected day, packages and gross weight can be.")
        case .backwards: Localized(zh: "核对两个日期。", en: "Check both days.")
        case .drugForm:
            Localized(
                zh: "填写通关单编号；列入研发用物品名录的企业和商品免交，见“惠企政策”。",
                en: "Name the form; listed research firms need none for listed goods: Benefits.")
        case .file: Localized(zh: "附上 20 MB 以内的报告。", en: "Attach the report, up to 20 MB.")
        case .noLine: Localized(zh: "商品项从 1 数起。", en: "Lines are counted from 1.")
        case .reportUsed: Localized(zh: "新的报告用新的编号。", en: "Another report has another number.")
        case .reportTaken:
            Localized(zh: "提交针对本批货物的报告。", en: "Offer a report on these goods.")
        case .lineDecided:
            Localized(zh: "未予采信的，等待海关检验。", en: "If it was not accepted, wait for the inspection.")
        case .documents:
            Localized(
                zh: "把多项商品的结果合并在一个文件中。",
                en: "Put the results of several lines into one document.")
        case .refused: Localized(same: "")
        }
    }
}

import Kernel

/// Words of the pages about goods declarations.
enum EntryTexts {
    static let title = Localized(zh: "货物报关单", en: "Goods declarations")
    static let lede = Localized(
        zh: "一般贸易进口：可以在货物运抵前提前申报，可以先概要后完整分两步申报，也可以凭总担保按月汇总缴税。",
        en: "General trade imports: declared before the goods come, in two steps, or with tax paid "
            + "once a month against a standing guarantee.")
    static let new = Localized(zh: "新报关单", en: "New declaration")
    static let complete = Localized(zh: "完整申报", en: "Full declaration")
    static let send = Localized(zh: "申报", en: "Lodge")
    static let none = Localized(zh: "还没有报关单", en: "No declarations yet")
    static let noneOpen = Localized(zh: "本关区没有在办的报关单", en: "Nothing is open in your districts")
    static let noneFits = Localized(zh: "没有符合条件的报关单", en: "No declaration fits the filters")
    static let open = Localized(zh: "在办", en: "Open")
    static let all = Localized(zh: "全部", en: "All")
    static let acceptedIn = Localized(zh: "受理月份（如 2026-11）", en: "Accepted in (2026-11)")
    static let district = Localized(zh: "申报地海关", en: "District")
    static let settled = Localized(zh: "税款结清日期", en: "Taxes settled on")
    static let receipt = Localized(zh: "申报回执", en: "Receipt")
    static let completionReceipt = Localized(
        zh: "完整申报回执及存证（JSON）", en: "Receipt of step two with its proof (JSON)")
    static let number = Localized(zh: "报关单号", en: "Entry")
    static let own = Localized(zh: "企业内部编号", en: "Own number")
    static let kind = Localized(zh: "类型", en: "Kind")
    static let state = Localized(zh: "状态", en: "State")
    static let next = Localized(zh: "下一步", en: "What is next")
    static let accepted = Localized(zh: "接受申报日期", en: "Accepted on")
    static let entered = Localized(zh: "进境日期", en: "Entered on")
    static let released = Localized(zh: "放行日期", en: "Released on")
    static let due = Localized(zh: "完整申报期限", en: "Full declaration due")
    static let value = Localized(zh: "完税价格（元）", en: "Customs value (yuan)")
    static let tax = Localized(zh: "税款（元）", en: "Tax (yuan)")
    static let fee = Localized(zh: "滞报金（元）", en: "Late fee (yuan)")
    static let owed = Localized(zh: "应缴合计（元）", en: "Owed in all (yuan)")
    static let inspection = Localized(zh: "查验编号", en: "Inspection")
    static let declaredTogether = Localized(
        zh: "同一提运单合计", en: "All under the bill")
    static let security = Localized(zh: "占用担保（元）", en: "Reserved (yuan)")
    static let period = Localized(zh: "汇总月份", en: "Paid with")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let history = Localized(zh: "经过", en: "What happened")
    static let why = Localized(zh: "依据与计算", en: "Rules and sums")
    static let declared = Localized(zh: "申报内容", en: "What was declared")
    static let goods = Localized(zh: "商品", en: "Goods")
    static let addLine = Localized(zh: "增加一项商品", en: "Add a line")
    static let codeOrName = Localized(zh: "填代码或名称", en: "Code or name")
    static let removeLine = Localized(zh: "删除这一项", en: "Remove this line")
    static let dropLines = Localized(zh: "删除勾选的商品项", en: "Remove the lines ticked")
    static let line = Localized(zh: "商品项", en: "Line")
    static let summaryPart = Localized(zh: "申报方式与期限", en: "Kind of declaration")
    static let advance = Localized(zh: "提前申报", en: "In advance")
    static let twoStep = Localized(zh: "两步申报", en: "Two steps")
    static let ordinary = Localized(zh: "一次完整申报", en: "Whole at once")
    static let differs = Localized(zh: "运抵与申报不符之处", en: "Where the arrival differs")
    static let field = Localized(zh: "栏目", en: "Field")
    static let wasDeclared = Localized(zh: "申报", en: "Declared")
    static let hasArrived = Localized(zh: "运抵", en: "Arrived")
    static let correct = Localized(zh: "更正", en: "Correct")
    static let correctHint = Localized(
        zh: "只填要改的栏目。因船名、航次、日期变更的更正不计差错。",
        en: "Fill in only what changes. Changes of vessel, voyage or day are no errors.")
    static let retry = Localized(zh: "重新占用担保", en: "Try the guarantee again")
    static let payEach = Localized(zh: "改为逐票缴税", en: "Pay for this entry")
    static let release = Localized(zh: "查验无误", en: "Found right")
    static let refuse = Localized(zh: "不予放行", en: "Refuse")
    static let paid = Localized(zh: "登记缴款", en: "Note the payment")
    static let decide = Localized(zh: "关员办理", en: "The officer decides")
    static let refusalReason = Localized(zh: "不予放行的理由", en: "Why it is refused")
    static let remark = Localized(zh: "查验、检验备注", en: "Remark on the inspection")
    static let arrival = Localized(zh: "登记运抵", en: "Tell of an arrival")
    static let arrivalLede = Localized(
        zh: "运输工具申报进境并且货物运抵后登记：等待该提运单的提前申报随即放行，或显示不符之处。",
        en: "Once the transport has declared entry and the goods are there: what was declared in "
            + "advance under the bill is released, or shows where it differs.")
    static let arrivedOn = Localized(zh: "运抵日期", en: "Arrived on")
    static let toldBy = Localized(zh: "登记单位", en: "Told by")
    static let arrivalNote = Localized(
        zh: "本件载明登记的运抵情况，不含申报内容；运抵信息更正后，核验页会注明本件已不是最新。",
        en: "This says what was told of the arrival, and nothing of what was declared. Once the "
            + "arrival is corrected, whoever verifies it is told that it is out of date.")
    static let done = Localized(zh: "已登记：", en: "Noted for: ")
    static let notes = Localized(zh: "汇总缴税", en: "Monthly payment")
    static let notesLede = Localized(
        zh: "汇总征税的税款按月合并为一份缴款单，次月第五个工作日前缴纳；逾期动用担保并暂停资格。",
        en: "Taxes of a month in one note, paid by the fifth working day of the next; unpaid, the "
            + "guarantee is drawn and the privilege suspended.")
    static let noNotes = Localized(zh: "没有缴款单", en: "No payment notes")
    static let noNotesHint = Localized(
        zh: "每月结束后自动生成。", en: "They are made once a month is over.")
    static let note = Localized(zh: "缴款单号", en: "Note")
    static let month = Localized(zh: "月份", en: "Month")
    static let total = Localized(zh: "金额（元）", en: "Amount (yuan)")
    static let count = Localized(zh: "报关单数", en: "Entries")
    static let payBy = Localized(zh: "缴款期限", en: "Pay by")
    static let reference = Localized(zh: "缴款书号", en: "Number of the payment")
    static let enterprise = Localized(zh: "企业", en: "Enterprise")
    static let privileges = Localized(zh: "汇总征税与两步申报资格", en: "Who may pay once a month")
    static let privilege = Localized(zh: "资格", en: "Privilege")
    static let ground = Localized(zh: "依据", en: "Ground")
    static let groundReason = Localized(zh: "依据说明", en: "Reason")
    static let from = Localized(zh: "首日", en: "From")
    static let to = Localized(zh: "末日", en: "To")
    static let suspended = Localized(zh: "暂停日", en: "Suspended on")
    static let grant = Localized(zh: "登记资格", en: "Grant")
    static let find = Localized(zh: "查看", en: "Show")
    static let noPrivileges = Localized(zh: "没有登记的资格", en: "Nothing is on record")
    static let enterpriseHint = Localized(
        zh: "统一社会信用代码或海关编码", en: "Credit code or customs registration")

    static func shown(_ count: Int) -> Localized {
        Localized(zh: "本页 \(count) 份", en: "\(count) on this page")
    }

    static func name(ofPrivilege word: String) -> Localized {
        word == Privilege.twoStep
            ? Localized(zh: "两步申报", en: "Two-step declaration")
            : Localized(zh: "汇总征税", en: "Payment once a month")
    }
}

import Kernel

/// Words of the pages about balances.
enum BalanceTexts {
    static let title = Localized(zh: "额度与余额", en: "Balances")
    static let lede = Localized(
        zh: "担保、额度与库存各剩多少，每一笔占用与释放都有据可查。",
        en: "How much is left of guarantee, quota and stock, with every amount taken and returned.")
    static let accounts = Localized(zh: "账户", en: "Accounts")
    static let account = Localized(zh: "账户", en: "Account")
    static let available = Localized(zh: "可用", en: "Available")
    static let balance = Localized(zh: "余额", en: "Balance")
    static let unit = Localized(zh: "单位", en: "Unit")
    static let lines = Localized(zh: "明细笔数", en: "Lines")
    static let idle = Localized(zh: "未在有效期内的担保", en: "Guarantees not in force")
    /// Why less is available than the balance; nil where nothing is left out.
    static func withoutIdle(_ idle: Fixed) -> Localized? {
        guard !idle.isZero else { return nil }
        return Localized(
            zh: "不含未在有效期内的担保 \(idle.grouped)",
            en: "without \(idle.grouped) of guarantees not in force")
    }
    static let noLimit = Localized(zh: "不限", en: "no limit")
    static let nothing = Localized(zh: "还没有账户", en: "No accounts yet")
    static let nothingHint = Localized(
        zh: "海关登记税款担保后，账户即自动开立。",
        en: "An account is opened when customs add the first guarantee.")

    static let statement = Localized(zh: "明细", en: "Statement")
    static let holder = Localized(zh: "账户持有人", en: "Holder")
    static func statementNote(_ most: Int) -> Localized {
        Localized(
            zh: "列出最近 \(most) 笔以内的明细；有新的变动后，核验页会注明本件已不是最新。",
            en: "The latest lines, \(most) at most. Once another is added, whoever verifies it is "
                + "told that it is out of date.")
    }
    static let number = Localized(zh: "序号", en: "No.")
    static let time = Localized(zh: "时间", en: "Time")
    static let reference = Localized(zh: "用途编号", en: "For")
    static let kind = Localized(zh: "类型", en: "Kind")
    static let amount = Localized(zh: "数额", en: "Amount")
    static let after = Localized(zh: "之后余额", en: "Balance after")
    static let basis = Localized(zh: "依据", en: "Basis")
    static let taken = Localized(zh: "占用", en: "Taken")
    static let added = Localized(zh: "转入", en: "Added")
    static let returned = Localized(zh: "释放", en: "Returned")
    static let withdrawn = Localized(zh: "撤回", en: "Withdrawn")
    static let opened = Localized(zh: "开立时间", en: "Opened")
    static let lowest = Localized(zh: "余额下限", en: "Lowest balance")
    static let granted = Localized(zh: "期间额度", en: "Granted for the period")
    static let noLines = Localized(zh: "还没有明细", en: "No lines yet")
    static let noLinesHint = Localized(
        zh: "占用或转入后在此显示。", en: "They appear here when something is taken or added.")

    static let guarantees = Localized(zh: "担保", en: "Guarantees")
    static let guaranteeNumber = Localized(zh: "保函或收据编号", en: "Number of letter or receipt")
    static let form = Localized(zh: "担保方式", en: "Form")
    static let issuer = Localized(zh: "出具机构", en: "Issued by")
    static let amountYuan = Localized(zh: "金额（元）", en: "Amount (CNY)")
    static let validTo = Localized(zh: "有效期至", en: "Valid until")
    static let validFrom = Localized(zh: "生效日期", en: "Valid from")
    static let open = Localized(zh: "长期", en: "no end")
    static let expired = Localized(zh: "已过期", en: "Expired")
    static let valid = Localized(zh: "有效", en: "Valid")
    static let ahead = Localized(zh: "未生效", en: "Not yet valid")
    static let status = Localized(zh: "状态", en: "Status")
    static let called = Localized(zh: "已动用", en: "Drawn")
    static let release = Localized(zh: "退还", en: "Give back")
    static let released = Localized(zh: "已退还", en: "Given back")
    static let noGuarantees = Localized(zh: "还没有担保", en: "No guarantees yet")

    static let issued = Localized(zh: "本企业出具的保函", en: "Letters your enterprise has given")
    static let issuedLede = Localized(
        zh: "海关登记的、由本企业担保的保函。已动用的是海关为未缴税款扣划的金额。",
        en: "Letters your enterprise answers for, as customs entered them. What is drawn was taken "
            + "for tax that was not paid.")
    static let issuedFor = Localized(zh: "被担保企业", en: "Given for")
    static let standing = Localized(zh: "仍担保（元）", en: "Still stands for (CNY)")
    static let toSeeTo = Localized(zh: "待处理的担保", en: "Guarantees to see to")
    static let ownLetter = Localized(zh: "本企业的担保", en: "Guarantee of your own")
    static let drawn = Localized(zh: "已被扣划", en: "Drawn")
    static let drawnNote = Localized(
        zh: "海关已为未缴税款扣划，请核对并付款",
        en: "Customs drew from it for unpaid tax: check it and pay")
    static func drawnAnd(_ state: Localized) -> Localized {
        Localized(
            zh: "\(drawn.zh)、\(state.zh)", en: "\(drawn.en), \(state.en.lowercased())")
    }
    static func both(_ first: Localized, _ second: Localized) -> Localized {
        Localized(zh: "\(first.zh)；\(second.zh)", en: "\(first.en). \(second.en)")
    }
    static let endsSoon = Localized(zh: "即将到期", en: "Ends soon")
    static let endsSoonNote = Localized(
        zh: "续期，或由其他担保替代", en: "Prolong it, or have another take its place")
    static let overNote = Localized(
        zh: "已过期，尚未退还；请海关退还或重新出具",
        en: "It is over and was not given back: have customs give it back, or give another")

    static let addGuarantee = Localized(zh: "登记担保", en: "Add a guarantee")
    static let addLede = Localized(
        zh: "金额即时计入该企业的税款担保账户；同一编号只计一次。",
        en: "The amount is added to the enterprise's guarantee at once; a number counts once.")
    static let enterprise = Localized(zh: "企业", en: "Enterprise")
    static let enterpriseHint = Localized(
        zh: "统一社会信用代码或海关注册编码", en: "Credit code or customs registration")
    static let issuerHint = Localized(
        zh: "银行保函须填写出具银行；已在本系统登记的，填统一社会信用代码，该银行即可看到这份保函；保证金可不填",
        en: "The bank of a letter of guarantee, by its credit code where it is registered here: "
            + "it then sees the letter; may be empty for a deposit")
    static let amountHint = Localized(zh: "例如 100000.00", en: "For example 100000.00")
    static let validFromHint = Localized(zh: "不填则自当日起", en: "Today when left empty")
    static let validToHint = Localized(
        zh: "银行保函必填", en: "Needed for a letter of guarantee")
    static let document = Localized(zh: "依据文号", en: "Decision or rule")
    static let documentHint = Localized(
        zh: "准予担保的决定或规定", en: "By which the guarantee was accepted")
    static let article = Localized(zh: "条款", en: "Article")
    static let add = Localized(zh: "登记", en: "Add")
    static let choose = Localized(zh: "请选择", en: "Choose")
    static let show = Localized(zh: "查看", en: "Show")
    static let which = Localized(zh: "查看哪家企业？", en: "Which enterprise?")

    static func label(_ name: GuaranteeInput.Name) -> Localized {
        switch name {
        case .enterprise: enterprise
        case .form: form
        case .reference: guaranteeNumber
        case .issuer: issuer
        case .amount: amountYuan
        case .validFrom: validFrom
        case .validTo: validTo
        case .document: document
        case .article: article
        }
    }

    static func form(_ form: Guarantee.Form) -> Localized {
        switch form {
        case .deposit: Localized(zh: "保证金", en: "Deposit")
        case .bankLetter: Localized(zh: "银行保函", en: "Bank letter of guarantee")
        case .other: Localized(zh: "其他担保", en: "Other")
        }
    }

    static func range(_ first: Int64, _ last: Int64) -> Localized {
        Localized(zh: "第 \(first)–\(last) 笔", en: "Lines \(first)–\(last)")
    }
}

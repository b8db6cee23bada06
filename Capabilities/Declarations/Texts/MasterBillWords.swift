import Kernel

/// What is said of lines under a master bill.
enum MasterBillWords {
    /// By which rules a line leaves, and what that means for refund and statistics.
    static func explanation(
        _ line: MasterBill.Line, _ settings: DatedSettings, on day: Day
    ) -> Explanation {
        let together = settings.value("re-export.together", on: day)?.citation
        let mode = settings.value("re-export.mode", on: day)?.citation
        let isExport = line.regime == .export
        return Explanation(
            rule: "declarations.master-bill.regime",
            title: line.regime.name,
            inputs: [
                .init(Localized(zh: "监管方式", en: "Trade mode"), line.mode),
                .init(Localized(zh: "来源单证", en: "Comes from"), line.source),
            ],
            outcome: isExport
                ? Localized(
                    zh: "按出口清单监管；计入出口统计，退（免）税按原规定",
                    en: "By its export list; counts as export, refund as by its own rules")
                : Localized(
                    zh: "按退货复运出境监管；不计入出口统计，不办理出口退税",
                    en: "As returned goods; counts to no export total and gets no refund"),
            citations: [together, isExport ? nil : mode].compactMap { $0 })
    }
}

/// Why items were not put under a master bill.
enum MasterBillRefusal: Refusal, Hashable {
    case input
    case decisionInput
    case notAllowed
    case notFound
    case otherHead
    case tooMany
    case noList(String)
    case otherDistrict(String, String)
    case otherBill(String, String)
    case twice(String, String)
    case noReturn(String, String)
    case noQuantity(String, String)
    case tooMuch(String, String, left: Fixed)

    static let all: [MasterBillRefusal] = [
        .input, .decisionInput, .notAllowed, .notFound, .otherHead, .tooMany, .noList("2244"),
        .otherDistrict("2244", "2233"), .otherBill("2244", "999-1"), .twice("2244", "999-1"),
        .noReturn("T1", "1"), .noQuantity("T1", "1"), .tooMuch("T1", "1", left: Fixed(1)),
    ]

    var code: String {
        switch self {
        case .input: "declarations.master-bill-input"
        case .decisionInput: "declarations.master-bill-decision"
        case .notAllowed: "declarations.master-bill-not-allowed"
        case .notFound: "declarations.no-such-master-bill"
        case .otherHead: "declarations.master-bill-head"
        case .tooMany: "declarations.master-bill-too-many"
        case .noList: "declarations.master-bill-list"
        case .otherDistrict: "declarations.master-bill-district"
        case .otherBill: "declarations.master-bill-other"
        case .twice: "declarations.master-bill-twice"
        case .noReturn: "declarations.master-bill-return"
        case .noQuantity: "declarations.master-bill-no-quantity"
        case .tooMuch: "declarations.master-bill-quantity"
        }
    }

    var status: Int {
        switch self {
        case .notFound: 404
        case .twice, .otherHead: 409
        default: 422
        }
    }

    var field: String? {
        switch self {
        case .input, .otherHead: "billNo"
        case .decisionInput: "action"
        case .notFound, .notAllowed: nil
        default: "lines"
        }
    }

    var message: Localized {
        switch self {
        case .input:
            Localized(
                zh: "须含总单号 billNo（37 位以内的字母、数字、- 和 .）、关区 customsCode、"
                    + "运输工具、航次和至少一项商品",
                en: "It needs billNo (37 letters, digits, - and . at most), customsCode, vehicle,"
                    + " voyage and at least one line")
        case .decisionInput:
            Localized(
                zh: "须含 holder 和 action（release、inspect 或 refuse）",
                en: "It needs holder and action (release, inspect or refuse)")
        case .notAllowed:
            Localized(zh: "当日没有准许合包的规定", en: "No rule allows it on that day")
        case .notFound: Localized(zh: "没有该总单或该项", en: "There is no such bill or line")
        case .otherHead:
            Localized(
                zh: "该总单已登记，关区、运输工具或航次不一致",
                en: "The bill is there with another district, vehicle or voyage")
        case .tooMany:
            Localized(
                zh: "同一总单最多 \(MasterBillDesk.mostLines) 项",
                en: "At most \(MasterBillDesk.mostLines) lines go under one bill")
        case .noList(let number):
            Localized(
                zh: "查无本企业申报并已受理的出口清单 \(number)",
                en: "There is no accepted export list \(number) that this enterprise declared")
        case .otherDistrict(let number, let district):
            Localized(
                zh: "\(number) 由 \(district) 关区监管，与总单关区不一致",
                en: "\(number) is with district \(district), not with that of the bill")
        case .otherBill(let number, let bill):
            Localized(
                zh: "清单 \(number) 已申报总单 \(bill)", en: "List \(number) names bill \(bill)")
        case .twice(let number, let bill):
            Localized(
                zh: "清单 \(number) 已列入总单 \(bill)", en: "List \(number) is under bill \(bill)")
        case .noReturn(let number, let line):
            Localized(
                zh: "没有已办结的进口退货 \(number) 第 \(line) 项",
                en: "There is no concluded import return \(number) with line \(line)")
        case .noQuantity(let number, let line):
            Localized(
                zh: "进口退货 \(number) 第 \(line) 项的复运数量须大于 0",
                en: "The quantity of line \(line) of \(number) that leaves must be above 0")
        case .tooMuch(let number, let line, let left):
            Localized(
                zh: "进口退货 \(number) 第 \(line) 项可复运出境 \(left.grouped)",
                en: "Of line \(line) of \(number), \(left.grouped) may leave again")
        }
    }

    var fix: Localized {
        switch self {
        case .input, .decisionInput:
            Localized(zh: "补齐后重新提交", en: "Complete it and send it again")
        case .notAllowed: Localized(zh: "分别以各自总单出境", en: "Let them leave under bills of their own")
        case .notFound: Localized(zh: "核对总单号和持有企业", en: "Check the number and the holder")
        case .otherHead:
            Localized(zh: "按已登记的填写，或换用新的总单号", en: "Use what is there, or another number")
        case .tooMany: Localized(zh: "分为多份总单", en: "Divide them among bills")
        case .noList: Localized(zh: "清单（CEB603）受理后再列入", en: "Put it here once it is accepted")
        case .otherDistrict: Localized(zh: "列入该关区的总单", en: "Put it under a bill of that district")
        case .otherBill: Localized(zh: "列入清单申报的总单", en: "Put it under the bill it names")
        case .twice: Localized(zh: "同一清单只列入一份总单", en: "A list travels once")
        case .noReturn:
            Localized(
                zh: "填写已办结退货（CEB625）的预录入编号和商品序号",
                en: "Give number and line of a concluded return (CEB625)")
        case .noQuantity: Localized(zh: "填写实际复运数量", en: "Write the quantity that leaves")
        case .tooMuch:
            Localized(zh: "不得超过退回且尚未复运的数量", en: "No more than came back and is still here")
        }
    }
}

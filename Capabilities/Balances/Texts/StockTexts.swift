import Kernel

/// Words of the pages about account books of special zones.
enum StockTexts {
    static let title = Localized(zh: "账册库存", en: "Zone stock")
    static let lede = Localized(
        zh: "特殊区域账册：核注清单入区，放行清单出区，退货返区，随时可与实物核对。",
        en: "Account books of special zones: in by filing lists, out by lists, back by returns; "
            + "to be held against the shelf at any time.")
    static let book = Localized(zh: "账册号", en: "Account book")
    static let item = Localized(zh: "料号", en: "Item")
    static let name = Localized(zh: "品名", en: "Goods")
    static let unit = Localized(zh: "计量单位代码", en: "Unit (customs number)")
    static let unitHint = Localized(zh: "3 位数字，例如 011（件）", en: "Three digits: 011 is a piece")
    static let quantity = Localized(zh: "数量", en: "Quantity")
    static let opening = Localized(zh: "期初", en: "Opening")
    static let entered = Localized(zh: "入区", en: "In")
    static let taken = Localized(zh: "清单出区", en: "Out")
    static let freed = Localized(zh: "退单释放", en: "Freed")
    static let returned = Localized(zh: "退货返区", en: "Returned")
    static let adjusted = Localized(zh: "盘点调整", en: "Adjusted")
    static let closing = Localized(zh: "期末", en: "Closing")
    static let lastCount = Localized(zh: "最近盘点", en: "Last count")
    static let neverCounted = Localized(zh: "未盘点", en: "never counted")
    static let nothing = Localized(zh: "没有账册库存", en: "No stock in account books")
    static let nothingHint = Localized(
        zh: "海关按核注清单登记入区后在此显示。",
        en: "It appears here once customs have booked goods in by a filing list.")
    static let enter = Localized(zh: "登记入区", en: "Book goods in")
    static let enterLede = Localized(
        zh: "按已核扣的核注清单逐项登记；同一清单同一料号只计一次。账册首次登记时归入该企业。",
        en: "Line by line of a checked filing list; an item of a list counts once. The first entry "
            + "of a book makes it this enterprise's.")
    static let entryReference = Localized(zh: "核注清单编号与行号", en: "Filing list and line")
    static let count = Localized(zh: "登记盘点", en: "Enter a count")
    static let countLede = Localized(
        zh: "填写实盘数量。差异可调整入账，也可保留待查；两者都须写明理由。",
        en: "Give what was counted. A difference is booked or kept for inquiry; either needs a "
            + "reason.")
    static let countReference = Localized(zh: "盘点编号", en: "Number of the count")
    static let counted = Localized(zh: "实盘数量", en: "Counted")
    static let decision = Localized(zh: "差异处理", en: "What becomes of a difference")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let bookHolder = Localized(zh: "账册经营企业", en: "Holder of the books")
    static let itemsCounted = Localized(zh: "料件与最近盘点", en: "Items and their last count")
    static let paperNote = Localized(
        zh: "期初加入区、退单释放、退货返区和盘点调整，减清单出区，等于期末。"
            + "期内数据变化后，核验页会注明本件已不是最新。",
        en: "Opening, in, freed, returned and adjusted, less out, is closing. Once the period says "
            + "anything else, whoever verifies this is told that it is out of date.")
    static let from = Localized(zh: "自", en: "From")
    static let to = Localized(zh: "至", en: "To")

    static func decision(_ decision: StockCount.Decision) -> Localized {
        switch decision {
        case .adjust: Localized(zh: "核销或补账", en: "Write it off or book it in")
        case .keep: Localized(zh: "保留待查", en: "Keep it for inquiry")
        }
    }

    static func label(_ name: StockInput.Name, isCount: Bool) -> Localized {
        switch name {
        case .enterprise: BalanceTexts.enterprise
        case .book: book
        case .reference: isCount ? countReference : entryReference
        case .item: item
        case .name: self.name
        case .unit: unit
        case .quantity: quantity
        case .counted: counted
        case .decision: decision
        case .reason: reason
        }
    }

    static func difference(_ amount: String, on day: String) -> Localized {
        Localized(zh: "\(day)，差异 \(amount)", en: "\(day), difference \(amount)")
    }
}

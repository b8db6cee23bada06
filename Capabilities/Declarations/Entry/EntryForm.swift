import Kernel
import Wire

/// What a form asks for one message: made from the message table, so a field that the customs add
/// is asked for by the next start.
struct EntryForm: Sendable {
    let type: MessageType
    let table: MessageTable
    /// Fields of the head that are asked for, in groups, empty groups left out.
    let groups: [(group: EntryGroup, fields: [MessageField])]
    /// Fields of a line that are asked for; empty where the message has no lines.
    let lineFields: [MessageField]

    /// Messages that are entered by hand.
    static let types: [MessageType] = [
        .importInventory, .exportInventory, .importOrder, .exportOrder, .importPayment,
        .exportReceipt, .importWaybill, .exportWaybill,
    ]

    init?(_ type: MessageType, _ catalogue: MessageCatalogue) {
        guard EntryForm.types.contains(type), let table = catalogue.table(type.rawValue) else {
            return nil
        }
        self.type = type
        self.table = table
        let asked = table.head.fields.filter { !EntryForm.isGiven($0, of: type) }
        var groups: [(group: EntryGroup, fields: [MessageField])] = []
        for group in EntryGroup.allCases {
            let fields = asked.filter { EntryGroup.of($0.name) == group }
            if !fields.isEmpty { groups.append((group: group, fields: fields)) }
        }
        self.groups = groups
        let lines = table.line?.fields.filter { !EntryForm.isGiven($0, of: type) } ?? []
        // What a line cannot do without comes first; the rest is at the end of the row.
        lineFields = lines.filter(\.isRequired) + lines.filter { !$0.isRequired }
    }

    var headFields: [MessageField] { groups.flatMap(\.fields) }
    var hasLines: Bool { table.line != nil }

    /// Fields that nobody types: numbers and times the system gives, and those with one value only.
    static func isGiven(_ field: MessageField, of type: MessageType) -> Bool {
        if field.fixed != nil || onlyValue(of: field) != nil { return true }
        switch field.name {
        case "guid", "appType", "appTime", "appStatus", "preNo", "invtNo", "ieFlag", "declTime",
            "gnum":
            return true
        default: return false
        }
    }

    static func onlyValue(of field: MessageField) -> String? {
        guard case .values(let values) = field.codes, values.count == 1 else { return nil }
        return values[0].code
    }

    /// The name that belongs to a code: `ebpName` for `ebpCode`.
    func nameField(of code: String) -> String? {
        guard code.hasSuffix("Code") else { return nil }
        let name = String(code.dropLast(4)) + "Name"
        return table.head.field(name) == nil ? nil : name
    }
}

/// What belongs together on a page.
enum EntryGroup: String, Sendable, CaseIterable {
    case numbers, parties, people, journey, figures, other

    static func of(_ element: String) -> EntryGroup {
        if numbering.contains(element) { return .numbers }
        if travelling.contains(element) { return .journey }
        if ["buyer", "consignee", "payer"].contains(where: { element.hasPrefix($0) })
            || element == "telephone"
        {
            return .people
        }
        if element.hasSuffix("Code") || element.hasSuffix("Name") || element == "ebcTelephone" {
            return .parties
        }
        return ["note", "goodsInfo"].contains(element) ? .other : .figures
    }

    private static let numbering: Set<String> = [
        "orderNo", "orderType", "copNo", "logisticsNo", "payTransactionId", "payNo",
        "batchNumbers", "statisticsFlag",
    ]
    private static let travelling: Set<String> = [
        "tradeMode", "customsCode", "portCode", "ieDate", "trafMode", "trafNo", "trafName",
        "voyageNo", "billNo", "totalPackageNo", "loctNo", "licenseNo", "country", "POD", "emsNo",
    ]

    var title: Localized {
        switch self {
        case .numbers: Localized(zh: "编号", en: "Numbers")
        case .parties: Localized(zh: "参与企业", en: "Enterprises")
        case .people: Localized(zh: "订购人与收件人", en: "Buyer and consignee")
        case .journey: Localized(zh: "监管方式与运输", en: "Trade mode and transport")
        case .figures: Localized(zh: "金额、件数与重量", en: "Amounts, packages and mass")
        case .other: Localized(zh: "其他", en: "Other")
        }
    }

    /// What the guided pages ask.
    var question: Localized {
        switch self {
        case .numbers: Localized(zh: "这票货的编号是什么？", en: "By which numbers is it known?")
        case .parties: Localized(zh: "哪些企业参与？", en: "Which enterprises take part?")
        case .people: Localized(zh: "谁购买，送到哪里？", en: "Who buys, and where does it go?")
        case .journey: Localized(zh: "按什么方式、怎样运输？", en: "How is it declared and transported?")
        case .figures: Localized(zh: "金额、件数和重量是多少？", en: "What does it cost and weigh?")
        case .other: Localized(zh: "还有什么要说明？", en: "Is there anything else to say?")
        }
    }
}

import Kernel
import Tariff
import Web

/// What a code means and how to mend what it says.
struct ProblemEntry: Sendable, Hashable {
    let code: String
    let message: Localized
    let fix: Localized
    /// HTTP status of the answer; nil for a fault inside a message and for official numbers.
    var status: Int?
    /// Name of the field at fault.
    var field: String?
    var citation: Citation?
    /// Where an official number was read.
    var basis: Localized?
    /// As a receipt carries an official number.
    var line: String?
    /// Whether it says that something is wrong; a receipt's status may be good news.
    var isFault = true
}

extension ProblemEntry {
    init(_ refusal: any Refusal) {
        self.init(
            code: refusal.code, message: refusal.message, fix: refusal.fix,
            status: refusal.status, field: refusal.field, citation: refusal.citation)
    }

    private static func row(
        _ code: String, _ zh: String, _ en: String, fix zhFix: String, _ enFix: String
    ) -> ProblemEntry {
        ProblemEntry(
            code: code, message: Localized(zh: zh, en: en),
            fix: Localized(zh: zhFix, en: enFix))
    }

    /// Faults of a message that no short example shows.
    static let faultsWithoutExample: [ProblemEntry] = envelopeFaults + sheetFaults + [
        row(
            "xml.empty", "报文是空的", "The message is empty.",
            fix: "请发送完整的报文。", "Send the whole message."),
        row(
            "xml.character", "报文中有 XML 不允许的控制字符",
            "There is a control character XML does not allow.",
            fix: "请删除该字符；常见来源是从其他系统复制的商品名称。",
            "Remove it; it often comes with goods names copied from another system."),
        row(
            "xml.too-large", "报文超过 10 MB", "The message is larger than 10 MB.",
            fix: "请拆分为多个报文发送。", "Split it into several messages."),
        row(
            "xml.too-deep", "元素嵌套超过 64 层", "Elements are nested more than 64 deep.",
            fix: "海关报文不超过 6 层，请检查生成程序。",
            "Customs messages need six levels; look at the program that writes them."),
        row(
            "xml.too-many-attributes", "一个元素的属性超过 64 个",
            "An element has more than 64 attributes.",
            fix: "请只保留 guid、version 和命名空间声明。",
            "Keep guid, version and the namespace declarations only."),
        row(
            "xml.name-too-long", "元素或属性名称超过 256 字节", "A name is longer than 256 bytes.",
            fix: "请按报文规范书写元素名称。", "Use the element names of the message table."),
        row(
            "xml.too-many-namespaces", "同时有效的命名空间声明超过 64 个",
            "More than 64 namespace declarations are in force at once.",
            fix: "在根元素上声明一次即可。", "Declare each once, on the root."),
        row(
            "message.too-many-documents", "一个报文中的单证超过 100 份",
            "A message holds more than 100 documents.",
            fix: "请拆分后分别报送。", "Split it and send the parts."),
        row(
            "message.too-many-lines", "一份单证的商品行数超过上限",
            "A document has more lines than are allowed.",
            fix: "请拆分为多份单证；上限见报文规范。",
            "Split it into several documents; the message table gives the limit."),
        row(
            "message.more-faults", "错误过多，其余未列出", "There are more faults than are listed.",
            fix: "请先改正已列出的错误，再检查一次。", "Correct the faults listed, then check again."),
        row(
            "value.too-short", "内容少于规定长度", "A value is shorter than it must be.",
            fix: "请按报文规范的长度填写。", "Give the length of the message table."),
        row(
            "value.out-of-range", "整数超出取值范围", "A whole number is out of range.",
            fix: "请填写不超过 2147483647 的整数。", "Give a whole number of at most 2147483647."),
        row(
            "file.unreadable", "文件无法读取", "The file cannot be read.",
            fix: "请检查路径和读取权限。", "Check the path and the permission to read it."),
    ]
}

extension DeclarationsRefusal {
    /// One of each, in order of precedence.
    static let samples: [DeclarationsRefusal] = [
        .misfit(
            faults: [
                Fault(
                    code: "value.empty", message: Localized(same: ""), fix: Localized(same: ""))
            ], receipt: []),
        .typeNotTaken("CEB792", receipt: []), .tooManyMessages(limit: 100), .noMessage,
        .foreignTransmitter(code: "TESTLOG001"), .foreignNode(id: "DXPENTTEST0000001"),
        .subscription(status: "EVERYTHING"), .subscriber(address: "DXPENTTEST0000009"),
        .contradiction(
            type: "CEB311", guid: "00000000-0000-4000-8000-0000000000A1", fields: ["goodsValue"]),
        .notFound, .movedOn(now: .released), .notPossible(from: .released, to: .inspection),
        .reasonMissing, .reasonTooLong(limit: Finding.mostOfReason), .noEnterprise,
        .webhook(
            reason: Localized(
                zh: "推送地址不可用", en: "The address for notifications cannot be used")),
        .webhookNotFound, .webhookMessage(isAside: false), .webhookPlace(last: 7), .guaranteeEnded,
    ]
}

extension TariffRefusal {
    /// One of each, in order of precedence; line and code are examples.
    static var samples: [TariffRefusal] {
        let code = "2106909090"
        let day = Day(sinceEpoch: 20_777)
        return [
            .orderEmpty, .amountNotPositive(field: "price"), .amountOutOfRange,
            .noRuleOnDay(day), .codeUnknown(line: 1, code: code),
            .noRateOnDay(line: 1, code: code, day), .notOnPositiveList(line: 1, code: code),
            .listedForOthers(line: 1, code: code, .drugPilot),
            .vatRateUnknown(line: 1, code: code), .dutyNotComputable(line: 1, code: code),
            .consumptionTaxNotComputable(line: 1, code: code),
            .quantityMissing(line: 1, code: code, unit: "035"),
            .exchangeRateMissing(.cny, day),
            .several([.codeUnknown(line: 1, code: code), .vatRateUnknown(line: 2, code: code)]),
        ]
    }
}

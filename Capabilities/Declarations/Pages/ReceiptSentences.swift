import Kernel

/// English of the sentences that receipts carry. What goes into a receipt is Chinese, as the
/// protocol has it; pages in English say the same in English first.
enum ReceiptSentences {
    /// English of the words of a receipt; nil for words this system did not put there.
    ///
    /// - Parameter findings: what was found of the document, whose words know both languages.
    static func english(_ words: String, _ findings: [Finding] = []) -> String? {
        if let finding = findings.first(where: { told($0, words) }) {
            return "\(finding.element) \(finding.message.en); \(finding.fix.en)"
        }
        for (chinese, english) in known {
            if let holes = holes(of: words, in: chinese) { return filled(english, holes) }
        }
        return step(words)
    }

    /// As `receiptInfo` writes it.
    private static func told(_ finding: Finding, _ words: String) -> Bool {
        receiptInfo([finding], code: 0).utf8.dropLast().hasSuffix(";Desc:\(words)".utf8)
    }

    /// A step in the words of its status, with the reason an officer gave.
    private static func step(_ words: String) -> String? {
        for status in Status.allCases {
            if words == status.name.zh { return status.name.en }
            if let holes = holes(of: words, in: "\(status.name.zh) {}") {
                return filled("\(status.name.en): {}", holes)
            }
        }
        return nil
    }

    /// What stands in the gaps of a pattern; nil for other words.
    private static func holes(of words: String, in pattern: String) -> [String]? {
        let parts = pattern.split(separator: "{}", omittingEmptySubsequences: false)
        guard let first = parts.first, words.utf8.starts(with: first.utf8) else { return nil }
        var rest = words[words.utf8.index(words.startIndex, offsetBy: first.utf8.count)...]
        guard parts.count > 1 else { return rest.isEmpty ? [] : nil }
        var holes: [String] = []
        for (index, part) in parts.enumerated().dropFirst() {
            if part.isEmpty {
                guard index == parts.count - 1 else { return nil }
                holes.append(String(rest))
                return holes
            }
            guard let next = rest.utf8.firstRange(of: part.utf8) else { return nil }
            holes.append(String(rest[..<next.lowerBound]))
            rest = rest[next.upperBound...]
        }
        return rest.isEmpty ? holes : nil
    }

    private static func filled(_ english: String, _ holes: [String]) -> String {
        var text = english
        for hole in holes {
            guard let gap = text.firstRange(of: "{}") else { break }
            text.replaceSubrange(gap, with: hole)
        }
        return text
    }

    /// Sentences of the gateway, the desk and the officers, longest first where one begins another.
    private static let known: [(chinese: String, english: String)] = [
        ("新增申报成功{}", "Declared"), ("变更申报成功{}", "Change declared"),
        ("删除成功", "Withdrawn"), ("电子口岸已暂存", "Kept as a draft"),
        ("电子口岸申报中", "Being declared"), ("发送海关成功", "Sent to customs"),
        ("发送海关失败：{}", "Not taken by customs: {}"),
        ("抄送报文 {}，共 {} 份单证", "Copy of message {} with {} documents"),
        ("汇总结果 {}", "Summary result {}"),
        ("沙箱测试：逻辑校验通过", "Sandbox: logic check passed"),
        ("逻辑校验通过，退货商品应于 {} 前运抵", "Logic check passed; the goods are to be back by {}"),
        (
            "逻辑校验通过，待 {} 关区监管场所理货",
            "Logic check passed; the goods are to be tallied at a site of district {}"
        ),
        ("逻辑校验通过", "Logic check passed"), ("待人工审核", "Waiting for manual review"),
        ("退货放行", "Return released"), ("放行", "Released"),
        ("退货商品 {} 运抵（{}），待海关查核", "The goods were back on {} ({}); customs look at them"),
        ("退货商品 {} 理货（{}），待人工审核", "The goods were tallied on {} ({}); an officer looks at them"),
        (
            "退货审核通过，恢复个人额度 {} 元，核减税款 {} 元",
            "Return approved: CNY {} of the yearly amount restored, CNY {} of tax taken off"
        ),
        ("审核通过：{} 项相符，{} 项不符", "Approved: {} lines fit, {} do not"),
        (
            "汇总完成：{} 份清单，{} 份报关单，汇总编号 {}",
            "Summarised: {} lists, {} declarations, summary number {}"
        ),
        ("撤销审核通过，清单已撤销", "Cancellation approved, the list is cancelled"),
        ("按撤销申请撤销", "Cancelled as applied for"),
        ("理货相符，退货申请 {}", "The tally fits return application {}"),
        ("已入库 {}", "Entered the warehouse at {}"), ("已签收 {}", "Delivered {}"),
        (
            "电子税单 {} 已生成，税款 {} 元，缴纳期 {} 至 {}",
            "Tax bill {} made: CNY {}, to be paid from {} to {}"
        ),
        ("电子税单 {} 已汇总至缴款书 {}", "Tax bill {} put into payment book {}"),
        ("电子税单 {} 已作废", "Tax bill {} is void"),
    ]
}

extension Sequence<UInt8> {
    /// Whether it ends with these bytes.
    fileprivate func hasSuffix(_ bytes: some Sequence<UInt8>) -> Bool {
        Array(self).reversed().starts(with: Array(bytes).reversed())
    }
}

import Kernel

/// What is wrong with follow-ups of every kind, and how to mend it.
enum FollowUpWords {
    static func partsMakeNoSense(_ type: MessageType) -> Finding {
        Finding(
            "", "\(type.number) msgSeqNo",
            Localized(
                zh: "报文序号应从 1 到报文总数（msgCount），不得超出",
                en: "The message's number must lie between 1 and msgCount"),
            fix: Localized(
                zh: "拆分报送时按 1、2、3 依次编号；未拆分时两项都填 1",
                en: "Number the parts 1, 2, 3 …; write 1 in both for an undivided message"))
    }

    static func partsDiffer(
        _ type: MessageType, _ element: String, theirs: String, part: Int64
    ) -> Finding {
        Finding(
            "", "\(type.number) \(element)",
            Localized(
                zh: "与同一单证已收的第 \(part) 份报文不一致：该份的 \(element) 为“\(theirs)”",
                en: "Part \(part) of the same document, which is here, says otherwise: its "
                    + "\(element) is “\(theirs)”"),
            fix: Localized(
                zh: "拆分的各份报文表头须一致；改正本份，或先以 appType=3 删除已收的各份再重新报送",
                en: "All parts must have the same head: correct this one, or delete the parts that "
                    + "are here with appType 3 and send them anew"))
    }

    static func exists(_ document: Prepared, _ standing: IntakeWords.Standing) -> Finding {
        guard case .decided(let status) = standing else {
            return IntakeWords.exists(document, standing)
        }
        return Finding(
            "", "\(document.type.rawValue) \(document.number)",
            Localized(
                zh: "该编号的\(document.type.name.zh)已申报，状态为“\(status.name.zh)”，请勿重复申报",
                en: "A document of this number was declared and is at “\(status.name.en)”"),
            fix: Localized(
                zh: "无需重发；确需另报的，换用新的企业内部编号",
                en: "Do not send it again; for another document use a new number of your own"))
    }

    static func fixed(_ document: Prepared, _ status: Status) -> Finding {
        Finding(
            "", "\(document.type.rawValue) appType",
            Localized(
                zh: "该\(document.type.name.zh)状态为“\(status.name.zh)”，不允许变更或删除",
                en: "The document is at “\(status.name.en)” and cannot be changed or deleted"),
            fix: Localized(
                zh: "暂存或尚缺其他各份的可以变更、删除；已处理的不能再改",
                en: "A draft, or one that waits for its other parts, can be changed or deleted; "
                    + "one that was dealt with cannot"))
    }

    /// A part that did not come in time.
    static func partsLate(
        _ type: MessageType, missing: [Int64], hours: Int, citation: Citation
    ) -> Finding {
        let numbers = missing.prefix(20).map(String.init)
        return Finding(
            "", "\(type.number) msgSeqNo",
            Localized(
                zh: "超过 \(hours) 小时仍缺第 \(numbers.joined(separator: "、")) 份报文",
                en: "After \(hours) hours part \(numbers.joined(separator: ", ")) is still missing"
            ),
            fix: Localized(
                zh: "各份一并重新报送（appType=1，新的 guid）",
                en: "Send all parts again (appType 1, new guids)"), citation: citation)
    }

    /// An officer's refusal.
    static func refusedByOfficer(_ reason: String, _ type: MessageType) -> Finding {
        Finding(
            Finding.officersCode, String(type.number),
            Localized(zh: "人工退单：\(reason)", en: "Refused by an officer: \(reason)"),
            fix: Localized(
                zh: "按理由更正后重新申请，或按原单证继续办理",
                en: "Mend what the reason says and apply again, or go on with the list as it is"))
    }
}

import Kernel
import Web

/// What happens next to a declaration, who has to act, and since when it waits for that.
struct NextAct: Sendable, Hashable {
    let what: Localized
    let who: Localized
    let since: Instant
    let tone: Tone
    /// How a program does it: told to programs only.
    var inMessages: Localized?
    /// Nobody has anything more to do.
    var isOver = false

    /// Who has to act, as a program is told.
    var whoForPrograms: Localized {
        guard let inMessages else { return who }
        return Localized(zh: who.zh + inMessages.zh, en: "\(who.en) \(inMessages.en)")
    }
}

extension DeclarationView {
    var next: NextAct {
        if let act = nextAtFarSide { return act }
        let since = record.statusAt
        switch record.status {
        case .staged:
            return NextAct(
                what: Localized(zh: "暂存，尚未申报", en: "Kept as a draft, not declared yet"),
                who: Localized(
                    zh: "申报企业：核对无误后重新报送即为申报。",
                    en: "The declarant: send it again to declare it."),
                since: since, tone: .neutral,
                inMessages: Localized(zh: "报文用 appStatus=2。", en: "In a message: appStatus 2."))
        case .declaring, .sent, .notSent: return declaring
        case .rejected:
            return NextAct(
                what: Localized(zh: "已退单，请更正后重新申报", en: "Rejected: mend it and declare again"),
                who: Localized(
                    zh: "申报企业：按下列意见更正后重新报送。",
                    en: "The declarant: mend what is listed and send it again."),
                since: since, tone: .danger,
                inMessages: Localized(
                    zh: "报文用新的 guid、appType=2。",
                    en: "In a message: a new guid and appType 2."))
        case .stored, .concluded:
            return NextAct(
                what: Localized(zh: "海关处理中", en: "Being handled by the customs"),
                who: Localized(zh: "无需操作。", en: "Nothing to do."), since: since, tone: .info)
        case .review, .inspection, .suspended: return officer
        case .detainedClearance, .detainedSmuggling, .detainedLegal, .detainedOther, .handedOver:
            return NextAct(
                what: Localized(
                    zh: "货物已扣留：\(record.status.name.zh)",
                    en: "The goods are held: \(record.status.name.en)"),
                who: Localized(
                    zh: "请与\(place.zh)联系。", en: "Contact \(place.en)."),
                since: since, tone: .danger)
        case .withdrawn, .cancelled, .sentBack, .released, .closed: return ended
        }
    }

    /// The customs office by name, with its number for who has to write it down.
    private var place: Localized {
        guard let office else {
            return Localized(zh: " \(record.district) 海关", en: "district \(record.district)")
        }
        return Localized(
            zh: "海关（\(record.district) \(office.zh)）", en: "\(office.en) (\(record.district))")
    }

    private var declaring: NextAct {
        let missing = documents.filter { $0.receivedAt == nil }.map(\.type)
        guard !missing.isEmpty else {
            return NextAct(
                what: Localized(zh: "单证已到齐，正在比对", en: "All documents are there; being matched"),
                who: Localized(zh: "系统自动处理，无需操作。", en: "Goes by itself; nothing to do."),
                since: record.statusAt, tone: .info)
        }
        let senders = missing.map(NextAct.sender)
        return NextAct(
            what: Localized(
                zh: "等待\(MessageType.names(missing, .zh))",
                en: "Waits for: \(MessageType.names(missing, .en).lowercased())"),
            who: Localized(
                zh: senders.map(\.zh).joined(), en: senders.map(\.en).joined(separator: " ")),
            since: record.statusAt, tone: .warn)
    }

    private var officer: NextAct {
        let isInspection = record.status == .inspection
        return NextAct(
            what: record.status == .suspended
                ? Localized(zh: "已挂起", en: "Suspended")
                : isInspection
                    ? Localized(zh: "等待查验", en: "Waits for inspection")
                    : Localized(zh: "等待人工审核", en: "Waits for an officer's review"),
            who: Localized(
                zh: "\(place.zh)关员"
                    + (isInspection ? "：查验货物后给出结论。" : "：审核单证后给出结论。"),
                en: "An officer of \(place.en) "
                    + (isInspection
                        ? "opens the goods and decides." : "looks at the papers and decides.")),
            since: record.statusAt, tone: .warn)
    }

    private var ended: NextAct {
        let isReleased = record.status == .released || record.status == .closed
        let note: Localized =
            switch record.status {
            case .released where record.flag == "B":
                Localized(
                    zh: "货物可以离境；此单随后按月汇总申报。",
                    en:
                        "The goods may leave; a summary declaration follows each month."
                )
            case .closed where !record.type.isImport:
                Localized(
                    zh: "货物已离境结关，出口已确认。"
                        + (record.flag == "B" ? "此单随后汇总申报。" : ""),
                    en: "The goods have left and the export is confirmed."
                        + (record.flag == "B" ? " A summary declaration follows." : ""))
            case .released, .closed:
                record.type.isImport
                    ? Localized(zh: "货物可以配送给订购人。", en: "The parcel may be delivered to the buyer.")
                    : Localized(zh: "货物可以离境。", en: "The goods may leave.")
            case .sentBack:
                Localized(
                    zh: "货物须退运；额度与担保已退回。",
                    en: "The goods go back; quota and guarantee were given back.")
            case .cancelled:
                Localized(
                    zh: "已按撤销申请撤销；额度、担保和单证已退回，需要时用新的企业内部编号另行申报。",
                    en: "Cancelled on application; quota, guarantee and documents were given back. "
                        + "Declare anew under a new number of your own if need be.")
            default: Localized(zh: "申报企业已撤回。", en: "The declarant took it back.")
            }
        return NextAct(
            what: record.status.name, who: note, since: record.statusAt,
            tone: isReleased ? .success : .neutral, isOver: true)
    }
}

extension NextAct {
    /// Who sends a document that is not there.
    static func sender(of type: MessageType) -> Localized {
        switch type {
        case .importOrder:
            Localized(zh: "电商平台须报送订单（CEB311）。", en: "The platform must send the order (CEB311).")
        case .importPayment:
            Localized(
                zh: "支付企业须报送支付凭证（CEB411）。",
                en: "The payment enterprise must send the payment (CEB411).")
        case .importWaybill:
            Localized(
                zh: "物流企业须报送运单（CEB511）。",
                en: "The logistics enterprise must send the waybill (CEB511).")
        case .exportOrder:
            Localized(zh: "电商企业须报送订单（CEB303）。", en: "The seller must send the order (CEB303).")
        case .exportReceipt:
            Localized(
                zh: "电商企业须报送收款单（CEB403）。",
                en: "The seller must send the receipt of payment (CEB403).")
        case .exportWaybill:
            Localized(
                zh: "物流企业须报送运单（CEB505）。",
                en: "The logistics enterprise must send the waybill (CEB505).")
        case .exportInventory, .importInventory:
            Localized(zh: "申报企业须报送清单。", en: "The declarant must send the list.")
        default:
            Localized(
                zh: "须报送\(type.name.zh)（\(type.rawValue)）。",
                en: "\(type.name.en) must be sent (\(type.rawValue)).")
        }
    }
}

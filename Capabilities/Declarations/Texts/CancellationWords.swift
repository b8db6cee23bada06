import Kernel

/// What applications to cancel are told.
enum CancellationWords {
    /// Elements in which an application must agree with its list, as far as it has them.
    static let compared = [
        "customsCode", "orderNo", "ebpCode", "ebcCode", "logisticsNo", "logisticsCode",
        "buyerIdType", "buyerIdNumber", "buyerName",
    ]

    /// Notice 194 of 2018 has lists changed and cancelled like declarations, and the rules for
    /// those keep what is selected or held from being cancelled.
    private static let likeDeclarations = Citation(
        document: "海关总署公告2018年第194号", article: "三、通关管理")
    private static let selected = Citation(document: "海关总署令第220号")

    /// Done: `[Code:2300;Desc:…]`, concluded.
    static func done(by citation: String?) -> Step {
        Step(
            .concluded, info: coded("2300", ReceiptPhrase.cancellationApproved.told()),
            citation: citation)
    }

    static func noList(_ type: MessageType, _ number: String) -> Finding {
        Finding(
            "", "\(type.number) invtNo",
            Localized(
                zh: "系统中不存在本企业申报的清单 \(number)",
                en: "There is no list \(number) that this declarant declared"),
            fix: Localized(
                zh: "核对清单编号（invtNo）和申报企业；尚未取得清单编号的，以 appType=3 报送清单撤回",
                en: "Check invtNo and the declarant; take a list that has no such number yet back "
                    + "with appType 3"))
    }

    static func differs(_ type: MessageType, _ element: String, _ title: Localized) -> Finding {
        Finding(
            "", "\(type.number) \(element)",
            Localized(zh: "\(title.zh)与清单不一致", en: "\(title.en) differs from the list"),
            fix: Localized(
                zh: "按原清单填写\(title.zh)", en: "Write it as it stands in the list"))
    }

    static func cancelled(_ type: MessageType, _ list: InventoryShelf.Record) -> Finding {
        Finding(
            "", "\(type.number) invtNo",
            Localized(
                zh: "该清单已于 \(list.statusAt.text) 撤销", en: "The list was cancelled already"),
            fix: Localized(
                zh: "无需再申请；需要时用新的企业内部编号另行申报",
                en: "There is nothing to do; declare anew under a new number if need be"))
    }

    static func applied(_ type: MessageType, _ pending: FollowUpShelf.Record) -> Finding {
        Finding(
            "", "\(type.number) invtNo",
            Localized(
                zh: "该清单的撤销申请 \(pending.preNo) 已经申报过，状态为“\(pending.status.name.zh)”",
                en: "Application \(pending.preNo) to cancel this list is here already, at "
                    + "“\(pending.status.name.en)”"),
            fix: Localized(
                zh: "等待该申请的结论，勿重复申请", en: "Wait for its outcome; do not apply twice"))
    }

    static func notNow(_ type: MessageType, _ status: Status) -> Finding {
        let (fix, citation) = wayOut(type, status)
        return Finding(
            "", "\(type.number) invtNo",
            Localized(
                zh: "清单状态为“\(status.name.zh)”，不符合撤单要求",
                en: "The list is at “\(status.name.en)” and cannot be cancelled"), fix: fix,
            citation: citation)
    }

    private static func wayOut(_ type: MessageType, _ status: Status) -> (Localized, Citation) {
        switch status {
        case .released, .closed:
            (
                Localized(
                    zh: "已放行的清单不能撤销；货物退回的，按退货办理",
                    en: "A released list cannot be cancelled; goods that come back are returns"),
                likeDeclarations
            )
        case .rejected, .withdrawn:
            (
                Localized(
                    zh: "清单已退单，无需撤销；可更正后重报，或不再申报",
                    en: "The list was rejected: there is nothing to cancel; mend it or leave it"),
                likeDeclarations
            )
        case .inspection, .suspended, .detainedClearance, .detainedSmuggling, .detainedLegal,
            .detainedOther:
            (
                Localized(
                    zh: "海关已决定查验或扣留的，办结前不得撤销；等待海关结论",
                    en: "What the customs inspect or hold cannot be cancelled before they are done:"
                        + " wait for their decision"), selected
            )
        default:
            (
                Localized(
                    zh: "等待海关结论", en: "Wait for the decision of the customs"),
                likeDeclarations
            )
        }
    }
}

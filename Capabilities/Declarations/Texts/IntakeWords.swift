import Kernel

/// Why a document cannot go over what lies under its number, and what can be done instead.
enum IntakeWords {
    /// What stands in the way.
    enum Standing: Hashable {
        /// Under this number lies what somebody else sent.
        case foreign
        /// It can still be changed: a draft, or what no decision has used.
        case open
        /// What is declared cannot become a draft again.
        case declared
        /// An order, a payment or a waybill that a list uses.
        case used
        /// A list that was accepted.
        case decided(Status)
    }

    static func exists(_ document: Prepared, _ standing: Standing) -> Finding {
        Finding(
            "", "\(document.type.rawValue) \(document.number)",
            Localized(
                zh: "已存在相同编号的\(document.type.name.zh)，请勿重复申报",
                en: "There is a document of this number already"), fix: fix(standing))
    }

    static func missing(_ document: Prepared) -> Finding {
        Finding(
            "", "\(document.type.rawValue) appType",
            Localized(
                zh: "appType=\(document.appType)，但未找到要操作的\(document.type.name.zh)",
                en: "appType \(document.appType), and there is no such document to act on"),
            fix: Localized(zh: "首次报送用 appType=1", en: "Use appType 1 for the first time"))
    }

    static func fixed(_ document: Prepared, _ standing: Standing) -> Finding {
        let name = document.type.name
        let message =
            switch standing {
            case .decided(let status):
                Localized(
                    zh: "该\(name.zh)状态为“\(status.name.zh)”，不允许变更或删除",
                    en: "The list is at “\(status.name.en)” and cannot be changed or deleted")
            case .declared:
                Localized(
                    zh: "该\(name.zh)已申报，不能改为暂存",
                    en: "The document is declared and cannot become a draft again")
            default:
                Localized(
                    zh: "该\(name.zh)已用于申报，不允许变更或删除",
                    en: "The document is in use by a list and cannot be changed or deleted")
            }
        return Finding("", "\(document.type.rawValue) appType", message, fix: fix(standing))
    }

    static func older(_ document: Prepared) -> Finding {
        Finding(
            "", "\(document.type.rawValue) appTime",
            Localized(
                zh: "接收报文为旧报文数据（报送时间早于已存数据），不做处理",
                en: "The message is older than what is stored and is ignored"),
            fix: Localized(zh: "用当前时间作为 appTime 重新报送", en: "Send it with the present appTime"))
    }

    private static func fix(_ standing: Standing) -> Localized {
        switch standing {
        case .foreign:
            Localized(
                zh: "核对编号；确属本企业的单证，改用未占用的编号",
                en: "Check the number; for a document of your own use one that is free")
        case .open:
            Localized(
                zh: "如需修改，用新的 guid 和 appType=2 报送", en: "To change it use a new guid and appType 2")
        case .declared:
            Localized(
                zh: "变更时填 appStatus=2；撤回用 appType=3",
                en: "Change it with appStatus 2; take it back with appType 3")
        case .used:
            Localized(
                zh: "引用它的清单被退单后才能变更；清单已受理或放行的，此处不能再改",
                en: "It can be changed once its list is rejected; while the list is held or "
                    + "released, nothing can be changed here")
        case .decided(let status) where status == .released || status == .closed:
            Localized(
                zh: "无需重发；已放行的清单不能修改或撤销，货物退回的按退货办理",
                en: "Do not send it again; a released list cannot be changed or cancelled, goods "
                    + "that come back are returns")
        case .decided(.sentBack):
            Localized(
                zh: "货物已退运，此单已终结；另行进出境的，用新的编号申报",
                en: "The goods went back and the list has ended; declare another parcel under a "
                    + "new number")
        case .decided:
            Localized(
                zh: "等待海关结论；退单后可更正重报，人工审核中的可申请撤销（CEB605、CEB623）",
                en: "Wait for the decision: a rejected list can be sent again; one under review "
                    + "can be cancelled on application (CEB605, CEB623)")
        }
    }
}

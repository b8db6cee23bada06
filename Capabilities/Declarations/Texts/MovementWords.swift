import Kernel

/// What arrivals, departures and bag lists are told, and what they tell the lists.
enum MovementWords {
    static let notExport = Finding(
        "", "507 ieFlag",
        Localized(zh: "运抵单只用于出口，进出口标记应为 E", en: "Arrivals are for exports: ieFlag is E"),
        fix: Localized(zh: "填写 E", en: "Write E"))

    static let notYetLeft = Finding(
        "", "509 leaveTime",
        Localized(zh: "离境时间晚于当前时间", en: "The time of leaving lies ahead"),
        fix: Localized(zh: "货物实际离境后再报送", en: "Send it once the goods have left"))

    static let noMass = Finding(
        "", "607 grossWeight",
        Localized(zh: "毛重应大于 0", en: "The gross weight must be above 0"),
        fix: Localized(zh: "填写实际毛重（千克）", en: "Give the real weight in kilograms"))

    static func noList(_ type: MessageType, _ line: ParcelLines.Line) -> Finding {
        Finding(
            "", element(type, line),
            Localized(
                zh: "运单 \(line.waybill) 没有对应的已受理出口清单",
                en: "No export list was accepted on waybill \(line.waybill)"),
            fix: Localized(
                zh: "核对物流企业代码和运单编号；清单（CEB603）和运单（CEB505）受理后再报送",
                en: "Check carrier and waybill; send it once list (CEB603) and waybill (CEB505) "
                    + "are accepted"))
    }

    static func notAt(_ type: MessageType, _ line: ParcelLines.Line, _ status: Status) -> Finding {
        let fix =
            switch status {
            case .closed:
                Localized(zh: "已离境结关，无需再报", en: "It has left; there is nothing to send")
            case .cancelled, .rejected, .withdrawn, .sentBack:
                Localized(zh: "从单证中剔除该包裹", en: "Take the parcel out of the document")
            default:
                Localized(
                    zh: "海关放行后再报送；未放行的货物不得离境",
                    en: "Send it once the list is released; goods that are not may not leave")
            }
        return Finding(
            "", element(type, line),
            Localized(
                zh: "运单 \(line.waybill) 的清单状态为“\(status.name.zh)”",
                en: "The list of waybill \(line.waybill) is at “\(status.name.en)”"), fix: fix)
    }

    static func already(_ type: MessageType, _ line: ParcelLines.Line, _ other: String) -> Finding {
        Finding(
            "", element(type, line),
            Localized(
                zh: "运单 \(line.waybill) 已列入\(type.name.zh) \(other)",
                en: "Waybill \(line.waybill) is on \(other) already"),
            fix: Localized(zh: "同一包裹只报一次", en: "A parcel is named once"))
    }

    static func twice(_ type: MessageType, _ line: ParcelLines.Line) -> Finding {
        Finding(
            "", element(type, line),
            Localized(
                zh: "运单 \(line.waybill) 在各份报文中重复",
                en: "Waybill \(line.waybill) stands in two parts"),
            fix: Localized(zh: "每份运单只列一次", en: "Name each waybill once"))
    }

    static func otherBill(_ type: MessageType, _ line: ParcelLines.Line, _ bill: String)
        -> Finding
    {
        Finding(
            "", "\(type.number) billNo",
            Localized(
                zh: "运单 \(line.waybill) 的清单列在提运单 \(bill) 之下",
                en: "The list of waybill \(line.waybill) is booked under bill \(bill)"),
            fix: Localized(
                zh: "按实际提运单分别报送", en: "Send a departure for the bill it really left under"))
    }

    static func otherNumber(_ line: ParcelLines.Line) -> Finding {
        Finding(
            "", "607 invtNo",
            Localized(
                zh: "运单 \(line.waybill) 的清单编号与所填不一致",
                en: "The list of waybill \(line.waybill) has another number"),
            fix: Localized(zh: "核对清单编号，或留空", en: "Check invtNo, or leave it out"))
    }

    static func otherBooking(_ line: ParcelLines.Line, _ element: String) -> Finding {
        Finding(
            "", "607 \(element)",
            Localized(
                zh: "与运单 \(line.waybill) 的清单所填不一致",
                en: "The list of waybill \(line.waybill) says otherwise"),
            fix: Localized(
                zh: "改正总分单；清单未填运输信息的，以总分单为准",
                en: "Correct the bag list; it counts where the list itself says nothing"))
    }

    private static func element(_ type: MessageType, _ line: ParcelLines.Line) -> String {
        "\(type.number) logisticsNo[\(line.number)]"
    }

    // MARK: For the lists

    static func arrived(_ head: some FieldSource) -> String {
        "已运抵监管场所 \(head.text("operatorName")) \(head["loctNo"] ?? "")".trimmedBlanks
    }

    static func left(_ head: some FieldSource) -> String {
        let at = Instant(compact: head.text("leaveTime"))?.text ?? head.text("leaveTime")
        let by = [head["trafName"], head["voyageNo"], head["billNo"]].compactMap { $0 }
        return (["已于 \(at) 离境"] + by).joined(separator: " ")
    }

    static func booked(_ head: some FieldSource) -> String {
        let by = [head["trafName"], head["voyageNo"], head["billNo"]].compactMap { $0 }
        return (["已列入总分单"] + by).joined(separator: " ")
    }
}

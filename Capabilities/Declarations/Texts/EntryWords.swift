import Kernel

/// What warehouse-entry lists and states of waybills are told, and what they tell the lists.
enum EntryWords {
    static let notImport = Finding(
        "", "711 ieFlag",
        Localized(
            zh: "入库明细单只用于进口，进出口标记应为 I", en: "Warehouse entries are for imports: ieFlag is I"),
        fix: Localized(zh: "填写 I", en: "Write I"))

    static let notYetDelivered = Finding(
        "", "513 logisticsTime",
        Localized(zh: "签收时间晚于当前时间", en: "The time of delivery lies ahead"),
        fix: Localized(zh: "实际签收后再报送", en: "Send it once the parcel was signed for"))

    static func noList(_ type: MessageType, _ waybill: String) -> Finding {
        Finding(
            "", "\(type.number) logisticsNo",
            Localized(
                zh: "运单 \(waybill) 没有对应的已受理进口清单",
                en: "No import list was accepted on waybill \(waybill)"),
            fix: Localized(
                zh: "核对物流企业代码和运单编号", en: "Check the carrier and the waybill"))
    }

    static func notAt(_ type: MessageType, _ waybill: String, _ status: Status) -> Finding {
        Finding(
            "", "\(type.number) logisticsNo",
            Localized(
                zh: "运单 \(waybill) 的清单状态为“\(status.name.zh)”",
                en: "The list of waybill \(waybill) is at “\(status.name.en)”"),
            fix: Localized(
                zh: "未放行的包裹不会签收，已终止的清单不再入库，请核对运单编号",
                en: "A parcel is signed for once it is released, and what is over enters no"
                    + " warehouse; check the waybill"))
    }

    static func noReturn(_ waybill: String) -> Finding {
        Finding(
            "", "711 logisticsNo",
            Localized(
                zh: "运单 \(waybill) 的清单已放行，且没有待运抵的退货申请",
                en: "The list of waybill \(waybill) is released and no return of it is awaited"),
            fix: Localized(
                zh: "退货商品入库前先报送退货申请（CEB625）",
                en: "Send the application to return (CEB625) before the goods enter"),
            citation: Law.imports)
    }

    static func elsewhere(_ waybill: String, _ district: String) -> Finding {
        Finding(
            "", "711 customsCode",
            Localized(
                zh: "运单 \(waybill) 应入 \(district) 关区的监管场所",
                en: "The parcel of waybill \(waybill) belongs to a site of district \(district)"),
            fix: Localized(
                zh: "退回或入库须在原监管关区办理", en: "Enter it where its list was declared"),
            citation: Law.imports)
    }

    static func entered(_ place: String) -> String {
        coded(
            "2300",
            place.isEmpty
                ? ReceiptPhrase.entered.told() : ReceiptPhrase.enteredAt.told(plain(place)))
    }

    static func delivered(_ time: String) -> String {
        coded("2300", ReceiptPhrase.delivered.told(time))
    }
}

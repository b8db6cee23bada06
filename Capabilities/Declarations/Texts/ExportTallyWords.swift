import Kernel

/// What tally lists of returned exports are told.
enum ExportTallyWords {
    /// Elements in which a tally list must agree with its application.
    static let compared = [
        "customsCode", "invtNo", "billNo", "trafMode", "trafName", "voyageNo", "ieFlag",
    ]

    static func noReturn(_ number: String, _ waybill: String) -> Finding {
        Finding(
            "", "215 coElNo",
            Localized(
                zh: "没有企业内部编号 \(number)、运单 \(waybill) 的退货申请",
                en: "There is no return \(number) on waybill \(waybill)"),
            fix: Localized(
                zh: "填写退货申请单（CEB213）的 coElNo 或原清单编号；申请受理后再报送",
                en: "Use coElNo of the application (CEB213), or the number of the list; send it"
                    + " once the application is taken"))
    }

    static func several(_ number: String, _ waiting: [String]) -> Finding {
        Finding(
            "", "215 coElNo",
            Localized(
                zh: "企业内部编号 \(number) 不是待理货的退货申请，该清单有多份在等："
                    + waiting.joined(separator: "、"),
                en: "\(number) is no return that waits, and several of the list do: "
                    + waiting.joined(separator: ", ")),
            fix: Localized(
                zh: "coElNo 填写其中一份退货申请的编号", en: "Use the number of one of them as coElNo"))
    }

    static func notAwaited(_ preNo: String, _ status: Status) -> Finding {
        Finding(
            "", "215 coElNo",
            Localized(
                zh: "退货申请 \(preNo) 状态为“\(status.name.zh)”，不待理货",
                en: "Return \(preNo) is at “\(status.name.en)” and waits for no tally"),
            fix: Localized(
                zh: "同一退货只理货一次，无需再报",
                en: "It is tallied once; there is nothing to send"))
    }

    static func differs(_ element: String, _ title: Localized, theirs: String) -> Finding {
        Finding(
            "", "215 \(element)",
            Localized(
                zh: "\(title.zh)与退货申请“\(theirs)”不一致",
                en: "\(title.en) differs from the application's “\(theirs)”"),
            fix: Localized(
                zh: "按实际到货核对；申请有误的，由申报企业更正后再理货",
                en: "Check what really came; if the application is wrong, its declarant mends it"))
    }

    static func fits(_ preNo: String) -> Step {
        Step(.concluded, info: coded("2300", ReceiptPhrase.tallyFits.told(preNo)))
    }
}

import Kernel
import Reference
import Web

/// What the page of a receipt's code says beyond the official tables: a text without the tables'
/// marks, what a status means that is no fault, where a code was read, and a line as it comes.
enum ReceiptCodeWords {
    /// Statuses that say something went wrong: sending failed, rejected.
    private static let faults: Set<String> = ["4", "100"]

    static func isFault(status: String) -> Bool { faults.contains(status) }

    /// The official tables mark with `[*]` or `*` what a receipt fills in; a reader sees a gap.
    static func readable(_ text: String) -> String {
        var text = text
        for mark in ["[[*]]", "[*]", "*"] { text = text.replacing(mark, with: "‹…›") }
        for twice in ["‹…› ‹…›", "‹…›‹…›"] { text = text.replacing(twice, with: "‹…›") }
        return text
    }

    static func readable(_ words: Localized) -> Localized {
        Localized(zh: readable(words.zh), en: readable(words.en))
    }

    /// Where a code was read, as `Reference/Data/SOURCES.md` explains the short forms.
    static func basis(_ source: String) -> Localized {
        let document = Localized(
            zh: "海关总署《跨境电子商务统一版系统企业对接报文规范》",
            en: "GACC, message specification of the unified cross-border e-commerce system")
        switch source {
        case "GACC 2018 and 202205":
            return Localized(
                zh: "\(document.zh)2018 年版和 2022 年 5 月版",
                en: "\(document.en), editions of 2018 and May 2022")
        case "GACC 2018":
            return Localized(
                zh: "\(document.zh)2018 年版", en: "\(document.en), edition of 2018")
        case "GACC 202205":
            return Localized(
                zh: "\(document.zh)2022 年 5 月版", en: "\(document.en), edition of May 2022")
        case "observed receipts":
            return Localized(
                zh: "见于公开的真实回执，规范中未列出",
                en: "seen in receipts that were published, not in the specification")
        default: return Localized(same: source)
        }
    }

    /// The two elements of a receipt that carry a code.
    static func example(status: String, code: String, name: Localized) -> String {
        """
        <returnStatus>\(status)</returnStatus>
        <returnInfo>\(coded(code, readable(name.zh)))</returnInfo>
        """
    }

    /// The status a code comes with: `with return status 300`.
    static func status(in note: String) -> String? {
        guard let last = note.split(separator: " ").last, Int(last) != nil else { return nil }
        return String(last)
    }

    /// What a status means and what comes after it; nil for one no table knows.
    static func next(_ status: String) -> Localized? {
        switch status {
        case "1":
            Localized(
                zh: "单证已暂存，还没有申报。核对无误后以业务状态 2（appStatus）报送。",
                en: "Kept as a draft, not declared yet. Send it with appStatus 2 once it is right.")
        case "2":
            Localized(
                zh: "单证已收下，正在申报。无需操作，请领取后续回执。",
                en: "Taken and being declared. Nothing to do: pull the receipts that follow.")
        case "3":
            Localized(
                zh: "报文已送达海关。无需操作，请等待海关回执。",
                en: "The message has reached customs. Nothing to do: wait for its receipt.")
        case "4":
            Localized(
                zh: "报文没有送达海关。请稍后原样重新报送；仍不成功的，请联系平台运行人员。",
                en: "It has not reached customs. Send the same again later; if that fails, ask the "
                    + "operator of the platform.")
        case "100":
            Localized(
                zh: "请按回执正文逐条列出的原因修改，改好后重新申报。",
                en: "Mend what the text of the receipt names, item by item, and declare again.")
        default: underway(status)
        }
    }

    private static func underway(_ status: String) -> Localized? {
        switch status {
        case "120":
            Localized(
                zh: "单证已通过校验并入库。无需操作，接下来是审核。",
                en: "It passed the checks and is stored. Nothing to do: review comes next.")
        case "300":
            Localized(
                zh: "转由关员审核。请等待结果；要求补充资料的，请尽快补充。",
                en: "An officer reviews it. Wait for the result; give what is asked for soon.")
        case "399":
            Localized(
                zh: "海关审核完毕。无需操作，接下来是放行。",
                en: "Customs have concluded the review. Nothing to do: release comes next.")
        case "500":
            Localized(
                zh: "货物需要查验。请与监管场所安排查验，等待查验结果。",
                en: "The goods are to be inspected. Arrange it with the supervised site and wait "
                    + "for the result.")
        case "501", "502", "503", "599":
            Localized(
                zh: "货物被扣留，暂不能提离。请凭清单编号联系现场海关，按其文书办理。",
                en: "The goods are detained and stay. Ask the customs office on the spot, with the "
                    + "list's number, and follow its papers.")
        case "505":
            Localized(
                zh: "货物已移交其他部门处理。请联系现场海关了解接手单位。",
                en: "The goods went to another authority. Ask the customs office which one.")
        case "600":
            Localized(
                zh: "办理暂停，等待进一步处理。请联系现场海关了解原因。",
                en: "Suspended until more is decided. Ask the customs office on the spot why.")
        case "700":
            Localized(
                zh: "货物不予放行，须退运。请按现场海关的要求办理退运手续。",
                en: "The goods are not released and go back. Arrange it as customs ask.")
        case "800":
            Localized(
                zh: "货物已放行，可以提离、配送。之后按规定结关；需要退货的，另行申报退货申请单。",
                en: "The goods are released and may be delivered. Closing follows; goods that come "
                    + "back need an application of return.")
        case "899":
            Localized(
                zh: "手续已全部办结，无需操作。", en: "All formalities are done. Nothing to do.")
        default: nil
        }
    }
}

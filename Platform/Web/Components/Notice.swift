import Kernel

extension HTML {
    /// Something to know before going on, or that has just happened.
    ///
    /// - Parameter isNew: it has just happened, so it is read out at once.
    public static func notice(
        _ title: String, _ tone: Tone = .info, isNew: Bool = false, content: HTML = ""
    ) -> HTML {
        let role: String? = isNew ? (tone == .danger ? "alert" : "status") : nil
        let body: HTML? = content.isEmpty ? nil : #"<div>\#(content)</div>"#
        return """
            <div class="notice \(tone.css)"\(attribute: "role", role)>\
            <p class="notice-title">\(title)</p>\(body)</div>
            """
    }
}

extension ComponentGallery {
    static let notice = Example("notice", Localized(zh: "提示", en: "Notice")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .notice(
            word("已接收 3 份报文，回执已出。", "3 messages received, receipts issued."), .success)
            + .notice(
                word("年度额度还剩 ¥1,240.00", "¥1,240.00 of the yearly quota is left"), .info,
                content: """
                    <p>\(word(
                        "超过部分须按一般贸易申报。",
                        "What goes beyond must be declared as general trade."))</p>
                    """)
            + .notice(word("距自动退单还有 2 小时", "Refused automatically in 2 hours"), .warn)
            + .notice(word("支付单校验未通过", "The payment message did not pass"), .danger)
    }
}

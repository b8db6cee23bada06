import Kernel

extension HTML {
    /// Something folded away under its name, for who wants to look closer.
    ///
    /// - Parameter note: what is inside, at the right of the name.
    public static func fold(
        _ title: String, id: String? = nil, note: String = "", isOpen: Bool = false, content: HTML
    ) -> HTML {
        """
        <details class="why fold"\(attribute: "id", id)\(flag: "open", isOpen)>
        <summary><span class="why-title">\(title)</span>
        <span class="why-outcome">\(note)</span></summary>
        <div class="why-body">\(content)</div>
        </details>
        """
    }
}

extension ComponentGallery {
    static let fold = Example("fold", Localized(zh: "折叠内容", en: "Fold")) { language in
        .fold(
            Localized(zh: "运单 TEST-WB-0001", en: "Waybill TEST-WB-0001")[language],
            note: Localized(zh: "14:05:08 到达", en: "arrived 14:05:08")[language],
            content: .summaryList([
                SummaryItem(Localized(zh: "毛重", en: "Gross mass")[language], "0.85 kg"),
                SummaryItem(Localized(zh: "件数", en: "Packages")[language], "1"),
            ]))
    }
}

import Kernel

/// A name and its value.
public struct SummaryItem: Sendable {
    let name: String
    let value: HTML
    let action: HTML?

    /// - Parameter action: a link beside the value, for example *change*.
    public init(_ name: String, html value: HTML, action: HTML? = nil) {
        self.name = name
        self.value = value
        self.action = action
    }

    /// A value of plain text; a dash when it is empty.
    public init(_ name: String, _ value: String, action: HTML? = nil) {
        self.init(name, html: value.isEmpty ? "–" : "\(value)", action: action)
    }
}

extension HTML {
    /// What there is to know about a thing, a line each.
    ///
    /// - Parameter isCompact: names above values, several side by side, for many short values.
    public static func summaryList(_ items: [SummaryItem], isCompact: Bool = false) -> HTML {
        let lines = items.map { item -> HTML in
            let action: HTML? = item.action.map { #" <span class="summary-action">\#($0)</span>"# }
            return """
                <div><dt>\(item.name)</dt><dd>\(item.value)\(action)</dd></div>

                """
        }
        let css: HTML = isCompact ? "summary summary-compact" : "summary"
        return """
            <dl class="\(css)">
            \(lines)</dl>
            """
    }
}

extension ComponentGallery {
    static let summaryList = Example(
        "summary-list", Localized(zh: "要点", en: "Summary list")
    ) { language in
        let items = [
            SummaryItem(
                Localized(zh: "收发货人", en: "Trader")[language],
                Localized(zh: "测试贸易甲有限公司", en: "Test Trading A Ltd")[language]),
            SummaryItem(
                Localized(zh: "申报关区", en: "Customs district")[language],
                Localized(zh: "2244 上海跨境电商", en: "2244 Shanghai e-commerce")[language]),
            SummaryItem(
                Localized(zh: "清单编号", en: "List number")[language],
                html: .copyValue("29202026I000000017", language: language)),
            SummaryItem(
                Localized(zh: "状态", en: "Status")[language],
                html: .tag(Localized(zh: "已放行", en: "Released")[language], .success)),
            SummaryItem(Localized(zh: "货值", en: "Value")[language], "¥455.00"),
            SummaryItem(Localized(zh: "航次", en: "Voyage")[language], ""),
        ]
        return .summaryList(items) + .summaryList(items, isCompact: true)
    }
}

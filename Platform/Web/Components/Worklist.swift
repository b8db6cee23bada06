public import Kernel

/// One thing that waits for somebody.
public struct WorkItem: Sendable {
    let title: String
    let path: String
    let tag: HTML?
    let note: String
    let due: String

    /// - Parameters:
    ///   - tag: where it stands (`HTML.tag`).
    ///   - note: what has to be done.
    ///   - due: since when it waits, or until when it may.
    public init(_ title: String, path: String, tag: HTML? = nil, note: String, due: String) {
        self.title = title
        self.path = path
        self.tag = tag
        self.note = note
        self.due = due
    }
}

extension HTML {
    /// What waits for somebody, most pressing first.
    ///
    /// - Parameter empty: shown where nothing waits (`emptyState`).
    public static func worklist(_ items: [WorkItem], label: String, empty: HTML) -> HTML {
        guard !items.isEmpty else { return empty }
        let rows = items.map { item -> HTML in
            """
            <li class="work-item"><div><p class="work-title">\
            <a href="\(url: item.path)">\(item.title)</a> \(item.tag)</p>\
            <p class="work-note">\(item.note)</p></div><p class="work-due">\(item.due)</p></li>

            """
        }
        return """
            <ul class="worklist" aria-label="\(label)">
            \(rows)</ul>
            """
    }
}

extension ComponentGallery {
    static let worklist = Example("worklist", Localized(zh: "待办清单", en: "Worklist")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .worklist(
            [
                WorkItem(
                    "29202026I000000016", path: "#worklist",
                    tag: .tag(word("退单", "Refused"), .danger),
                    note: word("支付单金额与订单不符", "The payment differs from the order"),
                    due: word("2 小时后自动撤销", "withdrawn in 2 hours")),
                WorkItem(
                    word("7 份草稿未报送", "7 drafts not sent"), path: "#worklist",
                    note: word("最早一份写于 3 天前", "the oldest begun 3 days ago"),
                    due: word("无期限", "no term")),
            ], label: word("等您处理", "Waiting for you"), empty: "")
    }
}

public import Kernel

extension HTML {
    /// Acts and choices that belong to what stands below, in one row that breaks on a phone.
    ///
    /// - Parameters:
    ///   - label: what the acts are about, for who cannot see that they stand together.
    ///   - leading: acts; `trailing` what is seldom wanted.
    public static func toolbar(
        label: String, leading: [HTML], trailing: [HTML] = []
    ) -> HTML {
        let end: HTML? = trailing.isEmpty
            ? nil : #"<div class="toolbar-end">\#(trailing.joined(by: " "))</div>"#
        return """
            <div class="toolbar" role="group" aria-label="\(label)">\
            <div class="toolbar-start">\(leading.joined(by: " "))</div>\(end)</div>
            """
    }
}

extension ComponentGallery {
    static let toolbar = Example("toolbar", Localized(zh: "工具栏", en: "Toolbar")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .toolbar(
            label: word("对所选清单", "With the chosen lists"),
            leading: [
                .button(word("放行", "Release"), name: "do", value: "release"),
                .button(word("转查验", "Inspect"), .secondary, name: "do", value: "inspect"),
            ], trailing: [.link(word("导出表格", "Export as a table"), to: "#toolbar")])
    }
}

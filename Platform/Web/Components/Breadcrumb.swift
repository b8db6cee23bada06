public import Kernel

/// A page above the present one.
public struct Crumb: Sendable, Hashable {
    public let title: String
    /// Path with the language: `/zh/declarations`.
    public let path: String

    /// A page and its address.
    public init(_ title: String, path: String) {
        self.title = title
        self.path = path
    }
}

extension HTML {
    /// The way from the top to the page above this one; nothing for an empty way.
    public static func breadcrumb(_ trail: [Crumb], language: Language) -> HTML {
        guard !trail.isEmpty else { return "" }
        let steps = trail.map { step -> HTML in
            #"<li><a href="\#(url: step.path)">\#(step.title)</a></li>"#
        }
        return """
            <nav class="trail" aria-label="\(Words.breadcrumb, language)"><ol>\(steps)</ol></nav>
            """
    }
}

extension ComponentGallery {
    static let breadcrumb = Example(
        "breadcrumb", Localized(zh: "所在位置", en: "Breadcrumb")
    ) { language in
        .breadcrumb(
            [
                Crumb(Localized(zh: "申报", en: "Declare")[language], path: "#breadcrumb"),
                Crumb(Localized(zh: "出口清单", en: "Export lists")[language], path: "#breadcrumb"),
            ], language: language)
    }
}

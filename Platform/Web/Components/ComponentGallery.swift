import Kernel

/// Every component with an example, at `/zh/components` and `/en/components`: the reference for
/// whoever makes a page, and what the snapshot test and the accessibility check look at.
public enum ComponentGallery {
    /// A component's example. It stands in the component's own file.
    struct Example: Sendable {
        /// Begins every id in the example; also the link to it.
        let id: String
        let title: Localized
        let make: @Sendable (Language) -> HTML

        init(_ id: String, _ title: Localized, make: @escaping @Sendable (Language) -> HTML) {
            self.id = id
            self.title = title
            self.make = make
        }
    }

    static let examples: [Example] = [
        heading, breadcrumb, taskLinks, notice, tag, stages, timeline, explanation, fold, table,
        emptyState, worklist, pickForm, pager, filterBar, toolbar, summaryList, copyValue,
        codeBlock, form, button, fileDrop, dialog, faultList, source, figureTiles, barChart,
        stackedChart, percentileChart, calendarChart, bulletChart, flowChart, mapChart, progress,
        gridInput,
    ]

    /// The page, and the place where its example form is sent: that leads back to the page.
    public static func routes(site: Site) -> [Route] {
        let summary = Localized(zh: "界面组件一览", en: "All components with examples")
        return [
            Route(.get, "/{language}/components", access: .anyone, summary: summary) { visit in
                site.page(
                    visit, title: title[visit.language],
                    content: .chartLook(site.assets) + content(visit.language))
            },
            Route(.post, "/{language}/components", access: .anyone, summary: summary) { visit in
                .see("/\(visit.language.rawValue)/components")
            },
        ]
    }

    static let title = Localized(zh: "界面组件", en: "Components")

    static func content(_ language: Language) -> HTML {
        let links = examples.map { example -> HTML in
            "<li>\(.link(example.title[language], to: "#\(example.id)"))</li>"
        }
        let parts = examples.map { example -> HTML in
            """
            <section class="sample" id="\(example.id)" aria-labelledby="\(example.id)-name">
            <h2 id="\(example.id)-name">\(example.title, language)</h2>
            \(example.make(language))
            </section>

            """
        }
        let lede = Localized(
            zh: "本站每个页面都由这些组件拼成。不用脚本也能使用；深色、打印和窄屏各有样式。",
            en: """
                Every page is put together from these. They work without script and have a dark, \
                a printed and a narrow form.
                """)
        return """
            \(.heading(title[language], lede: lede[language]))
            <ul class="jump">\(links)</ul>
            \(parts)
            """
    }
}

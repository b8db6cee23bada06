import Kernel
import Web

/// `/{language}/developers/changelog`: `CHANGELOG.md` as a page.
struct ChangelogPage: Sendable {
    let text: String
    let site: Site

    func answer(_ visit: Visit) -> Answer {
        let language = visit.language
        let title = DeveloperWords.changelog[language]
        let content: HTML =
            text.isEmpty
            ? .emptyState(
                Localized(zh: "此处没有随附更新记录", en: "There is no changelog here")[language],
                hint: Localized(
                    zh: "见源代码中的 CHANGELOG.md。", en: "See CHANGELOG.md of the source.")[language])
            : #"<article lang="en">\#(Markdown.html(text))</article>"#
        return site.page(
            visit, title: title,
            trail: [
                Crumb(
                    DeveloperWords.title[language], path: "/\(language.rawValue)/developers")
            ],
            content: """
                \(.heading(title, lede: DeveloperWords.changelogNote[language]))
                \(content)
                """)
    }
}

import Kernel
import Web

/// `/{language}/developers/changelog`: `CHANGELOG.md` as a page. Headings, lists and paragraphs
/// with code and links are all that file has.
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
            : #"<article lang="en">\#(ChangelogPage.html(text))</article>"#
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

    static func html(_ text: String) -> HTML {
        var blocks: [HTML] = []
        var words: [String] = []
        var items: [[String]] = []
        func close() {
            if !words.isEmpty {
                blocks.append("<p>\(inline(words.joined(separator: " ")))</p>\n")
                words = []
            }
            if !items.isEmpty {
                let lines = items.map { line -> HTML in
                    "<li>\(inline(line.joined(separator: " ")))</li>\n"
                }
                blocks.append("<ul>\(lines)</ul>\n")
                items = []
            }
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let depth = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
            let rest = String(line.utf8.dropFirst(depth).drop { $0 == 0x20 }) ?? ""
            if depth > 0 {
                close()
                // The page has the heading of the file.
                if depth > 1 { blocks.append(heading(rest, depth)) }
            } else if rest.utf8.starts(with: "- ".utf8) {
                if !words.isEmpty { close() }
                items.append([String(rest.utf8.dropFirst(2)) ?? ""])
            } else if rest.isEmpty {
                close()
            } else if !items.isEmpty {
                items[items.count - 1].append(rest)
            } else {
                words.append(rest)
            }
        }
        close()
        return "\(blocks)"
    }

    private static func heading(_ words: String, _ depth: Int) -> HTML {
        switch depth {
        case 2: "<h2>\(words)</h2>\n"
        case 3: "<h3>\(words)</h3>\n"
        default: "<h4>\(words)</h4>\n"
        }
    }

    /// Code between backquotes, words of links, and bold; a link's address is one of the source
    /// and left out.
    private static func inline(_ text: String) -> HTML {
        var parts: [HTML] = []
        for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false)
            .enumerated()
        {
            parts.append(index % 2 == 1 ? "<code>\(String(part))</code>" : plain(String(part)))
        }
        return "\(parts)"
    }

    private static func plain(_ text: String) -> HTML {
        let bold = text.replacing("**", with: "")
        var words = ""
        var rest = bold[...]
        while let open = rest.firstRange(of: "["), let close = rest.firstRange(of: "]("),
            open.lowerBound < close.lowerBound,
            let end = rest[close.upperBound...].firstRange(of: ")")
        {
            words += rest[..<open.lowerBound] + rest[open.upperBound..<close.lowerBound]
            rest = rest[end.upperBound...]
        }
        return "\(words + String(rest))"
    }
}

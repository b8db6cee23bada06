import Kernel
import Web

/// The part of Markdown that papers of this repository use, as markup: headings, paragraphs, lists
/// in lists, tables, blocks of code; in a line code, emphasis and links. Whatever else stands there
/// is shown as text.
enum Markdown {
    /// - Parameter first: depth of the headings that are left out, as the page has its own.
    static func html(_ text: String, leavingOut first: Int = 1) -> HTML {
        var reader = Reader(first: first)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            reader.take(String(line))
        }
        reader.close()
        return "\(reader.blocks)"
    }

    /// An item of a list with what it holds.
    private struct Item {
        let indent: Int
        var words: [String]
        var children: [Item] = []
    }

    private struct Reader {
        let first: Int
        var blocks: [HTML] = []
        private var words: [String] = []
        private var items: [Item] = []
        private var rows: [[String]] = []
        private var code: [String]?

        init(first: Int) { self.first = first }

        mutating func take(_ line: String) {
            let indent = line.utf8.prefix { $0 == 0x20 }.count
            let rest = String(line.utf8.dropFirst(indent)) ?? ""
            if rest.utf8.starts(with: "```".utf8) {
                if let lines = code {
                    blocks.append("<pre><code>\(lines.joined(separator: "\n"))</code></pre>\n")
                    code = nil
                } else {
                    close()
                    code = []
                }
                return
            }
            if code != nil {
                code?.append(line)
                return
            }
            let depth = rest.utf8.prefix { $0 == UInt8(ascii: "#") }.count
            if rest.isEmpty {
                close()
            } else if depth > 0, indent == 0 {
                close()
                let title = (String(rest.utf8.dropFirst(depth)) ?? "").trimmedBlanks
                if depth > first { blocks.append(heading(title, depth)) }
            } else if rest.utf8.first == UInt8(ascii: "|") {
                if rows.isEmpty { close() }
                rows.append(Markdown.cells(rest))
            } else if rest.utf8.starts(with: "- ".utf8) {
                if !words.isEmpty || !rows.isEmpty { close() }
                let item = Item(indent: indent, words: [String(rest.utf8.dropFirst(2)) ?? ""])
                Reader.add(item, to: &items)
            } else if !items.isEmpty {
                Reader.go(on: rest, in: &items)
            } else {
                if !rows.isEmpty { close() }
                words.append(rest)
            }
        }

        mutating func close() {
            if !words.isEmpty {
                blocks.append("<p>\(inline(words.joined(separator: " ")))</p>\n")
            }
            if !items.isEmpty { blocks.append(Reader.list(items)) }
            if !rows.isEmpty { blocks.append(Reader.table(rows)) }
            (words, items, rows) = ([], [], [])
        }

        private func heading(_ words: String, _ depth: Int) -> HTML {
            switch depth {
            case 1, 2: "<h2>\(inline(words))</h2>\n"
            case 3: "<h3>\(inline(words))</h3>\n"
            default: "<h4>\(inline(words))</h4>\n"
            }
        }

        /// Further in than the last item belongs to that.
        private static func add(_ item: Item, to items: inout [Item]) {
            if let last = items.indices.last, item.indent > items[last].indent {
                add(item, to: &items[last].children)
            } else {
                items.append(item)
            }
        }

        private static func go(on words: String, in items: inout [Item]) {
            guard let last = items.indices.last else { return }
            if items[last].children.isEmpty {
                items[last].words.append(words)
            } else {
                go(on: words, in: &items[last].children)
            }
        }

        private static func list(_ items: [Item]) -> HTML {
            let lines = items.map { item -> HTML in
                let below: HTML? = item.children.isEmpty ? nil : list(item.children)
                return "<li>\(inline(item.words.joined(separator: " ")))\(below)</li>\n"
            }
            return "<ul>\(lines)</ul>\n"
        }

        private static func table(_ rows: [[String]]) -> HTML {
            let isRuled = rows.count > 1
                && rows[1].allSatisfy { cell in
                    !cell.isEmpty && cell.utf8.allSatisfy { $0 == 0x2D || $0 == 0x3A }
                }
            let head: HTML? = isRuled
                ? "<thead><tr>\(rows[0].map { cell("th", $0) })</tr></thead>\n" : nil
            let body = rows.dropFirst(isRuled ? 2 : 0).map { row -> HTML in
                "<tr>\(row.map { cell("td", $0) })</tr>\n"
            }
            return """
                <div class="table table-scroll" role="region" aria-label="Table" tabindex="0">
                <table>\(head)<tbody>\(body)</tbody></table></div>

                """
        }

        private static func cell(_ name: String, _ words: String) -> HTML {
            name == "th"
                ? #"<th scope="col">\#(inline(words))</th>"# : "<td>\(inline(words))</td>"
        }
    }

    /// Cells of a row, without the bars at its ends; a bar within code is no end of a cell.
    private static func cells(_ line: String) -> [String] {
        var cells: [String] = []
        var cell = String.UnicodeScalarView()
        var isCode = false
        for scalar in line.unicodeScalars.dropFirst() {
            if scalar == "`" { isCode.toggle() }
            if scalar == "|", !isCode {
                cells.append(String(cell).trimmedBlanks)
                cell = String.UnicodeScalarView()
            } else {
                cell.append(scalar)
            }
        }
        let last = String(cell).trimmedBlanks
        return last.isEmpty ? cells : cells + [last]
    }

    // MARK: In a line

    private static func inline(_ text: String) -> HTML {
        var parts: [HTML] = []
        var plain = ""
        var rest = text[...]
        while !rest.isEmpty {
            // A backquote, a star or an opening bracket may begin something.
            let sign = rest.utf8.firstIndex { $0 == 0x60 || $0 == 0x2A || $0 == 0x5B }
            plain += rest[..<(sign ?? rest.endIndex)]
            rest = rest[(sign ?? rest.endIndex)...]
            if let found = piece(rest) {
                parts.append("\(plain)\(found.html)")
                plain = ""
                rest = found.rest
            } else {
                plain += rest.prefix(1)
                rest = rest.dropFirst()
            }
        }
        return "\(parts)\(plain)"
    }

    /// What begins here with a sign that has its pair; nil for a sign that is only a sign.
    private static func piece(_ text: Substring) -> (html: HTML, rest: Substring)? {
        if let (inner, rest) = between(text, "`", "`") { return ("<code>\(inner)</code>", rest) }
        if let (inner, rest) = between(text, "**", "**") {
            return ("<strong>\(inline(inner))</strong>", rest)
        }
        // A star between blanks is a star.
        if let (inner, rest) = between(text, "*", "*"), inner.utf8.first != 0x20,
            inner.utf8.last != 0x20
        {
            return ("<em>\(inline(inner))</em>", rest)
        }
        guard let (inner, rest) = between(text, "[", "]("), !inner.utf8.contains(0x5B),
            let end = rest.firstRange(of: ")")
        else { return nil }
        let address = String(rest[..<end.lowerBound])
        let words = inline(inner)
        // A file of the source has no address here: its words are shown.
        return (
            address.utf8.starts(with: "https://".utf8)
                ? #"<a href="\#(url: address)">\#(words)</a>"# : words,
            rest[end.upperBound...]
        )
    }

    private static func between(
        _ text: Substring, _ open: String, _ close: String
    ) -> (inner: String, rest: Substring)? {
        guard text.utf8.starts(with: open.utf8) else { return nil }
        let after = text.dropFirst(open.count)
        guard let end = after.firstRange(of: close), end.lowerBound > after.startIndex
        else { return nil }
        return (String(after[..<end.lowerBound]), after[end.upperBound...])
    }
}

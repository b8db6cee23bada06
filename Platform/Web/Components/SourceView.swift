public import Kernel

extension HTML {
    /// A message as it was sent, with line numbers; lines at fault are marked.
    ///
    /// - Parameters:
    ///   - id: lines get the ids `id-1`, `id-2`, … so that a fault can link to its line.
    ///   - marked: numbers of the lines at fault, from 1.
    ///   - limit: lines beyond are counted, not shown: a page must open on a phone.
    public static func source(
        _ text: String, id: String, marked: Set<Int> = [], limit: Int = 2_000,
        language: Language
    ) -> HTML {
        let lines = SourceLines(text)
        let count = min(lines.count, limit)
        let cut: HTML? =
            count < lines.count
            ? #"<p class="hint">\#(Words.cut(count, of: lines.count), language)</p>"#
            : nil
        return source(lines, from: 1, to: count, id: id, marked: marked, language) + (cut ?? "")
    }

    /// The line at fault between its neighbours. A line of a message sent without line breaks may
    /// be a megabyte long: only its beginning is shown.
    static func excerpt(
        _ lines: SourceLines, around line: Int, id: String, language: Language
    ) -> HTML? {
        guard line >= 1, line <= lines.count else { return nil }
        return source(
            lines, from: max(1, line - 1), to: min(lines.count, line + 1), id: id, marked: [line],
            language, width: 240)
    }

    private static func source(
        _ lines: SourceLines, from first: Int, to last: Int, id: String, marked: Set<Int>,
        _ language: Language, width: Int? = nil
    ) -> HTML {
        guard first <= last else { return "" }
        // The blanks that all lines of an excerpt begin with say nothing there.
        let indent = width == nil ? 0 : lines.indent(first...last)
        let rows = (first...last).map { number -> HTML in
            let isMarked = marked.contains(number)
            let mark: HTML = isMarked ? #" class="source-marked""# : ""
            let said: HTML? =
                isMarked ? #"<span class="unseen">\#(Words.faultHere, language) </span>"# : nil
            return """
                <li id="\(id)-\(number)"\(mark)>\(said)<code>\
                \(lines.text(number, from: indent, width: width))</code></li>

                """
        }
        // A list keeps the numbers out of what is copied.
        return """
            <div class="source" role="region" tabindex="0" \
            aria-label="\(Words.line, language) \(first)–\(last)">
            <ol start="\(first)" translate="no">
            \(rows)</ol></div>
            """
    }
}

/// A text cut into lines once, by bytes.
struct SourceLines {
    private let lines: [Substring.UTF8View]

    init(_ text: String) {
        var cut = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if cut.last?.isEmpty == true { cut.removeLast() }
        lines = cut.map { line in
            Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line).utf8
        }
    }

    var count: Int { lines.count }

    /// How many blanks all these lines begin with; lines of nothing else do not count.
    func indent(_ range: ClosedRange<Int>) -> Int {
        range.compactMap { number -> Int? in
            let line = lines[number - 1]
            let blanks = line.prefix { $0 == 0x20 }.count
            return blanks == line.count ? nil : blanks
        }.min() ?? 0
    }

    /// A line by its number from 1, without its first `indent` bytes, which are blanks, and cut
    /// after `width` unicode scalars.
    func text(_ number: Int, from indent: Int, width: Int?) -> String {
        let line = Substring(lines[number - 1].dropFirst(indent))
        guard let width else { return String(line) }
        let scalars = line.unicodeScalars
        let head = scalars.prefix(width)
        return head.endIndex == scalars.endIndex
            ? String(Substring(head)) : String(Substring(head)) + "…"
    }
}

extension ComponentGallery {
    static let message = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ceb:CEB311Message guid="01930E2B-5C1A-7F00-8000-0000000000A1" version="1.0">
          <ceb:Order>
            <ceb:OrderHead>
              <ceb:appType>1</ceb:appType>
              <ceb:appTime>20261120140509</ceb:appTime>
              <ceb:appStatus>2</ceb:appStatus>
              <ceb:orderType>I</ceb:orderType>
              <ceb:orderNo>TEST-ORDER-0001</ceb:orderNo>
              <ceb:goodsValue>４５５.00</ceb:goodsValue>
              <ceb:currency>142</ceb:currency>
            </ceb:OrderHead>
          </ceb:Order>
        </ceb:CEB311Message>

        """

    static let source = Example("source", Localized(zh: "原始报文", en: "Raw message")) { language in
        .source(message, id: "source-line", marked: [10], language: language)
    }
}

import Kernel
import Testing

@testable import Web

@Suite("Components") struct ComponentTests {
    @Test("a table without rows says what to do first")
    func emptyTable() {
        let table: HTML = .table(
            caption: "x", columns: [Column<Int>("n", text: { String($0) })], rows: [],
            empty: "<p>first</p>")
        #expect(table.text == "<p>first</p>")
    }

    @Test("a table's cells are escaped and carry their heading for a narrow window")
    func cells() {
        let table: HTML = .table(
            caption: "<c>",
            columns: [
                Column<String>("A\"", .code, isHeader: true, text: { $0 }),
                Column<String>("B", .number, html: { "<b>\($0)</b>" }),
            ], rows: ["<&>"], empty: "")
        let header = #"<th scope="row" class="code" data-label="A&quot;">&lt;&amp;&gt;</th>"#
        #expect(table.text.contains(header))
        let cell = #"<td class="number" data-label="B"><b>&lt;&amp;&gt;</b></td>"#
        #expect(table.text.contains(cell))
        #expect(table.text.contains("&lt;c&gt;</caption>"))
    }

    @Test("an error stands at the field in the words of the summary, and is tied to it")
    func fieldError() {
        let field = Field("code", label: "L", hint: "H", error: "E")
        let input: HTML = .textInput(field, value: "\"v", language: .en)
        #expect(input.text.contains(#"aria-describedby="code-hint code-error""#))
        #expect(input.text.contains(#"aria-invalid="true""#))
        #expect(input.text.contains(#"value="&quot;v""#))
        let summary: HTML = .errorSummary([FormError(field: "code", "E")], language: .en)
        #expect(summary.text.contains(##"<a href="#code">E</a>"##))
        let noted: HTML = .errorSummary(
            [FormError(field: nil, "E")], note: "N <b>", language: .en)
        #expect(noted.text.contains("<p>N &lt;b&gt;</p>"))
        #expect(noted.text.contains(Words.toMend(1).en), "a note is not counted")
        #expect(HTML.errorSummary([], language: .en).isEmpty)
    }

    @Test("a password is never sent back, is masked, and is known to password managers", arguments: [TextKind.password, .newPassword])
    func password(kind: TextKind) {
        let input: HTML = .textInput(
            Field("p", label: "P"), value: "geheim", kind, language: .zh)
        #expect(!input.text.contains("geheim"))
        #expect(input.text.contains("type=\"password\""), "it is not shown while it is typed")
        let helper = kind == .password ? "current-password" : "new-password"
        #expect(input.text.contains("autocomplete=\"\(helper)\""), "a password manager knows it")
    }

    @Test("a text that begins with a newline keeps it")
    func textArea() {
        let area: HTML = .textArea(
            Field("t", label: "T"), value: "\nfirst</textarea>", language: .en)
        #expect(area.text.contains(">\n\nfirst&lt;/textarea&gt;</textarea>"))
    }

    @Test("a form carries the token of the page")
    func formToken() {
        let form: HTML = .form(to: "/zh/x", token: "a\"b", .upload, content: "")
        #expect(form.text.contains(#"<input type="hidden" name="_csrf" value="a&quot;b">"#))
        #expect(form.text.contains(#"enctype="multipart/form-data""#))
    }

    @Test("chosen answers are chosen again")
    func choices() {
        let list = [Choice("a", "A"), Choice("b", "B")]
        let select: HTML = .selectInput(
            Field("s", label: "S"), choices: list, value: "b", none: nil, language: .en)
        #expect(select.text.contains(#"<option value="a">A</option>"#))
        #expect(select.text.contains(#"<option value="b" selected>B</option>"#))
        let boxes: HTML = .choices(
            Field("c", label: "C"), choices: list, values: ["a"], allowsSeveral: true,
            language: .en)
        #expect(boxes.text.contains(#"type="checkbox" id="c" name="c" value="a" checked"#))
        #expect(boxes.text.contains(#"type="checkbox" id="c-2" name="c" value="b">"#))
    }

    @Test("a pager shows only where there is somewhere to go")
    func pager() {
        #expect(HTML.pager(previous: nil, next: nil, range: "", language: .zh).isEmpty)
        let first: HTML = .pager(previous: nil, next: "?after=1", range: "1–50", language: .zh)
        #expect(first.text.contains(#"rel="next""#))
        #expect(!first.text.contains(#"rel="prev""#))
    }

    @Test("every step of an explanation is there, open as deep as asked", arguments: [
        (0, 0), (1, 1), (2, 3),
    ])
    func explanation(depth: Int, open: Int) {
        let text = HTML.explanation(
            ComponentGallery.explanationExample, language: .en, open: depth
        ).text
        #expect(text.split(separator: "<details class").count == 3)
        #expect(text.split(separator: " open>").count == open + 1)
        #expect(text.contains("tariff.retail-import-vat"))
    }

    @Test("lines of a message are counted by their line feeds", arguments: [
        ("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\r\nb\r\n", 2), ("\n\n", 2),
    ])
    func lines(text: String, count: Int) { #expect(SourceLines(text).count == count) }

    @Test("an excerpt drops the blanks all its lines begin with and cuts what is too long")
    func excerpt() throws {
        let text = "  <a>\n    <b>\n  " + String(repeating: "信", count: 300) + "\n"
        let part = try #require(
            HTML.excerpt(SourceLines(text), around: 2, id: "x", language: .en))
        #expect(part.text.contains("<code>&lt;a&gt;</code>"))
        #expect(part.text.contains("<code>  &lt;b&gt;</code>"))
        #expect(part.text.contains(String(repeating: "信", count: 240) + "…</code>"))
        #expect(HTML.excerpt(SourceLines(text), around: 4, id: "x", language: .en) == nil)
        #expect(HTML.excerpt(SourceLines(text), around: 0, id: "x", language: .en) == nil)
    }

    @Test("a message of too many lines is shown as far as the limit and says so")
    func limit() {
        let text = String(repeating: "x\n", count: 30)
        let view: HTML = .source(text, id: "s", limit: 10, language: .en)
        #expect(view.text.contains(#"id="s-10""#))
        #expect(!view.text.contains(#"id="s-11""#))
        #expect(view.text.contains("The first 10 of 30 lines are shown"))
        #expect(HTML.source("", id: "s", language: .en).isEmpty)
    }

    @Test("figures of any size are drawn without stopping", arguments: [
        [0, 0], [1, 1, 1], [Int.max, 0, Int.max], [-5, 5],
    ])
    func sparkline(trend: [Int]) {
        let figure = Figure(id: "f", label: "F", value: "1", trend: trend)
        let text = HTML.sparkline(figure, language: .en).text
        #expect(text.contains("<polyline points=\"0,"))
    }

    @Test("bars are as long as their share of the longest")
    func bars() {
        let chart: HTML = .barChart(
            "T", description: "D", id: "c", bars: [Bar("a", 3), Bar("b", 1), Bar("c", 0)],
            headings: ("n", "v"), language: .en)
        for width in ["100.0%", "33.3%", "0.0%"] {
            #expect(chart.text.contains("width=\"\(width)\" height=\"8\""))
        }
    }

    @Test("a fault with nothing known but its words is shown with its words")
    func bareFault() {
        let fault = Fault(
            code: "x.y", message: Localized(same: "<m>"), fix: Localized(same: "f"))
        let list: HTML = .faultList([fault], id: "f", source: "one line", language: .zh)
        #expect(list.text.contains("&lt;m&gt;"))
        #expect(!list.text.contains("<ol start"))
        #expect(HTML.faultList([], id: "f", language: .zh).isEmpty)
    }
}

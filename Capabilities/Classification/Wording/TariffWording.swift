import Kernel
import Tariff

extension Wording {
    /// The words of the tariff as of a day.
    init(_ codes: GoodsCodes, on day: Day) {
        var rows: [WordingRow] = []
        rows.reserveCapacity(20_000)
        var last = (chapter: "", heading: "", subheading: "")
        func add(_ code: String) {
            if let prefix = CodePrefix(code), let name = codes.name(of: code, on: day) {
                rows.append(WordingRow(prefix, name))
            }
        }
        for chapter in 1...99 {
            let digits = chapter < 10 ? "0\(chapter)" : String(chapter)
            for line in codes.lines(under: digits, on: day) {
                let text = line.code.text
                if last.chapter != digits {
                    last.chapter = digits
                    add(digits)
                }
                let heading = String(text.prefix(4))
                if last.heading != heading {
                    last.heading = heading
                    add(heading)
                }
                let subheading = String(text.prefix(6))
                if last.subheading != subheading {
                    last.subheading = subheading
                    add(subheading)
                }
                guard let code = CodePrefix(text) else { continue }
                let english = line.englishIsOwn
                    ? line.name.en
                    : codes.lineName(hs8: String(text.prefix(8)), on: day) ?? line.name.en
                rows.append(
                    WordingRow(code, Localized(zh: line.name.zh, en: english), scope: line.scope))
            }
        }
        self.init(rows)
    }
}

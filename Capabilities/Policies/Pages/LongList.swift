import Kernel
import Web

/// A part of a long list: a page stays small however many there are. Which one stands in the
/// address as `page`, from 1.
struct LongList<Item> {
    let items: [Item]
    private let number: Int
    private let length: Int
    private let total: Int

    init(_ all: [Item], by length: Int, _ query: Form) {
        let last = max(1, (all.count + length - 1) / length)
        number = min(last, max(1, query["page"].flatMap { Int($0) } ?? 1))
        items = Array(all.dropFirst((number - 1) * length).prefix(length))
        (self.length, total) = (length, all.count)
    }

    /// Leads to the other parts, keeping what else was asked.
    ///
    /// - Parameter path: address without the query.
    func pager(_ path: String, _ query: Form, _ language: Language) -> HTML {
        func address(_ number: Int) -> String {
            let kept = query.pairs.filter { $0.name != "page" && !$0.value.isEmpty }
            return path + "?" + Form(kept + [Form.Pair("page", String(number))]).encoded
        }
        let first = (number - 1) * length + 1
        let range = Localized(
            zh: "第 \(first)–\(first + items.count - 1) 项，共 \(total) 项",
            en: "\(first)–\(first + items.count - 1) of \(total)")
        return .pager(
            previous: number > 1 ? address(number - 1) : nil,
            next: number * length < total ? address(number + 1) : nil, range: range[language],
            language: language)
    }
}

extension String {
    /// At most so many characters; the whole stands elsewhere.
    func shortened(_ most: Int) -> String {
        guard unicodeScalars.count > most else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.prefix(most))) + "…"
    }
}

import Kernel
import Wire

/// The columns of a table somebody sends: by their names or what Chinese spreadsheets call them, in
/// any order. A column nobody reads is refused: a slip in `origin` would cost the general rate.
struct FileColumns: Sendable {
    struct Column: Sendable {
        let name: String
        let zh: String
        var isRequired = false
    }

    let known: [Column]

    /// Where each column stands.
    struct Places: Sendable {
        fileprivate var places: [String: Int] = [:]
        fileprivate var nameless: [Int] = []

        /// What a row says under a name; nil where nothing is written.
        func cell(_ name: String, _ row: GoodsTable.Row) -> String? {
            guard let place = places[name] else { return nil }
            let text = row[place].halfWidth
            return text.isEmpty ? nil : text
        }

        /// Refuses what is written below a heading that was left empty.
        func refuseNameless(_ row: GoodsTable.Row) throws(LookupRefusal) {
            for place in nameless where !row[place].halfWidth.isEmpty {
                throw .fileLine(
                    row.line, column: "",
                    Localized(
                        zh: "第 \(place + 1) 列有内容而没有列名。",
                        en: "column \(place + 1) has something written and no heading."),
                    mend: Localized(
                        zh: "写上列名，或删去这一列。", en: "Name the column, or take it away."))
            }
        }
    }

    /// Reads the headings; refuses all that are unknown, then all that are missing.
    func places(_ header: [String]) throws(LookupRefusal) -> Places {
        var found = Places()
        var unknown: [String] = []
        for (place, written) in header.enumerated() {
            let plain = written.halfWidth
            let lowered = String(decoding: plain.utf8.map(\.lowered), as: UTF8.self)
            if plain.isEmpty {
                found.nameless.append(place)
            } else if let column = known.first(where: { $0.name == lowered || $0.zh == plain }) {
                guard found.places.updateValue(place, forKey: column.name) == nil else {
                    throw .fileLine(
                        1, column: column.name,
                        Localized(zh: "这一列有两个。", en: "this column stands there twice."),
                        mend: Localized(zh: "只留一列。", en: "Keep one of them."))
                }
            } else {
                unknown.append(String(plain.prefix(40)))
            }
        }
        guard unknown.isEmpty else { throw refusal(unknown) }
        let missing = known.filter { $0.isRequired && found.places[$0.name] == nil }
        guard missing.isEmpty else {
            throw .fileLine(
                1, column: missing.map(\.name).joined(separator: ","),
                Localized(
                    zh: "缺少列：" + missing.map { "\($0.zh)（\($0.name)）" }
                        .joined(separator: "、") + "。",
                    en: "columns are missing: " + missing.map(\.name).joined(separator: ", ")
                        + "."))
        }
        return found
    }

    /// What was written, what was likely meant, and the columns there are.
    private func refusal(_ unknown: [String]) -> LookupRefusal {
        let names = known.map(\.name)
        let all = names + known.map(\.zh)
        let meant = unknown.map { name in
            let likely = LikelyName.of(name, among: all)
            return Localized(
                zh: "“\(name)”" + (likely.map { "（应为“\($0)”？）" } ?? ""),
                en: "“\(name)”" + (likely.map { " (did you mean “\($0)”?)" } ?? ""))
        }
        return .fileLine(
            1, column: unknown.joined(separator: ","),
            Localized(
                zh: "没有这样的列：" + meant.map(\.zh).joined(separator: "、") + "。",
                en: "there is no such column as "
                    + meant.map(\.en).joined(separator: ", ") + "."),
            mend: Localized(
                zh: "核对列名或删去这一列；可用的列："
                    + known.map { "\($0.name) \($0.zh)" }.joined(separator: "、") + "。",
                en: "Check the name or take the column away; the columns are "
                    + names.joined(separator: ", ") + "."))
    }
}

import Wire

extension FileCursor {
    /// Notes that a name is none of those there are, with the one that may have been meant.
    ///
    /// - Parameter table: where the names stand; nil where they are told all.
    mutating func unknown(
        _ line: Int, _ word: String, zh: String, en: String,
        among names: some Collection<String>, in table: String? = nil
    ) {
        let near = LikelyName.of(word, among: names.sorted())
        let (sureZh, sureEn) = (
            near.map { "是否应为 \($0)？" } ?? "", near.map { " Is \($0) meant?" } ?? ""
        )
        guard let table else {
            let all = names.sorted()
            add(
                line, zh: "\(zh)。\(sureZh)可以写：\(all.joined(separator: "、"))。",
                en: "\(en).\(sureEn) There are: \(all.joined(separator: ", ")).")
            return
        }
        add(
            line, zh: "\(zh)不在 \(table) 中。\(sureZh)请改为表中已有的，或在该表添加一行。",
            en: "\(en) is not in \(table).\(sureEn) Write one that is there, or add a row.")
    }
}

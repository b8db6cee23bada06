/// What somebody who misspelt a name may have meant.
enum NearestName {
    /// The name that differs least, where it differs by few signs.
    static func of(_ word: String, among names: some Sequence<String>) -> String? {
        let most = max(1, min(3, word.utf8.count / 3))
        let near = names.map { (name: $0, distance: distance(word, $0)) }
            .filter { (1...most).contains($0.distance) }
        return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// Signs to be put in, taken out or changed.
    private static func distance(_ one: String, _ two: String) -> Int {
        let (one, two) = (Array(one.utf8.prefix(60)), Array(two.utf8.prefix(60)))
        var row = Array(0...two.count)
        for (i, sign) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in two.enumerated() {
                let changed = diagonal + (sign == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[two.count]
    }
}

extension FileCursor {
    /// Notes that a name is none of those there are, with the one that may have been meant.
    ///
    /// - Parameter table: where the names stand; nil where they are told all.
    mutating func unknown(
        _ line: Int, _ word: String, zh: String, en: String,
        among names: some Collection<String>, in table: String? = nil
    ) {
        let near = NearestName.of(word, among: names)
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

import Kernel

/// The words of one edition of the tariff, by code.
struct Wording: Sendable {
    private let names: [CodePrefix: Localized]
    /// Ten digits each, in order.
    let codes: [CodePrefix]
    let subheadings: [CodePrefix]
    private let rows: [WordingRow]

    init(_ rows: [WordingRow]) {
        self.rows = rows
        var names: [CodePrefix: Localized] = [:]
        names.reserveCapacity(rows.count)
        for row in rows { names[row.code] = row.name }
        self.names = names
        codes = rows.lazy.map(\.code).filter { $0.digits == 10 }.sorted()
        subheadings = Set(codes.map { $0.cut(to: 6) }).sorted()
    }

    /// Its own name, without those above it.
    func name(of code: CodePrefix) -> Localized? { names[code] }

    func has(_ code: CodePrefix) -> Bool {
        code.digits == 10 ? names[code] != nil : !codes(under: code).isEmpty
    }

    /// The ten-digit codes that begin with it.
    func codes(under prefix: CodePrefix) -> ArraySlice<CodePrefix> {
        Wording.part(of: codes, under: prefix)
    }

    /// What lies under it at a level: six or ten digits.
    func codes(under prefix: CodePrefix, digits: Int) -> ArraySlice<CodePrefix> {
        Wording.part(of: digits == 10 ? codes : subheadings, under: prefix)
    }

    private static func part(of sorted: [CodePrefix], under prefix: CodePrefix)
        -> ArraySlice<CodePrefix>
    {
        var from = 0
        var to = sorted.count
        while from < to {
            let middle = (from + to) / 2
            if sorted[middle].padded < prefix.padded { from = middle + 1 } else { to = middle }
        }
        var end = from
        while end < sorted.count, prefix.holds(sorted[end]) { end += 1 }
        return sorted[from..<end]
    }

    /// Chapter, heading, subheading and code with their names, as far as they have one.
    func path(of code: CodePrefix) -> [(code: CodePrefix, name: Localized)] {
        [2, 4, 6, 10].compactMap { digits in
            guard digits <= code.digits else { return nil }
            let part = code.cut(to: digits)
            return names[part].map { (part, $0) }
        }
    }

    /// Adds a text for every line: Chinese at ten digits, English at six. The names above it count
    /// too, but less.
    func fill(_ builder: inout SimilarTexts.Builder) {
        var above: [CodePrefix: (zh: Words, en: Words)] = [:]
        for row in rows where row.code.digits <= 4 {
            above[row.code] = (Words(row.name.zh), Words(row.name.en))
        }
        for row in rows where row.code.digits >= 6 {
            let chapter = above[row.code.cut(to: 2)]
            let heading = above[row.code.cut(to: 4)]
            let isChinese = row.code.digits == 10
            let own = isChinese ? row.name.zh : row.name.en
            guard !own.isEmpty else { continue }
            var fields: [(words: Words, weight: Float)] = [(Words(own), 1)]
            if isChinese, !row.scope.isEmpty { fields.append((Words(row.scope), 0.5)) }
            if let heading { fields.append((isChinese ? heading.zh : heading.en, 0.35)) }
            if let chapter { fields.append((isChinese ? chapter.zh : chapter.en, 0.1)) }
            builder.add(
                KnownText(text: own, code: row.code, origin: .wording, source: ""),
                fields: fields)
        }
    }
}

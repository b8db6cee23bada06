import Kernel

/// Finds goods codes by words, in Chinese or English, or by their first digits.
///
/// A word may stand in the name of the code itself, of its subheading or of its heading; every word
/// of a question has to stand somewhere. Names of the code itself count more.
struct CodeSearch: Sendable {
    /// Lower-case names, one after the other, and where each ends.
    private struct Names: Sendable {
        var bytes: [UInt8] = []
        var ends: [Int] = []

        mutating func append(_ text: String) {
            for byte in text.utf8 { bytes.append(lowered(byte)) }
            ends.append(bytes.count)
        }

        /// Places of the names that contain a word.
        func places(of word: [UInt8]) -> [Int] {
            guard let first = word.first else { return [] }
            var found: [Int] = []
            var place = 0
            var at = 0
            let last = bytes.count - word.count
            while at <= last {
                if bytes[at] == first, matches(word, at) {
                    while ends[place] <= at { place += 1 }
                    if at + word.count <= ends[place] {
                        found.append(place)
                        at = ends[place]
                        continue
                    }
                }
                at += 1
            }
            return found
        }

        private func matches(_ word: [UInt8], _ at: Int) -> Bool {
            for index in 1..<word.count where bytes[at + index] != word[index] { return false }
            return true
        }
    }

    private var own = Names()
    private var above = Names()
    private var codes: [GoodsCode] = []
    /// Heading or subheading of each name of `above`.
    private var prefixes: [String] = []
    private let words: [(word: [UInt8], codes: [String])]

    init(_ tariff: GoodsCodes) {
        words = tariff.nomenclature.words.map { (Array($0.word.utf8), $0.codes) }
        var heading = ""
        var subheading = ""
        for code in tariff.everyCode {
            guard let line = tariff.anyLine(code) else { continue }
            let text = code.text
            codes.append(code)
            let english = tariff.nomenclature.lineName(hs8: String(text.prefix(8))) ?? ""
            own.append(line.name.zh + "\n" + english + "\n" + line.scope)
            for digits in [4, 6] {
                let prefix = String(text.prefix(digits))
                if prefix == (digits == 4 ? heading : subheading) { continue }
                if digits == 4 { heading = prefix } else { subheading = prefix }
                guard let name = tariff.nomenclature.name(of: prefix) else { continue }
                above.append(name.zh + "\n" + name.en)
                prefixes.append(prefix)
            }
        }
    }

    /// Codes that fit, best first.
    func find(_ question: String, limit: Int) -> [GoodsCode] {
        let text = question.halfWidth
        if let digits = text.codeDigits { return under([digits], limit: limit) }
        let lowered = text.utf8.map(lowered)
        var found: [GoodsCode] = []
        if let known = words.first(where: { $0.word == lowered }) {
            found = under(known.codes, limit: limit)
        }
        let terms = lowered.split(whereSeparator: { $0 == 0x20 || $0 == 0x2C }).map { Array($0) }
        var more = matching(terms, limit: limit)
        if more.isEmpty, found.isEmpty {
            // Chinese is written without blanks: try the letters one by one.
            more = matching(terms.flatMap(letters), limit: limit)
        }
        for code in more where found.count < limit && !found.contains(code) { found.append(code) }
        return found
    }

    private func under(_ prefixes: [String], limit: Int) -> [GoodsCode] {
        var found: [GoodsCode] = []
        for prefix in prefixes {
            guard let low = GoodsCode.pack(prefix) else { continue }
            let scale = GoodsCode.scale(of: prefix.utf8.count)
            found += codes.lazy.filter { $0.packed >= low * scale && $0.packed < (low + 1) * scale }
                .prefix(limit - found.count)
        }
        return found
    }

    private func matching(_ terms: [[UInt8]], limit: Int) -> [GoodsCode] {
        guard !terms.isEmpty, terms.count <= 12 else { return [] }
        var scores = [Int](repeating: 0, count: codes.count)
        for (round, term) in terms.enumerated() where !term.isEmpty {
            var hits = [Int](repeating: 0, count: codes.count)
            for place in above.places(of: term) { mark(prefixes[place], &hits) }
            for place in own.places(of: term) { hits[place] += 4 }
            for place in scores.indices {
                let stays = hits[place] > 0 && (round == 0 || scores[place] > 0)
                scores[place] = stays ? scores[place] + hits[place] : 0
            }
        }
        let found = scores.indices.filter { scores[$0] > 0 }
            .sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
        return found.prefix(limit).map { codes[$0] }
    }

    /// Marks every code below a heading or subheading.
    private func mark(_ prefix: String, _ hits: inout [Int]) {
        guard let low = GoodsCode.pack(prefix) else { return }
        let scale = GoodsCode.scale(of: prefix.utf8.count)
        var place = codes.firstPlace { $0.packed >= low * scale }
        while place < codes.count, codes[place].packed < (low + 1) * scale {
            hits[place] += prefix.utf8.count == 6 ? 2 : 1
            place += 1
        }
    }

    /// The Chinese letters of a term, each a term of its own; the term itself where it is ASCII.
    private func letters(_ term: [UInt8]) -> [[UInt8]] {
        guard term.contains(where: { $0 >= 0x80 }) else { return [term] }
        return String(decoding: term, as: UTF8.self).unicodeScalars.map { Array(String($0).utf8) }
    }
}

private func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte
}

extension Array {
    /// Place of the first element that fits, in an array where those that fit come last.
    fileprivate func firstPlace(where fits: (Element) -> Bool) -> Int {
        var from = 0
        var to = count
        while from < to {
            let middle = (from + to) / 2
            if fits(self[middle]) { to = middle } else { from = middle + 1 }
        }
        return from
    }
}

extension String {
    /// The digits of a goods code written with or without dots; nil for anything else.
    var codeDigits: String? {
        let digits = utf8.filter { $0 != UInt8(ascii: ".") && $0 != 0x20 }
        guard (1...10).contains(digits.count), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }
}

import Kernel

/// Finds goods codes by words, in Chinese or English, or by their first digits.
///
/// A word may stand in the name of the code itself, of its subheading or of its heading, or be an
/// everyday word for them; every word of a question has to stand somewhere, in any order. Names of
/// the code itself count more. Where no code has all of them, those that have most are given, and
/// that it is so.
struct CodeSearch: Sendable {
    /// What was found.
    struct Found: Sendable, Hashable {
        /// Best first.
        var codes: [GoodsCode] = []
        /// Whether every word of the question stands with each of them.
        var isWhole = true
        /// Words that stand with no code at all.
        var unknown: [String] = []
        /// How much of the question the first code has in words that tell something, in hundredths
        /// of its letters: a single character or letter of a longer question tells nothing.
        var share = 0
        /// How many times all names of one kind were gone through: what the question cost.
        var passes = 0
    }

    private var own = SearchNames()
    private var above = SearchNames()
    private var chapters = SearchNames()
    private var chapterNumbers: [String] = []
    private var codes: [GoodsCode] = []
    /// Heading or subheading of each name of `above`.
    private var prefixes: [String] = []
    private let words: SearchWords

    /// - Parameter day: on which loaded editions count; nil: none of them.
    init(_ tariff: GoodsCodes, on day: Day? = nil) {
        let names = tariff.nomenclature
        words = day.map { SearchWords(tariff.searchWords(on: $0)) } ?? SearchWords(names)
        func named(_ code: String) -> Localized? {
            day.map { tariff.name(of: code, on: $0) } ?? names.name(of: code)
        }
        for chapter in names.sections.flatMap(\.chapters) {
            guard let name = named(chapter) else { continue }
            chapters.append(name.zh + "\n" + name.en)
            chapterNumbers.append(chapter)
        }
        var heading = ""
        var subheading = ""
        for code in tariff.everyCode {
            guard let line = tariff.line(named: code, on: day) else { continue }
            let text = code.text
            codes.append(code)
            let english: String? = line.englishIsOwn
                ? line.name.en
                : day.map { tariff.lineName(hs8: code.hs8, on: $0) }
                    ?? names.lineName(hs8: code.hs8)
            own.append(line.name.zh + "\n" + (english ?? "") + "\n" + line.scope)
            for digits in [4, 6] {
                let prefix = String(text.prefix(digits))
                if prefix == (digits == 4 ? heading : subheading) { continue }
                if digits == 4 { heading = prefix } else { subheading = prefix }
                guard let name = named(prefix) else { continue }
                above.append(name.zh + "\n" + name.en)
                prefixes.append(prefix)
            }
        }
    }

    /// Codes that fit, best first.
    func find(_ question: String, limit: Int) -> Found {
        let text = question.searched()
        if let digits = text.codeDigits {
            return Found(codes: under([digits], limit: limit), share: 100)
        }
        var passes = 0
        let terms = words.terms(of: text) { word in
            passes < CodeSearch.mostPasses / 2
                && (own.has(word, &passes) || above.has(word, &passes))
        }
        guard !terms.isEmpty else { return Found(isWhole: false, passes: passes) }
        return matching(terms, limit: limit, passes: passes)
    }

    /// Names are gone through so many times for one question at most, and what is not yet looked
    /// for then is left: nobody's question is that long, and everybody waits for it.
    static let mostPasses = 120

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

    private func matching(_ terms: [SearchWords.Term], limit: Int, passes: Int) -> Found {
        var passes = passes
        var scores = [Int](repeating: 0, count: codes.count)
        var met = [Int](repeating: 0, count: codes.count)
        var told = [Int](repeating: 0, count: codes.count)
        var unknown: [String] = []
        for term in terms {
            let hits = hits(of: term, &passes)
            let count = hits.count { $0 > 0 }
            if count == 0 { unknown.append(term.told) }
            let weight = term.tells(alone: terms.count == 1) ? term.told.utf8.count : 0
            for place in hits.indices where hits[place] > 0 {
                // A word that few codes have tells more than one that many have.
                scores[place] += hits[place] * (count < 200 ? 3 : count < 2_000 ? 2 : 1)
                met[place] += 1
                told[place] += weight
            }
        }
        addPhrase(terms, to: &scores, &passes)
        let most = met.max() ?? 0
        guard most > 0 else { return Found(isWhole: false, unknown: unknown, passes: passes) }
        let found = met.indices.filter { met[$0] == most }
            .sorted { scores[$0] == scores[$1] ? comesFirst($0, $1) : scores[$0] > scores[$1] }
        let asked = terms.reduce(0) { $0 + $1.told.utf8.count }
        let share = found.first.map { told[$0] * 100 / max(1, asked) } ?? 0
        return Found(
            codes: found.prefix(limit).map { codes[$0] }, isWhole: most == terms.count,
            unknown: unknown, share: share, passes: passes)
    }

    /// Of two codes as good, the lower one; of one tariff line the residual one (其他), which ends in
    /// a nine: beef is beef, and only when it is said the beef of a protected species.
    private func comesFirst(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (codes[one].packed, codes[other].packed)
        guard left / 100 == right / 100 else { return one < other }
        func isResidual(_ code: UInt64) -> Bool { code % 10 == 9 || code / 10 % 10 == 9 }
        let (first, second) = (isResidual(left), isResidual(right))
        return first != second ? first : one < other
    }

    /// A heading that has all the words as they were asked, one after the other, is about them:
    /// copper wire is 7408, and only then iron wire that is plated with copper.
    private func addPhrase(
        _ terms: [SearchWords.Term], to scores: inout [Int], _ passes: inout Int
    ) {
        guard terms.count > 1 else { return }
        var bonus = [Int](repeating: 0, count: codes.count)
        let phrase = Array(terms.map(\.told).joined(separator: " ").utf8)
        for hit in above.hits(of: phrase, &passes) where hit.isWhole {
            mark(prefixes[hit.place], hit.standing == .within ? 6 : 20, &bonus)
        }
        for place in bonus.indices { scores[place] += bonus[place] }
    }

    /// How much each code has of a term: the most of its spellings, and more where it is an
    /// everyday word for the code.
    private func hits(of term: SearchWords.Term, _ passes: inout Int) -> [Int] {
        var most = [Int](repeating: 0, count: codes.count)
        for spelling in term.spellings where passes < CodeSearch.mostPasses {
            for hit in above.hits(of: spelling, &passes) {
                mark(prefixes[hit.place], weight(of: hit), &most)
            }
            for hit in own.hits(of: spelling, &passes) {
                most[hit.place] = max(most[hit.place], weight(ofOwn: hit))
            }
        }
        for (index, prefix) in term.codes.enumerated() {
            mark(prefix, max(9, 12 - index), &most)
        }
        for spelling in term.spellings { addChapters(spelling, to: &most, &passes) }
        return most
    }

    /// Of codes that have a word, those of a chapter that is about it come first: paper is chapter
    /// 48, and only then the rice paper of 1905.
    private func addChapters(
        _ spelling: [UInt8], to most: inout [Int], _ passes: inout Int
    ) {
        for hit in chapters.hits(of: spelling, &passes)
        where hit.isWhole && hit.standing != .within {
            let chapter = chapterNumbers[hit.place]
            guard let low = GoodsCode.pack(chapter) else { continue }
            let scale = GoodsCode.scale(of: chapter.utf8.count)
            var place = codes.firstPlace { $0.packed >= low * scale }
            while place < codes.count, codes[place].packed < (low + 1) * scale {
                if most[place] > 0 { most[place] += hit.standing.rawValue }
                place += 1
            }
        }
    }

    /// What a heading or subheading is worth. One whose wording is about the word is worth more
    /// than a code elsewhere that has it in its name: wheat is 1001, and only then the groats
    /// "of wheat" of 1103; cement is 2523, and only then the tiles of cement of 6810.
    private func weight(of hit: SearchNames.Hit) -> Int {
        guard hit.isWhole else { return 1 }
        let isHeading = prefixes[hit.place].utf8.count == 4
        return switch hit.standing {
        case .within: isHeading ? 2 : 3
        case .first: isHeading ? 6 : 4
        case .last: isHeading ? 9 : 7
        case .alone: isHeading ? 10 : 9
        }
    }

    /// What the name of a code itself is worth.
    private func weight(ofOwn hit: SearchNames.Hit) -> Int {
        guard hit.isWhole else { return 2 }
        return switch hit.standing {
        case .within: 3
        case .first: 5
        case .last: 7
        case .alone: 8
        }
    }

    /// Marks every code below a heading or subheading.
    private func mark(_ prefix: String, _ weight: Int, _ most: inout [Int]) {
        guard let low = GoodsCode.pack(prefix) else { return }
        let scale = GoodsCode.scale(of: prefix.utf8.count)
        var place = codes.firstPlace { $0.packed >= low * scale }
        while place < codes.count, codes[place].packed < (low + 1) * scale {
            most[place] = max(most[place], weight)
            place += 1
        }
    }
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

public import Kernel

/// A chapter, heading, subheading or tariff line, and what lies below it on a day.
public struct TariffBranch: Sendable {
    /// One step further down.
    public struct Child: Sendable {
        public let code: String
        public let name: Localized
    }

    public let code: String
    public let name: Localized
    /// From the section down to the code above this one.
    public let above: [Child]
    /// The next level that has names; empty below a subheading.
    public let children: [Child]
    /// Ten-digit codes in force, below a heading or less; empty above.
    public let lines: [TariffLine]
}

extension TariffBook {
    /// What a chapter, heading, subheading or tariff line holds on a day: two to eight digits.
    public func branch(_ digits: String, on day: Day) throws(LookupRefusal) -> TariffBranch {
        try inEdition(day)
        guard [2, 4, 6, 8].contains(digits.utf8.count), codes.contains(prefix: digits) else {
            if digits.utf8.count % 2 == 1, codes.contains(prefix: digits) {
                throw .codeTooShort(digits, count: codes.lines(under: digits, on: day).count)
            }
            throw unknown(digits, on: day)
        }
        let lines = digits.utf8.count >= 6 ? codes.lines(under: digits, on: day) : []
        var children: [TariffBranch.Child] = []
        if digits.utf8.count < 6 {
            children = codes.children(of: digits, digits: digits.utf8.count + 2, on: day)
                .map { TariffBranch.Child(code: $0, name: name(of: $0, on: day)) }
        }
        return TariffBranch(
            code: digits, name: name(of: digits, on: day), above: above(digits, on: day),
            children: children, lines: lines)
    }

    /// Chapter, heading and subheading a code lies in, not itself.
    public func above(_ digits: String, on day: Day) -> [TariffBranch.Child] {
        [2, 4, 6].filter { $0 < digits.utf8.count }.map { count in
            let code = String(digits.prefix(count))
            return TariffBranch.Child(code: code, name: name(of: code, on: day))
        }
    }

    /// Name of a chapter, heading, subheading or tariff line on a day.
    public func name(of digits: String, on day: Day) -> Localized {
        let six = codes.name(of: String(digits.prefix(6)), on: day)
        guard digits.utf8.count == 8 else { return six ?? Localized(same: digits) }
        guard let own = codes.lineWords(hs8: digits, on: day) else {
            return six ?? Localized(same: digits)
        }
        let above = six.map { "\($0.en): " } ?? ""
        return Localized(zh: own.zh.isEmpty ? six?.zh ?? digits : own.zh, en: above + own.en)
    }

    /// Name of a ten-digit code on a day; in English that of its subheading, what tells its tariff
    /// line from the others there, and what tells the code from those of the same line, unless the
    /// code has an English name of its own.
    public func name(of line: TariffLine, on day: Day) -> Localized {
        let beside = codes.beside(line.code, on: day)
        var (zh, en) = (line.name.zh, line.name.en)
        if !line.englishIsOwn, let own = codes.lineName(hs8: line.code.hs8, on: day) {
            en += ": \(own)"
        }
        guard !beside.isEmpty else { return Localized(zh: zh, en: en) }
        // Below eight digits only Chinese says what tells the codes apart: better that than two
        // codes of one name.
        let alike = beside.contains { $0.name.zh.utf8.elementsEqual(line.name.zh.utf8) }
        if alike, !line.scope.isEmpty { zh += "（\(line.scope)）" }
        guard !line.englishIsOwn else { return Localized(zh: zh, en: en) }
        switch line.quota {
        case .inQuota: en += ", inside the tariff quota"
        case .outOfQuota: en += ", outside the tariff quota"
        case nil: break
        }
        if TariffBook.isProtected(line.name.zh) { en += ", of endangered species" }
        return Localized(zh: zh, en: "\(en) – \(zh)")
    }

    /// How many digits the English name of a code is of: ten where an edition brought one, else
    /// fewer, for no English text of ten digits is held.
    func englishDigits(_ line: TariffLine, on day: Day) -> Int {
        if line.englishIsOwn { return 10 }
        if codes.lineName(hs8: line.code.hs8, on: day) != nil { return 8 }
        return codes.name(of: String(line.code.text.prefix(6)), on: day) == nil ? 0 : 6
    }

    /// The same in words; nil where the name is that of the code itself.
    func englishTold(_ line: TariffLine, on day: Day) -> Localized? {
        let digits = englishDigits(line, on: day)
        guard digits < 10 else { return nil }
        let place = String(line.code.text.prefix(digits))
        guard digits > 0 else {
            return Localized(
                zh: "本系统没有这个编号的英文名称，以中文为准。",
                en: "No English name of this code is held: the Chinese text is the name.")
        }
        return Localized(
            zh: "英文名称是\(digits == 8 ? "税目" : "子目") \(place) 的，"
                + "本系统没有十位编号的英文文本，以中文为准。",
            en: "The English text is that of \(digits == 8 ? "tariff line" : "subheading") "
                + "\(place): no English text of ten digits is held. What tells the code from "
                + "others is said in Chinese, which is the text that counts.")
    }

    /// Whether a name is that of goods of endangered species, told from those that are not: what a
    /// name leaves out (除外) is looked at by nobody here.
    private static func isProtected(_ name: String) -> Bool {
        name.contains("濒危") && !name.contains("非濒危") && !name.contains("除外")
    }

    /// Names of what a code lies under on a day: heading and subheading.
    public func path(of line: TariffLine, on day: Day) -> [TariffBranch.Child] {
        above(line.code.text, on: day).filter { $0.code.utf8.count > 2 }
    }

    /// Codes that fit a question in words or digits, best first, as of a day.
    public func find(_ question: String, on day: Day, limit: Int) -> [TariffLine] {
        look(for: question, on: day, limit: limit).lines
    }

    /// The same, and whether every word of the question was found with them.
    func look(for question: String, on day: Day, limit: Int) -> FoundLines {
        let found = search.index(codes, on: day).find(question, limit: limit)
        let lines = found.codes.compactMap { codes.line($0, on: day) }
        return FoundLines(
            lines: lines, isWhole: found.isWhole, unknown: found.unknown, share: found.share)
    }
}

/// What a search has found.
struct FoundLines: Sendable {
    /// Best first.
    let lines: [TariffLine]
    /// Whether each has every word; else they are those that have most.
    let isWhole: Bool
    /// Words that stand nowhere in the tariff.
    let unknown: [String]
    /// How much of the question the first has in words that tell something, in hundredths.
    let share: Int

    /// Whether what was asked is about goods at all: what fits by less than a third of it is
    /// mostly something else that shares a word. The bound is ours.
    var isAbout: Bool { share >= 30 }

    /// Says that these are only the nearest; nil when they are what was asked for.
    var told: Localized? {
        guard !isWhole, !lines.isEmpty else { return nil }
        let zh = unknown.map { "“\($0)”" }.joined(separator: "、")
        let en = unknown.map { "“\($0)”" }.joined(separator: ", ")
        return unknown.isEmpty
            ? Localized(
                zh: "没有同时符合所有词的编号，以下是最接近的。",
                en: "No code has all these words; these are the nearest.")
            : Localized(
                zh: "税则中没有 \(zh)，以下按其余的词列出。",
                en: "The tariff has no word \(en); these fit the others.")
    }
}

/// Everything known of a ten-digit code on a day, ready to be shown.
struct LineView: Sendable {
    let book: TariffBook
    let line: TariffLine
    let day: Day

    struct Unit: Sendable {
        let code: String
        let name: Localized
    }

    /// What one agreement says of the code.
    struct Agreement: Sendable {
        /// Of the partner for whom it came first.
        let membership: AgreementRates.Membership
        /// Every partner for whom the same is held.
        let members: [AgreementRates.Membership]
        /// Nil when it is not stated.
        let rate: DutyRate?
        let note: Localized?
        let years: [(year: Int, rate: Fixed)]
        /// First day of the rate; nil where none is held.
        var from: Day?
        /// Where the rate is written; of what is not held, where the agreement is.
        let citation: Citation
        /// How the rate was found.
        var match: ScheduleMatch?

        /// Three letters each.
        var partners: [String] { members.map(\.partner) }

        /// The same in a few sentences.
        var told: Localized? { match.flatMap { ScheduleWords.told($0, members) } }
    }

    var units: [Unit] {
        [line.unit1, line.unit2].compactMap { $0 }
            .map { Unit(code: $0, name: book.unit($0, on: day)) }
    }

    var elements: [String] { book.codes.nomenclature.elements(of: line) }

    /// Composite rate of a retail import within the limits: (c + v) / (1 − c) × 70%; nil where the
    /// consumption tax has a part by quantity or a condition.
    var retailComposite: Fixed? {
        guard let vat = line.vat, let factors = book.retail.factors(on: day)?.value else {
            return nil
        }
        let pct: Fixed
        switch line.consumption {
        case .none: pct = .zero
        case .adValorem(let rate): pct = rate
        default: return nil
        }
        guard let whole = try? pct.adding(vat), let rest = try? Fixed(100).subtracting(pct) else {
            return nil
        }
        // Four decimals, as rates are kept.
        return try? whole.scaled(
            Int128(factors.taxShare.raw) * 100, over: Int128(rest.raw), places: 4)
    }

    /// The consumption tax in words.
    var consumption: Localized {
        switch line.consumption {
        case .none: return Localized(zh: "不征", en: "none")
        case .adValorem(let pct): return Localized(same: pct.text + "%")
        case .aboveThreshold(let pct, let limit):
            let unit = book.unit(limit.unit, on: day)
            let base = limit.includesDuty
                ? Localized(zh: "完税价格加关税", en: "customs value with duty")
                : Localized(zh: "完税价格", en: "customs value")
            return Localized(
                zh: "\(pct.text)%，每\(unit.zh)\(base.zh)达到 \(limit.price.grouped) 元时征收",
                en: "\(pct.text)%, from a \(base.en) of \(limit.price.grouped) yuan per \(unit.en)")
        case .specific(let amount, let unit):
            let name = book.unit(unit, on: day)
            guard let amount else { return RateWords.notStated }
            return Localized(
                zh: "\(amount.grouped) 元/\(name.zh)", en: "\(amount.grouped) yuan per \(name.en)")
        case .byPrice(let price, let above, let below, let unit):
            let name = book.unit(unit, on: day)
            return Localized(
                zh: "每\(name.zh)完税价格达到 \(price.grouped) 美元：\(above.grouped) 元/\(name.zh)；"
                    + "不足：\(below.grouped) 元/\(name.zh)",
                en: "from \(price.grouped) US dollars per \(name.en): \(above.grouped) yuan; "
                    + "below: \(below.grouped) yuan per \(name.en)")
        case .byComputedPrice(let price, let upper, let lower, let amount, let unit):
            let name = book.unit(unit, on: day)
            return Localized(
                zh: "\(amount.text) 元/\(name.zh)，另按每\(name.zh)的计税价格："
                    + "达到 \(price.text) 元 \(upper.text)%，不足 \(lower.text)%",
                en: "\(amount.text) yuan per \(name.en), and by its reckoned price: "
                    + "\(upper.text)% from \(price.text) yuan on, \(lower.text)% below")
        case .compound(let pct, let amount, let unit):
            guard let pct, let amount else {
                return Localized(
                    zh: "复合计征，取决于价格档次，未载明",
                    en: "compound, by class of price, not stated")
            }
            let name = book.unit(unit, on: day)
            return Localized(
                zh: "\(pct.text)% + \(amount.grouped) 元/\(name.zh)",
                en: "\(pct.text)% + \(amount.grouped) yuan per \(name.en)")
        }
    }

    /// Every agreement whose schedule is held, with what it says of the code; and those without.
    /// Partners for whom the same is held stand together.
    var agreements: [Agreement] {
        book.agreements.every(on: day).flatMap { one, partners in
            var groups: [(entry: AgreementRates.Entry, members: [AgreementRates.Membership])] = []
            for partner in partners {
                let member = book.agreements.open(to: partner, on: day).first {
                    $0.agreement == one.agreement && $0.schedule == one.schedule
                }
                guard let member else { continue }
                let entry = book.agreements.entry(member, line.code, on: day)
                if let place = groups.firstIndex(where: { $0.entry == entry }) {
                    groups[place].members.append(member)
                } else {
                    groups.append((entry, [member]))
                }
            }
            return groups.compactMap { agreement($0.entry, $0.members) }
        }
    }

    private func agreement(
        _ entry: AgreementRates.Entry, _ members: [AgreementRates.Membership]
    ) -> Agreement? {
        guard let first = members.min(by: { $0.from < $1.from }) else { return nil }
        guard case .rate(let rate, let citation, _) = entry else {
            let note =
                switch entry {
                case .excluded: RateWords.reason(.excluded)
                case .noLine: RateWords.reason(.noLine)
                default: RateWords.notStated
                }
            return Agreement(
                membership: first, members: members, rate: nil, note: note, years: [],
                citation: first.citation)
        }
        return Agreement(
            membership: first, members: members, rate: rate, note: nil,
            years: book.agreements.ladder(first, line.code),
            from: book.agreements.since(first, line.code, on: day).map { max($0, first.from) },
            citation: citation, match: book.match(first, line.code, on: day))
    }
}

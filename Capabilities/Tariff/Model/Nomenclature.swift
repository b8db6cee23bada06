public import Kernel
import Reference

/// The tariff above its ten-digit codes: sections, chapters, headings, subheadings, with their
/// names; what a declaration has to say; codes that are no more.
public struct Nomenclature: Sendable {
    /// A section (类), by its roman number.
    public struct Section: Sendable, Hashable {
        public let number: String
        public let name: Localized
        /// Two digits each.
        public let chapters: [String]
    }

    /// A code that stood in an earlier edition and stands in none of ours.
    public struct Former: Sendable, Hashable {
        public let code: String
        public let name: Localized
        /// Year of the last edition it was seen in.
        public let lastYear: Int
        /// Codes of today that carry on with it; empty where the data do not say.
        public let successors: [String]
        public let source: String
        /// Where the data do not say: codes of today that may carry on with it, derived by wording
        /// and digits, not official.
        public var derived: [String] = []
        /// Where nothing is known: the subheadings of its heading today, to look among.
        public var around: [String] = []
    }

    public private(set) var sections: [Section] = []
    /// By digits: 2, 4 and 6 of them, as `key` packs them.
    private var names: [UInt64: Localized] = [:]
    /// English of a tariff line (eight digits) beside its siblings, as the RCEP schedule has it.
    private var lineNames: [UInt64: String] = [:]
    private var elements: [Int32: String] = [:]
    private var former: [String: Former] = [:]
    /// Headings and subheadings of older editions and the subheadings that the amendments of the
    /// Harmonized System carried them over to: put together here, not official.
    private var amended: [String: [String]] = [:]
    /// By subheading of today: former codes, with the last year they were seen in, whose goods came
    /// to it, or which lay below it with other bounds.
    private var reshaped: [String: [(code: String, lastYear: Int)]] = [:]
    /// Everyday words and the codes they lead to.
    var words: [(word: String, codes: [String])] = []
    /// Everyday words and what the tariff says instead.
    private(set) var otherWords: [String: [String]] = [:]
    /// English names of six-digit subheadings.
    private(set) var english: [UInt64: String] = [:]

    init() {}

    /// Name of a chapter, heading or subheading: two, four or six digits.
    public func name(of code: String) -> Localized? {
        GoodsCode.pack(code).flatMap { names[Nomenclature.key($0, code.utf8.count)] }
    }

    /// What tells a tariff line from the others of its subheading; nil when not known.
    public func lineName(hs8: String) -> String? { GoodsCode.pack(hs8).flatMap { lineNames[$0] } }

    /// The section a code lies in.
    public func section(of code: String) -> Section? {
        let chapter = String(code.prefix(2))
        return sections.first { $0.chapters.contains(chapter) }
    }

    /// Every name of two, four and six digits, in order.
    var everyName: [(code: String, name: Localized)] {
        names.sorted { $0.key < $1.key }.map { key, name in
            (Nomenclature.text(key & ((1 << 40) - 1), Int(key >> 40)), name)
        }
    }

    /// Every name of eight digits, in order.
    var everyLineName: [(code: String, name: String)] {
        lineNames.sorted { $0.key < $1.key }.map { (Nomenclature.text($0, 8), $1) }
    }

    /// Every code of an older edition that is known.
    var everyFormer: [String] { former.keys.sorted() }

    /// Subheadings that carry on with the heading or subheading a former code was in.
    func amended(_ code: String) -> [String] {
        [6, 4].lazy.compactMap { amended[String(code.prefix($0))] }.first ?? []
    }

    /// Former codes of an edition from which a subheading took goods over, or which were lines of
    /// it and are no more; empty where the data know of none.
    func changed(_ six: String, since edition: Int) -> [String] {
        let found = (reshaped[six] ?? []).filter { $0.lastYear >= edition }.map(\.code)
        return Set(found).sorted()
    }

    /// Puts former codes to the subheadings of today they tell something of. Ten digits divide a
    /// line of a schedule without changing it.
    private mutating func shape() {
        for one in former.values where (6...8).contains(one.code.utf8.count) {
            for six in Set((one.successors + [one.code]).map { String($0.prefix(6)) }) {
                reshaped[six, default: []].append((one.code, one.lastYear))
            }
        }
        // Headings and subheadings of HS 2012 that the later amendments carried over.
        for (code, successors) in amended {
            for six in Set(successors.map { String($0.prefix(6)) }) where six.utf8.count == 6 {
                reshaped[six, default: []].append((code, Nomenclature.amendedFrom))
            }
        }
    }

    /// The edition whose headings and subheadings `former-successors.csv` tells of.
    private static let amendedFrom = 2012

    /// A code of an earlier edition: the longest of its prefixes that is known as such.
    public func former(_ code: String) -> Former? {
        for digits in [10, 8, 6, 4] where code.utf8.count >= digits {
            if let found = former[String(code.prefix(digits))] { return found }
        }
        return nil
    }

    /// A subheading of an earlier edition: by its own digits, those of its heading, or those of a
    /// line below it.
    func formerSubheading(_ six: String) -> Former? {
        former(six)
            ?? former.values.filter { $0.code.utf8.starts(with: six.utf8) }
                .min { ($0.code.utf8.count, $0.code) < ($1.code.utf8.count, $1.code) }
    }

    /// The edition of the Harmonized System a year's tariff was written in: a new one every five
    /// years.
    static func edition(of year: Int) -> Int { year - (year - 2002) % 5 }

    /// What a declaration must say of the goods, in Chinese, in order; empty when not known.
    public func elements(of line: TariffLine) -> [String] {
        (elements[line.elements] ?? "").split(separator: "|").map(String.init)
    }

    /// Codes of `digits` digits below a shorter one that have a name, in order.
    public func children(of code: String, digits: Int) -> [String] {
        guard let low = GoodsCode.pack(code) else { return [] }
        var step: UInt64 = 1
        for _ in code.utf8.count..<digits { step *= 10 }
        return (low * step..<(low + 1) * step).lazy
            .filter { names[Nomenclature.key($0, digits)] != nil }
            .map { Nomenclature.text($0, digits) }
    }

    /// A number with the noughts in front that it has lost.
    private static func text(_ number: UInt64, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    private static func key(_ packed: UInt64, _ digits: Int) -> UInt64 {
        UInt64(digits) << 40 | packed
    }
}

extension Nomenclature {
    static func load(_ share: Share) throws(DataFault) -> Nomenclature {
        var whole = Nomenclature()
        try whole.readSections(share)
        try whole.readNames("headings.csv", "code", share)
        try whole.readNames("subheading-names.csv", "hs6", share)
        try whole.readLineNames(share)
        try whole.readElements(share)
        try whole.readFormer(share)
        try whole.readAmended(share)
        whole.shape()
        try whole.readWords(share)
        return whole
    }

    /// Subheadings without a Chinese name of their own are called after their first code.
    mutating func complete(with lines: [TariffLine]) {
        for line in lines {
            let key = Nomenclature.key(line.code.prefix(6), 6)
            guard let name = names[key], name.zh.isEmpty else { continue }
            names[key] = Localized(zh: line.name.zh + "等", en: name.en)
        }
    }

    private mutating func readSections(_ share: Share) throws(DataFault) {
        var file = try DataFile("\(folder)/sections.csv", in: share)
        let number = try file.column("section")
        let zh = try file.column("name_zh")
        let en = try file.column("name_en")
        let chapters = try file.column("chapters")
        while let row = try file.next() {
            sections.append(
                Section(
                    number: try row.required(number, "section"),
                    name: Localized(
                        zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
                    chapters: row.text(chapters).split(separator: " ").map(String.init)))
        }
    }

    private mutating func readNames(_ name: String, _ column: String, _ share: Share)
        throws(DataFault)
    {
        var file = try DataFile("\(folder)/\(name)", in: share)
        let code = try file.column(column)
        let zh = try file.column("name_zh")
        let en = try file.column("name_en")
        names.reserveCapacity(8000)
        while let row = try file.next() {
            let digits = try row.required(code, column)
            guard [2, 4, 6].contains(digits.utf8.count), let packed = GoodsCode.pack(digits) else {
                throw row.fault(column)
            }
            let english = try row.required(en, "name_en")
            names[Nomenclature.key(packed, digits.utf8.count)] = Localized(
                zh: row.text(zh), en: english)
            if digits.utf8.count == 6 { self.english[packed] = english }
        }
    }

    private mutating func readLineNames(_ share: Share) throws(DataFault) {
        var file = try DataFile("\(folder)/line-names.csv", in: share)
        let code = try file.column("hs8")
        let en = try file.column("name_en")
        while let row = try file.next() {
            guard let packed = GoodsCode.pack(row.text(code)) else { throw row.fault("hs8") }
            lineNames[packed] = try row.required(en, "name_en")
        }
    }

    private mutating func readElements(_ share: Share) throws(DataFault) {
        var file = try DataFile("\(folder)/declaration-elements.csv", in: share)
        let id = try file.column("id")
        let text = try file.column("elements_zh")
        while let row = try file.next() {
            guard let number = Int32(row.text(id)) else { throw row.fault("id") }
            elements[number] = try row.required(text, "elements_zh")
        }
    }

    private mutating func readFormer(_ share: Share) throws(DataFault) {
        var file = try DataFile("\(folder)/former-codes.csv", in: share)
        let code = try file.column("code")
        let zh = try file.column("name_zh")
        let en = try file.column("name_en")
        let year = try file.column("last_year")
        let successors = try file.column("successors")
        let source = try file.column("source")
        while let row = try file.next() {
            let digits = try row.required(code, "code")
            guard GoodsCode.pack(digits) != nil, let last = Int(row.text(year)) else {
                throw row.fault("code")
            }
            let (chinese, english) = (row.text(zh), row.text(en))
            former[digits] = Former(
                code: digits,
                name: Localized(
                    zh: chinese.isEmpty ? english : chinese,
                    en: english.isEmpty ? chinese : english), lastYear: last,
                successors: row.text(successors).split(separator: " ").map(String.init),
                source: try row.required(source, "source"))
        }
    }

    private mutating func readAmended(_ share: Share) throws(DataFault) {
        var file = try DataFile("\(folder)/former-successors.csv", in: share)
        let former = try file.column("former")
        let successors = try file.column("successors")
        while let row = try file.next() {
            let list = row.text(successors).split(separator: " ").map(String.init)
            guard list.allSatisfy({ GoodsCode.pack($0) != nil }), !list.isEmpty else {
                throw row.fault("successors")
            }
            amended[try row.required(former, "former")] = list
        }
    }

    private mutating func readWords(_ share: Share) throws(DataFault) {
        var file = try DataFile("\(folder)/search-words.csv", in: share)
        let word = try file.column("word")
        let codes = try file.column("codes")
        let says = try file.column("says")
        while let row = try file.next() {
            let name = try row.required(word, "word")
            let list = row.text(codes).split(separator: " ").map(String.init)
            if !list.isEmpty { words.append((name, list)) }
            let others = row.text(says).split(separator: "|").map(String.init)
            if !others.isEmpty { otherWords[name, default: []] += others }
        }
        for entry in try EverydayWords.load(share) {
            let lowered = String(decoding: entry.words.utf8.map(\.lowered), as: UTF8.self)
            words.append((lowered, [entry.code]))
        }
    }
}

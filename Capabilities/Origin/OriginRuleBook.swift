public import Kernel
import Reference

/// What each agreement asks of a good.
///
///     let book = try OriginRuleBook.load(share)
///     book.find("8501101000", under: "CN-KOR", on: day).rule?.words[.zh]
public struct OriginRuleBook: Sendable {
    private let lists: [Held]
    private let words: TestWords
    /// What an operator loaded; goes before the lists that come with the product.
    public var loaded = LoadedRules()

    private struct Held: Sendable {
        let list: RuleList
        let tests: [String: OriginTest]
    }

    /// Reads the lists. Refuses a missing or damaged file, and a test that cannot be read, naming
    /// file and line.
    public static func load(_ share: Share) throws -> OriginRuleBook {
        var book = try share.once { try read(share) }
        book.loaded = LoadedRules()
        return book
    }

    private static func read(_ share: Share) throws -> OriginRuleBook {
        let words = try TestWords.load(share)
        var file = try DataFile("\(folder)/rule-lists.csv", in: share)
        let agreement = try file.column("agreement")
        let name = try file.column("file")
        let edition = try file.column("hs_edition")
        let coverage = try file.column("coverage")
        let confidence = try file.column("confidence")
        let english = try file.column("name_en")
        let (zh, en) = (try file.column("note_zh"), try file.column("note_en"))
        let dates = try DateColumns(file)
        var lists: [Held] = []
        while let row = try file.next() {
            guard let year = Int(row.text(edition)) else { throw row.fault("hs_edition") }
            guard let covers = RuleList.Coverage(rawValue: row.text(coverage)) else {
                throw row.fault("coverage")
            }
            guard let known = Agreement.Confidence(rawValue: row.text(confidence)) else {
                throw row.fault("confidence")
            }
            let list = RuleList(
                agreement: try row.required(agreement, "agreement"), from: try dates.from(row),
                to: try dates.to(row), edition: year, coverage: covers,
                citation: try dates.citation(row),
                englishName: try row.required(english, "name_en"), confidence: known,
                note: Localized(zh: row.text(zh), en: row.text(en)))
            lists.append(
                Held(
                    list: list,
                    tests: try readTests(try row.required(name, "file"), share, words)))
        }
        return OriginRuleBook(lists: lists, words: words)
    }

    /// The rule of an agreement for a code of two to ten digits on a day: of the entries the code
    /// begins with, the longest; of several lists that have it, the latest.
    public func find(_ code: String, under agreement: String, on day: Day) -> RuleFinding {
        let lists = lists(of: agreement, on: day, with: loaded.now(on: day))
        guard let base = lists.last else { return .noList }
        for digits in [10, 8, 6, 4, 2] where code.utf8.count >= digits {
            let entry = String(code.prefix(digits))
            for held in lists {
                guard let test = held.tests[entry] else { continue }
                return .rule(
                    OriginRule(
                        agreement: held.list.agreement, entry: entry, test: test,
                        words: words.text(test), list: held.list))
            }
        }
        return .notListed(base.list)
    }

    /// Entries of the lists of an agreement on a day with their tests, as they would be with these
    /// editions.
    public func entries(
        of agreement: String, on day: Day, with editions: [LoadedRules.Edition]
    ) -> [String: OriginTest] {
        lists(of: agreement, on: day, with: editions).reversed().reduce(into: [:]) {
            $0.merge($1.tests) { _, later in later }
        }
    }

    /// The editions of the Harmonized System that the lists of an agreement are written in.
    func editions(of agreement: String, on day: Day) -> Set<Int> {
        Set(lists(of: agreement, on: day, with: loaded.now(on: day)).map(\.list.edition))
    }

    /// Reads a test as tables write it; nil for what is none, or asks of a process nobody knows.
    public func test(_ text: String) -> OriginTest? {
        OriginTest(table: text).flatMap { test in
            test.processes.allSatisfy { words.processes[$0] != nil } ? test : nil
        }
    }

    /// The lists of an agreement on a day, the latest first.
    private func lists(
        of agreement: String, on day: Day, with editions: [LoadedRules.Edition]
    ) -> [Held] {
        let later = editions.holding(for: agreement, on: day)
        let held = later.map { Held(list: $0.list, tests: $0.tests) }
        guard later.last?.isWhole != true, let shipped = shipped(agreement, on: day) else {
            return held
        }
        return held + [shipped]
    }

    /// A process by its name, in words; nil when there is none of that name.
    public func process(_ name: String) -> Localized? { words.processes[name] }

    /// All processes that rules ask about, in order of their names.
    public var processNames: [(name: String, words: Localized)] {
        words.processes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A test in words.
    public func words(of test: OriginTest) -> Localized { words.text(test) }

    /// How many entries the list of an agreement has on a day.
    public func count(of agreement: String, on day: Day) -> Int {
        let lists = lists(of: agreement, on: day, with: loaded.now(on: day))
        guard lists.count > 1 else { return lists.first?.tests.count ?? 0 }
        return Set(lists.flatMap(\.tests.keys)).count
    }

    private func shipped(_ agreement: String, on day: Day) -> Held? {
        lists.filter {
            sameCode($0.list.agreement, agreement) && $0.list.from <= day
                && ($0.list.to.map { day <= $0 } ?? true)
        }.max { $0.list.from < $1.list.from }
    }

    private static func readTests(
        _ name: String, _ share: Share, _ words: TestWords
    ) throws(DataFault) -> [String: OriginTest] {
        var file = try DataFile("\(folder)/\(name)", in: share)
        let code = try file.column("code")
        let test = try file.column("test")
        var tests: [String: OriginTest] = [:]
        // Few tests stand on many lines.
        var known: [String: OriginTest] = [:]
        while let row = try file.next() {
            let digits = try row.required(code, "code")
            guard [2, 4, 6, 8].contains(digits.utf8.count),
                digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), tests[digits] == nil
            else { throw row.fault("code") }
            let text = try row.required(test, "test")
            if let seen = known[text] {
                tests[digits] = seen
                continue
            }
            guard let read = OriginTest(table: text),
                read.processes.allSatisfy({ words.processes[$0] != nil })
            else { throw row.fault("test") }
            known[text] = read
            tests[digits] = read
        }
        return tests
    }
}

public import Kernel
import Reference

/// Everything the room reads at start, and the question it answers with it.
public struct OriginTables: Sendable {
    public let agreements: AgreementTable
    public let rules: OriginRuleBook
    /// Operations that confer no origin, by name.
    public let minimalOperations: [(name: String, words: Localized)]
    let countries: OriginCountries
    let units: OriginUnits
    /// Three letters of every currency in use: a worksheet may be in one that the customs do not
    /// number.
    let currencies: Set<String>
    /// The nomenclature codes are looked up in; nil where codes are not looked up.
    var goods: GoodsCodesKnown?
    private let articles: [ArticleKey: [Dated<Citation>]]
    private let additional: [AdditionalLine]

    private struct AdditionalLine: Sendable {
        let agreement: String
        let rule: Dated<AdditionalRequirement>
    }

    private struct ArticleKey: Hashable {
        let agreement: String
        let topic: ArticleTopic
    }

    /// Reads the tables. Refuses one that is missing or damaged, naming file and line.
    ///
    /// - Parameters:
    ///   - goods: the nomenclature that codes are looked up in.
    ///   - rules: product rules that were read before, with what is loaded beside them.
    public static func load(
        _ share: Share, goods: GoodsCodesKnown? = nil, rules: OriginRuleBook? = nil
    ) throws -> OriginTables {
        let rules = try rules ?? OriginRuleBook.load(share)
        var agreements = try AgreementTable.load(share)
        agreements.loaded = rules.loaded
        return OriginTables(
            agreements: agreements, rules: rules,
            minimalOperations: try readOperations(share),
            countries: try OriginCountries(share, agreements), units: try OriginUnits(share),
            currencies: try readCurrencies(share), goods: goods,
            articles: try readArticles(share), additional: try readAdditional(share))
    }

    private static func readCurrencies(_ share: Share) throws(DataFault) -> Set<String> {
        var found: Set<String> = []
        var file = try DataFile("\(folder)/currencies.csv", in: share)
        let iso = try file.column("iso")
        while let row = try file.next() {
            found.insert(try row.required(iso, "iso"))
        }
        return found
    }

    /// Where an agreement deals with a topic; the agreement itself where the article is not on
    /// record.
    public func citation(_ topic: ArticleTopic, of agreement: Agreement, on day: Day) -> Citation {
        articles[ArticleKey(agreement: agreement.id, topic: topic)]?.inForce(on: day)?.value
            ?? agreement.citation
    }

    /// The requirement an agreement whose rates differ by party adds for a line of China's appendix
    /// (RCEP article 2.6); of what is shipped the table holds only its first lines. A code of fewer
    /// than eight digits has to meet what a line below it asks: which of them the goods are is not
    /// known.
    public func additionalRequirement(
        _ code: String, under agreement: Agreement, on day: Day
    ) -> AdditionalRequirement? {
        guard agreement.hasDifferentials else { return nil }
        switch rules.loaded.requirement(code, of: agreement.id, on: day) {
        case .yes(let rule): return rule
        case .no: return nil
        case .nothing:
            return additional.filter { line in
                sameCode(agreement.id, line.agreement)
                    && (code.utf8.starts(with: line.rule.value.code.utf8)
                        || line.rule.value.code.utf8.starts(with: code.utf8))
            }.map(\.rule).inForce(on: day)?.value
        }
    }

    /// Agreements under which a good of the one country goes to the other on a day.
    public func agreements(from exporter: String, to importer: String, on day: Day) -> [Agreement] {
        agreements.inForce(on: day).filter { agreement in
            [exporter, importer].allSatisfy {
                sameCode("CHN", $0) || agreement.admits($0, on: day)
            } && !sameCode(exporter, importer)
        }
    }

    /// How a good stands under one agreement.
    public func verdict(_ sheet: Worksheet, under agreement: Agreement) -> OriginVerdict {
        let found = GoodOriginates(
            sheet: sheet, agreement: agreement, book: rules,
            cite: { [self] in citation($0, of: agreement, on: sheet.on) }
        ).verdict()
        guard found.outcome == .met, let criterion = found.criterion, agreement.hasDifferentials
        else { return found }
        let materials = SortedMaterials(sheet, agreement)
        let elsewhere = materials.own.filter { !sameCode(sheet.exporter, $0.origin) }
        let added = ExactShare(
            part: Fixed(
                raw: sheet.fob.raw - materials.foreignValue.raw
                    - SortedMaterials.sum(elsewhere.map(\.value)).raw), whole: sheet.fob)
        let country = CountryAmongParties(
            agreement: agreement.name, code: sheet.code, exporter: sheet.exporter,
            criterion: criterion,
            isMoreThanMinimal: sheet.onlyOperations.isEmpty,
            requirement: sameCode("CHN", sheet.importer)
                ? additionalRequirement(sheet.code, under: agreement, on: sheet.on) : nil,
            added: added, contributions: materials.contributions,
            citation: citation(.differentials, of: agreement, on: sheet.on)
        ).decide()
        return OriginVerdict(
            agreement: found.agreement, outcome: found.outcome, criterion: criterion,
            rule: found.rule, explanation: found.explanation, remedies: found.remedies,
            country: country)
    }

    private static func readOperations(_ share: Share) throws(DataFault)
        -> [(name: String, words: Localized)]
    {
        var file = try DataFile("\(folder)/minimal-operations.csv", in: share)
        let name = try file.column("operation")
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        var found: [(name: String, words: Localized)] = []
        while let row = try file.next() {
            found.append(
                (
                    try row.required(name, "operation"),
                    Localized(
                        zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en"))
                ))
        }
        return found
    }

    private static func readArticles(_ share: Share) throws(DataFault)
        -> [ArticleKey: [Dated<Citation>]]
    {
        var file = try DataFile("\(folder)/articles.csv", in: share)
        let (agreement, topic) = (try file.column("agreement"), try file.column("topic"))
        let dates = try DateColumns(file)
        var found: [ArticleKey: [Dated<Citation>]] = [:]
        while let row = try file.next() {
            guard let about = ArticleTopic(rawValue: row.text(topic)) else {
                throw row.fault("topic")
            }
            let citation = try dates.citation(row)
            found[
                ArticleKey(agreement: try row.required(agreement, "agreement"), topic: about),
                default: []
            ].append(
                Dated(
                    from: try dates.from(row), to: try dates.to(row), value: citation,
                    citation: citation))
        }
        return found
    }

    private static func readAdditional(_ share: Share) throws(DataFault) -> [AdditionalLine] {
        var file = try DataFile("\(folder)/additional-requirement.csv", in: share)
        let agreement = try file.column("agreement")
        let (code, share) = (try file.column("hs8"), try file.column("share_pct"))
        let dates = try DateColumns(file)
        var found: [AdditionalLine] = []
        while let row = try file.next() {
            guard let percent = try row.number(share, "share_pct") else {
                throw row.fault("share_pct")
            }
            let citation = try dates.citation(row)
            found.append(
                AdditionalLine(
                    agreement: try row.required(agreement, "agreement"),
                    rule: Dated(
                        from: try dates.from(row), to: try dates.to(row),
                        value: AdditionalRequirement(
                            code: try row.required(code, "hs8"), share: percent,
                            citation: citation), citation: citation)))
        }
        return found
    }
}

/// What an article of an agreement is about.
public enum ArticleTopic: String, Sendable, Hashable {
    case criteria, cumulation, content, minimal, tolerance, neutral, journey, proof
    case backToBack = "back-to-back"
    case differentials
}

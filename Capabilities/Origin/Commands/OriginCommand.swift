public import ArgumentParser
import FoundationEssentials
public import Kernel
import Plug
import Wire

/// `tradewind origin …`: agreements, rules of origin and worksheets, from the tables, without a
/// server.
public struct OriginCommand<House: OriginHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "origin",
            abstract: "原产地：协定、规则、工作表 / Origin: agreements, rules, worksheets",
            subcommands: [
                OriginAgreementsCommand.self, OriginRuleCommand<House>.self,
                OriginTestCommand<House>.self,
            ])
    }

    public init() {}
}

/// Where the commands find the nomenclature.
public protocol OriginHouse: Sendable {
    /// The codes and rules that answer: those that come with the product and, where a data folder
    /// is named, what was loaded there.
    ///
    /// - Parameter language: of what is said beside the answer.
    static func tables(
        _ share: Share, data: String?, _ language: Language
    ) async throws -> OriginTables
}

/// Options all of them take.
struct OriginOptions: ParsableArguments {
    @Option(help: "zh 或 en；默认随 LANG / zh or en; LANG decides otherwise")
    var lang: String?

    @Option(help: "按哪一天，如 2026-11-20；默认今天 / the day, such as 2026-11-20; today otherwise")
    var on: String?

    @Flag(help: "以 JSON 输出 / JSON instead of text")
    var json = false

    @Option(
        help: """
            数据目录：计入其中导入的规则和编号；不给的，只按随产品提供的数据答复 / data folder, whose \
            loaded rules and codes count; without it what comes with the product answers alone
            """)
    var data: String?

    var language: Language {
        if let lang { return lang == "en" ? .en : .zh }
        let environment = ProcessInfo.processInfo.environment
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = environment[name], !value.isEmpty else { continue }
            return value.hasPrefix("en") ? .en : .zh
        }
        return .zh
    }

    func validate() throws {
        if let lang, !["zh", "en"].contains(lang) { throw ValidationError("--lang zh | en") }
    }

    /// What was asked, or every fault as the command says it.
    func question(
        code: String = "", country: String?, agreement: String?, _ tables: OriginTables
    ) throws -> RuleQuestion {
        let values = [
            "code": code, "country": country ?? "", "agreement": agreement ?? "", "on": on ?? "",
        ]
        do {
            return try RuleQuestion(
                { values[$0] ?? "" }, tables, today: Clock.system.today, needsCode: !code.isEmpty)
        } catch { throw said(error) }
    }

    /// A refusal as a command says it: each fault with its place and the way to mend it.
    func said(_ refusal: OriginRefusal) -> CommandRefusal { CommandRefusal(refusal, language) }
}

/// `tradewind origin agreements`.
struct OriginAgreementsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreements", abstract: "列出生效的协定 / List the agreements in force")

    @Option(help: "对方国家 / the other country") var country: String?
    @OptionGroup var options: OriginOptions

    func run() throws {
        let tables = try OriginTables.load(Share.find())
        let question = try options.question(country: country, agreement: nil, tables)
        if options.json {
            print(JSON.array(question.agreements.map(OriginJSON.agreement)).encoded)
            return
        }
        for agreement in question.agreements {
            print("\(agreement.id)  \(agreement.name[options.language])  \(agreement.from.text)")
        }
    }
}

/// `tradewind origin rule 850110 --country KOR`.
struct OriginRuleCommand<House: OriginHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rule", abstract: "查一个税号的原产地规则 / The rules of origin for a code")
    }

    @Argument(help: "税号，六至十位 / code, six to ten digits") var code: String
    @Option(help: "对方国家 / the other country") var country: String?
    @Option(help: "协定代号，如 RCEP / agreement, such as RCEP") var agreement: String?
    @OptionGroup var options: OriginOptions

    func run() async throws {
        let share = try Share.find()
        let tables = try await House.tables(share, data: options.data, options.language)
        let question = try options.question(
            code: code, country: country, agreement: agreement, tables)
        let found = question.agreements.map {
            ($0, tables.rules.find(question.code, under: $0.id, on: question.day))
        }
        if options.json {
            let rows = found.map {
                JSON.object([
                    .init("agreement", .text($0.0.id)),
                    .init("rule", OriginJSON.finding($0.1, tables.rules)),
                ])
            }
            print(JSON.array(rows).encoded)
            return
        }
        for (agreement, finding) in found {
            print("\(agreement.id)  \(agreement.name[options.language])")
            print("  " + FindingWords.text(finding)[options.language])
            if let rule = finding.rule { print("  \(rule.list.citation.text)") }
        }
    }
}

/// `tradewind origin test sheet.json`.
struct OriginTestCommand<House: OriginHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "test",
            abstract: "试算一张工作表；有协定符合时退出码为 0 / Test a worksheet; exits 0 when it passes")
    }

    @Argument(help: "JSON 文件 / JSON file") var file: String
    @OptionGroup var options: OriginOptions

    func run() async throws {
        let share = try Share.find()
        let tables = try await House.tables(share, data: options.data, options.language)
        guard let data = FileManager.default.contents(atPath: file),
            let json = try? JSON(Array(data)), case .object = json
        else { throw options.said(.notReadable) }
        let verdicts: [OriginVerdict]
        do {
            let (sheet, agreements) = try WorksheetInput(
                json: json, tables: tables, today: Clock.system.today
            ).checked()
            verdicts = agreements.map { tables.verdict(sheet, under: $0) }
        } catch { throw options.said(error) }
        if options.json {
            print(JSON.array(verdicts.map { OriginJSON.verdict($0, tables.rules) }).encoded)
        } else {
            for verdict in verdicts { tell(verdict) }
        }
        guard verdicts.contains(where: { $0.outcome == .met }) else { throw ExitCode(1) }
    }

    private func tell(_ verdict: OriginVerdict) {
        let language = options.language
        print("\(verdict.agreement.id)  \(verdict.explanation.outcome[language])")
        steps(verdict.explanation.children, "  ")
        if let country = verdict.country {
            print("  " + country.explanation.outcome[language])
        }
        for remedy in verdict.remedies { print("  → " + remedy[language]) }
    }

    private func steps(_ explanations: [Explanation], _ indent: String) {
        for step in explanations {
            print("\(indent)\(step.title[options.language]): \(step.outcome[options.language])")
            for input in step.inputs {
                print("\(indent)  \(input.name[options.language]) \(input.value)")
            }
            steps(step.children, indent + "  ")
        }
    }
}

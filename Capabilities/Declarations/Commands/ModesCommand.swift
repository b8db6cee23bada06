public import ArgumentParser
import FoundationEssentials
import Kernel
import Plug
import Tariff
import Wire

/// `tradewind modes …`: under which trade mode a deal is declared, without a server.
public struct ModesCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "modes", abstract: "判定监管方式 / Decide the trade mode of a deal",
        subcommands: [ModesDecideCommand.self])

    public init() {}
}

/// `tradewind modes decide --direction export --buyer consumer --stock domestic`.
struct ModesDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "按交易情况判定监管方式，给出单证、简化和依据 / The mode, its documents, and why")

    @Option(help: "export 或 import / export or import")
    var direction: String
    @Option(help: "买方：consumer、enterprise、none / who has bought")
    var buyer: String
    @Option(help: "货物所在：domestic、zone、abroad / where the goods lie")
    var stock: String
    @Option(help: "过境前已成交：yes、no，默认有买方即 yes / sold before they cross the border; yes once bought")
    var sold: String?
    @Option(help: "经跨境电商平台：yes、no / sold on a platform")
    var platform: String?
    @Option(help: "parcel 或 bulk / parcel or bulk")
    var shipment: String?
    // Unconditional: an amount below zero looks like an option, and is to be refused as an amount.
    @Option(parsing: .unconditional, help: "单票金额（元）/ value in yuan")
    var value: String?
    @Option(help: "日期，默认今天 / day, today if not given")
    var day: String?
    @Option(help: "关区，默认见设置 modes.district / customs office, by the settings if not given")
    var district: String?
    @Option(help: "涉及许可证件：yes、no / a licence is needed")
    var licence: String?
    @Option(help: "涉及检验检疫：yes、no / inspection and quarantine apply")
    var inspection: String?
    @Option(help: "涉及出口征税：yes、no / export duty is due")
    var duty: String?
    @Option(help: "申请退税：yes、no / a VAT refund is claimed")
    var refund: String?
    @Option(help: "邮路：yes、no / by post")
    var post: String?
    @Flag(help: "输出 JSON / print JSON")
    var json = false

    @OptionGroup var language: MessagesLanguage

    func run() throws {
        let share = try Share.find()
        let rule = ModeRule(
            tables: try ModeTables.load(share), settings: try DatedSettings.load(share),
            summary: try ExportSummaryRule.load(share))
        let given = [
            "direction": direction, "buyer": buyer, "stock": stock, "sold": sold,
            "platform": platform, "shipment": shipment, "value": value, "day": day,
            "district": district, "licence": licence, "inspection": inspection, "duty": duty,
            "refund": refund, "post": post,
        ]
        do {
            let facts = try DealInput(given.compactMapValues { $0 })
                .facts(today: Clock.system.today, rule.settings)
            let outcome = rule.decide(facts)
            print(json ? ModesResource.json(outcome).encoded : told(outcome))
        } catch let refusal as DealRefusal {
            throw CommandRefusal(refusal, language.language)
        }
    }

    private func told(_ outcome: ModeRule.Outcome) -> String {
        let lang = language.language
        var lines = ["\(outcome.row.code)  \(outcome.name[lang])", outcome.row.title[lang], ""]
        for needed in ModeTables.Needed.allCases {
            let found = outcome.papers.filter { $0.needed == needed }
            guard !found.isEmpty else { continue }
            lines.append(ModesPage.words(needed)[lang])
            lines += found.map {
                "  - \($0.dated.value[lang]) \($0.message)  [\($0.dated.citation.text)]"
            }
        }
        if !outcome.simplifications.isEmpty {
            lines.append(Localized(zh: "可适用的简化", en: "What may be simplified")[lang])
            lines += outcome.simplifications.map { "  - \($0.what[lang])  [\($0.citation.text)]" }
        }
        lines.append(Localized(zh: "判定过程", en: "How it came about")[lang])
        lines += outcome.explanation.children.map {
            "  \($0.title[lang])  →  \($0.outcome[lang])"
        }
        return lines.joined(separator: "\n")
    }
}

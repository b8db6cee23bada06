public import ArgumentParser
import FoundationEssentials
import Kernel
import Plug
import Wire

/// `tradewind messages …`: check files against the message tables, and show the tables.
public struct MessagesCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "messages",
        abstract: "检查、说明、签名跨境统一版报文 / Check, describe and sign CEB messages",
        subcommands: [
            MessagesCheckCommand.self, MessagesDescribeCommand.self, MessagesListCommand.self,
            MessagesSignCommand.self, MessagesVerifyCommand.self, MessagesWrapCommand.self,
            MessagesUnwrapCommand.self,
        ])

    public init() {}
}

/// `--lang`, shared by the subcommands.
struct MessagesLanguage: ParsableArguments {
    @Option(help: "zh 或 en；默认随 LANG / zh or en; LANG decides otherwise")
    var lang: Language?

    /// Chinese unless the option or the environment says English.
    var language: Language { lang ?? Language(environment: ProcessInfo.processInfo.environment) }
}

extension Language: ExpressibleByArgument {}

extension Language {
    /// The language of the terminal by the usual variables, strongest first; Chinese when they
    /// name neither.
    init(environment: [String: String]) {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = environment[name], !value.isEmpty else { continue }
            self = value.hasPrefix("en") ? .en : .zh
            return
        }
        self = .zh
    }
}

/// `tradewind messages list`.
struct MessagesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出全部报文类型 / List the message types")

    @OptionGroup var language: MessagesLanguage

    func run() throws {
        let catalogue = try MessageCatalogue.load(from: Share.find())
        print(MessagesDescription.list(catalogue, language.language))
    }
}

/// `tradewind messages describe 621`.
struct MessagesDescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "说明一种报文的结构 / Show the table of a message type")

    @Argument(help: "报文编号，如 621、CEB621 / number of the type, such as 621 or CEB621")
    var type: String

    @OptionGroup var language: MessagesLanguage

    func run() throws {
        let catalogue = try MessageCatalogue.load(from: Share.find())
        guard let table = catalogue.table(type) else {
            let said = MessagesDescription.unknown(type)
            throw CommandRefusal(said[language.language])
        }
        print(MessagesDescription.text(table, language.language))
    }
}

/// `tradewind messages check FILE…`.
struct MessagesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查报文是否符合规范，列出全部错误 / Check messages and list every fault",
        discussion: "全部符合时退出码为 0 / Exits with 0 only when all of them fit")

    @Argument(help: "报文文件，- 为标准输入 / message files, - for standard input")
    var files: [String]

    @Flag(help: "以 JSON 输出 / print JSON")
    var json = false

    @OptionGroup var language: MessagesLanguage

    func run() throws {
        let catalogue = try MessageCatalogue.load(from: Share.find())
        let envelopes = try EnvelopeForm.load(Share.find())
        var reports: [MessagesReport] = []
        for file in files {
            let input = MessagesInput.read(file, most: EnvelopeForm.bodyLimit)
            let report = MessagesReport(file: file, input: input, catalogue, envelopes)
            if !json { print(report.text(language.language)) }
            reports.append(report)
        }
        if json { print(MessagesReport.json(reports)) }
        if !json, reports.contains(where: \.isValid) {
            print(MessagesReport.limits[language.language])
        }
        if !reports.allSatisfy(\.isValid) { throw ExitCode.failure }
    }
}

public import ArgumentParser
import FoundationEssentials
import Kernel
import Plug

/// Where a command that changes the tariff speaks and works.
struct TariffSpoken: ParsableArguments {
    @Option(help: "zh 或 en / zh or en")
    var lang: String?

    @Option(help: "数据目录 / data folder")
    var data: String?

    var language: Language { Language.ofTerminal(lang) }
}

/// `tradewind tariff import FILE --from DAY`: loads a change of law.
public struct TariffImportCommand<House: TariffHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import", abstract: "导入新版税则等数据表 / Load a change of law",
            discussion: """
                表的种类由表头决定，格式见 docs/how-to/load-a-tariff-edition.md。有一行不对，整份不导入。
                The header tells the kind; see docs/how-to/load-a-tariff-edition.md. One broken \
                line, and nothing is loaded.

                \(EditionReading.everyTable)
                """)
    }

    @Argument(help: "CSV 文件 / CSV file")
    var file: String

    @Option(help: "起始日期，如 2027-01-01 / first day")
    var from: String

    @Option(help: "依据的文件，如 税委会公告2026年第10号 / the document it is written in")
    var document: String?

    @Flag(
        help: """
            文件是完整新表：文件中没有的行自起始日起不再有效；不加，则只改文件中的行 / the file is \
            the whole table: lines it does not have hold no longer; without it they stay
            """)
    var whole = false

    @Flag(
        help: """
            与 --whole 同用：确认去掉现有的大半行 / with --whole: drop most lines in force, on purpose
            """)
    var dropMost = false

    @Flag(
        help: """
            确认异常数值：与现行汇率相差十倍以上，或暂定税率高于最惠国税率 / unusual figures on purpose: more \
            than ten times or less than a tenth of the rate of exchange in force, or a provisional \
            rate above the most-favoured-nation rate
            """)
    var largeChange = false

    @Flag(help: "只说明会改变什么，不导入 / only say what would change")
    var dryRun = false

    @Flag(help: "以 JSON 输出 / print JSON")
    var json = false

    @OptionGroup var spoken: TariffSpoken

    public init() {}

    public func run() async throws {
        let language = spoken.language
        guard let day = Day(from) else {
            throw CommandRefusal(LookupRefusal.dayForm(from), language)
        }
        let here = FileManager.default.currentDirectoryPath
        let path = file.utf8.first == UInt8(ascii: "/") ? file : here + "/" + file
        try await ask(
            .load(
                path: path, from: day, document: document ?? "", isDry: dryRun, asJSON: json,
                language, isWhole: whole, mayDropMost: dropMost, mayChangeMuch: largeChange),
            language, data: spoken.data, in: House.self)
    }
}

/// `tradewind tariff editions`: what was loaded.
public struct TariffEditionsCommand<House: TariffHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "editions", abstract: "列出已导入的数据表 / List what was loaded")
    }

    @OptionGroup var spoken: TariffSpoken

    public init() {}

    public func run() async throws {
        try await ask(
            .list(spoken.language), spoken.language, data: spoken.data, in: House.self)
    }
}

/// `tradewind tariff withdraw NUMBER`: an edition holds no longer from a day on; one that is set
/// aside is not tried again.
public struct TariffWithdrawCommand<House: TariffHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "withdraw",
            abstract: "撤下导入的数据 / Withdraw what was loaded",
            discussion: """
                使用中的，写明自哪一天起、为什么，之前日期的答复不变；已搁置的，不必写。
                For one in use say from which day on and why; earlier answers stay. One that is \
                set aside needs neither.
                """)
    }

    @Argument(help: "tradewind tariff editions 所列的序号 / number as listed by editions")
    var number: Int64

    @Option(help: "自哪一天起不再有效，今天或以后 / first day it holds no longer, today or later")
    var from: String?

    @Option(help: "原因，记入日志 / why, kept in the journal")
    var reason: String?

    @Flag(help: "只说明撤下会改变什么 / only say what that would change")
    var dryRun = false

    @Flag(help: "以 JSON 输出 / print JSON")
    var json = false

    @OptionGroup var spoken: TariffSpoken

    public init() {}

    public func run() async throws {
        let language = spoken.language
        let day = from.flatMap { Day($0) }
        if let from, day == nil { throw CommandRefusal(LookupRefusal.dayForm(from), language) }
        try await ask(
            .withdraw(
                number, from: day, reason: reason ?? "", language, isDry: dryRun, asJSON: json),
            language, data: spoken.data, in: House.self)
    }
}

/// `tradewind tariff proposals`: what waits for a second person.
public struct TariffProposalsCommand<House: TariffHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "proposals",
            abstract: "列出等待第二人复核的变更 / List changes that wait for a second person")
    }

    @OptionGroup var spoken: TariffSpoken

    public init() {}

    public func run() async throws {
        let language = spoken.language
        try await ask(.proposals(language), language, data: spoken.data, in: House.self)
    }
}

/// `tradewind tariff reject NUMBER`: takes a proposal back. Agreeing needs another person, signed
/// in: there is no command for it.
public struct TariffRejectCommand<House: TariffHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "reject", abstract: "退回等待复核的变更 / Take a proposed change back",
            discussion: """
                同意须由另一人登录后在页面或接口上办理，命令行不能代替。
                To agree takes another person, signed in; there is no command for it.
                """)
    }

    @Argument(help: "tradewind tariff proposals 所列的序号 / number as listed by proposals")
    var number: Int64

    @Option(help: "理由 / why")
    var reason: String?

    @OptionGroup var spoken: TariffSpoken

    public init() {}

    public func run() async throws {
        let language = spoken.language
        try await ask(
            .reject(number, reason: reason ?? "", language), language, data: spoken.data,
            in: House.self)
    }
}

/// Has a request done and prints what it gives; a refusal ends with its sentences.
private func ask<House: TariffHouse>(
    _ request: TariffRequest, _ language: Language, data: String?, in house: House.Type
) async throws {
    do {
        let text = try await House.perform(request, data: data)
        if !text.isEmpty { print(text) }
    } catch let refusal as any Refusal {
        throw CommandRefusal(refusal, language)
    }
}

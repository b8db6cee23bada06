public import ArgumentParser
import Kernel
import Plug
import Reference
import Wire

/// `tradewind tariff …`: look-ups in the tariff, without a server.
public struct TariffCommand<House: TariffHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "tariff", abstract: "查编号、查税率、算税款 / Codes, rates and taxes",
            subcommands: [
                TariffSearchCommand<House>.self, TariffShowCommand<House>.self,
                TariffBestCommand<House>.self, TariffTaxesCommand<House>.self,
                TariffQuotasCommand<House>.self, TariffAgreementsCommand<House>.self,
                TariffComputeCommand<House>.self, TariffUnusedCommand<House>.self,
                TariffImportCommand<House>.self, TariffEditionsCommand<House>.self,
                TariffWithdrawCommand<House>.self, TariffProposalsCommand<House>.self,
                TariffRejectCommand<House>.self,
            ])
    }

    public init() {}
}

/// `tradewind tariff search TEXT`.
struct TariffSearchCommand<House: TariffHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "search", abstract: "按品名或编号查找 / Find codes by words or digits")
    }

    @Argument(help: "品名或编号开头 / words or first digits")
    var text: [String]

    @OptionGroup var place: TariffPlace

    func run() async throws {
        try await place.run {
            let book = try await place.book(House.self)
            let day = try place.query().day
            try book.inEdition(day)
            let found = book.look(for: text.joined(separator: " "), on: day, limit: 100)
            if place.csv {
                return TariffCSV.text(
                    TariffCSV(book: book, day: day, language: place.language)
                        .lines(found.lines))
            }
            if place.json { return TariffJSON(book: book, day: day).found(found).encoded }
            let words = RateWords(book: book, day: day)
            let note = found.told.map { ["# \($0[place.language])"] } ?? []
            return (note + found.lines.map { line in
                "\(line.code.text)  \(words.told(line.duty)[place.language])  "
                    + book.name(of: line, on: day)[place.language]
            }).joined(separator: "\n")
        }
    }
}

/// `tradewind tariff show CODE`.
struct TariffShowCommand<House: TariffHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: "一个编号的税率或下级 / The rates of a code, or what is below")
    }

    @Argument(help: "2 至 10 位数字，可带点 / two to ten digits, with or without dots")
    var code: String

    @OptionGroup var place: TariffPlace

    func run() async throws {
        try await place.run {
            let book = try await place.book(House.self)
            let day = try place.query().day
            let json = TariffJSON(book: book, day: day)
            guard let digits = code.halfWidth.codeDigits else {
                throw LookupRefusal.codeForm(code)
            }
            let language = place.language
            if digits.utf8.count < 9 {
                let branch = try book.branch(digits, on: day)
                if place.json { return json.branch(branch).encoded }
                return (["\(branch.code)  \(branch.name[language])"]
                    + branch.children.map { "  \($0.code)  \($0.name[language])" }
                    + branch.lines.map {
                        "  \($0.code.text)  \(book.name(of: $0, on: day)[language])"
                    })
                    .joined(separator: "\n")
            }
            let line = try book.line(digits, on: day)
            if place.json { return json.line(line).encoded }
            if place.csv {
                return TariffCSV.text(
                    TariffCSV(book: book, day: day, language: language).lines([line]))
            }
            return TariffText(book: book, day: day, language: language).line(line)
        }
    }
}

/// `tradewind tariff best CODE --origin AUS`.
struct TariffBestCommand<House: TariffHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "best", abstract: "最优税率 / The best lawful rate")
    }

    @Argument(help: "十位商品编号 / ten digits")
    var code: String

    @Option(help: "原产地，三字母或海关三位代码 / country of origin, three letters or digits")
    var origin: String

    @Option(parsing: .unconditional, help: "完税价格 / customs value")
    var value: String?

    @Option(help: "币制，默认人民币 / currency of the value, CNY if not given")
    var currency: String?

    @Option(help: "数量，如 2000/035，可重复 / quantity such as 2000/035, may be repeated")
    var quantity: [String] = []

    @Option(
        help: """
            途经地，如 "SGP:control HKG"，未途经的写 direct / countries on the way, or direct
            """)
    var route: String?

    @OptionGroup var place: TariffPlace

    func run() async throws {
        try await place.run {
            let book = try await place.book(House.self)
            let pairs: [(String, String?)] = [
                ("code", code), ("origin", origin), ("value", value), ("currency", currency),
                ("route", route),
            ]
            let best = try TariffResource(book: book, clock: .system)
                .best(place.query(pairs + quantity.map { ("quantity", $0) }))
            if place.json { return TariffJSON(book: book, day: best.day).best(best).encoded }
            if place.csv {
                return TariffCSV.text(
                    TariffCSV(book: book, day: best.day, language: place.language).best(best))
            }
            return TariffText(book: book, day: best.day, language: place.language).best(best)
        }
    }
}

/// `tradewind tariff taxes FILE`.
struct TariffTaxesCommand<House: TariffHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "taxes", abstract: "一票货物的税款，CSV 或 JSON / Taxes of a consignment",
            discussion: """
                列 / columns: code, origin, price, currency, quantity, additions, deductions, claim
                """)
    }

    @Argument(help: "文件，- 为标准输入 / file, - for standard input")
    var file: String

    @Option(help: "成交方式 cif、cfr、fob / terms")
    var terms: String?

    @Option(parsing: .unconditional, help: "运费 / freight")
    var freight: String?

    @Option(parsing: .unconditional, help: "保费 / insurance")
    var insurance: String?

    @Option(help: "币制 / currency")
    var currency: String?

    @OptionGroup var place: TariffPlace

    func run() async throws {
        guard let bytes = CommandInput.bytes(file) else {
            throw CommandRefusal(EditionRefusal.noFile(file), place.language)
        }
        try await place.run {
            let book = try await place.book(House.self)
            let input = ConsignmentInput(book: book, today: Clock.system.today)
            let query = place.query([
                ("terms", terms), ("freight", freight), ("insurance", insurance),
                ("currency", currency),
            ])
            let consignment = bytes.first == UInt8(ascii: "{")
                ? try input.json(bytes) : try input.csv(bytes, query)
            let answer = ConsignmentAnswer(
                book: book, consignment: consignment, taxes: try book.taxes(of: consignment))
            return place.json
                ? answer.json.encoded : TariffCSV.text(answer.csv(place.language))
        }
    }
}

/// `tradewind tariff quotas`.
struct TariffQuotasCommand<House: TariffHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "quotas", abstract: "关税配额商品 / Goods under tariff quotas")
    }

    @OptionGroup var place: TariffPlace

    func run() async throws {
        try await place.run {
            let book = try await place.book(House.self)
            let day = try place.query().day
            try book.inEdition(day)
            let rows = QuotaView.rows(book, on: day)
            if place.json {
                return JSON.array(rows.map { QuotaView.json($0, book) }).encoded
            }
            if place.csv { return TariffCSV.text(QuotaView.csv(rows, day)) }
            let carried = book.carriedOver(to: day).map { ["# " + $0[place.language]] } ?? []
            return (carried + rows.map { row in
                "\(row.quota.value.name[place.language])  \(QuotaView.span(row.inside))  "
                    + QuotaView.span(row.outside)
            }).joined(separator: "\n")
        }
    }
}

public import ArgumentParser
import FoundationEssentials
import Journal
import Kernel
import Plug
import Wire

/// `tradewind entries …`: goods declarations through a server.
public struct EntriesCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "entries", abstract: "货物报关单 / Goods declarations",
        discussion: """
            密钥须有 entries.lodge 权限。/ The API key needs the scope entries.lodge.
            """,
        subcommands: [
            EntriesLodgeCommand.self, EntriesCompleteCommand.self, EntriesCorrectCommand.self,
            EntriesTaxationCommand.self, EntriesShowCommand.self, EntriesArriveCommand.self,
            EntriesNotesCommand.self,
        ])

    public init() {}
}

/// Where the server is, and in which language it is spoken to.
struct EntriesServer: ParsableArguments {
    @Option(help: "服务器地址 / address of the server (TRADEWIND_SERVER)")
    var server: String?

    @Option(help: "API 密钥 / API key (TRADEWIND_KEY)")
    var key: String?

    @Option(help: "zh 或 en / zh or en")
    var lang = "zh"

    func validate() throws {
        guard ["zh", "en"].contains(lang) else { throw ValidationError("--lang zh | en") }
    }

    private var language: Language { lang == "en" ? .en : .zh }

    /// Asks, prints what came as JSON; fails with what was refused.
    func tell(_ method: String, _ path: String, _ body: [UInt8] = []) async throws {
        let environment = ProcessInfo.processInfo.environment
        let base = server ?? environment["TRADEWIND_SERVER"] ?? "http://127.0.0.1:8480"
        guard let key = key ?? environment["TRADEWIND_KEY"], !key.isEmpty else {
            throw ValidationError(
                "缺少 API 密钥：用 --key 或环境变量 TRADEWIND_KEY"
                    + " / An API key is needed: --key or TRADEWIND_KEY")
        }
        var options = OutgoingHTTP.Options(reach: .anywhere)
        options.mostBytes = 8 << 20
        let answer: OutgoingHTTP.Answer
        do throws(OutgoingFault) {
            answer = try await OutgoingHTTP.live(options).send(
                OutgoingHTTP.Request(
                    method, (base.hasSuffix("/") ? String(base.dropLast()) : base) + path,
                    headers: [
                        OutgoingHTTP.Header("content-type", "application/json"),
                        OutgoingHTTP.Header("accept", "application/json"),
                        OutgoingHTTP.Header("authorization", "Bearer \(key)"),
                    ], body: body))
        } catch {
            throw CommandRefusal("\(base): \(error)")
        }
        let json = try? JSON(answer.body)
        guard (200...299).contains(answer.status) else {
            throw CommandRefusal(refusal(json, answer.status))
        }
        if let json { print(json.encoded) }
    }

    /// A refusal with every fault, each with its place and how to mend it.
    private func refusal(_ json: JSON?, _ status: Int) -> String {
        func text(_ value: JSON?) -> String { value?[lang]?.string ?? value?.string ?? "" }
        let head = "\(json?["code"]?.string ?? String(status)): "
            + "\(text(json?["message"])) \(text(json?["fix"]))"
        let lines = (json?["faults"]?.elements ?? []).map {
            "\($0["path"]?.string ?? ""): \(text($0["message"])) \(text($0["fix"]))"
        }
        return ([head] + lines).joined(separator: "\n")
    }

    /// The bytes of a file that is a JSON object.
    static func read(_ file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: file), data.count <= 1 << 20,
            let json = try? JSON(Array(data)), case .object = json
        else { throw CommandRefusal("\(file): 不是 JSON 对象 / not a JSON object") }
        return Array(data)
    }

    /// A word of a filter, which stands in an address.
    static func word(_ text: String) throws -> String {
        guard
            text.utf8.allSatisfy({
                $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0)
                    || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            })
        else { throw CommandRefusal("\(text): 只含字母、数字和连字符 / letters, digits and hyphens") }
        return text
    }

    /// The number of an entry, which stands in an address.
    static func checked(_ number: String) throws -> String {
        guard number.utf8.count == 18, number.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw ValidationError("报关单号为 18 位数字 / 18 digits") }
        return number
    }
}

/// `tradewind entries lodge FILE`.
struct EntriesLodgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lodge", abstract: "申报（整份、概要或提前）/ Lodge a declaration")

    @Argument(help: "JSON 文件 / JSON file") var file: String
    @OptionGroup var place: EntriesServer

    func run() async throws {
        try await place.tell("POST", "/api/v1/entries", try EntriesServer.read(file))
    }
}

/// `tradewind entries complete NUMBER FILE`.
struct EntriesCompleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "提交完整申报 / Step two")

    @Argument(help: "报关单号 / entry") var number: String
    @Argument(help: "JSON 文件 / JSON file") var file: String
    @OptionGroup var place: EntriesServer

    func run() async throws {
        try await place.tell(
            "POST", "/api/v1/entries/\(try EntriesServer.checked(number))/completion",
            try EntriesServer.read(file))
    }
}

/// `tradewind entries correct NUMBER FILE`.
struct EntriesCorrectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "更正提前申报 / Correct an advance declaration")

    @Argument(help: "报关单号 / entry") var number: String
    @Argument(help: "JSON 文件 / JSON file") var file: String
    @OptionGroup var place: EntriesServer

    func run() async throws {
        try await place.tell(
            "POST", "/api/v1/entries/\(try EntriesServer.checked(number))/corrections",
            try EntriesServer.read(file))
    }
}

/// `tradewind entries taxation NUMBER each|summary`.
struct EntriesTaxationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "taxation",
        abstract: "担保不足时改为逐票缴税，或重试 / Pay by the entry, or try the guarantee again")

    @Argument(help: "报关单号 / entry") var number: String
    @Argument(help: "each 或 summary / each or summary") var taxation: String
    @OptionGroup var place: EntriesServer

    func run() async throws {
        let body = JSON.object([.init("taxation", .text(taxation))]).encoded
        try await place.tell(
            "POST", "/api/v1/entries/\(try EntriesServer.checked(number))/taxation",
            Array(body.utf8))
    }
}

/// `tradewind entries show [NUMBER]`.
struct EntriesShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "查看报关单 / Show one declaration, or all")

    @Argument(help: "报关单号 / entry") var number: String?
    @Option(help: "状态，open 或 all / state, open or all") var state: String?
    @Option(help: "advance、two-step、whole、summary-taxation") var mode: String?
    @Option(help: "受理月份 / month of acceptance: 2026-11") var period: String?
    @Option(help: "申报地关区 / customs district") var district: String?
    @Option(help: "从这份之后继续 / go on after this entry") var after: String?
    @OptionGroup var place: EntriesServer

    func run() async throws {
        if let number {
            return try await place.tell(
                "GET", "/api/v1/entries/" + (try EntriesServer.checked(number)))
        }
        let asked = [
            ("state", state), ("mode", mode), ("period", period), ("district", district),
            ("after", after),
        ]
        let pairs = try asked.compactMap { name, value in
            try value.map { "\(name)=\(try EntriesServer.word($0))" }
        }
        let query = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
        try await place.tell("GET", "/api/v1/entries" + query)
    }
}

/// `tradewind entries arrive FILE`.
struct EntriesArriveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "arrive", abstract: "登记货物运抵 / Tell of an arrival")

    @Argument(help: "JSON 文件 / JSON file") var file: String
    @OptionGroup var place: EntriesServer

    func run() async throws {
        try await place.tell("POST", "/api/v1/arrivals", try EntriesServer.read(file))
    }
}

/// `tradewind entries notes`.
struct EntriesNotesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notes", abstract: "汇总征税缴款单 / Payment notes of the months")

    @OptionGroup var place: EntriesServer

    func run() async throws { try await place.tell("GET", "/api/v1/payment-notes") }
}

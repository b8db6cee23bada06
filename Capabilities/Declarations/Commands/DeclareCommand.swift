public import ArgumentParser
import FoundationEssentials
import Kernel
import Seal
import Wire

/// `tradewind declare FILE… --server URL --key KEY`: sends message files and says what the receipts
/// say.
public struct DeclareCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "declare",
        abstract: "报送报文文件并说明回执 / Send message files and explain the receipts",
        discussion: """
            连接失败或服务器繁忙时以相同内容重发，不会重复收单；全部收下且无退单、无错误时退出码为 0。
            Sends the same bytes again when the server is busy or out of reach; it takes them \
            once. Exits with 0 when all were taken and nothing was refused.
            """)

    @Argument(help: "报文文件，- 为标准输入 / message files, - for standard input")
    var files: [String]

    @OptionGroup var place: DeclareServer
    @OptionGroup var language: MessagesLanguage

    @Option(help: "先用此私钥签名：PEM、DER 或 PKCS#12 / sign with this key first")
    var signKey: String?

    @Option(help: "签名证书；与私钥同文件时可不给 / certificate, unless it lies with the key")
    var certificate: String?

    @Option(help: "存有私钥口令的文件 / file with the key's passphrase")
    var passphraseFile: String?

    @Flag(help: "以 JSON 输出 / print JSON")
    var json = false

    @Flag(help: "等待清单审核结果 / wait until the lists are decided")
    var wait = false

    public init() {}

    public func run() async throws {
        let work = DeclareWork(client: try place.client(language.language))
        var reports: [DeclareReport] = []
        for file in files {
            let report = await work.send(file, signed(MessagesInput.read(file)))
            if !json, !wait { print(report.text(language.language)) }
            reports.append(report)
        }
        if wait {
            reports = await work.wait(reports)
            if !json { for report in reports { print(report.text(language.language)) } }
        }
        if json { print(DeclareReport.json(reports)) }
        if !reports.allSatisfy(\.isWell) { throw ExitCode.failure }
    }
}

extension DeclareCommand {
    /// The message with a signature of its own, where a key was given; one that was there goes.
    private func signed(_ input: Result<[UInt8], Fault>) -> Result<[UInt8], Fault> {
        guard let signKey else { return input }
        do throws(Fault) {
            let message = try input.get()
            let sealer = try SealKeyFiles(
                key: signKey, certificate: certificate, passphraseFile: passphraseFile
            ).sealer(nil)
            let place = try SealKeyFiles.place(in: message)
            do throws(SealRefusal) {
                return .success(
                    try sealer.seal(Sealer.withoutSignature(message), at: place))
            } catch {
                throw error.fault
            }
        } catch {
            return .failure(error)
        }
    }
}

/// `--server` and `--key`, shared by the commands that speak to a server.
struct DeclareServer: ParsableArguments {
    @Option(help: "服务器地址 / address of the server (TRADEWIND_SERVER)")
    var server: String?

    @Option(help: "API 密钥 / API key (TRADEWIND_KEY)")
    var key: String?

    @Option(
        help: """
            最长等待秒数，重发与等待审核合计 / seconds to wait at most, for retries and decisions \
            together
            """)
    var timeout = 60

    func validate() throws {
        guard timeout >= 0 else {
            throw ValidationError("--timeout 须为 0 或正整数 / --timeout must be 0 or more")
        }
    }

    func client(_ language: Language) throws -> DeclareClient {
        let environment = ProcessInfo.processInfo.environment
        let server = server ?? environment["TRADEWIND_SERVER"] ?? "http://127.0.0.1:8480"
        guard let key = key ?? environment["TRADEWIND_KEY"], !key.isEmpty else {
            throw ValidationError(
                "缺少 API 密钥：用 --key 或环境变量 TRADEWIND_KEY"
                    + " / An API key is needed: --key or TRADEWIND_KEY")
        }
        return try DeclareClient.live(server, key: key, seconds: timeout) {
            tellBeside($0[language])
        }
    }
}

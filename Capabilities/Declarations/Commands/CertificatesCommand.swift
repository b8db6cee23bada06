public import ArgumentParser
import FoundationEssentials
import Kernel
import Plug
import Wire

/// `tradewind certificates …`: the certificates an enterprise signs with.
public struct CertificatesCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "certificates", abstract: "登记签名证书 / Certificates to sign with",
        discussion: """
            密钥须有 parties.keys 权限。登记之后，本企业申报的清单须附有效签名。
            The API key needs the scope parties.keys. Once a certificate is registered, lists of
            the enterprise have to be signed.
            """,
        subcommands: [
            CertificatesAddCommand.self, CertificatesListCommand.self,
            CertificatesWithdrawCommand.self,
        ])

    public init() {}
}

/// `tradewind certificates add FILE [--from DAY] [--to DAY]`.
struct CertificatesAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "登记一张证书 / Register a certificate")

    @Argument(help: "证书文件，PEM 或 DER / certificate, PEM or DER")
    var file: String

    @Option(help: "首日，默认今天 / first day, today by default")
    var from: String?

    @Option(help: "末日 / last day")
    var to: String?

    @OptionGroup var place: DeclareServer
    @OptionGroup var language: MessagesLanguage

    func run() async throws {
        let bytes: [UInt8]
        switch MessagesInput.read(file, most: 1 << 20) {
        case .success(let read): bytes = read
        case .failure(let fault): throw CommandRefusal(fault.message[language.language])
        }
        var days: [String] = []
        if let from, Day(from) != nil { days.append("from=\(from)") }
        if let to, Day(to) != nil { days.append("to=\(to)") }
        let wanted = (from == nil ? 0 : 1) + (to == nil ? 0 : 1)
        guard days.count == wanted else { throw ValidationError("yyyy-mm-dd") }
        let query = days.isEmpty ? "" : "?" + days.joined(separator: "&")
        try await tell(
            "POST", "/api/v1/certificates\(query)", bytes, place, language.language)
    }
}

/// `tradewind certificates list`.
struct CertificatesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出登记的证书 / List the certificates")

    @OptionGroup var place: DeclareServer
    @OptionGroup var language: MessagesLanguage

    func run() async throws {
        try await tell("GET", "/api/v1/certificates", [], place, language.language)
    }
}

/// `tradewind certificates withdraw FINGERPRINT`.
struct CertificatesWithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "撤销登记 / Withdraw a certificate")

    @Argument(help: "指纹 / fingerprint")
    var fingerprint: String

    @OptionGroup var place: DeclareServer
    @OptionGroup var language: MessagesLanguage

    func run() async throws {
        guard
            fingerprint.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            })
        else { throw ValidationError("fingerprint: 0-9 a-f") }
        try await tell(
            "DELETE", "/api/v1/certificates/\(fingerprint)", [], place, language.language)
    }
}

private func tell(
    _ method: String, _ path: String, _ body: [UInt8], _ place: DeclareServer, _ language: Language
) async throws {
    let client = try place.client(language)
    do throws(DeclareTrouble) {
        let json = try await client.certificates(method, path, body)
        if let json { print(json.encoded) }
    } catch {
        throw CommandRefusal(error.message[language])
    }
}

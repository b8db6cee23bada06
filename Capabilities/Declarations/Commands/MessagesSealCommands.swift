import ArgumentParser
import Kernel
import Seal
import Wire

/// `tradewind messages sign FILE --key KEY --certificate CERTIFICATE`.
struct MessagesSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "为报文签名，写到标准输出 / Sign a message; it goes to standard output",
        discussion: """
            签名后的报文须原样发送；报文中原有的签名（包括占位签名）会被替换 / Send the result exactly as it is. \
            A signature that is there, a placeholder too, is replaced
            """)

    @Argument(help: "报文文件，- 为标准输入 / message file, - for standard input")
    var file: String

    @Option(
        help: """
            私钥文件（PEM、DER 或 PKCS#12），或令牌上的密钥地址 pkcs11:… / private key: a file \
            (PEM, DER, PKCS#12) or the address of a key on a token (pkcs11:…)
            """)
    var key: String

    @Option(help: "证书文件；PKCS#12 可不给 / certificate; PKCS#12 brings its own")
    var certificate: String?

    @Option(help: "存有私钥口令或 PIN 的文件 / file with the key's passphrase or PIN")
    var passphraseFile: String?

    @Option(
        help: """
            算法组合，默认随密钥 / algorithm set; the key decides otherwise: \
            \(AlgorithmSet.allCases.map(\.rawValue).joined(separator: ", "))
            """,
        transform: { name in
            guard let set = AlgorithmSet(rawValue: name) else {
                throw ValidationError("\(name)?")
            }
            return set
        })
    var algorithms: AlgorithmSet?

    @OptionGroup var language: MessagesLanguage

    func run() throws {
        try MessagesOutput.run(language.language) { () throws(Fault) in try seal() }
    }

    private func seal() throws(Fault) -> [UInt8] {
        let message = try MessagesInput.read(file).get()
        let sealer = try SealKeyFiles(
            key: key, certificate: certificate, passphraseFile: passphraseFile
        ).sealer(algorithms)
        let place = try SealKeyFiles.place(in: message)
        do throws(SealRefusal) {
            return try sealer.seal(Sealer.withoutSignature(message), at: place)
        } catch {
            throw error.fault
        }
    }

}

/// `tradewind messages verify FILE… --certificate CERTIFICATE`.
struct MessagesVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "验证报文签名 / Verify the signatures of messages",
        discussion: "全部有效时退出码为 0 / Exits with 0 only when all of them hold")

    @Argument(help: "报文文件，- 为标准输入 / message files, - for standard input")
    var files: [String]

    @Option(help: "企业登记的证书，可给多张 / registered certificate; may be given several times")
    var certificate: [String] = []

    @Option(help: "按此时刻判断证书有效期 yyyyMMddHHmmss，默认当前 / moment to hold the certificate to")
    var at: String?

    @Flag(help: "以 JSON 输出 / print JSON")
    var json = false

    @OptionGroup var language: MessagesLanguage

    func validate() throws {
        if let at, Instant(compact: at) == nil {
            throw ValidationError("--at: yyyyMMddHHmmss")
        }
    }

    func run() throws {
        let catalogue = try MessageCatalogue.load(from: Share.find())
        let instant = at.flatMap { Instant(compact: $0) } ?? Clock.system.now()
        let spoken = language.language
        let certificates: [Certificate]
        do throws(Fault) {
            certificates = try self.certificate.map { path throws(Fault) in
                let file = try MessagesInput.read(path, most: 1 << 20).get()
                do throws(SealRefusal) { return try Certificate(file) } catch { throw error.fault }
            }
        } catch {
            MessagesOutput.tell(error, spoken)
            throw ExitCode.failure
        }
        var reports: [SealReport] = []
        for file in files {
            let report = SealReport(
                file: file, input: MessagesInput.read(file), catalogue,
                certificates: certificates, at: instant)
            if !json { print(report.text(spoken)) }
            reports.append(report)
        }
        if json { print(SealReport.json(reports)) }
        if !reports.allSatisfy(\.isValid) { throw ExitCode.failure }
    }
}

import ArgumentParser
import Kernel
import Seal
import Wire

/// `tradewind messages sign FILE --key KEY --certificate CERTIFICATE`.
struct MessagesSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "为报文或信封签名，写到标准输出 / Sign a message or an envelope; it goes to standard output",
        discussion: """
            签名后须原样发送；原有的签名（包括占位签名）会被替换；信封只签信封本身，内装报文装入前先签名 / \
            Send the result exactly as it is. A signature that is there, a placeholder too, is \
            replaced. Of an envelope only the envelope is signed: sign the message before you \
            wrap it
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
        let message = try MessagesInput.read(file, most: EnvelopeForm.bodyLimit).get()
        let sealer = try SealKeyFiles(
            key: key, certificate: certificate, passphraseFile: passphraseFile
        ).sealer(algorithms)
        guard let envelopes = try? EnvelopeForm.load(Share.find()) else {
            throw EnvelopeCommandFault.noTables
        }
        let isEnvelope = envelopes.kind(of: message) != nil
        let (kind, limits): (SealedKind, XMLLimits) =
            isEnvelope ? (.envelope, EnvelopeForm.limits) : (.message, XMLLimits())
        let place = try isEnvelope ? .last : SealKeyFiles.place(in: message)
        do throws(SealRefusal) {
            let bare = try Sealer.withoutSignature(message, as: kind, limits: limits)
            return try sealer.seal(bare, at: place, as: kind, limits: limits)
        } catch {
            throw error.fault
        }
    }
}

/// `tradewind messages verify FILE… --certificate CERTIFICATE`.
struct MessagesVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "验证报文或信封的签名 / Verify the signatures of messages and envelopes",
        discussion: """
            全部有效时退出码为 0；信封只验证信封本身的签名，内装报文取出后再验证 / Exits with 0 only when \
            all of them hold. Of an envelope its own signature is verified: unwrap it for that of \
            the message
            """)

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
        let envelopes = try EnvelopeForm.load(Share.find())
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
                file: file, input: MessagesInput.read(file, most: EnvelopeForm.bodyLimit),
                catalogue, envelopes, certificates: certificates, at: instant)
            if !json { print(report.text(spoken)) }
            reports.append(report)
        }
        if json { print(SealReport.json(reports)) }
        if !reports.allSatisfy(\.isValid) { throw ExitCode.failure }
    }
}

import Kernel
import Seal
import Wire

/// A key, its certificate and its passphrase as files, or the address of a key on a token with its
/// PIN in a file: what commands sign with.
struct SealKeyFiles {
    let key: String
    /// Nil where it lies with the key.
    let certificate: String?
    let passphraseFile: String?

    /// - Parameter algorithms: nil for the preferred set of the key's kind.
    func sealer(_ algorithms: AlgorithmSet?) throws(Fault) -> Sealer {
        let passphrase = try passphraseFile.map { path throws(Fault) in
            try Self.firstLine(MessagesInput.read(path, most: 1 << 12).get())
        }
        let isToken = TokenKey.isAddress(key)
        let secret = isToken ? [] : try MessagesInput.read(key, most: 1 << 20).get()
        let other = try certificate.map { path throws(Fault) in
            try MessagesInput.read(path, most: 1 << 20).get()
        }
        do throws(SealRefusal) {
            let given = try other.map { file throws(SealRefusal) in try Certificate(file) }
            if isToken {
                let key = try TokenKey(key, pin: passphrase ?? "")
                guard let certificate = given ?? key.certificate else {
                    throw .certificateUnreadable
                }
                return try Sealer(key: key, certificate: certificate, algorithms: algorithms)
            }
            let key = try FileKey(secret, passphrase: passphrase ?? "")
            // A PEM file may hold both.
            guard let certificate = given ?? key.certificate ?? (try? Certificate(secret)) else {
                throw .certificateUnreadable
            }
            return try Sealer(key: key, certificate: certificate, algorithms: algorithms)
        } catch {
            throw error.fault
        }
    }

    /// Where a message of its type has its signature.
    static func place(in message: [UInt8]) throws(Fault) -> Sealer.Place {
        guard let catalogue = try? MessageCatalogue.load(from: Share.find()),
            let table = catalogue.table(catalogue.read(message).type)
        else {
            throw Fault(
                code: "message.unknown-type",
                message: Localized(
                    zh: "不是已知类型的报文", en: "the message is of no known type"),
                fix: Localized(
                    zh: "先用 tradewind messages check 检查报文",
                    en: "check it first with tradewind messages check"))
        }
        return Sealer.Place(for: table)
    }

    /// The passphrase is the first line: editors end files with a line feed.
    static func firstLine(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    }
}

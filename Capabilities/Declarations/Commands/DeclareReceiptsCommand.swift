public import ArgumentParser
import FoundationEssentials
import Journal
import Kernel
import Wire

/// `tradewind receipts --server URL --key KEY`: pulls receipts.
public struct ReceiptsCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "领取回执 / Pull receipts",
        discussion: """
            给出 --out 时每份回执写成一个文件，并记住位置，下次接着领取。
            With --out each receipt becomes a file, and the place is kept for the next time.
            """)

    @OptionGroup var place: DeclareServer
    @OptionGroup var language: MessagesLanguage

    @Option(help: "从该序号之后开始 / begin after this number")
    var after: Int64?

    @Option(help: "写入的目录 / folder to write them to")
    var out: String?

    @Flag(help: "以 JSON 输出 / print JSON")
    var json = false

    public init() {}

    public func run() async throws {
        let work = ReceiptsWork(client: try place.client(), out: out)
        let (json, language) = (json, language.language)
        do {
            try await work.run(after: after) { receipts in
                for receipt in receipts {
                    print(
                        json ? ReceiptsWork.json(receipt) : ReceiptsWork.text(receipt, language))
                }
            }
        } catch let trouble as DeclareTrouble {
            throw ValidationError(trouble.message[language])
        }
    }
}

/// What `tradewind receipts` does, without its arguments.
struct ReceiptsWork: Sendable {
    let client: DeclareClient
    /// Folder to write to; nil for none.
    let out: String?

    /// Pulls page after page until there is none; `show` gets each page once it is written.
    func run(
        after place: Int64?, _ show: @Sendable ([ReceiptBook.Receipt]) -> Void
    ) async throws {
        var position = try await kept()
        if let place { position = place }
        while true {
            let page = try await client.receipts(after: position, limit: 200)
            let receipts = try (page["receipts"]?.elements ?? []).map(receipt)
            guard let last = receipts.last, last.sequence > position else { return }
            if let out {
                try await BlockingThread.run {
                    try FolderOutbox.write(receipts, into: OpenFolder(path: out))
                }
            }
            show(receipts)
            position = last.sequence
        }
    }

    private func kept() async throws -> Int64 {
        guard let out else { return 0 }
        return try await BlockingThread.run {
            try FileManager.default.createDirectory(
                atPath: out, withIntermediateDirectories: true)
            return try FolderOutbox.position(in: OpenFolder(path: out))
        }
    }

    private func receipt(_ json: JSON) throws(DeclareTrouble) -> ReceiptBook.Receipt {
        // The type becomes part of a file's name: nothing but CEB and digits.
        guard let sequence = json["sequence"]?.integer, let type = json["type"]?.string,
            type.utf8.count == 6, type.hasPrefix("CEB"),
            type.utf8.dropFirst(3).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let status = json["status"]?.integer, let body = json["xml"]?.string
        else {
            throw DeclareTrouble(
                message: Localized(
                    zh: "服务器的应答无法识别", en: "The server's answer was not understood"))
        }
        return ReceiptBook.Receipt(
            sequence: sequence,
            at: Instant(milliseconds: 0), type: type, subject: json["subject"]?.string ?? "",
            status: status, info: json["info"]?.string ?? "", body: Array(body.utf8))
    }

    static func text(_ receipt: ReceiptBook.Receipt, _ language: Language) -> String {
        MessagesText.harmless(
            "\(receipt.sequence)  \(receipt.type)  \(receipt.subject)  \(receipt.status) "
                + "\(DeclareReport.name(of: receipt.status)[language])  \(receipt.info)")
    }

    static func json(_ receipt: ReceiptBook.Receipt) -> String {
        JSON.object([
            .init("sequence", .integer(receipt.sequence)), .init("type", .text(receipt.type)),
            .init("subject", .text(receipt.subject)), .init("status", .integer(receipt.status)),
            .init("info", .text(receipt.info)),
        ]).encoded
    }
}

import FoundationEssentials
import Journal
import Kernel
import Wire

/// What `tradewind receipts` does, without its arguments.
struct ReceiptPull: Sendable {
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
                try await OwnThread.run {
                    try FolderOutbox.write(receipts, into: OpenFolder(path: out))
                }
            }
            show(receipts)
            position = last.sequence
        }
    }

    private func kept() async throws -> Int64 {
        guard let out else { return 0 }
        return try await OwnThread.run {
            do {
                try FileManager.default.createDirectory(
                    atPath: out, withIntermediateDirectories: true)
                return try FolderOutbox.position(in: OpenFolder(path: out))
            } catch {
                throw DeclareTrouble(
                    message: Localized(
                        zh: "无法把回执写入 \(out)：它不是目录，或没有读写权限",
                        en: "Receipts cannot be written to \(out): it is no folder, or may not be "
                            + "read and written"))
            }
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
}

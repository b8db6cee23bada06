import FoundationEssentials
import Kernel
import Proofs
import Wire

/// What `tradewind verify FILE…` does: receipts that carry proofs, checked without asking anybody.
struct VerifyReceipts {
    let check: ReceiptCheck
    let isJSON: Bool

    /// - Parameters:
    ///   - policy: path of a policy file.
    ///   - key: key of the log, where it is believed alone.
    init(policy: String?, key: String?, json: Bool) throws {
        isJSON = json
        if let policy {
            check = try ReceiptCheck(policy: try VerifyReceipts.bytes(policy))
        } else if let key {
            check = try ReceiptCheck(key: key)
        } else {
            throw ProofsRefusal.noPolicy
        }
    }

    /// Looks at each file and tells; gives how many do not hold.
    func run(_ paths: [String], tell: (String) -> Void) throws -> Int {
        var wrong = 0
        for path in paths {
            let bytes = try VerifyReceipts.bytes(path)
            do {
                for finding in try check.findings(in: bytes) { tell(line(finding, path)) }
            } catch let refusal as any Refusal {
                wrong += 1
                tell(line(refusal, path))
            }
        }
        return wrong
    }

    private func line(_ found: ReceiptCheck.Finding, _ path: String) -> String {
        let number = found.what.isEmpty ? found.number.map { String($0) } ?? "" : found.what
        guard isJSON else {
            let seen =
                found.witnesses.isEmpty
                ? "" : "，见证方 / witnesses: " + found.witnesses.joined(separator: ", ")
            return "\(path) \(number): 已证明 / proven: \(found.at.iso), "
                + "\(found.origin) \(found.index)/\(found.size)\(seen)"
        }
        return JSON.object([
            .init("file", .text(path)), .init("proven", .bool(true)),
            .init("sequence", found.number.map { .integer($0) } ?? .null),
            .init("what", .text(found.what)),
            .init("at", .text(found.at.iso)), .init("log", .text(found.origin)),
            .init("index", .integer(found.index)), .init("size", .integer(found.size)),
            .init("witnesses", .array(found.witnesses.map { .text($0) })),
        ]).encoded
    }

    private func line(_ refusal: any Refusal, _ path: String) -> String {
        guard isJSON else {
            return """
                \(path): 未证明 / not proven: \(refusal.code)
                  \(refusal.message.zh) \(refusal.fix.zh)
                  \(refusal.message.en) \(refusal.fix.en)
                """
        }
        return JSON.object([
            .init("file", .text(path)), .init("proven", .bool(false)),
            .init("code", .text(refusal.code)), .init("zh", .text(refusal.message.zh)),
            .init("en", .text(refusal.message.en)),
        ]).encoded
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw WrongSetting(
                name: "verify", value: path,
                expected: Localized(zh: "一个可读的文件", en: "a file that can be read"))
        }
        return [UInt8](data)
    }
}

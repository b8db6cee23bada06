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
    ///   - clock: a witness's signature from later than now does not count.
    init(policy: String?, key: String?, json: Bool, clock: Clock = .system) throws {
        isJSON = json
        if let policy {
            check = try ReceiptCheck(policy: try VerifyReceipts.bytes(policy), clock: clock)
        } else if let key {
            check = try ReceiptCheck(key: key, clock: clock)
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
                for one in try check.each(in: bytes) {
                    let place = one.sequence.map { "\(path) \($0)" } ?? path
                    do {
                        tell(line(try one.found.get(), place))
                    } catch let refusal as any Refusal {
                        wrong += 1
                        tell(line(refusal, place))
                    }
                }
            } catch let refusal as any Refusal {
                wrong += 1
                tell(line(refusal, path))
            }
        }
        return wrong
    }

    private func line(_ found: ReceiptCheck.Finding, _ path: String) -> String {
        let what = found.what.isEmpty ? found.kind : found.what
        guard isJSON else {
            let seen =
                found.witnesses.isEmpty
                ? "" : "，见证方 / witnesses: " + found.witnesses.joined(separator: ", ")
            return "\(path) \(what): 已证明 / proven: \(found.at.iso), "
                + "\(found.origin) \(found.index)/\(found.size)\(seen)" + shown(found)
                + unproven(found)
        }
        return JSON.object([.init("file", .text(path))] + found.json.members).encoded
    }

    /// Fields that were shown by themselves, a line each, and the names of the others.
    private func shown(_ found: ReceiptCheck.Finding) -> String {
        guard !found.fields.isEmpty else { return "" }
        let lines = found.fields.map { "\n  \($0.name): \($0.value)" }.joined()
        guard !found.withheld.isEmpty else { return lines }
        return lines + "\n  未披露 / withheld: " + found.withheld.joined(separator: ", ")
    }

    /// What stands beside the message and not in it.
    private func unproven(_ found: ReceiptCheck.Finding) -> String {
        guard !found.unproven.isEmpty else { return "" }
        let names = found.unproven.joined(separator: ", ")
        return "\n  报文中没有，未证明 / not in the message, not proven: \(names)"
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

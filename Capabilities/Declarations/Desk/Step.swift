import Kernel
import Wire

/// One step of a list, as an authority says it: where it stands now, and why. The desk takes steps
/// by rule, officers by judgement; `Steps.apply` is the one place where a step takes effect.
struct Step: Sendable, Hashable {
    var status: Status
    /// The text of the receipt, `[Code:2600;Desc:放行]`.
    var info: String
    /// The article a rule decided by; nil where a person decided.
    var citation: String?
    /// The receipt as it came, where a far side decided; nil where it is to be written.
    var came: [UInt8]?
    /// The number in the receipt where it is none of those a list may stand in: an error.
    var number: Int64?
    /// Our receipt quotes what a far side said.
    var quotesFarSide = false

    /// A step that needs no reason, in the words the customs use for it.
    init(_ status: Status, adding reason: String = "") {
        self.status = status
        let words =
            switch status {
            case .stored: coded("1800", ReceiptPhrase.passed.told())
            case .review: coded("1200", ReceiptPhrase.review.told())
            case .released: coded("2600", ReceiptPhrase.released.told())
            default: status.name.zh
            }
        info = reason.isEmpty ? words : "\(words) \(plain(reason))"
    }

    init(_ status: Status, info: String, citation: String? = nil) {
        self.status = status
        self.info = info
        self.citation = citation
    }

    /// What the journal keeps of it besides the status. Words of a far side may name people: they
    /// stand in the receipt, which is encrypted, and the journal has its number and code.
    func told(in receipt: Int64?) -> [JSON.Member] {
        guard came != nil || quotesFarSide else { return [.init("info", .text(info))] }
        var members: [JSON.Member] = []
        if let number { members.append(.init("number", .integer(number))) }
        if let code { members.append(.init("code", .text(code))) }
        if let receipt { members.append(.init("receipt", .integer(receipt))) }
        return members
    }

    /// The code the text begins with; nil where there is none, or what stands there is no code.
    private var code: String? {
        let start = "[Code:"
        guard info.utf8.starts(with: start.utf8) else { return nil }
        let code = info.utf8.dropFirst(start.utf8.count).prefix { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
        return (1...8).contains(code.count) ? String(decoding: code, as: UTF8.self) : nil
    }

    /// Sends a list back with everything that does not hold.
    static func rejected(for findings: [Finding]) -> Step {
        Step(
            .rejected, info: receiptInfo(findings, code: Status.rejected.rawValue),
            citation: findings.first?.citation.text)
    }
}

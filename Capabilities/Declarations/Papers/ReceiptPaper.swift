import Kernel
import Paper
import Papers
import Parties
import Reference
import Secrets
import Wire

/// A receipt of the protocol on paper. The message itself is what counts: its hash stands below.
struct ReceiptPaper: Sendable {
    let receipt: ReceiptBook.Receipt
    let tenant: String
    let codes: CodeTables
    let register: EnterpriseRegister

    private var digest: String { Digest.hex(Digest.sha256(receipt.body)) }

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .receipt, tenant: tenant, subject: String(receipt.sequence),
            subtitle: Localized(same: receipt.type), number: String(receipt.sequence),
            issuer: Localized(zh: "Tradewind 贸易单一窗口", en: "Tradewind trade single window"),
            day: receipt.at.day,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "报送企业", en: "Sender"), register.name(of: tenant).zh,
                    register.enterprise(id: tenant)?.creditCode ?? "")
            ],
            data: .object([
                .init("sequence", .integer(receipt.sequence)), .init("type", .text(receipt.type)),
                .init("subject", .text(receipt.subject)),
                .init("status", .integer(receipt.status)), .init("info", .text(receipt.info)),
                .init("at", .text(receipt.at.iso)), .init("sha256", .text(digest)),
            ]),
            blocks: { paper.blocks($0) })
    }

    /// For English readers what the receipt says, as far as it is known in English.
    private func said(_ language: Language) -> [PaperBlock] {
        guard language == .en else { return [] }
        return ReceiptText(receipt.info).parts.compactMap { part in
            ReceiptSentences.english(part.words).map { english in
                .paragraph(part.code.isEmpty ? english : "\(part.code): \(english)")
            }
        }
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let status =
            (receipt.standing
            ?? codes[.receiptStatuses].name(of: String(receipt.status), on: receipt.at.day))?[
                language] ?? ""
        return [
            .grid(
                [
                    PaperField(word("报送企业", "Sender"), register.name(of: tenant)[language]),
                    PaperField(word("报文类型", "Message type"), receipt.type),
                    PaperField(word("单证编号", "About"), receipt.subject),
                    PaperField(word("回执时间", "Given"), receipt.at.text),
                    PaperField(word("状态", "Status"), "\(receipt.status) \(status)"),
                    PaperField(word("回执序号", "Number"), String(receipt.sequence)),
                ], columns: 3),
            .heading(word("回执说明", "What it says")), .paragraph(receipt.info),
        ] + said(language) + [
            .note("SHA-256 \(word("（回执报文）", "of the message")) \(digest)"),
        ]
    }
}

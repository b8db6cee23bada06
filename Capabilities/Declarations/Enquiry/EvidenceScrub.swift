import Journal
import Kernel
import Plug
import Secrets
import Store

/// Looks whether messages, answers and receipts are what they were when they were stored, and
/// whether each has what belongs to it.
struct EvidenceScrub: Sendable {
    let journal: Journal

    var all: [Scrub] {
        [
            Scrub(
                "declarations.messages",
                Localized(zh: "报文与应答", en: "messages and their answers"), run: messages),
            Scrub("declarations.receipts", Localized(zh: "回执", en: "receipts"), run: receipts),
            Scrub(
                "declarations.lists",
                Localized(zh: "清单及其回执和流水", en: "lists, their receipts and entries"),
                run: lists),
        ]
    }

    private func messages(_ store: Store) async throws -> Scrub.Findings {
        var findings = Scrub.Findings()
        let vault = try store.vault()
        var last = MessageLog.Key(tenant: "", type: "", guid: "")
        while true {
            let from = last
            let page = try await store.read { try EvidenceRows.messages(after: from, in: $0) }
            guard let end = page.last else { break }
            last = end.key
            findings.checked += page.count
            for message in page {
                let subject = "\(message.key.tenant) \(message.key.type) \(message.key.guid)"
                let tenant = message.key.tenant
                let isSame = vault.digest(message.body, of: tenant, for: MessageLog.bodyDigest)
                    == message.digest
                if !isSame {
                    findings.mismatches.append(Scrub.Mismatch(subject, Self.changedMessage))
                }
                if !isWhole(message, vault) {
                    findings.mismatches.append(Scrub.Mismatch(subject, Self.changedAnswer))
                }
            }
        }
        findings.mismatches += try await store.read { session in
            try EvidenceRows.answersWithoutReceipt(in: session).map {
                Scrub.Mismatch("\($0.0) \($0.1)", Self.noReceiptOfAnswer)
            }
        }
        return findings
    }

    private func receipts(_ store: Store) async throws -> Scrub.Findings {
        var findings = Scrub.Findings()
        let vault = try store.vault()
        var last = (tenant: "", sequence: Int64(0))
        while true {
            let from = last
            let page = try await store.read {
                try EvidenceRows.receipts(after: from.tenant, from.sequence, in: $0)
            }
            guard let end = page.last else { break }
            last = (end.tenant, end.sequence)
            findings.checked += page.count
            findings.mismatches += page.filter {
                vault.digest($0.body, of: $0.tenant, for: ReceiptBook.digest) != $0.digest
            }.map {
                Scrub.Mismatch("\($0.tenant) \($0.sequence)", Self.changedReceipt)
            }
        }
        return findings
    }

    private func lists(_ store: Store) async throws -> Scrub.Findings {
        var findings = Scrub.Findings()
        var last = (preNo: "", declarant: "")
        while true {
            let from = last
            let page = try await store.read { session in
                try EvidenceRows.lists(after: from.preNo, of: from.declarant, in: session).map {
                    (
                        list: $0,
                        hasEntry: try !journal.timeline(
                            of: $0.preNo, tenant: $0.declarant, in: session
                        ).isEmpty
                    )
                }
            }
            guard let end = page.last?.list else { break }
            last = (end.preNo, end.declarant)
            findings.checked += page.count
            for (list, hasEntry) in page {
                let subject = "\(list.declarant) \(list.preNo)"
                // What was withdrawn or cancelled is told by a receipt of another number.
                if !list.hasReceipt, Status(rawValue: list.status)?.isOfficial ?? true {
                    findings.mismatches.append(Scrub.Mismatch(subject, Self.noReceiptOfStatus))
                }
                if !hasEntry {
                    findings.mismatches.append(Scrub.Mismatch(subject, Self.noEntry))
                }
            }
        }
        return findings
    }

    /// Answer and digest are there together and fit, or neither is: then it is a receipt.
    private func isWhole(_ message: EvidenceRows.Message, _ vault: Vault) -> Bool {
        guard let answer = message.answer, let digest = message.answerDigest else {
            return message.answer == nil && message.answerDigest == nil
        }
        return vault.digest(answer, of: message.key.tenant, for: MessageLog.answerDigest)
            == digest
    }

    private static let changedMessage = Localized(
        zh: "报文内容与摘要不符", en: "the message does not fit its digest")
    private static let changedAnswer = Localized(
        zh: "应答内容与摘要不符", en: "the answer does not fit its digest")
    private static let changedReceipt = Localized(
        zh: "回执内容与摘要不符", en: "the receipt does not fit its digest")
    private static let noReceiptOfAnswer = Localized(
        zh: "应答（回执编号如左）未列入发送方的回执",
        en: "the answer of this number is no receipt of its sender")
    private static let noReceiptOfStatus = Localized(
        zh: "没有与现状态对应的回执", en: "its status has no receipt")
    private static let noEntry = Localized(zh: "流水中没有记载", en: "the journal has no entry of it")
}

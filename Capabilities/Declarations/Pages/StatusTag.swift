import Kernel
import Web

extension Status {
    /// What the status means to whoever reads it.
    var tone: Tone {
        switch self {
        case .staged, .withdrawn, .cancelled: .neutral
        case .declaring, .sent, .stored, .concluded: .info
        case .released, .closed: .success
        case .review, .inspection, .suspended: .warn
        case .rejected, .notSent, .sentBack, .detainedClearance, .detainedSmuggling, .detainedLegal,
            .detainedOther, .handedOver:
            .danger
        }
    }
}

extension InventoryShelf.Record {
    /// The status as a dot and a word; a list that lacks documents says so, for that is what its
    /// owner can change.
    func tag(_ language: Language) -> HTML {
        guard status == .declaring, !waitsFor.isEmpty else {
            return .tag(status.name[language], status.tone)
        }
        return .tag(Localized(zh: "待单证", en: "Waits for documents")[language], .warn)
    }

    /// 订单、运单 / Order, waybill.
    func awaitedNames(_ language: Language) -> String {
        MessageType.names(awaited, language)
    }

    /// What keeps it, in a few words: the documents it waits for, or the first thing found.
    func obstacle(_ language: Language) -> String {
        guard status == .rejected else { return awaitedNames(language) }
        let findings = decision.flatMap(Decision.init(encoded:))?.findings ?? []
        guard let first = findings.first else { return "" }
        return findings.count == 1
            ? first.message[language]
            : Localized(
                zh: "\(first.message.zh)，等 \(findings.count) 项",
                en: "\(first.message.en), and \(findings.count - 1) more")[language]
    }
}

extension MessageType {
    /// Names of several types in one line.
    static func names(_ types: [MessageType], _ language: Language) -> String {
        types.map { $0.name[language] }.joined(separator: language == .zh ? "、" : ", ")
    }
}

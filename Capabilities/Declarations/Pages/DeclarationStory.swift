import Journal
import Kernel
import Web
import Wire

/// The journal of a declaration in words. Who acted is told by role, and by name only to the one
/// who did it: one enterprise's people are not another's to see.
struct DeclarationStory: Sendable {
    let entries: [Entry]
    /// Those given for the list: of what a far side wrote only they have the words.
    let receipts: [ReceiptBook.Receipt]
    let viewer: Principal
    let words: ReceiptWords
    let type: MessageType

    /// What happened, newest first.
    func entries(_ language: Language) -> [TimelineEntry] {
        entries.reversed().map { entry in
            let status = entry.payload["status"]?.integer.flatMap(Status.init(rawValue:))
            return TimelineEntry(
                time: entry.at.text, title: title(entry, status)[language],
                actor: actor(entry, language), tone: tone(entry, status),
                detail: detail(entry, language),
                citation: entry.citation.map { Citation(document: $0) })
        }
    }

    /// What lies ahead, before what has been; nothing when all is done.
    func ahead(_ next: NextAct, _ language: Language) -> [TimelineEntry] {
        guard !next.isOver else { return [] }
        return [
            TimelineEntry(
                time: Localized(zh: "待办", en: "next")[language], title: next.what[language],
                actor: "", tone: next.tone, isAhead: true)
        ]
    }

    private func title(_ entry: Entry, _ status: Status?) -> Localized {
        switch entry.kind {
        case JournalKind.listStaged: Localized(zh: "暂存", en: "Kept as a draft")
        case JournalKind.listLodged: Localized(zh: "申报，已接收", en: "Declared and received")
        case JournalKind.listRelayed:
            Localized(zh: "申报，已接收，待转发海关", en: "Declared and received, to be sent on")
        case JournalKind.listWithdrawn: Localized(zh: "撤回", en: "Withdrawn")
        case JournalKind.listWaits: Localized(zh: "等待单证", en: "Waits for documents")
        case JournalKind.listFollowed: followed(entry, status)
        default: status?.name ?? Localized(zh: "状态变化", en: "Moved on")
        }
    }

    /// 出口撤销申请单：审结 / Export cancellation: concluded.
    private func followed(_ entry: Entry, _ status: Status?) -> Localized {
        let type = entry.payload["type"]?.string.flatMap(MessageType.init(rawValue:))
        let (what, how) = (type?.name, status?.name)
        return Localized(
            zh: "\(what?.zh ?? "")：\(how?.zh ?? "")", en: "\(what?.en ?? ""): \(how?.en ?? "")")
    }

    private func tone(_ entry: Entry, _ status: Status?) -> Tone {
        switch entry.kind {
        case JournalKind.listWaits: .warn
        case JournalKind.listLodged: .info
        default: status?.tone ?? .neutral
        }
    }

    private func actor(_ entry: Entry, _ language: Language) -> String {
        if entry.actor == viewer.id { return viewer.name }
        if entry.actor == "declarations.desk" {
            return Localized(zh: "规则自动处理", en: "by rule")[language]
        }
        return [JournalKind.listMoved, JournalKind.listFollowed].contains(entry.kind)
            ? Localized(zh: "关员", en: "an officer")[language]
            : Localized(zh: "申报企业", en: "the declarant")[language]
    }

    private func detail(_ entry: Entry, _ language: Language) -> HTML? {
        if let awaited = entry.payload["waitsFor"]?.string {
            let types = awaited.split(separator: " ").compactMap {
                MessageType(rawValue: String($0))
            }
            return "<p>\(MessageType.names(types, language))</p>"
        }
        let receipt = entry.payload["receipt"]?.integer
        let told = receipts.first { $0.sequence == receipt }?.info
        return (entry.payload["info"]?.string ?? told).map {
            let answered = entry.payload["type"]?.string ?? type.rawValue
            return words.html($0, answering: String(answered.dropFirst(3)), language)
        }
    }
}

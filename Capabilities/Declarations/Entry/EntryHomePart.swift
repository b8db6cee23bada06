import Kernel
import Plug
import Web

extension EntryDesk {
    /// Drafts on the first page: what somebody has begun and not sent.
    var homePart: HomePart {
        HomePart(
            "declarations.drafts", Localized(zh: "草稿", en: "Drafts"), tone: .info,
            more: "/entry", kinds: [.member, .key],
            access: .permission(DeclarationsPermission.lodge)
        ) { person, limit in
            guard !person.enterprise.isEmpty else { return [] }
            return try await all(of: person.enterprise, limit: limit).map { entry in
                HomePart.Row(
                    entry.title.zh, kind: entry.record.type.name, state: entry.record.state.name,
                    tone: entry.record.state == .sending ? .warn : .neutral,
                    path: "/entry/\(entry.record.id)", since: entry.record.changedAt)
            }
        }
    }
}

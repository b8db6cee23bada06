import Kernel
import Reference

/// The words of `Data/audit-words.csv`: what the kinds of journal entries mean, of all rooms.
enum AuditEvents {
    /// Read once. A house without the file still tells of which area an entry is; the tests see
    /// that it is there and whole.
    static let words: [String: Localized] = {
        guard let share = try? Share.find(), let words = try? load(share) else { return [:] }
        return words
    }()

    /// Throws a `DataFault` of a damaged table.
    static func load(_ share: Share) throws -> [String: Localized] {
        var words: [String: Localized] = [:]
        var file = try DataFile("Capabilities/Parties/Data/audit-words.csv", in: share)
        let (kind, zh, en) = (
            try file.column("kind"), try file.column("zh"), try file.column("en")
        )
        while let row = try file.next() {
            let name = try row.required(kind, "kind")
            guard words[name] == nil else { throw row.fault("kind") }
            words[name] = Localized(zh: try row.required(zh, "zh"), en: try row.required(en, "en"))
        }
        return words
    }
}

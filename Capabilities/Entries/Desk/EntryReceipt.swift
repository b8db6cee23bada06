import Kernel
import Wire

/// What the sender of a declaration is given, once and for ever (申报回执).
enum EntryReceipt {
    static func json(_ entry: GoodsEntry, digest: String) -> JSON {
        .object([
            .init("receipt", .text("entries.accepted")),
            .init("number", .text(entry.number)), .init("ownNumber", .text(entry.ownNumber)),
            .init("state", .text(entry.state.rawValue)),
            .init("acceptedAt", .text(entry.lodgedAt.iso)),
            .init("acceptedOn", .text(entry.acceptedOn.text)),
            .init("taxYuan", .text(entry.tax.text)),
            .init("lateFeeYuan", .text(entry.fee.text)),
            .init("totalYuan", .text(entry.owed.text)),
            .init("digest", .text("sha256:" + digest)),
        ])
    }

    /// What is given for step two, once and for ever.
    static func completion(_ entry: GoodsEntry, at now: Instant, digest: String) -> JSON {
        .object([
            .init("receipt", .text("entries.completed")),
            .init("number", .text(entry.number)), .init("ownNumber", .text(entry.ownNumber)),
            .init("state", .text(entry.state.rawValue)),
            .init("completedAt", .text(now.iso)),
            .init("acceptedOn", .text(entry.acceptedOn.text)),
            .init("taxYuan", .text(entry.tax.text)),
            .init("lateFeeYuan", .text(entry.fee.text)),
            .init("totalYuan", .text(entry.owed.text)),
            .init("digest", .text("sha256:" + digest)),
        ])
    }
}

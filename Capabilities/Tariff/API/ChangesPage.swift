import Wire

/// Some of the changes of a table: a table of the law may have a hundred thousand lines, and an
/// answer with all of them would be larger than the table.
struct ChangesPage: Sendable {
    /// Most changes in one answer.
    static let most = 1_000

    let rows: ArraySlice<EditionReport.Change>
    let total: Int
    /// How many to pass by for the next ones; nil where these are the last.
    let next: Int?

    init(_ all: [EditionReport.Change], after: Int, most: Int = ChangesPage.most) {
        rows = all.dropFirst(max(0, after)).prefix(most)
        total = all.count
        next = rows.endIndex < all.count ? rows.endIndex : nil
    }

    var json: JSON {
        .array(rows.map { change in
            .object([
                .init("subject", .text(change.subject)), .init("what", .text(change.what.rawValue)),
                .init("details", .array(change.details.map { .text($0) })),
            ])
        })
    }

    /// Address of the changes that are left out; null where there are none, or no proposal keeps
    /// them.
    static func rest(_ next: Int?, of proposal: Int64?) -> JSON {
        guard let next, let proposal else { return .null }
        return .text("/api/v1/tariff/proposals/\(proposal)?after=\(next)")
    }

    /// An answer as it was kept before its proposal had a number, with it.
    static func told(_ kept: String, of proposal: Int64) -> JSON? {
        guard let json = try? JSON(Array(kept.utf8)), case .object(let members) = json else {
            return nil
        }
        let next = json["changesNext"]?.integer.map { Int($0) }
        return .object(members.map { member in
            switch member.name {
            case "proposal": .init(member.name, .integer(proposal))
            case "rest": .init(member.name, rest(next, of: proposal))
            default: member
            }
        })
    }
}

public import Kernel
import Reference
import Web
import Wire

/// A body whose officers decide here: customs, tax, commerce.
public struct Authority: Sendable, Hashable, Identifiable {
    /// Id of the customs: whose officers see the declarations of their districts.
    public static let customs = "customs"

    /// Short word, as stored with an officer: `customs`.
    public let id: String
    /// As shown beside the officer's name.
    public let name: Localized
    /// Whether its officers act for customs districts; those of others name none.
    public let hasDistricts: Bool
    let permissions: Set<Permission>

    /// For whoever documents or tests refusals.
    static let example = Authority(
        id: "tax", name: Localized(zh: "税务机关", en: "Tax administration"), hasDistricts: false,
        permissions: [])
}

/// The authorities there are, and what their officers may do (`Data/authorities.json`).
public struct Authorities: Sendable {
    private let rows: [Dated<Authority>]

    /// Stops the start: names the file and what is wrong with it.
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads the table; throws when it is missing or damaged.
    public static func load(_ share: Share) throws -> Authorities {
        let path = "Capabilities/Parties/Data/authorities.json"
        var rows: [Dated<Authority>] = []
        for row in try JSON(share.bytes(path)).elements {
            guard let id = row["id"]?.string, let zh = row["zh"]?.string,
                let en = row["en"]?.string, let hasDistricts = row["districts"]?.boolean,
                let permissions = row["permissions"]?.elements,
                let from = row["from"]?.string.flatMap({ Day($0) }),
                let source = row["source"]?.string
            else { throw Broken(description: "\(path): \(row.encoded) is not an authority") }
            let authority = Authority(
                id: id, name: Localized(zh: zh, en: en), hasDistricts: hasDistricts,
                permissions: Set(permissions.compactMap(\.string).map(Permission.init)))
            rows.append(
                Dated(
                    from: from, to: row["to"]?.string.flatMap { Day($0) }, value: authority,
                    citation: Citation(document: source)))
        }
        let authorities = Authorities(rows: rows)
        guard authorities.contains(Authority.customs) else {
            throw Broken(description: "\(path): \(Authority.customs) is missing")
        }
        return authorities
    }

    /// The authority of an id on a day; nil for one that is not or no longer there.
    public func find(_ id: String, on day: Day) -> Authority? {
        rows.filter { $0.value.id.utf8.elementsEqual(id.utf8) }.inForce(on: day)?.value
    }

    /// Whether there is or was an authority of this id.
    public func contains(_ id: String) -> Bool {
        rows.contains { $0.value.id.utf8.elementsEqual(id.utf8) }
    }

    /// Those there are on a day, as the table lists them.
    public func all(on day: Day) -> [Authority] {
        rows.compactMap { $0.holds(on: day) ? $0.value : nil }
    }
}

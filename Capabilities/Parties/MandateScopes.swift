import Kernel
import Reference
import Wire

/// Who may give a mandate of a scope to whom, by day (`Data/mandate-scopes.json`).
struct MandateScopes: Sendable {
    /// Roles of the two sides; each side has to hold one of its own, where any are named.
    struct Sides: Sendable {
        let grantor: [EnterpriseRole]
        let grantee: [EnterpriseRole]

        func roles(of side: Mandate.Side) -> [EnterpriseRole] {
            side == .grantor ? grantor : grantee
        }
    }

    private let values: [MandateScope: [Dated<Sides>]]

    init(share: Share) throws {
        let path = "Capabilities/Parties/Data/mandate-scopes.json"
        var values: [MandateScope: [Dated<Sides>]] = [:]
        for row in try JSON(share.bytes(path)).elements {
            func roles(_ name: String) -> [EnterpriseRole] {
                (row[name]?.elements ?? []).compactMap(\.string)
                    .compactMap { EnterpriseRole(rawValue: $0) }
            }
            let sides = Sides(grantor: roles("grantor"), grantee: roles("grantee"))
            guard let scope = row["name"]?.string.flatMap({ MandateScope(rawValue: $0) }),
                let from = row["from"]?.string.flatMap({ Day($0) }),
                let document = row["document"]?.string,
                sides.grantor.isEmpty == (row["grantor"]?.string == "any"),
                sides.grantee.isEmpty == (row["grantee"]?.string == "any")
            else {
                throw DataFault(
                    path: path, line: 0, reason: "\(row.encoded) is not a scope")
            }
            values[scope, default: []].append(
                Dated(
                    from: from, to: row["to"]?.string.flatMap { Day($0) }, value: sides,
                    citation: Citation(
                        document: document, article: row["article"]?.string ?? "")))
        }
        self.values = values
    }

    /// Whether any enterprise may stand on a side on a day.
    func isOpen(_ scope: MandateScope, _ side: Mandate.Side, on day: Day) -> Bool {
        rule(scope, on: day)?.value.roles(of: side).isEmpty ?? false
    }

    /// The rule in force; nil on days on which nobody may give such a mandate.
    func rule(_ scope: MandateScope, on day: Day) -> Dated<Sides>? {
        values[scope]?.inForce(on: day)
    }
}

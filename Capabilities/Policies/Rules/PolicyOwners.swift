import Kernel
import Reference

/// Which authority keeps the policies of an issuer (`Data/owners.csv`): a policy that is shipped
/// has an owner, and nobody else changes it without the owner's word.
struct PolicyOwners: Sendable {
    /// Beginning of the issuer's Chinese name, in the order of the file; `*` is everybody.
    private let rows: [(issuer: String, authority: String, from: Day)]

    /// Refuses a file that leaves an issuer without an owner.
    static func load(_ share: Share) throws(DataFault) -> PolicyOwners {
        let path = "Capabilities/Policies/Data/owners.csv"
        var file = try DataFile(path, in: share)
        let (issuer, authority) = (try file.column("issuer"), try file.column("authority"))
        let from = try file.column("valid_from")
        var rows: [(issuer: String, authority: String, from: Day)] = []
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from") else { throw row.fault("valid_from") }
            rows.append(
                (
                    issuer: try row.required(issuer, "issuer"),
                    authority: try row.required(authority, "authority"), from: first
                ))
        }
        guard rows.last?.issuer == "*" else {
            throw DataFault(path: path, line: 0, reason: "the last row has to be for every issuer")
        }
        return PolicyOwners(rows: rows)
    }

    /// The owner of a policy by its first version: who issued it first keeps it.
    func owner(of policy: Policy) -> String? {
        guard let version = policy.versions.first else { return nil }
        return rows.first { row in
            row.from <= version.from
                && (row.issuer == "*" || version.issuer.zh.utf8.starts(with: row.issuer.utf8))
        }?.authority
    }
}

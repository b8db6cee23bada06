import Kernel
import Wire

/// Families of operations as the reference shows them (`Data/families.tsv`): each with an example
/// that a test runs.
struct APIFamily: Sendable {
    /// Who the example needs to be.
    enum Caller: String, Sendable { case anyone, key }

    let id: String
    let name: Localized
    let lede: Localized
    /// Groups of operations, as `APIDocument.Operation.group` has them, or parts of one
    /// (`tariff/editions`) where a whole group is too much for a page.
    let groups: Set<String>
    /// Method and address of the example.
    let method: String
    let address: String
    let caller: Caller

    /// Throws with the line that cannot be read.
    static func load(_ share: Share) throws -> [APIFamily] {
        let path = "App/House/Data/families.tsv"
        var named: Set<String> = []
        return try TabTable(share, path, columns: 8).rows.map { row in
            let call = row[6].split(separator: " ").map(String.init)
            let groups = Set(row[5].split(separator: " ").map(String.init))
            guard call.count == 2, let caller = Caller(rawValue: row[7]),
                named.isDisjoint(with: groups)
            else { throw TabTable.Broken(what: "\(path): \(row[0])") }
            named.formUnion(groups)
            return APIFamily(
                id: row[0], name: Localized(zh: row[1], en: row[2]),
                lede: Localized(zh: row[3], en: row[4]),
                groups: groups, method: call[0], address: call[1], caller: caller)
        }
    }

    /// A command that does something, with `SERVER` and `KEY` in the environment.
    func command(_ bodies: APIBodies) -> String {
        var lines = ["curl -sS --fail-with-body \"$SERVER\(address)\""]
        if caller == .key { lines.append("-H \"Authorization: Bearer $KEY\"") }
        if let example = bodies["\(method) \(address)"]?.example {
            lines.append("-H \"Content-Type: application/json\"")
            lines.append("-d '\(example.encoded)'")
        }
        return lines.joined(separator: " \\\n    ")
    }
}

extension APIDocument {
    /// The operations of a family; the last family has those of groups that no family names.
    func operations(of family: APIFamily, among families: [APIFamily]) -> [Operation] {
        let rest = family.id == families.last?.id
        let named = Set(families.flatMap(\.groups))
        return operations.filter { operation in
            let part = operation.group + "/" + operation.part
            let key = named.contains(part) ? part : operation.group
            return family.groups.contains(key) || (rest && !named.contains(key))
        }
    }
}

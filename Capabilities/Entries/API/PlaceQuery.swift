import Kernel
import Web

/// From where a list goes on and how much of it is asked for, as it stands in an address.
struct PlaceQuery: Sendable {
    /// What the page before ended with.
    let after: String?
    let limit: Int

    static let names: [Route.Query] = [
        .init("after", Localized(
            zh: "从这个编号之后继续（上一页的 next）", en: "go on after this number (next of the page before)")),
        .init("limit", Localized(
            zh: "每页条数，1 至 200，默认 50", en: "rows of a page, 1 to 200, else 50"), kind: .integer),
    ]

    init(_ query: Form) throws {
        let place = trim(query["after"] ?? "")
        after = place.isEmpty ? nil : place
        let asked = trim(query["limit"] ?? "")
        guard let wanted = Int(asked.isEmpty ? "50" : asked),
            (1...EntryFilterQuery.most).contains(wanted)
        else { throw EntryRefusal.filter("limit", allowed: ["1 – \(EntryFilterQuery.most)"]) }
        limit = wanted
    }

    /// The same list from another place.
    static func address(_ path: String, after number: String?) -> String {
        Address.path(path, query: number.map { [Form.Pair("after", $0)] } ?? [])
    }
}

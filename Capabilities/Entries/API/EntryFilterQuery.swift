import Kernel
import Reference
import Web

/// The filters of a list as they stand in an address. One that means nothing is refused, because
/// whoever asked for some must not be shown all.
struct EntryFilterQuery: Sendable {
    let filter: EntryFilter
    /// Word of the state; empty for none.
    let state: String
    /// The entry after which the page goes on.
    let after: String?
    let limit: Int

    static let most = 200

    /// What the list reads from the query.
    static let names: [Route.Query] = [
        .init("state", Localized(
            zh: "状态代码，或 open（在办）、all（全部）；关员默认 open",
            en: "a state, or open, or all; officers see open ones without it")),
        .init("district", Localized(zh: "申报地关区，四位", en: "customs district, four digits")),
        .init("mode", Localized(
            zh: "申报方式：advance、two-step、whole、summary-taxation",
            en: "advance, two-step, whole, summary-taxation")),
        .init("period", Localized(
            zh: "受理月份，如 2026-11", en: "month of acceptance, such as 2026-11")),
        .init("after", Localized(
            zh: "从这份报关单之后继续", en: "go on after this entry (next of the page before)")),
        .init("limit", Localized(
            zh: "每页份数，1 至 200，默认 50", en: "entries of a page, 1 to 200, else 50")),
    ]

    init(_ query: Form, _ desk: EntryDesk, for person: Principal, limit size: Int = 50) throws {
        func text(_ name: String) -> String { trim(query[name] ?? "") }
        let isOfficer = person.enterprise.isEmpty
        state = text("state")
        var filter = EntryFilter()
        switch state {
        case "": filter.isOpen = isOfficer
        case EntryFilter.open: filter.isOpen = true
        case EntryFilter.all: break
        default:
            guard let one = EntryState(rawValue: state) else {
                throw EntryRefusal.filter(
                    "state",
                    allowed: [EntryFilter.open, EntryFilter.all]
                        + EntryState.allCases.map(\.rawValue))
            }
            filter.states = [one]
        }
        if !text("mode").isEmpty {
            guard let mode = EntryFilter.Mode(rawValue: text("mode")) else {
                throw EntryRefusal.filter(
                    "mode", allowed: EntryFilter.Mode.allCases.map(\.rawValue))
            }
            filter.mode = mode
        }
        if !text("period").isEmpty {
            guard let month = EntryFilter.Month(text("period")) else {
                throw EntryRefusal.filter(
                    "period", allowed: [MonthlyPayment(of: desk.clock.today).period])
            }
            filter.month = month
        }
        filter.district = try Self.district(text("district"), desk, person)
        self.filter = filter
        after = text("after").isEmpty ? nil : text("after")
        let asked = text("limit").isEmpty ? String(size) : text("limit")
        guard let wanted = Int(asked), (1...Self.most).contains(wanted) else {
            throw EntryRefusal.filter("limit", allowed: ["1 – \(Self.most)"])
        }
        limit = wanted
    }

    /// One of an officer's districts; for a firm any that declarations are lodged in.
    private static func district(
        _ code: String, _ desk: EntryDesk, _ person: Principal
    ) throws -> String? {
        guard !code.isEmpty else { return nil }
        let isOfficer = person.enterprise.isEmpty
        let allowed =
            isOfficer
            ? person.districts.sorted()
            : desk.tables[.customsDistricts].entries(on: desk.clock.today).map(\.code)
                .filter { $0 != EntryReading.everywhere }
        guard allowed.contains(code) else {
            throw EntryRefusal.filter("district", allowed: allowed)
        }
        return code
    }

    /// The same list from another place; filters stay.
    func address(_ path: String, after number: String?) -> String {
        var pairs: [Form.Pair] = []
        if !state.isEmpty { pairs.append(.init("state", state)) }
        if let district = filter.district { pairs.append(.init("district", district)) }
        if let mode = filter.mode { pairs.append(.init("mode", mode.rawValue)) }
        if let month = filter.month { pairs.append(.init("period", month.text)) }
        if let number { pairs.append(.init("after", number)) }
        return Address.path(path, query: pairs)
    }
}

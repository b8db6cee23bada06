import Kernel
import Reference
import Web

/// The filters of a list as they stand in an address. Those that mean nothing are faults, because
/// whoever asked for some must not believe that all are they: a program is refused, a page tells
/// them and lets the others hold.
struct EntryFilterQuery: Sendable {
    let filter: EntryFilter
    /// Word of the state; empty for none.
    let state: String
    /// The entry after which the page goes on.
    let after: String?
    let limit: Int
    /// What means nothing, each `EntryRefusal.filter`.
    let faults: [EntryRefusal]

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
            zh: "每页份数，1 至 200，默认 50", en: "entries of a page, 1 to 200, else 50"), kind: .integer),
    ]

    init(_ query: Form, _ desk: EntryDesk, for person: Principal, limit size: Int = 50) {
        func text(_ name: String) -> String { trim(query[name] ?? "") }
        let isOfficer = person.enterprise.isEmpty
        var faults: [EntryRefusal] = []
        func unknown(_ name: String, _ allowed: [String]) {
            faults.append(.filter(name, allowed: allowed))
        }
        var filter = EntryFilter()
        let states = [EntryFilter.open, EntryFilter.all] + EntryState.allCases.map(\.rawValue)
        let state = states.contains(text("state")) ? text("state") : ""
        if state.isEmpty, !text("state").isEmpty { unknown("state", states) }
        filter.isOpen = state == EntryFilter.open || state.isEmpty && isOfficer
        if let one = EntryState(rawValue: state) { filter.states = [one] }
        filter.mode = EntryFilter.Mode(rawValue: text("mode"))
        if filter.mode == nil, !text("mode").isEmpty {
            unknown("mode", EntryFilter.Mode.allCases.map(\.rawValue))
        }
        filter.month = EntryFilter.Month(text("period"))
        if filter.month == nil, !text("period").isEmpty {
            unknown("period", [MonthlyPayment(of: desk.clock.today).period])
        }
        let districts = Self.districts(desk, person)
        if districts.contains(text("district")) {
            filter.district = text("district")
        } else if !text("district").isEmpty {
            unknown("district", districts)
        }
        let asked = text("limit").isEmpty ? String(size) : text("limit")
        let wanted = Int(asked).flatMap { (1...Self.most).contains($0) ? $0 : nil }
        if wanted == nil { unknown("limit", ["1 – \(Self.most)"]) }
        (self.filter, self.state, limit) = (filter, state, wanted ?? size)
        after = text("after").isEmpty ? nil : text("after")
        self.faults = faults
    }

    /// An officer's districts; for a firm all that declarations are lodged in.
    private static func districts(_ desk: EntryDesk, _ person: Principal) -> [String] {
        person.enterprise.isEmpty
            ? person.districts.sorted()
            : desk.tables[.customsDistricts].entries(on: desk.clock.today).map(\.code)
                .filter { $0 != EntryReading.everywhere }
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

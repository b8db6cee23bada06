public import Kernel
import Wire

/// A filter of an address that means nothing. Programs are refused with it; a page tells it above
/// its list and lets the other filters hold, because whoever asked for some must not believe that
/// these are they.
public struct FilterFault: Refusal, Hashable {
    /// First part of the code: `policies`.
    public let room: String
    /// Its name in the address.
    public let name: String
    /// What the page calls it.
    public let label: Localized
    /// What it may be; empty where that is no list.
    public let allowed: [String]
    /// Whether there is no filter of that name; then those allowed are names.
    public var isUnknown = false

    /// What is wrong with one filter.
    public init(_ room: String, _ name: String, label: Localized, allowed: [String] = []) {
        self.room = room
        self.name = name
        self.label = label
        self.allowed = allowed
    }

    public var code: String { "\(room).filter" }
    public var status: Int { 400 }
    public var field: String? { name }

    public var message: Localized {
        guard !isUnknown else {
            return Localized(
                zh: "没有名为“\(name)”的参数", en: "There is no parameter named “\(name)”")
        }
        return Localized(
            zh: "筛选条件“\(label.zh)”（\(name)）没有这个取值",
            en: "The filter \(label.en) (\(name)) has no such value")
    }

    public var fix: Localized {
        if isUnknown {
            let likely = LikelyName.of(name, among: allowed)
            return Localized(
                zh: (likely.map { "应为“\($0)”？" } ?? "")
                    + "核对拼写或删去；可用的参数：\(allowed.joined(separator: "、"))",
                en: (likely.map { "Did you mean “\($0)”? " } ?? "")
                    + "Check its name or leave it out; known: \(allowed.joined(separator: ", "))")
        }
        guard !allowed.isEmpty else {
            return Localized(zh: "改正取值；不筛选时不填", en: "Mend it, or leave it out to see all")
        }
        return Localized(
            zh: "可用：\(allowed.joined(separator: "、"))；不筛选时不填",
            en: "Known: \(allowed.joined(separator: ", ")); leave it out to see all")
    }

    /// For the summary above a list: it was left out, and the rest holds.
    public var sentence: Localized {
        Localized(
            zh: "“\(label.zh)”没有这个取值，未按它筛选，其他条件照常。",
            en: "\(label.en): no such value; it was left out, the other filters hold.")
    }

    /// For the summary above a list.
    public static func summary(_ faults: [FilterFault], _ language: Language) -> HTML {
        .errorSummary(
            faults.map { FormError(field: $0.name, $0.sentence[language]) }, language: language)
    }
}

extension Form {
    /// Names in an address that the page does not know, as faults: somebody thought to narrow a
    /// list by them.
    public func unknownFilters(_ room: String, known: Set<String>) -> [FilterFault] {
        var seen = known
        return pairs.filter { seen.insert($0.name).inserted && !$0.value.isEmpty }.map {
            var fault = FilterFault(
                room, $0.name, label: Localized(same: $0.name), allowed: known.sorted())
            fault.isUnknown = true
            return fault
        }
    }
}

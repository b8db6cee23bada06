import Kernel
import Wire

/// A supervised site of cross-border exports (跨境电商出口监管作业场所).
struct SupervisedSite: Sendable, Hashable {
    /// What stands at the site and how many of it.
    struct Equipment: Sendable, Hashable {
        let name: String
        let count: Int
    }

    enum State: String, Sendable, Hashable {
        case applied, open, refused
    }

    /// How it stands on a day.
    enum Standing: String, Sendable, Hashable {
        case applied, refused
        case notYet = "not-yet"
        case open, lapsed, suspended

        var name: Localized {
            switch self {
            case .applied: Localized(zh: "待审核", en: "Applied for")
            case .refused: Localized(zh: "不予登记", en: "Refused")
            case .notYet: Localized(zh: "尚未生效", en: "Not yet valid")
            case .open: Localized(zh: "正常", en: "Open")
            case .lapsed: Localized(zh: "已过期", en: "Lapsed")
            case .suspended: Localized(zh: "暂停", en: "Suspended")
            }
        }
    }

    let code: String
    /// Enterprise that runs it, by its id.
    let operatorID: String
    let district: String
    var name: String
    var nameEn: String
    var address: String
    /// Parcels a day.
    var capacity: Int64
    /// Square metres.
    var area: Int64
    var equipment: [Equipment]
    var state: State
    let appliedAt: Instant
    var from: Day?
    var to: Day?
    var suspendedFrom: Day?
    /// Last day of the suspension; nil while it has no end.
    var suspendedTo: Day?
    /// Why it was refused or suspended.
    var reason: String

    var title: Localized { Localized(zh: name, en: nameEn.isEmpty ? name : nameEn) }

    func standing(on day: Day) -> Standing {
        switch state {
        case .applied: return .applied
        case .refused: return .refused
        case .open: break
        }
        guard let from, from <= day else { return .notYet }
        if let to, to < day { return .lapsed }
        if let first = suspendedFrom, first <= day, suspendedTo.map({ day <= $0 }) ?? true {
            return .suspended
        }
        return .open
    }

    static func encoded(_ equipment: [Equipment]) -> String {
        JSON.array(
            equipment.map { .array([.text($0.name), .integer(Int64($0.count))]) }
        ).canonical
    }

    static func equipment(_ text: String) -> [Equipment] {
        ((try? JSON(Array(text.utf8)))?.elements ?? []).compactMap { pair in
            guard pair.elements.count == 2, let name = pair.elements[0].string,
                let count = pair.elements[1].integer
            else { return nil }
            return Equipment(name: name, count: Int(count))
        }
    }
}

/// A site with what came to it on a day.
struct SiteDay: Sendable, Hashable {
    let site: SupervisedSite
    let day: Day
    /// Parcels that arrived.
    let parcels: Int64
    let standing: SupervisedSite.Standing

    /// Parcels it can still take that day: none unless it is open.
    var free: Int64 { standing == .open ? max(0, site.capacity - parcels) : 0 }
    var isOverfull: Bool { parcels > site.capacity }
}

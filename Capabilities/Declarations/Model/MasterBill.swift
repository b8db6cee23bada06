import Kernel

/// A master bill (总单) under which exports and returned imports leave together (合包).
struct MasterBill: Sendable {
    /// By which rules a line leaves.
    enum Regime: String, Sendable, CaseIterable {
        /// New export goods, each by its own list.
        case export
        /// Returned imports that leave again.
        case reExport = "re-export"

        var name: Localized {
            switch self {
            case .export: Localized(zh: "出口", en: "Export")
            case .reExport: Localized(zh: "退货复运出境", en: "Returned goods")
            }
        }
    }

    struct Line: Sendable {
        let number: Int64
        let regime: Regime
        /// The export list, or the application by which the goods had come back.
        let source: String
        /// Line of that application, and how much of it; empty and zero for a whole list.
        var goods = ""
        var quantity = Fixed.zero
        /// Trade mode it leaves under.
        let mode: String
        /// Where a returned line stands; an export stands where its list does.
        var status: Status
        /// What an officer said.
        var reason = ""
    }

    let holder: String
    let number: String
    let district: String
    let vehicle: String
    let voyage: String
    let at: Instant
    var version: Int64 = 1
    var lines: [Line] = []
}

/// What is to go under a master bill.
struct MasterBillOrder: Sendable {
    enum Item: Sendable {
        /// An export list, by the number the customs gave it.
        case list(String)
        /// Goods that had come back: application, line of it, how much.
        case returned(String, gnum: String, quantity: Fixed)
    }

    var number: String
    var district: String
    var vehicle: String
    var voyage: String
    var items: [Item]

    /// Items, one a line: `2244…E…`, or `T… 1 2` (application, line, quantity). Nil when a line is
    /// neither.
    static func items(_ text: String) -> [Item]? {
        var found: [Item] = []
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: " ").map { String($0).trimmedBlanks }
        }
        for words in rows where !words.isEmpty {
            switch words.count {
            case 1: found.append(.list(words[0]))
            case 3:
                guard let quantity = try? Fixed(words[2]) else { return nil }
                found.append(.returned(words[0], gnum: words[1], quantity: quantity))
            default: return nil
            }
        }
        return found
    }
}

import Kernel

/// What of a desk somebody wants to see.
struct DeskSearch: Sendable, Hashable {
    enum Due: String, Sendable, CaseIterable {
        case overdue, today, later
    }

    /// Who has it.
    enum Held: String, Sendable, CaseIterable {
        case mine, nobody, colleague, proposed
    }

    var body: String?
    var service: String?
    var due: Due?
    var held: Held?
}

/// Where a page of a desk ends: the next goes on behind it, whatever came or went meanwhile.
struct DeskPlace: Sendable, Hashable {
    /// First moment after the term, in milliseconds; the greatest number where there is none.
    let due: Int64
    let number: String

    init(due: Int64, number: String) {
        self.due = due
        self.number = number
    }

    /// Reads what `text` has written; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, let due = Int64(parts[0]), parts[1].utf8.count <= 40 else {
            return nil
        }
        self.init(due: due, number: String(parts[1]))
    }

    /// As it stands in an address.
    var text: String { "\(due)_\(number)" }
}

/// How much waits at somebody's desks, all of it counted.
struct DeskLoad: Sendable, Hashable {
    var waiting = 0
    var overdue = 0
    var today = 0
    var mine = 0
    /// Since when the oldest lies where it is.
    var oldest: Instant?
    /// Ids of the services of which something waits.
    var services: [String] = []
}

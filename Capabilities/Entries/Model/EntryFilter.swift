import Kernel

/// Which entries of a list are wanted.
struct EntryFilter: Sendable, Hashable {
    /// How a declaration is made (申报方式).
    enum Mode: String, Sendable, Hashable, CaseIterable {
        case advance
        case twoStep = "two-step"
        case whole
        case monthly = "summary-taxation"

        var name: Localized {
            switch self {
            case .advance: Localized(zh: "提前申报", en: "In advance")
            case .twoStep: Localized(zh: "两步申报", en: "Two steps")
            case .whole: Localized(zh: "一次完整申报", en: "Whole at once")
            case .monthly: Localized(zh: "汇总征税", en: "Paid once a month")
            }
        }
    }

    /// Any of these; empty for all.
    var states: Set<EntryState> = []
    /// Those that are not at their end.
    var isOpen = false
    var district: String?
    var mode: Mode?
    /// Month of acceptance.
    var month: Month?

    /// A month by its first day and the first of the next.
    struct Month: Sendable, Hashable {
        let first: Day
        let following: Day

        /// `2026-11`.
        var text: String { String(first.text.prefix(7)) }

        /// Nil when the text is no month.
        init?(_ text: String) {
            guard text.utf8.count == 7, let first = Day("\(text)-01") else { return nil }
            self.first = first
            following = first.adding(months: 1)
        }
    }

    /// Word for what is not at its end.
    static let open = "open"
    /// Word for everything, where the open ones are shown else.
    static let all = "all"
}

import Kernel

/// Where a declaration stands that is entered by hand.
enum EntryState: String, Sendable, Hashable {
    /// Somebody is writing it.
    case open
    /// It was handed to the gateway; the answer has not been noted yet.
    case sending
    /// The gateway has taken it.
    case sent

    var name: Localized {
        switch self {
        case .open: Localized(zh: "草稿", en: "Draft")
        case .sending: Localized(zh: "报送中", en: "Being sent")
        case .sent: Localized(zh: "已报送", en: "Sent")
        }
    }
}

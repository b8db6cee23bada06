import Kernel
import Seal

/// Which messages a far side decides instead of the built-in desk, and how they get there.
struct RelayPlan: Sendable, Withheld {
    /// One real authority, or another single window that plays it.
    struct FarSide: Sendable, Withheld {
        enum Wrapping: Sendable, Hashable {
            case terminal
            /// Between nodes of the exchange platform.
            case transport(start: String, destination: String)
        }

        enum Way: Sendable, Hashable {
            /// The envelope as the body of a POST.
            case http(url: String)
            /// Files in a folder; what comes back lies in another one.
            case folder(out: String, in: String?)
            /// JSON with the message in it, as a local data centre takes it.
            case json(url: String)
        }

        /// Where receipts are fetched from, if they are not delivered.
        struct Poll: Sendable, Hashable {
            let url: String
        }

        /// Short name: in addresses, entries and tables.
        let name: String
        let title: Localized
        let types: Set<MessageType>
        /// DXP number messages are sent under; nil for each enterprise's own.
        let sender: String?
        /// Nil for the well-known number of the import or the export system.
        let receiver: String?
        let wrapping: Wrapping
        let way: Way
        /// Bearer key for the far side, by DXP number; the empty one is everybody's.
        let keys: [String: String]
        let poll: Poll?
        /// Code of the enterprise whose keys may deliver receipts; nil for nobody's.
        let account: String?
        /// Signs messages that carry no signature; nil leaves them so.
        let sealer: Sealer?
        /// Messages under way at the same time.
        let inFlight: Int

        func key(for number: String) -> String? { keys[number] ?? keys[""] }

        /// Whose receipts are fetched: each of these has a place of its own.
        var mailboxes: [String] {
            guard poll != nil else { return [] }
            return keys.keys.sorted()
        }
    }

    let sides: [FarSide]
    private let byType: [MessageType: FarSide]

    /// Nothing is relayed.
    static let none = RelayPlan([])

    init(_ sides: [FarSide]) {
        self.sides = sides
        var byType: [MessageType: FarSide] = [:]
        for side in sides { for type in side.types { byType[type] = side } }
        self.byType = byType
    }

    /// Who decides on documents of a type; nil for the built-in desk.
    func side(for type: MessageType) -> FarSide? { byType[type] }

    func side(named name: String) -> FarSide? { sides.first { $0.name == name } }
}

import Kernel
import Web
import Wire

/// Reads a JSON object member by member and collects everything wrong with its form, so that
/// mending takes one round.
struct JSONInput {
    private let object: JSON
    private(set) var faults: [Fault] = []

    /// - Parameter names: the members there may be; any other is a fault, as it would be ignored.
    /// - Throws: `PartiesRefusal.input` when the body is no JSON object.
    init(_ visit: Visit, names: Set<String>) throws {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw PartiesRefusal.input([InputFault.notReadable.fault])
        }
        object = json
        faults = json.others(than: names).map { InputFault.unknownMember($0).fault }
    }

    /// A text; nil when it is missing or null.
    mutating func text(_ name: String) -> String? {
        switch object[name] {
        case .text(let value): return value
        case nil, .null: return nil
        default:
            add(.wrongKind(path: "/" + name))
            return nil
        }
    }

    /// A whole number; nil when it is missing or null.
    mutating func integer(_ name: String) -> Int? {
        switch object[name] {
        case nil, .null: return nil
        case let value?:
            if let number = value.integer.flatMap({ Int(exactly: $0) }) { return number }
            add(.wrongKind(path: "/" + name))
            return nil
        }
    }

    /// A list; empty when it is missing or null.
    mutating func list(_ name: String) -> [JSON] {
        switch object[name] {
        case .array(let values): return values
        case nil, .null: return []
        default:
            add(.wrongKind(path: "/" + name))
            return []
        }
    }

    /// A list of texts; nil when it is missing or null.
    mutating func texts(_ name: String) -> [String]? {
        switch object[name] {
        case nil, .null: return nil
        default:
            let values = list(name)
            let texts = values.compactMap(\.string)
            if texts.count < values.count { add(.wrongKind(path: "/" + name)) }
            return texts
        }
    }

    mutating func add(_ fault: InputFault) { faults.append(fault.fault) }
}

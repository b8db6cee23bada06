import Kernel
import Reference
import Wire

/// The codes of the exchange platform's answers (`Data/dxp-codes.csv`) and the numbers under which
/// this system is addressed (`Data/dxp-receivers.csv`).
struct ExchangeCodes: Sendable {
    enum Kind: String, Sendable { case taken, refused, later }

    struct Receiver: Sendable, Hashable {
        let number: String
        let direction: MessageDirection
        let name: Localized
    }

    private let kinds: [String: Kind]
    private let words: [String: Localized]
    let receivers: [Receiver]

    static func load(_ share: Share) throws -> ExchangeCodes {
        var kinds: [String: Kind] = [:]
        var words: [String: Localized] = [:]
        var file = try DataFile("Capabilities/Declarations/Data/dxp-codes.csv", in: share)
        let code = try file.column("code")
        let kind = try file.column("kind")
        var (zh, en) = (try file.column("zh"), try file.column("en"))
        while let row = try file.next() {
            guard let known = Kind(rawValue: row.text(kind)) else { throw row.fault("kind") }
            kinds[row.text(code)] = known
            words[row.text(code)] = Localized(zh: row.text(zh), en: row.text(en))
        }
        var receivers: [Receiver] = []
        file = try DataFile("Capabilities/Declarations/Data/dxp-receivers.csv", in: share)
        let number = try file.column("number")
        let direction = try file.column("direction")
        (zh, en) = (try file.column("zh"), try file.column("en"))
        while let row = try file.next() {
            guard let way = MessageDirection(rawValue: row.text(direction)) else {
                throw row.fault("direction")
            }
            receivers.append(
                Receiver(
                    number: row.text(number), direction: way,
                    name: Localized(zh: row.text(zh), en: row.text(en))))
        }
        return ExchangeCodes(kinds: kinds, words: words, receivers: receivers)
    }

    /// What a code means for who sent the envelope. The specification prints none for success: all
    /// zeros, and the words some platforms write, are taken as one. What is not listed is a refusal
    /// up to 2999 and from 4000 on, and a fault of the system, to be tried again, between.
    func kind(of code: String) -> Kind {
        if let known = kinds[code] { return known }
        if ["OK", "SUCCESS"].contains(code.uppercased()) { return .taken }
        guard let number = Int(code) else { return .refused }
        return number == 0 ? .taken : (3000...3999).contains(number) ? .later : .refused
    }

    func text(of code: String) -> Localized { words[code] ?? Localized(same: code) }

    func receiver(_ number: String) -> Receiver? { receivers.first { $0.number == number } }

    /// The number messages of a direction are sent to, and their receipts come from.
    func number(for direction: MessageDirection) -> String {
        (receivers.first { $0.direction == direction } ?? receivers.first)?.number ?? ""
    }
}

import Kernel
import Web

/// What somebody asks about a certificate of tariff quota, read from an address.
struct QuotaAsk: Sendable {
    let number: String
    let code: String
    let quantity: String
    let unit: String

    init(_ visit: Visit, number: String? = nil) {
        self.number = trim(number ?? visit.query["number"] ?? "")
        code = trim(visit.query["code"] ?? "").filter { $0 != "." }
        quantity = trim(visit.query["quantity"] ?? "")
        unit = trim(visit.query["unit"] ?? "035")
    }

    /// Whether a line is asked about, and not the certificate alone.
    var isOfLine: Bool { !code.isEmpty || !quantity.isEmpty }

    /// The quantity asked about.
    ///
    /// - Throws: `EntryRefusal.input` with a fault for each field that cannot be read.
    func amount() throws(EntryRefusal) -> Fixed {
        var faults: [Fault] = []
        if code.utf8.count != 10 || !code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            faults.append(EntryFault.tenDigits.fault(at: "/code"))
        }
        let found = try? Fixed(quantity)
        if (found ?? .zero) <= .zero { faults.append(EntryFault.amount.fault(at: "/quantity")) }
        guard faults.isEmpty, let found else { throw .input(faults) }
        return found
    }
}

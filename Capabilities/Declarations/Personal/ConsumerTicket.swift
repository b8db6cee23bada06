import Kernel
import Secrets

extension BuyerKey {
    /// A telephone, address, name or account of a buyer as a keyed hash: the same for the same, and
    /// nothing that could be guessed without the secret.
    func mark(_ kind: String, _ value: String) -> String {
        let text = "mark\u{1F}\(kind)\u{1F}\(value.lowercased())"
        return Digest.hex(Digest.hmac(Array(text.utf8), key: secret).prefix(16))
    }

    /// By which a person names one of the own orders.
    func reference(_ preNo: String, of person: String) -> String {
        let text = "order\u{1F}\(person)\u{1F}\(preNo)"
        return Digest.hex(Digest.hmac(Array(text.utf8), key: secret).prefix(8))
    }

    /// Says for a while that somebody has proven to be a person.
    func ticket(_ person: String, ends: Instant) -> String {
        let said = "\(person).\(ends.milliseconds)"
        return "\(said).\(seal(said))"
    }

    /// Whose ticket it is; nil when it has ended or is none of ours.
    func person(ofTicket ticket: String, at now: Instant) -> String? {
        let parts = ticket.split(separator: ".", omittingEmptySubsequences: false)
        guard ticket.utf8.count <= 200, parts.count == 3, let ends = Int64(parts[1]),
            now.milliseconds < ends
        else { return nil }
        let given = Array(parts[2].utf8), own = Array(seal("\(parts[0]).\(parts[1])").utf8)
        guard given.count == own.count else { return nil }
        // All of it is compared, whatever differs first.
        let difference = zip(given, own).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 ? String(parts[0]) : nil
    }

    private func seal(_ text: String) -> String {
        Digest.hex(Digest.hmac(Array("ticket\u{1F}\(text)".utf8), key: secret).prefix(16))
    }
}

import Kernel
import Wire

/// What the JSON of a receipt says besides the message: convenient, and worth nothing unless the
/// proven message says the same.
struct ReceiptMembers {
    private var root = ""
    private var values: [(name: String, value: String)] = []

    /// How one member stands to the message.
    private enum Standing {
        case same, other, unsaid
    }

    /// Names of the members that the message does not say itself, so that it proves nothing of
    /// them; nil when one says otherwise than the message.
    static func unproven(_ receipt: JSON, beside xml: String) -> [String]? {
        let told = ["type", "status", "info", "subject"].filter {
            receipt[$0].map { $0 != .null } ?? false
        }
        // Nothing proves what else stands there, the number its holder keeps it under among it.
        var unsaid = receipt.members.filter { !covered.contains($0.name) && $0.value != .null }
            .map(\.name)
        guard !told.isEmpty else { return unsaid }
        guard let message = ReceiptMembers(xml) else { return nil }
        for name in told {
            switch message.standing(name, receipt[name] ?? .null) {
            case .same: break
            case .other: return nil
            case .unsaid: unsaid.append(name)
            }
        }
        return unsaid
    }

    /// Members that are the proof, what it proves, or held against it.
    private static let covered: Set<String> = [
        "type", "status", "info", "subject", "at", "xml", "proof",
    ]

    /// Whether the time beside the message, where one is told, is the logged one: the log holds
    /// whole seconds.
    static func isLogged(_ receipt: JSON, at seconds: Int64) -> Bool {
        guard let at = receipt["at"], at != .null else { return true }
        guard let text = at.string else { return false }
        let logged = Instant(milliseconds: seconds * 1000).iso
        // To the second both are written alike, whatever fraction follows.
        return text.utf8.prefix(19).elementsEqual(logged.utf8.prefix(19))
            && isFraction(text.utf8.dropFirst(19), before: logged.utf8.dropFirst(19))
    }

    /// Whether what follows the seconds is a fraction or none, and then the same offset.
    private static func isFraction(
        _ rest: Substring.UTF8View.SubSequence, before logged: Substring.UTF8View.SubSequence
    ) -> Bool {
        func offset(_ rest: Substring.UTF8View.SubSequence) -> [UInt8] {
            guard rest.first == UInt8(ascii: ".") else { return Array(rest) }
            return Array(rest.dropFirst().drop { (0x30...0x39).contains($0) })
        }
        return offset(rest) == offset(logged)
    }

    private func standing(_ name: String, _ value: JSON) -> Standing {
        switch name {
        case "status":
            guard let status = value.integer else { return .other }
            return among(values("returnStatus")) { Int64($0) == status }
        case "info":
            guard let info = value.string else { return .other }
            return among(values("returnInfo")) { $0.utf8.elementsEqual(info.utf8) }
        case "type":
            guard let type = value.string else { return .other }
            return root.utf8.elementsEqual("\(type)Message".utf8) ? .same : .other
        default:
            guard let subject = value.string else { return .other }
            return standing(ofSubject: subject)
        }
    }

    private func values(_ name: String) -> [String] {
        values.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    private func among(_ said: [String], _ isSame: (String) -> Bool) -> Standing {
        said.isEmpty ? .unsaid : said.contains(where: isSame) ? .same : .other
    }

    /// `B2026…`, the number the window gave; or a type and the parts of a number of the sender's. A
    /// tax bill names its list by the number of the customs.
    private func standing(ofSubject subject: String) -> Standing {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count > 1 else {
            guard !root.utf8.starts(with: "CEB81".utf8) else { return .unsaid }
            let isSaid = values.contains {
                $0.name.utf8.suffix(2).elementsEqual("No".utf8)
                    && $0.value.utf8.elementsEqual(subject.utf8)
            }
            return isSaid ? .same : values("preNo").isEmpty ? .unsaid : .other
        }
        guard first.utf8.count == 6, first.utf8.starts(with: "CEB".utf8) else { return .other }
        return parts.dropFirst().allSatisfy { part in
            values.contains { $0.value.utf8.elementsEqual(part.utf8) }
        } ? .same : .other
    }

    /// Nil for what is no XML.
    private init?(_ xml: String) {
        var (root, values) = (self.root, self.values)
        let read: Void? = try? XMLReader.read(Array(xml.utf8)) { reader throws(Fault) in
            var name = ""
            var bytes: [UInt8] = []
            while true {
                switch try reader.next() {
                case .start:
                    name = reader.localName
                    bytes = []
                    if root.isEmpty { root = name }
                case .text: reader.appendText(to: &bytes)
                case .end:
                    if !name.isEmpty {
                        values.append((name, String(decoding: bytes, as: UTF8.self)))
                    }
                    name = ""
                case .finish: return
                }
            }
        }
        guard read != nil else { return nil }
        (self.root, self.values) = (root, values)
    }
}

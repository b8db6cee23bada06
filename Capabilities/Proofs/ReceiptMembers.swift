import Kernel
import Wire

/// What the JSON of a receipt says besides the message: convenient, and worth nothing unless the
/// proven message says the same.
struct ReceiptMembers {
    private var root = ""
    private var values: [(name: String, value: String)] = []

    /// Whether type, status, text and subject of a receipt are those of its message.
    static func agree(_ receipt: JSON, _ xml: String) -> Bool {
        // Nothing is said besides the message.
        guard ["type", "status", "info", "subject"].contains(where: { receipt[$0] != nil }) else {
            return true
        }
        guard let message = ReceiptMembers(xml) else { return false }
        return message.hasType(receipt["type"]?.string)
            && message.hasStatus(receipt["status"]?.integer)
            && message.hasInfo(receipt["info"]?.string)
            && message.hasSubject(receipt["subject"]?.string)
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

    private func hasType(_ type: String?) -> Bool {
        guard let type else { return true }
        return root.utf8.elementsEqual("\(type)Message".utf8)
    }

    /// A copy of a message that is no receipt has no status of its own.
    private func hasStatus(_ status: Int64?) -> Bool {
        guard let status else { return true }
        let said = values.filter { $0.name == "returnStatus" }
        return said.isEmpty || said.contains { Int64($0.value) == status }
    }

    private func hasInfo(_ info: String?) -> Bool {
        guard let info else { return true }
        let said = values.filter { $0.name == "returnInfo" }
        return said.isEmpty || said.contains { $0.value.utf8.elementsEqual(info.utf8) }
    }

    /// `B2026…`, or a type and the parts of a number. A tax bill names its list by the number of
    /// the customs.
    private func hasSubject(_ subject: String?) -> Bool {
        guard let subject, !root.utf8.starts(with: "CEB81".utf8) else { return true }
        return subject.split(separator: "/").filter { !$0.utf8.starts(with: "CEB".utf8) }
            .allSatisfy { part in
                values.contains { $0.value.utf8.elementsEqual(part.utf8) }
            }
    }
}

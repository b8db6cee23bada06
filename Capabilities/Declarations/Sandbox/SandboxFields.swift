import Kernel
import Wire

/// Keyed digests of what a message of the sandbox says, field by field: they tell which
/// fields differ when its guid comes again with another content, though no message is kept.
struct SandboxFields: Sendable, Hashable {
    /// So many fields of a message are compared: a hundred short lists.
    static let most = 4_000
    /// Bytes of a digest that are kept: enough to tell values apart, and no more.
    static let width = 8
    /// What the digests are for.
    static let purpose: StaticString = "declarations_sandbox_messages.fields"

    /// Paths of the fields as a contradiction names them.
    private let names: [String]
    /// Their digests, one after another.
    let digests: [UInt8]

    /// - Parameter digest: the digest of a name with its value.
    init(
        _ reading: MessageReading, digest: ([UInt8]) throws -> [UInt8]
    ) rethrows {
        var facts: [(name: String, value: String?)] = [
            ("@version", reading.version), ("(documents)", "\(reading.documents.count)"),
        ]
        for document in reading.documents where facts.count < Self.most {
            let many = reading.documents.count > 1 ? "[\(document.number)]/" : ""
            let node = document.table.isFlat ? "" : document.table.head.name + "/"
            facts += Self.fields(of: document.head, many + node)
            let line = document.table.line?.name ?? ""
            if !line.isEmpty { facts.append((many + line, "\(document.lineCount)")) }
            for (ordinal, record) in document.lines.enumerated() {
                facts += Self.fields(of: record, "\(many)\(line)[\(ordinal + 1)]/")
            }
        }
        if let transfer = reading.transfer {
            facts += Self.fields(of: transfer, "BaseTransfer/")
        }
        facts.append(
            (
                "BaseSubscribe",
                reading.subscriptions.map { Self.fields(of: $0, "").description }.joined()
            ))
        let kept = facts.prefix(Self.most)
        names = kept.map(\.name)
        digests = try kept.flatMap { fact in
            // An element that is empty is not the same as none.
            let value = fact.value.map { "1" + $0 } ?? "0"
            return try digest(Array("\(fact.name)\u{1F}\(value)".utf8)).prefix(Self.width)
        }
    }

    private static func fields(
        of record: MessageRecord, _ node: String
    ) -> [(name: String, value: String?)] {
        record.table.fields.enumerated().map { (node + $0.element.name, record[$0.offset]) }
    }

    /// Paths of what says otherwise than a message of which these digests were kept.
    func differing(from kept: [UInt8]) -> [String] {
        let known = Set(Self.parts(kept))
        return zip(names, Self.parts(digests)).filter { !known.contains($0.1) }.map(\.0)
    }

    private static func parts(_ digests: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: digests.count, by: width).map {
            Array(digests[$0..<min($0 + width, digests.count)])
        }
    }
}

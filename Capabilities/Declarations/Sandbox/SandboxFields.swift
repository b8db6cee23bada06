import Kernel
import Wire

/// Keyed digests of what a message of the sandbox says: they tell which fields differ when its
/// guid comes again with another content, though no message is kept. Of a message with very many
/// fields they are kept by line, of one with very many lines by document: what is named is always
/// what differs, only less finely.
struct SandboxFields: Sendable {
    /// So many digests of a message are kept: a hundred short lists, field by field.
    static let most = 4_000
    /// Bytes of a digest that are kept: enough to tell values apart, and no more.
    static let width = 8
    /// What the digests are for.
    static let purpose: StaticString = "declarations_sandbox_messages.fields"

    /// What one digest stands for; kept in front of them as one byte.
    enum Grain: UInt8, Sendable {
        case field
        /// A line, or the head of a document.
        case record
        case document
    }

    private typealias Fact = (name: String, value: String?)

    private let reading: MessageReading
    private let digest: @Sendable ([UInt8]) -> [UInt8]

    /// - Parameter digest: the digest of a name with its value.
    init(_ reading: MessageReading, digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.reading = reading
        self.digest = digest
    }

    /// Grain and digests, one after another.
    var kept: [UInt8] {
        let grain = grain
        return [grain.rawValue] + digests(of: facts(grain)).joined()
    }

    /// Paths of what says otherwise than a message of which these digests were kept.
    func differing(from kept: [UInt8]) -> [String] {
        guard let grain = kept.first.flatMap(Grain.init(rawValue:)) else { return [] }
        let known = Set(
            stride(from: 1, to: kept.count, by: Self.width).map {
                Array(kept[$0..<min($0 + Self.width, kept.count)])
            })
        let facts = facts(grain)
        return zip(facts, digests(of: facts)).filter { !known.contains($0.1) }.map(\.0.name)
    }

    /// The finest that stays within the bound.
    private var grain: Grain {
        let lines = reading.documents.reduce(0) { $0 + $1.lineCount }
        let fields = reading.documents.reduce(0) { sum, document in
            sum + document.head.table.fields.count
                + document.lineCount * (document.table.line?.fields.count ?? 0)
        }
        // Beside the documents: version, counts, transmitter and subscribers.
        if fields + reading.documents.count + 50 <= Self.most { return .field }
        return lines + reading.documents.count * 2 + 50 <= Self.most ? .record : .document
    }

    private func facts(_ grain: Grain) -> [Fact] {
        var facts: [Fact] = [
            ("@version", reading.version), ("(documents)", "\(reading.documents.count)"),
        ]
        for document in reading.documents {
            let many = reading.documents.count > 1 ? "[\(document.number)]/" : ""
            if grain == .document {
                facts.append(("[\(document.number)]", Self.text(Self.records(of: document, many))))
                continue
            }
            for record in Self.records(of: document, many) {
                guard grain == .record else {
                    facts += record.fields
                    continue
                }
                facts.append((record.name, Self.text([record])))
            }
            let line = document.table.line?.name ?? ""
            if !line.isEmpty { facts.append((many + line, "\(document.lineCount)")) }
        }
        if let transfer = reading.transfer {
            facts += Self.fields(of: transfer, "BaseTransfer/")
        }
        let subscribers = reading.subscriptions.map { record in
            (name: "", fields: Self.fields(of: record, ""))
        }
        facts.append(("BaseSubscribe", Self.text(subscribers)))
        return facts
    }

    private static func records(
        of document: MessageDocument, _ many: String
    ) -> [(name: String, fields: [Fact])] {
        let node = document.table.isFlat ? "" : document.table.head.name + "/"
        let line = document.table.line?.name ?? ""
        return [(many + document.table.head.name, fields(of: document.head, many + node))]
            + document.lines.enumerated().map { ordinal, record in
                let name = "\(many)\(line)[\(ordinal + 1)]"
                return (name, fields(of: record, name + "/"))
            }
    }

    private static func fields(of record: MessageRecord, _ node: String) -> [Fact] {
        record.table.fields.enumerated().map { (node + $0.element.name, record[$0.offset]) }
    }

    private static func text(_ records: [(name: String, fields: [Fact])]) -> String {
        records.map { $0.fields.map(text).joined(separator: "\u{1F}") }.joined(separator: "\u{1E}")
    }

    /// An element that is empty is not the same as none. No value holds the character between them:
    /// XML has it not.
    private static func text(_ fact: Fact) -> String {
        "\(fact.name)\u{1F}\(fact.value.map { "1" + $0 } ?? "0")"
    }

    private func digests(of facts: [Fact]) -> [[UInt8]] {
        facts.map { Array(digest(Array(Self.text($0).utf8)).prefix(Self.width)) }
    }
}

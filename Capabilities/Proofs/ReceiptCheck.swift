internal import Evidence
public import Kernel
public import Wire

/// Checks receipts that carry proofs, without asking anybody: the file and a policy are all that is
/// needed.
public struct ReceiptCheck: Sendable {
    private let policy: TrustPolicy
    private let clock: Clock

    /// What holds of one receipt. The number under which its holder keeps it is not logged, so it
    /// is named as unproven; its place in the log is proven.
    public struct Finding: Sendable, Hashable {
        /// What happened to which paper, where the record is of a paper; empty for a message.
        public let what: String
        /// When it was logged, to the second.
        public let at: Instant
        public let index: Int
        public let size: Int
        /// Name of the log, and of the witnesses that the policy knows.
        public let origin: String
        public let witnesses: [String]
        /// What the entry is of: `declaration.receipt`, `paper.record`, `legal.event`.
        public let kind: String
        /// Fields that were shown by themselves, as in the file; none for a whole receipt.
        public let fields: [Shown]
        /// Names of the fields that the entry has besides and the file does not show.
        public let withheld: [String]
        /// Members beside the message that the message does not say itself: not proven by it.
        public let unproven: [String]
    }

    /// A field that was shown by itself.
    public struct Shown: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    /// - Parameter policy: a policy file (C2SP tlog-policy).
    public init(policy bytes: [UInt8], clock: Clock = .system) throws {
        policy = try TrustPolicy(file: bytes)
        self.clock = clock
    }

    /// Believes one log alone.
    ///
    /// - Parameter key: `name+id+base64`.
    public init(key: String, clock: Clock = .system) throws {
        policy = try TrustPolicy(logs: [NoteKey(text: key)], witnesses: [], needed: 0)
        self.clock = clock
    }

    /// Every receipt of a file: one, or a list as they are pulled. Throws what does not hold.
    public func findings(in file: [UInt8]) throws -> [Finding] {
        guard let json = try? JSON(file) else { throw ProofsRefusal.notAReceipt }
        let receipts = json["receipts"].map(\.elements) ?? [json]
        guard !receipts.isEmpty else { throw ProofsRefusal.notAReceipt }
        let findings = try receipts.map(finding)
        try holdPaper(receipts, json)
        return findings
    }

    /// Every receipt of a file by itself: one that does not hold says nothing of the others.
    public func each(in file: [UInt8]) throws -> [Each] {
        guard let json = try? JSON(file) else { throw ProofsRefusal.notAReceipt }
        let receipts = json["receipts"].map(\.elements) ?? [json]
        guard !receipts.isEmpty else { throw ProofsRefusal.notAReceipt }
        try holdPaper(receipts, json)
        return receipts.map { receipt in
            Each(sequence: receipt["sequence"]?.integer, found: Result { try finding(receipt) })
        }
    }

    /// What came of one receipt of a file, with the number its holder keeps it under.
    public struct Each: Sendable {
        public let sequence: Int64?
        public let found: Result<Finding, any Error>
    }

    private func holdPaper(_ receipts: [JSON], _ json: JSON) throws {
        // What the file says of the paper besides must be what was logged of it.
        for receipt in receipts where !PaperMembers.agree(json, receipt) {
            throw ProofsRefusal.otherMembers
        }
    }

    /// One receipt.
    public func finding(_ receipt: JSON) throws -> Finding {
        if receipt["disclosed"] != nil { return try disclosed(receipt) }
        guard let text = (receipt["record"] ?? receipt["xml"])?.string else {
            throw ProofsRefusal.notAReceipt
        }
        guard let salt = receipt["proof"]?["salt"]?.string.flatMap(Self.bytes) else {
            throw ProofsRefusal.withoutProof
        }
        let entry = try entry(receipt)
        guard
            let shown = Disclosure(
                field: LogSource.field.text, salt: salt, value: Array(text.utf8))
        else { throw ProofsRefusal.withoutProof }
        try entry.leaf.verify(shown)
        // What stands beside the message must not say otherwise than the message itself.
        let isPaper = receipt["record"] != nil
        if isPaper { return finding(entry, what: PaperMembers.what(text)) }
        guard let unproven = ReceiptMembers.unproven(receipt, beside: text)
        else { throw ProofsRefusal.otherMembers }
        return finding(entry, what: "", unproven: unproven)
    }

    /// Fields that were shown by themselves.
    private func disclosed(_ file: JSON) throws -> Finding {
        var shown: [Shown] = []
        let entry = try entry(file)
        for one in file["disclosed"]?.elements ?? [] {
            guard let field = one["field"]?.string, let value = one["value"]?.string,
                let salt = one["salt"]?.string.flatMap(Self.bytes),
                !shown.contains(where: { $0.name.utf8.elementsEqual(field.utf8) }),
                let disclosure = Disclosure(field: field, salt: salt, value: Array(value.utf8))
            else { throw ProofsRefusal.withoutProof }
            try entry.leaf.verify(disclosure)
            shown.append(Shown(name: field, value: value))
        }
        guard !shown.isEmpty else { throw ProofsRefusal.withoutProof }
        return finding(entry, what: "", fields: shown)
    }

    /// The entry of a file, which the log is proven to hold.
    private struct Proven {
        let leaf: Leaf
        let index: Int
        let witnessed: WitnessedCheckpoint
    }

    private func entry(_ file: JSON) throws -> Proven {
        guard let proof = file["proof"], let leafText = proof["leaf"]?.string,
            let log = proof["log"]?.string
        else { throw ProofsRefusal.withoutProof }
        let entry = Array(leafText.utf8)
        let inclusion = try LogProof(bytes: Array(log.utf8))
        // A witness's clock may be a little ahead.
        let latest = clock.now().milliseconds / 1000 + 300
        let witnessed = try inclusion.verify(entry: entry, policy: policy, latest: latest)
        let leaf = try Leaf(bytes: entry)
        // Whatever is proven, the time beside it is the logged one.
        guard ReceiptMembers.isLogged(file, at: leaf.seconds) else {
            throw ProofsRefusal.otherMembers
        }
        return Proven(leaf: leaf, index: inclusion.index, witnessed: witnessed)
    }

    private func finding(
        _ entry: Proven, what: String, fields: [Shown] = [], unproven: [String] = []
    ) -> Finding {
        let names = Set(fields.map(\.name))
        return Finding(
            what: what, at: Instant(milliseconds: entry.leaf.seconds * 1000),
            index: entry.index, size: entry.witnessed.checkpoint.size,
            origin: entry.witnessed.checkpoint.origin,
            witnesses: entry.witnessed.cosignatures.map(\.key.name), kind: entry.leaf.kind,
            fields: fields,
            // A whole receipt shows everything it says.
            withheld: fields.isEmpty
                ? [] : entry.leaf.digests.keys.filter { !names.contains($0) }.sorted(),
            unproven: unproven)
    }

    static func bytes(_ hex: String) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[start..<start + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}

internal import Evidence
public import Kernel
public import Wire

/// Checks receipts that carry proofs, without asking anybody: the file and a policy are all that is
/// needed.
public struct ReceiptCheck: Sendable {
    private let policy: TrustPolicy
    private let clock: Clock

    /// What holds of one receipt.
    public struct Finding: Sendable, Hashable {
        /// Number of the receipt among those of its holder; nil where the file does not say.
        public let number: Int64?
        /// What happened to which paper, where the record is of a paper; empty for a message.
        public let what: String
        /// When it was logged, to the second.
        public let at: Instant
        public let index: Int
        public let size: Int
        /// Name of the log, and of the witnesses that the policy knows.
        public let origin: String
        public let witnesses: [String]
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
        // What the file says of the paper besides must be what was logged of it.
        for receipt in receipts where !PaperMembers.agree(json, receipt) {
            throw ProofsRefusal.otherMembers
        }
        return findings
    }

    /// One receipt.
    public func finding(_ receipt: JSON) throws -> Finding {
        guard let text = (receipt["record"] ?? receipt["xml"])?.string else {
            throw ProofsRefusal.notAReceipt
        }
        guard let proof = receipt["proof"], let leafText = proof["leaf"]?.string,
            let salt = proof["salt"]?.string.flatMap(bytes), let log = proof["log"]?.string
        else { throw ProofsRefusal.withoutProof }
        let entry = Array(leafText.utf8)
        let file = try LogProof(bytes: Array(log.utf8))
        // A witness's clock may be a little ahead.
        let latest = clock.now().milliseconds / 1000 + 300
        let witnessed = try file.verify(entry: entry, policy: policy, latest: latest)
        let leaf = try Leaf(bytes: entry)
        guard
            let shown = Disclosure(
                field: LogSource.field.text, salt: salt, value: Array(text.utf8))
        else { throw ProofsRefusal.withoutProof }
        try leaf.verify(shown)
        // What stands beside the message must not say otherwise than the message itself.
        let isPaper = receipt["record"] != nil
        guard isPaper || ReceiptMembers.agree(receipt, text) else {
            throw ProofsRefusal.otherMembers
        }
        return Finding(
            number: receipt["sequence"]?.integer,
            what: isPaper ? PaperMembers.what(text) : "",
            at: Instant(milliseconds: leaf.seconds * 1000),
            index: file.index, size: witnessed.checkpoint.size,
            origin: witnessed.checkpoint.origin,
            witnesses: witnessed.cosignatures.map(\.key.name))
    }

    private func bytes(_ hex: String) -> [UInt8]? {
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

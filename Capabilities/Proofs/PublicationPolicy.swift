public import Evidence
import Kernel

/// Whose cosignatures a checkpoint needs before it is published, and where they are asked for.
public struct PublicationPolicy: Sendable {
    /// A witness and where it takes checkpoints.
    struct Asked: Sendable {
        let key: NoteKey
        /// Without `/add-checkpoint`.
        let address: String
    }

    let asked: [Asked]
    /// The witnesses and the quorum; its logs are those of the file and the own ones.
    let trust: TrustPolicy

    /// Nobody is asked.
    init(own keys: [NoteKey]) throws(EvidenceRefusal) {
        asked = []
        trust = try TrustPolicy(logs: keys, witnesses: [], needed: 0)
    }

    /// Reads a policy file (C2SP tlog-policy): `witness NAME KEY ADDRESS` where it is to be asked,
    /// `group`, `quorum`. The own keys need no `log` line.
    public init(file bytes: [UInt8], own keys: [NoteKey]) throws(EvidenceRefusal) {
        let policy = try TrustPolicy(file: bytes)
        let known = Set(policy.logs)
        trust = try policy.adding(logs: keys.filter { !known.contains($0) })
        var asked: [Asked] = []
        for line in bytes.split(separator: 0x0A) {
            let words = line.split { $0 == 0x20 || $0 == 0x09 }
                .map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 4, words[0] == "witness" else { continue }
            var address = words[3]
            while address.utf8.last == UInt8(ascii: "/") { address.unicodeScalars.removeLast() }
            asked.append(Asked(key: try NoteKey(text: words[2]), address: address))
        }
        self.asked = asked
    }

    /// Whether a checkpoint is published as soon as it is signed.
    var isMetAlone: Bool { asked.isEmpty }
}

internal import Evidence
import FoundationEssentials
public import Kernel
internal import Secrets

/// The keys that sign the log's checkpoints, from the file `log-key` in the data folder: one line
/// a key, each signs. Two lines are a change of keys under way.
public struct LogKeys: Sendable, Withheld {
    let signers: [NoteSigner]
    /// False where there is no file and none may be made: nothing can be said about signatures.
    private(set) var isKept = true

    /// Name of the log; part of what is signed, so it never changes.
    var origin: String { signers.first?.key.name ?? "" }
    var keys: [NoteKey] { signers.map(\.key) }

    /// Reads the file. All lines have to be keys of one log.
    init(text: String) throws(LogFault) {
        var signers: [NoteSigner] = []
        for line in text.split(whereSeparator: \.isNewline) {
            do throws(EvidenceRefusal) {
                signers.append(try NoteSigner(privateText: String(line)))
            } catch {
                throw .keys("\(error.message.zh) / \(error.message.en)")
            }
        }
        guard let first = signers.first else { throw .keys("log-key") }
        guard signers.allSatisfy({
            $0.key.kind == .log && $0.key.name.utf8.elementsEqual(first.key.name.utf8)
        }) else { throw .keys("log-key") }
        self.signers = signers
    }

    /// From the file `log-key` in a folder.
    ///
    /// - Parameters:
    ///   - origin: name of the log where the file is made; what stands in a file goes before it.
    ///   - seed: 32 secret bytes for the first key, the same on all servers of one database.
    ///   - makes: false to make no file where there is none.
    public static func find(
        folder: String, origin: String, seed: [UInt8], makes: Bool = true
    ) throws -> LogKeys {
        let first: String
        do {
            first = try NoteSigner(name: origin, kind: .log, seed: seed).privateText + "\n"
        } catch {
            throw LogFault.keys("TRADEWIND_LOG_NAME: \(error.message.zh) / \(error.message.en)")
        }
        let path = folder + "/log-key"
        if !makes, !FileManager.default.fileExists(atPath: path) {
            var keys = try LogKeys(text: first)
            keys.isKept = false
            return keys
        }
        do {
            return try LogKeys(text: try SecretFile.text(at: path) { first })
        } catch let fault as SecretFile.Fault {
            throw LogFault.keys(fault.description)
        }
    }

    /// A line for one more key of the same log.
    public func another() throws -> String {
        try NoteSigner(name: origin, kind: .log, seed: SecretSource.system.bytes(32)).privateText
    }

    /// The public keys, one a line: what whoever verifies has to be given.
    public var verifiers: [String] { keys.map(\.text) }

    /// A checkpoint with every signature.
    func sign(_ checkpoint: Checkpoint) throws -> SignedNote {
        var note = try SignedNote(text: checkpoint.text)
        for signer in signers { note = try note.signed(by: signer) }
        return note
    }
}

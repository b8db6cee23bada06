public import Evidence
internal import Kernel
internal import Secrets

extension Witness {
    /// The key of a witness, from the file `witness-key` in its folder, which is made at the first
    /// start.
    ///
    /// - Parameter name: of the witness, where the file is made.
    public static func key(folder: String, name: String) throws -> NoteSigner {
        let first = try NoteSigner(
            name: name, kind: .witness, seed: SecretSource.system.bytes(32)
        ).privateText
        do {
            let text = try SecretFile.text(at: folder + "/witness-key") { first + "\n" }
            return try NoteSigner(
                privateText: String(text.split(whereSeparator: \.isNewline).first ?? ""))
        } catch let fault as SecretFile.Fault {
            throw LogFault.keys(fault.description)
        }
    }

    /// Under which name the newest checkpoint of a log is read.
    static func hash(of origin: String) -> String { Digest.hex(Digest.sha256(Array(origin.utf8))) }
}

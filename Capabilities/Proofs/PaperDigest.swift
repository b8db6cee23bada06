internal import Secrets

/// The digest of what a paper says, as it is in the evidence log: salted, so that nobody who
/// guesses what a paper says finds the guess confirmed by what is public.
public enum PaperDigest {
    /// SHA-256 over salt and text, in hexadecimal.
    ///
    /// - Parameters:
    ///   - data: canonical JSON.
    ///   - salt: 16 bytes that the holder of the paper has.
    public static func of(_ data: String, salt: [UInt8]) -> String {
        Digest.hex(Digest.sha256(salt + Array(data.utf8)))
    }
}

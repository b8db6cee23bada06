import FoundationEssentials
import Kernel
public import Secrets

/// The signature by which a receiver knows that a message is ours and fresh. Source: Standard
/// Webhooks 1.0, symmetric signatures.
public enum WebhookSignature {
    /// A secret as it is shown to the receiver's owner: `whsec_` and 32 bytes in base64.
    public static func newSecret(_ source: SecretSource) -> String {
        prefix + Data(source.bytes(32)).base64EncodedString()
    }

    /// Value of the header `webhook-signature`; nil when the secret is not of the form.
    /// - Parameter seconds: value of the header `webhook-timestamp`.
    public static func sign(id: String, seconds: Int64, body: [UInt8], secret: String) -> String? {
        guard secret.hasPrefix(prefix),
            let key = Data(base64Encoded: String(secret.dropFirst(prefix.count)))
        else { return nil }
        let signed = Array("\(id).\(seconds).".utf8) + body
        return "v1," + Data(Digest.hmac(signed, key: [UInt8](key))).base64EncodedString()
    }

    private static let prefix = "whsec_"
}

import FoundationEssentials
import Kernel
import Seal
import Wire

/// What a signed message looks like here, and whom it is verified against.
private struct Signed {
    let message: [UInt8]
    let registration: Registration
    let instant: Instant
    let documents: [[UInt8]]
}

private let signed: Signed = {
    do {
        let instant = Instant(milliseconds: 1_780_000_000_000)
        let key = try TrialKey(
            .sm2, named: "Fuzz", serial: 7, from: instant,
            until: instant.adding(milliseconds: 86_400_000))
        let file = "Fuzz/Corpus/messages/CEB622.xml"
        let plain = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        let message = try Sealer(key: key.key, certificate: key.certificate)
            .seal(plain, at: .last)
        return Signed(
            message: message,
            registration: Registration(codes: [], certificates: [key.certificate]),
            instant: instant, documents: catalogue.read(message).documents.map(\.fragment))
    } catch {
        preconditionFailure("no message to sign: \(error)")
    }
}()

/// Two ways in one: the bytes as a message that claims a signature, and the bytes as changes to a
/// message that has one. A changed message that still verifies says what was signed.
func trySeal(_ bytes: [UInt8]) {
    _ = try? SealClaim(bytes)
    _ = try? SealClaim(bytes, of: .envelope)
    if let bare = try? Sealer.withoutSignature(bytes) {
        precondition(bare.count <= bytes.count, "a message grows without its signature")
    }
    var message = signed.message
    var rest = bytes[...]
    while rest.count >= 3 {
        let place = (Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())) % message.count
        message[place] = rest.removeFirst()
    }
    let verifier = SealVerifier()
    guard
        let verified = try? verifier.verify(
            message, against: signed.registration, at: signed.instant)
    else { return }
    let read = catalogue.read(verified.bytes)
    precondition(
        read.documents.map(\.fragment) == signed.documents, "another message verifies")
}

import Kernel
import Testing
import Wire

@testable import Seal

/// The vector's message signed by a holder.
func signed(
    by holder: Holder, _ set: AlgorithmSet? = nil, _ message: [UInt8] = vectorMessage
) throws -> [UInt8] {
    try Sealer(key: holder.key, certificate: holder.certificate, algorithms: set)
        .seal(message, at: .last)
}

/// The text with one thing replaced, which must be there.
func replaced(_ message: [UInt8], _ old: String, _ new: String) throws -> [UInt8] {
    let text = Array(message)
    let old = Array(old.utf8)
    let place = try #require(
        (0...(text.count - old.count)).first { text[$0...].starts(with: old) }, "\(old)")
    return Array(text[..<place]) + Array(new.utf8) + Array(text[(place + old.count)...])
}

/// What stands from the first of these to the end of the second.
func cut(_ message: [UInt8], from start: String, to end: String) throws -> String {
    let text = String(decoding: message, as: UTF8.self)
    let first = try #require(text.firstRange(of: start))
    let last = try #require(text[first.upperBound...].firstRange(of: end))
    return String(text[first.lowerBound..<last.upperBound])
}

/// The refusal a message meets, nil when it is accepted.
func refusal(
    _ message: [UInt8], _ registration: Registration, allowances: Bool = true
) -> SealRefusal? {
    do throws(SealRefusal) {
        _ = try SealVerifier(makesAllowances: allowances)
            .verify(message, against: registration, at: someDay)
        return nil
    } catch {
        return error
    }
}

/// The messages' tables, from the checkout.
let catalogue: MessageCatalogue = {
    do {
        return try MessageCatalogue.load(from: Share.find())
    } catch {
        preconditionFailure("the message tables cannot be loaded: \(error)")
    }
}()

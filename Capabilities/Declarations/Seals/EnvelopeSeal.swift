import Kernel
import Parties
import Seal
import Wire

/// Looks at the signatures of an envelope before it is opened, by the certificates of who sends it:
/// at the one over all of it and, in a transport envelope (DxpMsgSv), at that of the terminal one
/// (DxpMsg) inside. The signature of the message in it is looked at by `SealCheck`.
struct EnvelopeSeal: Sendable {
    let seals: SealCheck
    let form: EnvelopeForm

    private var verifier: SealVerifier { SealVerifier(of: .envelope, limits: EnvelopeForm.limits) }

    /// What came of it; throws why an envelope is not to be opened. `reading` is of the same bytes.
    func outcome(
        _ bytes: [UInt8], _ reading: EnvelopeForm.Reading, sender: Enterprise
    ) throws(SealRefusal) -> SealCheck.Outcome {
        let now = seals.clock.now()
        let demand = seals.demand("envelope", on: now.day)
        let held = seals.certificates.inForce(of: sender.id, at: now)
        let isBound = demand == .required || demand >= .whenPresent && !held.isEmpty
        let registration = Registration(codes: sender.codes, certificates: held)
        var signed: [[[UInt8]]] = reading.isSigned ? [[bytes]] : []
        if reading.isSignedInside, let envelope = reading.envelope {
            let readings = terminal(in: bytes, envelope)
            if !readings.isEmpty { signed.append(readings) }
        }
        if signed.isEmpty, isBound, demand >= .onceRegistered { throw .missing }
        var outcome = SealCheck.Outcome.unsigned
        for readings in signed {
            let (read, standing) = try standing(
                readings, registration, asksWho: demand > .unasked, at: now)
            switch standing {
            case .verified(let verified):
                outcome = .verified(
                    serial: verified.certificate.serial, isStrict: verified.isStrict)
            case .unregistered:
                if isBound { throw held.isEmpty ? .noCertificate : .foreignCertificate }
                if demand > .unasked, seals.isAnothers(read, sender, at: now, by: verifier) {
                    throw .foreignCertificate
                }
                if outcome == .unsigned { outcome = .notVerified }
            }
        }
        return outcome
    }

    /// The first reading that fits its signature; throws why the first does not where none does.
    private func standing(
        _ readings: [[UInt8]], _ registration: Registration, asksWho: Bool, at now: Instant
    ) throws(SealRefusal) -> (read: [UInt8], Seal.SealStanding) {
        var first: SealRefusal?
        for read in readings {
            do throws(SealRefusal) {
                return (
                    read,
                    try verifier.standing(
                        read, against: registration, at: now, asksWho: asksWho)
                )
            } catch {
                first = first ?? error
            }
        }
        throw first ?? .missing
    }

    /// A terminal message as a document of its own, in the two ways in which it may have been
    /// signed: as it was before a node put it into its cover, and with the namespaces that hold
    /// around it.
    /// Only what says by itself what it says in its cover: what verifies is what is read.
    private func terminal(in bytes: [UInt8], _ envelope: Envelope) -> [[UInt8]] {
        guard let found = Self.find(in: bytes) else { return [] }
        let own = Array(bytes[found.range])
        var readings = [own]
        if !found.around.isEmpty {
            let name = found.nameEnd - found.range.lowerBound
            readings.append(Array(own[..<name]) + found.around + own[name...])
        }
        return readings.filter { bytes in
            guard let inside = form.read(bytes).envelope else { return false }
            return inside.head == envelope.head && inside.data == envelope.data
        }
    }

    private struct Found {
        let range: Range<Int>
        /// Byte behind the name in its start tag.
        let nameEnd: Int
        /// Declarations of the cover that it does not make itself, as they are written in a tag.
        let around: [UInt8]
    }

    private static func find(in bytes: [UInt8]) -> Found? {
        try? XMLReader.read(bytes, limits: EnvelopeForm.limits) {
            (reader: inout XMLReader) throws(Fault) -> Found? in
            var outer: [(prefix: String, name: String)] = []
            var begun: (start: Int, nameEnd: Int, around: [UInt8])?
            while true {
                switch try reader.next() {
                case .start where reader.depth == 1:
                    outer = reader.declarations
                case .start where reader.depth == 2:
                    guard reader.isElement("DxpMsg", in: "http://www.chinaport.gov.cn/dxp") else {
                        continue
                    }
                    var name: [UInt8] = []
                    reader.appendName(to: &name)
                    let own = Set(reader.declarations.map { Array($0.prefix.utf8) })
                    begun = (
                        reader.offset, reader.offset + 1 + name.count,
                        outer.filter { !own.contains(Array($0.prefix.utf8)) }
                            .flatMap(Self.declaration)
                    )
                case .end where reader.depth == 2:
                    guard let begun else { continue }
                    guard
                        let close = bytes[reader.offset...].firstIndex(of: UInt8(ascii: ">"))
                    else { return nil }
                    return Found(
                        range: begun.start..<(close + 1), nameEnd: begun.nameEnd,
                        around: begun.around)
                case .finish: return nil
                default: continue
                }
            }
        }
    }

    private static func declaration(_ one: (prefix: String, name: String)) -> [UInt8] {
        let prefix = one.prefix.isEmpty ? "" : ":" + one.prefix
        let name = one.name.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing("\"", with: "&quot;")
        return Array(" xmlns\(prefix)=\"\(name)\"".utf8)
    }
}

extension SealRefusal {
    /// Number of the exchange platform (`Data/dxp-codes.csv`) for an envelope whose signature does
    /// not hold: out of date, of other data, any other fault of the signature, and, where there is
    /// none, a fault of security of no other kind.
    var exchangeCode: String {
        switch self {
        case .unreadable: "0001"
        case .expired: "1002"
        case .digest: "1004"
        case .missing, .unavailable: "1999"
        default: "1001"
        }
    }
}

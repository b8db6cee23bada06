import Journal
import Kernel
import Wire

/// What became of one attempt to send a message on.
enum RelayOutcome: Sendable, Hashable {
    case taken
    /// The far side will never take it as it is.
    case refused(String)
    /// Try again; not before so many seconds when the far side said so.
    case later(String, retryAfter: Int? = nil)
    /// Not for this sender: its messages wait, everybody else's go on.
    case parked(RelayTrouble)
}

/// A way to a far side. Each is a struct of its own behind these two questions.
protocol RelayTransport: Sendable {
    func send(_ envelope: Envelope, to side: RelayPlan.FarSide) async -> RelayOutcome

    /// What has come since a position, and the position after it. Throws what keeps it from being
    /// fetched; nothing is lost by asking again.
    func fetch(
        _ mailbox: String, after position: String, from side: RelayPlan.FarSide
    ) async throws -> (arrivals: [RelayArrival], position: String)

    /// What was fetched has been kept.
    func settle(_ arrivals: [RelayArrival], from side: RelayPlan.FarSide) async throws
}

/// One message that came back.
struct RelayArrival: Sendable {
    let bytes: [UInt8]
    /// Name of the file it lay in; empty where it was no file.
    var name = FolderName("")
    /// Why it is no message; nil for one.
    var trouble: String?
}

/// Why nothing could be fetched.
struct RelayFetchFault: Error, Sendable, CustomStringConvertible {
    let description: String
    /// Only this one mailbox is shut; others of the far side may be open.
    var isOfMailbox = false
}

/// Envelopes by POST, receipts by GET.
struct RelayHTTP: RelayTransport {
    let outgoing: OutgoingHTTP
    let form: EnvelopeForm
    let codes: ExchangeCodes

    func send(_ envelope: Envelope, to side: RelayPlan.FarSide) async -> RelayOutcome {
        var headers = [OutgoingHTTP.Header("accept", "application/xml")]
        if let key = side.key(for: envelope.head.sender) {
            headers.append(OutgoingHTTP.Header("authorization", "Bearer \(key)"))
        } else if !side.keys.isEmpty {
            return .parked(.noKey)
        }
        let request: OutgoingHTTP.Request
        switch side.way {
        case .http(let url):
            guard let bytes = try? form.write(envelope) else { return .refused("envelope") }
            headers.append(OutgoingHTTP.Header("content-type", "application/xml"))
            request = OutgoingHTTP.Request("POST", url, headers: headers, body: bytes)
        case .json(let url):
            headers.append(OutgoingHTTP.Header("content-type", "application/json"))
            request = OutgoingHTTP.Request(
                "POST", url, headers: headers, body: RelayJSON.body(of: envelope))
        case .folder: return .later("transport")
        }
        do throws(OutgoingFault) {
            return outcome(try await outgoing.send(request), side)
        } catch {
            if case .tooLarge(let status) = error {
                return outcome(OutgoingHTTP.Answer(status: status), side)
            }
            // The code alone: it is told in the language of who asks.
            return .later(error.code)
        }
    }

    private func outcome(
        _ answer: OutgoingHTTP.Answer, _ side: RelayPlan.FarSide
    ) -> RelayOutcome {
        let wait = answer.header("retry-after").flatMap { Int($0) }
        if let said = form.answer(answer.body, codes: codes) {
            let words = "[\(said.code)] \(said.info)"
            switch codes.kind(of: said.code) {
            case .taken where (200...299).contains(answer.status): return .taken
            case .taken, .later: return .later(words, retryAfter: wait)
            case .refused: return .refused(words)
            }
        }
        let words = "HTTP \(answer.status) \(RelayHTTP.start(of: answer.body))"
        switch answer.status {
        case 200...299:
            if case .json = side.way {
                return RelayJSON.isTaken(answer.body) ? .taken : .refused(words)
            }
            return .taken
        // The key of this one sender is at fault: an operator has to mend it.
        case 401: return .parked(.keyRefused(status: answer.status))
        // The address is at fault, not the message: an operator has to mend it.
        case 404, 405, 407, 408, 429: return .later(words, retryAfter: wait)
        case 400...499: return .refused(words)
        default: return .later(words, retryAfter: wait)
        }
    }

    /// The first words of an answer, for people.
    private static func start(of body: [UInt8]) -> String {
        String(
            String.UnicodeScalarView(
                String(decoding: body.prefix(600), as: UTF8.self).unicodeScalars
                    .map { $0.value < 0x20 ? " " : $0 }.prefix(200)))
    }

    func fetch(
        _ mailbox: String, after position: String, from side: RelayPlan.FarSide
    ) async throws -> (arrivals: [RelayArrival], position: String) {
        guard let poll = side.poll, let key = side.key(for: mailbox) else { return ([], position) }
        let from = Int64(position) ?? 0
        let sign = poll.url.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        let request = OutgoingHTTP.Request(
            "GET", "\(poll.url)\(sign)after=\(from)&limit=100",
            headers: [
                OutgoingHTTP.Header("authorization", "Bearer \(key)"),
                OutgoingHTTP.Header("accept", "application/json"),
            ])
        let answer: OutgoingHTTP.Answer
        do throws(OutgoingFault) {
            answer = try await outgoing.send(request)
        } catch {
            throw RelayFetchFault(description: "\(side.name): \(error.code)")
        }
        guard answer.status == 200, let json = try? JSON(answer.body),
            let next = json["next"]?.integer, next >= from
        else {
            throw RelayFetchFault(
                description: "\(side.name): HTTP \(answer.status)",
                isOfMailbox: [401, 403, 404].contains(answer.status))
        }
        guard let receipts = json["receipts"]?.elements else {
            throw RelayFetchFault(description: "\(side.name): no receipts in the answer")
        }
        // The position moves past what has no message: it is kept as it came, not dropped.
        let arrivals = receipts.map { receipt in
            receipt["xml"]?.string.map { RelayArrival(bytes: Array($0.utf8)) }
                ?? RelayArrival(bytes: Array(receipt.encoded.utf8), trouble: "no xml")
        }
        return (arrivals, String(next))
    }

    func settle(_ arrivals: [RelayArrival], from side: RelayPlan.FarSide) async throws {}
}

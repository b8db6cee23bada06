import Journal
import Kernel
import Wire

/// Speaks to a single window over its public interface.
struct DeclareClient: Sendable, Withheld {
    /// `https://tradewind.example`, with or without a slash at the end.
    let server: String
    let key: String
    let outgoing: OutgoingHTTP
    /// Reads the receipt of a repeat, which comes without results.
    let catalogue: MessageCatalogue
    /// Waits so many seconds; handed in so that a test need not.
    let pause: @Sendable (Int) async -> Void
    /// How long this client goes on trying and waiting.
    var patience = DeclarePatience(seconds: 60)
    /// Told before a request goes out again: why, and after how long.
    var tell: @Sendable (Localized) -> Void = { _ in }

    /// A client that sends over the network.
    static func live(
        _ server: String, key: String, seconds: Int, tell: @escaping @Sendable (Localized) -> Void
    ) throws -> DeclareClient {
        var options = OutgoingHTTP.Options(reach: .anywhere)
        options.totalMilliseconds = 120_000
        options.mostBytes = 256 << 20
        return DeclareClient(
            server: server, key: key, outgoing: .live(options),
            catalogue: try MessageCatalogue.load(from: Share.find()),
            pause: { try? await Task.sleep(nanoseconds: UInt64($0) * 1_000_000_000) },
            patience: DeclarePatience(seconds: seconds), tell: tell)
    }

    /// What the server said, or why it said nothing.
    enum Reply: Sendable, Hashable {
        case answer(OutgoingHTTP.Answer)
        case silence(Localized)
    }

    /// Sends one message. The same bytes may go out several times: the server takes them once.
    func send(_ message: [UInt8]) async -> DeclareOutcome {
        let reply = await exchange(
            "POST", "/api/v1/ceb", [OutgoingHTTP.Header("content-type", "application/xml")],
            body: message)
        return outcome(reply)
    }

    /// How a list stands; nil when the server did not say.
    func declaration(_ preNo: String) async -> DeclareOutcome.Standing? {
        guard preNo.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }),
            case .answer(let answer) = await exchange("GET", "/api/v1/declarations/\(preNo)"),
            answer.status == 200, let json = try? JSON(answer.body),
            let status = json["status"]?.integer
        else { return nil }
        let receipt = json["receipts"]?.elements.max {
            $0["sequence"]?.integer ?? 0 < $1["sequence"]?.integer ?? 0
        }
        return DeclareOutcome.Standing(
            subject: preNo, status: status,
            waitsFor: json["waitsFor"]?.elements.compactMap(\.string) ?? [],
            info: receipt?["info"]?.string ?? "")
    }

    /// A page of receipts after a place, as the server gives it; throws what went wrong.
    func receipts(after place: Int64, limit: Int) async throws(DeclareTrouble) -> JSON {
        let reply = await exchange("GET", "/api/v1/receipts?after=\(place)&limit=\(limit)")
        switch reply {
        case .silence(let reason): throw DeclareTrouble(message: reason)
        case .answer(let answer):
            guard answer.status == 200, let json = try? JSON(answer.body) else {
                throw DeclareTrouble(message: refusal(answer).message)
            }
            return json
        }
    }

    /// Asks about certificates; nil where there is nothing to show. Throws what went wrong.
    func certificates(
        _ method: String, _ path: String, _ body: [UInt8]
    ) async throws(DeclareTrouble) -> JSON? {
        let type = [OutgoingHTTP.Header("content-type", "application/octet-stream")]
        switch await exchange(method, path, body.isEmpty ? [] : type, body: body) {
        case .silence(let reason): throw DeclareTrouble(message: reason)
        case .answer(let answer):
            guard (200...299).contains(answer.status) else {
                let told = refusal(answer)
                throw DeclareTrouble(
                    message: Localized(
                        zh: told.message.zh + (told.fix?.zh ?? ""),
                        en: told.message.en + " " + (told.fix?.en ?? "")))
            }
            return try? JSON(answer.body)
        }
    }

    private func exchange(
        _ method: String, _ path: String, _ headers: [OutgoingHTTP.Header] = [],
        body: [UInt8] = []
    ) async -> Reply {
        let base = server.hasSuffix("/") ? String(server.dropLast()) : server
        var request = OutgoingHTTP.Request(
            method, base + path,
            headers: headers + [
                OutgoingHTTP.Header("accept", "application/json"),
                OutgoingHTTP.Header("authorization", "Bearer \(key)"),
            ], body: body)
        var next = 1
        while true {
            var wait = next
            let reply: Reply
            let reason: Localized
            let started = Stopwatch.nanoseconds()
            // Whoever has no time left gets one honest attempt.
            request.totalMilliseconds = max(1000, patience.milliseconds)
            do throws(OutgoingFault) {
                let answer = try await outgoing.send(request)
                guard [429, 502, 503, 504].contains(answer.status) else { return .answer(answer) }
                if let asked = answer.header("retry-after").flatMap({ Int($0) }) {
                    wait = min(max(wait, asked), 60)
                }
                (reply, reason) = (.answer(answer), answered(answer.status))
            } catch {
                guard mayPass(error) else { return .silence(error.message) }
                (reply, reason) = (.silence(error.message), error.message)
            }
            patience.spend(
                milliseconds: Int((Stopwatch.nanoseconds() - started) / 1_000_000))
            wait = min(wait, patience.seconds)
            guard wait > 0 else { return reply }
            tell(again(after: wait, reason))
            patience.spend(milliseconds: wait * 1000)
            await pause(wait)
            next = min(next * 2, 30)
        }
    }

    private func again(after wait: Int, _ reason: Localized) -> Localized {
        Localized(
            zh: "\(reason.zh)；\(wait) 秒后重试（还可等待 \(patience.seconds) 秒）",
            en: "\(reason.en); trying again in \(wait) s (\(patience.seconds) s left)")
    }

    private func answered(_ status: Int) -> Localized {
        Localized(zh: "服务器应答 \(status)", en: "The server answered \(status)")
    }

    /// Whether the same request may get through the next time.
    private func mayPass(_ fault: OutgoingFault) -> Bool {
        switch fault {
        case .notReached, .timedOut: true
        default: false
        }
    }

    private func outcome(_ reply: Reply) -> DeclareOutcome {
        switch reply {
        case .silence(let reason): .unreached(reason)
        case .answer(let answer):
            if answer.status == 200, let json = try? JSON(answer.body),
                let type = json["type"]?.string
            {
                .taken(
                    DeclareOutcome.Taking(
                        type: type, guid: json["guid"]?.string ?? "",
                        isRepeat: json["repeat"]?.boolean ?? false, results: results(json)))
            } else {
                .refused(refusal(answer))
            }
        }
    }

    private func results(_ json: JSON) -> [DeclareOutcome.Result] {
        let told = (json["results"]?.elements ?? []).compactMap { result in
            result["status"]?.integer.map {
                DeclareOutcome.Result(
                    subject: result["subject"]?.string ?? "", status: $0,
                    info: result["info"]?.string ?? "", findings: findings(result))
            }
        }
        guard told.isEmpty, let receipt = json["receipt"]?.string else { return told }
        return catalogue.read(Array(receipt.utf8)).documents.compactMap { document in
            guard let status = document["returnStatus"].flatMap({ Int64($0) }) else { return nil }
            let names = ["preNo", "orderNo", "payTransactionId", "logisticsNo", "copNo"]
            return DeclareOutcome.Result(
                subject: names.lazy.compactMap { document[$0] }.first { !$0.isEmpty } ?? "",
                status: status, info: document["returnInfo"] ?? "")
        }
    }

    private func findings(_ result: JSON) -> [DeclareOutcome.Finding] {
        (result["findings"]?.elements ?? []).compactMap { finding in
            both(finding["message"]).map {
                DeclareOutcome.Finding(
                    code: finding["code"]?.string ?? "",
                    element: finding["element"]?.string ?? "", message: $0,
                    fix: both(finding["fix"]))
            }
        }
    }

    private func refusal(_ answer: OutgoingHTTP.Answer) -> DeclareOutcome.Refused {
        let json = (try? JSON(answer.body)) ?? .null
        let words =
            both(json["message"])
            ?? answered(answer.status)
        return DeclareOutcome.Refused(
            status: answer.status, code: json["code"]?.string ?? "", message: words,
            fix: both(json["fix"]),
            faults: (json["faults"]?.elements ?? []).compactMap { fault in
                guard let message = both(fault["message"]) else { return nil }
                return Fault(
                    code: fault["code"]?.string ?? "", path: fault["path"]?.string ?? "",
                    line: Int(fault["line"]?.integer ?? 0), message: message,
                    fix: both(fault["fix"]) ?? Localized(same: ""))
            })
    }

    private func both(_ json: JSON?) -> Localized? {
        guard let zh = json?["zh"]?.string, let en = json?["en"]?.string else { return nil }
        return Localized(zh: zh, en: en)
    }
}

/// Why a command could not go on.
struct DeclareTrouble: Error, Sendable, Hashable {
    let message: Localized
}

import Declarations
import House
import Journal
import Kernel
import Parties
import Synchronization
import TestKit
import Testing
import Web
import Wire

/// The far side of a relay as a scenario plays it: another world behind its front door, or nobody.
/// What goes wrong on the way is told by `weather`.
final class FarSide: Sendable {
    /// What happens to the n-th request.
    enum Weather: Sendable {
        case fine
        /// Nobody is reached.
        case down
        /// The request arrives and its answer is lost.
        case answerLost
        case answers(Int)
        /// Whoever uses one of these keys is not let in.
        case locksOut(Set<String>)
    }

    struct Seen: Sendable, Hashable {
        let copMsgID: String
        let status: Int
    }

    private struct State {
        var count = 0
        var seen: [Seen] = []
        var weather: @Sendable (Int) -> Weather = { _ in .fine }
    }

    private let world: World?
    private let state = Mutex(State())

    /// - Parameter world: nil for a far side that only listens.
    init(_ world: World? = nil) { self.world = world }

    func weather(_ weather: @escaping @Sendable (Int) -> Weather) {
        state.withLock { $0.weather = weather }
    }

    /// Requests that reached the way to it, whatever became of them.
    var attempts: Int { state.withLock { $0.count } }
    /// Envelopes that arrived, in their order.
    var seen: [Seen] { state.withLock { $0.seen } }

    var http: OutgoingHTTP {
        OutgoingHTTP { request throws(OutgoingFault) in
            let weather = self.state.withLock { state in
                state.count += 1
                return state.weather(state.count)
            }
            if case .down = weather { throw .notReached("test") }
            if case .answers(let status) = weather { return OutgoingHTTP.Answer(status: status) }
            if case .locksOut(let keys) = weather,
                request.headers.contains(where: { keys.contains(String($0.value.dropFirst(7))) })
            {
                return OutgoingHTTP.Answer(status: 401)
            }
            let answer: OutgoingHTTP.Answer
            do { answer = try await self.answer(request) } catch { throw .broken("\(error)") }
            if case .answerLost = weather { throw .timedOut }
            return answer
        }
    }

    private func answer(_ request: OutgoingHTTP.Request) async throws -> OutgoingHTTP.Answer {
        let target = "/" + request.url.split(separator: "/").dropFirst(2).joined(separator: "/")
        var status = 200
        var body: [UInt8] = []
        if let world {
            var headers: [String: String] = [:]
            for header in request.headers { headers[header.name] = header.value }
            let key = headers.removeValue(forKey: "authorization")?.dropFirst(7) ?? ""
            let answer = try await Visitor(world.window.door).as(key: String(key)).send(
                request.method, target, body: request.body, headers: headers)
            (status, body) = (answer.status, answer.body)
        }
        if request.method == "POST" {
            let text = String(decoding: request.body, as: UTF8.self)
            let number = text.split(separator: "<dxp:CopMsgId>").dropFirst().first?
                .split(separator: "<").first
            state.withLock {
                $0.seen.append(Seen(copMsgID: number.map(String.init) ?? "", status: status))
            }
        }
        return OutgoingHTTP.Answer(status: status, body: body)
    }
}

extension World {
    var declarations: DeclarationsCapability? {
        window.capabilities.compactMap { $0 as? DeclarationsCapability }.first
    }

    /// Relays what is due and fetches what there is.
    func relay() async throws { try await declarations?.drainRelay() }

    /// An administrator, signed in through the page.
    func administrator() async throws -> Visitor {
        _ = try? await window.parties.addUser(
            NewUser(
                login: "operator", name: "测试管理员", password: "correct horse battery staple",
                kind: .administrator), by: "scenario")
        return try await officer("operator")
    }

    /// A plan that relays everything to another world, each enterprise under its own number.
    static func plan(
        to far: World?, takes: String = #""import", "export""#, more: String = "",
        without: String = ""
    ) -> String {
        let keys = SampleCast.six().members.filter { $0.dxpID != without }.map {
            #""\#($0.dxpID)": "\#(far?.key(of: $0) ?? "none")""#
        }.joined(separator: ", ")
        return """
            {"farSides": [{"name": "eport", "title": {"zh": "测试海关", "en": "Test customs"},
              "takes": [\(takes)], "sender": "own",
              "transport": {"kind": "http", "url": "http://far.test/api/v1/dxp"},
              "receipts": {"url": "http://far.test/api/v1/receipts"},
              "keys": {\(keys)}\(more)}]}
            """
    }
}

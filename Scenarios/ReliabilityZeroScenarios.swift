import Declarations
import House
import Parties
import TestKit
import Testing
import Web
import Wire

/// The character U+0000 is valid in JSON and in an address, and no database text may hold it.
@Suite("Zero characters from outside", .serialized) struct ReliabilityZeroScenarios {
    private static let names = [
        "q", "number", "status", "type", "enterprise", "from", "to", "month", "district", "before",
        "after", "login", "password", "label", "name", "reason", "url", "code", "reference", "issuer",
        "amount", "person", "day", "scopes", "document", "article", "holder", "tenant", "account",
    ]

    @Test("no route answers a zero character with 500", arguments: TestStore.engines)
    func everywhere(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let visitors = [
                Visitor(world.window.door), world.program(of: world.cast.declarant),
                try await world.officer(),
            ]
            var told = 0
            for route in world.window.door.routes {
                let path = route.path.split(separator: "/", omittingEmptySubsequences: false).map {
                    $0 == "{language}" ? "zh" : $0.hasPrefix("{") ? "x" : String($0)
                }.joined(separator: "/")
                for visitor in visitors {
                    for answer in try await answers(route, path, visitor) {
                        let comment = Comment(rawValue: "\(route.method) \(route.path): \(answer.text.prefix(200))")
                        #expect(answer.status < 500, comment)
                        if answer.text.contains("store.zero-character") {
                            #expect(answer.status == 400, comment)
                            told += 1
                        }
                    }
                }
            }
            #expect(told > 0, "no text of a request reached the store")
        }
    }

    private func answers(_ route: Route, _ path: String, _ visitor: Visitor) async throws -> [Answer] {
        let query = Self.names.map { "\($0)=a%00b" }.joined(separator: "&")
        switch route.method {
        case .get:
            // One by one: a filter that means nothing is refused before the others are looked at.
            var told: [Answer] = []
            for name in Self.names { told.append(try await visitor.get("\(path)?\(name)=a%00b")) }
            return told
        case .post, .put, .patch:
            let json = JSON.object(Self.names.map { .init($0, .text("a\0b")) }).encoded
            return [
                try await visitor.post(path, json: json),
                try await visitor.send(
                    "POST", path, body: Array(query.utf8),
                    headers: ["content-type": "application/x-www-form-urlencoded"]),
            ]
        default: return [try await visitor.send(route.method.rawValue, path)]
        }
    }

    @Test("a zero character in a search is told clearly", arguments: TestStore.engines)
    func search(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let answer = try await world.program(of: world.cast.declarant)
                .get("/api/v1/declarations?number=a%00b")
            #expect(answer.status == 400)
            let problem = try JSON(answer.body)
            #expect(problem["code"]?.string == "store.zero-character")
            #expect(problem["detail"]?.string?.isEmpty == false)
        }
    }
}

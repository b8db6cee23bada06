import Declarations
import Kernel
import Logging
import Parties
import TestKit
import Testing
import Web
import Wire

@testable import House

/// Who sends a member that nobody reads meant something by it.
@Suite("Members of bodies") struct StrictBodyScenarios {
    /// Operations that first look for what they are about, each with the scenario that sends it one
    /// member too many.
    private static let sentElsewhere: [String: String] = [
        "POST /api/v1/entries/{number}/completion": "TwoStepScenarios",
        "POST /api/v1/entries/{number}/corrections": "AdvanceEntryScenarios",
        "POST /api/v1/dialogues/{id}/problems": "ProblemScenarios",
    ]

    @Test("SW-01 a member that nobody reads is refused by every operation that takes JSON, with its place and a way to mend it")
    func unknown() async throws {
        try await World.run(.sqlite) { world in
            let routes = world.window.routes
            let bodies = try APIBodies.load(world.window.share)
            let visitors = try visitors(world, routes)
            // Whose person or mandate it is comes before what was sent.
            _ = try await world.member(of: world.cast.declarant)
            var things: [String: String] = [:]
            for (list, name) in [("parties/people", "people"), ("mandates", "mandates")] {
                let found = try await visitors.last?.get("/api/v1/\(list)")
                let first = try JSON(found?.body ?? [])[name]?.elements.first
                things[list] = try #require(first?["id"]?.string, "\(found?.text ?? "")")
            }
            var tried = 0
            for operation in bodies.operations.sorted() {
                guard case .members? = bodies[operation], StrictBodies.free[operation] == nil,
                    Self.sentElsewhere[operation] == nil
                else { continue }
                let words = operation.split(separator: " ").map(String.init)
                let body = JSON.object((bodies[operation]?.example?.members ?? []) + [.init("zzUnread", .text("1"))])
                var answers: [String] = []
                var isRefused = false
                for visitor in visitors {
                    let answer = try await visitor.send(
                        words[0], Self.sample(of: words[1], things), body: Array(body.encoded.utf8),
                        headers: ["content-type": "application/json"])
                    let problem = try? JSON(answer.body)
                    let places = [problem?["field"]?.string ?? ""]
                        + (problem?["faults"]?.elements ?? []).compactMap { $0["path"]?.string }
                    isRefused = isRefused || (400...422).contains(answer.status)
                        && places.contains { $0.hasSuffix("zzUnread") }
                        && problem?["fix"]?["zh"]?.string?.isEmpty == false
                        && problem?["fix"]?["en"]?.string?.isEmpty == false
                    answers.append("\(answer.status) \(answer.text)")
                }
                #expect(isRefused, "\(operation): \(answers)")
                tried += 1
            }
            #expect(tried > 80)
        }
    }

    @Test("SW-01 a slip in a name is told with the name that was meant, and nothing is done", arguments: [
        ("/api/v1/balances/guarantees/release", "refernce", "reference"),
        ("/api/v1/classification", "atributes", "attributes"),
        ("/api/v1/classification/confirmations", "cod", "code"),
        ("/api/v1/credit-levels", "levle", "level"), ("/api/v1/inspection-rates", "contries", "countries"),
        ("/api/v1/boxes", "kontainer", "container"), ("/api/v1/webhooks", "afther", "after"),
    ])
    func slip(path: String, wrong: String, right: String) async throws {
        try await World.run(.sqlite) { world in
            for visitor in try visitors(world, world.window.routes).prefix(1) {
                let answer = try await visitor.post(path, json: "{\"\(wrong)\": \"x\"}")
                let problem = try JSON(answer.body)
                #expect(answer.status == 422 && problem["code"]?.string == "web.member-unknown", "\(answer.text)")
                #expect(problem["field"]?.string == wrong)
                let fix = problem["fix"]?["en"]?.string ?? ""
                #expect(fix.contains("Did you mean \"\(right)\"?"), "\(fix)")
            }
        }
    }

    /// An officer and a program of an enterprise, each of whom may do everything.
    private func visitors(_ world: World, _ routes: [Route]) throws -> [Visitor] {
        var rights: Set<Permission> = []
        for route in routes {
            if case .permission(let permission) = route.access { rights.insert(permission) }
        }
        let enterprise = world.window.parties.register.find(code: world.cast.declarant.creditCode)?.id ?? ""
        let people = [
            Principal(
                kind: .officer, id: "officer", name: "测试关员", authority: "customs",
                districts: ["2244"], permissions: rights),
            Principal(kind: .key, id: "key", name: "test", enterprise: enterprise, permissions: rights),
        ]
        return try people.map { person in
            var settings = FrontDoor.Settings(seal: { "\($0.utf8.count)" })
            settings.rateOfPrincipal = nil
            let door = try FrontDoor(
                routes: routes,
                gatekeeper: Gatekeeper(byKey: { _ in person }, bySession: { _ in nil }),
                settings: settings,
                errorPage: { Answer($1.code, type: "text/plain", status: $1.status) },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            return Visitor(door).as(key: "any")
        }
    }

    /// The path with something in place of every name in braces: a thing that is there where one
    /// is known, by what stands before.
    private static func sample(of path: String, _ things: [String: String]) -> String {
        var parts: [String] = []
        for part in path.split(separator: "/") {
            let list = parts.dropFirst(2).joined(separator: "/")
            parts.append(part.hasPrefix("{") ? things[list] ?? "1" : String(part))
        }
        return parts.map { "/" + $0 }.joined()
    }
}

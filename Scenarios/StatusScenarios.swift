import Declarations
import House
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

/// Where something stands, for who has its number and a paper about it.
@Suite("Status") struct StatusScenarios {
    @Test("TR-04 number and the code on a paper tell where a list stands, and a wrong one is answered like any other", arguments: TestStore.engines)
    func status(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declared = try await world.declare(1, .direct)
            let preNo = try #require(declared["preNo"]?.string)
            let paper = try await world.program(of: world.cast.declarant)
                .get("/api/v1/declarations/\(preNo)/pdf")
            let code = try #require(paper.header("x-verification-code"))
            let stranger = Visitor(world.window.door)

            let answer = try await stranger.get("/api/v1/status?number=\(preNo)&code=\(code)")
            #expect(answer.status == 200, "\(answer.text)")
            let json = try JSON(answer.body)
            #expect(json["state"]?["zh"]?.string?.isEmpty == false)
            #expect(json["events"]?.elements.count == 2)
            // State and dates: nothing of what was declared, and of whom.
            let names = json.members.map(\.name).sorted()
            #expect(names == ["events", "number", "state"])

            var refusals: Set<String> = []
            for query in [
                "number=B20261120999999999&code=\(code)", "number=\(preNo)&code=0000-0000-0000-0000",
                "number=\(preNo)&code=nonsense", "number=&code=\(code)", "number=\(preNo)",
            ] {
                let refused = try await stranger.get("/api/v1/status?\(query)")
                #expect(refused.status == 404)
                let problem = try JSON(refused.body)
                refusals.insert(JSON.object(problem.members.filter { $0.name != "requestId" }).encoded)
            }
            #expect(refusals.count == 1, "who asks must not learn which of the two was wrong")

            let page = try await stranger.get("/en/status?number=\(preNo)&code=\(code)")
            #expect(page.status == 200 && page.text.contains(preNo))
            // Typed full-width or small it is the same number and code.
            #expect(preNo.hasPrefix("B"))
            let wide = "%EF%BC%A2" + preNo.dropFirst().lowercased()
            let typed = try await stranger.get("/zh/status?number=\(wide)&code=\(code.lowercased())")
            #expect(typed.status == 200 && typed.text.contains(preNo))
            let wrong = try await stranger.get("/en/status?number=\(preNo)&code=1")
            #expect(wrong.status == 404)
            // Asked too often it waits.
            var last = 200
            for _ in 1...40 { last = try await stranger.get("/api/v1/status?number=1&code=1").status }
            #expect(last == 429)
        }
    }
}

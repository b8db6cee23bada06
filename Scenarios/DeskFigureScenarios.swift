import Kernel
import Procedures
import TestKit
import Testing
import Web

@Suite("Figures of a desk") struct DeskFigureScenarios {
    @Test("SW-01 a desk says how much waits, how much of it is late, whose it is and since when the oldest waits", arguments: TestStore.engines)
    func figures(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            func submit() async throws {
                _ = try await world.submit("automatic-import-licence", ServiceScenarios.licence, documents: ["contract"])
            }
            let desk = try await world.visitor("commerce-1")
            #expect(!(try await desk.get("/zh/desk").text.contains("最久已等")))
            let first = world.time.clock.now().text.prefix(16)
            try await submit()
            world.advance(hours: 24)
            try await submit()
            func tile(_ label: String, _ page: String) -> String? {
                page.split(separator: "<dt>\(label)</dt>").dropFirst().first?
                    .split(separator: "tile-value\">").dropFirst().first?
                    .split(separator: "<").first.map(String.init)
            }
            let soon = try await desk.get("/zh/desk").text
            #expect(tile("待办", soon) == "2" && tile("最久已等", soon) == "1 天" && tile("已逾期", soon) == "0")
            #expect(soon.contains(first))
            // Another desk has none of it.
            #expect(!(try await world.visitor("customs-1").get("/zh/desk").text.contains("最久已等")))
            world.advance(hours: 24 * 40)
            let late = try await desk.get("/en/desk").text
            #expect(tile("Waiting", late) == "2" && tile("Overdue", late) == "2" && tile("Oldest waits", late) == "41 d")
        }
    }
}

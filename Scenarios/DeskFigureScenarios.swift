import Kernel
import Procedures
import TestKit
import Testing
import Web

@Suite("Figures of a desk") struct DeskFigureScenarios {
    @Test("SW-01 a desk says how much waits, how much of it is late, whose it is and since when the oldest waits", arguments: TestStore.engines)
    func figures(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            func submit(_ quantity: Int) async throws {
                let answers = ServiceScenarios.licence.merging(["quantity": "\(quantity)"]) { $1 }
                _ = try await world.submit("automatic-import-licence", answers, documents: ["contract"])
            }
            func desk(_ path: String, of login: String = "commerce-1") async throws -> String {
                try await world.visitor(login).get(path).text
            }
            #expect(!(try await desk("/zh/desk").contains("最久已等")))
            let first = world.time.clock.now().text.prefix(16)
            try await submit(1)
            world.advance(hours: 24)
            try await submit(2)
            func tile(_ label: String, _ page: String) -> String? {
                page.split(separator: "<dt>\(label)</dt>").dropFirst().first?
                    .split(separator: "tile-value\">").dropFirst().first?
                    .split(separator: "<").first.map(String.init)
            }
            let soon = try await desk("/zh/desk")
            #expect(tile("待办", soon) == "2" && tile("最久已等", soon) == "1 天" && tile("已超期", soon) == "0")
            #expect(soon.contains(first))
            // Another desk has none of it.
            #expect(!(try await desk("/zh/desk", of: "customs-1").contains("最久已等")))
            world.advance(hours: 24 * 40)
            let late = try await desk("/en/desk")
            #expect(tile("Waiting", late) == "2" && tile("Overdue", late) == "2" && tile("Oldest waits", late) == "41 d")
        }
    }
}

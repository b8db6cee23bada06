import Declarations
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

/// What the clock makes due: one damaged row holds up no other and is seen.
@Suite("Rounds in the background") struct RoundScenarios {
    @Test("CB-22 a damaged tax bill keeps no other from being collected; the operator sees it, and it is collected once it is mended", arguments: TestStore.engines)
    func damagedBill(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for number in 1...3 { _ = try await world.declare(number, .direct, basket: .large, buyer: number) }
            let bills = try await world.bills()
            try #require(bills.count == 3)
            let bad = try #require(bills.first?["taxNo"]?.string)
            try await world.damage("update declarations_taxes set lines = $1 where tax_no = $2", [.text("?"), .text(bad)])
            world.time.advance(days: 31)
            let operators = try await world.administrator()
            _ = try await operators.get("/zh/gateway")
            #expect(try await operators.post("/zh/gateway/look-again", form: [:]).status == 303)
            let stuck = try JSON(try await operators.get("/api/v1/gateway/stuck").body)
            #expect(stuck["rounds"]?.elements.map { $0["subject"]?.string } == [bad])
            #expect(stuck["rounds"]?.elements.first?["round"]?.string == "declarations.tax-collection")
            let page = try await operators.get("/zh/gateway")
            #expect(page.text.contains("后台未能处理的事项") && page.text.contains(bad))
            try await world.damage("update declarations_taxes set lines = $1 where tax_no = $2", [.text("[]"), .text(bad)])
            #expect(try await operators.post("/zh/gateway/look-again", form: [:]).status == 303)
            let after = try await world.bills()
            #expect(after.compactMap { $0["status"]?.integer } == [2, 2, 2])
            #expect(Set(after.compactMap { $0["dutyNo"]?.string }).count == 1, "one payment book for the day")
            #expect(try JSON(try await operators.get("/api/v1/gateway/stuck").body)["rounds"]?.elements.isEmpty == true)
        }
    }
}

extension World {
    fileprivate func bills() async throws -> [JSON] {
        let answer = try await program(of: cast.platform).get("/api/v1/taxes")
        return try JSON(answer.body)["bills"]?.elements ?? []
    }
}

import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Retail export") struct RetailExportScenarios {
    @Test("CB-03 an export list is released by list and counted in its month", arguments: TestStore.engines, [SampleKind.simplified, .summarised])
    func released(engine: TestStore.Engine, kind: SampleKind) async throws {
        try await World.run(engine) { world in
            var value = Fixed.zero
            var lists: Int64 = 0
            for number in 1...4 {
                let found = try await world.declare(number, kind)
                #expect(found.status == 800 || found.status == 500)
                guard found.status == 800 else { continue }
                lists += 1
                value = try value.adding(Fixed(found["valueYuan"]?.string ?? ""))
                #expect(found["invtNo"]?.string?.contains("2026E") == true)
            }
            let answer = try await world.program(of: world.cast.declarant)
                .get("/api/v1/statistics/exports?month=2026-11")
            let lines = try JSON(answer.body)["lines"]?.elements ?? []
            let line = try #require(lines.first)
            #expect(lines.count == 1)
            #expect(line["statisticsFlag"]?.string == (kind == .simplified ? "A" : "B"))
            #expect(line["lists"]?.integer == lists)
            #expect(try Fixed(line["valueYuan"]?.string ?? "") == value)
        }
    }

    @Test("CB-03 a list that waits for a document says for which, and goes on when it comes", arguments: TestStore.engines)
    func waits(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(3, .simplified)
            let messages = try world.samples.messages(of: chain)
            try await world.send(messages.filter { $0.type != "CEB505" })
            try await world.settle()
            let waiting = try await world.declaration(copNo: chain.copNo)
            #expect(waiting.status == 2)
            #expect(waiting["waitsFor"]?.elements.compactMap(\.string) == ["CEB505"])
            #expect(waiting["next"]?["who"]?["en"]?.string == "The logistics enterprise must send the waybill (CEB505).")
            #expect(waiting["next"]?["since"]?.string == waiting["statusAt"]?.string)
            try await world.send(messages.filter { $0.type == "CEB505" })
            try await world.settle()
            let status = try await world.declaration(copNo: chain.copNo).status ?? 0
            #expect([800, 500].contains(status))
        }
    }

    @Test("CB-03 an enterprise is the same under its customs registration and its credit code", arguments: TestStore.engines)
    func codeForms(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = world.cast.seller
            let chain = world.samples.chain(6, .simplified)
            let messages = try world.samples.messages(of: chain).map { message in
                message.type == "CEB303"
                    ? message.replacing([("ebcCode>\(seller.creditCode)<", "ebcCode>\(seller.customsCode)<")]) : message
            }
            try await world.send(messages)
            try await world.settle()
            let found = try await world.declaration(copNo: chain.copNo)
            #expect([800, 500].contains(found.status ?? 0), "\(found.texts.joined(separator: " "))")
        }
    }

    @Test("CB-03 what does not fit is rejected with its reason", arguments: TestStore.engines)
    func rejected(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let found = try await world.declare(5, .simplified, defect: .massDiffers)
            #expect(found.status == 100)
            #expect(found["findings"]?.elements.contains { $0["element"]?.string == "603 grossWeight" } == true)
        }
    }
}

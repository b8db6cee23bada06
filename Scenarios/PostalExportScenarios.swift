import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Exports by post.
@Suite("Exports by post") struct PostalExportScenarios {
    @Test("CB-06 an export by post goes through the exchange bureau's site and is counted with its district and by itself", arguments: TestStore.engines)
    func post(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            try await world.hire("post-officer", districts: ["2206"])
            var released = 0
            for number in 2..<12 where released < 2 {
                let chain = world.samples.chain(number, .simplified)
                let messages = try world.samples.messages(of: chain)
                try await world.send(messages.dropLast().map { $0 })
                let list = try #require(messages.last).replacing([
                    ("<ceb:customsCode>2244<", "<ceb:customsCode>2206<"), ("<ceb:trafMode>5<", "<ceb:trafMode>6<"),
                ])
                if released == 0, number == 2 {
                    #expect(try await world.tell(list).info.contains("未填监管场所代码"))
                }
                let site = ("</ceb:billNo>", "</ceb:billNo><ceb:loctNo>POST2206</ceb:loctNo>")
                let elsewhere = list.replacing([site, ("<ceb:customsCode>2206<", "<ceb:customsCode>2244<")])
                    .renamed("00000000-0000-4000-8000-0000000001\(10 + number)")
                #expect(try await world.tell(elsewhere).info.contains("POST2206"))
                let taken = try await world.tell(
                    list.replacing([site]).renamed("00000000-0000-4000-8000-0000000002\(10 + number)"))
                #expect(taken.status == 2, "\(taken.info)")
                try await world.settle()
                if try await world.declaration(copNo: chain.copNo).status == 800 { released += 1 }
            }
            #expect(released == 2)
            // By air, for comparison.
            _ = try await world.releasedExports(1)
            let declarant = world.program(of: world.cast.declarant)
            let own = try JSON(try await declarant.get("/api/v1/statistics/exports?month=2026-11").body)
            #expect(own["lines"]?.elements.contains { $0["byPost"] == .bool(true) && $0["lists"]?.integer == 2 } == true, "\(own.encoded)")
            let officer = try await world.officer("post-officer")
            let district = try JSON(try await officer.get("/api/v1/statistics/exports/districts?month=2026-11").body)
            let lines = district["districts"]?.elements.first?["lines"]?.elements ?? []
            #expect(lines.count == 1 && lines.first?["byPost"] == .bool(true), "\(district.encoded)")
            #expect(lines.first?["lists"]?.integer == 2)
            #expect(try await officer.get("/zh/statistics/exports").text.contains("邮路"))
            #expect(try await officer.get("/api/v1/statistics/exports/districts?month=x").status == 422)
            // Whoever is no officer asks for its own lists only.
            #expect(try await declarant.get("/api/v1/statistics/exports/districts?month=2026-11").status == 403)
            try await world.everyReceiptFits()
        }
    }
}

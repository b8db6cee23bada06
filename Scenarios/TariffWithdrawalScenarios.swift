import Declarations
import House
import Kernel
import Tariff
import TestKit
import Testing
import Web
import Wire

@Suite("Withdrawing tariff editions") struct TariffWithdrawalScenarios {
    @Test("CB-17 a positive list loaded by mistake is said to be enforced, is withdrawn from a day on, and earlier answers stay", arguments: TestStore.engines)
    func withdrawn(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            #expect(try await world.declare(1, .direct).status == 800)
            let today = world.window.clock.today
            let told = try await world.loadTariff("heading\n8703\n", from: today.text, isDry: true)
            #expect(told.contains("此前没有执行正面清单") && told.contains("1 项（1 家企业，现计税款 97.02 元）"), "\(told)")
            try await world.loadTariff("heading\n8703\n", from: today.text)
            #expect(try await world.declare(2, .direct).status == 100)
            func withdraw(_ day: Day?, _ reason: String) async throws -> String? {
                do {
                    _ = try await world.window.tariffDesk(.withdraw(1, from: day, reason: reason))
                    return nil
                } catch let refusal as any Refusal { return refusal.code }
            }
            let tomorrow = today.adding(days: 1)
            #expect(try await withdraw(nil, "") == "tariff.edition-holds")
            #expect(try await withdraw(tomorrow, "") == "tariff.edition-holds")
            #expect(
                try await withdraw(today.adding(days: -1), "误导入")
                    == "tariff.edition-withdrawal-day")
            #expect(try await withdraw(tomorrow, "误导入") == nil)
            #expect(try await withdraw(tomorrow, "误导入") == "tariff.edition-withdrawn-before")
            for window in [world.window, try await world.restarted().window] {
                let visitor = Visitor(window.door)
                for (day, heading) in [(today, "no"), (tomorrow, "")] {
                    let answer = try await visitor.get(
                        "/api/v1/tariff/positive-list?code=1901101090&on=\(day.text)")
                    let json = try JSON(answer.body)
                    #expect(json["figures"]?["heading"]?.string == heading, "\(day.text)")
                }
                let list = try await visitor.get("/api/v1/tariff/editions")
                let one = try JSON(list.body)["editions"]?.elements.first
                #expect(one?["withdrawnFrom"]?.string == tomorrow.text)
                #expect(one?["withdrawnBecause"]?.string == "误导入")
                #expect(try await visitor.get("/zh/tariff/editions").text.contains("误导入"))
            }
            let listed = try await world.window.tariffDesk(.list(.en))
            #expect(listed.contains("withdrawn from \(tomorrow.text) on"))
        }
    }
}

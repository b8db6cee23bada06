import ArgumentParser
import Kernel
import Plug
import Reference
import Testing

@testable import Declarations

/// What `tradewind modes decide` does with amounts.
@Suite("Command that decides a mode") struct ModesCommandTests {
    @Test("an amount below zero is taken as a value, and refused as one")
    func belowZero() throws {
        let command = try ModesDecideCommand.parse([
            "--direction", "export", "--buyer", "consumer", "--stock", "domestic", "--value", "-5",
        ])
        #expect(command.value == "-5")
        let day = try #require(Day(year: 2026, month: 11, day: 20))
        let facts = ["direction": "export", "buyer": "consumer", "stock": "domestic", "value": "-5"]
        let settings = try DatedSettings.load(try Share.find())
        let refusal = try #require(throws: DealRefusal.self) {
            try DealInput(facts).facts(today: day, settings)
        }
        #expect(refusal.field == "value")
    }
}

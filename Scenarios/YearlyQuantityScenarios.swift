import Declarations
import FoundationEssentials
import House
import Kernel
import Tariff
import TestKit
import Testing
import Wire

/// Quantities one person may import by retail in a year, as the positive list remarks on them.
@Suite("Yearly quantities") struct YearlyQuantityScenarios {
    private static let headings = [
        "3304", "2204", "6403", "3305", "9619", "4202", "3401", "2106",
    ]

    @Test("CB-17 a buyer's yearly quantity of a good is never exceeded, is the buyer's own, and comes back with a return", arguments: TestStore.engines)
    func capped(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            // Lists with milk powder: 0.8 kg a tin.
            var lists: [(number: Int, kilograms: Fixed)] = []
            for number in 1...60 {
                let lines = world.samples.chain(number, .direct).documents.last?.draft.lines ?? []
                if let line = lines.first(where: { $0["gcode"]?.hasPrefix("1901") == true }) {
                    lists.append((number, try Fixed(line["qty1"] ?? "")))
                }
            }
            try #require(lists.count > 3)
            let cap = try lists[0].kilograms.adding(lists[1].kilograms)
                .subtracting(Fixed("0.001"))
            let rows = Self.headings.map { "\($0),," }.joined(separator: "\n")
            let path = world.folder + "/list-\(UInt64.random(in: 0...UInt64.max)).csv"
            let table = "heading,yearly_quantity,yearly_unit\n\(rows)\n1901,\(cap.text),035\n"
            #expect(FileManager.default.createFile(atPath: path, contents: Data(table.utf8)))
            _ = try await world.window.tariffDesk(
                .load(
                    path: path, from: try #require(Day("2026-11-01")), document: "测试清单公告",
                    isDry: false, asJSON: false, .zh))

            let first = world.samples.chain(lists[0].number, .direct, buyer: 1)
            let invtNo = try await world.clears(first)
            let refused = try await world.declare(lists[1].number, .direct, buyer: 1)
            #expect(refused.status == 100, "\(refused.encoded.prefix(400))")
            let finding = try #require(refused["findings"]?.elements.first)
            #expect(finding["code"]?.string == "QUANTITY_CAP", "\(finding.encoded)")
            #expect(finding["message"]?["zh"]?.string?.contains("每人每年") == true)
            #expect(finding["citation"]?["document"]?.string == "测试清单公告")
            // Another buyer's year is untouched.
            _ = try await world.clears(world.samples.chain(lists[2].number, .direct, buyer: 2))
            let seen = try await world.declaration(copNo: first.copNo)
            #expect(seen.encoded.contains("declarations.yearly-quantity"))

            let officer = try await world.officer()
            try await world.bringBack(
                try world.samples.importReturn(of: first, invtNo: invtNo), first, "1", officer)
            // As much as came back may be bought again.
            _ = try await world.clears(world.samples.chain(lists[3].number, .direct, buyer: 1))
            try await world.expectSound()
        }
    }
}

extension World {
    /// Sends a chain and has it released; gives the customs number of the list.
    fileprivate func clears(_ chain: SampleChain) async throws -> String {
        try await send(try samples.messages(of: chain))
        try await settle()
        var list = try await declaration(copNo: chain.copNo)
        if list.status == 500 {
            _ = try await officer().decide(
                list["preNo"]?.string ?? "",
                "{\"action\":\"release\",\"version\":\(list["version"]?.integer ?? 0)}")
            try await settle()
            list = try await declaration(copNo: chain.copNo)
        }
        #expect(list.status == 800, "\(list.encoded.prefix(500))")
        return list["invtNo"]?.string ?? ""
    }
}

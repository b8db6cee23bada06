import Declarations
import TestKit
import Testing
import Web
import Wire

/// Official numbers of the import table (导入错误编号表) that no other scenario has a message earn.
/// `Tidy` holds the table to it that every number given here is earned somewhere.
@Suite("Numbers of the import table") struct ImportCodeScenarios {
    /// A message that earns its receipt a number.
    struct Case: Sendable, CustomStringConvertible {
        let code: Int64
        /// Number of the message: `311`.
        let type: String
        let exchanges: [(String, String)]
        var description: String { "\(code)" }
    }

    static let cases = [
        Case(code: -301_002, type: "311", exchanges: [("<ceb:gnum>2<", "<ceb:gnum>1<")]),
        Case(code: -621_027, type: "621", exchanges: [("<ceb:gnum>2<", "<ceb:gnum>1<")]),
        Case(code: -301_012, type: "311", exchanges: [("<ceb:appType>1<", "<ceb:appType>7<")]),
        Case(code: -401_010, type: "411", exchanges: [("<ceb:appType>1<", "<ceb:appType>7<")]),
        // The seller is registered, and no carrier.
        Case(code: -10_101, type: "621", exchanges: [("logisticsCode>{carrier}", "logisticsCode>{seller}")]),
        Case(code: -10_102, type: "311", exchanges: [("{seller}", "9131000000000000XX")]),
    ]

    @Test(
        "CB-08 a message that earns a number gets it, with its words and the way to mend",
        arguments: cases)
    func earned(row: Case) async throws {
        try await World.run(.sqlite) { world in
            let chain = try #require(
                (1...40).lazy.map { world.samples.chain($0, .direct) }
                    .first { $0.documents[0].draft.lines.count > 1 })
            let message = try #require(
                world.samples.messages(of: chain).first { $0.type == "CEB\(row.type)" })
            let cast = world.cast
            let names = [
                "{platform}": cast.platform.customsCode, "{carrier}": cast.carrier.customsCode,
                "{seller}": cast.seller.customsCode,
            ]
            let exchanges = row.exchanges.map { old, new in
                names.reduce((old, new)) { pair, name in
                    (
                        pair.0.replacing(name.key, with: name.value),
                        pair.1.replacing(name.key, with: name.value)
                    )
                }
            }
            let answer = try await world.tell(message.replacing(exchanges))
            #expect(answer.status < 0 && answer.info.contains(String(row.code)), "\(answer)")
            if row.code == -621_027 { #expect(answer.status == row.code, "\(answer)") }
            let page = try await world.program(of: message.sender)
                .get("/zh/problems/\(row.code)?message=\(row.type)")
            #expect(page.status == 200, "\(page.status)")
        }
    }

    @Test("CB-08 a list without lines, and one too many of them, are refused in the receipt of their type")
    func schema() async throws {
        try await World.run(.sqlite) { world in
            let chain = world.samples.chain(1, .direct)
            let list = try #require(try world.samples.messages(of: chain).last)
            let text = String(decoding: list.bytes, as: UTF8.self)
            let lines = try #require(text.firstRange(of: "<ceb:InventoryList>"))
            let end = try #require(text.firstRange(of: "</ceb:Inventory>"))
            let without = text.replacing(text[lines.lowerBound..<end.lowerBound], with: "")
            let start = try #require(text.firstRange(of: "<ceb:Inventory>"))
            let one = String(text[start.lowerBound..<end.upperBound])
            let many = text.replacing(one, with: String(repeating: one, count: 101))
            for (body, code) in [(without, "-621000"), (many, "-621030")] {
                let answer = try await world.program(of: list.sender).post("/api/v1/ceb", xml: Array(body.utf8))
                #expect(answer.status == 422)
                let problem = try JSON(answer.body)
                let receipt = try #require(problem["receipt"]?.string, "\(answer.text)")
                #expect(receipt.contains("CEB622Message") && receipt.contains("returnStatus>\(code)<"), "\(receipt)")
                #expect(receipt.contains("[Code:\(code);") && receipt.contains(chain.copNo))
                #expect(problem["ceb900"] == nil)
                let reading = try MessageCatalogue.load(from: try World.share()).read(Array(receipt.utf8))
                #expect(reading.isValid, "\(reading.faults)")
            }
        }
    }

    @Test("CB-12 a warehouse entry older than the one that is stored is refused as such (-800005)")
    func olderEntry() async throws {
        try await World.run(.sqlite) { world in
            let held = world.samples.chain(1, .direct, basket: .watched)
            try await world.send(try world.samples.messages(of: held))
            try await world.settle()
            let entry = try world.samples.warehouseEntry(of: [held], "1")
                .replacing([("<ceb:appStatus>2<", "<ceb:appStatus>1<")])
            #expect(try await world.tell(entry).status == 1)
            let text = String(decoding: entry.bytes, as: UTF8.self)
            let time = try #require(text.firstMatch(of: /<ceb:appTime>(\d{14})</)?.1)
            let older = try await world.tell(
                entry.renamed("00000000-0000-4000-8000-000000000012").replacing([
                    ("<ceb:appType>1<", "<ceb:appType>2<"),
                    ("<ceb:appTime>\(time)<", "<ceb:appTime>20261101000000<"),
                ]))
            #expect(older.status == -800_005)
        }
    }
}

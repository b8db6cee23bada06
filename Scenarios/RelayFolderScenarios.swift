import Declarations
import FoundationEssentials
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What a far side writes into the folder of a relay.
@Suite("Folder of a relay") struct RelayFolderScenarios {
    private static let plan = """
        {"farSides": [{"name": "files", "takes": ["import"], "sender": "DXPENTTEST000099",
          "transport": {"kind": "folder", "out": "{folder}/relay-out", "in": "{folder}/relay-in"}}]}
        """

    @Test("CB-02 a receipt that is written slowly is taken once it is whole, and what can never be read lies in dead, shown, to be taken again", arguments: TestStore.engines)
    func slowly(engine: TestStore.Engine) async throws {
        try await World.run(engine, relay: World.RelaySetup(plan: Self.plan)) { world in
            let chain = world.samples.chain(1, .direct)
            try await world.send([try #require(try world.samples.messages(of: chain).last)])
            try await world.relay()
            let receipt = Array(
                """
                <CEB622Message xmlns="http://www.chinaport.gov.cn/ceb" guid="00000000-0000-4000-8000-0000000000F1" version="1.0">\
                <InventoryReturn><guid>00000000-0000-4000-8000-0000000000F2</guid><copNo>\(chain.copNo)</copNo>\
                <preNo>B20261120777000001</preNo><returnStatus>800</returnStatus><returnTime>20261120090002000</returnTime>\
                <returnInfo>x</returnInfo></InventoryReturn></CEB622Message>
                """.utf8)
            let place = world.folder + "/relay-in/"
            // A piece more at every look: never taken while it grows, however often it is looked at.
            for end in stride(from: 90, to: receipt.count, by: 90) {
                #expect(FileManager.default.createFile(atPath: place + "slow.xml", contents: Data(receipt[..<end])))
                try await world.relay()
            }
            #expect(FileManager.default.fileExists(atPath: place + "slow.xml"))
            #expect(try await world.declaration(copNo: chain.copNo).status == 3)
            _ = FileManager.default.createFile(atPath: place + "slow.xml", contents: Data(receipt))
            for _ in 0..<2 { try await world.relay() }
            #expect(try await world.declaration(copNo: chain.copNo).status == 800)
            #expect(FileManager.default.fileExists(atPath: place + "done/slow.xml"))

            for (name, text) in [
                ("half", String(decoding: receipt.dropLast(40), as: UTF8.self)), ("garbage", "no message"),
                ("doctype", "<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>"),
            ] {
                _ = FileManager.default.createFile(atPath: place + name + ".xml", contents: Data(text.utf8))
                for _ in 0..<2 { try await world.relay() }
                #expect(FileManager.default.fileExists(atPath: place + "dead/\(name).xml"), "\(name)")
            }
            let operators = try await world.administrator()
            let standing = try JSON(try await operators.get("/api/v1/relay").body)["farSides"]?.elements.first ?? .null
            let dead = standing["dead"]?.elements ?? []
            #expect(dead.map { $0["trouble"]?.string } == ["unreadable", "unreadable", "unreadable"])
            #expect(standing["unmatched"]?.integer == 0)
            #expect(try await operators.get("/zh/gateway").text.contains("不是完整可读的报文"))
            #expect(try await operators.get("/en/gateway").text.contains("no whole message that can be read"))
            let again = try await operators.post(
                "/zh/gateway/relay/files/arrivals/\(dead.first?["digest"]?.string ?? "")/take-again", form: [:])
            #expect(again.status == 303)
        }
    }

    @Test("CB-02 a receipt that names a list by its own number and contradicts the number it has is kept for an operator and renumbers nothing", arguments: TestStore.engines)
    func contradiction(engine: TestStore.Engine) async throws {
        try await World.run(engine, relay: World.RelaySetup(plan: Self.plan)) { world in
            let chain = world.samples.chain(1, .direct)
            try await world.send([try #require(try world.samples.messages(of: chain).last)])
            try await world.relay()
            func comes(_ status: Int, at time: String, _ preNo: String, _ invtNo: String) async throws {
                let receipt = """
                    <CEB622Message xmlns="http://www.chinaport.gov.cn/ceb" guid="00000000-0000-4000-8000-0000000000F1" version="1.0">\
                    <InventoryReturn><guid>00000000-0000-4000-8000-0000000000F2</guid><copNo>\(chain.copNo)</copNo>\
                    <preNo>\(preNo)</preNo><invtNo>\(invtNo)</invtNo><returnStatus>\(status)</returnStatus>\
                    <returnTime>\(time)</returnTime><returnInfo>x</returnInfo></InventoryReturn></CEB622Message>
                    """
                let place = world.folder + "/relay-in/\(time).xml"
                #expect(FileManager.default.createFile(atPath: place, contents: Data(receipt.utf8)))
                for _ in 0..<2 { try await world.relay() }
            }
            let (preNo, number) = ("B20261120777000001", "22442026I900000001")
            try await comes(800, at: "20261120090002000", preNo, number)
            try await comes(899, at: "20261120090003000", preNo, "22442026I999999999")
            try await comes(899, at: "20261120090003001", "B20261120777000009", number)
            let stands = try await world.declaration(copNo: chain.copNo)
            #expect(stands.status == 800 && stands["invtNo"]?.string == number)
            let operators = try await world.administrator()
            let standing = try JSON(try await operators.get("/api/v1/relay").body)["farSides"]?.elements.first
            let dead = standing?["dead"]?.elements.compactMap { $0["trouble"]?.string } ?? []
            #expect(Set(dead) == ["contradicts invtNo", "contradicts preNo"])
            #expect(try await operators.get("/zh/gateway").text.contains("清单编号与此前回执不同"))
            try await comes(899, at: "20261120090004000", preNo, number)
            #expect(try await world.declaration(copNo: chain.copNo).status == 899)
        }
    }
}

import Declarations
import FoundationEssentials
import House
import Journal
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

/// A world that relays everything to another one, whose built-in desk plays the authority.
private func twoWorlds(
    _ engine: TestStore.Engine, takes: String = #""import", "export""#,
    _ body: @escaping @Sendable (_ near: World, _ far: World, _ way: FarSide) async throws -> Void
) async throws {
    try await World.run(engine) { far in
        let way = FarSide(far)
        let relay = World.RelaySetup(plan: World.plan(to: far, takes: takes), outgoing: way.http)
        try await World.run(engine, guarantee: 0, relay: relay) { near in
            try await body(near, far, way)
        }
    }
}

/// A world whose far side is only listened to: receipts are delivered by hand.
private func oneWorld(
    _ engine: TestStore.Engine, _ body: @escaping @Sendable (World, FarSide) async throws -> Void
) async throws {
    let way = FarSide()
    let account = SampleCast.six().warehouse.creditCode
    let plan = World.plan(to: nil, more: #", "account": "\#(account)""#)
        .replacing(#""receipts": {"url": "http://far.test/api/v1/receipts"},"#, with: "")
    let relay = World.RelaySetup(plan: plan, outgoing: way.http)
    try await World.run(engine, relay: relay) { try await body($0, way) }
}

extension World {
    fileprivate func relayedReceipts(of enterprise: SampleEnterprise) async throws -> [JSON] {
        let answer = try await program(of: enterprise).get("/api/v1/receipts?limit=1000")
        return try JSON(answer.body)["receipts"]?.elements ?? []
    }

    /// What the far side's account delivers about a list.
    fileprivate func deliver(
        _ status: Int64, of chain: SampleChain, at time: String, info: String = "说明",
        invtNo: String = "", namespace: Bool = true
    ) async throws -> JSON {
        let space = namespace ? #" xmlns="http://www.chinaport.gov.cn/ceb""# : ""
        let number = invtNo.isEmpty ? "" : "<invtNo>\(invtNo)</invtNo>"
        let xml = """
            <CEB622Message\(space) guid="00000000-0000-4000-8000-\(time.suffix(12))" version="1.0">\
            <InventoryReturn><guid>00000000-0000-4000-8000-0000000000E1</guid>\
            <agentCode>\(cast.declarant.customsCode)</agentCode><copNo>\(chain.copNo)</copNo>\
            <preNo>B20261120777000001</preNo>\(number)<returnStatus>\(status)</returnStatus>\
            <returnTime>\(time)</returnTime><returnInfo>\(info)</returnInfo></InventoryReturn>\
            </CEB622Message>
            """
        let answer = try await program(of: cast.warehouse).post("/api/v1/relay/receipts", xml: xml)
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)
    }

    /// How the one far side does.
    fileprivate func standing(_ operators: Visitor) async throws -> JSON {
        try JSON(try await operators.get("/api/v1/relay").body)["farSides"]?.elements.first ?? .null
    }
}

@Suite("Relay to a far side") struct RelayScenarios {
    @Test("CB-02 an import and an export chain are relayed to another authority and come back released", arguments: TestStore.engines, [SampleKind.direct, .simplified])
    func released(engine: TestStore.Engine, kind: SampleKind) async throws {
        try await twoWorlds(engine) { near, far, way in
            // Numbers whose parcels the far side's risk rules do not draw.
            var number = 0
            var found = JSON.null
            var chain = near.samples.chain(1, kind)
            while found.status != 800, number < 8 {
                number += 1
                chain = near.samples.chain(number, kind)
                try await near.send(try near.samples.messages(of: chain))
                try await near.settle()
                let before = try await near.declaration(copNo: chain.copNo)
                #expect(before.status == 2)
                #expect(before["waitsFor"]?.elements == [])
                #expect(before["relay"]?["far"]?.string == "eport")
                try await near.relay()
                try await near.settle()
                #expect(try await near.declaration(copNo: chain.copNo).status == 3)
                try await far.settle()
                try await near.relay()
                found = try await near.declaration(copNo: chain.copNo)
            }
            #expect(found.status == 800)
            let there = try await far.declaration(copNo: chain.copNo)
            #expect(there.status == 800)
            #expect(found["invtNo"] == there["invtNo"])
            #expect(found["relay"]?["preNo"] == there["preNo"])
            #expect(found["explanation"] == .null, "nothing was decided here")
            #expect(way.seen.count == number * 4)
            #expect(Set(way.seen.map(\.copMsgID)).count == number * 4)
            // What the enterprise pulls here is what came, byte for byte.
            let here = try await near.relayedReceipts(of: near.cast.declarant).compactMap { $0["xml"]?.string }
            for receipt in try await far.relayedReceipts(of: far.cast.declarant) {
                #expect(here.contains(receipt["xml"]?.string ?? "none"))
            }
            // Receipts of what was sent: taken, sent, then what came.
            let statuses = found["receipts"]?.elements.compactMap(\.status).reversed() ?? []
            #expect(Array(statuses) == [2, 3, 2, 120, 800])
            // Neither quota nor guarantee was taken here.
            let drawn = try await near.store.read { session in
                try session.first("select count(*) from balances_transfers where id like 'list/%'")?.integer(0)
            }
            #expect(drawn == 0)
        }
    }

    @Test("CB-11 hours without the far side lose nothing: it drains in order, and each case says for whom it waits", arguments: TestStore.engines)
    func outage(engine: TestStore.Engine) async throws {
        try await twoWorlds(engine) { near, far, way in
            way.weather { _ in .down }
            let chains = (1...10).map { near.samples.chain($0, .direct) }
            for chain in chains {
                try await near.send(try near.samples.messages(of: chain))
                near.time.advance(seconds: 60)
                far.time.advance(seconds: 60)
                try await near.relay()
            }
            for _ in 0..<36 {
                near.time.advance(seconds: 600)
                far.time.advance(seconds: 600)
                try await near.relay()
            }
            #expect(way.seen.isEmpty)
            #expect(way.attempts < 200, "a far side that is down is left alone: \(way.attempts)")
            let waiting = try await near.declaration(copNo: chains[0].copNo)
            #expect(waiting.status == 2)
            #expect(waiting["next"]?["what"]?["zh"]?.string?.contains("测试海关") == true)
            #expect(waiting["relay"]?["title"]?["en"]?.string == "Test customs")
            #expect(waiting["relay"]?["trouble"]?["en"]?.string?.contains("does not answer") == true)
            #expect(waiting["relay"]?["since"]?.string?.hasPrefix("2026-11-20T09:00") == true)
            let operators = try await near.administrator()
            let standing = try await near.standing(operators)
            #expect(standing["waiting"]?.integer == 40)
            #expect(standing["breaker"]?.string != "closed")
            #expect(standing["oldest"]?.string?.hasPrefix("2026-11-20T09:00") == true)
            let page = try await operators.get("/zh/gateway")
            #expect(page.status == 200)
            #expect(page.text.contains("转发：测试海关") && page.text.contains("立即发送"))
            // It is back, and an operator does not wait for the pause.
            way.weather { _ in .fine }
            let sent = try await operators.post("/zh/gateway/relay/eport/send-now", form: [:])
            #expect(sent.status == 303)
            for _ in 0..<3 { try await near.relay() }
            #expect(way.seen.count == 40)
            #expect(Set(way.seen.map(\.copMsgID)).count == 40)
            #expect(way.seen.allSatisfy { $0.status == 200 })
            for chain in chains {
                let guids = try near.samples.messages(of: chain).map(\.guid)
                #expect(way.seen.map(\.copMsgID).filter { guids.contains($0) } == guids, "in order")
            }
            try await far.settle()
            try await near.relay()
            for chain in chains {
                let (here, there) = (try await near.declaration(copNo: chain.copNo), try await far.declaration(copNo: chain.copNo))
                #expect(here.status == there.status)
                #expect([800, 500, 300].contains(here.status ?? 0))
            }
            #expect(try await near.standing(operators)["waiting"]?.integer == 0)
        }
    }

    @Test("CB-02 a message the far side refuses for good becomes status 4 with its reason, and is sent again when an operator says so", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await twoWorlds(engine, takes: #""CEB621""#) { near, far, way in
            way.weather { _ in .answers(422) }
            let chain = near.samples.chain(1, .direct)
            let list = try #require(try near.samples.messages(of: chain).last)
            try await near.send([list])
            try await near.relay()
            let failed = try await near.declaration(copNo: chain.copNo)
            #expect(failed.status == 4)
            #expect(failed["receipts"]?.elements.first?["info"]?.string?.contains("HTTP 422") == true)
            let journal = near.window.journal
            let told = try await near.store.read { session in
                try journal.entries(after: 0, limit: 1000, in: session).map(\.payload.encoded)
            }
            #expect(told.contains { $0.contains("\"receipt\":") && !$0.contains("HTTP 422") })
            #expect(!told.contains { $0.contains("HTTP 422") }, "the words are in the receipt alone")
            #expect(failed["next"]?["what"]?["en"]?.string?.contains("did not take it") == true)
            let operators = try await near.administrator()
            let standing = try await near.standing(operators)
            let message = try #require(standing["refused"]?.elements.first)
            #expect(message["reason"]?.string?.contains("422") == true)
            #expect(standing["waiting"]?.integer == 0)
            way.weather { _ in .fine }
            let path = "/zh/gateway/relay/messages/\(message["id"]?.integer ?? 0)/send-again"
            _ = try await operators.get("/zh/gateway")
            #expect(try await operators.post(path, form: [:]).status == 303)
            #expect(try await near.declaration(copNo: chain.copNo).status == 2)
            try await near.relay()
            #expect(try await near.declaration(copNo: chain.copNo).status == 3)
            #expect(try await operators.post(path, form: [:]).status == 409, "there is nothing to send again")
            #expect(try await far.declaration(copNo: chain.copNo).status == 2)
        }
    }

    @Test("CB-02 receipts that come late, doubled, out of order, skipping or without namespace are all kept and move the list forward only", arguments: TestStore.engines)
    func tolerant(engine: TestStore.Engine) async throws {
        try await oneWorld(engine) { world, way in
            let chain = world.samples.chain(1, .direct)
            try await world.send([try #require(try world.samples.messages(of: chain).last)])
            try await world.relay()
            #expect(way.seen.count == 1)
            let customs = "22442026I777000001"
            let steps: [(Int64, String, Int64)] = [
                // status, its time, where the list stands afterwards
                (2, "20261120090001000", 3), (300, "20261120090003000", 300),
                (120, "20261120090002000", 300), (18, "20261120090004000", 300),
                (800, "20261120090006000", 800), (500, "20261120090005000", 800),
                (120, "20261120090009000", 800), (23, "20261120090010000", 800),
                (899, "20261120090011000", 899), (100, "20261120090012000", 899),
            ]
            for (status, time, stands) in steps {
                let told = try await world.deliver(
                    status, of: chain, at: time, invtNo: status == 120 ? customs : "",
                    namespace: status != 800)
                #expect(told["matched"]?.integer == 1, "\(status)")
                #expect(try await world.declaration(copNo: chain.copNo).status == stands, "\(status)")
            }
            // The very same again is nothing new.
            let again = try await world.deliver(899, of: chain, at: "20261120090011000")
            #expect(again["repeat"]?.boolean == true)
            let found = try await world.declaration(copNo: chain.copNo)
            #expect(found["invtNo"]?.string == customs)
            #expect(found["relay"]?["status"]?.integer == 899, "what comes late turns nothing back")
            let nothing = try await world.program(of: world.cast.warehouse).post("/api/v1/relay/receipts", xml: "<x/>")
            #expect(nothing.status == 422 && nothing.text.contains("declarations.relay-no-receipt"))
            #expect(found["relay"]?["preNo"]?.string == "B20261120777000001")
            let statuses = found["receipts"]?.elements.compactMap(\.status).reversed() ?? []
            #expect(Array(statuses) == [2, 3] + steps.map(\.0))
            // Somebody else's key delivers nothing, and what belongs to nothing here is kept.
            let stranger = try await world.program(of: world.cast.carrier).post("/api/v1/relay/receipts", xml: "<a/>")
            #expect(stranger.status == 403)
            let foreign = try await world.deliver(120, of: world.samples.chain(9, .direct), at: "20261120090013000")
            #expect(foreign["matched"]?.integer == 0)
            let operators = try await world.administrator()
            #expect(try await world.standing(operators)["unmatched"]?.integer == 1)
        }
    }

    @Test("CB-02 a list the far side rejects is mended and sent again, and what comes late from the first round does not move it", arguments: TestStore.engines)
    func rejected(engine: TestStore.Engine) async throws {
        try await oneWorld(engine) { world, _ in
            let chain = world.samples.chain(1, .direct)
            let list = try #require(try world.samples.messages(of: chain).last)
            try await world.send([list])
            try await world.relay()
            _ = try await world.deliver(-621_005, of: chain, at: "20261120090005000", info: "[Code:-621005;Desc:x]")
            let rejected = try await world.declaration(copNo: chain.copNo)
            #expect(rejected.status == 100)
            #expect(rejected["receipts"]?.elements.first?.status == -621_005)
            world.time.advance(seconds: 60)
            let answers = try await world.send([list.renamed("00000000-0000-4000-8000-0000000000C7")])
            #expect(answers[0]["results"]?.elements.first?.status == 2, "\(answers)")
            try await world.relay()
            #expect(try await world.declaration(copNo: chain.copNo).status == 3)
            _ = try await world.deliver(100, of: chain, at: "20261120090004000")
            #expect(try await world.declaration(copNo: chain.copNo).status == 3)
            _ = try await world.deliver(120, of: chain, at: "20261120090101000")
            #expect(try await world.declaration(copNo: chain.copNo).status == 120)
        }
    }

    @Test("CB-02 neither desk nor officer here decides a relayed list", arguments: TestStore.engines)
    func notHere(engine: TestStore.Engine) async throws {
        try await oneWorld(engine) { world, _ in
            let chain = world.samples.chain(1, .direct)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            #expect(try await world.declaration(copNo: chain.copNo).status == 2)
            try await world.relay()
            _ = try await world.deliver(300, of: chain, at: "20261120090005000")
            let found = try await world.declaration(copNo: chain.copNo)
            #expect(found.status == 300)
            let officer = try await world.officer()
            let list = try JSON(try await officer.get("/api/v1/worklist").body)
            #expect(list["declarations"]?.elements == [])
            let preNo = found["preNo"]?.string ?? ""
            let page = try await officer.get("/zh/declarations/\(preNo)")
            #expect(page.text.contains("等待 测试海关"))
            let decided = try await officer.post(
                "/api/v1/declarations/\(preNo)/decisions", json: #"{"action": "release"}"#,
                headers: ["origin": "http://tradewind.test"])
            #expect([403, 409].contains(decided.status), "\(decided.text)")
            #expect(try await world.declaration(copNo: chain.copNo).status == 300)
        }
    }

    @Test("CB-02 messages leave as files and receipts are taken from a folder", arguments: TestStore.engines)
    func folder(engine: TestStore.Engine) async throws {
        let plan = """
            {"farSides": [{"name": "files", "takes": ["import"], "sender": "DXPENTTEST000099",
              "envelope": "DxpMsgSv", "node": "TESTNODE", "destination": "00000001",
              "transport": {"kind": "folder", "out": "{folder}/relay-out", "in": "{folder}/relay-in"}}]}
            """
        try await World.run(engine, relay: World.RelaySetup(plan: plan)) { world in
            let chain = world.samples.chain(1, .direct)
            let list = try #require(try world.samples.messages(of: chain).last)
            try await world.send([list])
            try await world.relay()
            let out = world.folder + "/relay-out/"
            let names = try FileManager.default.contentsOfDirectory(atPath: out)
                .filter { $0.hasPrefix("CEB621Message-\(list.guid)-") }
            #expect(names.count == 1)
            let text = String(
                decoding: FileManager.default.contents(atPath: out + (names.first ?? "")) ?? Data(),
                as: UTF8.self)
            #expect(text.contains("<dxp:SenderId>DXPENTTEST000099</dxp:SenderId>"))
            #expect(text.contains("<dxp:StaNode>TESTNODE</dxp:StaNode>"))
            #expect(text.contains(Data(list.bytes).base64EncodedString()))
            let receipt = """
                <CEB622Message xmlns="http://www.chinaport.gov.cn/ceb" guid="00000000-0000-4000-8000-0000000000F1" version="1.0">\
                <InventoryReturn><guid>00000000-0000-4000-8000-0000000000F2</guid><copNo>\(chain.copNo)</copNo>\
                <preNo>B20261120777000001</preNo><returnStatus>120</returnStatus><returnTime>20261120090002000</returnTime>\
                <returnInfo>x</returnInfo></InventoryReturn></CEB622Message>
                """
            let wrapped = """
                <dxp:DxpMsg xmlns:dxp="http://www.chinaport.gov.cn/dxp" ver="1.0"><dxp:TransInfo>\
                <dxp:CopMsgId>R1</dxp:CopMsgId><dxp:SenderId>DXPEDCCEB0000002</dxp:SenderId><dxp:ReceiverIds>\
                <dxp:ReceiverId>DXPENTTEST000099</dxp:ReceiverId></dxp:ReceiverIds>\
                <dxp:CreatTime>2026-11-20T09:00:02</dxp:CreatTime><dxp:MsgType>CEB622Message</dxp:MsgType></dxp:TransInfo>\
                <dxp:Data>\(Data(receipt.utf8).base64EncodedString())</dxp:Data></dxp:DxpMsg>
                """
            // What is no file stands before it and does not hold it up.
            try FileManager.default.createDirectory(
                atPath: world.folder + "/relay-in/a.xml", withIntermediateDirectories: false)
            _ = FileManager.default.createFile(atPath: world.folder + "/relay-in/r.xml", contents: Data(wrapped.utf8))
            for _ in 0..<2 { try await world.relay() }
            #expect(try await world.declaration(copNo: chain.copNo).status == 120)
            #expect(FileManager.default.fileExists(atPath: world.folder + "/relay-in/done/r.xml"))
            #expect(FileManager.default.fileExists(atPath: world.folder + "/relay-in/dead/a.xml"))
            let pulled = try await world.relayedReceipts(of: world.cast.declarant).compactMap { $0["xml"]?.string }
            #expect(pulled.contains(receipt))
        }
    }

    @Test("R6: a way that breaks one connection in five, before or behind the far side, and 3,000 messages arrive exactly once")
    func breaking() async throws {
        try await twoWorlds(.sqlite) { near, far, way in
            way.weather { number in
                // One in ten never arrives; of one in ten the answer is lost.
                switch number &* 2_654_435_761 >> 7 % 10 {
                case 0: .down
                case 1: .answerLost
                default: .fine
                }
            }
            let chains = (1...SupportSizes.brokenChains).map { near.samples.chain($0, .direct) }
            let messages = try chains.flatMap { try near.samples.messages(of: $0) }
            for message in messages { try await near.send([message]) }
            for _ in 0..<(200 + messages.count / 100) {
                try await near.relay()
                let left = try await near.store.read { session in
                    try session.first("select count(*) from declarations_relay_outbox where state = 0")?.integer(0)
                }
                if left == 0 { break }
                near.time.advance(seconds: 30)
            }
            let kept = try await far.store.read { session in
                try session.rows("select guid, count(*) from declarations_messages group by guid").map { try ($0.text(0), $0.integer(1)) }
            }
            #expect(kept.count == messages.count)
            #expect(kept.allSatisfy { $0.1 == 1 })
            #expect(Set(kept.map(\.0)) == Set(messages.map(\.guid)))
            let lost = try await near.store.read { session in
                try session.first("select count(*) from declarations_relay_outbox where state <> 1")?.integer(0)
            }
            #expect(lost == 0)
            #expect(way.attempts > messages.count * 11 / 10, "it did break: \(way.attempts)")
        }
    }

    @Test("a plan that cannot be used stops the start with everything that is wrong in it", arguments: [
        ("{", "no valid JSON"), ("{}", "farSides is missing"),
        (#"{"farSides": [{"name": "A b", "takes": ["CEB999"], "sender": "own", "transport": {"kind": "mq"}, "envelope": "x", "inFlight": 0}]}"#,
            "small letters|no message type CEB999|name import, export|http, json or folder|DxpMsg or DxpMsgSv|1 to 64"),
        (#"{"farSides": [{"name": "a", "takes": ["import"], "sender": "own", "transport": {"kind": "http", "url": "ftp://x"}}, {"name": "b", "takes": ["CEB621"], "sender": "", "transport": {"kind": "folder", "out": "/no/such"}}]}"#,
            "CEB621 is given to both a and b|an http(s) address|a DXP number|a folder that exists"),
    ])
    func wrongPlan(plan: String, reasons: String) async throws {
        var told = ""
        do {
            try await World.run(.sqlite, relay: World.RelaySetup(plan: plan)) { _ in }
        } catch { told = "\(error)" }
        for reason in reasons.split(separator: "|") { #expect(told.contains(reason), "\(told)") }
    }
}

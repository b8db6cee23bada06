import Declarations
import FoundationEssentials
import Kernel
import TestKit
import Testing
import Web
import Wire

/// An envelope written by hand, as a sender's own system writes it.
func envelope(
    _ message: SampleMessage, sender: String? = nil, receiver: String = "DXPEDCCEB0000002",
    number: String? = nil
) -> [UInt8] {
    Array(
        """
        <dxp:DxpMsg xmlns:dxp="http://www.chinaport.gov.cn/dxp" ver="1.0"><dxp:TransInfo>\
        <dxp:CopMsgId>\(number ?? message.guid)</dxp:CopMsgId>\
        <dxp:SenderId>\(sender ?? message.sender.dxpID)</dxp:SenderId>\
        <dxp:ReceiverIds><dxp:ReceiverId>\(receiver)</dxp:ReceiverId></dxp:ReceiverIds>\
        <dxp:CreatTime>2026-11-20T12:00:00</dxp:CreatTime>\
        <dxp:MsgType>\(message.type)Message</dxp:MsgType></dxp:TransInfo>\
        <dxp:Data>\(Data(message.bytes).base64EncodedString())</dxp:Data></dxp:DxpMsg>
        """.utf8)
}

@Suite("Envelopes of the exchange platform") struct EnvelopeScenarios {
    @Test("CB-02 a parcel sent in envelopes is taken, matched and released as one sent without", arguments: TestStore.engines)
    func released(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(3, .direct)
            for message in try world.samples.messages(of: chain) {
                let program = world.program(of: message.sender)
                let answer = try await program.post("/api/v1/dxp", xml: envelope(message))
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.text.contains("<dxp:ResponseCode>0000</dxp:ResponseCode>"))
                #expect(answer.text.contains("<dxp:RecevierId>\(message.sender.dxpID)</dxp:RecevierId>"))
                #expect(answer.text.contains("<dxp:CopMsgId>\(message.guid)</dxp:CopMsgId>"))
                // The same message without its cover is a repeat: it went through the same gateway.
                let bare = try await program.post("/api/v1/ceb", xml: message.bytes, headers: ["accept": "application/json"])
                #expect(try JSON(bare.body)["repeat"]?.boolean == true)
                let again = try await program.post("/api/v1/dxp", xml: envelope(message), headers: ["accept": "application/json"])
                #expect(try JSON(again.body)["repeat"]?.boolean == true)
            }
            try await world.settle()
            #expect([800, 500].contains(try await world.declaration(copNo: chain.copNo).status ?? 0))
            // Its receipts can be had in envelopes as well.
            let program = world.program(of: world.cast.declarant)
            let receipts = try JSON(try await program.get("/api/v1/receipts").body)["receipts"]?.elements ?? []
            let first = try #require(receipts.first)
            let wrapped = try await program.get("/api/v1/receipts/\(first["sequence"]?.integer ?? 0)?form=DxpMsg")
            #expect(wrapped.text.contains("<dxp:ReceiverId>\(world.cast.declarant.dxpID)</dxp:ReceiverId>"))
            #expect(wrapped.text.contains("<dxp:SenderId>DXPEDCCEB0000002</dxp:SenderId>"))
            #expect(wrapped.text.contains(Data((first["xml"]?.string ?? "").utf8).base64EncodedString()))
        }
    }

    @Test("CB-02 an envelope from another sender, for nobody, or with something else under its number is refused by the platform's code", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let orders = try (1...2).map { try world.samples.messages(of: world.samples.chain($0, .direct))[0] }
            let program = world.program(of: world.cast.platform)
            let cases: [([UInt8], Int, String)] = [
                (envelope(orders[0], sender: "DXPENTTEST999999"), 403, "2002"),
                (envelope(orders[0], receiver: "DXPEDCCEB0000009"), 422, "2001"),
                (envelope(orders[0], receiver: "DXPEDCCEB0000003"), 422, "2002"),
                (Array("<DxpMsg".utf8), 422, "0001"),
                (Array(String(decoding: envelope(orders[0]), as: UTF8.self).replacing("<dxp:Data>", with: "<dxp:Data>!").utf8), 422, "0002"),
            ]
            for (bytes, status, code) in cases {
                let answer = try await program.post("/api/v1/dxp", xml: bytes)
                #expect(answer.status == status, "\(answer.text)")
                #expect(answer.text.contains("<dxp:ResponseCode>\(code)</dxp:ResponseCode>"), "\(answer.text)")
            }
            #expect(try await program.post("/api/v1/dxp", xml: envelope(orders[0], number: "N-1")).status == 200)
            let other = try await program.post("/api/v1/dxp", xml: envelope(orders[1], number: "N-1"))
            #expect(other.status == 409)
            #expect(other.text.contains("<dxp:ResponseCode>4002</dxp:ResponseCode>"))
            // What does not fit inside is told as always, beside the platform's code.
            let wrong = orders[1].changed("goodsValue", to: "goodsvalue").renamed("00000000-0000-4000-8000-0000000000D4")
            let misfit = try await program.post("/api/v1/dxp", xml: envelope(wrong), headers: ["accept": "application/json"])
            #expect(misfit.status == 422)
            let problem = try JSON(misfit.body)
            #expect(problem["code"]?.string == "declarations.misfit")
            #expect(problem["answer"]?.string?.contains("4001") == true)
            #expect(problem["ceb900"]?.string?.contains("CEB900Message") == true)
        }
    }

    @Test("CB-02 of two messages that come under one envelope number at the same moment one is taken", arguments: TestStore.engines)
    func sameNumberAtOnce(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let program = world.program(of: world.cast.platform)
            for round in 1...10 {
                let orders = try (0...1).map { place in
                    try world.samples.messages(of: world.samples.chain(2 * round + place, .direct))[0]
                }
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for order in orders {
                        group.addTask {
                            try await program.post("/api/v1/dxp", xml: envelope(order, number: "R-\(round)")).status
                        }
                    }
                    return try await group.reduce(into: [Int]()) { $0.append($1) }
                }
                #expect(statuses.sorted() == [200, 409])
            }
            let receipts = try JSON(try await program.get("/api/v1/receipts?limit=1000").body)["receipts"]?.elements
            #expect(receipts?.count == 10)
        }
    }
}

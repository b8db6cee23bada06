import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Copies for subscribers") struct SubscriptionScenarios {
    @Test("CB-01 enterprises of a list get the copies they are subscribed to, data and receipts, to the last one", arguments: TestStore.engines)
    func copies(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(2, .direct)
            let messages = try world.samples.messages(of: chain)
            let list = try #require(messages.last)
            let (platform, carrier, payer) = (world.cast.platform, world.cast.carrier, world.cast.payment)
            try await world.send(Array(messages.dropLast()))
            try await world.send([list.subscribed([("ALL", platform.dxpID), ("RET", carrier.dxpID)])])
            try await world.settle()
            #expect(try await world.declaration(copNo: chain.copNo).status == 800)
            let own = try await world.allReceipts(of: world.cast.declarant).filter { $0["type"]?.string == "CEB622" }
            #expect(own.map(\.status) == [2, 120, 800])
            let all = try await world.allReceipts(of: platform).filter { $0["type"]?.string?.hasPrefix("CEB62") == true }
            #expect(all.map { $0["type"]?.string } == ["CEB621", "CEB622", "CEB622", "CEB622"])
            #expect(all.dropFirst().map { $0["xml"]?.string } == own.map { $0["xml"]?.string })
            let receipts = try await world.allReceipts(of: carrier).filter { $0["type"]?.string?.hasPrefix("CEB62") == true }
            #expect(receipts.map(\.status) == [2, 120, 800])
            #expect(try await !world.allReceipts(of: payer).contains { $0["type"]?.string == "CEB622" })
            // The same message again gives nobody anything again.
            try await world.send([list.subscribed([("ALL", platform.dxpID), ("RET", carrier.dxpID)])])
            try await world.settle()
            #expect(try await world.allReceipts(of: platform).filter { $0["type"]?.string?.hasPrefix("CEB62") == true }.count == 4)
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-01 nobody subscribes to what is none of its business", arguments: TestStore.engines)
    func strangers(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let list = try #require(try world.samples.messages(of: world.samples.chain(1, .direct)).last)
            let attempts = [
                // Registered, and named in no part of the list.
                (list.subscribed([("RET", world.cast.warehouse.dxpID)]), "declarations.subscriber"),
                (list.subscribed([("ALL", "DXPENTTEST999999")]), "declarations.subscriber"),
                (list.subscribed([("ALL", "")]), "declarations.subscriber"),
                (list.subscribed([("EVERYTHING", world.cast.platform.dxpID)]), "declarations.subscription"),
            ]
            for (message, code) in attempts {
                let answer = try #require(try await world.send([message]).first)
                #expect(answer["code"]?.string == code, "\(answer.encoded)")
                #expect(answer["fix"]?.texts.contains { !$0.isEmpty } == true)
            }
            #expect(try await world.allReceipts(of: world.cast.warehouse).isEmpty)
            // Nothing was kept: mended, the same guid is taken.
            #expect(try await world.tell(list).status == 2)
        }
    }
}

extension SampleMessage {
    /// The message with extra receivers: what they get, and their DXP number.
    fileprivate func subscribed(_ subscribers: [(status: String, address: String)]) -> SampleMessage {
        let nodes = subscribers.map { status, address in
            "<ceb:BaseSubscribe><ceb:status>\(status)</ceb:status><ceb:dxpMode>DXP</ceb:dxpMode>"
                + "<ceb:dxpAddress>\(address)</ceb:dxpAddress></ceb:BaseSubscribe>"
        }
        return replacing([("</ceb:BaseTransfer>", "</ceb:BaseTransfer>" + nodes.joined())])
    }
}

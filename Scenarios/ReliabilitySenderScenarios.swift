import Declarations
import Kernel
import Store
import Testing
import Wire

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Messages that fit and must not be taken: from the wrong sender, or with contents that are no
/// business of anybody's.
@Suite("Strangers and strange contents", .serialized) struct ReliabilitySenderScenarios {
    @Test("unknown senders, foreign codes and unknown codes get a clear answer, and nothing is stored by halves")
    func senders() async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        try await onSupportThread {
            let server = try support.start()
            try strangers(support, server)
            try contents(support, server)
            #expect(server.isAlive)
            server.end(SIGTERM)
        }
        // Negative receipts are evidence, so their messages are kept; no document is.
        try await support.inspect { session in
            let documents = try session.first("select count(*) from declarations_documents")
            #expect(try documents?.integer(0) == 0)
            let lists = try session.first("select count(*) from declarations_inventories")
            #expect(try lists?.integer(0) == 0)
        }
    }

    /// Not admitted at all.
    private func strangers(_ support: SupportServer, _ server: BenchServer) throws {
        let cast = support.world.cast
        let samples = support.samples("STRANGE")
        let orders = try samples.messages(of: samples.chain(1, .direct))
        let order = try #require(orders.first)
        let connection = BenchConnection(port: server.port)
        let noKey = try connection.send("POST", "/api/v1/ceb", body: order.bytes)
        #expect(noKey.status == 401)
        let key = support.world.key(of: cast.platform)
        for wrong in [key + "x", String(key.dropLast()), "tw_a_b_c", ""] {
            let reply = try connection.send(
                "POST", "/api/v1/ceb", headers: [("authorization", "Bearer \(wrong)")],
                body: order.bytes)
            #expect(reply.status == 401)
        }
        // The transmitter named in it is another enterprise.
        let foreign = try support.post(order.bytes, as: cast.carrier, on: server)
        #expect(foreign.status == 403)
        #expect(foreign.text.contains("declarations.foreign-transmitter"))
        // The node is not the one registered.
        let node = order.changed(cast.platform.dxpID, to: "DXPENTTEST999999")
        let reply = try support.post(node.bytes, as: cast.platform, on: server)
        #expect(reply.status == 403)
        #expect(reply.text.contains("declarations.foreign-node"))
    }

    /// Admitted, and answered with a negative receipt of the official number.
    private func contents(_ support: SupportServer, _ server: BenchServer) throws {
        let samples = support.samples("STRANGE")
        func order(_ number: Int, _ defect: SampleDefect?) throws -> SampleMessage {
            try #require(samples.messages(of: samples.chain(number, .direct, defect: defect)).first)
        }
        let carrier = support.world.cast.carrier
        let notTheirs = try #require(
            samples.messages(of: samples.chain(9, .direct), sentBy: carrier).first)
        let cases: [(SampleMessage, Int64, String)] = [
            (try order(2, .unknownCountry), -301_008, "998"),
            (try order(3, .unregisteredSeller), -10_102, "无效企业代码"),
            (try order(4, .amount("-0")), -301_008, "负号"),
            (try order(5, .amount("-12.5")), -301_008, "负号"),
            (try order(6, nil).changed("<ceb:buyerIdType>1", to: "<ceb:buyerIdType>2"), -301_008, "身份证"),
            (notTheirs, -301_008, "没有权限"),
        ]
        for (message, status, words) in cases {
            let reply = try support.post(message.bytes, as: message.sender, on: server)
            let comment = Comment(rawValue: reply.text)
            #expect(reply.status == 200, comment)
            let result = try JSON(reply.body)["results"]?.elements.first
            #expect(result?["status"]?.integer == status, comment)
            #expect(result?["info"]?.string?.contains(words) == true, comment)
            let receipt = try JSON(reply.body)["receipt"]?.string ?? ""
            #expect(support.catalogue.read(Array(receipt.utf8)).isValid, comment)
        }
    }
}

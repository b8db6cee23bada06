import Declarations
import FoundationEssentials
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

/// What nobody should send, sent to the running server.
@Suite("Bad input at the door", .serialized) struct ReliabilityInputScenarios {
    /// A body, and what is to come of it.
    struct Attempt: Sendable {
        let name: String
        let body: [UInt8]
        /// HTTP status, and what the answer has to name.
        let status: Int
        let names: String
        /// Whether the protocol wants a CEB900 with it.
        var wantsReceipt = true
        /// The customs' number, where the table has one for what is wrong: then the answer is the
        /// receipt of the message's own type.
        var number: Int64?

        init(
            _ name: String, _ body: [UInt8], _ status: Int = 422, names: String = "",
            wantsReceipt: Bool = true, number: Int64? = nil
        ) {
            self.name = name
            self.body = body
            self.status = status
            self.names = names
            self.wantsReceipt = wantsReceipt
            self.number = number
        }

        init(_ name: String, text: String, _ status: Int = 422, names: String = "") {
            self.init(name, Array(text.utf8), status, names: names)
        }
    }

    @Test("every message that does not fit gets a clear problem, and nothing of it is kept")
    func refused() async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        try await onSupportThread {
            let server = try support.start()
            let attempts = try markup(support) + bombs() + messages(support)
            for attempt in attempts { try expect(attempt, support, server) }
            #expect(server.isAlive)
            try expectWork(support, server)
            server.end(SIGTERM)
        }
        // Four messages of the chain at the end, and nothing else.
        try await support.inspect { session in
            let kept = try session.first("select count(*) from declarations_messages")
            #expect(try kept?.integer(0) == 4)
            let documents = try session.first("select count(*) from declarations_documents")
            #expect(try documents?.integer(0) == 3)
            let lists = try session.first("select count(*) from declarations_inventories")
            #expect(try lists?.integer(0) == 1)
        }
    }

    private func expect(
        _ attempt: Attempt, _ support: SupportServer, _ server: BenchServer
    ) throws {
        let reply = try support.post(
            attempt.body, as: support.world.cast.platform, on: server)
        let name = Comment(rawValue: "\(attempt.name): \(reply.text.prefix(300))")
        #expect(reply.status == attempt.status, name)
        #expect(
            reply.headers["content-type"]?.hasPrefix("application/problem+json") == true, name)
        let problem = try JSON(reply.body)
        #expect(problem["title"]?.string?.isEmpty == false, name)
        if attempt.wantsReceipt {
            let receipt = problem[attempt.number == nil ? "ceb900" : "receipt"]?.string ?? ""
            #expect(receipt.contains(attempt.number == nil ? "CEB900Message" : "CEB312Message"), name)
            if let number = attempt.number { #expect(receipt.contains("returnStatus>\(number)<"), name) }
            // It holds the message itself in full, which may be more than the reader takes.
            let isHuge = receipt.utf8.count > 10 * 1024 * 1024
            #expect(isHuge || support.catalogue.read(Array(receipt.utf8)).isValid, name)
        }
        if !attempt.names.isEmpty { #expect(reply.text.contains(attempt.names), name) }
    }

    /// After all that a good chain is still decided.
    private func expectWork(_ support: SupportServer, _ server: BenchServer) throws {
        let samples = support.samples("GOOD")
        let chain = try samples.messages(of: samples.chain(1, .direct))
        let outcome = support.load(chain, on: server, connections: 1)
        #expect(outcome.statuses == [200, 200, 200, 200])
        let desk = try BenchDesk(port: server.port, world: support.world)
        #expect(try desk.await(decided: 1, patience: 60).decided == 1)
    }

    // MARK: What is sent

    private func markup(_ support: SupportServer) throws -> [Attempt] {
        let good = try order(support, nil).bytes
        let text = String(decoding: good, as: UTF8.self)
        let utf16: [UInt8] =
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] as [UInt8] }
        return [
            Attempt("nothing", [], names: "declarations.no-message", wantsReceipt: false),
            Attempt("not XML", text: "你好，这不是 XML"),
            Attempt("half a message", Array(good.prefix(good.count / 2))),
            Attempt("two roots", good + good.drop { $0 != UInt8(ascii: ">") }.dropFirst()),
            Attempt("GBK declared", text: text.replacing("UTF-8", with: "GBK")),
            Attempt("UTF-16", utf16),
            Attempt("bytes that are no UTF-8", Array(good.prefix(200)) + [0xC0, 0xAF] + good.dropFirst(200)),
            Attempt("a zero byte", Array(good.prefix(200)) + [0] + good.dropFirst(200)),
            Attempt("a DOCTYPE", text: "<!DOCTYPE ceb:CEB311Message>" + text.dropFirst(38)),
            Attempt(
                "an external entity",
                text: "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                    + "<CEB311Message xmlns=\"http://www.chinaport.gov.cn/ceb\">&x;</CEB311Message>"),
            Attempt("an unknown entity", text: text.replacing("测试", with: "&unknown;")),
            Attempt(
                "another namespace",
                text: text.replacing("www.chinaport.gov.cn/ceb", with: "example.org/ceb")),
            Attempt("an unknown type", text: text.replacing("CEB311", with: "CEB999")),
            Attempt(
                "a receipt", text: text.replacing("CEB311", with: "CEB312"), names: "faults"),
        ]
    }

    private func bombs() -> [Attempt] {
        var laughs = "<!DOCTYPE l [<!ENTITY a0 \"ha\">"
        for level in 1...30 {
            laughs += "<!ENTITY a\(level) \"&a\(level - 1);&a\(level - 1);\">"
        }
        let open = "<CEB311Message xmlns=\"http://www.chinaport.gov.cn/ceb\""
        let attributes = (0..<100_000).map { " a\($0)=\"\"" }.joined()
        let megabytes = 10 * 1024 * 1024
        return [
            Attempt("a billion laughs", text: laughs + "]><l>&a30;</l>"),
            Attempt(
                "100 000 levels",
                text: open + ">" + String(repeating: "<a>", count: 100_000)),
            Attempt("100 000 attributes", text: open + attributes + "/>"),
            Attempt(
                "a name of a megabyte", text: "<" + String(repeating: "a", count: 1 << 20) + "/>"),
            Attempt(
                "10 MB of blanks", [UInt8](repeating: 0x20, count: megabytes)),
            Attempt("10 MB of zeros", [UInt8](repeating: 0, count: megabytes)),
            Attempt("10 MB of letters", [UInt8](repeating: 0x41, count: megabytes)),
            Attempt("10 MB of brackets", [UInt8](repeating: 0x3C, count: megabytes)),
            Attempt(
                "10 MB of text",
                text: open + ">" + String(repeating: "x", count: megabytes - 200)
                    + "</CEB311Message>"),
            Attempt(
                "more than 10 MB", [UInt8](repeating: 0x20, count: megabytes + 1), 413,
                wantsReceipt: false),
        ]
    }

    private func messages(_ support: SupportServer) throws -> [Attempt] {
        let samples = support.samples("BAD")
        let many = try samples.batches(of: (1...101).map { samples.chain($0, .direct) }, atMost: 101)
        let departure = Array(
            "<CEB509Message guid=\"00000000-0000-4000-8000-000000000001\" version=\"1.0\" xmlns=\"http://www.chinaport.gov.cn/ceb\"/>"
                .utf8)
        let amounts = ["1e9", "１２", "NaN", "0x10", "1,000", "12.345678", "", "--1"]
        return [
            Attempt("101 documents", many.first?.bytes ?? [], names: "faults", number: -301_015),
            Attempt("a type this gateway does not take", departure),
            Attempt("elements in the wrong order", try order(support, .wrongOrder).bytes, names: "appTime"),
            Attempt("a missing element", try order(support, .missingElement).bytes, names: "goodsValue"),
        ]
            + (try amounts.map {
                Attempt(
                    "the amount \"\($0)\"", try order(support, .amount($0)).bytes,
                    names: "goodsValue")
            })
    }

    private func order(_ support: SupportServer, _ defect: SampleDefect?) throws -> SampleMessage {
        let samples = support.samples("BAD")
        let chain = samples.chain(500, .direct, defect: defect)
        guard let order = try samples.messages(of: chain).first else {
            throw MessageDraft.Misfit.noSuchNode("order")
        }
        return order
    }
}

import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

extension World {
    /// Reads every receipt every enterprise of the cast got and holds it against its table.
    func everyReceiptFits() async throws {
        let catalogue = try MessageCatalogue.load(from: try Share.find())
        for member in Set(cast.members.map(\.creditCode)) {
            guard let enterprise = cast.members.first(where: { $0.creditCode == member }) else { continue }
            for receipt in try await allReceipts(of: enterprise) {
                let reading = catalogue.read(Array((receipt["xml"]?.string ?? "").utf8))
                #expect(reading.isValid, "\(receipt["type"]?.string ?? ""): \(reading.faults.first.map { "\($0)" } ?? "")")
                #expect(reading.type == receipt["type"]?.string)
            }
        }
    }

    /// All receipts of an enterprise, oldest first.
    func allReceipts(of enterprise: SampleEnterprise) async throws -> [JSON] {
        var all: [JSON] = []
        var after: Int64 = 0
        while true {
            let page = try JSON(try await program(of: enterprise).get("/api/v1/receipts?after=\(after)&limit=1000").body)
            let receipts = page["receipts"]?.elements ?? []
            guard !receipts.isEmpty, let next = page["next"]?.integer else { return all }
            all += receipts
            after = next
        }
    }

    /// Sends one message and gives what was answered for its first document.
    @discardableResult
    func tell(_ message: SampleMessage) async throws -> (subject: String, status: Int64, info: String) {
        let answer = try #require(try await send([message]).first)
        let result = try #require(answer["results"]?.elements.first, "\(answer.encoded)")
        return (result["subject"]?.string ?? "", result.status ?? 0, result["info"]?.string ?? "")
    }

    /// A document about lists, as an enterprise sees it.
    func followUp(_ preNo: String, for enterprise: SampleEnterprise) async throws -> JSON {
        try JSON(try await program(of: enterprise).get("/api/v1/follow-ups/\(preNo)").body)
    }
}

extension Visitor {
    /// Decides a document about lists as a signed-in officer's program would.
    func decideFollowUp(_ preNo: String, _ json: String) async throws -> Answer {
        let page = try await get("/zh/account")
        return try await post(
            "/api/v1/follow-ups/\(preNo)/decisions", json: json,
            headers: ["x-csrf-token": page.formToken ?? ""])
    }
}

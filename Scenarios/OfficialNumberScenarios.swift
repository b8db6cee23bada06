import Declarations
import House
import Kernel
import Seal
import TestKit
import Testing
import Web
import Wire

/// Official numbers of the import table (导入错误编号表) that a sender causes by what a message lacks,
/// by how it is signed, and by what is there already. `Tidy` holds the table to it that every number
/// given here is caused in a scenario.
@Suite("Numbers of the import table a sender causes") struct OfficialNumberScenarios {
    /// What is done to a message that fits.
    enum Spoil: Sendable { case lines, many, unsigned, empty, headless, cut }

    struct Case: Sendable, CustomStringConvertible {
        let code: Int64
        let type: String
        let document: String
        let spoil: Spoil
        /// Answered by the receipt of its type; else by a CEB900, for there is no document to answer.
        var isOwn = true
        var description: String { "\(code) of \(type), \(spoil)" }
    }

    static let cases = [
        Case(code: -301_001, type: "311", document: "Order", spoil: .lines),
        Case(code: -301_007, type: "311", document: "Order", spoil: .empty, isOwn: false),
        Case(code: -301_015, type: "311", document: "Order", spoil: .many),
        Case(code: -401_005, type: "411", document: "Payment", spoil: .empty, isOwn: false),
        Case(code: -401_013, type: "411", document: "Payment", spoil: .many),
        Case(code: -504_000, type: "511", document: "Logistics", spoil: .cut, isOwn: false),
        Case(code: -504_010, type: "511", document: "Logistics", spoil: .empty, isOwn: false),
        Case(code: -504_013, type: "511", document: "Logistics", spoil: .many),
        Case(code: -505_000, type: "513", document: "LogisticsStatus", spoil: .cut, isOwn: false),
        Case(code: -505_010, type: "513", document: "LogisticsStatus", spoil: .empty, isOwn: false),
        Case(code: -505_013, type: "513", document: "LogisticsStatus", spoil: .many),
        Case(code: -621_000, type: "621", document: "Inventory", spoil: .lines),
        Case(code: -621_026, type: "621", document: "Inventory", spoil: .unsigned),
        Case(code: -621_030, type: "621", document: "Inventory", spoil: .many),
        Case(code: -623_000, type: "623", document: "InvtCancel", spoil: .empty, isOwn: false),
        Case(code: -623_008, type: "623", document: "InvtCancel", spoil: .many),
        Case(code: -623_017, type: "623", document: "InvtCancel", spoil: .unsigned),
        Case(code: -625_006, type: "625", document: "InvtRefund", spoil: .lines),
        Case(code: -625_028, type: "625", document: "InvtRefund", spoil: .unsigned),
        Case(code: -625_200, type: "625", document: "InvtRefund", spoil: .empty, isOwn: false),
        Case(code: -625_200, type: "625", document: "InvtRefund", spoil: .headless, isOwn: false),
        Case(code: -800_000, type: "711", document: "Delivery", spoil: .lines),
        Case(code: -800_002, type: "711", document: "Delivery", spoil: .cut, isOwn: false),
        Case(code: -800_006, type: "711", document: "Delivery", spoil: .many),
    ]

    @Test("CB-08 a message that lacks its documents, lines or signature, has too many, or is no XML gets customs' number for it")
    func schema() async throws {
        try await World.run(.sqlite) { world in
            let catalogue = try MessageCatalogue.load(from: try World.share())
            for row in Self.cases {
                let message = try Self.message(row.type, world)
                let body = try Self.spoilt(message, row)
                let answer = try await world.program(of: message.sender).post("/api/v1/ceb", xml: body)
                #expect(answer.status == 422, "\(row): \(answer.text)")
                let problem = try JSON(answer.body)
                let (told, other) = row.isOwn ? ("receipt", "ceb900") : ("ceb900", "receipt")
                let receipt = try #require(problem[told]?.string, "\(row): \(answer.text)")
                #expect(problem[other] == nil, "\(row)")
                #expect(receipt.contains("returnStatus>\(row.code)<"), "\(row): \(receipt)")
                #expect(receipt.contains("[Code:\(row.code);Desc:"), "\(row): \(receipt)")
                let reading = catalogue.read(Array(receipt.utf8))
                #expect(reading.isValid, "\(row): \(reading.faults)")
                try await world.explains(row.code, of: row.type)
            }
            // Nothing of them was kept.
            for member in world.cast.members { #expect(try await world.allReceipts(of: member).isEmpty) }
            // A message with other faults besides has no number that says all of it.
            let list = try Self.message("621", world)
            let both = String(decoding: try Self.spoilt(list, Self.cases[12]), as: UTF8.self)
                .replacing("<ceb:ieFlag>I</ceb:ieFlag>", with: "")
            let answer = try await world.program(of: list.sender).post("/api/v1/ceb", xml: Array(both.utf8))
            #expect(try JSON(answer.body)["ceb900"]?.string?.contains("returnStatus>-1<") == true, "\(answer.text)")
        }
    }

    @Test("CB-08 orders, cancellations and returns that are signed wrongly get customs' number for it")
    func signatures() async throws {
        try await World.run(.sqlite) { world in
            let own = try await world.registered(world.cast.declarant, serial: 0x51)
            let other = try await world.registered(world.cast.seller, serial: 0x52)
            let platform = try await world.registered(world.cast.platform, serial: 0x53)
            let (order, cancel, back) = try (Self.message("311", world), Self.message("623", world), Self.message("625", world))
            let wrongTransform = ("xmldsig#enveloped-signature", "xmldsig#base64")
            // The other document of the message names another declarant than the one who signed.
            let text = String(decoding: try Sealer.withoutSignature(back.bytes), as: UTF8.self)
            let document = try #require(Self.part("InvtRefund", of: text))
            let declarant = "agentCode>\(world.cast.declarant.customsCode)<"
            let seller = document.replacing(declarant, with: "agentCode>\(world.cast.seller.customsCode)<")
            #expect(seller != document)
            let two = Array(text.replacing(document, with: document + seller).utf8)
            for (code, message, sent) in [
                (-301_020, order, try Self.forged(platform.seal(order.bytes, at: .last), "goodsValue>")),
                (-623_016, cancel, try Self.exchanged(own.seal(anew: cancel), wrongTransform)),
                (-623_021, cancel, try other.seal(anew: cancel)),
                (-623_029, cancel, try Self.forged(own.seal(anew: cancel), "buyerTelephone>")),
                (-625_005, back, try Self.forged(own.seal(anew: back), "qty>")),
                (-625_013, back, try own.seal(two, at: .last)),
                (-625_020, back, try other.seal(anew: back)),
                (-625_027, back, try Self.exchanged(own.seal(anew: back), wrongTransform)),
            ] as [(Int64, SampleMessage, [UInt8])] {
                let answer = try await world.program(of: message.sender).post(
                    "/api/v1/ceb", xml: sent, headers: ["accept": "application/json"])
                let results = try JSON(answer.body)["results"]?.elements ?? []
                #expect(!results.isEmpty && results.allSatisfy { $0.status == code }, "\(code): \(answer.text)")
                #expect(results.first?["info"]?.string?.contains("[Code:\(code);") == true, "\(answer.text)")
                try await world.explains(code, of: String(message.type.dropFirst(3)))
            }
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-08 what is not there, there already, in use, or older gets customs' number for it")
    func life() async throws {
        try await World.run(.sqlite) { world in
            let messages = try world.samples.messages(of: world.samples.chain(1, .direct))
            var count = 0
            func refused(_ codes: [Int64], _ these: ArraySlice<SampleMessage>, _ exchanges: [(String, String)]) async throws {
                for (code, message) in zip(codes, these) {
                    count += 1
                    let guid = "00000000-0000-4000-8000-0000000001\(count + 10)"
                    let text = String(decoding: message.bytes, as: UTF8.self)
                    let time = try #require(text.firstMatch(of: /appTime>(\d{14})</)?.1)
                    let told = try await world.tell(
                        message.renamed(guid).replacing(exchanges.map { ($0.0.replacing("{time}", with: time), $0.1) }, guid: guid))
                    #expect(told.status == code && told.info.contains("[Code:\(code);"), "\(code): \(told)")
                    try await world.explains(code, of: String(message.type.dropFirst(3)))
                }
            }
            let change = [("<ceb:appType>1<", "<ceb:appType>2<")]
            let older = change + [("appTime>{time}<", "appTime>20261101000000<")]
            try await refused([-301_009, -401_006, -504_014, -621_011], messages[...], change)
            for message in messages.dropLast() { #expect(try await world.tell(message).status == 120) }
            try await refused([-301_010, -401_007, -504_015], messages.dropLast(), [])
            try await refused([-301_014, -401_012, -504_011], messages.dropLast(), older)
            #expect(try await world.tell(messages[3]).status == 2)
            try await refused([-621_004], messages[3...], [])
            try await refused([-621_012], messages[3...], older)
            try await world.settle()
            try await refused([-301_011, -401_008, -504_016, -621_012], messages[...], change)
            let others = try world.samples.messages(of: world.samples.chain(2, .direct), sentBy: world.cast.payment)
            let theirs = try #require(others.last)
            #expect(try await world.tell(theirs).status == -621_016)
            try await world.explains(-621_016, of: "621")
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-08 a list is applied for to be cancelled once, and an application that was taken is not deleted")
    func cancelled() async throws {
        try await World.run(.sqlite) { world in
            let chain = world.samples.chain(1, .direct, basket: .watched)
            try await world.send(try world.samples.messages(of: chain))
            try await world.settle()
            let invtNo = try #require(try await world.declaration(copNo: chain.copNo)["invtNo"]?.string)
            let first = try world.samples.cancellation(of: chain, invtNo: invtNo)
            #expect(try await world.tell(first).status == 2)
            let second = try await world.tell(try world.samples.cancellation(of: chain, invtNo: invtNo, attempt: 2))
            #expect(second.status == -623_009, "\(second)")
            try await world.settle()
            let deletion = try await world.tell(
                first.renamed("00000000-0000-4000-8000-000000000213").replacing(
                    [("<ceb:appType>1<", "<ceb:appType>3<")], guid: "00000000-0000-4000-8000-000000000213"))
            #expect(deletion.status == -623_013, "\(deletion)")
            for code in [-623_009, -623_013] { try await world.explains(Int64(code), of: "623") }
            let state = try await world.followUp(try #require(try await world.allReceipts(of: world.cast.declarant)
                .first { $0["type"]?.string == "CEB624" && $0.status == 2 }?["subject"]?.string), for: world.cast.declarant)
            #expect(state.status == 300, "it goes on as it was")
        }
    }

    // MARK: Messages

    /// A message that fits, of the first parcel.
    private static func message(_ type: String, _ world: World) throws -> SampleMessage {
        let chain = world.samples.chain(1, .direct)
        let invtNo = "22442026I000000001"
        switch type {
        case "513": return try world.samples.delivery(of: chain, at: World.start)
        case "623": return try world.samples.cancellation(of: chain, invtNo: invtNo)
        case "625": return try world.samples.importReturn(of: chain, invtNo: invtNo)
        case "711": return try world.samples.warehouseEntry(of: [chain], "1")
        default:
            return try #require(try world.samples.messages(of: chain).first { $0.type == "CEB\(type)" })
        }
    }

    private static func part(_ name: String, of text: String) -> String? {
        guard let start = text.firstRange(of: "<ceb:\(name)>"), let end = text.firstRange(of: "</ceb:\(name)>") else {
            return nil
        }
        return String(text[start.lowerBound..<end.upperBound])
    }

    private static func spoilt(_ message: SampleMessage, _ row: Case) throws -> [UInt8] {
        let text = String(decoding: message.bytes, as: UTF8.self)
        let document = try #require(part(row.document, of: text), "\(row)")
        let spoilt: String
        switch row.spoil {
        case .lines:
            let lines = try #require(document.firstRange(of: "<ceb:\(row.document)List>")).lowerBound
            spoilt = text.replacing(document, with: document[..<lines] + "</ceb:\(row.document)>")
        case .many: spoilt = text.replacing(document, with: String(repeating: document, count: 101))
        case .unsigned:
            spoilt = text.replacing(/<ds:Signature .*<\/ds:Signature>/.dotMatchesNewlines(), with: "")
        case .empty: spoilt = text.replacing(document, with: "")
        case .headless: spoilt = text.replacing(document, with: "<ceb:\(row.document)></ceb:\(row.document)>")
        case .cut: spoilt = String(text.dropLast(20))
        }
        #expect(spoilt != text, "\(row)")
        return Array(spoilt.utf8)
    }

    /// The same with a digit put before a value.
    private static func forged(_ bytes: [UInt8], _ place: String) throws -> [UInt8] {
        try exchanged(bytes, (place, place + "1"))
    }

    private static func exchanged(_ bytes: [UInt8], _ exchange: (String, String)) throws -> [UInt8] {
        let place = try #require(bytes.firstRange(of: Array(exchange.0.utf8)))
        return Array(bytes[..<place.lowerBound]) + Array(exchange.1.utf8) + bytes[place.upperBound...]
    }
}

extension World {
    /// An official number has words and a way to mend it, in both languages.
    fileprivate func explains(_ code: Int64, of type: String) async throws {
        for (language, mending) in [("zh", "怎么改"), ("en", "How to mend it")] {
            let page = try await Visitor(window.door).get("/\(language)/problems/\(code)?message=\(type)")
            #expect(page.status == 200 && page.text.contains(mending), "\(code) \(language): \(page.status)")
        }
    }

    /// Signs for an enterprise, whose certificate is registered.
    fileprivate func registered(_ enterprise: SampleEnterprise, serial: Int) async throws -> Sealer {
        let key = try TrialKey(
            .sm2, named: enterprise.name, serial: serial, from: World.start.adding(milliseconds: -86_400_000),
            until: World.start.adding(milliseconds: 86_400_000 * 300))
        try await window.declarations.register(certificate: key.file, of: enterprise.creditCode, by: "scenario")
        return try Sealer(key: key.key, certificate: key.certificate)
    }
}

extension Sealer {
    fileprivate func seal(anew message: SampleMessage) throws -> [UInt8] {
        try seal(Sealer.withoutSignature(message.bytes), at: .last)
    }
}

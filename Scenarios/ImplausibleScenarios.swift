import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Implausible documents") struct ImplausibleScenarios {
    /// Texts put into one document, and what is told of it.
    struct Row: Sendable, CustomTestStringConvertible {
        let kind: SampleKind
        let type: String
        /// Element and text; `List/` before an element means that of the first line.
        let puts: [(element: String, text: String)]
        let found: String
        var testDescription: String { "\(kind) \(found) \(puts.map(\.text))" }

        init(_ kind: SampleKind, _ type: String, _ element: String, _ text: String, more: [(element: String, text: String)] = []) {
            self.kind = kind
            self.type = type
            puts = [(element, text)] + more
            found = "\(type.dropFirst(3)) \(element.replacing("List/", with: ""))"
        }
    }

    static let refusedRows: [Row] = [
        // What the list says by itself.
        Row(.direct, "CEB621", "ieFlag", "E"), Row(.summarised, "CEB603", "ieFlag", "I"),
        Row(.direct, "CEB621", "ieFlag", "X"),
        Row(.direct, "CEB621", "customsCode", "0000"), Row(.bonded, "CEB621", "portCode", "0000"),
        Row(.simplified, "CEB603", "customsCode", "0000"), Row(.summarised, "CEB603", "portCode", "0000"),
        Row(.direct, "CEB621", "declTime", "20261122"), Row(.bonded, "CEB621", "declTime", "20261020"),
        Row(.direct, "CEB621", "ieDate", "20261221"), Row(.direct, "CEB621", "ieDate", "20260101"),
        Row(.summarised, "CEB603", "ieDate", "20270101"),
        Row(.direct, "CEB621", "grossWeight", "0.00002", more: [("netWeight", "0.00001")]),
        // What the tariff says.
        Row(.direct, "CEB621", "List/gcode", "9999999999"), Row(.bonded, "CEB621", "List/unit1", "001"),
        Row(.summarised, "CEB603", "List/gcode", "9999999999"), Row(.simplified, "CEB603", "List/gcode", "9999000000"),
        Row(.summarised, "CEB603", "List/unit1", "001"),
        // Texts that say nothing.
        Row(.direct, "CEB311", "List/itemName", "  "), Row(.direct, "CEB311", "consignee", "\u{3000}"),
        Row(.direct, "CEB411", "payerName", " \u{3000} "), Row(.direct, "CEB411", "payerIdNumber", "  "),
        Row(.bonded, "CEB511", "consigneeTelephone", "\u{A0}"), Row(.direct, "CEB511", "logisticsCode", " "),
        Row(.direct, "CEB621", "agentName", "\u{3000}"), Row(.bonded, "CEB621", "List/gname", "\t \u{200B}"),
        Row(.simplified, "CEB303", "List/itemName", "\u{3000}"), Row(.simplified, "CEB403", "payName", " "),
        Row(.summarised, "CEB505", "goodsInfo", ""), Row(.summarised, "CEB603", "List/gmodel", " \u{3000}"),
        // Faults that more than one check sees.
        Row(.direct, "CEB621", "List/totalPrice", "-5"), Row(.direct, "CEB621", "List/qty", "-1"),
        Row(.direct, "CEB621", "tradeMode", "9999"), Row(.direct, "CEB621", "buyerIdType", "9"),
        Row(.direct, "CEB621", "freight", "-1"), Row(.direct, "CEB621", "netWeight", "-1"),
        Row(.summarised, "CEB603", "tradeMode", "9999"), Row(.summarised, "CEB603", "List/price", "-1"),
        Row(.direct, "CEB311", "buyerIdType", "9"), Row(.direct, "CEB411", "amountPaid", "-1"),
        Row(.direct, "CEB511", "weight", "-1"), Row(.simplified, "CEB303", "List/totalPrice", "-5"),
    ]

    @Test("CB-08, CB-03 what cannot be is refused at the door, told once, with its line and the way to mend it", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for (number, row) in Self.refusedRows.enumerated() {
                let told = Comment(rawValue: row.testDescription)
                let messages = try world.samples.messages(of: world.samples.chain(number + 1, row.kind))
                var message = try #require(messages.first { $0.type == row.type }, told)
                for put in row.puts { message = try message.putting(put.text, into: put.element) }
                let result = try #require(try await world.send([message]).first?["results"]?.elements.first, told)
                let findings = result["findings"]?.elements ?? []
                // A sender it cannot find is told as well where its code says nothing.
                let elements = findings.compactMap { $0["element"]?.string }
                #expect(Set(elements) == [row.found], told)
                #expect(elements.count == (row.puts[0].element == "logisticsCode" ? 2 : 1), told)
                #expect(result.status == Self.refusals[row.type], told)
                for finding in findings {
                    #expect(!(finding["fix"]?["zh"]?.string ?? "").isEmpty && !(finding["fix"]?["en"]?.string ?? "").isEmpty, told)
                    let source = finding["citation"]?["document"]?.string ?? ""
                    #expect(source != "", told)
                    guard row.puts[0].element.hasPrefix("List/") else { continue }
                    #expect(finding["message"]?["zh"]?.string?.contains("第 1 项") == true, told)
                    #expect(finding["message"]?["en"]?.string?.lowercased().contains("line 1") == true, told)
                }
            }
        }
    }

    private static let refusals: [String: Int64] = [
        "CEB311": -301_008, "CEB411": -401_009, "CEB511": -504_011, "CEB621": -621_001,
        "CEB303": -303_001, "CEB403": -403_001, "CEB505": -503_001, "CEB603": -603_001,
    ]

    @Test("CB-08 what a list says otherwise than order and waybill is rejected with what to mend", arguments: TestStore.engines, [
        Row(.direct, "CEB621", "freight", "999"), Row(.direct, "CEB621", "insuredFee", "3"),
        Row(.bonded, "CEB621", "grossWeight", "99"), Row(.direct, "CEB621", "List/country", "110"),
    ])
    func rejected(engine: TestStore.Engine, row: Row) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(7, row.kind)
            let messages = try world.samples.messages(of: chain).map { message in
                message.type == row.type ? try message.putting(row.puts[0].text, into: row.puts[0].element) : message
            }
            try await world.send(messages)
            try await world.settle()
            let found = try await world.declaration(copNo: chain.copNo)
            #expect(found.status == 100)
            #expect(found["findings"]?.elements.compactMap { $0["element"]?.string } == [row.found])
        }
    }

    @Test("CB-08 a list may be withdrawn however long ago it was declared", arguments: TestStore.engines)
    func withdrawn(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let list = try #require(try world.samples.messages(of: world.samples.chain(1, .direct)).last)
            try await world.send([list])
            world.time.advance(days: 60)
            let later = try list.putting("3", into: "appType").renamed("00000000-0000-4000-8000-0000000000C4")
            #expect(try await world.send([later]).first?["results"]?.elements.first?.status == 2)
        }
    }
}

extension World {
    /// A message of the samples as it is sent on the day the clock shows.
    func today(_ message: SampleMessage) -> SampleMessage {
        message.replacing([(">\(World.start.day.compact)<", ">\(time.clock.today.compact)<")])
    }
}

extension SampleMessage {
    /// The message with another text in an element of the head, or, after `List/`, of the first line.
    fileprivate func putting(_ text: String, into element: String) throws -> SampleMessage {
        let whole = String(decoding: bytes, as: UTF8.self)
        let isLine = element.hasPrefix("List/")
        let name = element.replacing("List/", with: "")
        let from = isLine ? try #require(whole.firstRange(of: "List>")).upperBound : whole.startIndex
        let start = try #require(whole[from...].firstRange(of: "<ceb:\(name)>")).upperBound
        let end = try #require(whole[start...].firstRange(of: "</ceb:\(name)>")).lowerBound
        let changed = String(whole[..<start]) + text + String(whole[end...])
        return SampleMessage(type: type, guid: guid, sender: sender, bytes: Array(changed.utf8), documents: documents)
    }
}

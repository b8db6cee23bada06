import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// A deal and the mode it takes.
struct ModeCase: Sendable, CustomStringConvertible {
    let mode: String
    let facts: String
    var description: String { "\(mode): \(facts)" }
}

@Suite("Trade modes") struct ModeScenarios {
    static let cases = [
        ModeCase(mode: "9610", facts: #""direction":"export","buyer":"consumer","stock":"domestic""#),
        ModeCase(mode: "9710", facts: #""direction":"export","buyer":"enterprise","stock":"domestic","shipment":"bulk""#),
        ModeCase(mode: "9810", facts: #""direction":"export","buyer":"none","stock":"domestic","sold":false,"shipment":"bulk""#),
        ModeCase(mode: "1210", facts: #""direction":"export","buyer":"consumer","stock":"zone""#),
        ModeCase(mode: "1210", facts: #""direction":"export","buyer":"none","stock":"zone","sold":false,"shipment":"bulk""#),
        ModeCase(mode: "0110", facts: #""direction":"export","buyer":"enterprise","stock":"domestic","platform":false,"shipment":"bulk""#),
        ModeCase(mode: "1210", facts: #""direction":"import","buyer":"consumer","stock":"zone""#),
        ModeCase(mode: "1239", facts: #""direction":"import","buyer":"consumer","stock":"zone","district":"7401""#),
        ModeCase(mode: "9610", facts: #""direction":"import","buyer":"consumer","stock":"abroad""#),
        ModeCase(mode: "0110", facts: #""direction":"import","buyer":"enterprise","stock":"abroad","shipment":"bulk""#),
        // The day before the modes were opened in Shanghai, and the day itself.
        ModeCase(mode: "0110", facts: #""direction":"export","buyer":"enterprise","stock":"domestic","day":"2020-08-31""#),
        ModeCase(mode: "9710", facts: #""direction":"export","buyer":"enterprise","stock":"domestic","day":"2020-09-01""#),
        ModeCase(mode: "0110", facts: #""direction":"export","buyer":"none","stock":"domestic","sold":false,"day":"2021-06-30","district":"7401""#),
        ModeCase(mode: "9810", facts: #""direction":"export","buyer":"none","stock":"domestic","sold":false,"day":"2021-07-01","district":"7401""#),
    ]

    @Test("CB-04 the facts of a deal say its mode, its documents and why, on the page and for programs", arguments: cases)
    func decided(deal: ModeCase) async throws {
        try await World.run(.sqlite) { world in
            let visitor = Visitor(world.window.door)
            let answer = try await visitor.post("/api/v1/modes/decide", json: "{\(deal.facts)}")
            #expect(answer.status == 200, "\(answer.text)")
            let json = try JSON(answer.body)
            #expect(json["mode"]?.string == deal.mode)
            #expect(json["documents"]?.elements.isEmpty == false)
            #expect(json["documents"]?.elements.allSatisfy { $0["citation"]?.string?.isEmpty == false } == true)
            #expect(json["explanation"]?["children"]?.elements.isEmpty == false)
            let query = try JSON(Array("{\(deal.facts)}".utf8)).members.map { member in
                "\(member.name)=\(member.value.string ?? (member.value == .bool(true) ? "yes" : "no"))"
            }.joined(separator: "&")
            for language in ["zh", "en"] {
                let page = try await visitor.get("/\(language)/modes?\(query)")
                #expect(page.status == 200 && page.text.contains(deal.mode))
            }
        }
    }

    @Test("CB-04 a mode that is not open says so, a filing that was abolished is not asked for, and low values may go by list")
    func details() async throws {
        try await World.run(.sqlite) { world in
            let visitor = Visitor(world.window.door)
            func decide(_ facts: String) async throws -> JSON {
                try JSON(try await visitor.post("/api/v1/modes/decide", json: "{\(facts)}").body)
            }
            let warehouse = #""direction":"export","buyer":"none","stock":"domestic","sold":false"#
            let early = try await decide(warehouse + #","day":"2020-08-31""#)
            #expect(early["unavailable"]?.elements.first?["reason"]?.string == "MODE_NOT_AVAILABLE")
            let before = try await decide(warehouse + #","day":"2024-12-14""#)
            let after = try await decide(warehouse + #","day":"2024-12-15""#)
            #expect(before.texts.contains("出口海外仓业务模式备案") && !after.texts.contains("出口海外仓业务模式备案"))
            let low = try await decide(warehouse + #","value":"5000""#)
            #expect(low.texts.contains { $0.contains("6 位即可") })
            let refund = try await decide(warehouse + #","value":"5000","refund":true"#)
            #expect(refund.texts.contains { $0.contains("填 10 位") })
            let high = try await decide(warehouse + #","value":"5000.01""#)
            #expect(high.texts.contains { $0.contains("须填报关单") })
            let parcel = #""direction":"export","buyer":"consumer","stock":"domestic","value":"300""#
            #expect(try await decide(parcel).texts.contains { $0.contains("汇总统计") })
            #expect(try await decide(parcel + #","post":true"#).texts.contains { $0.contains("邮路") })
            for wrong in [#""direction":"sideways""#, #""direction":"export""#, #""direction":"export","buyer":"consumer","stock":"domestic","value":"much""#] {
                let refused = try await visitor.post("/api/v1/modes/decide", json: "{\(wrong)}")
                #expect(refused.status == 422)
                #expect(try JSON(refused.body)["code"]?.string == "declarations.deal")
            }
            #expect(try await visitor.get("/zh/modes").status == 200)
            #expect(try await visitor.get("/zh/modes?direction=sideways").status == 422)
        }
    }
}

extension ModeScenarios {
    @Test("CB-04 the page takes what a browser sends: every question, the empty ones too", arguments: cases)
    func browser(deal: ModeCase) async throws {
        try await World.run(.sqlite) { world in
            let visitor = Visitor(world.window.door)
            for language in ["zh", "en"] {
                let page = try await visitor.get("/\(language)/modes").text
                var fields = try BrowserForm.fields(of: page, to: "/\(language)/modes")
                #expect(Set(fields.map(\.name)) == [
                    "direction", "buyer", "stock", "sold", "platform", "shipment", "value", "district",
                    "day", "licence", "inspection", "duty", "refund", "post",
                ])
                let facts = try JSON(Array("{\(deal.facts)}".utf8))
                for place in fields.indices {
                    guard let given = facts[fields[place].name] else { continue }
                    fields[place].value = given.string ?? (given == .bool(true) ? "yes" : "no")
                }
                let answer = try await visitor.get("/\(language)/modes?\(BrowserForm.query(fields))")
                #expect(answer.status == 200 && answer.text.contains(deal.mode), "\(answer.text.prefix(2000))")
            }
            #expect(try await !visitor.get("/en/modes").text.contains("filter</"))
        }
    }

    @Test("CB-04 what nobody has bought is not sold; who says so is told, and a fault in a folded question is shown")
    func nobody() async throws {
        try await World.run(.sqlite) { world in
            let visitor = Visitor(world.window.door)
            let facts = #""direction":"export","buyer":"none","stock":"domestic","platform":true"#
            let answer = try JSON(try await visitor.post("/api/v1/modes/decide", json: "{\(facts)}").body)
            #expect(answer["mode"]?.string == "9810")
            let refused = try await visitor.post("/api/v1/modes/decide", json: "{\(facts),\"sold\":true}")
            #expect(refused.status == 422)
            #expect(try JSON(refused.body)["field"]?.string == "sold")
            let empty = try await visitor.post("/api/v1/modes/decide", json: "{\(facts),\"district\":\"\",\"sold\":\"\"}")
            #expect(empty.status == 200, "\(empty.text)")
            let asked = "/en/modes?direction=export&buyer=none&stock=domestic&district="
            let whole = try await visitor.get(asked).text
            #expect(whole.contains("9810") && !whole.contains("<details class=\"filter-more\" open>"))
            let wrong = try await visitor.get(asked + "22x")
            #expect(wrong.status == 422 && wrong.text.contains("<details class=\"filter-more\" open>"))
            #expect(wrong.text.contains("Customs office") && !wrong.text.contains("“district”"))
        }
    }

    @Test("CB-01 every form that narrows a list takes what a browser sends untouched, with all its fields")
    func untouched() async throws {
        try await World.run(.sqlite) { world in
            _ = try await world.declare(1, .direct)
            let person = try await world.person(of: world.cast.declarant)
            let officer = try await world.officer()
            let places = [
                (person, "/declarations"), (person, "/receipts"), (person, "/problems"),
                (officer, "/worklist"), (officer, "/taxes"), (officer, "/balances/stock"),
                (person, "/balances/stock"),
            ]
            for (visitor, path) in places {
                for language in ["zh", "en"] {
                    let address = "/\(language)\(path)"
                    let page = try await visitor.get(address)
                    #expect(page.status == 200, "\(address)")
                    for fields in BrowserForm.all(of: page.text, to: address) {
                        let answer = try await visitor.get("\(address)?\(BrowserForm.query(fields))")
                        #expect(answer.status == 200, "\(address) \(fields.map(\.name)) \(answer.status)")
                    }
                }
            }
        }
    }
}

@Suite("B2B export by list") struct BusinessExportScenarios {
    @Test("CB-04 a B2B export of low value is released by list on order and waybill alone", arguments: TestStore.engines, [("9710", "B"), ("9810", "W")])
    func released(engine: TestStore.Engine, mode: (code: String, order: String)) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(2, .summarised)
            try await world.send(try world.business(chain, mode).filter { $0.type != "CEB403" })
            try await world.settle()
            let list = try await world.declaration(copNo: chain.copNo)
            #expect([800, 500].contains(list.status ?? 0), "\(list["findings"]?.encoded ?? "") \(list["waitsFor"]?.encoded ?? "")")
            #expect(list["tradeMode"]?.string == mode.code)
            #expect(list.texts.contains("跨境电商B2B出口按清单申报"))
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-04 above the value, or with a retail order, a B2B list is rejected with what to do", arguments: TestStore.engines)
    func rejected(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let dear = world.samples.chain(1, .summarised, basket: .watched)
            try await world.send(try world.business(dear, ("9710", "B")))
            try await world.settle()
            let high = try await world.declaration(copNo: dear.copNo)
            #expect(high.status == 100)
            #expect(high["findings"]?.elements.first?["fix"]?["zh"]?.string?.contains("报关单") == true)
            let retail = world.samples.chain(2, .summarised)
            try await world.send(try world.business(retail, ("9710", "E")))
            try await world.settle()
            let wrong = try await world.declaration(copNo: retail.copNo)
            #expect(wrong.status == 100)
            #expect(wrong["findings"]?.elements.contains { $0["element"]?.string == "303 orderType" } == true)
            try await world.everyReceiptFits()
        }
    }
}

extension World {
    /// The messages of an export chain, declared between enterprises.
    fileprivate func business(_ chain: SampleChain, _ mode: (code: String, order: String)) throws -> [SampleMessage] {
        try samples.messages(of: chain).map {
            $0.replacing([("tradeMode>9610<", "tradeMode>\(mode.code)<"), ("orderType>E<", "orderType>\(mode.order)<")])
        }
    }
}

import Declarations
import House
import Kernel
import Reference
import Tariff
import TestKit
import Testing
import Web
import Wire

/// Slips of the pen that would cost money if they were passed over.
@Suite("Slips in tables and questions of the tariff") struct TariffSlipScenarios {
    private func csv(_ visitor: Visitor, _ path: String, _ body: String) async throws -> Answer {
        try await visitor.send(
            "POST", path, body: Array(body.utf8), headers: ["content-type": "text/csv"])
    }

    @Test("TR-02 a column nobody reads is refused with the one that was meant; a line without an origin says why it pays the general rate", arguments: TestStore.engines)
    func columns(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let path = "/api/v1/tariff/taxes?on=2026-11-20"
            let slip = try await csv(stranger, path, "code,orign,price\n0302141000,VNM,71000\n")
            #expect(slip.status == 422, "\(slip.text)")
            let fault = try #require(try JSON(slip.body)["faults"]?.elements.first)
            #expect(fault["line"]?.integer == 1 && fault["path"]?.string == "orign")
            #expect(fault["message"]?["zh"]?.string?.contains("应为“origin”") == true, "\(slip.text)")
            #expect(fault["fix"]?["en"]?.string?.contains("code, origin, price, currency") == true)
            let weight = try await csv(stranger, path, "code,origin,price,weight\n0302141000,VNM,71000,5\n")
            #expect(weight.status == 422 && weight.text.contains("weight"))
            let nameless = try await csv(stranger, path, "code,price,\n0302141000,71000,VNM\n")
            #expect(try JSON(nameless.body)["faults"]?.elements.first?["line"]?.integer == 2, "\(nameless.text)")

            let bare = try await csv(stranger, path, "商品编号,原产国,价格\n0302141000,,71000\n0302141000,VNM,71000\n")
            let rows = bare.text.split(whereSeparator: \.isNewline).dropFirst().map { $0.contains("没有填写原产国（地区）") }
            #expect(rows == [true, false], "\(bare.text)")
            let two = #"[{"code":"0302141000","price":"71000"},{"code":"0302141000","origin":"VNM","price":"71000"}]"#
            let sent = try await stranger.post("/api/v1/tariff/taxes", json: #"{"on":"2026-11-20","lines":"# + two + "}")
            let lines = try JSON(sent.body)["lines"]?.elements ?? []
            #expect(lines.map { $0["rateKind"]?.string } == ["general", "provisional"], "\(sent.text)")
            #expect(lines.first?["remark"]?["en"]?.string?.contains("No origin is given") == true)
            #expect(lines.last?["remark"] == .null)
            let page = try await stranger.get("/zh/tariff/taxes?code=0302141000&price=71000&on=2026-11-20")
            #expect(page.text.contains("没有填写原产国（地区）"))
            let member = try await stranger.post("/api/v1/tariff/taxes", json: #"{"lines":[{"code":"0302141000","orign":"VNM","price":"5"}]}"#)
            #expect(try JSON(member.body)["faults"]?.elements.first?["fix"]?["en"]?.string?.contains("Did you mean “origin”?") == true, "\(member.text)")
        }
    }

    @Test("TR-07 past lines with a misspelt column, a duty beyond the general rate or a day to come are refused, line and column told", arguments: TestStore.engines)
    func pastLines(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = world.program(of: world.cast.declarant)
            let head = "entry,declared_on,paid_on,code,origin,value,duty\n"
            for (body, column, said) in [
                ("entry,declared_on,code,origin,value,clam\n1,2026-03-02,0302141000,VNM,71000,RCEP\n", "clam", "claim"),
                (head + "1,2026-03-02,,0302141000,VNM,71000,999999\n", "duty", "28,400"),
                (head + "1,2030-03-01,,0302141000,VNM,71000,\n", "declared_on", "2026-11-20"),
                (head + "1,2026-03-02,2030-03-01,0302141000,VNM,71000,\n", "paid_on", "2026-11-20"),
            ] {
                for path in ["unused", "past-lines"] {
                    let refused = try await csv(firm, "/api/v1/tariff/\(path)", body)
                    #expect(refused.status == 422, "\(refused.text)")
                    let fault = try JSON(refused.body)["faults"]?.elements.first
                    #expect(fault?["path"]?.string == column && refused.text.contains(said), "\(refused.text)")
                }
            }
            // The general rate itself, and a little for exchange, was paid by somebody.
            let most = try await csv(firm, "/api/v1/tariff/unused", head + "1,2026-03-02,,0302141000,VNM,71000,28400\n")
            #expect(most.status == 200, "\(most.text)")
        }
    }

    @Test("TR-02 a quantity that is missing names its unit and how to write it; names, days and values given wrong say what is", arguments: TestStore.engines)
    func questions(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let taxed = try await stranger.post(
                "/api/v1/tariff/taxes", json: #"{"on":"2026-11-20","lines":[{"code":"2208300000","origin":"GBR","price":"100"}]}"#)
            let refused = try #require(try JSON(taxed.body)["lines"]?.elements.first?["refused"])
            #expect(refused["code"]?.string == "tariff.quantity-missing" && refused["field"]?.string == "quantity")
            #expect(refused["message"]?["zh"]?.string?.contains("（") == true && refused["fix"]?["en"]?.string?.contains("1000/") == true, "\(taxed.text)")
            #expect(!taxed.text.contains("qty1"))
            let filter = try await stranger.get("/api/v1/tariff/best?code=0302141000&origin=VNM&onn=2026-11-20")
            #expect(filter.status == 400 && filter.text.contains("There is no parameter named “onn”"), "\(filter.text)")
            let twice = try await stranger.get("/api/v1/tariff/best?code=0302141000&origin=VNM&value=1&value=2")
            #expect(twice.status == 422 && twice.text.contains("given twice"), "\(twice.text)")
            let page = try await stranger.get("/en/tariff/best?code=0302141000&origin=XXX&value=abc")
            #expect(page.status == 422 && page.text.contains("“XXX”") && page.text.contains("“abc”"), "both at once")
            let early = try await stranger.get("/api/v1/tariff/postal?class=1&value=100&on=2005-01-01")
            #expect(early.status == 422 && early.text.contains("2005-01-01") && !early.text.contains("Use one of ."), "\(early.text)")
        }
    }

    @Test("TR-02 a large table proposed again answers the proposal that waits; the answer is bounded and the rest has an address", arguments: TestStore.engines)
    func proposedAgain(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (officer, second) = (try await world.officer(), try await world.secondOfficer())
            let codes = try GoodsCodes.load(Share.find()).lines(under: "8", on: World.start.day).prefix(1_200)
            let table = Array(("heading\n" + codes.map { "\($0.code.text)\n" }.joined()).utf8)
            let ask = "/api/v1/tariff/editions?from=2027-01-01&document=TEST-1"
            let first = try await officer.put(ask, table)
            #expect(first.status == 201, "\(first.text.prefix(600))")
            let told = try JSON(first.body)
            #expect(told["changes"]?.elements.count == 1_000 && told["changesTotal"]?.integer == 1_200)
            #expect(told["counts"]?["new"]?.integer == 1_200)
            let rest = try #require(told["rest"]?.string)
            let more = try JSON(try await officer.get(rest).body)
            #expect(more["changes"]?.elements.count == 200 && more["changesNext"] == .null)
            // The same table, by him or by another, is the proposal that is there.
            for visitor in [officer, second] {
                let again = try await visitor.put(ask, table)
                #expect(again.status == 200 && again.text == first.text, "\(again.text.prefix(600))")
            }
            let dry = try JSON(try await officer.put(ask + "&dry=1&after=1000", table).body)
            #expect(dry["changes"]?.elements.count == 200 && dry["proposal"] == .null)
            let list = try JSON(try await officer.get("/api/v1/tariff/proposals").body)
            #expect(list["proposals"]?.elements.count == 1)
            #expect(list["proposals"]?.elements.first?["report"]?["en"]?.string?.contains("Dry run") == false)
            #expect(try await second.act("/api/v1/tariff/proposals/1", #"{"action":"agree"}"#).status == 200)
            let page = try await officer.get("/en/tariff/proposals/1").text
            #expect(page.contains("What it changed") && !page.contains("Dry run"))
        }
    }
}

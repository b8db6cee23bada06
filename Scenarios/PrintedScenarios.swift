import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Papers of what had none: read as whoever holds them reads them, and verified by their code.
@Suite("Printed papers") struct PrintedScenarios {
    @Test("CB-21 a lot and the box it lies in are handed out as paper; loaded or sealed, the papers before are out of date", arguments: TestStore.engines)
    func warehouse(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let forwarder = try await world.owner(world.cast.warehouse)
            let exports = try await world.releasedExports(1)
            let number = try #require(try await world.numbers(of: exports).first)
            func post(_ path: String, _ json: String) async throws -> Answer {
                try await forwarder.post("/api/v1/\(path)", json: json)
            }
            let received = try await post("lots", FrontWarehouseScenarios.lot("QZC-1", of: exports[0]))
            let lot = try #require(try JSON(received.body)["id"]?.string, "\(received.text)")
            let opened = try await post("boxes", #"{"container":"CSQU3054383"}"#)
            let box = try #require(try JSON(opened.body)["id"]?.string)
            let clerk = try await world.member(of: world.cast.warehouse)
            #expect(try await clerk.get("/zh/lots/\(lot)").text.contains("/zh/lots/\(lot)/pdf"))
            #expect(try await clerk.get("/en/boxes/\(box)").text.contains("/en/boxes/\(box)/pdf"))

            let early = try await SupportPaperText.check(
                "/api/v1/lots/\(lot)/pdf", by: forwarder, zh: ["出口前置仓货物单", "QZC-1", "已入仓，未申报", "QZC001"],
                en: ["Lot of a front warehouse", "Received, not declared", "9610"], by: stranger)
            let empty = try await SupportPaperText.check(
                "/api/v1/boxes/\(box)/pdf", by: forwarder, zh: ["CSQU3054383", "箱内尚无货物"],
                en: ["Nothing is loaded yet", "Being loaded"], by: stranger)
            let declared = try await post("lots/\(lot)/declaration", #"{"declaration":"\#(number)"}"#)
            #expect(declared.status == 200, "\(declared.text)")
            #expect(try await post("boxes/\(box)/lots", #"{"lot":"\#(lot)"}"#).status == 200)
            for code in [early, empty] {
                #expect(try await SupportPaperText.standing(code, stranger) == "outdated")
            }
            #expect(try await post("boxes/\(box)/seal", #"{"seal":"CN123456"}"#).status == 200)

            let loaded = try await SupportPaperText.check(
                "/api/v1/lots/\(lot)/pdf", by: forwarder, zh: ["已装箱", "CSQU3054383", "CN123456", number],
                en: ["In a box", "Seal", number], by: stranger)
            _ = try await SupportPaperText.check(
                "/api/v1/boxes/\(box)/pdf", by: forwarder, zh: ["集装箱装箱单", "CN123456", "QZC-1", number, "合计"],
                en: ["Container: what is loaded", "Sealed", "Not drawn", "Total"], by: stranger)
            #expect(try await SupportPaperText.standing(early, stranger) == "replaced")
            let status = try await stranger.get("/api/v1/status?number=QZC-1&code=\(loaded)")
            #expect(status.status == 200 && status.text.contains("已装箱"), "\(status.text)")

            // As their pages: the exporter sees the lot, a firm without a part neither.
            let exporter = try await world.owner(world.cast.seller)
            #expect(try await exporter.get("/api/v1/lots/\(lot)/pdf").header("x-verification-code") == loaded)
            #expect(try await exporter.get("/api/v1/boxes/\(box)/pdf").status == 404)
            #expect(try await world.owner(world.cast.payment).get("/api/v1/lots/\(lot)/pdf").status == 404)
            #expect(try await stranger.get("/api/v1/lots/\(lot)/pdf").status == 401)
        }
    }

    @Test("SW-03 an arrival is handed out as paper to whoever told of it and whoever declared, without what was declared", arguments: TestStore.engines)
    func arrival(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let carrier = world.program(of: world.cast.carrier)
            let entry = try await world.lodge(EntrySample("ADV-6", of: world.cast.seller).inAdvance())
            let number = try #require(entry["number"]?.string)
            let path = "/api/v1/entries/\(number)/arrival/pdf"
            let seller = world.program(of: world.cast.seller)
            let early = try await seller.get(path)
            #expect(early.status == 409 && early.text.contains("papers.not-issued"), "\(early.text)")
            #expect(try await carrier.get(path).status == 404, "nothing was told yet")
            _ = try await carrier.post("/api/v1/arrivals", json: World.arrival("BILL-ADV-6", packages: "9"))

            let code = try await SupportPaperText.check(
                path, by: carrier, zh: ["货物运抵单", "BILL-ADV-6", "TEST VESSEL", "001E", "2026-11-20", number],
                en: ["Arrival of goods", "BILL-ADV-6", "Told by"], by: stranger)
            let told = try SupportPaperText(try await carrier.get(path).body)
            #expect(!told.contains(world.cast.seller.name), "who tells learns nothing of what was declared")
            #expect(try await seller.get(path).header("x-verification-code") == code, "both hold the same paper")
            #expect(try await world.member(of: world.cast.seller).get("/zh/entries/\(number)").text.contains("/arrival/pdf"))
            #expect(try await world.program(of: world.cast.payment).get(path).status == 404)
            #expect(try await stranger.get(path).status == 401)
            let page = try await world.member(of: world.cast.carrier)
            _ = try await page.get("/zh/arrivals")
            let sent = try await page.post(
                "/zh/arrivals",
                form: [
                    "bill": "BILL-ADV-6", "vessel": "TEST VESSEL", "voyage": "001E", "enteredOn": "2026-11-20",
                    "arrivedOn": "2026-11-20", "packages": "10", "grossWeight": "180",
                ])
            #expect(sent.text.contains("/zh/entries/\(number)/arrival/pdf"), "\(sent.text)")
            #expect(try await SupportPaperText.standing(code, stranger) == "outdated", "it was put right")
        }
    }

    @Test("CB-09 an identity case is handed out as paper to officers alone, and names no person", arguments: TestStore.engines)
    func identity(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            for number in 1...6 {
                _ = try await world.buy(number, buyer: 7, telephone: "1390000000\(number)")
            }
            let officer = try await world.officer()
            let open = try JSON(try await officer.get("/api/v1/identity-cases").body)["cases"]?.elements ?? []
            let number = try #require(open.first?["number"]?.string)
            let path = "/api/v1/identity-cases/\(number)/pdf"
            #expect(try await officer.get("/zh/identity-cases/\(number)").text.contains("/zh/identity-cases/\(number)/pdf"))
            let list = try #require(open.first?["preNo"]?.string)
            let code = try await SupportPaperText.check(
                path, by: officer, zh: ["身份核查案件单", number, list, "同一订购人身份使用过多收货电话", "待核查"],
                en: ["Case about the identity of a buyer", "To be looked into", "Above: to be reviewed"], by: stranger)
            #expect(!(try SupportPaperText(try await officer.get(path).body)).contains("1390000000"))
            #expect(try await world.program(of: world.cast.declarant).get(path).status == 403)
            #expect(try await stranger.get(path).status == 401)
            let done = try await officer.act(
                "/api/v1/identity-cases/\(number)/decision", #"{"outcome":"cleared","reason":"测试：电话核实"}"#)
            #expect(done.status == 200, "\(done.text)")
            #expect(try await SupportPaperText.standing(code, stranger) == "outdated")
            _ = try await SupportPaperText.check(
                path, by: officer, zh: ["已核实为本人", "测试：电话核实"], en: ["It was the person"], by: stranger)
        }
    }

    @Test("TR-10 a confirmed code is handed out as paper: an enterprise's own to itself, a ruling to all; taken back, it is revoked", arguments: TestStore.engines)
    func confirmation(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            func program(_ firm: SampleEnterprise) async throws -> Visitor {
                let key = try await world.window.parties.createKey(
                    enterprise: firm.creditCode, label: "classification", scopes: ["classification.confirm"],
                    days: 30, by: "scenario")
                return Visitor(world.window.door).as(key: key)
            }
            let confirmations = "/api/v1/classification/confirmations"
            let (declarant, other) = (try await program(world.cast.declarant), try await program(world.cast.seller))
            let kept = try await declarant.post(
                confirmations, json: #"{"text":"玄天牌七号","code":"6403919190","reference":"I2026TEST01"}"#)
            let id = try #require(try JSON(kept.body)["id"]?.string, "\(kept.text)")
            let path = "\(confirmations)/\(id)/pdf"
            let own = try await SupportPaperText.check(
                path, by: declarant, zh: ["商品归类确认单", "玄天牌七号", "6403919190", "I2026TEST01", "只对本企业有效"],
                en: ["Confirmed classification", "6403919190", "no ruling of the customs"], by: stranger)
            #expect(try await other.get(path).status == 404)
            #expect(try await stranger.get(path).status == 401)

            let officer = try await world.officer()
            _ = try await officer.get("/zh/classification")
            let ruled = try await officer.post(
                "/zh/classification/confirmations",
                form: ["text": "玄天牌七号", "code": "6403919190", "reference": "归类决定TEST-01"])
            #expect(ruled.status == 303)
            let page = try await officer.get("/zh/classification/confirmations").text
            let all = try JSON(try await other.get(confirmations).body)["confirmations"]?.elements ?? []
            let ruling = try #require(all.first?["id"]?.string)
            #expect(page.contains("/zh/classification/confirmations/\(ruling)/pdf"))
            let ruledCode = try await SupportPaperText.check(
                "\(confirmations)/\(ruling)/pdf", by: other, zh: ["归类决定TEST-01", "对所有人有效"],
                en: ["Confirmed by a ruling"], by: stranger)

            _ = try await officer.post("/zh/classification/confirmations/\(ruling)/end", form: [:])
            #expect(try await declarant.send("DELETE", "\(confirmations)/\(id)").status == 200)
            for code in [own, ruledCode] {
                #expect(try await SupportPaperText.standing(code, stranger) == "revoked")
            }
            #expect(try await declarant.get(path).status == 404)
        }
    }

    @Test("CB-08 an account is handed out as paper with its lines; another line makes it out of date", arguments: TestStore.engines)
    func statement(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let holder = world.program(of: world.cast.platform)
            #expect(try await world.declare(1, .direct).status == 800)
            let kept = try await holder.get("/api/v1/balances")
            let accounts = try JSON(kept.body)["accounts"]?.elements ?? []
            let account = try #require(
                accounts.first { $0["id"]?.string == "guarantee" }?["id"]?.string, "\(kept.text)")
            let path = "/api/v1/balances/\(account)/pdf"
            let code = try await SupportPaperText.check(
                path, by: holder, zh: ["账户对账单", "明细", "可用"], en: ["Statement of account", "Balance after"],
                by: stranger)
            let clerk = try await world.member(of: world.cast.platform)
            #expect(try await clerk.get("/zh/balances/\(account)").text.contains("/zh/balances/\(account)/pdf"))
            // An account of that name is there for each of them: nobody gets another's.
            let other = try await world.program(of: world.cast.payment).get(path)
            #expect(other.status == 200 && other.header("x-verification-code") != code)
            #expect(try await stranger.get(path).status == 401)
            #expect(try await world.declare(2, .direct).status == 800)
            #expect(try await SupportPaperText.standing(code, stranger) == "outdated")
        }
    }

    @Test("ID-01 a sign-up is handed out as paper to whoever sent it and to the officer, who hold the same one", arguments: TestStore.engines)
    func signUp(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let code = try CreditCode(completing: "91310000TEMX00001").text
            let sender = Visitor(world.window.door)
            _ = try await sender.get("/zh/sign-up")
            let sent = try await sender.post(
                "/zh/sign-up",
                form: [
                    "name": "测试新商户", "creditCode": code, "district": "2244", "roles": "seller",
                    "contactName": "测试联系人", "contactPhone": "021-55550123",
                ])
            let status = try #require(sent.header("location"), "\(sent.text)")
            #expect(try await sender.get(status).text.contains("\(status)/pdf"))
            let officer = try await world.officer()
            let waiting = try JSON(try await officer.get("/api/v1/parties/registrations").body)
            let id = try #require(waiting["registrations"]?.elements.first?["id"]?.string)
            let path = "/api/v1/parties/registrations/\(id)/pdf"
            let stranger = Visitor(world.window.door)
            let paper = try await SupportPaperText.check(
                path, by: officer, zh: ["企业注册申请单", "测试新商户", code, "测试联系人", "待核对"],
                en: ["Sign-up of an enterprise", "Waiting"], by: stranger)
            #expect(try await sender.get(status + "/pdf").header("x-verification-code") == paper)
            let shown = try await stranger.get("/zh/verify/\(paper)").text
            #expect(!shown.contains("测试联系人") && !shown.contains(code), "a verifier learns neither contact nor number")
            #expect(try await world.program(of: world.cast.declarant).get(path).status == 403)
            let nobody = try await stranger.get("/zh/sign-ups/\(String(repeating: "A", count: 43))/pdf")
            #expect((400..<500).contains(nobody.status), "\(nobody.status)")
            #expect(try await officer.get("/zh/registrations/\(id)").text.contains("/zh/registrations/\(id)/pdf"))
            _ = try await officer.post("/zh/registrations/\(id)/confirmation", form: [:])
            #expect(try await SupportPaperText.standing(paper, stranger) == "outdated")
        }
    }
}

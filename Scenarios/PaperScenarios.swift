import Declarations
import House
import Kernel
import Parties
import Proofs
import Store
import TestKit
import Testing
import Web
import Wire

/// Papers that are handed out: the file, the code on it, the public page, the proof.
@Suite("Papers") struct PaperScenarios {
    @Test("TR-04 a certificate is handed out as PDF and as data, proven offline, and verified by whoever holds it", arguments: TestStore.engines)
    func certificate(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, officer) = (world.program(of: world.cast.seller), try await world.officer())
            let sheet = try await world.keep(OriginProofScenarios.toKorea, by: seller)
            let applied = try JSON(try await seller.post("/api/v1/origin/proofs", json: OriginProofScenarios.application(sheet)).body)
            let id = try #require(applied["id"]?.string)
            let path = "/api/v1/origin/proofs/\(id)"
            let early = try await seller.get(path + "/pdf")
            #expect(early.status == 409)
            #expect(try JSON(early.body)["code"]?.string == "papers.not-issued")
            let issued = try await world.issue(officer)
            let code = try #require(issued["verification"]?.string)

            let chinese = try await seller.get(path + "/pdf?lang=zh")
            #expect(chinese.status == 200, "\(chinese.text)")
            #expect(chinese.header("content-type") == "application/pdf")
            #expect(chinese.header("x-verification-code") == code)
            #expect(Self.holds("+WenQuanYiMicroHei", chinese.body) && Self.holds("/FontFile", chinese.body))
            #expect(try await seller.get(path + "/pdf?lang=zh").body == chinese.body, "the same file ever after")
            let english = try await world.member(of: world.cast.seller).get("/en/origin/proofs/\(id)/pdf")
            #expect(english.status == 200 && english.body != chinese.body)
            // As its page: nobody else's, and not without signing in.
            #expect(try await world.program(of: world.cast.platform).get(path + "/pdf").status == 404)
            let stranger = Visitor(world.window.door)
            #expect(try await stranger.get(path + "/pdf").status == 401)

            let page = try await stranger.get("/en/verify/\(code)")
            #expect(page.status == 200)
            #expect(page.text.contains("valid now") && page.text.contains(issued["number"]?.string ?? "?"))
            #expect(!page.text.contains(world.cast.seller.creditCode), "parties are masked")
            let same = try await stranger.send("POST", "/api/v1/verify/\(code)", body: chinese.body, headers: ["content-type": "application/pdf"])
            #expect(try JSON(same.body)["same"]?.boolean == true, "\(same.text)")
            let other = try await stranger.send("POST", "/api/v1/verify/\(code)", body: chinese.body + [0x20], headers: ["content-type": "application/pdf"])
            #expect(try JSON(other.body)["same"]?.boolean == false)
            #expect(try await stranger.send("POST", "/api/v1/verify/\(code)", body: Array("no".utf8), headers: ["content-type": "application/pdf"]).status == 422)

            try await world.window.proofs.settle()
            let data = try await seller.get(path + "/paper")
            let policy = try await stranger.get("/log/policy").body
            let found = try ReceiptCheck(policy: policy).findings(in: data.body)
            #expect(found.map(\.what).contains("issued origin-certificate \(issued["number"]?.string ?? "")"))
            #expect(found.map(\.what).filter { $0.hasPrefix("printed") }.count == 2)
            let public_ = try await stranger.get("/api/v1/verify/\(code)").body
            #expect(try ReceiptCheck(policy: policy).findings(in: public_).count == found.count)
            // A certificate about another quantity is not the one that was logged.
            let forged = Array(data.text.replacing("\"quantity\":\"100\"", with: "\"quantity\":\"900\"").utf8)
            #expect(throws: ProofsRefusal.otherMembers) { try ReceiptCheck(policy: policy).findings(in: forged) }
        }
    }

    @Test("TR-04 what was replaced or withdrawn says so at once, and the log proves it", arguments: TestStore.engines)
    func ended(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, officer) = (world.program(of: world.cast.seller), try await world.officer())
            let sheet = try await world.keep(OriginProofScenarios.toKorea, by: seller)
            _ = try await seller.post("/api/v1/origin/proofs", json: OriginProofScenarios.application(sheet))
            let first = try await world.issue(officer)
            let (id, code) = (first["id"]?.string ?? "", first["verification"]?.string ?? "")
            _ = try await seller.post("/api/v1/origin/proofs", json: OriginProofScenarios.application(sheet, #","replaces":"\#(id)""#))
            let second = try await world.issue(officer)
            let stranger = Visitor(world.window.door)
            let old = try JSON(try await stranger.get("/api/v1/verify/\(code)").body)
            #expect(old["standing"]?.string == "replaced")
            #expect(old["replacedBy"] == second["number"])
            let next = second["verification"]?.string ?? ""
            _ = try await seller.post("/api/v1/origin/proofs/\(second["id"]?.string ?? "")/withdraw", json: #"{"reason":"合同取消"}"#)
            #expect(try await stranger.get("/zh/verify/\(next)").text.contains("已撤销"))
            world.time.advance(days: 400)
            let later = try JSON(try await Visitor(world.window.door).get("/api/v1/verify/\(next)").body)
            #expect(later["standing"]?.string == "revoked", "revoked stays revoked")
            #expect(later["receipts"]?.elements.compactMap { try? JSON(Array(($0["record"]?.string ?? "").utf8))["event"]?.string } == ["issued", "revoked"])
        }
    }

    @Test("TR-04 a wrong code is answered clearly and trying codes is slowed down", arguments: TestStore.engines)
    func wrongCodes(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let wrong = try await stranger.get("/en/verify?code=ABCD-1234")
            #expect(wrong.status == 404 && wrong.text.contains("16 characters"))
            let hostile = try await stranger.get("/zh/verify?code=%3Cscript%3Ealert(1)%3C/script%3E")
            #expect(hostile.status == 404 && !hostile.text.contains("<script>alert"))
            #expect(try await stranger.get("/zh/verify").status == 200)
            var last = 0
            for _ in 0..<40 where last != 429 { last = try await stranger.get("/api/v1/verify/0000").status }
            #expect(last == 429)
        }
    }

    @Test("CB-08 a list is printed as it stands, and a print says when the list has moved on", arguments: TestStore.engines)
    func list(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declarant = world.program(of: world.cast.declarant)
            // A chain whose payment is missing waits.
            let chain = world.samples.chain(3, .direct)
            let messages = try world.samples.messages(of: chain)
            try await world.send([messages[0], messages[2], messages[3]])
            try await world.settle()
            let waiting = try await world.declaration(copNo: chain.copNo)
            let path = "/api/v1/declarations/\(waiting["preNo"]?.string ?? "")"
            let early = try await declarant.get(path + "/pdf")
            #expect(early.status == 200, "\(early.text)")
            #expect(try await declarant.get(path + "/release/pdf").status == 409)
            let code = early.header("x-verification-code") ?? ""
            let stranger = Visitor(world.window.door)
            #expect(try JSON(try await stranger.get("/api/v1/verify/\(code)").body)["standing"]?.string == "valid")

            try await world.send([messages[1]])
            try await world.settle()
            #expect(try await world.declaration(copNo: chain.copNo).status == 800)
            #expect(try JSON(try await stranger.get("/api/v1/verify/\(code)").body)["standing"]?.string == "outdated")
            let release = try await declarant.get(path + "/release/pdf")
            #expect(release.status == 200 && Self.holds("+WenQuanYiMicroHei", release.body))
            #expect(try await declarant.get(path + "/inspection/pdf").status == 409)
            let now = try await declarant.get(path + "/pdf")
            #expect(now.header("x-verification-code") != code)
            #expect(try JSON(try await stranger.get("/api/v1/verify/\(code)").body)["standing"]?.string == "replaced")

            // As its page: whoever has a part in it, nobody else.
            #expect(try await stranger.get(path + "/pdf").status == 401)
            let officer = try await world.officer()
            #expect(try await officer.get("/zh/declarations/\(waiting["preNo"]?.string ?? "")/pdf").status == 200)
            let bills = try JSON(try await world.program(of: world.cast.platform).get("/api/v1/taxes").body)
            let number = bills["bills"]?.elements.first?["taxNo"]?.string ?? ""
            let bill = try await world.program(of: world.cast.platform).get("/api/v1/taxes/bills/\(number)/pdf")
            #expect(bill.status == 200, "\(bill.text)")
            #expect(try await world.program(of: world.cast.carrier).get("/api/v1/taxes/bills/\(number)/pdf").status == 404)
            let receipt = try JSON(try await declarant.get("/api/v1/receipts?after=0").body)["receipts"]?.elements.first?["sequence"]?.integer ?? 0
            #expect(try await declarant.get("/api/v1/receipts/\(receipt)/pdf").status == 200)
        }
    }

    @Test("TR-01 a kept worksheet and a computed tax are had on paper", arguments: TestStore.engines)
    func sheets(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = world.program(of: world.cast.seller)
            let id = try await world.keep(OriginProofScenarios.toKorea, by: seller)
            let sheet = try await seller.get("/api/v1/origin/worksheets/\(id)/pdf")
            #expect(sheet.status == 200, "\(sheet.text)")
            let query = "code=2204210000&origin=FRA&price=1000&currency=USD&quantity=1200/095"
            let stranger = Visitor(world.window.door)
            let computed = try await stranger.get("/en/tariff/taxes/pdf?\(query)")
            #expect(computed.status == 200, "\(computed.text)")
            #expect(computed.header("x-verification-code") == nil, "nobody's paper has no code")
            let own = try await seller.get("/api/v1/tariff/taxes/pdf?\(query)")
            let code = own.header("x-verification-code") ?? ""
            #expect(try await stranger.get("/zh/verify/\(code)").text.contains("进口税费计算单"))
        }
    }

    static func holds(_ text: String, _ file: [UInt8]) -> Bool {
        let wanted = Array(text.utf8)
        return file.indices.contains { file[$0] == wanted[0] && file[$0...].starts(with: wanted) }
    }
}

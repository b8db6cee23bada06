import Declarations
import House
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

@Suite("Proofs of origin") struct OriginProofScenarios {
    static let toKorea = OriginScenarios.sheet.replacing("\"exporter\":\"KOR\",\"importer\":\"中国\"", with: "\"exporter\":\"中国\",\"importer\":\"KOR\"").replacing("\"origin\":\"KOR\",\"originating\"", with: "\"origin\":\"CHN\",\"originating\"")
    static let toJapan = #"""
        {"code":"950300","name":"玩具","exporter":"CHN","importer":"JPN","fob":"100","agreement":"RCEP","materials":[
        {"name":"塑料","code":"390120","value":"30","origin":"USA"}]}
        """#

    static func application(_ sheet: String, _ more: String = "", kind: String = "certificate", agreement: String = "CN-KOR", to: String = "KOR") -> String {
        #"""
        {"kind":"\#(kind)","agreement":"\#(agreement)","importer":"\#(to)","consignee":"TEST BUYER","invoice":"INV-1"\#(more),
        "lines":[{"worksheet":"\#(sheet)","quantity":"100","unit":"011"}]}
        """#
    }

    @Test("TR-04 a certificate is applied for with a worksheet, issued by an officer, free, and verified by anybody", arguments: TestStore.engines)
    func certificate(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, officer) = (world.program(of: world.cast.seller), try await world.officer())
            let sheet = try await world.keep(Self.toKorea, by: seller)
            let applied = try await seller.post("/api/v1/origin/proofs", json: Self.application(sheet))
            #expect(applied.status == 201, "\(applied.text)")
            let proof = try JSON(applied.body)
            #expect(proof["state"]?.string == "applied")
            #expect(proof["number"] == .null)
            #expect(proof["data"]?["fee"]?["cny"]?.string == "0")
            let id = try #require(proof["id"]?.string)
            let issued = try await world.issue(officer)
            #expect(issued["state"]?.string == "issued")
            #expect(issued["issuedOn"]?.string == "2026-11-20")
            #expect(issued["validTo"]?.string == "2027-11-20")
            let (number, code) = (try #require(issued["number"]?.string), try #require(issued["verification"]?.string))

            let stranger = Visitor(world.window.door)
            let seen = try JSON(try await stranger.get("/api/v1/origin/verifications?number=\(number)&code=\(code)").body)
            #expect(seen["good"]?.boolean == true)
            #expect(seen["digest"] == issued["digest"])
            #expect(seen["data"] == nil, "what it says is its holder's")
            #expect(issued["data"]?["lines"]?.elements.first?["criterion"]?.string == "PSR")
            #expect(try await stranger.get("/api/v1/origin/verifications?number=\(number)&code=000000000000000").status == 404)
            #expect(try await stranger.get("/en/origin/verify?number=\(number)&code=\(code)").header("location") == "/en/verify?code=\(code)")
            let page = try await stranger.get("/en/verify?code=\(code)")
            #expect(page.text.contains("valid now") && page.text.contains(number))
            let own = try await world.member(of: world.cast.seller).get("/zh/origin/proofs/\(id)")
            #expect(own.text.contains(number) && own.text.contains(code) && own.text.contains("8501.10"))
            #expect(own.text.contains("100 件") && !own.text.contains("100 011"), "the unit by its name")

            // The same goods of the same invoice have one certificate, until it is taken back.
            let twice = try await seller.post("/api/v1/origin/proofs", json: Self.application(sheet))
            #expect(twice.status == 409 && twice.text.contains(number), "\(twice.text)")
            #expect(try JSON(twice.body)["code"]?.string == "origin.applied-twice")

            let withdrawn = try await seller.post("/api/v1/origin/proofs/\(id)/withdraw", json: #"{"reason":"合同取消"}"#)
            #expect(withdrawn.status == 200)
            #expect(try await seller.post("/api/v1/origin/proofs", json: Self.application(sheet)).status == 201)
            let after = try JSON(try await stranger.get("/api/v1/origin/verifications?number=\(number)&code=\(code)").body)
            #expect(after["good"]?.boolean == false)
            #expect(after["state"]?.string == "withdrawn")
        }
    }

    @Test("TR-04 the same goods of an invoice get one certificate, whatever worksheet, spelling or figure is put beside them", arguments: TestStore.engines)
    func sameGoods(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, officer) = (world.program(of: world.cast.seller), try await world.officer())
            let first = try await world.keep(Self.toKorea, by: seller)
            #expect(try await seller.post("/api/v1/origin/proofs", json: Self.application(first)).status == 201)
            let number = try #require(try await world.issue(officer)["number"]?.string)
            // The identical worksheet, kept again.
            let again = try await world.keep(Self.toKorea, by: seller)
            #expect(again != first)
            let renamed = try await world.keep(Self.toKorea.replacing("\"name\":\"", with: "\"name\":\"新"), by: seller)
            for body in [
                Self.application(again), Self.application(again).replacing("INV-1", with: "inv- 1"),
                Self.application(again).replacing("\"100\"", with: "\"101\""), Self.application(renamed),
            ] {
                let twice = try await seller.post("/api/v1/origin/proofs", json: body)
                #expect(twice.status == 409 && twice.text.contains(number), "\(body) \(twice.text)")
                #expect(try JSON(twice.body)["code"]?.string == "origin.applied-twice")
                #expect(try JSON(twice.body)["faults"]?.elements.first?["path"]?.string == "/invoice")
            }
            // Goods of another invoice are others.
            let other = try await seller.post("/api/v1/origin/proofs", json: Self.application(again).replacing("INV-1", with: "INV-2"))
            #expect(other.status == 201, "\(other.text)")
        }
    }

    @Test("TR-04 without a worksheet that passed, for another country, or too late, no certificate is applied for", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, other) = (world.program(of: world.cast.seller), world.program(of: world.cast.platform))
            let failed = try await world.keep(Self.toKorea.replacing("\"40.00\"", with: "\"45.01\""), by: seller)
            let good = try await world.keep(Self.toKorea, by: seller)
            for (body, path) in [
                (Self.application(failed), "/lines/0/worksheet"), (Self.application("none"), "/lines/0/worksheet"),
                (Self.application(good, #","shippedOn":"2025-11-19""#), "/shippedOn"),
                (Self.application(good, #","shippedOn":"2099-01-01""#), "/shippedOn"),
                (Self.application(good, #","invoiceDay":"2026-11-21""#), "/invoiceDay"),
                (Self.application(good, to: "JPN"), "/importer"),
                (Self.application(good, kind: "declaration"), "/kind"),
            ] {
                let answer = try await seller.post("/api/v1/origin/proofs", json: body)
                #expect(answer.status == 422, "\(body)")
                #expect(try JSON(answer.body)["faults"]?.elements.first?["path"]?.string == path, "\(answer.text)")
            }
            let old = try await seller.post("/api/v1/origin/proofs", json: Self.application(good, #","shippedOn":"2025-11-19""#))
            #expect(try JSON(old.body)["faults"]?.elements.first?["code"]?.string == "origin.shipped-too-long-ago")
            // Another enterprise's worksheet is as if it were not there.
            #expect(try await other.post("/api/v1/origin/proofs", json: Self.application(good)).status == 422)
            let unit = Self.application(good).replacing("\"011\"", with: "\"999\"")
            #expect(try await seller.post("/api/v1/origin/proofs", json: unit).text.contains("origin.no-such-unit"))
            let absurd = try await seller.post(
                "/api/v1/origin/proofs", json: Self.application(good).replacing("\"011\"", with: "\"XYZ\"").replacing("\"100\"", with: "\"99999999999\""))
            #expect(absurd.text.contains("origin.no-such-unit") && absurd.text.contains("origin.quantity-too-large"), "\(absurd.text)")
            // Shipped a month ago: issued retrospectively, and it says so.
            let late = try await seller.post("/api/v1/origin/proofs", json: Self.application(good, #","shippedOn":"2026-10-20""#))
            #expect(try JSON(late.body)["retrospective"]?.boolean == true)
            let officer = try await world.officer()
            let waiting = try JSON(try await officer.get("/api/v1/origin/applications").body)["applications"]?.elements.first
            let (tenant, id) = (waiting?["tenant"]?.string ?? "", waiting?["id"]?.string ?? "")
            #expect(try await officer.order("/api/v1/origin/applications/\(tenant)/\(id)/refuse", #"{"reason":"发票不符"}"#).status == 200)
            #expect(try await officer.order("/api/v1/origin/applications/\(tenant)/\(id)/issue", "{}").status == 409)
        }
    }

    @Test("TR-04 a certificate is replaced, and one on a foreign original never exceeds its quantity or days", arguments: TestStore.engines)
    func replaced(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, officer) = (world.program(of: world.cast.seller), try await world.officer())
            let sheet = try await world.keep(Self.toKorea, by: seller)
            _ = try await seller.post("/api/v1/origin/proofs", json: Self.application(sheet))
            let first = try await world.issue(officer)
            let id = try #require(first["id"]?.string)
            world.time.advance(days: 10)
            let waiting = try JSON(try await seller.post("/api/v1/origin/proofs", json: Self.application(sheet, #","replaces":"\#(id)""#)).body)
            let again = try await seller.post(
                "/api/v1/origin/proofs", json: Self.application(sheet, #","replaces":"\#(id)""#).replacing("INV-1", with: "INV-9"))
            #expect(again.status == 409 && again.text.contains(waiting["id"]?.string ?? "?"), "\(again.text)")
            #expect(try JSON(again.body)["code"]?.string == "origin.replacement-waits")
            let later = try await world.officer()
            let second = try await world.issue(later)
            #expect(second["validTo"] == first["validTo"], "good no longer than the one it stands in for")
            let old = try JSON(try await seller.get("/api/v1/origin/proofs/\(id)").body)
            #expect(old["state"]?.string == "replaced")
            #expect(old["replacedBy"] == second["number"])
            // Taken back while its replacement waits: the officer's attempt closes what can never be issued.
            let newest = try #require(second["id"]?.string)
            let late = try JSON(try await seller.post("/api/v1/origin/proofs", json: Self.application(sheet, #","replaces":"\#(newest)""#)).body)
            _ = try await seller.post("/api/v1/origin/proofs/\(newest)/withdraw", json: #"{"reason":"合同取消"}"#)
            let held = try JSON(try await later.get("/api/v1/origin/applications").body)["applications"]?.elements.first
            let place = "/api/v1/origin/applications/\(held?["tenant"]?.string ?? "")/\(late["id"]?.string ?? "")/issue"
            #expect(try await later.order(place, "{}").status == 409)
            let closed = try JSON(try await seller.get("/api/v1/origin/proofs/\(late["id"]?.string ?? "")").body)
            #expect(closed["state"]?.string == "refused" && closed["reason"]?.string?.contains("withdrawn") == true, "\(closed.encoded)")

            func backToBack(_ quantity: String, until last: String = "2027-01-31") -> String {
                #"""
                {"kind":"back-to-back","agreement":"RCEP","importer":"JPN","consignee":"TEST BUYER","invoice":"INV-2",
                "original":{"number":"VN-1","country":"VNM","issuedOn":"2026-02-01","validTo":"\#(last)","quantity":"100","underControl":true},
                "lines":[{"name":"咖啡","code":"090111","criterion":"WO","country":"VNM","quantity":"\#(quantity)","unit":"千克"}]}
                """#
            }
            #expect(try await seller.post("/api/v1/origin/proofs", json: backToBack("60")).status == 201)
            let passed = try await world.issue(later)
            #expect(passed["validTo"]?.string == "2027-01-31", "for the rest of the original's term")
            let over = try await seller.post("/api/v1/origin/proofs", json: backToBack("41"))
            #expect(over.status == 422)
            #expect(try JSON(over.body)["faults"]?.elements.first?["path"]?.string == "/lines")
            // The quantity counts as it was first presented, whatever a later request says.
            let inflated = try await seller.post(
                "/api/v1/origin/proofs",
                json: backToBack("41").replacing(#""quantity":"100""#, with: #""quantity":"1000""#))
            #expect(inflated.status == 422)
            #expect(try JSON(inflated.body)["faults"]?.elements.first?["path"]?.string == "/original/quantity")
            // Another enterprise with the same paper draws on the same quantity, and is told no figure of the first.
            let other = world.program(of: world.cast.platform)
            let elsewhere = try await other.post("/api/v1/origin/proofs", json: backToBack("41"))
            #expect(elsewhere.status == 422)
            #expect(try JSON(elsewhere.body)["faults"]?.elements.first?["path"]?.string == "/lines")
            #expect(try await seller.post("/api/v1/origin/proofs", json: backToBack("40")).status == 201)
            let expired = try await seller.post("/api/v1/origin/proofs", json: backToBack("1", until: "2026-11-29"))
            #expect(try JSON(expired.body)["faults"]?.elements.first?["path"]?.string == "/original/validTo")
        }
    }

    @Test("TR-05 only an approved exporter declares origin itself, for the goods and days of the approval", arguments: TestStore.engines)
    func declaration(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (seller, officer) = (world.program(of: world.cast.seller), try await world.officer())
            let sheet = try await world.keep(Self.toJapan, by: seller)
            let body = Self.application(sheet, kind: "declaration", agreement: "RCEP", to: "JPN")
            let refused = try await seller.post("/api/v1/origin/proofs", json: body)
            #expect(refused.status == 403)
            #expect(try JSON(refused.body)["code"]?.string == "origin.not-approved-exporter")

            func approval(_ level: String, codes: String = "95") -> String {
                #"""
                {"enterprise":"\#(world.cast.seller.creditCode)","number":"TEST-AE-1","agreements":["RCEP"],"codes":["\#(codes)"],"creditLevel":"\#(level)"}
                """#
            }
            let regular = try await officer.order("/api/v1/origin/exporters", approval("registered"))
            #expect(try JSON(regular.body)["code"]?.string == "origin.not-advanced-certified")
            let approved = try await officer.order("/api/v1/origin/exporters", approval("advanced-certified"))
            #expect(approved.status == 201, "\(approved.text)")
            #expect(try JSON(approved.body)["validTo"]?.string == "2029-11-19")
            let declared = try await seller.post("/api/v1/origin/proofs", json: body)
            #expect(declared.status == 201, "\(declared.text)")
            let proof = try JSON(declared.body)
            #expect(proof["state"]?.string == "issued")
            #expect(proof["data"]?["approval"]?.string == "TEST-AE-1")
            #expect(proof["data"]?["lines"]?.elements.first?["worksheet"]?.string == sheet)

            let withdrawn = try await officer.order(
                "/api/v1/origin/exporters/TEST-AE-1/withdraw",
                #"{"enterprise":"\#(world.cast.seller.creditCode)","reason":"不再符合条件"}"#)
            #expect(withdrawn.status == 200, "\(withdrawn.text)")
            #expect(try await seller.post("/api/v1/origin/proofs", json: body).status == 403)
        }
    }
}

extension World {
    /// Keeps a worksheet; gives its id.
    func keep(_ sheet: String, by visitor: Visitor) async throws -> String {
        let kept = try await visitor.post("/api/v1/origin/worksheets", json: sheet)
        #expect(kept.status == 201, "\(kept.text)")
        return try JSON(kept.body)["id"]?.string ?? ""
    }

    /// The officer issues the application that waits longest.
    func issue(_ officer: Visitor) async throws -> JSON {
        let waiting = try JSON(try await officer.get("/api/v1/origin/applications").body)["applications"]?.elements.first
        let (tenant, id) = (waiting?["tenant"]?.string ?? "", waiting?["id"]?.string ?? "")
        let issued = try await officer.order("/api/v1/origin/applications/\(tenant)/\(id)/issue", "{}")
        #expect(issued.status == 200, "\(issued.text)")
        return try JSON(issued.body)
    }
}

extension Visitor {
    /// Sends JSON from a session, with the token of a page.
    func order(_ target: String, _ json: String) async throws -> Answer {
        let token = try await get("/zh/account").formToken ?? ""
        return try await post(target, json: json, headers: ["x-csrf-token": token])
    }
}

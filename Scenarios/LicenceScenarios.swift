import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Licences for export and import: asked for, waited for, decided, drawn on.
@Suite("Licences") struct LicenceScenarios {
    static let dualUse = [
        "item-code": "1C350", "item-name": "测试化学品", "quantity": "120.5", "unit": "035",
        "country": "502", "end-user": "Test End User Ltd", "end-use": "测试用途",
        "shipment": "2026-12-20", "promise": "1",
    ]
    static let dualUsePapers = ["contract", "end-user-certificate"]

    @Test("SW-17 a dual-use application is forwarded within one working day, and the clock stands still while it is completed", arguments: TestStore.engines)
    func clock(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit(
                "dual-use-licence", Self.dualUse, documents: Self.dualUsePapers)
            #expect(number == "SW17-2026-0000001")
            let submitted = try await world.found(number)
            #expect(submitted["clock"]?["due"]?.string == "2026-11-23")
            // The enterprise's name and code came from the register.
            #expect(submitted["answers"]?["enterprise"]?.string == world.cast.seller.name)
            let commerce = try await world.visitor("commerce-1")
            #expect(try await commerce.get("/zh/desk").text.contains(number))
            try await world.decide(commerce, "return", number, reason: "请补充最终用户地址")
            let returned = try await world.found(number)
            #expect(returned.state == "returned")
            #expect(returned["clock"]?["standsStill"]?.boolean == true)
            #expect(returned["reason"]?.string == "请补充最终用户地址")
            world.time.advance(days: 4)
            #expect(try await world.found(number)["clock"]?["overdue"]?.boolean == false)
            _ = try await world.program.post(
                try await world.answers(number), json: #"{"end-user":"Test End User Ltd, Test Street 1"}"#)
            #expect(try await world.act("complete", number).status == 200)
            // Monday and Tuesday were not the commission's: due moves from the 23rd to the 25th.
            #expect(try await world.found(number)["clock"]?["due"]?.string == "2026-11-25")
            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            let forwarded = try await world.found(number)
            #expect(forwarded["step"]?.string == "decision")
            #expect(forwarded["steps"]?.elements.first?["clock"]?["overdue"]?.boolean == false)
            try await Self.grantByTwo(world, number)
        }
    }

    /// One officer of the ministry proposes, another agrees; the letter can be verified by anybody.
    static func grantByTwo(_ world: ServiceWorld, _ number: String) async throws {
        let first = try await world.visitor("mofcom-1")
        let second = try await world.visitor("mofcom-2")
        try await world.decide(first, "grant", number)
        #expect(try await world.found(number).state == "open")
        #expect(try await world.decide(first, "agree", number).status == 403)
        #expect(try await world.decide(second, "agree", number).status == 303)
        let granted = try await world.found(number)
        #expect(granted.state == "granted")
        let code = try #require(granted["letters"]?.elements.first?["code"]?.string)
        let stranger = Visitor(world.window.door)
        for language in ["zh", "en"] {
            let page = try await stranger.get("/\(language)/verify?code=\(code.lowercased())")
            #expect(page.text.contains(number) && page.text.contains("SHA-256"))
            #expect(!page.text.contains(world.cast.seller.creditCode), "parties are masked")
        }
        #expect(try await stranger.get("/api/v1/verify/\(code)").status == 200)
        let span = try #require(granted["letters"]?.elements.first?["span"]?.integer)
        let letter = "/api/v1/applications/\(number)/letters/\(span)"
        let pdf = try await world.program.get(letter + "/pdf")
        #expect(pdf.status == 200 && pdf.body.starts(with: Array("%PDF-".utf8)), "\(pdf.text)")
        #expect(pdf.header("x-verification-code") == code)
        #expect(try await stranger.get(letter + "/pdf").status == 401)
        #expect(try await world.other.get(letter + "/pdf").status == 404)
        let paper = try JSON(try await world.program.get(letter + "/paper").body)
        #expect(paper["data"]?["creditCode"]?.string == world.cast.seller.creditCode)
        #expect(try await stranger.get("/api/v1/verify/0000000000000000").status == 404)
        #expect(try await !stranger.get("/zh/verify?code=0000000000000000").text.contains(number))
    }

    @Test("SW-17 everything that is wrong is said at once, and a document must be what it says it is", arguments: TestStore.engines)
    func faults(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.begin(
                "dual-use-licence",
                ["quantity": "many", "shipment": "2026-11-19", "unit": "xx", "item-name": "测试"])
            let refused = try await world.act("submit", number)
            #expect(refused.status == 422)
            let paths = try JSON(refused.body).faultPaths
            #expect(Set(paths) == ["/item-code", "/quantity", "/unit", "/country", "/end-user", "/end-use", "/shipment", "/promise", "/contract", "/end-user-certificate"])
            #expect(paths.count == Set(paths).count)
            let path = "/api/v1/applications/\(number)/documents?field=contract&name=a.pdf"
            let wrong = try await world.program.send("POST", path, body: Array("<html>".utf8), headers: ["content-type": "application/pdf"])
            #expect(try JSON(wrong.body)["code"]?.string == "procedures.document-type")
            let large = [UInt8]("%PDF-".utf8) + [UInt8](repeating: 0x20, count: 10 * 1_048_576)
            let tooLarge = try await world.program.send("POST", path, body: large, headers: ["content-type": "application/pdf"])
            #expect(tooLarge.status == 413)
            #expect(try JSON(tooLarge.body)["code"]?.string == "procedures.document-size")
            #expect(try await world.found(number)["documents"]?.elements.isEmpty == true)
            // The same bytes twice are one document.
            try await world.attach(["contract", "contract"], to: number)
            #expect(try await world.found(number)["documents"]?.elements.count == 1)
            #expect(try await world.found(number).state == "draft")
        }
    }

    @Test("SW-17 nobody decides an own application, decides twice or after a withdrawal; what is sent twice is taken once", arguments: TestStore.engines)
    func refusals(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("dual-use-licence", Self.dualUse, documents: Self.dualUsePapers)
            #expect(try await world.act("submit", number).status == 200)
            let twice = try await world.found(number)
            #expect(twice["steps"]?.elements.count == 1)
            let own = try await world.act("forward", number)
            #expect(own.status == 403)
            #expect(try JSON(own.body)["code"]?.string == "procedures.own-application")
            #expect(try await world.other.get("/api/v1/applications/\(number)").status == 404)
            let mofcom = try await world.visitor("mofcom-1")
            #expect(try await world.decide(mofcom, "forward", number).status == 403)
            let commerce = try await world.visitor("commerce-1")
            #expect(try await world.decide(commerce, "return", number).status == 422)
            #expect(try await world.decide(commerce, "take", number).status == 303)
            let colleague = try await world.visitor("commerce-2")
            #expect(try await world.decide(colleague, "forward", number).status == 409)
            #expect(try await world.decide(colleague, "take", number).status == 409)
            #expect(try await world.decide(colleague, "take", number, reason: "同事休假").status == 303)
            #expect(try await world.decide(commerce, "forward", number).status == 409)
            #expect(try await world.act("withdraw", number, reason: "合同取消").status == 200)
            #expect(try await world.decide(commerce, "forward", number).status == 409)
            #expect(try await world.act("withdraw", number).status == 409)
            #expect(try await world.act("submit", number).status == 409, "what was taken back is not submitted again")
            #expect(try await world.found(number).state == "withdrawn")
            #expect(try await !commerce.get("/zh/desk").text.contains(number))
            // A key begins one application: said again it is that one, said otherwise nothing is changed.
            func begin(_ more: String) async throws -> Answer {
                try await world.program.post("/api/v1/applications", json: #"{"service":"dual-use-licence","key":"K-1",\#(more)}"#)
            }
            let begun = try await begin(#""answers":{"quantity":"5","unit":"035"}"#)
            let repeated = try await begin(#""answers":{"unit":"035"}"#)
            #expect(begun.status == 201 && repeated.status == 200 && begun.body == repeated.body)
            let other = try await begin(#""answers":{"quantity":"6","unit":"035"}"#)
            #expect(other.status == 409 && other.text.contains("procedures.key-answers-differ"))
            #expect(try JSON(other.body).faultPaths == ["/quantity"] && other.text.contains("“5”"))
            let unread = try await begin(#""answer":{"quantity":"6"}"#)
            #expect(try JSON(unread.body).faultPaths == ["/answer"])
            // Answers are saved as of what was read: what a colleague wrote meanwhile stays.
            let draft = try #require(try JSON(begun.body)["number"]?.string)
            let path = "/api/v1/applications/\(draft)/answers"
            #expect(try JSON(try await world.program.post(path, json: #"{"quantity":"7"}"#).body)["code"]?.string == "procedures.version-missing")
            #expect(try await world.program.post(path + "?version=1", json: #"{"quantity":"7"}"#).status == 200)
            let stale = try await world.program.post(path + "?version=1", json: #"{"quantity":"8"}"#)
            #expect(try JSON(stale.body)["code"]?.string == "procedures.moved-on")
            #expect(try await world.found(draft)["answers"]?["quantity"]?.string == "7")
        }
    }

    @Test("SW-17 what comes after the cut-off hour counts for the next working day, and what is late goes to the supervising desk", arguments: TestStore.engines)
    func late(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, start: "20261120173000") { world in
            let number = try await world.submit("dual-use-licence", Self.dualUse, documents: Self.dualUsePapers)
            #expect(try await world.found(number)["clock"]?["due"]?.string == "2026-11-24")
            let calendar = try await world.program.get("/api/v1/due-days.ics").text
            #expect(calendar.contains("DTSTART;VALUE=DATE:20261124\r\n") && calendar.contains(number))
            world.time.advance(days: 4)
            let lead = try await world.visitor("lead-1")
            #expect(try await !lead.get("/zh/desk").text.contains(number))
            #expect(try await world.decide(lead, "forward", number).status == 403)
            world.time.advance(days: 1)
            #expect(try await world.found(number)["clock"]?["overdue"]?.boolean == true)
            let later = try await world.visitor("lead-1")
            #expect(try await later.get("/zh/desk").text.contains(number))
            #expect(try await world.decide(later, "forward", number).status == 303)
            let times = try JSON(try await world.program.get("/api/v1/service-times").body)
            let step = times["steps"]?.elements.first
            #expect(step?["count"]?.integer == 1 && step?["kept"]?.integer == 0)
            #expect(step?["median"]?.integer == 2)
        }
    }

    @Test("SW-17 an officer who is away hands the desk over for a time, and gets it back", arguments: TestStore.engines)
    func deputy(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("dual-use-licence", Self.dualUse, documents: Self.dualUsePapers)
            let other = try await world.visitor("review-1")
            #expect(try await world.decide(other, "forward", number).status == 404)
            let commerce = try await world.visitor("commerce-1")
            _ = try await commerce.get("/zh/desk")
            let endless = try await commerce.post("/zh/desk", form: ["body": "commerce", "login": "review-1", "from": "", "to": ""])
            #expect(endless.status == 422)
            let foreign = try await commerce.post("/zh/desk", form: ["body": "mofcom", "login": "review-1", "from": "", "to": "2026-11-25"])
            #expect(foreign.status == 422)
            let elsewhere = try await commerce.post("/zh/desk", form: ["body": "commerce", "login": "customs-1", "from": "", "to": "2026-11-25"])
            #expect(elsewhere.status == 422, "an officer of another authority")
            let given = try await commerce.post("/zh/desk", form: ["body": "commerce", "login": "review-1", "from": "", "to": "2026-11-25"])
            #expect(given.status == 303)
            #expect(try await other.get("/zh/desk").text.contains(number))
            // Who sits there for a time hands it over for no longer, and nobody takes a colleague's seat away.
            for (who, login, from, to, word) in [
                (other, "commerce-2", "", "2026-12-31", "只到 2026-11-25"),
                (commerce, "commerce-2", "2026-01-01", "2026-11-25", "已有这个单位的席位"),
                (commerce, "review-2", "2026-11-19", "2026-11-25", "不能从过去开始"),
            ] {
                let answer = try await who.post("/zh/desk", form: ["body": "commerce", "login": login, "from": from, "to": to])
                #expect(answer.status == 422 && answer.text.contains(word), "\(answer.text)")
            }
            let own = try JSON(try await world.visitor("admin").get("/api/v1/seats").body)["seats"]?.elements
                .filter { $0["body"]?.string == "commerce" && $0["insteadOf"]?.string?.isEmpty != false && $0["to"]?.string != nil } ?? []
            #expect(own.isEmpty, "\(own)")
            world.time.advance(days: 6)
            let later = try await world.visitor("review-1")
            #expect(try await !later.get("/zh/desk").text.contains(number))
        }
    }
}

/// Licences that are drawn on in batches.
@Suite("Licences in batches") struct DrawDownScenarios {
    static let general = [
        "compliance-officer": "测试合规员", "compliance-system": "1", "no-penalty": "1",
        "item-code": "1C350", "item-name": "测试化学品", "quantity": "100", "unit": "035",
        "countries": "美国",
    ]

    @Test("SW-18 one application carries many batches within a year and is never overdrawn", arguments: TestStore.engines)
    func batches(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("general-licence", Self.general, documents: ["compliance-manual"])
            #expect(try await world.draw("1", "early", number).status == 409)
            let again = try await world.begin("general-licence", Self.general)
            try await world.attach(["compliance-manual"], to: again)
            #expect(try await world.act("submit", again).status == 422)
            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            try await LicenceScenarios.grantByTwo(world, number)
            #expect(try await world.found(number)["validTo"]?.string == "2027-11-20")
            #expect(try await world.draw("60", "b1", number).status == 201)
            #expect(try await world.draw("30.5", "b2", number).status == 201)
            #expect(try await world.draw("30.5", "b2", number).status == 200)
            #expect(try await world.draw("31", "b2", number).status == 409)
            let over = try await world.draw("9.6", "b3", number)
            #expect(try JSON(over.body)["code"]?.string == "balances.insufficient")
            for wrong in ["0", "-5", "x", "1e3"] {
                #expect(try await world.draw(wrong, "w\(wrong)", number).status == 422)
            }
            #expect(try await world.found(number)["balance"]?.string == "9.5")
            #expect(try await world.other.post("/api/v1/applications/\(number)/batches", json: #"{"key":"b4","quantity":"1"}"#).status == 404)
            let clerk = try await world.clerk()
            #expect(try await clerk.get("/en/applications/\(number)").text.contains("9.5"))
        }
    }

    @Test("SW-18 a batch on the anniversary is the last, one after it is refused", arguments: TestStore.engines)
    func anniversary(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("general-licence", Self.general, documents: ["compliance-manual"])
            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            try await LicenceScenarios.grantByTwo(world, number)
            world.time.advance(days: 365)
            #expect(try await world.draw("1", "last", number).status == 201)
            let clerk = try await world.clerk()
            let form = "action=\"/en/applications/\(number)/batches\""
            #expect(try await clerk.get("/en/applications/\(number)").text.contains(form))
            world.time.advance(days: 1)
            // Nobody is offered to draw what has ended.
            let page = try await world.visitor("clerk").get("/en/applications/\(number)")
            #expect(page.status == 200 && !page.text.contains(form))
            let program = try await world.freshProgram()
            let late = try await program.post("/api/v1/applications/\(number)/batches", json: #"{"key":"late","quantity":"1"}"#)
            #expect(late.status == 409)
            #expect(try JSON(late.body)["code"]?.string == "procedures.licence-ended")
            // What was drawn in time may still be asked about with its key.
            let repeated = try await program.post("/api/v1/applications/\(number)/batches", json: #"{"key":"last","quantity":"1","reference":"R-last"}"#)
            #expect(repeated.status == 200, "\(repeated.text)")
            #expect(try JSON(try await program.get("/api/v1/applications/\(number)").body)["balance"]?.string == "99")
        }
    }

    @Test("SW-18 batches that are drawn at the same time never take more than there is", arguments: TestStore.engines)
    func rush(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("general-licence", Self.general, documents: ["compliance-manual"])
            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            try await LicenceScenarios.grantByTwo(world, number)
            let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                for batch in 0..<20 {
                    group.addTask { try await world.draw("9", "rush-\(batch)", number).status }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(taken.count { $0 == 201 } == 11)
            #expect(try await world.found(number)["balance"]?.string == "1")
        }
    }
}

extension ServiceWorld {
    func draw(_ quantity: String, _ key: String, _ number: String) async throws -> Answer {
        try await program.post(
            "/api/v1/applications/\(number)/batches",
            json: JSON.object([
                .init("key", .text(key)), .init("quantity", .text(quantity)),
                .init("reference", .text("R-\(key)")),
            ]).encoded)
    }

    /// A program of the seller with a key made now.
    func freshProgram() async throws -> Visitor {
        let key = try await window.parties.createKey(
            enterprise: cast.seller.creditCode, label: "later", scopes: ["procedures.apply"],
            days: 30, by: "scenario")
        return Visitor(window.door).as(key: key)
    }
}

import Declarations
import House
import Kernel
import Procedures
import Store
import TestKit
import Testing
import Web
import Wire

/// What is wrong with an order is said of its field, and how it can be mended by whoever reads it.
@Suite("Orders to services that cannot be read") struct OrderRefusalScenarios {
    @Test("SW-18 an order without a key, with a quantity that is none or with anything but a text names the field, and nothing moves", arguments: TestStore.engines)
    func orders(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("general-licence", DrawDownScenarios.general, documents: ["compliance-manual"])
            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            try await LicenceScenarios.grantByTwo(world, number)
            let before = try await world.found(number).encoded
            let path = "/api/v1/applications/\(number)"
            for (order, field, word) in [
                (#"{"key":"","quantity":"1"}"#, "/key", "of 1 to 80 bytes"),
                (#"{"quantity":"1"}"#, "/key", "of 1 to 80 bytes"),
                (#"{"key":7,"quantity":"1"}"#, "/key", "of 1 to 80 bytes"),
                (#"{"key":"a","quantity":"1","reference":5}"#, "/reference", "must be a text"),
            ] {
                let answer = try await world.program.post(path + "/batches", json: order)
                let fault = try JSON(answer.body)["faults"]?.elements.first
                #expect(answer.status == 422 && fault?["path"]?.string == field, "\(answer.text)")
                #expect(fault?["message"]?["en"]?.string?.contains(word) == true, "\(answer.text)")
            }
            for said in ["true", "[]", "{}", "\"\"", "0", "-1", "\"-1\"", "0.000001", "1e5", "\"1e5\"", "\"1,000\"", "\"１\""] {
                let answer = try await world.program.post(path + "/batches", json: "{\"key\":\"q\",\"quantity\":\(said)}")
                let json = try JSON(answer.body)
                #expect(answer.status == 422 && json["code"]?.string == "procedures.quantity", "\(said) \(answer.text)")
                #expect(json["field"]?.string == "quantity", "\(answer.text)")
                #expect(json["fix"]?["zh"]?.string?.contains("不用科学计数法") == true, "\(answer.text)")
            }
            for (order, field) in [
                (#"{"action":"withdraw","reason":5}"#, "/reason"), (#"{"action":true}"#, "/action"),
                (#"{"action":"withdraw","version":"3"}"#, "/version"),
                (#"{"action":"withdraw","values":{"granted":[1]}}"#, "/granted"),
            ] {
                let answer = try await world.program.post(path + "/actions", json: order)
                let fault = try JSON(answer.body)["faults"]?.elements.first
                #expect(answer.status == 422 && fault?["path"]?.string == field, "\(answer.text)")
            }
            #expect(try await world.found(number).encoded == before)
        }
    }

    @Test("SW-18 a number says what is wrong with it: decimals, an exponent, a sign, no number at all", arguments: [TestStore.Engine.sqlite])
    func numbers(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            for (service, field, said, word) in [
                ("general-licence", "quantity", "0.000001", "5 decimals at most"),
                ("general-licence", "quantity", "1e5", "without exponent"),
                ("general-licence", "quantity", "-1", "below zero"),
                ("general-licence", "quantity", "many", "A number is needed"),
                ("vehicle-temporary-export", "quantity", "1.5", "A whole number is needed"),
                ("vehicle-temporary-export", "quantity", "1e2", "without exponent"),
                ("vehicle-temporary-export", "quantity", "-1", "below zero"),
            ] {
                let number = try await world.begin(service, [field: said])
                let refused = try await world.act("submit", number)
                let fault = try JSON(refused.body)["faults"]?.elements.first { $0["path"]?.string == "/" + field }
                #expect(fault?["code"]?.string == "procedures.answer-number", "\(said) \(refused.text)")
                #expect(fault?["message"]?["en"]?.string?.contains(word) == true, "\(said) \(refused.text)")
            }
        }
    }

    @Test("SW-17 whoever proposes a decision again is told that a second officer must agree, and the second one what is wanted of him", arguments: TestStore.engines)
    func twice(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("dual-use-licence", LicenceScenarios.dualUse, documents: LicenceScenarios.dualUsePapers)
            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            let (one, two) = (try await world.visitor("mofcom-1"), try await world.visitor("mofcom-2"))
            #expect(try await world.decide(one, "grant", number).status == 303)
            let proposed = try await world.found(number).encoded
            for (officer, word) in [(one, "须由另一名人员复核后才生效"), (two, "现在要做的是复核")] {
                let answer = try await officer.act("/api/v1/applications/\(number)/actions", #"{"action":"grant"}"#)
                let json = try JSON(answer.body)
                #expect(answer.status == 409 && json["code"]?.string == "procedures.proposed-already", "\(answer.text)")
                #expect(json["message"]?["zh"]?.string?.contains(word) == true, "\(answer.text)")
                #expect(json["citation"]?["article"]?.string == "双人复核", "\(answer.text)")
                let page = try await world.decide(officer, "grant", number)
                #expect(page.status == 409 && page.text.contains(word), "\(page.text)")
            }
            #expect(try await world.found(number).encoded == proposed)
            #expect(try await world.decide(two, "agree", number).status == 303)
            #expect(try await world.found(number).state == "granted")
        }
    }

    @Test("SW-17 the same file under two names is kept once, and each attachment has its name", arguments: TestStore.engines)
    func names(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.begin("dual-use-licence", LicenceScenarios.dualUse)
            let bytes = Array("%PDF-1.4 test\nstartxref\n0\n%%EOF".utf8)
            func attach(_ name: String) async throws -> JSON {
                let answer = try await world.program.send(
                    "POST", "/api/v1/applications/\(number)/documents?field=contract&name=\(name)", body: bytes, headers: [:])
                #expect(answer.status == 201, "\(answer.text)")
                return try JSON(answer.body)
            }
            func names() async throws -> [String] {
                try await world.found(number)["documents"]?.elements.compactMap { $0["name"]?.string }.sorted() ?? []
            }
            let first = try await attach("contract.pdf")
            let second = try await attach("annex.pdf")
            #expect(try await attach("contract.pdf")["id"] == first["id"])
            #expect(first["id"] != second["id"] && first["sha256"] == second["sha256"])
            #expect(try await names() == ["annex.pdf", "contract.pdf"])
            let held = try await world.window.store.read { session in
                try session.first("select count(*) from procedures_files")?.integer(0)
            }
            #expect(held == 1)
            // One is taken away: the other keeps its bytes.
            let path = "/api/v1/applications/\(number)/documents/"
            let id = try #require(first["id"]?.string)
            #expect(try await world.program.send("DELETE", path + id, body: [], headers: [:]).status == 200)
            #expect(try await names() == ["annex.pdf"])
            let kept = try await world.program.get(path + (second["id"]?.string ?? ""))
            #expect(kept.status == 200 && kept.body == bytes)
            _ = try await attach("third.pdf")
            #expect(try await names() == ["annex.pdf", "third.pdf"])
        }
    }

    @Test("SW-17 a document that is given up says why: too many pixels, or parts nested in each other", arguments: [TestStore.Engine.sqlite])
    func documents(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.begin("dual-use-licence", LicenceScenarios.dualUse)
            let (head, tail) = ("%PDF-1.4\n1 0 obj\n<<>>\n", "\nstartxref\n9\n%%EOF\n")
            for (body, code, word) in [
                ("<< /Width 65535 /Height 65535 >>\nstream\n \nendstream", "document-pixels", "百万像素"),
                (String(repeating: "/Filter%", count: 20_000), "document-tangled", "层层嵌套"),
                ("<< /Filter [/Fl /Fl /Fl] >>\nstream\n \nendstream", "document-bomb", "反复压缩"),
            ] {
                let answer = try await world.program.send(
                    "POST", "/api/v1/applications/\(number)/documents?field=contract&name=a.pdf",
                    body: Array((head + body + tail).utf8), headers: [:])
                let json = try JSON(answer.body)
                #expect(answer.status == 422 && json["code"]?.string == "procedures." + code, "\(answer.text)")
                #expect(json["message"]?["zh"]?.string?.contains(word) == true, "\(answer.text)")
            }
            #expect(try await world.found(number)["documents"]?.elements.isEmpty == true)
        }
    }
}

import House
import Kernel
import Procedures
import TestKit
import Testing
import Web
import Wire

/// Answers that cannot be, in every form there is; and starts in which several things are wrong.
@Suite("Limits of forms") struct FormLimitScenarios {
    /// A form as a program reads it, filled with what is no fault of form.
    struct Form {
        struct Field {
            let id: String
            let type: String
        }
        let service: String
        var fields: [Field] = []
        var answers: [String: String] = [:]

        init(_ json: JSON) {
            service = json["service"]?.string ?? ""
            for field in json["fields"]?.elements ?? [] {
                let (id, type) = (field["id"]?.string ?? "", field["type"]?.string ?? "")
                switch type {
                case "integer", "decimal": answers[id] = "1"
                case "day": answers[id] = "2026-11-20"
                case "choice": answers[id] = field["choices"]?.elements.first?["id"]?.string
                default: break
                }
                // What is asked only then is asked.
                if let when = field["when"]?["field"]?.string, let is1 = field["when"]?["is"]?.elements.first?.string, answers[when] != nil || is1 == "1" {
                    answers[when] = is1
                }
                fields.append(Field(id: id, type: type))
            }
            fields = fields.filter { field in
                let asked = json["fields"]?.elements.first { $0["id"]?.string == field.id }?["when"]
                guard let when = asked?["field"]?.string else { return true }
                return asked?["is"]?.elements.contains { $0.string == answers[when] } ?? false
            }
        }

        func ids(_ types: String...) -> [String] { fields.filter { types.contains($0.type) }.map(\.id) }
    }

    /// Forms of all services that the program may begin.
    private func forms(_ world: ServiceWorld) async throws -> [(form: Form, number: String)] {
        let all = try JSON(try await world.program.get("/api/v1/services").body)["services"]?.elements ?? []
        var found: [(form: Form, number: String)] = []
        for service in all.compactMap({ $0["service"]?.string }) {
            let form = Form(try JSON(try await world.program.get("/api/v1/services/\(service)").body))
            let begun = try await world.program.post("/api/v1/applications", json: #"{"service":"\#(service)"}"#)
            guard begun.status == 201, let number = try JSON(begun.body)["number"]?.string else {
                #expect(begun.status == 403, "\(service) \(begun.text)")
                continue
            }
            found.append((form, number))
        }
        return found
    }

    /// Saves answers over what is there and submits; gives the faults.
    private func tried(_ answers: [String: String], _ number: String, _ version: inout Int, _ world: ServiceWorld) async throws -> [JSON] {
        let saved = try await world.program.post("/api/v1/applications/\(number)/answers?version=\(version)", json: answers.json)
        try #require(saved.status == 200, "\(saved.text)")
        version += 1
        let answer = try await world.act("submit", number)
        #expect(answer.status == 422, "\(number) \(answers) \(answer.text)")
        return try JSON(answer.body)["faults"]?.elements ?? []
    }

    private func told(_ field: String, in faults: [JSON]) -> Bool {
        faults.contains { fault in
            fault["path"]?.string == "/" + field && fault["message"]?["zh"]?.string?.isEmpty == false
                && fault["message"]?["en"]?.string?.isEmpty == false && fault["fix"]?["zh"]?.string?.isEmpty == false
                && fault["fix"]?["en"]?.string?.isEmpty == false
        }
    }

    @Test("SW-22 no form takes a number or a day that cannot be, and each is told at its field in both languages", arguments: TestStore.engines)
    func nonsense(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let forms = try await forms(world)
            #expect(forms.count > 40)
            for (form, number) in forms {
                var version = 1
                let numbers = form.ids("integer", "decimal")
                for wrong in ["-1", "1,5", "１２", "1e3", "NaN"] where !numbers.isEmpty {
                    let faults = try await tried(form.answers.merging(numbers.map { ($0, wrong) }) { $1 }, number, &version, world)
                    for field in numbers { #expect(told(field, in: faults), "\(form.service) \(field) \(wrong)") }
                }
                let days = form.ids("day")
                for wrong in ["2026-02-30", "２０２６-11-20", "2026-1-1", "20.11.2026"] where !days.isEmpty {
                    let faults = try await tried(form.answers.merging(days.map { ($0, wrong) }) { $1 }, number, &version, world)
                    for field in days { #expect(told(field, in: faults), "\(form.service) \(field) \(wrong)") }
                }
                // A tariff quota is limited by its national volume.
                for field in numbers where !form.service.hasPrefix("tariff-quota") || field != "quantity" {
                    let faults = try await tried(form.answers.merging([field: "99999999999"]) { $1 }, number, &version, world)
                    #expect(told(field, in: faults), "\(form.service) \(field) is without limit")
                }
                for field in days {
                    let far = try await tried(form.answers.merging([field: "9000-01-01"]) { $1 }, number, &version, world)
                    let old = try await tried(form.answers.merging([field: "1000-01-01"]) { $1 }, number, &version, world)
                    #expect(told(field, in: far) || told(field, in: old), "\(form.service) \(field)")
                }
            }
        }
    }

    @Test("SW-22 signs that nobody sees, texts beyond their length and numbers of papers in words are told at their fields", arguments: TestStore.engines)
    func texts(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let window = ["business": "cargo", "request": "proof", "list": "TEST-1", "text": "测试", "contact": "测试"]
            let number = try await world.begin("customs-window", window)
            var (version, moved) = (1, 1)
            for (wrong, field) in [
                (["contact": String(repeating: "长", count: 201)], "contact"),
                (["text": String(repeating: "长", count: 2_001)], "text"), (["list": "报关单一"], "list"), (["list": "１２３"], "list"),
                (["list": "T 1"], "list"), (["business": "nothing"], "business"), (["list": "<b>1</b>"], "list"),
            ] {
                let faults = try await tried(window.merging(wrong) { $1 }, number, &version, world)
                #expect(faults.count == 1 && told(field, in: faults), "\(wrong) \(faults.map(\.encoded))")
            }
            for hidden in ["测试\u{202E}甲", "测试\u{200B}"] {
                let saved = try await world.program.post("/api/v1/applications/\(number)/answers?version=\(version)", json: ["contact": hidden].json)
                #expect(saved.status == 422 && saved.text.contains("web.hidden-signs") && saved.text.contains("contact"), "\(saved.text)")
            }
            let box = ["kind": "move", "declaration": "T1", "site": "测试场地", "container": "CSQU3054383"]
            let move = try await world.begin("inspection-service", box)
            for wrong in ["CSQU305438", "csqu3054383", "箱号"] {
                #expect(told("container", in: try await tried(box.merging(["container": wrong]) { $1 }, move, &moved, world)))
            }
            #expect(try await world.program.post("/api/v1/applications/\(move)/answers?version=9", json: box.json).status == 409)
            #expect(told("declaration", in: try await tried(box.merging(["declaration": "〔2026〕1"]) { $1 }, move, &moved, world)))
        }
    }

    @Test("SW-22 a start tells everything that is wrong with it at once, and begins nothing", arguments: TestStore.engines)
    func start(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let path = "/api/v1/applications"
            for (order, paths) in [
                (#"{"service":"customs-window","anwers":{},"key":7,"answers":{"no-such":"1","list":[1],"text":{}}}"#, ["/anwers", "/key", "/list", "/text", "/no-such"]),
                (#"{"service":"nothing","key":"\#(String(repeating: "k", count: 81))","answers":[]}"#, ["/service", "/key", "/answers"]),
                (#"{"service":"customs-window","for":"91310000000000005B","answers":{"no-such":"1"}}"#, ["/for", "/no-such"]),
                (#"{"service":["customs-window"],"for":1,"more":true}"#, ["/service", "/for", "/more"]),
            ] {
                let refused = try await world.program.post(path, json: order)
                let json = try JSON(refused.body)
                #expect(refused.status == 422 && Set(json.faultPaths) == Set(paths), "\(refused.text)")
                #expect(json["citation"]?["document"]?.string == "本系统默认设置")
                for field in paths { #expect(told(String(field.dropFirst()), in: json["faults"]?.elements ?? []), "\(refused.text)") }
            }
            // One thing that is wrong is told as itself.
            for (order, status, code) in [
                (#"{"service":"nothing"}"#, 404, "procedures.no-such-service"),
                (#"{"service":"customs-window","for":"91310000000000005B"}"#, 403, "procedures.no-mandate"),
                (#"{"service":"support-site-equipment"}"#, 403, "procedures.not-in-role"),
            ] {
                let refused = try await world.program.post(path, json: order)
                #expect(refused.status == status, "\(refused.text)")
                #expect(try JSON(refused.body)["code"]?.string == code)
            }
            // A role that lacks and an answer nobody asks for are told together.
            let both = try JSON(try await world.program.post(path, json: #"{"service":"support-site-equipment","answers":{"no-such":"1"}}"#).body)
            #expect(both.faultPaths.sorted() == ["/no-such", "/service"])
            #expect(try JSON(try await world.program.get(path).body)["applications"]?.elements.isEmpty == true)
            let clerk = try await world.clerk()
            _ = try await clerk.get("/zh/services/support-site-equipment")
            let page = try await clerk.post("/zh/services/support-site-equipment", form: [:])
            #expect(page.status == 403 && page.text.contains("error-summary") && page.text.contains("/zh/services/support-site-equipment"), "\(page.text)")
        }
    }

    @Test("SW-18 a batch tells what was taken from which account, what is left and until when, in both languages", arguments: TestStore.engines)
    func batch(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("general-licence", DrawDownScenarios.general, documents: ["compliance-manual"])
            try await world.decide(try await world.visitor("commerce-1"), "forward", number)
            try await LicenceScenarios.grantByTwo(world, number)
            let account = "licence-\(number.lowercased())"
            let drawn = try JSON(try await world.draw("10", "b1", number).body)
            #expect(drawn["account"]?.string == account && drawn["validTo"]?.string == "2027-11-20", "\(drawn.encoded)")
            for (language, words) in [
                ("zh", [number, account, "使用 10 千克", "R-b1", "尚余 90 千克", "2027-11-20"]),
                ("en", [number, account, "10 kilograms", "R-b1", "90 kilograms left", "2027-11-20"]),
            ] {
                let told = drawn["message"]?[language]?.string ?? ""
                for word in words { #expect(told.contains(word), "\(told)") }
            }
            let again = try JSON(try await world.draw("10", "b1", number).body)
            #expect(again["message"]?["zh"]?.string?.contains("没有再次扣减") == true)
            let clerk = try await world.clerk()
            _ = try await clerk.get("/zh/applications/\(number)")
            let sent = try await clerk.post("/zh/applications/\(number)/batches", form: ["key": "p1", "quantity": "5", "reference": "凭证一"])
            #expect(sent.status == 303, "\(sent.text)")
            for (language, words) in [("zh", ["使用 5 千克", "凭证一", "尚余 85 千克", account]), ("en", ["5 kilograms", "85 kilograms left", account])] {
                let page = try await clerk.get("/\(language)/applications/\(number)?drawn=p1").text
                for word in words { #expect(page.contains(word), "\(word)") }
            }
            #expect(try await !clerk.get("/zh/applications/\(number)?drawn=nothing").text.contains("尚余 85 千克，"))
        }
    }

    @Test("PS-01 a service that rests on a document that has ended stops the start, with file and line", arguments: TestStore.engines)
    func ended(engine: TestStore.Engine) async throws {
        let berth = ServiceScenarios.berth
        for (bases, isSound) in [
            ("bases: [paper-183-2]", false), ("bases: [default-term, credit-251]", false), ("bases: [default-term]\nhistory: [paper-183-2]", true),
        ] {
            let file = berth.replacing("bases: [default-term]", with: bases)
            do {
                try await ServiceWorld.run(engine, adding: ["test-berth.yaml": file]) { world in
                    #expect(isSound, "\(bases)")
                    let page = try await world.program.get("/zh/services/test-berth").text
                    #expect(page.contains("沿革") && page.contains("沪商贸发〔2023〕183号"))
                    let json = try JSON(try await world.program.get("/api/v1/services/test-berth").body)
                    #expect(json["formerBases"]?.elements.compactMap(\.string) == ["沪商贸发〔2023〕183号 2"], "\(json.encoded)")
                }
            } catch let faults as ServiceFaults {
                #expect(!isSound, "\(faults)")
                #expect(faults.faults.map(\.line) == [7], "\(faults)")
                #expect(faults.description.contains("test-berth.yaml:7") && faults.description.contains("不施行") && faults.description.contains("not in force"))
            }
        }
    }
}

extension [String: String] {
    fileprivate var json: String { JSON.object(map { .init($0.key, .text($0.value)) }).encoded }
}

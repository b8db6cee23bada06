import Declarations
import House
import Kernel
import Logging
import Parties
import Store
import Synchronization
import TestKit
import Testing
import Web
import Wire

/// Service files that change or go while applications are open.
@Suite("Editions of services") struct ServiceEditionScenarios {
    /// What a server says at its start.
    private final class Told: Sendable {
        let lines = Mutex<[String]>([])
    }

    private struct Listener: LogHandler {
        let told: Told
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.warning

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            told.lines.withLock { $0.append("\(event.message)") }
        }
    }

    /// A server over the same data that is started with other service files.
    private func restarted(
        _ world: ServiceWorld, adding files: [String: String] = [:], without gone: Set<String> = []
    ) async throws -> (door: FrontDoor, told: [String]) {
        // Beside the data, and gone with them.
        let root = world.settings.data + "/share-\(UInt64.random(in: 0...UInt64.max))"
        let share = try ServiceWorld.share(in: root, adding: files, without: gone)
        let told = Told()
        let window = try await SingleWindow.build(
            on: world.window.store, world.settings, share: share, clock: world.time.clock,
            logger: Logger(label: "scenario") { _ in Listener(told: told) })
        return (window.door, told.lines.withLock { $0 })
    }

    private func officer(_ login: String, _ door: FrontDoor) async throws -> Visitor {
        let visitor = Visitor(door)
        _ = try await visitor.get("/zh/sign-in")
        let answer = try await visitor.post(
            "/zh/sign-in", form: ["login": login, "password": ServiceWorld.password])
        #expect(answer.status == 303, "\(login)")
        return visitor
    }

    @Test("SW-01 a service file that is changed or taken away strands nobody: open applications go on under the text they were begun under, drafts follow the text of the day, and the start tells", arguments: TestStore.engines)
    func editions(engine: TestStore.Engine) async throws {
        let pier = ServiceEngineScenarios.pier
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": pier]) { world in
            let place = try await world.offer(
                try await world.visitor("customs-1"), "test-pier", "一号码头", capacity: "500")
            func boat(_ hull: String) -> [String: String] {
                ["pier": place, "length": "60", "built": "2010-01-01", "hull": hull]
            }
            let first = try await world.submit("test-pier", boat("T-1"), documents: [])
            let draft = try await world.begin("test-pier", boat("T-2"))
            let key = try await world.window.parties.createKey(
                enterprise: world.cast.seller.creditCode, label: "again",
                scopes: ["procedures.apply"], days: 30, by: "scenario")

            // The same edition with other steps, words and one check more, as somebody edits a file.
            let other = pier.replacing("id: look", "id: glance").replacing("id: berth", "id: moor-it")
                .replacing("to: berth", "to: moor-it").replacing("length <= 100", "length <= 10")
            let (door, told) = try await restarted(world, adding: ["test-pier.yaml": other])
            #expect(told.contains { $0.contains("test-pier") && $0.contains("1 open") }, "\(told)")
            let program = Visitor(door).as(key: key)
            #expect(try JSON(try await program.get("/api/v1/applications/\(first)").body)["step"]?.string == "look")
            let commerce = try await officer("commerce-1", door)
            #expect(try await commerce.get("/zh/desk").text.contains(first))
            _ = try await commerce.get("/zh/applications/\(first)")
            #expect(try await commerce.post("/zh/applications/\(first)", form: ["action": "safety.pass", "reason": ""]).status == 303)
            // A draft goes under the text of the day: what that asks otherwise is told first.
            let submit = #"{"action":"submit"}"#
            let changed = try await program.post("/api/v1/applications/\(draft)/actions", json: submit)
            let refusal = try JSON(changed.body)
            #expect(changed.status == 409 && refusal["code"]?.string == "procedures.text-changed", "\(changed.text)")
            #expect(refusal.faultPaths == ["/length"] && refusal["citation"]?["document"]?.string == "本系统默认设置")
            #expect(refusal["faults"]?.elements.first?["message"]?["en"]?.string == "A condition has changed: Too long.")
            let again = try JSON(try await program.get("/api/v1/applications/\(draft)").body)
            #expect(again["state"]?.string == "draft" && again["answers"]?["length"]?.string == "60", "what was filled in stays")
            #expect(changed.status == 409 && again["timeline"]?.elements.last?["kind"]?.string == "procedures.text-changed")
            let long = try await program.post("/api/v1/applications/\(draft)/actions", json: submit)
            #expect(long.status == 422 && long.text.contains("/length"), "the new condition counts")
            let version = again["version"]?.integer ?? 0
            #expect(try await program.post("/api/v1/applications/\(draft)/answers?version=\(version)", json: #"{"length":"9"}"#).status == 200)
            let filed = try await program.post("/api/v1/applications/\(draft)/actions", json: submit)
            #expect(try JSON(filed.body)["step"]?.string == "glance", "\(filed.text)")
            let fresh = try await program.post("/api/v1/applications", json: #"{"service":"test-pier","answers":{"length":"60"}}"#)
            let late = try #require(try JSON(fresh.body)["number"]?.string)
            #expect(try await program.post("/api/v1/applications/\(late)/actions", json: submit).text.contains("/length"))

            // The file is gone: nothing new, and what is open is worked to the end.
            let (gone, lines) = try await restarted(world, without: ["test-pier.yaml"])
            #expect(lines.filter { $0.contains("test-pier") && $0.contains("1 open") }.count == 2, "\(lines)")
            let last = Visitor(gone).as(key: key)
            #expect(try await last.get("/api/v1/services/test-pier").status == 404)
            #expect(try await last.post("/api/v1/applications", json: #"{"service":"test-pier"}"#).status == 404)
            let ended = try await last.post("/api/v1/applications/\(late)/actions", json: submit)
            #expect(ended.status == 409 && ended.text.contains("procedures.service-ended"), "\(ended.text)")
            let customs = try await officer("customs-1", gone)
            for action in ["yes", "moor"] {
                _ = try await customs.get("/zh/applications/\(first)")
                #expect(try await customs.post("/zh/applications/\(first)", form: ["action": action, "reason": ""]).status == 303)
            }
            let granted = try JSON(try await last.get("/api/v1/applications/\(first)").body)
            #expect(granted["state"]?.string == "granted", "\(granted)")
            // What was granted stays to be looked up.
            #expect(try await last.get("/api/v1/services/test-pier/register?q=T-1").text.contains("T-1"))
        }
    }

    @Test("SW-01 an application whose kept text cannot be read stays at its desk, with what the operator has to do", arguments: TestStore.engines)
    func unreadable(engine: TestStore.Engine) async throws {
        let pier = ServiceEngineScenarios.pier
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": pier]) { world in
            let place = try await world.offer(
                try await world.visitor("customs-1"), "test-pier", "一号码头", capacity: "500")
            let number = try await world.submit(
                "test-pier", ["pier": place, "length": "60", "built": "2010-01-01", "hull": "T-1"], documents: [])
            let whole = try JSON(try await (try await world.visitor("customs-1")).get("/api/v1/desk").body)
            #expect(whole["waiting"]?.elements.first { $0["number"]?.string == number }?["textLost"]?.boolean == false)
            try await world.window.store.write { session in
                _ = try session.execute("update procedures_editions set text = 'service: [' where service = 'test-pier'", [])
            }
            let (door, told) = try await restarted(world, without: ["test-pier.yaml"])
            #expect(told.contains { $0.contains("test-pier") && $0.contains("put the file back") }, "\(told)")
            let customs = try await officer("customs-1", door)
            let desk = try await customs.get("/zh/desk").text
            #expect(desk.contains(number) && desk.contains("文本读不到") && desk.contains("运行单位须恢复"))
            let waiting = try JSON(try await customs.get("/api/v1/desk").body)["waiting"]?.elements ?? []
            #expect(waiting.first { $0["number"]?.string == number }?["textLost"]?.boolean == true)
            let page = try await customs.get("/zh/applications/\(number)")
            #expect(page.status == 409 && page.text.contains("procedures.edition-lost") && page.text.contains("重新启动"), "\(page.text)")
            // Of several at once it is told of that one; the calendar does not stumble over it.
            let asked = try await customs.get("/zh/desk/bulk?application=\(number)")
            #expect(asked.status == 200 && asked.text.contains("读不到该版本的文本"), "\(asked.text)")
            #expect(try await customs.get("/api/v1/due-days.ics").status == 200)
            // With the file back everything is as it was.
            let (mended, _) = try await restarted(world, adding: ["test-pier.yaml": pier])
            let again = try await officer("customs-1", mended)
            #expect(try await again.get("/zh/applications/\(number)").status == 200)
        }
    }

    @Test("SW-01 a draft whose service was changed in words alone is submitted at once; on the page every change of what is asked is told", arguments: TestStore.engines)
    func drafts(engine: TestStore.Engine) async throws {
        let pier = ServiceEngineScenarios.pier
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": pier]) { world in
            let place = try await world.offer(
                try await world.visitor("customs-1"), "test-pier", "一号码头", capacity: "500")
            func boat(_ hull: String) -> [String: String] {
                ["pier": place, "length": "60", "built": "2010-01-01", "hull": hull]
            }
            let silent = try await world.begin("test-pier", boat("T-1"))
            let told = try await world.begin("test-pier", boat("T-2"))
            try await world.add("clerk", .member(enterprise: try #require(world.window.parties.register.find(code: world.cast.seller.creditCode)?.id)))
            let key = try await world.window.parties.createKey(
                enterprise: world.cast.seller.creditCode, label: "again",
                scopes: ["procedures.apply"], days: 30, by: "scenario")

            let words = pier.replacing("{zh: 查看, en: Look}", "{zh: 看一看, en: Have a look}")
            let (door, _) = try await restarted(world, adding: ["test-pier.yaml": words])
            let program = Visitor(door).as(key: key)
            let filed = try await program.post("/api/v1/applications/\(silent)/actions", json: #"{"action":"submit"}"#)
            #expect(filed.status == 200, "\(filed.text)")

            let more = pier.replacing("  - {id: fishing,", "  - {id: crew, type: integer, label: {zh: 船员人数, en: Crew}, required: true}\n  - {id: fishing,")
                .replacing("types: [png, jpeg], megabytes: 1", "required: true, types: [png, jpeg], megabytes: 2")
                .replacing("value: 2, basis", "value: 2.5, basis").replacing("applicants: any", "applicants: [seller]")
            let (later, _) = try await restarted(world, adding: ["test-pier.yaml": more])
            let clerk = try await officer("clerk", later)
            for (language, lines) in [
                ("zh", ["在起草之后有 4 处变化", "新增填写项“船员人数”", "材料“照片”的要求有变化", "“费率”的数值有变化", "申请人的范围有变化", "依据：本系统默认设置 办理期限"]),
                ("en", ["“Crew” is missing", "Photo"]),
            ] {
                _ = try await clerk.get("/\(language)/applications/\(told)/form")
                let page = try await clerk.post("/\(language)/applications/\(told)/form", form: ["pier": place, "length": "60", "built": "2010-01-01", "hull": "T-2", "do": "submit"])
                #expect(page.status == (language == "zh" ? 409 : 422), "told once, then judged")
                for line in lines { #expect(page.text.withoutTags.contains(line), "\(line)") }
                // The form is the new one.
                #expect(page.text.contains("name=\"crew\""))
            }
        }
    }

    @Test("SW-01 answers and documents of a draft that are not asked any more go, and the applicant is told which", arguments: TestStore.engines)
    func gone(engine: TestStore.Engine) async throws {
        let old = ServiceEngineScenarios.pier.replacing("types: [png, jpeg]", "types: [pdf]")
        try await ServiceWorld.run(engine, adding: ["test-pier.yaml": old]) { world in
            let place = try await world.offer(
                try await world.visitor("customs-1"), "test-pier", "一号码头", capacity: "500")
            let boat = ["pier": place, "length": "60", "built": "2010-01-01", "hull": "T-1", "fishing": "1"]
            let draft = try await world.begin("test-pier", boat)
            try await world.attach(["photo"], to: draft)
            let key = try await world.window.parties.createKey(
                enterprise: world.cast.seller.creditCode, label: "again",
                scopes: ["procedures.apply"], days: 30, by: "scenario")
            let fishing = "  - {id: fishing, type: tick, label: {zh: 渔船, en: Fishing}}\n"
            let photo = "documents:\n  - {id: photo, name: {zh: 照片, en: Photo}, types: [pdf], megabytes: 1}\n"
            let less = old.replacing(fishing, "").replacing(", if: fishing", "").replacing(photo, "")
            let (door, _) = try await restarted(world, adding: ["test-pier.yaml": less])
            let program = Visitor(door).as(key: key)
            let submit = #"{"action":"submit"}"#
            let told = try JSON(try await program.post("/api/v1/applications/\(draft)/actions", json: submit).body)
            #expect(told["code"]?.string == "procedures.text-changed" && told.faultPaths == ["/fishing", "/photo"], "\(told)")
            let words = told["faults"]?.elements.compactMap { $0["message"]?["zh"]?.string } ?? []
            #expect(words == ["不再填写“渔船”；草稿中已填的这一项已删去。", "不再要求材料“照片”；草稿所附的这份材料已移除。"])
            let now = try JSON(try await program.get("/api/v1/applications/\(draft)").body)
            #expect(now["documents"]?.elements.isEmpty == true && now["answers"]?["fishing"] == nil, "\(now)")
            #expect(now["answers"]?["hull"]?.string == "T-1", "what is still asked is kept")
            let kinds = now["timeline"]?.elements.compactMap { $0["kind"]?.string } ?? []
            #expect(kinds.contains("procedures.document-removed"), "\(kinds)")
            let filed = try await program.post("/api/v1/applications/\(draft)/actions", json: submit)
            #expect(filed.status == 200, "\(filed.text)")
        }
    }
}

extension String {
    fileprivate var withoutTags: String {
        split(separator: "<", omittingEmptySubsequences: false).enumerated().map { place, part in
            place == 0 ? String(part) : String(part.drop { $0 != ">" }.dropFirst())
        }.joined()
    }

    fileprivate func replacing(_ part: String, _ other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}

import Journal
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

@testable import Parties

@Suite("Who did what") struct AuditTests {
    @Test("an administrator sees what was done to his enterprise, by whom, and nothing of others", arguments: TestStore.engines)
    func trail(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let own = try await world.enterprise(1)
            let boss = try await world.member(of: own)
            let other = try await world.enterprise(2)
            _ = try await world.member(of: other, login: "stranger")
            let visitor = try await world.signedIn("ce-shi-jia", door)
            _ = try await world.parties.createKey(enterprise: own.id, label: "仓库系统", by: boss.id)
            let officer = try await world.parties.addUser(
                NewUser(login: "officer", name: "测试关员", password: "a sentence to keep", kind: .officer(districts: ["2244"])), by: "test")
            try await world.parties.set(.suspended, of: own.id, by: officer.id)
            try await world.parties.set(.active, of: own.id, by: officer.id)
            let all = try JSON(try await visitor.get("/api/v1/parties/audit").body)["entries"]?.elements ?? []
            let kinds = all.compactMap { $0["kind"]?.string }
            #expect(kinds == ["parties.restored", "parties.suspended", "parties.key-created", "parties.signed-in", "parties.user-added", "parties.enrolled"])
            let page = try await visitor.get("/zh/audit").text
            #expect(page.contains("新建密钥") && page.contains("测试甲") && page.contains("海关"))
            #expect(!page.contains("测试关员"), "of others it is told what they are, not who")
            // Things are called what people call them.
            #expect(page.contains("仓库系统") && page.contains(own.name))
            for entry in all {
                let id = entry["subject"]?.string ?? ""
                #expect(AuditThings.isIdentifier(id) == id.contains("-"), "\(id)")
                #expect(!page.contains("<td>\(id)</td>") && !page.contains(">\(boss.id)<"))
            }
            let mine = try JSON(try await visitor.get("/api/v1/parties/audit?actor=\(boss.id)&area=parties").body)
            #expect(mine["entries"]?.elements.compactMap { $0["kind"]?.string } == ["parties.key-created", "parties.signed-in"])
            for (query, count) in [("from=2026-11-20&to=2026-11-20", 6), ("to=2026-11-19", 0), ("from=2026-11-21", 0), ("area=declarations", 0)] {
                let found = try JSON(try await visitor.get("/api/v1/parties/audit?\(query)").body)
                #expect(found["entries"]?.elements.count == count, "\(query)")
            }
            for (query, field) in [
                ("from=gestern", "from"), ("to=2026-13-01", "to"), ("area=nowhere", "area"),
                ("actor=\(officer.id)", "actor"), ("before=x", "before"),
                ("from=2026-11-21&to=2026-11-20", "to"),
            ] {
                for path in ["/api/v1/parties/audit", "/api/v1/parties/audit.csv"] {
                    let refused = try await visitor.get("\(path)?\(query)")
                    #expect(refused.status == 422 && refused.text.contains("\"\(field)\""), "\(query)")
                }
            }
            let slip = try await visitor.get("/zh/audit?from=gestern")
            #expect(slip.status == 422 && slip.text.contains("日期填写有误") && slip.text.contains("from-error"))
            let file = try await visitor.get("/api/v1/parties/audit.csv")
            #expect(file.header("content-type") == "text/csv; charset=utf-8")
            #expect(file.text.split(whereSeparator: \.isNewline).count == 7)
        }
    }

    @Test("a file that does not hold all says so in its last line", arguments: [2, 3])
    func cut(most: Int) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let own = try await world.enterprise(1)
            for number in 0..<2 {
                _ = try await world.parties.invite(as: .viewer, label: "\(number)", into: own.id, by: "test")
            }
            let resource = AuditResource(parties: world.parties, mostLines: most)
            let route = try #require(resource.routes.first { $0.path.hasSuffix(".csv") })
            let answer = try await route.handler(
                Visit(
                    method: .get, path: route.path,
                    principal: Principal(kind: .member, id: "a", name: "测试甲", enterprise: own.id)))
            let lines = answer.text.split(whereSeparator: \.isNewline)
            // Three entries: the enterprise and two invitations.
            #expect(lines.count == 4)
            #expect(answer.text.contains("未列完") == (most == 2))
        }
    }

    @Test("a long trail is gone through page by page, each entry once", arguments: TestStore.engines)
    func pages(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let journal = world.journal
            try await world.store.write { session in
                for number in 0..<1_234 {
                    try journal.append(
                        Draft("test.done", actor: number % 7 == 0 ? "a" : "b", tenant: "own", subjectType: "x", subject: "\(number)"),
                        in: session)
                }
            }
            var (question, seen) = (TrailQuestion(actor: "a"), [String]())
            var more = true
            while more {
                let asked = question
                let (entries, next) = try await world.store.read {
                    try journal.trail(of: "own", asked, limit: 50, in: $0)
                }
                seen += entries.map(\.subject)
                question.before = next
                more = next != nil
            }
            #expect(seen == (0..<1_234).reversed().filter { $0 % 7 == 0 }.map { "\($0)" })
        }
    }

    @Test("every kind of entry of this room has words")
    func words() throws {
        let readme = try Share.find().text("Capabilities/Parties/README.md")
        let start = try #require(readme.firstRange(of: "## Journal")).upperBound
        let section = readme[start...].prefix(while: { $0 != "#" })
        let kinds = section.split(separator: "`").map(String.init).filter { $0.hasPrefix("parties.") }
        #expect(kinds.count > 20)
        for kind in kinds { #expect(AuditWords.told.contains(kind), "\(kind)") }
    }

    @Test(
        "what other rooms write has words too",
        arguments: [
            "Declarations", "Entitlements", "Entries", "Inspections", "Lists", "Origin", "Procedures",
        ])
    func otherRooms(room: String) throws {
        let readme = try Share.find().text("Capabilities/\(room)/README.md")
        let start = try #require(readme.firstRange(of: "## Journal")).upperBound
        let section = readme[start...].prefix(while: { $0 != "#" })
        let kinds = section.split(separator: "`").map(String.init)
            .filter { $0.hasPrefix(room.lowercased() + ".") && !$0.contains(" ") }
        #expect(!kinds.isEmpty)
        for kind in kinds { #expect(AuditWords.told.contains(kind), "\(kind)") }
    }

    @Test("every legal event has words, and a kind without them is told as its area, never as a code")
    func fallback() throws {
        let share = try Share.find()
        #expect(try AuditEvents.load(share) == AuditEvents.words)
        let events = try share.text("Capabilities/Proofs/Data/legal-events.csv")
        for line in events.split(whereSeparator: \.isNewline).dropFirst() {
            let kind = String(line.prefix { $0 != "," })
            #expect(AuditWords.told.contains(kind), "\(kind)")
        }
        #expect(AuditWords.event("entries.entry-unheard-of") == AuditWords.area("entries."))
        #expect(AuditWords.event("cellar.flooded") == AuditWords.elsewhere)
        for refusal in AuditRefusal.all {
            #expect(refusal.status == 422 && refusal.field != nil)
            #expect(!refusal.message.zh.isEmpty && !refusal.fix.en.isEmpty)
        }
    }
}

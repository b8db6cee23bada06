import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What people type stands as they typed it, in either language.
@Suite("Typed texts") struct TypedTextScenarios {
    static let reason = "复核通过 / see minutes No. 12"

    @Test("ID-11 a typed reason with a stroke stands whole on the pages of both languages, for the second officer and on the list", arguments: TestStore.engines)
    func reason(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            let firm = world.cast.seller
            try await world.record(["offshore-value": 5, "bank-recommended": 1], of: firm, by: one)
            let path = "/api/v1/lists/offshore-trade"
            for (kind, from) in [("entry", ""), ("exit", world.tomorrow)] {
                let made = try await one.act("\(path)/changes", #"{"kind":"\#(kind)","from":"\#(from)","reason":"\#(Self.reason)","document":"测试文件","firms":[{"firm":"\#(firm.creditCode)"}]}"#)
                #expect(made.status == 201, "\(made.text)")
                let id = try #require(try JSON(made.body)["id"]?.string)
                for language in ["zh", "en"] {
                    #expect(try await two.get("/\(language)/list-changes/\(id)").text.withoutLanguageTags.contains(Self.reason))
                }
                #expect(try await two.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":true}"#).status == 200)
            }
            let anybody = Visitor(world.window.door)
            for language in ["zh", "en"] {
                #expect(try await anybody.get("/\(language)/lists/offshore-trade").text.withoutLanguageTags.contains(Self.reason))
                #expect(try await anybody.get("\(path)/movements.atom?lang=\(language)").text.contains(Self.reason))
            }
            let moved = try JSON(try await anybody.get("\(path)/movements").body)["movements"]?.elements ?? []
            #expect(moved.count == 2)
            for one in moved {
                #expect(one["reason"]?["zh"]?.string == Self.reason && one["reason"]?["en"]?.string == Self.reason, "\(one.encoded)")
            }
        }
    }

    @Test("ID-02 a search that finds nobody counts nobody; a list asks for no figure that it knows itself")
    func asked() async throws {
        try await World.run(.sqlite) { world in
            let one = try await world.keeper("one", of: "commerce")
            let two = try await world.keeper("two", of: "commerce")
            let firm = world.cast.seller
            try await world.record(["offshore-value": 5, "bank-recommended": 1], of: firm, by: one)
            let made = try await one.act("/api/v1/lists/offshore-trade/changes", #"{"kind":"entry","reason":"测试","document":"测试","firms":[{"firm":"\#(firm.creditCode)"}]}"#)
            let id = try #require(try JSON(made.body)["id"]?.string)
            #expect(try await two.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":true}"#).status == 200)
            let anybody = Visitor(world.window.door)
            for (question, count) in [("", 1), ("?q=nosuch", 0), ("?q=\(firm.creditCode)", 1)] {
                let page = try JSON(try await anybody.get("/api/v1/lists/offshore-trade/members\(question)").body)
                #expect(page["count"]?.integer == Int64(count) && page["members"]?.elements.count == count, "\(question)")
            }

            let rules = try JSON(try await anybody.get("/api/v1/lists/top-import").body)
            let stated = rules["stated"]?.elements.compactMap(\.string) ?? []
            #expect(stated.contains("import-value") && !stated.contains("active") && !stated.contains("findings"), "\(stated)")
            let person = try await world.person(of: firm)
            let wrong = try await person.act("/api/v1/lists/top-import/nominations", #"{"edition":"2026","stated":{"active":1}}"#)
            #expect(wrong.status == 422 && wrong.text.contains("from its records") && !wrong.text.contains("does not look at"), "\(wrong.text)")
        }
    }

    @Test("ID-02 an edition stays published after a hundred later changes of its list")
    func published() async throws {
        try await World.run(.sqlite) { world in
            let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            let firm = world.cast.seller
            let person = try await world.person(of: firm)
            let path = "/api/v1/lists/top-import"
            let put = try await person.act("\(path)/nominations", #"{"edition":"2026","stated":{"import-value":500000}}"#)
            #expect(put.status == 201, "\(put.text)")
            let nomination = try #require(try JSON(put.body)["id"]?.string)
            let marked = try await one.act("/api/v1/list-nominations/\(nomination)/marks", #"{"marks":{"lead":25},"reason":"测试"}"#)
            #expect(marked.status == 200, "\(marked.text)")
            func change(_ body: String, confirms: Bool) async throws {
                let made = try await one.act("\(path)/changes", body)
                #expect(made.status == 201, "\(made.text)")
                let id = try JSON(made.body)["id"]?.string ?? ""
                #expect(try await two.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":\#(confirms)}"#).status == 200)
            }
            try await change(#"{"kind":"publication","edition":"2026","reason":"测试","document":"测试"}"#, confirms: true)
            let exit = #"{"kind":"exit","reason":"测试","document":"测试","firms":[{"firm":"\#(firm.creditCode)"}]}"#
            for _ in 1...101 { try await change(exit, confirms: false) }
            let again = try await one.act("\(path)/changes", #"{"kind":"publication","edition":"2026","reason":"再来","document":"再来"}"#)
            #expect(again.status == 409 && again.text.contains("lists.edition-closed"), "\(again.text)")
            #expect(try await person.act("\(path)/nominations", #"{"edition":"2026"}"#).status == 409)
        }
    }
}

import Kernel
import TestKit
import Testing
import Web
import Wire

@testable import Declarations

@Suite("Pages about problems") struct PagesProblemTests {
    private let catalogue: MessageCatalogue

    init() throws { catalogue = try MessageCatalogue.load(from: Share.find()) }

    @Test("the message the examples are made from fits")
    func whole() { #expect(catalogue.read(Array(ProblemExample.waybill.utf8)).isValid) }

    @Test("an example has the fault it is shown for, first of all", arguments: ProblemExample.all)
    func example(_ example: ProblemExample) {
        let faults = catalogue.read(Array(example.source.utf8)).faults
        #expect(faults.first?.code == example.code, "\(faults.map(\.code))")
    }

    @Test("every code has a page in both languages, and its words are there")
    func pages() async throws {
        try await PagesWorld.with { world in
            let codes =
                ProblemEntry.refusals.map(\.code) + ProblemEntry.faultsWithoutExample.map(\.code)
                + ProblemExample.all.map(\.code) + ["-621005", "-301001", "1313", "800"]
            for code in Set(codes) {
                let page = try #require(world.pages.problemPage(code), "\(code)")
                for text in [page.entry.message, page.entry.fix] {
                    #expect(!text.zh.isEmpty && !text.en.isEmpty, "\(code)")
                }
                #expect(page.html(.zh).text.contains("<code>\(code)</code>"))
                #expect(page.html(.en).text.contains("<code>\(code)</code>"))
            }
        }
    }

    @Test("the type of a problem leads to its page in the reader's language", arguments: [
        ("zh-CN", "/zh/problems/value.empty"), ("en-GB,en;q=0.9", "/en/problems/value.empty"), ("fr", "/zh/problems/value.empty"),
    ])
    func neutral(accept: String, place: String) async throws {
        try await PagesWorld.with { world in
            let visitor = Visitor(world.door)
            let moved = try await visitor.get("/problems/value.empty", headers: ["accept-language": accept])
            #expect(moved.status == 302)
            #expect(moved.header("location") == place)
            #expect(moved.header("vary")?.contains("accept-language") == true)
            #expect(try await visitor.follow(moved).status == 200)
            #expect(try await visitor.get("/problems/a%20b").status == 404)
        }
    }

    @Test("a code nobody gives has no page", arguments: ["", "nothing", "-7", "９00", "web.not-founD"])
    func unknown(code: String) async throws {
        try await PagesWorld.with { world in
            #expect(world.pages.problemPage(code) == nil)
            let answer = try await Visitor(world.door).get("/zh/problems/\(code)")
            #expect(answer.status >= 400)
        }
    }

    @Test("no code stands for two things")
    func once() {
        var seen: Set<String> = []
        let codes =
            ProblemEntry.refusals.map(\.code) + ProblemEntry.faultsWithoutExample.map(\.code)
            + ProblemExample.all.map(\.code)
        for code in codes { #expect(seen.insert(code).inserted, "\(code)") }
    }
}

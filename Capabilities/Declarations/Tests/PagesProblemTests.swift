import Kernel
import Reference
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

    @Test("a code nobody gives has no page", arguments: ["nothing", "-7", "９00", "web.not-founD"])
    func unknown(code: String) async throws {
        try await PagesWorld.with { world in
            #expect(world.pages.problemPage(code) == nil)
            let answer = try await Visitor(world.door).get("/zh/problems/\(code)")
            #expect(answer.status >= 400)
        }
    }

    @Test("every code stands in the index, is found there, and its page leads back")
    func index() async throws {
        try await PagesWorld.with { world in
            let visitor = Visitor(world.door)
            let start = try await visitor.get("/zh/problems")
            #expect(start.status == 200 && start.body.count < 100_000)
            let groups = world.pages.problemGroups
            let codes = Set(groups.flatMap(\.rows).map(\.code))
            for code in ["800", "1313", "-621015", "value.empty", "web.not-found", "declarations.batch-twice"] {
                #expect(codes.contains(code), "\(code)")
            }
            #expect(!groups.contains { $0.id == "other" }, "\(groups.last?.rows.map(\.code) ?? [])")
            for group in groups {
                let page = try await visitor.get("/en/problems?group=\(group.id)")
                #expect(page.status == 200 && page.body.count < 100_000, "\(group.id)")
                for row in group.rows { #expect(page.text.contains("/en/problems/\(row.code)\"")) }
            }
            #expect(try await visitor.get("/zh/problems?group=none").status == 404)
            // What was typed full-width, and what is not there.
            #expect(try await visitor.get("/zh/problems?text=%EF%BC%91%EF%BC%93%EF%BC%91%EF%BC%93").text.contains("/zh/problems/1313\""))
            #expect(try await visitor.get("/en/problems?text=qqqq").text.contains("No such code"))
            #expect(try await visitor.get("/zh/problems/value.empty").text.contains("href=\"/zh/problems\""))
        }
    }

    @Test("the page of a receipt's code reads well: no marks of the tables, a line as it comes, its basis in both languages")
    func receiptCodes() async throws {
        try await PagesWorld.with { world in
            let visitor = Visitor(world.door)
            let failed = try await visitor.get("/zh/problems/-621015").text
            #expect(!failed.contains("[*]") && failed.contains("‹…›与卡信息‹…›不匹配"))
            #expect(failed.contains("[Code:-621015;Desc:"))
            #expect(failed.contains("海关总署") && !failed.contains("GACC"))
            let limit = try await visitor.get("/zh/problems/1313").text
            #expect(limit.contains("&lt;returnStatus&gt;100&lt;") && !limit.contains("observed"))
            #expect(limit.contains("怎么改"))
            for code in ["800", "899", "120", "2600"] {
                let page = try await visitor.get("/zh/problems/\(code)").text
                #expect(page.contains("含义和下一步") && !page.contains("<h2>怎么改"), "\(code)")
            }
            for entry in world.pages.codes.errors.all {
                let name = ReceiptCodeWords.readable(entry.meaning.name)
                #expect(!name.zh.contains("*") && !name.en.contains("*"), "\(entry.code)")
            }
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

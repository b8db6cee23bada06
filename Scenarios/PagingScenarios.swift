import Declarations
import House
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

@testable import Procedures

/// What waits is listed page by page, however much it is.
@Suite("Pages of what waits") struct PagingScenarios {
    @Test("SW-01 what waits at a desk comes page by page, the soonest due first, nothing twice and nothing left out", arguments: TestStore.engines)
    func desk(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            var numbers: [String] = []
            for text in 1...4 {
                if text == 3 { world.time.advance(days: 3) }
                numbers.append(try await world.submit("customs-window", ["business": "cbec", "request": "question", "text": "测试\(text)", "contact": "测试"], documents: []))
            }
            let officer = try await world.visitor("customs-1")
            func page(_ query: String) async throws -> (numbers: [String], next: String?) {
                let answer = try await officer.get("/api/v1/desk?\(query)")
                #expect(answer.status == 200, "\(answer.text)")
                let json = try JSON(answer.body)
                return (json["waiting"]?.elements.compactMap { $0["number"]?.string } ?? [], json["next"]?.string)
            }
            let whole = try await page("")
            #expect(whole.numbers == numbers && whole.next == nil)
            var (seen, after): ([String], String?) = ([], "")
            while let place = after {
                let part = try await page("limit=1&after=\(place)")
                #expect(part.numbers.count == 1)
                seen += part.numbers
                after = part.next
            }
            #expect(seen == numbers)
            for wrong in ["after=nonsense", "limit=0", "limit=many"] {
                let refused = try await officer.get("/api/v1/desk?\(wrong)")
                #expect(refused.status == 400 && refused.text.contains("procedures.filter"), "\(wrong)")
            }
            let shown = try await officer.get("/zh/desk")
            #expect(shown.status == 200 && numbers.allSatisfy { shown.text.contains($0) })
            // Odd input is named, nothing is passed off as an answer to it.
            for wrong in ["/api/v1/applications?limit=many", "/api/v1/applications?after=nobody", "/api/v1/due-days.ics?lang=fr"] {
                let refused = try await world.program.get(wrong)
                #expect(refused.status == 400 && refused.text.contains("procedures.filter"), "\(wrong)")
            }
            let calendar = try await officer.get("/api/v1/due-days.ics?lang=en").text
            #expect(calendar.contains("Shanghai") && !calendar.contains("海关"))
        }
    }

    @Test("SW-01 a firm's calendar has the grants that end, however many refusals may still be appealed against, and says that it is cut", arguments: TestStore.engines)
    func calendar(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("automatic-import-licence", ServiceScenarios.licence, documents: ["contract"])
            let (now, soon) = (world.time.clock.now(), try #require(Day("2026-11-25")))
            try await world.window.store.write { session in
                let file = try #require(try CaseRows.find(anybodys: number, in: session))
                func put(_ number: String, _ state: CaseState, validTo: Day?) throws {
                    var copy = Case(
                        tenant: file.tenant, number: number, service: file.service, edition: file.edition,
                        editionDigest: file.editionDigest, state: .draft, step: file.step, version: 1,
                        answers: file.answers, createdAt: file.createdAt, createdBy: file.createdBy,
                        submittedAt: file.submittedAt, submittedBy: file.submittedBy, takenBy: nil, proposal: nil,
                        closedAt: now, reason: "", validTo: validTo)
                    try CaseRows.insert(copy, key: nil, in: session)
                    copy.version = 2
                    copy.state = state
                    #expect(try CaseRows.update(copy, CaseRows.Place(), in: session))
                }
                for place in 1...1_001 { try put("TEST-R-\(place)", .refused, validTo: nil) }
                try put("TEST-G", .granted, validTo: soon)
            }
            let calendar = try await world.program.get("/api/v1/due-days.ics?lang=en").text
            #expect(calendar.contains("This calendar is not complete"))
            #expect(calendar.contains("UID:\(number)@tradewind"))
            // The soonest comes first: sixty days are left for an appeal.
            let grant = try #require(calendar.firstRange(of: "UID:TEST-G-expiry@tradewind"))
            let refusal = try #require(calendar.firstRange(of: "UID:TEST-R-1-appeal@tradewind"))
            #expect(grant.lowerBound < refusal.lowerBound)
        }
    }

    @Test("PS-03 all problems are listed, page by page")
    func problems() async throws {
        try await World.run(.sqlite) { world in
            let firm = try await world.program(of: world.cast.seller, may: ["problems.raise"])
            for number in 1...101 {
                _ = try ProblemScenarios.number(try await firm.post(ProblemScenarios.path, json: ProblemScenarios.raise("clearance", title: "测试问题 \(number)")))
            }
            for (visitor, first, last) in [
                (try await world.officer(), "QL-2026-000001", "QL-2026-000101"),
                (try await world.person(of: world.cast.seller), "QL-2026-000101", "QL-2026-000001"),
            ] {
                let one = try await visitor.get("/zh/clearing").text
                #expect(one.contains(first) && !one.contains(last))
                let link = try #require(one.split(separator: "href=\"").first { $0.hasPrefix("/zh/clearing?after=") })
                let two = try await visitor.get(String(link.prefix { $0 != "\"" }))
                #expect(two.status == 200 && two.text.contains(last) && !two.text.contains(first + "<"))
            }
        }
    }
}

import Declarations
import House
import Kernel
import Parties
import Problems
import TestKit
import Testing
import Web
import Wire

extension World {
    /// What the server does with the clocks of problems each minute.
    func clearProblems() async throws {
        for case let problems as ProblemsCapability in window.capabilities {
            try await problems.round()
        }
    }
}

@Suite("Problems") struct ProblemScenarios {
    static let path = "/api/v1/problems"

    static func raise(_ topic: String, title: String = "报关单修改等待时间长", more: String = "") -> String {
        #"{"topic":"\#(topic)","title":"\#(title)","text":"修改申请提交后没有答复，请明确时限。"\#(more)}"#
    }

    /// Raises one and gives its number.
    static func number(_ answer: Answer) throws -> String {
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(try JSON(answer.body)["number"]?.string)
    }

    @Test("PS-03 a problem has a body and a last day, is answered, reopened, answered again and closed by the firm; never unanswered", arguments: TestStore.engines)
    func cleared(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = try await world.program(of: world.cast.seller, may: ["problems.raise", "declarations.read"])
            let customs = try await world.officer()
            let tax = try await world.officer("tax-a", of: "tax")
            #expect(try await firm.post(Self.path, json: Self.raise("luck")).status == 422)
            #expect(try await firm.post(Self.path, json: Self.raise("clearance", title: "短")).status == 422)
            #expect(try await firm.post(Self.path, json: Self.raise("clearance", more: #","affected":5"#)).status == 422)
            // All that is wrong is said at once, by its field, on the page as well.
            let many = try await firm.post(Self.path, json: #"{"topic":"luck","title":"短","text":"","affected":"many","extra":1}"#)
            #expect(Set(try JSON(many.body).faultPaths) == ["/topic", "/title", "/text", "/affected", "/extra"], "\(many.text)")
            let member = try await world.person(of: world.cast.seller)
            _ = try await member.get("/zh/clearing")
            let shown = try await member.post("/zh/clearing", form: ["topic": "luck", "title": "短", "text": "", "affected": "0"])
            #expect(shown.status == 422)
            for field in ["topic", "title", "text", "affected"] { #expect(shown.text.contains("href=\"#\(field)\""), "\(field)") }
            let number = try Self.number(try await firm.post(Self.path, json: Self.raise("clearance")))
            let one = "\(Self.path)/\(number)"
            // Raised on Friday morning: five working days end on the Friday after.
            let found = try JSON(try await firm.get(one).body)
            #expect(found["due"]?.string == "2026-11-27" && found["body"]?.string == "customs", "\(found.encoded)")
            #expect(found["explanation"]?["citations"]?.elements.isEmpty == false)
            let calendar = try await firm.get("/api/v1/problem-days.ics").text
            #expect(calendar.contains("DTSTART;VALUE=DATE:20261127\r\n") && calendar.contains("UID:\(number)@"))
            // Somebody else's does not exist, neither for a firm nor for another authority.
            let other = try await world.program(of: world.cast.carrier, may: ["problems.raise"])
            #expect(try await other.get(one).status == 404)
            #expect(try await tax.get(one).status == 404)
            #expect(try await other.post(one + "/confirmation", json: "{}").status == 404)

            #expect(try JSON(try await firm.get(one + "/pdf").body)["code"]?.string == "papers.not-issued")
            // Nothing is closed unanswered.
            let early = try await firm.post(one + "/confirmation", json: "{}")
            #expect(early.status == 409 && early.text.contains("problems.unanswered"))
            #expect(try await firm.post(one + "/answer", json: #"{"text":"自行答复","cause":"other"}"#).status == 403)
            let noCause = try await customs.act(one + "/answer", #"{"text":"已协调","cause":"luck"}"#)
            #expect(noCause.status == 422 && noCause.text.contains("problems.cause"))
            let answered = try await customs.act(one + "/answer", #"{"text":"已协调，两个工作日内办结。","cause":"slow-handling"}"#)
            #expect(answered.status == 200, "\(answered.text)")
            let toConfirm = try await firm.get("/api/v1/problem-days.ics").text
            #expect(toConfirm.contains("UID:\(number)-confirmation@"))
            #expect(try await customs.get("/api/v1/problem-days.ics").text.contains(number) == false)
            // The answer is a paper with a code that anybody verifies; before it there is none.
            let paper = try await firm.get(one + "/pdf")
            #expect(paper.status == 200 && paper.body.starts(with: Array("%PDF-".utf8)), "\(paper.text)")
            #expect(try await other.get(one + "/pdf").status == 404)
            let code = try #require(paper.header("x-verification-code"))
            #expect(try await Visitor(world.window.door).get("/zh/verify?code=\(code)").text.contains(number))
            #expect(try await customs.act(one + "/answer", #"{"text":"再答一次","cause":"other"}"#).status == 409)

            let clerk = try await world.person(of: world.cast.seller)
            #expect(try await clerk.get("/zh").text.contains(number))
            #expect(try await clerk.get("/en/clearing/\(number)").text.contains("slow-handling") == false)
            let again = try await clerk.post("/en/clearing/\(number)", form: ["action": "reopen", "reason": "仍未办结"])
            #expect(again.status == 303, "\(again.text)")
            let reopened = try JSON(try await firm.get(one).body)
            #expect(reopened["state"]?.string == "open" && reopened["round"]?.integer == 2)
            _ = try await customs.get("/zh/clearing/\(number)")
            let second = try await customs.post("/zh/clearing/\(number)", form: ["action": "answer", "text": "已办结，请查收。", "cause": "slow-handling"])
            #expect(second.status == 303, "\(second.text)")
            #expect(try await firm.post(one + "/confirmation", json: "{}").status == 200)
            let closed = try JSON(try await firm.get(one).body)
            #expect(closed["state"]?.string == "closed" && closed["outcome"]?.string == "confirmed")
            #expect(closed["words"]?.elements.count == 4)
            #expect(try await firm.post(one + "/reopening", json: #"{"reason":"太晚了"}"#).status == 409)
            // Page by page, by state; what means nothing is refused.
            let second2 = try Self.number(try await firm.post(Self.path, json: Self.raise("clearance")))
            for visitor in [firm, customs] {
                let first = try JSON(try await visitor.get(Self.path + "?limit=1").body)
                #expect(first["problems"]?.elements.map { $0["number"]?.string } == [second2] && first["next"]?.string == second2)
                let rest = try JSON(try await visitor.get(Self.path + "?limit=1&after=\(second2)").body)
                #expect(rest["problems"]?.elements.map { $0["number"]?.string } == [number] && rest["next"] == .null)
                let open = try JSON(try await visitor.get(Self.path + "?state=open").body)
                #expect(open["problems"]?.elements.map { $0["number"]?.string } == [second2])
            }
            for wrong in ["limit=0", "limit=many", "state=luck"] { #expect(try await firm.get(Self.path + "?" + wrong).status == 422, "\(wrong)") }
            #expect(try await other.get(Self.path + "?after=\(number)").status == 404)
        }
    }

    @Test("PS-03 what is late goes to the leading body, may be handed over without getting younger, and lapses only after an answer", arguments: TestStore.engines)
    func escalated(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = try await world.program(of: world.cast.seller, may: ["problems.raise"])
            let lead = try await world.officer("commerce-a", of: "commerce")
            _ = try await world.officer("tax-a", of: "tax")
            let number = try Self.number(try await firm.post(Self.path, json: Self.raise("refund", more: #","sender":"association","affected":12"#)))
            let one = "\(Self.path)/\(number)"
            try await world.clearProblems()
            #expect(try await lead.get(one).status == 404)
            world.time.advance(days: 8)
            try await world.clearProblems()
            // Sessions have ended meanwhile.
            let later = try await world.officer("commerce-a")
            let board = try JSON(try await Visitor(world.window.door).get("/api/v1/problem-board").body)
            #expect(board["bodies"]?.elements.contains { $0["body"]?.string == "tax" && $0["overdue"]?.boolean == true } == true)
            let late = try JSON(try await later.get(one).body)
            #expect(late["overdue"]?.boolean == true && late["escalated"]?.boolean == true, "\(late.encoded)")
            let nobody = try await later.act(one + "/hand-over", #"{"body":"statistics","reason":"请协办"}"#)
            #expect(nobody.status == 422 && nobody.text.contains("problems.body"))
            let handed = try await later.act(one + "/hand-over", #"{"body":"commerce","reason":"由我委协调"}"#)
            #expect(handed.status == 200, "\(handed.text)")
            let due = try JSON(handed.body)["due"]?.string
            #expect(due == late["due"]?.string)
            #expect(try await world.officer("tax-a").get(one).status == 404)
            #expect(try await later.act(one + "/answer", #"{"text":"已与税务部门会商解决。","cause":"unclear-rule"}"#).status == 200)
            world.time.advance(days: 20)
            try await world.clearProblems()
            let closed = try JSON(try await firm.get(one).body)
            #expect(closed["state"]?.string == "closed" && closed["outcome"]?.string == "lapsed", "\(closed.encoded)")
            // One problem of a cause could tell of one firm: it is not published.
            let after = try JSON(try await Visitor(world.window.door).get("/api/v1/problem-board").body)
            #expect(after["causes"]?.elements.isEmpty == true)
            #expect(try await Visitor(world.window.door).get("/en/problem-board").status == 200)
        }
    }

    @Test("PS-03 however many are late, each is put before the leading body")
    func manyLate() async throws {
        try await World.run(.sqlite) { world in
            let firm = try await world.program(of: world.cast.seller, may: ["problems.raise"])
            _ = try await world.officer("commerce-a", of: "commerce")
            // More than one look takes at once.
            let count = 505
            for number in 1...count {
                _ = try Self.number(try await firm.post(Self.path, json: Self.raise("refund", title: "退税进度查询困难 \(number)")))
            }
            world.time.advance(days: 8)
            try await world.clearProblems()
            let lead = try await world.officer("commerce-a")
            var (seen, after) = (0, "")
            repeat {
                let page = try JSON(try await lead.get("\(Self.path)?limit=200&after=\(after)").body)
                let found = page["problems"]?.elements ?? []
                #expect(found.allSatisfy { $0["escalated"]?.boolean == true })
                seen += found.count
                after = page["next"]?.string ?? ""
            } while !after.isEmpty
            #expect(seen == count)
        }
    }

    @Test("PS-04 each task of the papers has bodies, which report progress and cases by quarter; what is missing is shown", arguments: TestStore.engines)
    func ledger(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let tasks = try JSON(try await stranger.get("/api/v1/ledger").body)["tasks"]?.elements ?? []
            #expect(tasks.count > 100)
            #expect(tasks.allSatisfy { $0["bodies"]?.elements.isEmpty == false })
            let path = "/api/v1/ledger/p132/22"
            let customs = try await world.officer()
            let tax = try await world.officer("tax-a", of: "tax")
            let report = #"{"body":"customs","state":"on-track","text":"直通车已开通，答复12件。","case":"评议意见被采纳一例。"}"#
            let foreign = try await tax.act(path, report)
            #expect(foreign.status == 403 && foreign.text.contains("problems.not-yours"))
            let missing = try await customs.act(path, report.replacing("on-track", with: "luck"))
            #expect(missing.status == 422)
            let made = try await customs.act(path, report)
            #expect(made.status == 201, "\(made.text)")
            let task = try JSON(made.body)
            #expect(task["reports"]?.elements.first?["quarter"]?.string == "2026Q3")
            // The day for the third quarter is over: commerce is shown as missing, customs is not.
            let late = task["missing"]?.elements.compactMap(\.string) ?? []
            #expect(late.contains("commerce") && !late.contains("customs"), "\(late)")
            let page = try await stranger.get("/zh/ledger/p132/22")
            #expect(page.text.contains("评议意见被采纳一例"))
            #expect(try await stranger.get("/en/ledger?paper=p9").status == 200)
            #expect(try await stranger.get("/zh/ledger/p132/99").status == 404)
        }
    }

    @Test("PS-06 a measure abroad is told to those who follow its market, goods or topic; comments end in time, help stays open")
    func barriers() async throws {
        try await World.run(.sqlite) { world in
            let firm = try await world.program(of: world.cast.seller, may: ["problems.raise", "policies.follow", "declarations.read"])
            let other = try await world.program(of: world.cast.carrier, may: ["policies.follow", "declarations.read"])
            #expect(try await firm.post("/api/v1/policy-subscriptions", json: #"{"kind":"word","value":"8528"}"#).status == 201)
            #expect(try await other.post("/api/v1/policy-subscriptions", json: #"{"kind":"word","value":"1901"}"#).status == 201)
            let customs = try await world.officer()
            let today = world.time.clock.today
            func measure(_ market: String) -> String {
                #"{"market":"\#(market)","goods":["8528"],"title":{"zh":"显示器能效新要求","en":"Energy of displays"},"summary":{"zh":"测试","en":"For tests"},"notified":"\#(today.text)","commentsUntil":"\#(today.adding(days: 5).text)","effective":"2027-06-01","source":"G/TBT/N/TEST/1"}"#
            }
            #expect(try await customs.act("/api/v1/technical-measures", measure("nowhere")).status == 422)
            // Everything that is wrong at once: by path for programs, beside the field for people.
            let faults = try JSON(try await customs.act("/api/v1/technical-measures", #"{"market":"nowhere","goods":["x"],"notified":"2027-01-01","commentsUntil":"2026-12-01","title":{"zh":"测试"}}"#).body).faultPaths
            #expect(faults == ["/market", "/goods", "/title/en", "/summary/zh", "/summary/en", "/source", "/effective", "/notified", "/commentsUntil"], "\(faults)")
            _ = try await customs.get("/zh/technical-measures")
            let page = try await customs.post("/zh/technical-measures", form: ["market": "nowhere", "goods": "8528", "title-zh": "测试", "notified": "2026-11-01", "commentsUntil": "x"])
            #expect(page.status == 422 && ["market", "title-en", "commentsUntil", "source"].allSatisfy { page.text.contains("id=\"\($0)-error\"") }, "\(page.text)")
            #expect(try await firm.post("/api/v1/technical-measures", json: measure("DEU")).status == 403)
            let made = try await customs.act("/api/v1/technical-measures", measure("DEU"))
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(try JSON(made.body)["id"]?.string)
            func notices(_ visitor: Visitor) async throws -> Int {
                (try JSON(try await visitor.get("/api/v1/events?after=0").body)["events"]?.elements ?? []).count { $0["kind"]?.string == "problems.measure-notice" }
            }
            #expect(try await notices(firm) == 1)
            #expect(try await notices(other) == 0)
            let found = try JSON(try await Visitor(world.window.door).get("/api/v1/technical-measures?market=DEU&goods=85285210").body)
            #expect(found["measures"]?.elements.count == 1)
            #expect(try await Visitor(world.window.door).get("/zh/technical-measures/\(id)").status == 200)

            let bare = try await firm.post(Self.path, json: Self.raise("barrier-comment"))
            #expect(bare.status == 422 && bare.text.contains("problems.about"))
            let about = #","about":"measure/\#(id)""#
            let comment = try await firm.post(Self.path, json: Self.raise("barrier-comment", more: about))
            #expect(comment.status == 201, "\(comment.text)")
            world.time.advance(days: 6)
            let late = try await firm.post(Self.path, json: Self.raise("barrier-comment", more: about))
            #expect(late.status == 409 && late.text.contains("problems.comments-over"))
            #expect(try await firm.post(Self.path, json: Self.raise("barrier-help", more: about)).status == 201)
        }
    }

    @Test("PS-19 what firms say at a regular meeting becomes a problem of theirs with a body, a term and an answer", arguments: TestStore.engines)
    func dialogue(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let commerce = try await world.officer("commerce-a", of: "commerce")
            let meeting = #"{"day":"2026-11-19","body":"commerce","title":"跨境电商龙头企业对接会","parties":"测试企业、测试协会","notes":""}"#
            #expect(try await commerce.act("/api/v1/dialogues", meeting.replacing("2026-11-19", with: "2027-01-01")).status == 422)
            _ = try await commerce.get("/zh/dialogues")
            let wrong = try await commerce.post("/zh/dialogues", form: ["day": "2027-01-01", "body": "", "subject": "x", "parties": "", "notes": ""])
            #expect(wrong.status == 422 && ["day", "body", "subject", "parties"].allSatisfy { wrong.text.contains("id=\"\($0)-error\"") }, "\(wrong.text)")
            let unsaid = try await commerce.post("/zh/dialogues", form: ["meeting": "", "enterprise": "TEST", "topic": "", "title": "", "text": ""])
            #expect(unsaid.status == 422 && ["meeting", "enterprise", "topic", "title", "text"].allSatisfy { unsaid.text.contains("id=\"\($0)-error\"") }, "\(unsaid.text)")
            #expect(try await commerce.act("/api/v1/dialogues", meeting.replacing("\"commerce\"", with: "\"tax\"")).status == 403)
            let made = try JSON(try await commerce.act("/api/v1/dialogues", meeting).body)
            let id = try #require(made["id"]?.string)
            #expect(made["nextDue"]?.string == "2027-02-19")
            let code = world.cast.seller.creditCode
            let path = "/api/v1/dialogues/\(id)/problems"
            #expect(try await commerce.act(path, Self.raise("licence", more: #","enterprise":"TEST""#)).status == 404)
            let unread = try await commerce.act(path, Self.raise("licence", more: #","enterprise":"\#(code)","zzUnread":1"#))
            #expect(unread.status == 422 && unread.text.contains("zzUnread"), "\(unread.text)")
            let number = try Self.number(try await commerce.act(path, Self.raise("licence", more: #","enterprise":"\#(code)""#)))
            let firm = try await world.program(of: world.cast.seller, may: ["problems.raise"])
            let own = Self.raise("licence", more: #","about":"meeting/\#(id)""#)
            #expect(try await firm.post(Self.path, json: own).status == 422)
            let one = try JSON(try await firm.get("\(Self.path)/\(number)").body)
            #expect(one["about"]?.string == "meeting/\(id)" && one["state"]?.string == "open")
            _ = try await commerce.act("\(Self.path)/\(number)/answer", #"{"text":"已办理。","cause":"information"}"#)
            #expect(try await firm.post("\(Self.path)/\(number)/confirmation", json: "{}").status == 200)
            let list = try JSON(try await Visitor(world.window.door).get("/api/v1/dialogues").body)
            let line = list["meetings"]?.elements.first
            #expect(line?["raised"]?.integer == 1 && line?["closed"]?.integer == 1)
            #expect(try await Visitor(world.window.door).get("/zh/dialogues").text.contains("跨境电商龙头企业对接会"))
        }
    }

    @Test("PS-20 a complaint about a monopoly or unfair competition goes to the market regulator alone and is no line of the board")
    func complaint() async throws {
        try await World.run(.sqlite) { world in
            let firm = try await world.program(of: world.cast.seller, may: ["problems.raise"])
            let market = try await world.officer("market-a", of: "market")
            let number = try Self.number(try await firm.post(Self.path, json: Self.raise("monopoly", title: "平台要求二选一")))
            #expect(try await market.get("\(Self.path)/\(number)").status == 200)
            #expect(try await world.officer().get("\(Self.path)/\(number)").status == 404)
            let board = try JSON(try await Visitor(world.window.door).get("/api/v1/problem-board").body)
            #expect(board["bodies"]?.elements.isEmpty == true)
            #expect(try await market.act("\(Self.path)/\(number)/answer", #"{"text":"已立案核查。","cause":"other"}"#).status == 200)
        }
    }
}

import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

extension World {
    /// An officer of an authority, signed in through the page.
    func officer(_ login: String, of authority: String) async throws -> Visitor {
        _ = try await window.parties.addUser(
            NewUser(
                login: login, name: "测试 \(login)", password: "correct horse battery staple",
                kind: .officer(of: authority)), by: "scenario")
        return try await officer(login)
    }

    /// A program of an enterprise with scopes of its own.
    func program(of enterprise: SampleEnterprise, may scopes: Set<String>) async throws -> Visitor {
        let key = try await window.parties.createKey(
            enterprise: enterprise.creditCode, label: "scenario", scopes: scopes, days: 30,
            by: "scenario")
        return Visitor(window.door).as(key: key)
    }
}

@Suite("Policies") struct PolicyScenarios {
    static let editions = "/api/v1/policy-editions"

    static func proposal(
        policy: String, document: String, from: Day, major: Bool = false, topics: String = "\"fees\""
    ) -> String {
        """
        {"policy":"\(policy)","reason":"TEST","major":\(major),"content":{"kind":"paper",\
        "document":"\(document)","issuer":{"zh":"测试机关","en":"Test body"},"from":"\(from.text)",\
        "title":{"zh":"测试政策：泊位费用减半","en":"Test policy: half berth fees"},\
        "summary":{"zh":"测试用要点","en":"A summary for tests"},"topics":[\(topics)],\
        "articles":[{"label":"第三条","title":{"zh":"泊位","en":"Berths"},\
        "text":{"zh":"泊位费用减半收取","en":"Berths cost half"},"bodies":["transport"]}]}}
        """
    }

    @Test("PS-01 anybody searches the policies in two languages, sees whether each holds on a day and what of the system applies it", arguments: TestStore.engines)
    func register(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            for (question, path) in [("无陪同查验", "p9/articles/18"), ("问题清零", "p132/articles/22"), ("credit insurance", "p9/articles/5")] {
                let typed = Form([Form.Pair("q", question)]).encoded.dropFirst(2)
                let page = try await stranger.get("/zh/policies?q=\(typed)")
                #expect(page.status == 200 && page.text.contains("/zh/policies/\(path)"), "\(question)")
            }
            // What is no longer in force comes after all that is, and says so.
            let past = try await stranger.get("/zh/policies?q=\(Form([Form.Pair("q", "跨境电商 关税")]).encoded.dropFirst(2))")
            let marks = past.text.components(of: ["有效</span>", "已失效</span>"])
            #expect(marks.contains("已失效</span>") && marks == marks.sorted { $0 == "有效</span>" && $1 != "有效</span>" }, "\(marks)")
            // An article: what it says, who answers for it, which service and which data apply it.
            let licence = try JSON(try await stranger.get("/api/v1/policies/p9/articles/17").body)
            let uses = licence["appliedBy"]?.elements ?? []
            #expect(uses.contains { $0["path"]?.string == "/services/dual-use-licence" })
            let inspection = try JSON(try await stranger.get("/api/v1/policies/p9/articles/18").body)
            #expect((inspection["appliedBy"]?.elements ?? []).contains { $0["kind"]?.string == "table" }, "\(inspection.encoded)")
            let page = try await stranger.get("/en/policies/p9/articles/17")
            #expect(page.text.contains("/en/policies/p9/services/dual-use-licence"))
            let service = try await stranger.get("/en/policies/p9/services/dual-use-licence")
            #expect(service.status == 303 && service.header("location") == "/en/services/dual-use-licence")

            // Programs go on where they stopped, and come to an end.
            let whole = try JSON(try await stranger.get("/api/v1/policies?limit=200").body)
            let ids = whole["policies"]?.elements.compactMap { $0["id"]?.string } ?? []
            let some = try JSON(try await stranger.get("/api/v1/policies?limit=2&after=1").body)
            #expect(some["policies"]?.elements.compactMap { $0["id"]?.string } == Array(ids.dropFirst().prefix(2)))
            #expect(some["next"]?.integer == 3)
            let beyond = try JSON(try await stranger.get("/api/v1/policies?after=100000").body)
            #expect(beyond["policies"]?.elements.isEmpty == true && beyond["next"] == .null)
            for wrong in ["limit=201", "limit=x", "after=-1", "page=2"] {
                let refused = try await stranger.get("/api/v1/policies?\(wrong)")
                #expect(refused.status == 400 && refused.text.contains("policies.filter"), "\(wrong)")
            }
            // A long list has pages that keep the question; no page is beyond the last.
            let first = try await stranger.get("/en/policies?day=2026-04-01&page=1")
            #expect(first.text.contains("day=2026-04-01&amp;page=2") && first.body.count < 100_000)
            let last = try await stranger.get("/en/policies?page=99999")
            #expect(last.status == 200 && last.text.contains("rel=\"prev\"") && !last.text.contains("rel=\"next\""))

            // As of a day: the old order on credit ended with March 2026, the new one took its place.
            let old = try JSON(try await stranger.get("/api/v1/policies/o251?day=2026-03-31").body)
            #expect(old["inForce"]?.boolean == true)
            let now = try JSON(try await stranger.get("/api/v1/policies/o251?day=2026-04-01").body)
            #expect(now["inForce"]?.boolean == false)
            #expect(try await stranger.get("/zh/policies/o282").text.contains("海关总署令第251号"))
            #expect(try await stranger.get("/zh/policies?day=nonsense").status == 422)
            #expect(try await stranger.get("/zh/policies/p9/articles/999").status == 404)

            // From the citation of an explanation to the article, and from the search of the house.
            let cited = try await stranger.get("/zh/policy-citations?document=%E6%B2%AA%E5%BA%9C%E5%8A%9E%E8%A7%84%E3%80%942023%E3%80%959%E5%8F%B7&article=%E7%AC%AC%E5%8D%81%E5%85%AB%E6%9D%A1")
            #expect(cited.header("location") == "/zh/policies/p9/articles/18")
            #expect(try await stranger.get("/zh/policy-citations?document=nothing").status == 404)
            let atom = try await stranger.get("/api/v1/policy-feed.atom")
            #expect(atom.text.contains("<feed") && atom.text.contains("海关总署令第282号"))
            let feed = try JSON(try await stranger.get("/api/v1/policy-feed.json?lang=en").body)
            #expect(feed["items"]?.elements.isEmpty == false)
        }
    }

    @Test("PS-01 a policy is proposed by one officer, confirmed by another of the authority, and holds from its day; the past stays", arguments: TestStore.engines)
    func publish(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let tomorrow = world.time.clock.today.adding(days: 1)
            let one = try await world.officer("commerce-a", of: "commerce")
            let two = try await world.officer("commerce-b", of: "commerce")
            let tax = try await world.officer("tax-a", of: "tax")
            let late = try await one.act(Self.editions, Self.proposal(policy: "p2027-3", document: "测试〔2027〕3号", from: world.time.clock.today))
            #expect(late.status == 422 && late.text.contains("policies.not-in-future"))
            let wrong = try await one.act(Self.editions, Self.proposal(policy: "p2027-3", document: "沪府办规〔2023〕9号", from: tomorrow, topics: "\"luck\""))
            let faults = try JSON(wrong.body)["faults"]?.elements.count
            #expect(wrong.status == 422 && faults == 2, "\(wrong.text)")
            #expect(try await world.program(of: world.cast.seller).get(Self.editions).status == 403)
            let endless = Self.proposal(policy: "p2027-3", document: "测试〔2027〕3号", from: tomorrow).replacing("\"topics\":", with: "\"to\":\"some day\",\"topics\":")
            let unread = try JSON(try await one.act(Self.editions, endless).body)
            #expect(unread["faults"]?.elements.map { $0["path"]?.string } == ["/content/to"], "a day that cannot be read is refused")
            let bare = try JSON(try await one.act(Self.editions, #"{"policy":"p2027-3","reason":"TEST","content":{"kind":"rumour","title":{"zh":"测试"},"articles":[{"label":"一"}]}}"#).body)
            let paths = ["kind", "document", "issuer/zh", "issuer/en", "title/en", "summary/zh", "summary/en", "from", "articles/0/title/zh", "articles/0/title/en", "articles/0/text/zh", "articles/0/text/en"]
            #expect(bare["faults"]?.elements.compactMap { $0["path"]?.string } == paths.map { "/content/" + $0 }, "\(bare.encoded)")
            #expect(bare["message"]?["zh"]?.string?.contains("kind") == true)

            let made = try await one.act(Self.editions, Self.proposal(policy: "p2027-3", document: "测试〔2027〕3号", from: tomorrow))
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(try JSON(made.body)["id"]?.string)
            let alone = try await one.act("\(Self.editions)/\(id)/decision", #"{"confirm":true}"#)
            #expect(alone.status == 403 && alone.text.contains("policies.same-officer"))
            let foreign = try await tax.act("\(Self.editions)/\(id)/decision", #"{"confirm":true}"#)
            #expect(foreign.status == 403 && foreign.text.contains("policies.other-authority"))
            #expect(try await two.get("/en/policy-editions/\(id)").status == 200)
            let confirmed = try await two.post("/en/policy-editions/\(id)", form: ["action": "confirm"])
            #expect(confirmed.status == 303, "\(confirmed.text)")
            let again = try await two.act("\(Self.editions)/\(id)/decision", #"{"confirm":true}"#)
            #expect(again.status == 409)

            let stranger = Visitor(world.window.door)
            let today = try JSON(try await stranger.get("/api/v1/policies/p2027-3").body)
            #expect(today["inForce"]?.boolean == false)
            world.time.advance(days: 1)
            let then = try JSON(try await stranger.get("/api/v1/policies/p2027-3").body)
            #expect(then["inForce"]?.boolean == true)
            #expect(try await stranger.get("/zh/policies?q=%E6%B3%8A%E4%BD%8D").text.contains("/zh/policies/p2027-3"))
        }
    }

    @Test("PS-02 a firm sees which policies concern it and why, follows topics and words, and is told of a new one; reading is counted", arguments: TestStore.engines)
    func following(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = try await world.program(of: world.cast.seller, may: ["policies.follow", "policies.read-own", "declarations.read"])
            let mine = try JSON(try await seller.get("/api/v1/my-policies").body)
            let pageOne = try JSON(try await seller.get("/api/v1/my-policies?limit=1").body)
            let after = try #require(pageOne["next"]?.string)
            #expect(pageOne["policies"]?.elements.count == 1 && pageOne["policies"]?.elements.first?["id"]?.string == after)
            let pageTwo = try JSON(try await seller.get("/api/v1/my-policies?limit=1&after=\(after)").body)
            #expect(pageTwo["policies"]?.elements.first?["id"]?.string == mine["policies"]?.elements.dropFirst().first?["id"]?.string)
            let found = mine["policies"]?.elements ?? []
            // The plan for 2023 to 2025 is over; the other papers go on.
            #expect(!found.isEmpty && !found.contains { $0["id"]?.string == "p183" })
            #expect(found.allSatisfy { !($0["explanation"]?["outcome"]?["zh"]?.string ?? "").isEmpty })

            for (body, field) in [(#"{"kind":"topic","value":"luck"}"#, "value"), (#"{"kind":"rumour","value":"泊位"}"#, "kind"), (#"{"value":"泊位"}"#, "kind")] {
                let wrong = try await seller.post("/api/v1/policy-subscriptions", json: body)
                #expect(try JSON(wrong.body)["field"]?.string == field && wrong.status == 422, "\(wrong.text)")
            }
            #expect(try await seller.post("/api/v1/policy-subscriptions", json: #"{"kind":"word","value":"。"}"#).status == 422)
            let word = try await seller.post("/api/v1/policy-subscriptions", json: #"{"kind":"word","value":"泊位"}"#)
            #expect(word.status == 201, "\(word.text)")
            let same = try await seller.post("/api/v1/policy-subscriptions", json: #"{"kind":"word","value":"泊位"}"#)
            let (first, second) = (try JSON(word.body)["id"]?.string, try JSON(same.body)["id"]?.string)
            #expect(first == second)

            let one = try await world.officer("commerce-a", of: "commerce")
            let two = try await world.officer("commerce-b", of: "commerce")
            let made = try await one.act(Self.editions, Self.proposal(policy: "p2027-3", document: "测试〔2027〕3号", from: world.time.clock.today.adding(days: 1)))
            let id = try #require(try JSON(made.body)["id"]?.string)
            #expect(try await two.act("\(Self.editions)/\(id)/decision", #"{"confirm":true}"#).status == 200)
            try await world.settle()
            let events = try JSON(try await seller.get("/api/v1/events?after=0").body)
            let notices = (events["events"]?.elements ?? []).filter { $0["kind"]?.string == "policies.notice" }
            #expect(notices.count == 1, "\(events.encoded)")
            let clerk = try await world.person(of: world.cast.seller)
            #expect(try await clerk.get("/zh").text.contains("测试〔2027〕3号"))
            #expect(try await clerk.get("/en/my-policies").status == 200)

            // Another enterprise cannot touch the subscription; its owner ends it.
            let other = try await world.program(of: world.cast.carrier, may: ["policies.follow"])
            let held = try #require(try JSON(word.body)["id"]?.string)
            #expect(try await other.send("DELETE", "/api/v1/policy-subscriptions/\(held)").status == 404)
            #expect(try await seller.send("DELETE", "/api/v1/policy-subscriptions/\(held)").status == 204)

            let before = try JSON(try await seller.get("/api/v1/policy-readings").body)
            func count(_ json: JSON) -> Int64 {
                json["readings"]?.elements.first { $0["policy"]?.string == "p9" && $0["kind"]?.string == "read" }?["count"]?.integer ?? 0
            }
            _ = try await seller.get("/api/v1/policies/p9")
            #expect(count(try JSON(try await seller.get("/api/v1/policy-readings").body)) == count(before) + 1)
        }
    }

    @Test("PS-01 what one authority keeps is changed by another only with its consent", arguments: TestStore.engines)
    func owner(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let one = try await world.officer("tax-a", of: "tax")
            let two = try await world.officer("tax-b", of: "tax")
            let market = try await world.officer("market-a", of: "market")
            let commerce = try await world.officer("commerce-a", of: "commerce")
            let tomorrow = world.time.clock.today.adding(days: 1)
            let made = try await one.act(Self.editions, Self.proposal(policy: "p9", document: "沪府办规〔2023〕9号", from: tomorrow))
            #expect(made.status == 201, "\(made.text)")
            let record = try JSON(made.body)
            #expect(record["owners"]?.elements.compactMap(\.string) == ["commerce"] && record["mayIssue"]?.boolean == false)
            let id = try #require(record["id"]?.string)
            let path = "\(Self.editions)/\(id)"
            let early = try await two.act(path + "/decision", #"{"confirm":true}"#)
            #expect(early.status == 409 && early.text.contains("policies.owner-consent"), "\(early.text)")
            // Neither the proposing authority nor a third one can speak for the owner.
            #expect(try await two.act(path + "/opinion", #"{"agrees":true,"text":"TEST"}"#).status == 409)
            #expect(try await market.act(path + "/opinion", #"{"agrees":true,"text":"TEST"}"#).status == 409)
            #expect(try await commerce.act(path + "/decision", #"{"confirm":true}"#).status == 403)
            #expect(try await commerce.act(path + "/opinion", #"{"agrees":true,"text":"TEST"}"#).status == 200)
            #expect(try await two.act(path + "/decision", #"{"confirm":true}"#).status == 200)

            // Nor can another document take its place, or one of its names.
            let taker = Self.proposal(policy: "p2027-5", document: "测试〔2027〕5号", from: tomorrow)
            let aliased = taker.replacing("\"topics\":", with: "\"aliases\":[\"沪府办发〔2021〕25号\"],\"topics\":")
            #expect(try await one.act(Self.editions, aliased).status == 422)
            let replacing = taker.replacing("\"topics\":", with: "\"replaces\":[\"p25\"],\"topics\":")
            let other = try JSON(try await one.act(Self.editions, replacing).body)
            #expect(other["owners"]?.elements.compactMap(\.string) == ["commerce"], "\(other.encoded)")
        }
    }

    @Test("PS-20 a major measure is not issued before the market regulator and another authority agree in a joint review")
    func review() async throws {
        try await World.run(.sqlite) { world in
            let one = try await world.officer("commerce-a", of: "commerce")
            let two = try await world.officer("commerce-b", of: "commerce")
            let market = try await world.officer("market-a", of: "market")
            let tax = try await world.officer("tax-a", of: "tax")
            let made = try await one.act(Self.editions, Self.proposal(policy: "p2027-4", document: "测试〔2027〕4号", from: world.time.clock.today.adding(days: 1), major: true))
            let id = try #require(try JSON(made.body)["id"]?.string)
            let path = "\(Self.editions)/\(id)"
            let early = try await two.act(path + "/decision", #"{"confirm":true}"#)
            #expect(early.status == 409 && early.text.contains("policies.review-open"), "\(early.text)")
            #expect(early.text.contains("沪商市场〔2023〕131号"))
            // Who proposes a measure does not review it.
            let own = try await two.act(path + "/opinion", #"{"agrees":true,"text":"无不同意见"}"#)
            #expect(own.status == 403 && own.text.contains("policies.own-measure"), "\(own.text)")
            _ = try await market.act(path + "/opinion", #"{"agrees":false,"text":"限定特定经营者"}"#)
            _ = try await tax.act(path + "/opinion", #"{"agrees":true,"text":"无不同意见"}"#)
            #expect(try await two.act(path + "/decision", #"{"confirm":true}"#).status == 409)
            #expect(try await market.act(path + "/opinion", #"{"agrees":true,"text":""}"#).status == 422)
            _ = try await market.get("/zh/policy-editions/\(id)")
            let agreed = try await market.post("/zh/policy-editions/\(id)", form: ["action": "agree", "text": "已修改，同意"])
            #expect(agreed.status == 303, "\(agreed.text)")
            let record = try JSON(try await two.get(path).body)
            #expect(record["mayIssue"]?.boolean == true && record["opinions"]?.elements.count == 2)
            #expect(try await two.act(path + "/decision", #"{"confirm":true}"#).status == 200)
        }
    }
}

extension String {
    /// Which of some words stand in it, in order, each as often as it does.
    fileprivate func components(of words: [String]) -> [String] {
        var (rest, found) = (self[...], [String]())
        while let next = words.compactMap({ word in rest.firstRange(of: word).map { ($0, word) } })
            .min(by: { $0.0.lowerBound < $1.0.lowerBound })
        {
            found.append(next.1)
            rest = rest[next.0.upperBound...]
        }
        return found
    }
}

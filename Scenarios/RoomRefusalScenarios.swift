import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What of benefits, policies and problems is refused, with its rule and the way to mend it.
@Suite("Refusals of benefits, policies and problems") struct RoomRefusalScenarios {
    private struct Wrong {
        let who: Visitor
        let path: String
        let body: String
        let status: Int
        let code: String
        let article: String
        let field: String?
    }

    private func tell(_ cases: [Wrong]) async throws {
        for one in cases {
            let answer = try await one.who.act(one.path, one.body)
            let json = try JSON(answer.body)
            #expect(
                answer.status == one.status && json["code"]?.string == one.code,
                "\(one.body) \(answer.text)")
            #expect(
                json["citation"]?["article"]?.string == one.article, "\(one.body) \(answer.text)")
            #expect(json["field"]?.string == one.field, "\(one.body) \(answer.text)")
        }
    }

    @Test(
        "PS-03 the same problem is not raised again before it is settled, and what is raised wrong is told in its own words",
        arguments: TestStore.engines)
    func problems(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = try await world.person(of: world.cast.seller)
            let customs = try await world.officer()
            let path = ProblemScenarios.path
            async let first = firm.act(path, ProblemScenarios.raise("clearance"))
            async let second = firm.act(path, ProblemScenarios.raise("clearance"))
            let answers = try await [first, second].sorted { $0.status < $1.status }
            let number = try ProblemScenarios.number(answers[0])
            let again = try JSON(answers[1].body)
            #expect(
                answers[1].status == 409 && again["code"]?.string == "problems.raised-twice",
                "\(answers[1].text)")
            #expect(answers[1].text.contains(number))
            // With another blank it is the same problem.
            let spelt = ProblemScenarios.raise("clearance", title: "报关单修改 等待时间长")
            #expect(try await firm.act(path, spelt).text.contains("problems.raised-twice"))
            let one = "\(path)/\(number)"
            let (intake, clearing) = ("问题受理", "22")
            try await tell([
                Wrong(
                    who: firm, path: path,
                    body: ProblemScenarios.raise("clearance", more: #","sender":"king""#),
                    status: 422, code: "problems.sender", article: clearing, field: "sender"),
                Wrong(
                    who: firm, path: path,
                    body: ProblemScenarios.raise("clearance", more: #","sender":5"#), status: 422,
                    code: "problems.sender", article: clearing, field: "sender"),
                Wrong(
                    who: firm, path: path,
                    body: ProblemScenarios.raise("clearance", more: #","affected":0"#), status: 422,
                    code: "problems.affected", article: intake, field: "affected"),
                Wrong(
                    who: firm, path: path,
                    body: ProblemScenarios.raise("clearance", more: #","about":7"#), status: 422,
                    code: "problems.about", article: intake, field: "about"),
                Wrong(
                    who: firm, path: one + "/reopening", body: #"{"reason":"还没有答复"}"#, status: 409,
                    code: "problems.unanswered", article: clearing, field: nil),
                Wrong(
                    who: customs, path: one + "/answer", body: #"{"text":"已处理。","cause":"luck"}"#,
                    status: 422, code: "problems.cause", article: clearing, field: "cause"),
                Wrong(
                    who: customs, path: one + "/answer",
                    body: #"{"text":"已处理。","cause":"other","reason":"x"}"#, status: 422,
                    code: "problems.unknown", article: "接口请求", field: "reason"),
                Wrong(
                    who: customs, path: one + "/hand-over",
                    body: #"{"body":"customs","reason":"转办"}"#, status: 422, code: "problems.body",
                    article: clearing, field: "body"),
            ])
            let cause = try JSON(
                try await customs.act(one + "/answer", #"{"text":"已处理。","cause":"luck"}"#).body)
            #expect(
                cause["message"]?["zh"]?.string?.contains("luck") == true
                    && cause["fix"]?["zh"]?.string?.contains("slow-handling") == true)
            _ = try await firm.get("/zh/clearing")
            let page = try await firm.post(
                "/zh/clearing",
                form: [
                    "topic": "clearance", "title": "标题标题", "text": "文字文字", "sender": "king",
                    "affected": "1",
                ])
            #expect(
                page.status == 422 && page.text.contains("没有“king”这种提出方")
                    && page.text.contains("沪商自贸〔2023〕132号 22"), "\(page.text)")
        }
    }

    @Test(
        "ID-14 a question about a benefit and a change of its rule are told what is wrong with them",
        arguments: TestStore.engines)
    func benefits(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = try await world.person(of: world.cast.seller)
            let (one, two) = (
                try await world.keeper("one", of: "commerce"),
                try await world.keeper("two", of: "commerce")
            )
            let (decisions, rules) = ("/api/v1/entitlement-decisions", "/api/v1/benefit-rules")
            func asked(_ more: String) -> String {
                #"{"benefit":"premium-discount","reference":"TEST-1"\#(more)}"#
            }
            let text =
                "benefit: premium-discount\\nrow: ID-14\\nfrom: \(world.tomorrow)\\nowner: commerce\\nname: {zh: 测试, en: Test}\\nsummary: {zh: 测试, en: Test}\\ngives: {zh: 测试, en: Test}\\nway: automatic\\nbases: [paper-9-6]\\nwhen: {fact: insured, is: 1}\\n"
            let change = #"{"text":"\#(text)","reason":"测试变更"}"#
            let made = try await one.act(rules, change)
            let id = try #require(try JSON(made.body)["id"]?.string)
            try await tell([
                Wrong(
                    who: firm, path: decisions, body: asked(#","day":5"#), status: 422,
                    code: "entitlements.body", article: "接口请求", field: "day"),
                Wrong(
                    who: firm, path: decisions, body: asked(#","day":"2026-13-01""#), status: 422,
                    code: "entitlements.day", article: "业务日", field: "day"),
                Wrong(
                    who: firm, path: decisions, body: asked(#","day":"2999-01-01""#), status: 422,
                    code: "entitlements.day", article: "惠企判断", field: "day"),
                Wrong(
                    who: firm, path: decisions, body: asked(#","date":"2026-01-01""#), status: 422,
                    code: "entitlements.body", article: "接口请求", field: "date"),
                Wrong(
                    who: two, path: rules, body: change, status: 409,
                    code: "entitlements.already-proposed", article: "惠企规则", field: "text"),
                Wrong(
                    who: one, path: "\(rules)/\(id)/decision", body: #"{"confirm":true}"#,
                    status: 403, code: "entitlements.same-officer", article: "双人复核", field: nil),
                Wrong(
                    who: two, path: "\(rules)/\(id)/decision", body: "{}", status: 422,
                    code: "entitlements.decision", article: "接口请求", field: "confirm"),
            ])
            // A form without a decision decides nothing.
            _ = try await two.get("/zh/benefit-rules/\(id)")
            #expect(
                try await two.post("/zh/benefit-rules/\(id)", form: ["action": ""]).status == 422)
            #expect(
                try JSON(try await two.get("\(rules)/\(id)").body)["state"]?.string == "proposed")
            // Which of several ways is missing what is told way by way.
            let missing = try JSON(try await firm.get("/api/v1/my-lists").body)["lists"]?.elements
                .first { $0["list"]?.string == "trade-hq" }?["score"]?["missing"]
            #expect(
                missing?.encoded.contains("境内批发零售占比高于 50%，且上年营业收入高于 1000000 万元；") == true,
                "\(missing?.encoded ?? "")")
        }
    }

    @Test(
        "PS-01 a version is read to the last member, and the same one is not proposed again",
        arguments: TestStore.engines)
    func policies(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let one = try await world.officer("commerce-a", of: "commerce")
            let two = try await world.officer("commerce-b", of: "commerce")
            let path = "/api/v1/policy-editions"
            func body(_ more: String = "", _ outer: String = "") -> String {
                #"{"policy":"tp-1","reason":"测试"\#(outer),"content":{"kind":"notice","document":"测试〔2027〕9号","issuer":{"zh":"测试","en":"Test"},"from":"\#(world.tomorrow)","title":{"zh":"测试","en":"Test"},"summary":{"zh":"测试","en":"Test"},"articles":[]\#(more)}}"#
            }
            for (more, place) in [
                (#","form":"2027-01-01""#, "/content/form"),
                (#","topics":"fees""#, "/content/topics"),
            ] {
                let refused = try JSON(try await one.act(path, body(more)).body)
                #expect(
                    refused["code"]?.string == "policies.content" && refused.faultPaths == [place],
                    "\(refused.encoded)")
            }
            let made = try await one.act(path, body())
            let id = try #require(try JSON(made.body)["id"]?.string)
            try await tell([
                Wrong(
                    who: one, path: path, body: body("", #","major":"false""#), status: 422,
                    code: "policies.major", article: "三（十一）", field: "major"),
                Wrong(
                    who: two, path: path, body: body(), status: 409,
                    code: "policies.already-proposed", article: "政策发布", field: "content"),
                Wrong(
                    who: two, path: "\(path)/\(id)/decision", body: #"{"confirm":"yes"}"#,
                    status: 422, code: "policies.decision", article: "接口请求", field: "confirm"),
                Wrong(
                    who: one, path: "\(path)/\(id)/decision", body: #"{"confirm":true}"#,
                    status: 403, code: "policies.same-officer", article: "双人复核", field: nil),
            ])
            let stranger = Visitor(world.window.door)
            #expect(try await stranger.get("/api/v1/policy-feed.atom?lang=xx").status == 400)
            let seller = try await world.person(of: world.cast.seller)
            for wrong in ["limit=many", "limit=101", "after=nothing"] {
                #expect(
                    try await seller.get("/api/v1/my-policies?\(wrong)").status == 400, "\(wrong)")
            }
        }
    }
}

import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What of lists is refused, at once, with its rule and the way to mend it.
@Suite("Refusals of lists") struct ListRefusalScenarios {
    private func told(
        _ answer: Answer, _ status: Int, _ code: String, _ article: String, _ words: String...
    ) throws {
        let json = try JSON(answer.body)
        #expect(answer.status == status && json["code"]?.string == code, "\(answer.text)")
        #expect(json["citation"]?["article"]?.string == article, "\(answer.text)")
        for word in words { #expect(answer.text.contains(word), "\(word): \(answer.text)") }
    }

    private static func change(_ kind: String, _ firm: SampleEnterprise, _ more: String = "")
        -> String
    {
        #"{"kind":"\#(kind)","reason":"测试理由","document":"测试文件","firms":[{"firm":"\#(firm.creditCode)"}]\#(more)}"#
    }

    @Test(
        "ID-08 a change that waits for a second officer is not proposed again; the refusal has its number",
        arguments: TestStore.engines)
    func twice(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (one, two) = (
                try await world.keeper("one", of: "commerce"),
                try await world.keeper("two", of: "commerce")
            )
            let firm = world.cast.seller
            try await world.record(["offshore-value": 5, "bank-recommended": 1], of: firm, by: one)
            let path = "/api/v1/lists/offshore-trade/changes"
            for kind in ["entry", "exit"] {
                // Two officers at the same moment: one is first, whoever it is.
                async let first = one.act(path, Self.change(kind, firm))
                async let second = two.act(path, Self.change(kind, firm))
                let answers = try await [first, second].sorted { $0.status < $1.status }
                #expect(answers[0].status == 201, "\(answers[0].text)")
                let id = try #require(try JSON(answers[0].body)["id"]?.string)
                try told(answers[1], 409, "lists.already-proposed", "名单变动", id)
                _ = try await one.get("/zh/list-desk/offshore-trade")
                let page = try await one.post(
                    "/zh/list-desk/offshore-trade",
                    form: [
                        "kind": kind, "reason": "再来", "document": "再来", "firm0": firm.creditCode,
                    ])
                #expect(page.status == 409 && page.text.contains(id), "\(page.text)")
                #expect(page.text.withoutTags.contains("依据：本系统默认设置 名单变动"))
                // Rejected, it can be proposed again; confirmed, there is nothing to propose.
                #expect(
                    try await two.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":false}"#)
                        .status == 200)
                try await world.change("offshore-trade", kind, of: firm, one, two)
                let late = try await one.act(path, Self.change(kind, firm))
                try told(
                    late, kind == "entry" ? 409 : 422,
                    kind == "entry" ? "lists.already-listed" : "lists.not-listed", "名单变动")
            }
            let again =
                #","firms":[{"firm":"\#(firm.creditCode)"},{"firm":"\#(firm.creditCode)"}]}"#
            let double = try await one.act(
                path, #"{"kind":"entry","from":"2027-03-01","reason":"测试","document":"测试""# + again)
            try told(double, 422, "lists.named-twice", "名单变动")
        }
    }

    @Test("ID-02 a publication that waits is not proposed again", arguments: TestStore.engines)
    func publication(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let one = try await world.keeper("one", of: "commerce")
            let person = try await world.person(of: world.cast.seller)
            let path = "/api/v1/lists/top-export"
            let own = try await person.act(
                "\(path)/nominations", #"{"edition":"2026","stated":{"export-value":600000}}"#)
            let nomination = try #require(try JSON(own.body)["id"]?.string)
            let twice = try await person.act("\(path)/nominations", #"{"edition":"2026"}"#)
            try told(twice, 409, "lists.already-nominated", "名单提名", nomination)
            #expect(
                try await one.act(
                    "/api/v1/list-nominations/\(nomination)/marks",
                    #"{"marks":{"lead":20},"reason":"测试"}"#
                ).status == 200)
            let body = #"{"kind":"publication","edition":"2026","reason":"测试","document":"测试"}"#
            let proposed = try await one.act("\(path)/changes", body)
            let id = try #require(try JSON(proposed.body)["id"]?.string)
            try told(
                try await one.act("\(path)/changes", body), 409, "lists.already-proposed", "名单变动",
                id)
        }
    }

    @Test(
        "ID-02 a firm puts itself forward and nobody else, an officer whom he names",
        arguments: TestStore.engines)
    func nominee(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (own, other) = (world.cast.seller, world.cast.carrier)
            let person = try await world.person(of: own)
            let path = "/api/v1/lists/top-export/nominations"
            let foreign = try await person.act(path, #"{"firm":"\#(other.creditCode)"}"#)
            try told(foreign, 403, "lists.not-nominator", "名单提名", "只能提名自己")
            try told(
                try await person.act(path, #"{"firm":"TEST"}"#), 403, "lists.not-nominator", "名单提名")
            let named = try await person.act(path, #"{"firm":"\#(own.creditCode)"}"#)
            #expect(named.status == 201, "\(named.text)")
            #expect(try JSON(named.body)["code"]?.string == own.creditCode)
            let officer = try await world.keeper("one", of: "commerce")
            let put = try await officer.act(path, #"{"firm":"\#(other.creditCode)"}"#)
            #expect(try JSON(put.body)["code"]?.string == other.creditCode, "\(put.text)")
            let nobody = try JSON(try await officer.act(path, "{}").body)
            #expect(
                nobody["code"]?.string == "lists.no-enterprise" && nobody["field"]?.string == "firm"
            )
        }
    }

    @Test(
        "ID-02 ID-08 what is sent wrong is told by its field, with the rule, and changes nothing",
        arguments: TestStore.engines)
    func wrong(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.keeper("one", of: "commerce")
            let person = try await world.person(of: world.cast.seller)
            let firm = world.cast.seller
            let changes = "/api/v1/lists/offshore-trade/changes"
            let editions = "/api/v1/lists/top-export/changes"
            func sent(_ more: String, _ kind: String = "entry") -> String {
                Self.change(kind, firm, more)
            }
            let cases: [(Visitor, String, String, code: String, article: String, field: String)] = [
                (officer, changes, sent(#","from":"2020-13-01""#), "lists.day", "业务日", "from"),
                (
                    officer, changes, sent(#","from":"2020-12-01""#), "lists.not-in-future", "名单变动",
                    "from"
                ),
                (officer, changes, sent(#","from":5"#), "lists.body", "接口请求", "from"),
                (officer, changes, sent(#","form":"2026-12-01""#), "lists.body", "接口请求", "form"),
                (officer, changes, sent(#","edition":"2026""#), "lists.edition", "名单提名", "edition"),
                (officer, changes, sent("", "promotion"), "lists.kind", "名单变动", "kind"),
                (
                    officer, changes,
                    #"{"kind":"entry","reason":"测试","document":"测试","firms":"all"}"#, "lists.body",
                    "接口请求", "firms"
                ),
                (
                    officer, changes,
                    #"{"kind":"entry","reason":"测试","document":"测试","firms":[7]}"#, "lists.body",
                    "接口请求", "firms/0"
                ),
                (
                    officer, changes, #"{"kind":"entry","reason":"测试","document":"测试","firms":[]}"#,
                    "lists.nobody", "名单变动", "firm"
                ),
                (
                    officer, changes, #"{"kind":"entry","reason":" ","document":"测试"}"#,
                    "lists.words", "说明理由", "reason"
                ),
                (
                    officer, changes, #"{"kind":"entry","reason":"测试","document":""}"#,
                    "lists.words", "说明理由", "document"
                ),
                (
                    officer, editions, sent(#","edition":"2026""#, "publication"), "lists.kind",
                    "名单变动", "firms"
                ),
                (
                    officer, editions,
                    #"{"kind":"publication","edition":"99999999999999999999","reason":"测试","document":"测试"}"#,
                    "lists.edition", "名单提名", "edition"
                ),
                (
                    officer, "/api/v1/list-changes/nothing/decision", #"{"confirm":"yes"}"#,
                    "lists.body", "接口请求", "confirm"
                ),
                (
                    officer, "/api/v1/list-changes/nothing/decision", "{}", "lists.decision",
                    "接口请求", "confirm"
                ),
                (
                    officer, "/api/v1/firm-facts",
                    #"{"firm":"\#(firm.creditCode)","fact":"shanghai","value":1,"from":"2026-01-01","to":true,"document":"测试"}"#,
                    "lists.body", "接口请求", "to"
                ),
                (
                    person, "/api/v1/lists/top-export/nominations", #"{"edition":2026}"#,
                    "lists.body", "接口请求", "edition"
                ),
                (
                    person, "/api/v1/lists/top-export/nominations", #"{"item":"3304"}"#,
                    "lists.item", "名单提名", "item"
                ),
                (
                    person, "/api/v1/lists/top-export/nominations",
                    #"{"stated":{"luck":7,"export-value":-1}}"#, "lists.figures", "企业指标",
                    "stated/export-value"
                ),
                (
                    person, "/api/v1/lists/top-export/nominations",
                    #"{"stated":{"serious-violation":2}}"#, "lists.figures", "企业指标",
                    "stated/serious-violation"
                ),
            ]
            for one in cases {
                let answer = try await one.0.act(one.1, one.2)
                let json = try JSON(answer.body)
                #expect(
                    answer.status == 422 && json["code"]?.string == one.code,
                    "\(one.2) \(answer.text)")
                #expect(
                    json["citation"]?["article"]?.string == one.article, "\(one.2) \(answer.text)")
                #expect(json["field"]?.string == one.field, "\(one.2) \(answer.text)")
            }
            let held = try JSON(try await officer.get("/api/v1/list-changes").body)
            #expect(held["changes"]?.elements.isEmpty == true, "\(held.encoded)")
            #expect(try await officer.get("/api/v1/list-changes?list=nothing").status == 404)
            for limit in ["0", "501", "many"] {
                #expect(
                    try await officer.get("/api/v1/lists/top-export/members?limit=\(limit)").status
                        == 400, "\(limit)")
            }
            let code = try JSON(try await officer.get("/api/v1/list-standings?code=TEST").body)
            #expect(
                code["field"]?.string == "code"
                    && code["message"]?["zh"]?.string?.contains("TEST") == true)
        }
    }

    @Test(
        "ID-08 a reason is told as it was typed; what the system says of a nomination is said in both languages",
        arguments: TestStore.engines)
    func reasons(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (one, two) = (
                try await world.keeper("one", of: "commerce"),
                try await world.keeper("two", of: "commerce")
            )
            let firm = world.cast.seller
            try await world.record(["offshore-value": 5, "bank-recommended": 1], of: firm, by: one)
            let person = try await world.person(of: firm)
            let put = try await person.act("/api/v1/lists/offshore-trade/nominations", "{}")
            let id = try #require(try JSON(put.body)["id"]?.string)
            try await world.change("offshore-trade", "entry", of: firm, one, two)
            let outcome = try JSON(try await person.get("/api/v1/list-nominations/\(id)").body)[
                "outcome"]
            #expect(
                outcome?["zh"]?.string == "符合必备条件，列入。"
                    && outcome?["en"]?.string == "What must hold does: entered.")
            let own = try JSON(try await person.get("/api/v1/my-lists").body)
            let standing = own["lists"]?.elements.first { $0["list"]?.string == "offshore-trade" }?[
                "standings"]?.elements.first
            #expect(standing?["reason"]?.string == "测试理由")
            // What a figure has to be is told with its unit.
            let page = try await Visitor(world.window.door).get("/zh/lists/trade-hq").text
                .withoutTags
            #expect(page.contains("上年营业收入高于 600000 万元") && page.contains("在本市注册：是"), "\(page)")
        }
    }
}

extension String {
    /// Its words alone.
    fileprivate var withoutTags: String {
        var (text, isTag) = ("", false)
        for sign in self {
            if sign == "<" {
                isTag = true
            } else if sign == ">" {
                isTag = false
            } else if !isTag {
                text.append(sign)
            }
        }
        return text
    }
}

import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Services that are nothing but files, from the application to the decision.
@Suite("Services") struct ServiceScenarios {
    static let licence = [
        "kind": "new", "customs-code": "3122000002", "goods-code": "8471301000",
        "goods-name": "测试电脑", "condition": "new", "quantity": "12", "unit": "001",
        "country": "502", "trade-mode": "0110",
    ]

    @Test("SW-16 an automatic licence is applied for, refused, appealed, issued, used and amended online", arguments: TestStore.engines)
    func automaticLicence(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let wrong = Self.licence.merging(["goods-code": "0101210010", "condition": "used"]) { $1 }
            let draft = try await world.begin("automatic-import-licence", wrong)
            try await world.attach(["contract"], to: draft)
            #expect(try JSON(try await world.act("submit", draft).body).faultPaths == ["/goods-code", "/condition"])
            // The chapter is right, but the tariff has no such code; and the registration is another's.
            let others = Self.licence.merging(["goods-code": "8471309999", "customs-code": "3122000004"]) { $1 }
            let foreign = try await world.refused("automatic-import-licence", others, documents: ["contract"])
            #expect(foreign.faultPaths == ["/customs-code", "/goods-code"] && foreign.texts.contains { $0.contains("3122000002") })
            let number = try await world.submit("automatic-import-licence", Self.licence, documents: ["contract"])
            #expect(try await world.found(number)["clock"]?["due"]?.string == "2026-12-04")
            let commerce = try await world.visitor("commerce-1")
            try await world.decide(commerce, "refuse", number, reason: "型号与合同不符")
            let refused = try await world.found(number)
            #expect(refused.state == "refused" && refused["appealUntil"]?.string == "2027-01-19")
            #expect(try await world.decide(commerce, "grant", number).status == 409)
            #expect(try await world.act("appeal", number).status == 422)
            #expect(try await world.act("appeal", number, reason: "型号已更正").status == 200)
            // What is looked at anew keeps the reason for which it was refused.
            let appealed = try await world.found(number)
            #expect(appealed["reason"]?.string == "型号与合同不符" && appealed["appealGrounds"]?.string == "型号已更正")
            let (one, two) = (try await world.visitor("review-1"), try await world.visitor("review-2"))
            #expect(try await world.decide(commerce, "grant", number).status == 403)
            try await world.decide(one, "grant", number)
            try await world.decide(two, "agree", number)
            let granted = try await world.found(number)
            #expect(granted.state == "granted" && granted["letters"]?.elements.count == 2)
            #expect(try await world.act("appeal", number, reason: "x").status == 409)
            for batch in 1...6 { #expect(try await world.draw("1", "b\(batch)", number).status == 201) }
            let seventh = try await world.draw("1", "b7", number)
            #expect(try JSON(seventh.body)["code"]?.string == "procedures.batches-used-up")
            var amend = Self.licence.merging(["kind": "amend", "earlier": "SW16-2026-0000099"]) { $1 }
            let other = try await world.begin("automatic-import-licence", amend)
            try await world.attach(["contract"], to: other)
            #expect(try JSON(try await world.act("submit", other).body).faultPaths == ["/earlier"])
            amend["earlier"] = number
            let amended = try await world.submit("automatic-import-licence", amend, documents: ["contract"])
            let twice = try await world.refused("automatic-import-licence", amend.merging(["quantity": "13"]) { $1 }, documents: ["contract"])
            #expect(twice.faultPaths == ["/earlier"])
            // Issued, it takes the place of the earlier one, whose rest is gone: nothing is there twice.
            try await world.decide(commerce, "grant", amended)
            let earlier = try await world.found(number)
            #expect(earlier.state == "replaced" && earlier["reason"]?.string?.contains(amended) == true)
            #expect(try JSON(try await world.draw("1", "b8", number).body)["code"]?.string == "procedures.not-drawable")
            let held = try JSON(try await world.program.get("/api/v1/balances").body)
            let rest = held["accounts"]?.elements.first { $0["id"]?.string == "licence-\(number.lowercased())" }
            #expect(rest?["balance"]?.string == "0", "\(held.encoded)")
            #expect(try await world.draw("12", "c1", amended).status == 201)
            let code = try #require(earlier["letters"]?.elements.first?["code"]?.string)
            #expect(try await Visitor(world.window.door).get("/zh/verify?code=\(code)").text.contains(amended))
            let again = try await world.refused("automatic-import-licence", amend.merging(["quantity": "14"]) { $1 }, documents: ["contract"])
            #expect(again.faultPaths == ["/earlier"])
        }
    }

    @Test("SW-16 an appeal that is taken back leaves the refusal as it was handed out", arguments: TestStore.engines)
    func appealWithdrawn(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("automatic-import-licence", Self.licence, documents: ["contract"])
            try await world.decide(try await world.visitor("commerce-1"), "refuse", number, reason: "型号与合同不符")
            let refused = try await world.found(number)
            world.time.advance(days: 1)
            try await world.act("appeal", number, reason: "型号已更正")
            let review = try await world.visitor("review-1")
            try await world.decide(review, "uphold", number, reason: "维持")
            let clerk = try await world.clerk()
            let span = try #require(refused["letters"]?.elements.first?["span"]?.integer)
            let letter = "/zh/applications/\(number)/letters/\(span)"
            #expect(try await clerk.get(letter).text.contains("已申请复核"))
            let page = try await clerk.get("/zh/applications/\(number)").text
            #expect(page.contains("撤回复核申请（原决定维持）") && page.contains("型号与合同不符"))
            #expect(try await clerk.post("/zh/applications/\(number)", form: ["action": "withdraw", "reason": "不再复核"]).status == 303)
            let after = try await world.found(number)
            #expect(after.state == "refused" && after["reason"]?.string == "型号与合同不符")
            #expect(after["closedAt"]?.string == refused["closedAt"]?.string && after["step"]?.string == "examination")
            #expect(after["appealUntil"]?.string == nil && after["proposal"] == .null)
            #expect(after["letters"]?.encoded == refused["letters"]?.encoded)
            // No paper names an appeal that cannot be made any more.
            for path in [letter, "/zh/applications/\(number)"] {
                let text = try await clerk.get(path).text
                #expect(text.contains("复核申请已撤回") && !text.contains("六十日"), "\(text)")
            }
            let code = try #require(after["letters"]?.elements.first?["code"]?.string)
            #expect(try await Visitor(world.window.door).get("/zh/verify?code=\(code)").text.contains("有效"))
            // It is over: neither agreed to nor appealed against again, and a new one may be made.
            #expect(try await world.decide(try await world.visitor("review-2"), "agree", number).status == 409)
            #expect(try JSON(try await world.act("appeal", number, reason: "又").body)["code"]?.string == "procedures.no-appeal")
            _ = try await world.submit("automatic-import-licence", Self.licence, documents: ["contract"])
        }
    }

    @Test("SW-16 an appeal after sixty days is refused", arguments: TestStore.engines)
    func lateAppeal(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let number = try await world.submit("automatic-import-licence", Self.licence, documents: ["contract"])
            try await world.decide(try await world.visitor("commerce-1"), "refuse", number, reason: "测试")
            let letter = "/en/applications/\(number)/letters/1"
            #expect(try await world.clerk().get(letter).text.contains("until 2027-01-19"))
            world.time.advance(days: 61)
            #expect(try await world.visitor("clerk").get(letter).text.contains("ended on 2027-01-19"))
            let late = try await world.act("appeal", number, reason: "测试")
            #expect(late.status == 409)
            #expect(try JSON(late.body)["code"]?.string == "procedures.appeal-late")
            #expect(try JSON(late.body)["citation"]?["article"]?.string == "第二十条")
        }
    }

    @Test("ID-05 an enterprise is put on the cultivation list, gets a coordinator, closes its gaps and is recommended", arguments: TestStore.engines)
    func cultivation(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            var answers = ["customs-code": "3122000002", "kind": "cbec-platform", "group": "chain", "contact": "测试关务"]
            let none = try await world.begin("aeo-cultivation", answers)
            #expect(try JSON(try await world.act("submit", none).body).faultPaths == ["/members", "/internal-control"])
            answers.merge(["members": "测试供应商", "compliance": "1"]) { $1 }
            let headquarters = try await world.refused("aeo-cultivation", answers.merging(["kind": "headquarters"]) { $1 })
            #expect(headquarters.faultPaths == ["/kind"], "who says so has to stand on a list of headquarters")
            let number = try await world.submit("aeo-cultivation", answers, documents: [])
            let (one, two) = (try await world.visitor("customs-1"), try await world.visitor("customs-2"))
            #expect(try await world.decide(one, "assign", number).status == 422)
            try await world.decide(one, "assign", number, values: ["coordinator": "测试关员"])
            try await world.decide(one, "gap", number, reason: "贸易安全：缺少集装箱检查记录")
            #expect(try await world.found(number).state == "returned")
            _ = try await world.program.post(try await world.answers(number), json: #"{"security":"1","gaps":"已补齐"}"#)
            #expect(try await world.act("complete", number).status == 200)
            try await world.decide(one, "recommend", number)
            try await world.decide(two, "agree", number)
            #expect(try await world.found(number).state == "granted")
            let clerk = try await world.clerk()
            let page = try await clerk.get("/zh/applications/\(number)").text
            #expect(page.contains("缺少集装箱检查记录") && page.contains("企业协调员") && page.contains("测试关员"))
        }
    }

    @Test("ID-07 only an advanced certified enterprise becomes an approved exporter, and declares origin (TR-05) until the approval is revoked", arguments: TestStore.engines)
    func approvedExporter(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let answers = ["name-en": "Test Flagship", "agreement": "rcep", "goods": "玩具", "codes": "9503 851660", "knows-rules": "1", "keeps-records": "1"]
            let draft = try await world.begin("approved-exporter", answers)
            try await world.attach(["goods-list"], to: draft)
            let refused = try JSON(try await world.act("submit", draft).body)
            #expect(refused.faultPaths == ["/enterprise"], "by the level the customs has published")
            #expect(refused.texts.contains { $0.contains("海关总署令第254号") })
            let odd = try await world.refused("approved-exporter", answers.merging(["codes": "9503 9999 x"]) { $1 }, documents: ["goods-list"])
            #expect(Set(odd.faultPaths) == ["/enterprise", "/codes"])
            // Not approved, nobody declares origin.
            let exporter = try await world.program(may: ["origin.keep"])
            let sheet = try JSON(try await exporter.post("/api/v1/origin/worksheets", json: OriginProofScenarios.toJapan).body)["id"]?.string ?? ""
            let declaration = OriginProofScenarios.application(sheet, kind: "declaration", agreement: "RCEP", to: "JPN")
            #expect(try JSON(try await exporter.post("/api/v1/origin/proofs", json: declaration).body)["code"]?.string == "origin.not-approved-exporter")
            try await world.publish(level: "advanced")
            let number = try await world.submit("approved-exporter", answers, documents: ["goods-list"])
            // Thirty days end on a Sunday and roll to Monday.
            #expect(try await world.found(number)["clock"]?["due"]?.string == "2026-12-21")
            try await world.decide(try await world.visitor("customs-1"), "grant", number, values: ["authorisation": "TEST-AE-0001"])
            let two = try await world.visitor("customs-2")
            try await world.decide(two, "agree", number)
            #expect(try await world.found(number)["validTo"]?.string == "2029-11-20")
            let clerk = try await world.clerk()
            let letter = try await clerk.get("/zh/applications/\(number)/letters/1")
            #expect(letter.text.contains("TEST-AE-0001") && letter.text.contains("经核准出口商认定书"))
            // The latest first, page by page; the calendar knows until when it holds.
            let latest = try JSON(try await world.program.get("/api/v1/applications?limit=1").body)
            #expect(latest["applications"]?.elements.map { $0["number"]?.string } == [number] && latest["next"]?.string == number)
            let before = try JSON(try await world.program.get("/api/v1/applications?limit=1&after=\(number)").body)
            #expect(before["applications"]?.elements.count == 1 && before["next"]?.string != nil)
            #expect(try await world.program.get("/api/v1/due-days.ics").text.contains("UID:\(number)-expiry@tradewind\r\nDTSTAMP"))
            // TR-05: who is approved declares at once, without anybody typing it again, and only until it is revoked.
            let declared = try await exporter.post("/api/v1/origin/proofs", json: declaration)
            #expect(declared.status == 201 && declared.text.contains("TEST-AE-0001"), "\(declared.text)")
            let held = try JSON(try await exporter.get("/api/v1/origin/exporters").body)["exporters"]?.elements
            #expect(held?.first?["validTo"]?.string == "2029-11-20" && held?.first?["codes"]?.elements.count == 2)
            try await world.decide(try await world.visitor("customs-1"), "revoke", number, reason: "不再是高级认证企业")
            #expect(try await exporter.get("/api/v1/origin/exporters").text.contains("不再是高级认证企业") == false)
            try await world.decide(two, "agree", number)
            #expect(try await exporter.get("/api/v1/origin/exporters").text.contains("不再是高级认证企业"))
            let late = declaration.replacing("INV-1", with: "INV-2")
            #expect(try JSON(try await exporter.post("/api/v1/origin/proofs", json: late).body)["code"]?.string == "origin.not-approved-exporter")
            #expect(try await exporter.get("/api/v1/origin/proofs").text.contains("TEST-AE-0001"), "what was declared stays")
        }
    }

    @Test("SW-22 a request at the customs window gets a number and shows its progress, all on pages", arguments: TestStore.engines)
    func window(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let clerk = try await world.clerk()
            #expect(try await clerk.get("/zh/services?q=%E7%AA%97%E5%8F%A3").text.contains("海关业务在线受理窗口"))
            _ = try await clerk.get("/zh/services/customs-window")
            let begun = try await clerk.post("/zh/services/customs-window", form: [:])
            let form = try #require(begun.header("location"))
            let number = String(form.split(separator: "/")[2])
            #expect(number == "SW22-2026-0000001")
            _ = try await clerk.get(form)
            // Saved and taken up again where it was left.
            _ = try await clerk.post(form, form: ["business": "cbec", "text": "测试说明", "do": "save"])
            #expect(try await clerk.get(form).text.contains("测试说明"))
            // What a script saves while one types is answered with the time, and lies in the draft.
            let kept = try await clerk.post(form, form: ["business": "cbec", "text": "边写边存", "do": "autosave"])
            #expect(kept.status == 200 && kept.text.contains("已自动保存 09:00:00"), "\(kept.text)")
            #expect(try await clerk.get(form).text.contains("边写边存"))
            // An older page overwrites nothing, saved by hand or while one types.
            for how in ["autosave", "save", "submit"] {
                let stale = try await clerk.post(form, form: ["version": "1", "business": "cbec", "text": "旧页面", "do": how])
                #expect(stale.status == 409 && stale.text.contains("申请已经变化"), "\(how) \(stale.text)")
                // What it says is not lost: it comes back in the form, beside what the draft says.
                #expect(stale.text.contains("申请现为“边写边存”，本页为“旧页面”") == (how != "autosave"), "\(how)")
            }
            #expect(try await clerk.get(form).text.contains("边写边存"))
            let wrong = try await clerk.post(form, form: ["business": "cbec", "request": "amend", "text": "测试说明", "do": "submit"])
            #expect(wrong.status == 422)
            for field in ["list", "contact", "paper"] { #expect(wrong.text.contains("href=\"#\(field)\"")) }
            let sent = try await clerk.post(form, form: ["business": "cbec", "request": "question", "text": "测试说明", "contact": "测试甲", "do": "submit"])
            #expect(sent.status == 303, "\(sent.text)")
            let customs = try await world.visitor("customs-1")
            try await world.decide(customs, "accept", number)
            try await world.decide(customs, "done", number, reason: "已答复：请按新目录申报")
            for language in ["zh", "en"] {
                let page = try await clerk.get("/\(language)/applications/\(number)")
                #expect(page.status == 200 && page.text.contains("已答复：请按新目录申报"))
                #expect(!page.text.contains("测试 customs-1"))
            }
            #expect(try await clerk.get("/zh/applications").text.contains(number))
        }
    }

    @Test("SW-12 slot, container move, sample and air entrustment are one service, for those who are concerned", arguments: TestStore.engines)
    func inspection(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let kinds: [[String: String]] = [
                ["kind": "slot", "site": "测试场地", "day": "2026-11-24", "half": "morning", "presence": "none"],
                ["kind": "move", "site": "测试场地", "container": "TEST1234567"],
                ["kind": "sample", "sample": "TEST-1"],
                ["kind": "air", "site": "测试货站", "waybill": "999-00000011", "agent": "测试代理", "signed": "1"],
            ]
            let customs = try await world.visitor("customs-1")
            for kind in kinds {
                let answers = kind.merging(["declaration": "TEST-0001"]) { $1 }
                let number = try await world.submit("inspection-service", answers, documents: [])
                try await world.decide(customs, "confirm", number, reason: "上午九点")
                try await world.decide(customs, "wait", number, reason: "等待到货")
                #expect(try await world.found(number).state == "paused")
                try await world.decide(customs, "resume", number)
                try await world.decide(customs, "done", number, reason: "已完成")
                #expect(try await world.found(number).state == "granted")
            }
            let past = try await world.begin("inspection-service", kinds[0].merging(["declaration": "T", "day": "2026-11-19"]) { $1 })
            #expect(try JSON(try await world.act("submit", past).body).faultPaths == ["/day"])
            let unsigned = try await world.begin("inspection-service", kinds[3].merging(["declaration": "T", "signed": ""]) { $1 })
            #expect(try JSON(try await world.act("submit", unsigned).body).faultPaths == ["/signed"])
        }
    }

    @Test("SW-15 rectified cosmetics are checked by video only with the commitment and the label sample", arguments: TestStore.engines)
    func cosmetics(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            var answers = ["declaration": "TEST-1", "goods-code": "3304990099", "goods-name": "测试面霜", "filing": "TEST", "batch": "TEST", "defect": "label", "measures": "已更换标签", "video-day": "2026-11-25"]
            let draft = try await world.begin("cosmetics-rectification", answers)
            #expect(try JSON(try await world.act("submit", draft).body).faultPaths == ["/label-sample", "/photos", "/commitment"])
            answers["commitment"] = "1"
            let refused = try await world.other.post("/api/v1/applications", json: #"{"service":"cosmetics-rectification"}"#)
            #expect(try JSON(refused.body)["code"]?.string == "procedures.not-in-role")
            let number = try await world.submit("cosmetics-rectification", answers, documents: ["label-sample", "photos"])
            let (one, two) = (try await world.visitor("customs-1"), try await world.visitor("customs-2"))
            #expect(try await world.decide(one, "fail", number, reason: "x").status == 422)
            try await world.decide(one, "pass", number)
            try await world.decide(one, "pass", number, reason: "TEST-VIDEO-1")
            try await world.decide(two, "agree", number)
            #expect(try await world.found(number).state == "granted")
        }
    }

    @Test("SW-20 vehicles may leave for a time, not for sale and not for more than a year", arguments: TestStore.engines)
    func vehicles(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            var answers = ["qualification": "TEST", "purpose": "sale", "vins": "TEST0000000000001", "quantity": "1", "country": "502", "leaves": "2026-12-01", "returns": "2027-12-01"]
            // Only makers on the list of the day apply; the list is commerce's and anybody may read it.
            let early = try await world.refused("vehicle-temporary-export", answers.merging(["purpose": "test", "returns": "2027-06-01"]) { $1 }, documents: ["plan"])
            #expect(early.faultPaths == ["/maker"] && early["faults"]?.elements.first?["citation"]?["article"]?.string == "二", "\(early.encoded)")
            try await world.enlist("vehicle-maker", "vehicle-maker")
            #expect(try await world.lists(on: "2026-11-20") == ["vehicle-maker"])
            let draft = try await world.begin("vehicle-temporary-export", answers)
            try await world.attach(["plan"], to: draft)
            #expect(try JSON(try await world.act("submit", draft).body).faultPaths == ["/purpose", "/returns"])
            answers.merge(["purpose": "test", "returns": "2027-06-01"]) { $1 }
            let number = try await world.submit("vehicle-temporary-export", answers, documents: ["plan"])
            try await world.decide(try await world.visitor("commerce-1"), "grant", number)
            try await world.decide(try await world.visitor("commerce-2"), "agree", number)
            let granted = try await world.found(number)
            #expect(granted["validTo"]?.string == "2027-06-01")
            // The decision lists each vehicle; none leaves by two licences, whoever asks.
            let span = try #require(granted["letters"]?.elements.first?["span"]?.integer)
            #expect(try await world.program.get("/api/v1/applications/\(number)/letters/\(span)/paper").text.contains("TEST0000000000001"))
            let two = answers.merging(["vins": "LSVAM4187C2184841\nTEST0000000000001", "quantity": "2", "returns": "2027-07-01"]) { $1 }
            let taken = try await world.refused("vehicle-temporary-export", two, documents: ["plan"])
            #expect(taken.faultPaths == ["/vins"] && taken.texts.contains { $0.contains("TEST0000000000001") && !$0.contains("LSVAM") }, "\(taken)")
            for wrong in ["LSVAM4187C2184841", "LSVAM4187C2184841\nLSVAM4187C2184841", "LSVAM4187C2184841\nLSVAM4187C218484"] {
                #expect(try await world.refused("vehicle-temporary-export", two.merging(["vins": wrong]) { $1 }, documents: ["plan"]).faultPaths == ["/vins"])
            }
        }
    }

    @Test("SW-01 a service nobody wrote code for is a file, and works from the application to the letter", arguments: TestStore.engines)
    func onlyAFile(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, adding: ["test-berth.yaml": Self.berth]) { world in
            #expect(try await world.program.get("/zh/services").text.contains("测试泊位登记"))
            let draft = try await world.begin("test-berth", ["boats": "7", "colour": "blue"])
            #expect(try JSON(try await world.act("submit", draft).body).faultPaths == ["/why", "/boats"])
            let number = try await world.submit("test-berth", ["boats": "2", "colour": "red"], documents: [])
            #expect(number == "VT10-2026-0000002")
            #expect(try await world.found(number)["clock"]?["due"]?.string == "2026-11-24")
            let customs = try await world.visitor("customs-1")
            try await world.decide(customs, "yes", number)
            let code = try await world.found(number)["letters"]?.elements.first?["code"]?.string ?? ""
            #expect(try await world.other.get("/en/verify?code=\(code)").text.contains("Test berth registered"))
        }
    }

    static let berth = """
        service: test-berth
        row: VT-10
        from: 2026-01-01
        topic: clearance
        name: {zh: 测试泊位登记, en: Test berth}
        summary: {zh: 仅供测试。, en: For tests only.}
        bases: [default-term]
        applicants: any
        fields:
          - {id: boats, type: integer, label: {zh: 船数, en: Boats}, required: true}
          - id: colour
            type: choice
            label: {zh: 颜色, en: Colour}
            required: true
            choices:
              - {id: red, name: {zh: 红, en: Red}}
              - {id: blue, name: {zh: 蓝, en: Blue}}
          - {id: why, type: text, label: {zh: 原因, en: Why}, required: true, when: {field: colour, is: [blue]}}
        checks:
          - check: number-at-most
            field: boats
            value: 5
            message: {zh: 最多五艘。, en: Five at most.}
            fix: {zh: 请减少。, en: Fewer.}
        steps:
          - id: look
            name: {zh: 看一看, en: Look}
            body: customs
            clock: {workingDays: 2, basis: default-term}
            actions:
              - {id: "yes", name: {zh: 同意, en: Agreed}, does: grant}
        withdraw: true
        grant:
          title: {zh: 测试泊位已登记, en: Test berth registered}
          letter: {zh: 已登记。, en: Registered.}
        notices:
          submitted: {zh: 已收到。, en: Received.}
          granted: {zh: 已登记。, en: Registered.}
        """
}

import Kernel
import TestKit
import Testing
import Web

@testable import Declarations

@Suite("Pages as people visit them") struct PagesVisitTests {
    @Test("a stranger sees what this is, the message tables and the problems; the rest asks to sign in")
    func stranger() async throws {
        try await PagesWorld.with { world in
            let visitor = Visitor(world.door)
            for path in ["/zh/messages", "/en/messages/621", "/en/problems/value.empty"] {
                #expect(try await visitor.get(path).status == 200, "\(path)")
            }
            for path in ["/zh/declarations", "/zh/upload", "/zh/worklist", "/zh/gateway"] {
                let answer = try await visitor.get(path)
                #expect(answer.status == 303, "\(path)")
                #expect(answer.header("location")?.hasPrefix("/zh/sign-in") == true)
            }
            #expect(try await visitor.get("/zh/messages/999").status == 404)
            let moved = try await visitor.get("/en/messages/CEB621")
            #expect(moved.header("location") == "/en/messages/621")
        }
    }

    @Test("everybody sees a page in both languages", arguments: Language.allCases)
    func languages(language: Language) async throws {
        try await PagesWorld.with { world in
            let preNo = try await world.declare(1, basket: .watched)
            let tag = language.rawValue
            for (login, paths) in [
                ("member", ["/declarations", "/declarations/\(preNo)", "/upload"]),
                ("officer", ["/worklist", "/declarations/\(preNo)", "/upload"]),
                ("administrator", ["/gateway", "/upload"]),
            ] {
                let visitor = try await world.visitor(login, language)
                for path in paths {
                    let answer = try await visitor.get("/\(tag)\(path)")
                    #expect(answer.status == 200, "\(login) \(path)")
                    #expect(answer.text.contains(#"<html lang="\#(language.tag)">"#))
                }
            }
        }
    }

    @Test("nobody comes where they have no business")
    func policy() async throws {
        try await PagesWorld.with { world in
            let member = try await world.visitor("member")
            #expect(try await member.get("/zh/worklist").status == 403)
            #expect(try await member.get("/zh/gateway").status == 403)
            let officer = try await world.visitor("officer")
            #expect(try await officer.get("/zh/gateway").status == 403)
            let answer = try await officer.get("/zh/declarations")
            #expect(answer.header("location") == "/zh/worklist")
        }
    }

    @Test("a long list is paged there and back, its filters kept")
    func pager() async throws {
        try await PagesWorld.with { world in
            for number in 1...(ListsPage.pageSize + 2) {
                try await world.declare(number, without: ["CEB411", "CEB511", "CEB311"])
            }
            let visitor = try await world.visitor("member")
            let first = try await visitor.get("/zh/declarations?status=2").text
            let next = try #require(link("next", in: first))
            #expect(next.hasPrefix("/zh/declarations?status=2&before="))
            let second = try await visitor.get(next).text
            #expect(second.contains("31–32"))
            #expect(link("next", in: second) == nil)
            #expect(link("prev", in: second) == "/zh/declarations?status=2")
            let none = try await visitor.get("/zh/declarations?number=nothing").text
            #expect(none.contains("没有符合条件的申报"))
        }
    }

    private func link(_ relation: String, in page: String) -> String? {
        guard let place = page.firstRange(of: "rel=\"\(relation)\" href=\"") else { return nil }
        let address = page[place.upperBound...].prefix { $0 != "\"" }
        return String(address).replacing("&amp;", with: "&")
    }

    @Test("a message is checked without being sent, and every fault stands at its place")
    func check() async throws {
        try await PagesWorld.with { world in
            let visitor = try await world.visitor("administrator")
            let page = try await visitor.get("/zh/upload").text
            #expect(page.contains(#"value="check""#) && !page.contains(#"value="send""#))
            let bad = ProblemExample.waybill
                .replacing("0.85", with: "1e9").replacing(">142<", with: ">502<")
            let answer = try await visitor.post(
                "/zh/upload", form: ["do": "check", "message": bad], files: [])
            #expect(answer.status == 200)
            #expect(answer.text.contains("共 2 处问题"))
            #expect(answer.text.contains(#"id="fault-1-2""#))
            #expect(answer.text.contains("/zh/problems/value.not-a-number"))
            let denied = try await visitor.post(
                "/zh/upload", form: ["do": "send", "message": bad], files: [])
            #expect(denied.status == 403)
            let nothing = try await visitor.post("/zh/upload", form: ["do": "check"], files: [])
            #expect(nothing.status == 422)
        }
    }

    @Test("messages that fit are sent and have their receipts; one that does not holds all back")
    func send() async throws {
        try await PagesWorld.with { world in
            let visitor = try await world.visitor("member")
            _ = try await visitor.get("/zh/upload")
            let files = try world.base.messages(7).map {
                VisitorFile(field: "files", name: "\($0.type).xml", type: "text/xml", body: $0.bytes)
            }
            let bad = VisitorFile(
                field: "files", name: "bad.xml", type: "text/xml", body: Array("<a/>".utf8))
            let held = try await visitor.post(
                "/zh/upload", form: ["do": "send"], files: files + [bad])
            #expect(held.status == 422)
            #expect(held.text.contains("未报送任何内容"))
            #expect(try await world.base.receipts().isEmpty)
            let sent = try await visitor.post("/zh/upload", form: ["do": "send"], files: files)
            #expect(sent.status == 200)
            #expect(sent.text.contains("已接收 4 个报文"))
            #expect(sent.text.contains("CEB622Message "))
            #expect(try await world.base.receipts().count == 4)
            let again = try await visitor.post("/zh/upload", form: ["do": "send"], files: files)
            #expect(again.text.contains("此报文此前已收过"))
            #expect(try await world.base.receipts().count == 4)
        }
    }

    @Test("an officer decides on the page; without a reason or a choice nothing is decided")
    func decide() async throws {
        try await PagesWorld.with { world in
            let preNo = try await world.declare(1, basket: .watched)
            let visitor = try await world.visitor("officer")
            let list = try await visitor.get("/zh/worklist").text
            #expect(list.contains(preNo) && list.contains("营养补充食品"))
            let path = "/zh/declarations/\(preNo)"
            let page = try await visitor.get(path).text
            let version = try #require(page.firstRange(of: "name=\"version\" value=\""))
            let number = String(page[version.upperBound...].prefix { $0 != "\"" })
            let none = try await visitor.post("\(path)/decision", form: ["version": number])
            #expect(none.status == 422 && none.text.contains("请选择处理结论"))
            let mute = try await visitor.post(
                "\(path)/decision", form: ["version": number, "action": "reject"])
            #expect(mute.status == 422 && mute.text.contains("须填写处理理由"))
            let old = try await visitor.post(
                "\(path)/decision", form: ["version": "1", "action": "release"])
            #expect(old.status == 409)
            let done = try await visitor.post(
                "\(path)/decision", form: ["version": number, "action": "release"])
            #expect(done.header("location") == "\(path)?done=release")
            let after = try await visitor.follow(done).text
            #expect(after.contains("结论已提交：放行") && !after.contains(#"id="decision""#))
            #expect(!(try await visitor.get("/zh/worklist").text).contains(preNo))
        }
    }

    @Test("the gateway's page counts what came and what was refused")
    func gateway() async throws {
        try await PagesWorld.with { world in
            try await world.declare(1)
            let sender = Gateway.Sender(
                enterprise: world.base.enterprise, actor: "u1", channel: .api)
            _ = try? await world.base.declarations.gateway.receive(
                Array("<a/>".utf8), from: sender)
            let text = try await world.visitor("administrator").get("/en/gateway").text
            #expect(text.contains("CEB621 Import declaration list"))
            #expect(text.contains("/en/problems/message.unknown-type"))
            #expect(text.contains(#"data-refresh="5""#))
        }
    }
}

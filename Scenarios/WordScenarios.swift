import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Pages say what they mean in words, and lead nowhere that is not there.
@Suite("Words on pages") struct WordScenarios {
    @Test("SW-01 every citation of an explanation that is a link leads to the register of policies")
    func citations() async throws {
        try await World.run(.sqlite) { world in
            let found = try await world.declare(1, .direct)
            let preNo = try #require(found["preNo"]?.string)
            let bonded = try await world.declare(2, .bonded)
            let export = try await world.declare(3, .simplified)
            let member = try await world.member(of: world.cast.declarant)
            let numbers = [preNo, bonded["preNo"]?.string, export["preNo"]?.string].compactMap { $0 }
            let pages = numbers.map { "/declarations/\($0)" } + [
                "/tariff/retail?code=2204210000&price=500", "/tariff/postal?value=251&class=2",
                "/tariff/best?code=6403911190&origin=JPN&value=1000", "/tariff/codes/6403911190",
            ]
            var links: Set<String> = []
            var plain = 0
            for page in pages {
                for language in ["zh", "en"] {
                    let answer = try await member.get("/\(language)\(page)")
                    #expect(answer.status == 200, "\(page): \(answer.status)")
                    let cited = answer.text.split(separator: "href=\"").dropFirst()
                        .map { String($0.prefix { $0 != "\"" }).replacing("&amp;", with: "&") }
                        .filter { $0.contains("/policy-citations?") }
                    links.formUnion(cited)
                    plain += answer.text.split(separator: #"<span lang="zh-CN">"#).count - 1
                }
            }
            #expect(links.count > 5)
            #expect(plain > 0, "a default of the system is said, and leads nowhere")
            for link in links.sorted() {
                #expect(try await member.get(link).status == 303, "\(link)")
            }
        }
    }

    @Test("SW-01 who may not do something is told in words what, and who can give it; a program is told the name")
    func permissions() async throws {
        try await World.run(.sqlite) { world in
            let member = try await world.member(of: world.cast.declarant)
            let officer = try await world.officer()
            let desk = try await member.get("/zh/worklist")
            #expect(desk.status == 403 && desk.text.contains("您的账户没有“审核申报单证”的权限"), "\(desk.text)")
            #expect(!desk.text.contains("declarations.examine") && desk.text.contains("主管部门的经办人员"))
            let english = try await officer.get("/en/mandates")
            #expect(english.status == 403 && english.text.contains("manage mandates"))
            #expect(!english.text.contains("parties.mandates") && english.text.contains("account of a firm"))
            // Every permission that a page asks for has words.
            for route in world.window.routes where route.method == .get && route.path.hasPrefix("/{language}/") {
                guard case .permission(let permission) = route.access else { continue }
                let path = "/" + route.path.split(separator: "/").map { part in
                    part == "{language}" ? "zh" : part.hasPrefix("{") ? "1" : String(part)
                }.joined(separator: "/")
                for visitor in [member, officer] {
                    let answer = try await visitor.get(path)
                    guard answer.status == 403, answer.text.contains("web.not-permitted") else { continue }
                    #expect(answer.text.contains("您的账户没有“") && !answer.text.contains(permission.name), "\(path)")
                }
            }
            let api = try await world.program(of: world.cast.declarant).get("/api/v1/worklist")
            let said = try JSON(api.body)
            #expect(said["code"]?.string == "web.not-permitted")
            #expect(said["message"]?["en"]?.string?.contains("declarations.examine") == true)
        }
    }

    @Test("ED-12 sealed events are told in words, in both languages")
    func events() async throws {
        try await World.run(.sqlite) { world in
            let officer = try await world.officer()
            let (_, inspection) = try await world.inspected(1, by: officer)
            _ = try await officer.act("/api/v1/inspections/\(inspection)/result", #"{"result":"finding","findings":"测试：数量不符"}"#)
            let token = try await officer.get("/zh/account").formToken ?? ""
            let firm = world.cast.declarant
            let body = """
                {"enterprise":"\(firm.creditCode)","form":"bank-letter","reference":"LG-000009",\
                "issuer":"测试银行","amount":"5000","validTo":"2027-06-30","citation":{"document":"TEST"}}
                """
            #expect(try await officer.post("/api/v1/balances/guarantees", json: body, headers: ["x-csrf-token": token]).status == 201)
            let owner = try await world.member(of: firm)
            _ = try await owner.get("/zh/mandates")
            let applied = try await owner.act("/api/v1/applications", #"{"service":"voluntary-disclosure"}"#)
            #expect(applied.status == 201, "\(applied.text)")
            try await world.settle()
            for language in ["zh", "en"] {
                let list = try await owner.get("/\(language)/legal-events").text
                #expect(list.contains("LG-000009") && !list.contains(">guarantee<"))
                let pages = list.split(separator: "href=\"").dropFirst()
                    .map { String($0.prefix { $0 != "\"" }) }
                    .filter { $0.hasPrefix("/\(language)/legal-events/") }
                #expect(pages.count > 2)
                for page in Set(pages) {
                    let text = try await owner.get(page).text
                    let main = text.split(separator: "<main").last.map(String.init) ?? text
                    // The names of fields go with the form; what is read are labels and hints.
                    let read = Self.read(main)
                    for raw in ["{&quot;", "{\"", "data.1", "data.2", "declarations.", "inspections.", "balances.", "parties."] {
                        #expect(!read.contains(raw), "\(page): \(raw) in \(read)")
                    }
                    #expect(!read.contains(language == "zh" ? "其他内容" : "Further content"), "\(page): \(read)")
                }
            }
        }
    }

    @Test("SW-01 the changelog is a page: tables are tables, stressed words are stressed, lists lie in lists")
    func changelog() async throws {
        try await World.run(.sqlite) { world in
            let page = try await Visitor(world.window.door).get("/en/developers/changelog").text
            #expect(page.contains("<th scope=\"col\">source</th>") && page.contains("<td>2016-04-08</td>"))
            #expect(!page.contains("|---|") && !page.contains("| what |"))
            #expect(page.contains("<em>Certificates</em>") && !page.contains("*Certificates*"))
            #expect(!page.contains("](") && !page.contains("**"))
        }
    }

    /// Text that is read, without markup.
    private static func read(_ html: String) -> String {
        html.split(separator: "<").compactMap { part in
            part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).last.map(String.init)
        }.joined(separator: " ")
    }
}

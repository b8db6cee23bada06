import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("The portal") struct PortalScenarios {
    @Test("SW-01 the first page shows each what needs him, and nobody what is another's", arguments: TestStore.engines)
    func home(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let refused = try await world.declare(1, .direct, defect: .payerDiffers)
            let lacking = world.samples.chain(2, .direct)
            try await world.send(
                try world.samples.messages(of: lacking).filter { $0.type != "CEB511" })
            try await world.settle()
            let waiting = try await world.declaration(copNo: lacking.copNo)
            let watched = try await world.declare(3, .direct, basket: .watched)
            let numbers = [refused, waiting, watched].compactMap { $0["preNo"]?.string }
            try #require(numbers.count == 3)

            let member = try await world.member(of: world.cast.declarant)
            let page = try await member.get("/zh").text
            #expect(page.contains("已退单，待更正") && page.contains("等待单证或处理"))
            #expect(page.contains(numbers[0]) && page.contains(numbers[1]))
            let needs = try JSON(try await member.get("/api/v1/needs").body)
            let kinds = needs["needs"]?.elements.compactMap { $0["kind"]?.string } ?? []
            #expect(kinds == ["declarations.rejected", "declarations.waiting"])
            let first = needs["needs"]?.elements.first?["items"]?.elements.first
            #expect(first?["number"]?.string == numbers[0])
            #expect(first?["note"]?.string?.isEmpty == false)

            let officer = try await world.officer()
            let desk = try await officer.get("/zh").text
            #expect(desk.contains(numbers[2]) && !desk.contains(numbers[0]))
            let other = try await world.member(of: world.cast.warehouse)
            let calm = try await other.get("/zh").text
            #expect(numbers.allSatisfy { !calm.contains($0) })
            #expect(calm.contains("现在没有需要您处理的事"))
        }
    }

    @Test("SW-01 one search finds a declaration by any of its numbers, for whom it concerns only", arguments: TestStore.engines)
    func search(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let found = try await world.declare(1, .direct)
            let preNo = try #require(found["preNo"]?.string)
            let order = try #require(found["orderNo"]?.string)
            let member = try await world.member(of: world.cast.declarant)
            let officer = try await world.officer()
            for visitor in [member, officer] {
                let answer = try await visitor.get("/zh/search?q=\(preNo)")
                #expect(answer.header("location") == "/zh/declarations/\(preNo)")
            }
            // As somebody types it on a Chinese keyboard, with blanks around.
            let wide = String(String.UnicodeScalarView(order.unicodeScalars.map { scalar in
                (0x21...0x7E).contains(scalar.value)
                    ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
            }))
            let typed = try await member.get(address("/zh/search", "  \(wide) "))
            #expect(typed.header("location") == "/zh/declarations/\(preNo)")

            for visitor in [Visitor(world.window.door), world.program(of: world.cast.warehouse)] {
                let answer = try await visitor.get("/api/v1/search?q=\(preNo)")
                #expect(answer.status == 200)
                let groups = try JSON(answer.body)["groups"]?.elements
                #expect(groups?.contains { $0["kind"]?.string == "declarations.lists" } == false)
            }
        }
    }

    @Test("SW-01 without an account one search leads to goods, services, messages, codes and tasks")
    func lookUps() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            for (question, kind, page) in [
                ("牛肉", "tariff.codes", "/zh/tariff/codes/0201"),
                ("CEB621", "declarations.messages", "/zh/messages/621"),
                ("两用物项", "procedures.services", "/zh/services/"),
                ("澳大利亚", "codes", "/zh/codes/countries"),
                ("税率", "portal.tasks", "/zh/tariff"),
            ] {
                let answer = try await stranger.get(address("/api/v1/search", question))
                let group = try JSON(answer.body)["groups"]?.elements
                    .first { $0["kind"]?.string == kind }
                let pages = group?["items"]?.elements.compactMap { $0["page"]?.string } ?? []
                #expect(pages.contains { $0.hasPrefix(page) }, "\(question): \(pages)")
            }
            let nothing = try await stranger.get(address("/en/search", "<script>alert(1)"))
            #expect(nothing.status == 200)
            #expect(nothing.text.contains("&lt;script&gt;") && !nothing.text.contains("<script>alert"))
            #expect(try await stranger.get("/api/v1/needs").status == 401)
        }
    }

    @Test("SW-01 the navigation names tasks, and shows nobody a door that is closed to him")
    func sections() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            let front = try await stranger.get("/zh").text
            #expect(front.contains("/zh/tasks/look-up") && !front.contains("/zh/worklist"))
            #expect(front.contains("<h3>查税率与归类") && front.contains("/zh/sign-up\""))
            #expect(front.contains("/zh/problems\"") && !front.contains("<p></p>"))
            #expect(try await stranger.get("/zh/search?q=1313%00").text.contains("/zh/problems/1313"))
            let lookUps = try await stranger.get("/en/tasks/look-up")
            #expect(lookUps.text.contains("/en/tariff/best"))
            #expect(try await stranger.get("/zh/tasks/office").header("location")?
                .hasPrefix("/zh/sign-in") == true)
            let member = try await world.member(of: world.cast.declarant)
            #expect(try await member.get("/zh/tasks/office").status == 404)
            #expect(try await member.get("/zh/tasks/nonsense").status == 404)
            // What a page offers is open to whoever it offers it to.
            for visitor in [stranger, member, try await world.officer()] {
                for link in try await visitor.get("/zh").text.links where link.hasPrefix("/zh/") {
                    let status = try await visitor.get(link).status
                    #expect([200, 303].contains(status), "\(link): \(status)")
                }
            }
            // Who acts for no enterprise has no lists and no receipts: a tile that only led back
            // to the worklist is none.
            let officer = try await world.officer()
            for page in ["/zh", "/zh/worklist", "/zh/tasks/declare", "/zh/tasks/money", "/zh/search?q=%E5%9B%9E%E6%89%A7"] {
                for link in try await officer.get(page).text.links where link.hasPrefix("/zh/") {
                    #expect(try await officer.get(link).header("location") != "/zh/worklist", "\(page): \(link)")
                }
            }
            #expect(try await member.get("/zh/tasks/declare").text.contains("/zh/receipts\""))
            // Goods, the market and figures are tasks of their own; look-ups keep what one looks up.
            for (section, page) in [("cargo", "/inspections"), ("market", "/technical-measures"), ("data", "/problem-board")] {
                #expect(try await member.get("/en/tasks/\(section)").text.contains("/en\(page)\""), "\(section)")
            }
            for page in ["/en/technical-measures", "/en/problem-board"] {
                #expect(!lookUps.text.contains(#"href="\#(page)""#), "\(page)")
            }
            let top = try #require(front.split(separator: "<nav class=\"tasks\"").dropFirst().first?.split(separator: "</nav>").first)
            for word in ["查询", "办事", "货物", "市场", "数据"] { #expect(top.contains(">\(word)</a>"), "\(word)") }
        }
    }

    @Test("SW-01 the code tables are open to everybody, as of a day, as page, JSON and CSV")
    func codes() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            let page = try await stranger.get("/zh/codes/countries?q=142").text
            #expect(page.contains("中国"))
            let json = try JSON(try await stranger.get("/api/v1/codes/currencies?q=USD").body)
            #expect(json["codes"]?.elements.first?["code"]?.string == "502")
            let csv = try await stranger.get("/api/v1/codes/units?format=csv&q=035").text
            #expect(csv.contains("035,千克"))
            #expect(try await stranger.get("/zh/codes/nonsense").status == 404)
            #expect(try await stranger.get("/api/v1/codes/nonsense").status == 404)
        }
    }
}

private func address(_ path: String, _ question: String) -> String {
    Address.path(path, query: [.init("q", question), .init("language", "zh")])
}

extension String {
    /// Addresses that a page's markup leads to.
    fileprivate var links: [String] {
        split(separator: "href=\"").dropFirst().map { part in
            String(part.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        }
    }
}

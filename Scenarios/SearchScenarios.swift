import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// One search across everything: each kind of thing by its number or name, for whom it concerns.
@Suite("Search across everything") struct SearchScenarios {
    @Test("SW-01 a list is found by its waybill, bill, payment and order, by who has a part in it and the officers of its district, and by nobody else", arguments: TestStore.engines)
    func numbersOfPapers(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chain = world.samples.chain(1, .direct)
            let found = try await world.declare(1, .direct)
            let preNo = try #require(found["preNo"]?.string)
            // One that was refused gives its documents free, and is still the list of its papers.
            let refused = world.samples.chain(2, .direct)
            let other = try await world.declare(2, .direct, defect: .payerDiffers)
            let rejected = try #require(other["preNo"]?.string)
            #expect(other.status == 100)

            let those = [
                try await world.member(of: world.cast.seller), try await world.member(of: world.cast.carrier),
                try await world.member(of: world.cast.declarant), try await world.officer(),
            ]
            let payment = try Self.value("payTransactionId", of: chain)
            for visitor in those {
                for number in [chain.waybill, chain.waybill.lowercased(), payment, chain.orderNo, chain.copNo] {
                    let pages = try await Self.pages(number, "declarations.lists", visitor)
                    #expect(pages == ["/zh/declarations/\(preNo)"], "\(number): \(pages)")
                }
                let waybill = try await Self.pages(refused.waybill, "declarations.lists", visitor)
                #expect(waybill == ["/zh/declarations/\(rejected)"])
                // A whole flight has one bill.
                let bill = try Self.value("billNo", of: chain)
                let lists = try await Self.pages(bill, "declarations.lists", visitor)
                #expect(Set(lists) == ["/zh/declarations/\(preNo)", "/zh/declarations/\(rejected)"])
                #expect(try await visitor.get("/zh/search?q=\(chain.waybill)").header("location") == "/zh/declarations/\(preNo)")
            }
            _ = try await world.window.parties.addUser(
                NewUser(
                    login: "elsewhere", name: "测试关员", password: "correct horse battery staple",
                    kind: .officer(districts: ["2901"])), by: "scenario")
            let others = [
                try await world.officer("elsewhere"), try await world.member(of: world.cast.warehouse),
                Visitor(world.window.door),
            ]
            for visitor in others {
                for number in [chain.waybill, payment, chain.orderNo, try Self.value("billNo", of: chain)] {
                    #expect(try await Self.groups(number, visitor).isEmpty, "\(number)")
                }
            }
        }
    }

    @Test("SW-01 an enterprise is found by its codes and its name: by authorities by a part of it, by firms by the whole")
    func enterprises() async throws {
        try await World.run(.sqlite) { world in
            let seller = world.cast.seller
            let page = "/zh/enterprises/\(seller.creditCode)"
            for visitor in [try await world.officer(), try await world.operators()] {
                for asked in [seller.creditCode, seller.customsCode, seller.name, seller.nameEn] {
                    let answer = try await visitor.get(Self.address("/zh/search", asked))
                    #expect(answer.header("location") == page, "\(asked)")
                }
                let part = String(seller.name.dropLast(2))
                #expect(try await Self.pages(part, "parties.enterprises", visitor).contains(page))
                let shown = try await visitor.get(page).text
                #expect(shown.contains(seller.name) && shown.contains(seller.customsCode))
            }
            let firm = try await world.member(of: world.cast.carrier)
            #expect(try await Self.pages(seller.name, "parties.enterprises", firm) == [page])
            #expect(try await Self.pages(String(seller.name.dropLast(2)), "parties.enterprises", firm).isEmpty)
            // However brackets, blanks and letters were typed, and by the code of older papers.
            let english = seller.nameEn.uppercased().replacing(" ", with: "  ").replacing(".", with: "")
            #expect(try await Self.pages(english, "parties.enterprises", firm) == [page])
            let organisation = String(seller.creditCode.dropFirst(8).prefix(9))
            #expect(try await Self.pages(organisation, "parties.enterprises", firm).contains(page))
            let begun = String(seller.creditCode.prefix(16))
            #expect(try await Self.pages(begun, "parties.enterprises", try await world.officer()).contains(page))
            #expect(try await Self.pages(begun, "parties.enterprises", firm).isEmpty)
            #expect(try await firm.get(page).text.contains("/balances?enterprise") == false)
            #expect(try await firm.get("/zh/enterprises/nobody").status == 404)
            let stranger = Visitor(world.window.door)
            #expect(try await Self.groups(seller.customsCode, stranger).isEmpty)
            #expect(try await stranger.get(page).status == 303)
            // A firm's name is no goods and no policy, and a number that leads nowhere leads nowhere.
            for asked in [seller.name, world.cast.declarant.name, "SW16-2026-0000001", "TEST-LETTER-3122000005", "WNONE00000026"] {
                let kinds = try await Self.groups(asked, firm).keys
                #expect(!kinds.contains("tariff.codes") && !kinds.contains("policies.documents"), "\(asked): \(kinds)")
            }
            let nothing = try await firm.get("/zh/search?q=SW16-2026-0000001").text
            #expect(nothing.contains("没有找到"))
        }
    }

    @Test("SW-01 a guarantee is found by its number by who holds it, who gave it and the officers of the district", arguments: TestStore.engines)
    func guarantees(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let bank = SampleEnterprise(name: "测试银行股份有限公司", nameEn: "Test Bank Co., Ltd.", number: 99)
            _ = try await world.join(bank, as: .bank)
            let officer = try await world.officer()
            let token = try await officer.get("/zh/account").formToken ?? ""
            let platform = world.cast.platform
            let body = """
                {"enterprise":"\(platform.creditCode)","form":"bank-letter","reference":"LG-000001-2026",\
                "issuer":"\(bank.creditCode)","amount":"5000","validTo":"2027-06-30","citation":{"document":"TEST"}}
                """
            let added = try await officer.post("/api/v1/balances/guarantees", json: body, headers: ["x-csrf-token": token])
            #expect(added.status == 201, "\(added.text)")
            for visitor in [officer, try await world.member(of: bank), try await world.member(of: platform)] {
                let found = try await Self.pages("LG-000001-2026", "balances.guarantees", visitor)
                let page = try #require(found.first)
                #expect(found.count == 1 && page.hasPrefix("/zh/balances"))
                let shown = try await visitor.get(page)
                #expect(shown.status == 200 && shown.text.contains("LG-000001-2026"), "\(page)")
            }
            for visitor in [try await world.member(of: world.cast.seller), Visitor(world.window.door)] {
                #expect(try await Self.groups("LG-000001-2026", visitor).isEmpty)
            }
        }
    }

    @Test("SW-01 an application is found by its number by its applicant and its body; a word leads first to what one can do with it")
    func applications() async throws {
        try await ServiceWorld.run(.sqlite) { world in
            let number = try await world.begin("voluntary-disclosure", [:])
            let page = "/zh/applications/\(number)"
            let clerk = try await world.clerk()
            #expect(try await clerk.get("/zh/search?q=\(number.lowercased())").header("location") == page)
            #expect(try await Self.groups(number, world.other).isEmpty)
            let stranger = Visitor(world.window.door)
            let kinds = try await Self.ordered("许可证", stranger)
            #expect(kinds.first == "procedures.services", "\(kinds)")
            #expect(kinds.contains("policies.documents"), "\(kinds)")
            // What only shares a character with it is no answer.
            #expect(!kinds.contains("tariff.codes"), "\(kinds)")
            // What is a good is a good.
            #expect(try await Self.ordered("牛肉", stranger).first == "tariff.codes")
            #expect(try await Self.ordered("6403911190", stranger).first == "tariff.codes")
        }
    }

    @Test("SW-01 a task is found by plain words, before anything else, and goods that only share a letter with them are left out", arguments: [
        ("申请原产地证书", "/origin/proofs"), ("原产地证书", "/origin/proofs"),
        ("原产地证明", "/origin/proofs"), ("certificate of origin", "/origin/proofs"),
        ("撤销清单", "/follow-ups"), ("修改密码", "/account/password"),
        ("verify paper", "/verify"), ("status of my declaration", "/declarations"),
        ("怎么申报", "/entry"),
    ])
    func tasks(asked: String, path: String) async throws {
        try await World.run(.sqlite) { world in
            let firm = try await world.member(of: world.cast.declarant)
            for visitor in [firm, Visitor(world.window.door)] {
                let kinds = try await Self.ordered(asked, visitor)
                #expect(kinds.first == "portal.tasks" && !kinds.contains("tariff.codes"), "\(kinds)")
                let pages = try await Self.pages(asked, "portal.tasks", visitor)
                #expect(pages.contains("/zh" + path), "\(pages)")
            }
            let stranger = Visitor(world.window.door)
            #expect(try await Self.groups("'", stranger)["tariff.codes"] == nil)
            for good in ["牛肉", "wine", "cheese", "paper"] {
                #expect(try await Self.ordered(good, stranger).first == "tariff.codes", "\(good)")
            }
        }
    }

    @Test("SW-01 every page of the table of tasks is there")
    func taskPages() async throws {
        let rows = try Share.find().text("App/House/Data/task-words.tsv").split(separator: "\n").dropFirst()
        #expect(rows.count > 20)
        try await World.run(.sqlite) { world in
            let firm = try await world.member(of: world.cast.declarant)
            for row in rows {
                let path = try #require(row.split(separator: "\t").first)
                let status = try await firm.get("/zh\(path)").status
                #expect([200, 303, 403].contains(status), "\(path): \(status)")
            }
        }
    }

    // MARK: Asking

    private static func address(_ path: String, _ asked: String) -> String {
        Address.path(path, query: [.init("q", asked), .init("language", "zh")])
    }

    /// Kinds of things in the order in which they are shown.
    private static func ordered(_ asked: String, _ visitor: Visitor) async throws -> [String] {
        let answer = try await visitor.get(address("/api/v1/search", asked))
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)["groups"]?.elements.compactMap { $0["kind"]?.string } ?? []
    }

    /// Pages of what is found, by kind.
    private static func groups(
        _ asked: String, _ visitor: Visitor
    ) async throws -> [String: [String]] {
        let answer = try await visitor.get(address("/api/v1/search", asked))
        #expect(answer.status == 200, "\(answer.text)")
        let groups = try JSON(answer.body)["groups"]?.elements ?? []
        return Dictionary(
            groups.map { group in
                (
                    group["kind"]?.string ?? "",
                    group["items"]?.elements.compactMap { $0["page"]?.string } ?? []
                )
            }, uniquingKeysWith: +)
    }

    private static func pages(
        _ asked: String, _ kind: String, _ visitor: Visitor
    ) async throws -> [String] {
        try await groups(asked, visitor)[kind] ?? []
    }

    /// An element of the documents of a chain.
    private static func value(_ name: String, of chain: SampleChain) throws -> String {
        try #require(chain.documents.compactMap { $0.draft.head[name] }.first)
    }
}

import Balances
import Declarations
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

@testable import House

/// The bank that answers for somebody's taxes.
@Suite("Guarantors") struct GuarantorScenarios {
    @Test("CB-22 a bank sees the letters it has given, is told of one that ends soon or was drawn, and has its paper; others see nothing of it", arguments: TestStore.engines)
    func letters(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let bank = SampleEnterprise(name: "测试银行股份有限公司", nameEn: "Test Bank Co., Ltd.", number: 99)
            _ = try await world.join(bank, as: .bank)
            let clerk = try await world.member(of: bank)
            #expect(!(try await clerk.get("/zh/balances").text.contains("本企业出具的保函")))

            // The officer names the bank by its credit code.
            let officer = try await world.officer()
            let token = try await officer.get("/zh/account").formToken ?? ""
            let platform = world.cast.platform
            for (reference, days) in [("LG-SOON", 20), ("LG-LONG", 300)] {
                let last = world.time.clock.today.adding(days: days)
                let body = """
                    {"enterprise":"\(platform.creditCode)","form":"bank-letter","reference":"\(reference)",\
                    "issuer":"\(bank.creditCode)","amount":"5000","validTo":"\(last.text)",\
                    "citation":{"document":"TEST"}}
                    """
                let added = try await officer.post(
                    "/api/v1/balances/guarantees", json: body, headers: ["x-csrf-token": token])
                #expect(added.status == 201, "\(added.text)")
            }

            let home = try await clerk.get("/zh").text
            #expect(home.contains("待处理的担保") && home.contains("LG-SOON") && home.contains("即将到期"))
            #expect(home.contains("为\(platform.name)出具的保函") && home.contains("LG-LONG"))
            // Its business here is money, not declaring.
            #expect(home.contains("href=\"/zh/balances\"") && !home.contains("填写申报"))
            let page = try await clerk.get("/en/balances").text
            #expect(page.contains("Letters your enterprise has given") && page.contains("Ends soon"))
            #expect(page.contains(platform.nameEn) && page.contains("5,000.00"))

            // The holder is told, too; nobody else is.
            let holder = try await world.member(of: platform)
            #expect(try await holder.get("/zh").text.contains("LG-SOON"))
            let other = try await world.member(of: world.cast.seller)
            #expect(!(try await other.get("/zh").text.contains("LG-SOON")))
            let register = world.window.parties.register
            let id = try #require(register.find(code: platform.creditCode)?.id)
            let paper = "/zh/balances/guarantees/pdf?enterprise=\(id)&reference=LG-SOON"
            #expect(page.contains("/balances/guarantees/pdf?reference=LG-SOON&amp;enterprise=\(id)"))
            let sheet = try await clerk.get(paper)
            #expect(sheet.status == 200 && sheet.body.starts(with: Array("%PDF-".utf8)), "\(sheet.text)")
            #expect(try await other.get(paper).status == 404)
            #expect(try await clerk.get("/zh/balances?enterprise=\(id)").status == 404)

            // Drawn, it is the first thing the bank is told.
            _ = try await world.store.write { session in
                try session.execute("update balances_guarantees set called = 1000000 where reference = 'LG-LONG'")
            }
            #expect(try await clerk.get("/zh").text.contains("海关已为未缴税款扣划，请核对并付款"))

            // What was drawn from it hides from nobody that it ends.
            _ = try await world.store.write { session in
                try session.execute("update balances_guarantees set called = 1000000 where reference = 'LG-SOON'")
            }
            for person in [clerk, holder] {
                let home = try await person.get("/en").text
                #expect(home.contains("LG-SOON") && home.contains("nds soon"))
            }
            #expect(try await clerk.get("/en").text.contains("Drawn, ends soon"))
            let own = try await holder.get("/en/balances").text
            #expect(own.contains("Drawn") && own.contains("Ends soon"))
        }
    }

    @Test("CB-22 a letter sent again is the same letter after its bank was registered, and another bank's is not", arguments: TestStore.engines)
    func again(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let bank = SampleEnterprise(name: "测试银行股份有限公司", nameEn: "Test Bank Co., Ltd.", number: 99)
            let other = SampleEnterprise(name: "测试第二银行", nameEn: "Second Test Bank", number: 98)
            let officer = try await world.officer()
            let token = try await officer.get("/zh/account").formToken ?? ""
            let holder = world.cast.platform.creditCode
            let last = world.time.clock.today.adding(days: 300).text
            func add(_ issuer: String) async throws -> Int {
                let body = """
                    {"enterprise":"\(holder)","form":"bank-letter","reference":"LG-AGAIN","issuer":"\(issuer)",\
                    "amount":"5000","validTo":"\(last)","citation":{"document":"TEST"}}
                    """
                return try await officer.post(
                    "/api/v1/balances/guarantees", json: body, headers: ["x-csrf-token": token]
                ).status
            }
            #expect(try await add(bank.creditCode) == 201)
            #expect(try await add(bank.creditCode) == 200)
            _ = try await world.join(bank, as: .bank)
            _ = try await world.join(other, as: .bank)
            #expect(try await add(bank.creditCode) == 200)
            #expect(try await add(other.creditCode) == 409)
        }
    }
}

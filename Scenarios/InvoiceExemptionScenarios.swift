import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Retail exports without purchase invoice.
@Suite("Exempt without invoice") struct InvoiceExemptionScenarios {
    @Test("CB-16 exports without purchase voucher are registered list by list: exempt, with four per cent of their revenue as income", arguments: TestStore.engines)
    func registered(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let numbers = try await world.numbers(of: try await world.releasedExports(2))
            let seller = world.program(of: world.cast.seller)
            func register(_ number: String, _ voucher: Bool = false, refund: Bool = false) async throws -> Answer {
                try await seller.post(
                    "/api/v1/invoice-exemptions",
                    json: "{\"invtNo\":\"\(number)\",\"hasPurchaseVoucher\":\(voucher),\"claimsRefund\":\(refund),\"isSmall\":true}")
            }
            #expect(try await register(numbers[0], true).text.contains("未取得有效进货凭证"))
            #expect(try await register(numbers[0], refund: true).text.contains("不申报出口退税"))
            let first = try await register(numbers[0])
            #expect(first.status == 201, "\(first.text)")
            let made = try JSON(first.body)
            #expect(made["quarter"]?.string == "2026Q4")
            #expect(made["explanation"]?.texts.contains { $0.contains("财税〔2018〕103号") } == true)
            let revenue = try Fixed(made["revenueYuan"]?.string ?? "")
            #expect(revenue > .zero)
            #expect(made["assessedYuan"]?.string == (try revenue.multiplied(by: Fixed("0.04")).rounded(to: 2)).text)
            #expect(try await register(numbers[0]).status == 409)
            #expect(try await register(numbers[1]).status == 201)

            let quarter = try JSON(try await seller.get("/api/v1/invoice-exemptions?quarter=2026Q4").body)
            #expect(quarter["lists"]?.elements.count == 2)
            let assessed = try Fixed(quarter["assessedYuan"]?.string ?? "")
            // A small enterprise pays five per cent of it.
            #expect(quarter["incomeTaxYuan"]?.string == (try assessed.multiplied(by: Fixed("0.05")).rounded(to: 2)).text)
            #expect(try JSON(try await seller.get("/api/v1/invoice-exemptions?quarter=2026Q3").body)["lists"]?.elements.isEmpty == true)
            #expect(try await seller.get("/api/v1/invoice-exemptions?quarter=2026").status == 422)
            let paper = try await seller.get("/api/v1/invoice-exemptions/pdf?quarter=2026Q4")
            #expect(paper.status == 200 && paper.body.starts(with: Array("%PDF-".utf8)), "\(paper.text)")
            #expect(try JSON(try await seller.get("/api/v1/invoice-exemptions/pdf?quarter=2026Q3").body)["code"]?.string == "papers.not-issued")
            // Nobody registers for another seller, and nothing that has not left.
            let other = try await world.program(of: world.cast.declarant).post(
                "/api/v1/invoice-exemptions",
                json: "{\"invtNo\":\"\(numbers[1])\",\"hasPurchaseVoucher\":false,\"claimsRefund\":false,\"isSmall\":true}")
            #expect(other.status == 422 && other.text.contains("invoice-free-list"))
            _ = try await world.declare(1, .simplified)
            let held = try await world.numbers(of: [world.samples.chain(1, .simplified)])
            #expect(try await register(held[0]).text.contains("invoice-free-not-released"))
        }
    }

    @Test("CB-16 what came back of a list counts no more, and a refund that its own return states is no exemption", arguments: TestStore.engines)
    func returned(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let seller = world.program(of: world.cast.seller)
            let declarant = world.program(of: world.cast.declarant)
            let (chain, invtNo) = try await world.exported(.summarised, pieces: 2)
            let officer = try await world.officer()
            func register() async throws -> Answer {
                try await seller.post(
                    "/api/v1/invoice-exemptions",
                    json: "{\"invtNo\":\"\(invtNo)\",\"hasPurchaseVoucher\":false,\"claimsRefund\":false,\"isSmall\":true}")
            }
            func state(_ preNo: String, refund: String) async throws -> Answer {
                try await declarant.post(
                    "/api/v1/follow-ups/\(preNo)/tax",
                    json: #"{"cause":"returned","originalState":true,"lines":[{"gnum":"1","refundYuan":"\#(refund)","exportDutyYuan":"0"}]}"#)
            }
            // One of two pieces comes back, without a refund to repay.
            let first = try await world.broughtBack(chain, invtNo, [(number: 1, pieces: 1)])
            #expect(try await state(first, refund: "0").status == 200)
            let released = try await world.act("release", first, officer)
            #expect(released.status == 200, "\(released.text)")
            // The other says that a refund had been granted.
            let second = try await world.broughtBack(chain, invtNo, [(number: 1, pieces: 1)], attempt: 2)
            #expect(try await state(second, refund: "13.00").status == 200)
            let refused = try await register()
            #expect(refused.status == 422 && refused.text.contains("未载明已退税款"), "\(refused.text)")
            #expect(try await world.act("refuse", second, officer, "货物不是原状").status == 200)
            let taken = try await register()
            #expect(taken.status == 201, "\(taken.text)")
            let whole = try Fixed(try await world.declaration(copNo: chain.copNo)["valueYuan"]?.string ?? "")
            let revenue = try JSON(taken.body)["revenueYuan"]?.string
            let lines = chain.documents.last?.draft.lines.count
            let half = try whole.multiplied(by: Fixed("0.5")).rounded(to: 2).text
            #expect(lines != 1 || revenue == half)
            #expect(try Fixed(revenue ?? "") < whole)
        }
    }

    @Test("CB-16 a seller registers on the page and sees the quarter", arguments: TestStore.engines)
    func page(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let number = try await world.numbers(of: try await world.releasedExports(1))[0]
            try await world.enlist("clerk-seller", of: world.cast.seller)
            let clerk = try await world.officer("clerk-seller")
            #expect(try await clerk.get("/en/invoice-exemptions").status == 200)
            let refused = try await clerk.post("/zh/invoice-exemptions", form: ["invtNo": number, "stated": "small"])
            #expect(refused.status == 422 && refused.text.contains("不符合无票免征条件"))
            let done = try await clerk.post(
                "/zh/invoice-exemptions",
                form: ["invtNo": number, "stated": "no-voucher", "stated": "no-refund"])
            #expect(done.status == 303, "\(done.text.prefix(300))")
            let page = try await clerk.get("/zh/invoice-exemptions").text
            #expect(page.contains(number) && page.contains("国家税务总局公告2019年第36号") == false)
            // Not small: a quarter of the assessed income.
            #expect(page.contains("0.25"))
        }
    }
}

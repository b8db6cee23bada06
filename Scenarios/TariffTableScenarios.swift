import Declarations
import FoundationEssentials
import House
import Kernel
import Tariff
import TestKit
import Testing
import Web
import Wire

/// Any table can be loaded: a look-up on the first day is by the new edition, one on the day before
/// by the old.
@Suite("Any table of the tariff") struct TariffTableScenarios {
    /// What is loaded, what is asked, where the answer stands, and what it is before and after.
    private static let cases: [(table: String, ask: String, at: [String], old: String, new: String)] = [
        (
            "class,rate_pct\n2,15\n", "/api/v1/tariff/postal?value=1000&class=2",
            ["figures", "tax"], "200", "150"
        ),
        (
            "threshold,amount\npostal-tax,300\n", "/api/v1/tariff/postal?value=1000&class=2",
            ["figures", "levied"], "200", "0"
        ),
        (
            "duty_pct,tax_share\n0,0.8\n", "/api/v1/tariff/codes/8516712000",
            ["retailCompositePct"], "9.1", "10.4"
        ),
        (
            "hs10,mfn\n0202300090,10\n", "/api/v1/tariff/codes/0202300090", ["mfn", "notation"],
            "12", "10"
        ),
        (
            "agreement,code,added_value_pct\nRCEP,03021410,20\n",
            "/api/v1/tariff/best?code=0302141000&origin=VNM", ["additional"], "no", "测试公告第2号"
        ),
        (
            "quota,tonnes\nwheat,9700000\n", "/api/v1/tariff/quotas", ["wheat"], "9636000",
            "9700000"
        ),
    ]

    private func value(_ json: JSON, _ path: [String]) -> String? {
        switch path.first {
        case "additional":
            let rcep = json["candidates"]?.elements.first {
                $0["agreement"]?["agreement"]?.string == "RCEP"
                    || $0["agreement"]?.string == "RCEP"
            }
            return rcep?["additionalRequirement"]?.string ?? "no"
        case "wheat":
            return json["quotas"]?.elements.first { $0["quota"]?.string == "wheat" }?[
                "tonnesAYear"]?.string
        default: return path.reduce(Optional(json)) { $0?[$1] }?.string
        }
    }

    @Test("TR-02 a look-up on the first day is by the table that was loaded, on the day before by the old one", arguments: TestStore.engines)
    func tables(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            for one in Self.cases {
                let dry = try await world.loadTariff(one.table, from: "2027-01-01", isDry: true)
                #expect(dry.contains("试运行，未导入"), "\(dry)")
                try await world.loadTariff(one.table, from: "2027-01-01")
            }
            for window in [world.window, try await world.restarted().window] {
                let stranger = Visitor(window.door)
                for one in Self.cases {
                    let sign = one.ask.contains("?") ? "&" : "?"
                    // The composite of one is that of the shares, the tax of another that of the figure.
                    for (day, expected) in [("2026-12-31", one.old), ("2027-01-01", one.new)] {
                        let answer = try await stranger.get("\(one.ask)\(sign)on=\(day)")
                        #expect(answer.status == 200, "\(answer.text.prefix(300))")
                        #expect(
                            value(try JSON(answer.body), one.at) == expected,
                            "\(one.ask) on \(day): \(answer.text.prefix(900))")
                    }
                }
                let editions = try JSON(try await stranger.get("/api/v1/tariff/editions").body)
                #expect(editions["editions"]?.elements.count == Self.cases.count)
                let page = try await stranger.get("/zh/tariff/editions").text
                for name in ["进境物品进口税", "起征点、滞纳金比例", "关税配额总量", "零售进口限值内关税"] {
                    #expect(page.contains(name), "\(name)")
                }
            }
        }
    }

    @Test("TR-02 a dry run of limits, shares and RCEP's appendix names the firms, their declarations and the money", arguments: TestStore.engines)
    func touched(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            #expect(try await world.declare(1, .direct).status == 800)
            let firm = world.program(of: world.cast.declarant)
            let kept = try await firm.send(
                "POST", "/api/v1/tariff/past-lines",
                body: Array(
                    """
                    entry,line,declared_on,code,origin,value,claim
                    220120261000000001,1,2026-03-02,0302141000,VNM,71000,RCEP
                    """.utf8), headers: ["content-type": "text/csv"])
            #expect(kept.status == 201, "\(kept.text)")
            func dry(_ table: String) async throws -> String {
                try await world.loadTariff(table, from: "2026-12-01", isDry: true)
            }
            let shares = try await dry("duty_pct,tax_share\n0,0.9\n")
            #expect(shares.contains("近一年 1 项受影响，1 项税款 97.02 → 124.75 元"), "\(shares)")
            let limits = try await dry("order_limit_cny,year_limit_cny\n1,26000\n")
            #expect(limits.contains("近一年 1 项受影响"), "\(limits)")
            let proof = try await dry("agreement,code,added_value_pct\nRCEP,03021410,20\n")
            #expect(
                proof.contains("220120261000000001/1") && proof.contains("须另证明出口方增值"), "\(proof)")
            // Where nobody's taxes follow from a table, that is said.
            let quotas = try await dry("quota,tonnes\nwheat,9700000\n")
            #expect(quotas.contains("未逐家测算") && quotas.contains("9636000"), "\(quotas)")
        }
    }
}

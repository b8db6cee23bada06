import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Forms that say what cannot be: told to the applicant, not to the officer.
@Suite("Impossible days, figures and names") struct ImpossibleFormScenarios {
    private static let slip = ["kind": "settlement", "found": "2026-10-01", "deadline": "2026-10-31", "corrected-on": "2026-10-20", "intent": "none", "facts": "测试", "contact": "测试"]
    private static let device = ["device": "测试支架", "class": "three", "place": "zone", "purpose": "transit", "batch": "T1", "quantity": "10", "arrives": "2026-11-25", "leaves": "2027-02-01", "country": "502", "contact": "测试"]
    private static let fallen = ["kind": "assistance", "market": "502", "before": "100", "after": "60", "facts": "测试"]
    private static let gems = ["exchange": "diamond", "grading": "1", "goods": "rough", "kimberley": "T", "value": "10", "vault": "测试", "contact": "测试"]
    private static let repair = ["record": "TEST", "since": "2023-05-01", "grade": "general", "corrected": "1", "effects": "1", "measures": "测试", "contact": "测试"]
    private static let ship = ["ship": "测试轮", "imo": "9123456", "voyage": "T01", "berth": "测试泊位", "arrives": "2026-11-25", "crew": "35", "needs": "测试", "contact": "测试"]
    private static let dealer = ["trade": "used", "capital": "1000", "site": "测试", "trace": "1", "recall": "1", "contact": "测试"]
    private static let park = ["park": "测试园区", "kind": "industry", "district": "qingpu", "area": "50000", "firms": "30", "plan": "1", "service": "1", "connected": "1", "contact": "测试"]

    /// A sound form, what is changed in it, and where that is told.
    private static let table: [(service: String, sound: [String: String], papers: [String], change: [String: String], paths: Set<String>)] = [
        ("error-tolerance", slip, ["evidence"], ["deadline": "2030-12-31", "corrected-on": "2030-06-01"], ["/corrected-on"]),
        ("error-tolerance", slip, ["evidence"], ["deadline": "2026-09-30", "corrected-on": "2026-09-29"], ["/deadline", "/corrected-on"]),
        ("error-tolerance", slip, ["evidence"], ["found": "2026-11-21", "deadline": "2026-12-01"], ["/found", "/corrected-on"]),
        ("device-label-exemption", device, ["contract"], ["arrives": "2020-01-01", "leaves": "2020-02-01"], ["/arrives"]),
        ("device-label-exemption", device, ["contract"], ["quantity": "0"], ["/quantity"]),
        ("trade-adjustment", fallen, ["proof"], ["after": "100"], ["/after"]),
        ("trade-adjustment", fallen, ["proof"], ["before": "0", "after": "0"], ["/before", "/after"]),
        ("gem-trading", gems, ["control"], ["value": "0"], ["/value"]),
        ("credit-repair", repair, ["proof"], [:], ["/enterprise"]),
        ("ship-service-plan", ship, [], ["crew": "0"], ["/crew"]),
        ("vehicle-trade-firm", dealer, ["plan"], ["capital": "0"], ["/capital"]),
        ("park-recognition", park, ["plan-paper"], ["area": "0"], ["/area"]),
    ]

    @Test("ID-13 RG-09 RG-10 PS-12 SW-25 CB-23 days that cannot be and figures of nothing are refused at the form, each where it stands", arguments: TestStore.engines)
    func impossible(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            for row in Self.table {
                let refused = try await world.refused(row.service, row.sound.merging(row.change) { $1 }, documents: row.papers)
                #expect(Set(refused.faultPaths) == row.paths, "\(row.service) \(row.change) \(refused.encoded)")
            }
            // The same forms are taken as they were.
            for row in Self.table where row.service == "gem-trading" || row.service == "ship-service-plan" {
                _ = try await world.submit(row.service, row.sound, documents: row.papers)
            }
            let shared = ["client": "测试客户", "client-code": world.cast.carrier.creditCode, "declaration": "TEST", "intent": "no", "client-wrong": "yes", "careful": "yes", "unpaid": "200000", "value": "1000000", "facts": "测试"]
            for (change, path) in [(["value": "0"], "/value"), (["client-code": world.cast.seller.creditCode], "/client-code")] {
                let refused = try await world.refused("liability-split", shared.merging(change) { $1 }, documents: ["contract", "review"])
                #expect(refused.faultPaths == [path], "\(refused.encoded)")
            }
            _ = try await world.submit("liability-split", shared, documents: ["contract", "review"])
        }
    }

    @Test("ID-15 what is paid lies behind, not too long ago, and comes to something", arguments: TestStore.engines)
    func paid(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let calls = try await world.calls()
            try await world.record(["insured": 1, "shanghai": 1])
            for (service, sound, papers, change, path) in [
                ("support-premium", ServiceConditionScenarios.premium, ["policy-paper"], ["from": "2030-01-01", "to": "2031-01-01"], "/from"),
                ("support-premium", ServiceConditionScenarios.premium, ["policy-paper"], ["from": "1990-01-01", "to": "1990-12-31"], "/to"),
                ("support-premium", ServiceConditionScenarios.premium, ["policy-paper"], ["premium": "0.01"], "/premium"),
                ("support-overseas-warehouse", ServiceConditionScenarios.warehouse, ["title", "invoice"], ["paid-on": "1990-01-01"], "/paid-on"),
                ("support-overseas-warehouse", ServiceConditionScenarios.warehouse, ["title", "invoice"], ["cost": "0"], "/cost"),
            ] {
                let answers = SupportFundScenarios.common.merging(sound) { $1 }.merging(change) { $1 }.merging(["call": calls[service] ?? ""]) { $1 }
                #expect(try await world.refused(service, answers, documents: papers).faultPaths == [path], "\(service) \(change)")
            }
        }
    }

    static let pallets = """
        service: test-pallets
        row: SW-17
        from: 2026-01-01
        topic: licence
        name: {zh: 测试托盘, en: Test pallets}
        summary: {zh: 述, en: Summary}
        bases: [dual-use]
        applicants: any
        fields:
          - {id: owner, type: text, label: {zh: 所有人, en: Owner}, required: true, reuse: enterprise.name, others: true}
          - {id: pallets, type: integer, label: {zh: 托盘数, en: Pallets}, required: true}
          - {id: unit, type: code, table: units, label: {zh: 单位, en: Unit}, required: true}
        checks:
          - {check: number-at-least, field: pallets, value: 1, message: {zh: 至少一个。, en: One at least.}, fix: {zh: 请改正。, en: Mend it.}}
        steps:
          - id: look
            name: {zh: 审核, en: Look}
            body: customs
            clock: {workingDays: 1, basis: dual-use}
            actions:
              - {id: grant, name: {zh: 准予, en: Grant}, does: grant}
              - {id: refuse, name: {zh: 不予, en: Refuse}, does: refuse}
        grant:
          title: {zh: 托盘许可, en: Pallet licence}
          letter: {zh: 准予, en: Granted}
          months: 12
          basis: dual-use
          shows: [owner]
          drawDown: {quantity: pallets, unit: unit, batches: 9}
        notices:
          submitted: {zh: 收到, en: Received}
          granted: {zh: 准予, en: Granted}
          refused: {zh: 不予, en: Refused}
        """

    @Test("SW-20 the register's name of the applicant is not another's, unless the file lets it; SW-17 whole ones are drawn whole", arguments: TestStore.engines)
    func names(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine, adding: ["test-pallets.yaml": Self.pallets]) { world in
            let car = ["qualification": "TEST", "purpose": "test", "vins": "TEST0000000000001", "quantity": "1", "country": "502", "leaves": "2026-12-01", "returns": "2027-06-01"]
            try await world.enlist("vehicle-maker", "vehicle-maker")
            let refused = try await world.refused("vehicle-temporary-export", car.merging(["maker": "测试他人汽车有限公司"]) { $1 }, documents: ["plan"])
            #expect(refused.faultPaths == ["/maker"], "\(refused.encoded)")
            #expect(refused["faults"]?.elements.first?["code"]?.string == "procedures.answer-not-own")
            #expect(refused.texts.contains { $0.contains("请先更正登记") }, "\(refused.encoded)")
            _ = try await world.submit("vehicle-temporary-export", car, documents: ["plan"])

            let number = try await world.submit("test-pallets", ["owner": "测试他人有限公司", "pallets": "3", "unit": "007"], documents: [])
            try await world.decide(try await world.visitor("customs-1"), "grant", number)
            let half = try await world.draw("0.5", "half", number)
            let told = try JSON(half.body)
            #expect(half.status == 422 && told["code"]?.string == "procedures.quantity-whole", "\(half.text)")
            #expect(told["field"]?.string == "quantity")
            #expect(try await world.draw("2", "two", number).status == 201)
            let beyond = try JSON(try await world.draw("2", "too-many", number).body)
            #expect(beyond["code"]?.string == "balances.insufficient", "one is left, untouched by the half")
        }
    }
}

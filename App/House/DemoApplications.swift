import Declarations
import Kernel
import Parties
import Procedures

/// What waits at the desks of the demonstration: without it an officer sees empty pages.
extension DemoEnrolment {
    /// A few applications of the seller, at the desks of commerce, customs and market regulation.
    func applications(of cast: SampleCast) async throws {
        guard let seller = house.parties.register.find(code: cast.seller.creditCode) else {
            return
        }
        for case let procedures as ProceduresCapability in house.capabilities {
            for quantity in [12, 30, 4] {
                try await procedures.apply(
                    "automatic-import-licence", for: seller, key: "DEMO-LICENCE-\(quantity)",
                    answers: [
                        "kind": "new", "customs-code": cast.seller.customsCode,
                        "goods-code": "8471301000", "goods-name": "测试电脑", "condition": "new",
                        "quantity": "\(quantity)", "unit": "001", "country": "502",
                        "trade-mode": "0110",
                    ], documents: ["contract"], by: actor)
            }
            try await procedures.apply(
                "aeo-cultivation", for: seller, key: "DEMO-CULTIVATION",
                answers: [
                    "customs-code": cast.seller.customsCode, "kind": "cbec-platform",
                    "group": "chain", "contact": "测试关务", "members": "测试供应商",
                    "compliance": "1",
                ], by: actor)
            try await procedures.apply(
                "same-quality", for: seller, key: "DEMO-QUALITY",
                answers: [
                    "way": "third", "product": "测试保温杯", "model": "T-500", "brand": "测试",
                    "standard": "GB/T 29606", "standard-abroad": "EN 12546-1", "market": "304",
                    "same-line": "1", "same-standard": "1", "same-quality": "1",
                    "certifier": "测试评价机构", "certificate": "TEST-0001", "contact": "测试质量部",
                ], documents: ["evaluation"], by: actor)
            let today = house.clock.today
            try await procedures.apply(
                "error-tolerance", for: seller, key: "DEMO-SLIP",
                answers: [
                    "kind": "settlement", "found": today.adding(days: -20).text,
                    "deadline": today.adding(days: -5).text,
                    "corrected-on": today.adding(days: -10).text, "intent": "negligent",
                    "facts": "测试：一笔跨境人民币收款的国际收支申报编码填错，已更正。", "contact": "测试财务部",
                ], documents: ["evidence"], by: actor)
        }
    }
}

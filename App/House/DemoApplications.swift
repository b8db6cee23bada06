import Declarations
import Kernel
import Parties
import Procedures

/// What waits at the desks of the demonstration: without it an officer sees empty pages.
extension DemoEnrolment {
    /// A few applications of the seller, at the desk of commerce and at that of the customs.
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
        }
    }
}

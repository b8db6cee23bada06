import Kernel
import Web

/// `/{language}/origin/verify`: where papers of origin were verified before there was one page for
/// every paper. It leads there.
struct VerifyPage: Sendable {
    var routes: [Route] {
        [
            Route(
                .get, "/{language}/origin/verify", access: .anyone, summary: ProofTexts.verify
            ) { visit in
                let code = visit.query["code"].map { [Form.Pair("code", $0)] } ?? []
                return .see(Address.path("/\(visit.language.rawValue)/verify", query: code))
            }
        ]
    }
}

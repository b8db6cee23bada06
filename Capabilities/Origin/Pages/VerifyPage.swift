import Kernel
import Web

/// `/{language}/origin/verify`: anybody with the paper sees whether it is genuine and good.
struct VerifyPage: Sendable {
    let desk: ProofDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/origin/verify", access: .anyone, summary: ProofTexts.verify,
                handler: show)
        ]
    }

    static func path(_ language: Language) -> String { "/\(language.rawValue)/origin/verify" }

    /// Leads to what the paper says; stands on it.
    static func path(_ language: Language, _ proof: Proof) -> String {
        guard let number = proof.number else { return "" }
        return Address.path(
            path(language),
            query: [Form.Pair("number", number), Form.Pair("code", proof.verification)])
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let (number, code) = (visit.query["number"] ?? "", visit.query["code"] ?? "")
        var outcome: HTML = ""
        var status = 200
        if !number.isEmpty || !code.isEmpty {
            do {
                let proof = try await desk.verify(number: number, code: code).proof
                let isGood = proof.isGood(on: desk.clock.today)
                let words = isGood ? ProofTexts.good : ProofTexts.notGood
                outcome = """
                    \(.notice(words[language], isGood ? .success : .warn, isNew: true))
                    <p>\(ProofPages.tag(proof.state, language))</p>
                    \(ProofSheet(proof: proof, tables: desk.tables, language: language).content)
                    """
            } catch OriginRefusal.noSuchProof {
                status = 404
                let refusal = OriginRefusal.noSuchProof
                outcome = .notice(
                    refusal.message[language], .danger, isNew: true,
                    content: "<p>\(refusal.fix, language)</p>")
            }
        }
        func box(_ name: String, _ label: Localized, _ value: String) -> HTML {
            .textInput(
                Field(name, label: label[language], marksOptional: false), value: value,
                width: .full, language: language)
        }
        return site.page(
            visit, title: ProofTexts.verify[language],
            trail: [Crumb(OriginTexts.title[language], path: RulePages.path(language))],
            status: status,
            content: """
                \(.heading(ProofTexts.verify[language], lede: ProofTexts.verifyLede[language]))
                \(.filterBar(
                    path: Self.path(language),
                    fields: [
                        box("number", ProofTexts.number, number),
                        box("code", ProofTexts.code, code),
                    ], language: language))
                \(outcome)
                """)
    }
}

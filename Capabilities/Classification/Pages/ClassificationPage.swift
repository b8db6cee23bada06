import Kernel
import Web

/// `/{language}/classification?text=…&day=…`: a question and its answer under one address.
struct ClassificationPage: Sendable {
    let desk: ClassificationDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/classification", access: .anyone,
                summary: ClassificationTexts.title, rate: Rate(600, perSeconds: 60), handler: show)
        ]
    }

    static func path(_ language: Language, text: String = "") -> String {
        Address.path(
            "/\(language.rawValue)/classification",
            query: text.isEmpty ? [] : [Form.Pair("text", text)])
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let input = ClassificationInput(visit.query)
        guard visit.query["text"] != nil else { return page(visit, input, nil, nil) }
        do {
            let found = try await desk.classify(input, for: visit.principal)
            return page(visit, input, found, nil)
        } catch let refusal as ClassificationRefusal {
            return page(visit, input, nil, refusal)
        }
    }

    private func page(
        _ visit: Visit, _ input: ClassificationInput, _ found: Classification?,
        _ refusal: ClassificationRefusal?
    ) -> Answer {
        let language = visit.language
        let view = ClassificationView(
            language: language, input: input, found: found, refusal: refusal,
            confirms: visit.principal.flatMap { principal in
                principal.may(ClassificationDesk.confirm)
                    ? (principal.enterprise.isEmpty ? .ruling : .declaration) : nil
            }, formToken: visit.formToken)
        return site.page(
            visit, title: ClassificationTexts.title[language], isWide: true,
            status: refusal?.status ?? 200, content: view.html)
    }
}

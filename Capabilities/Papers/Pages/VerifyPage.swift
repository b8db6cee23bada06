import Kernel
import Web

/// `/{language}/verify`: the one page that verifies every paper, for anybody.
struct VerifyPage: Sendable {
    let desk: PaperDesk
    let current: PaperDesk.Current
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/verify", access: .anyone, summary: PapersTexts.verify,
                rate: VerifyResource.rate
            ) { visit in
                let typed = visit.query["code"] ?? ""
                return try await show(visit, typed: String(typed.prefix(64)), file: nil)
            },
            Route(
                .get, "/{language}/verify/{code}", access: .anyone, summary: PapersTexts.verify,
                rate: VerifyResource.rate
            ) { visit in
                try await show(visit, typed: visit.parameters["code"] ?? "", file: nil)
            },
            Route(
                .post, "/{language}/verify/{code}", access: .anyone,
                summary: PapersTexts.compare, bodyLimit: VerifyResource.mostBytes,
                rate: VerifyResource.rate
            ) { visit in
                let file = try visit.parts().first { $0.name == "file" && $0.fileName != nil }
                return try await show(
                    visit, typed: visit.parameters["code"] ?? "", file: file?.body ?? [])
            },
        ]
    }

    private func show(_ visit: Visit, typed: String, file: [UInt8]?) async throws -> Answer {
        let language = visit.language
        var (outcome, status): (HTML, Int) = ("", 200)
        if !typed.isEmpty {
            do {
                let found = try await desk.verify(typed, current)
                var compared: HTML = ""
                if let file { (compared, status) = try comparison(file, found, language) }
                outcome = """
                    \(compared)
                    \(VerifiedView(found: found, today: desk.clock.today, language: language)
                        .html(formToken: visit.formToken))
                    """
            } catch let refusal as PapersRefusal {
                status = refusal.status
                outcome = notice(refusal, language)
            }
        }
        let field = Field(
            "code", label: PapersTexts.code[language],
            hint: Localized(
                zh: "单据右上角二维码旁的 16 位字母和数字，连字符可省略",
                en: "16 letters and digits beside the QR code; hyphens may be left out")[language],
            isRequired: false, marksOptional: false)
        return site.page(
            visit, title: PapersTexts.verify[language], status: status,
            content: """
                \(.heading(PapersTexts.verify[language], lede: PapersTexts.lede[language]))
                \(.filterBar(
                    path: "/\(language.rawValue)/verify",
                    fields: [.textInput(field, value: typed, width: .full, language: language)],
                    language: language))
                \(outcome)
                """)
    }

    private func notice(_ refusal: PapersRefusal, _ language: Language) -> HTML {
        .notice(
            refusal.message[language], .danger, isNew: true,
            content: "<p>\(refusal.fix, language)</p>")
    }

    private func comparison(
        _ file: [UInt8], _ found: PaperDesk.Verified, _ language: Language
    ) throws -> (HTML, Int) {
        do {
            let outcome = try PDFComparison(file, found)
            let words = outcome.isSame ? PapersTexts.same : PapersTexts.differs
            let hash: HTML = "<p>SHA-256 <code>\(outcome.sha256)</code></p>"
            return (
                .notice(
                    words[language], outcome.isSame ? .success : .danger, isNew: true,
                    content: hash), 200
            )
        } catch let refusal as PapersRefusal {
            return (notice(refusal, language), refusal.status)
        }
    }
}

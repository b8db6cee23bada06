import Kernel
import Web

/// A question with its answer, as a page.
struct ClassificationView: Sendable {
    let language: Language
    let input: ClassificationInput
    let found: Classification?
    let refusal: ClassificationRefusal?
    /// What the visitor may confirm by; nil when nothing.
    let confirms: Confirmation.Basis?
    let formToken: String

    var html: HTML {
        let wrong = refusal.map { $0.message[language] + " " + $0.fix[language] }
        let errors = wrong.map { [FormError(field: refusal?.field ?? "text", $0)] } ?? []
        return """
            \(.errorSummary(errors, language: language))
            \(.heading(
                ClassificationTexts.title[language], lede: ClassificationTexts.lede[language]))
            \(form(wrong))
            \(answer)
            """
    }

    private func form(_ wrong: String?) -> HTML {
        func error(_ name: String) -> String? { refusal?.field == name ? wrong : nil }
        return """
            <form class="form" method="get" action="\(url: ClassificationPage.path(language))">
            \(.textInput(
                Field(
                    "text", label: ClassificationTexts.description[language],
                    hint: ClassificationTexts.descriptionHint[language], error: error("text")),
                value: input.text, width: .full, language: language))
            \(.textInput(
                Field(
                    "on", label: ClassificationTexts.day[language],
                    hint: ClassificationTexts.dayHint[language], error: error("on"),
                    isRequired: false),
                value: input.day, .day, language: language))
            <p class="row">\(.button(ClassificationTexts.classify[language]))</p>
            </form>
            """
    }

    private var answer: HTML {
        guard let found else { return "" }
        return """
            \(.notice(
                found.explanation.outcome[language], tone(found.verdict), isNew: true))
            \(.panel(
                ClassificationTexts.candidates[language], id: "candidates",
                tag: .tag(found.verdict.word[language], tone(found.verdict)),
                content: candidates(found)))
            \(questions(found))
            \(differences(found))
            \(confirmation(found))
            \(.panel(
                ClassificationTexts.explanation[language],
                content: .explanation(found.explanation, language: language)))
            """
    }

    private func tone(_ verdict: Verdict) -> Tone {
        switch verdict {
        case .clear: .success
        case .likely, .several: .info
        case .notEnough: .warn
        }
    }

    private func candidates(_ found: Classification) -> HTML {
        let columns: [Column<Candidate>] = [
            Column(
                ClassificationTexts.code[language], .code, isHeader: true,
                html: { candidate in
                    candidate.isInForce
                        ? leads(candidate.code, found.day)
                        : """
                        \(candidate.code) \(.tag(ClassificationTexts.gone[language], .warn))
                        """
                }),
            Column(
                ClassificationTexts.confidence[language], .number,
                text: { percent($0.confidence) }),
            Column(ClassificationTexts.name[language], html: { name($0, found.day) }),
            Column(ClassificationTexts.because[language], html: why),
        ]
        return .table(
            caption: ClassificationTexts.candidates[language], columns: columns,
            rows: found.candidates,
            empty: .emptyState(
                ClassificationTexts.nothing[language],
                hint: ClassificationTexts.descriptionHint[language]))
    }

    /// A code that leads to its page; ten digits to the best rate, too.
    private func leads(_ code: String, _ day: Day) -> HTML {
        let best: HTML? =
            code.utf8.count < 10
            ? nil
            : """
             · \(.link(
                ClassificationTexts.best[language],
                to: address("/tariff/best", [Form.Pair("code", code)], day)))
            """
        return "\(page(of: code, day))\(best)"
    }

    private func page(of code: String, _ day: Day) -> HTML {
        .link(code, to: address("/tariff/codes/\(code)", [], day))
    }

    private func address(_ path: String, _ query: [Form.Pair], _ day: Day) -> String {
        Address.path(
            "/\(language.rawValue)\(path)", query: query + [Form.Pair("on", day.text)])
    }

    private func name(_ candidate: Candidate, _ day: Day) -> HTML {
        let above = candidate.path.dropLast().map { step -> HTML in
            "<li>\(step.code) \(step.name[language])</li>"
        }
        let now = candidate.successors.enumerated().map { place, code -> HTML in
            "\(place == 0 ? "" : ", ")\(page(of: code, day))"
        }
        let successors: HTML? =
            candidate.successors.isEmpty
            ? nil
            : """
            <p>\(ClassificationTexts.now[language]): \(now)</p>
            """
        let lines = candidate.lines.map { line -> HTML in
            "<li>\(page(of: line.code, day)) \(line.name[language])</li>"
        }
        let below: HTML? =
            lines.isEmpty
            ? nil
            : .fold(
                ClassificationTexts.linesBelow[language], note: String(lines.count),
                content: "<ul>\(lines)</ul>")
        return """
            <strong>\(candidate.name[language])</strong><ul>\(above)</ul>\(successors)\(below)
            """
    }

    private func why(_ candidate: Candidate) -> HTML {
        let words: HTML? =
            candidate.words.isEmpty
            ? nil
            : """
            <p>\(ClassificationTexts.words[language]): \
            \(candidate.words.map(\.word).joined(separator: " · "))</p>
            """
        let similar = candidate.similar.map { near -> HTML in
            """
            <li>\(near.text) (\(near.code), \
            \(origin(near)))</li>
            """
        }
        let list: HTML? =
            similar.isEmpty
            ? nil : "<p>\(ClassificationTexts.similar[language]):</p><ul>\(similar)</ul>"
        return "\(words)\(list)"
    }

    private func origin(_ near: Candidate.Similar) -> String {
        let origin = ClassificationTexts.origin(near.origin)[language]
        return near.source.isEmpty ? origin : origin + " " + near.source
    }

    private func questions(_ found: Classification) -> HTML {
        guard !found.questions.isEmpty else { return "" }
        let items = found.questions.map { question -> HTML in
            let options = question.options.map { option -> HTML in
                "<li>\(option.code) \(option.name[language])</li>"
            }
            let list: HTML? = options.isEmpty ? nil : "<ul>\(options)</ul>"
            return "<li>\(question.text[language])\(list)</li>"
        }
        return .panel(
            ClassificationTexts.questions[language], id: "questions", content: "<ol>\(items)</ol>")
    }

    private func differences(_ found: Classification) -> HTML {
        guard !found.differences.isEmpty else { return "" }
        return .panel(
            ClassificationTexts.differences[language], id: "differences",
            content: .table(
                caption: ClassificationTexts.differences[language],
                columns: [
                    Column<Difference>(
                        ClassificationTexts.first[language],
                        text: { "\($0.one.code) \($0.one.name[language])" }),
                    Column(
                        ClassificationTexts.other[language],
                        text: { "\($0.other.code) \($0.other.name[language])" }),
                ], rows: found.differences, empty: ""))
    }

    private func confirmation(_ found: Classification) -> HTML {
        guard let confirms else { return "" }
        let first = found.candidates.first { $0.isInForce && $0.code.utf8.count == 10 }?.code
        return ConfirmationForm(
            language: language, basis: confirms, text: input.text, code: first ?? "",
            reference: "", refusal: nil, formToken: formToken
        ).html
    }
}

import Kernel
import Web

/// The list of mandates and the form below it.
struct MandatesView {
    let frame: MandateFrame
    let mandates: [Mandate]
    let input: MandateInput

    private var language: Language { frame.language }
    private func word(_ text: Localized) -> String { frame.word(text) }

    var html: HTML {
        """
        \(.heading(word(MandateWords.title), lede: word(MandateWords.lede)))
        \(frame.errors)
        \(table)
        \(.panel(word(MandateWords.propose), id: "propose", content: form))
        """
    }

    private var table: HTML {
        let columns: [Column<Mandate>] = [
            Column(
                word(MandateWords.scope), isHeader: true,
                html: {
                    .link(word($0.scope.name), to: MandatesPage.path(language, $0.id))
                }),
            Column(word(MandateWords.grantor), html: { frame.party($0.grantor) }),
            Column(word(MandateWords.grantee), html: { frame.party($0.grantee) }),
            Column(word(MandateWords.from), .time, text: { $0.from.text }),
            Column(word(MandateWords.to), .time, text: { $0.to?.text ?? "–" }),
            Column(word(MandateWords.status), html: { frame.tag($0) }),
        ]
        return .table(
            caption: word(MandateWords.title), columns: columns, rows: mandates,
            empty: .emptyState(word(MandateWords.none), hint: word(MandateWords.noneHint)))
    }

    private var form: HTML {
        .form(
            to: MandatesPage.path(language), token: frame.formToken,
            content: """
                \(.choices(
                    field("side", MandateWords.side),
                    choices: [
                        Choice(Mandate.Side.grantor.rawValue, word(MandateWords.weGive)),
                        Choice(Mandate.Side.grantee.rawValue, word(MandateWords.weAsk)),
                    ], values: [input.side?.rawValue ?? ""], language: language))
                \(.textInput(
                    field("other", MandateWords.other, MandateWords.otherHint),
                    value: input.other, language: language))
                \(.choices(
                    field("scope", MandateWords.scope),
                    choices: MandateScope.allCases.map {
                        Choice($0.rawValue, word($0.name), hint: word($0.about))
                    }, values: [input.scope], language: language))
                \(.textInput(
                    field("from", MandateWords.from, MandateWords.fromHint, isRequired: false),
                    value: input.from, .day, width: .short, language: language))
                \(.textInput(
                    field("to", MandateWords.to, MandateWords.toHint, isRequired: false),
                    value: input.to, .day, width: .short, language: language))
                <p class="row">\(.button(word(MandateWords.send)))</p>
                """)
    }

    private func field(
        _ name: String, _ label: Localized, _ hint: Localized? = nil, isRequired: Bool = true
    ) -> Field {
        Field(
            name, label: word(label), hint: hint.map(word), error: frame.error(name),
            isRequired: isRequired)
    }
}

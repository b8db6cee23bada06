import Kernel
import Web

/// The form by which a code is confirmed, below an answer or alone after a refusal.
struct ConfirmationForm: Sendable {
    let language: Language
    let basis: Confirmation.Basis
    let text: String
    let code: String
    let reference: String
    let refusal: ClassificationRefusal?
    let formToken: String

    var html: HTML {
        let lede =
            basis == .ruling
            ? ClassificationTexts.confirmOfficer : ClassificationTexts.confirmEnterprise
        let wrong = refusal.map { $0.message[language] + " " + $0.fix[language] }
        func error(_ name: String) -> String? { refusal?.field == name ? wrong : nil }
        return .panel(
            ClassificationTexts.confirm[language], id: "confirm",
            content: """
                <p>\(lede[language])</p>
                \(.form(
                    to: ConfirmationsPage.path(language), token: formToken,
                    content: """
                        \(.textInput(
                            Field(
                                "text", label: ClassificationTexts.description[language],
                                error: error("text"), id: "confirm-text"),
                            value: text, width: .full, language: language))
                        \(.textInput(
                            Field(
                                "code", label: ClassificationTexts.tenDigits[language],
                                error: error("code")),
                            value: code, language: language))
                        \(.textInput(
                            Field(
                                "reference", label: ClassificationTexts.reference[language],
                                error: error("reference"), isRequired: basis == .ruling),
                            value: reference, language: language))
                        <p class="row">\(.button(ClassificationTexts.keep[language]))</p>
                        """))
                """)
    }
}

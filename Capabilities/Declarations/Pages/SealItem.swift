import Kernel
import Web

extension SealStanding {
    static let title = Localized(zh: "所报报文的签名", en: "Signature of the message")

    private var tone: Tone {
        switch kind {
        case .strict: .success
        case .allowed: .warn
        case .unregistered, .none: .neutral
        case .refused: .danger
        }
    }

    /// A line of a summary: how it was verified, and what that means.
    ///
    /// - Parameter namesCertificate: false for those who have a part in a list and did not send it.
    func item(namesCertificate: Bool, _ language: Language) -> SummaryItem {
        var words = about[language]
        if namesCertificate, [.strict, .allowed].contains(kind) {
            words += Localized(zh: "；证书 \(detail)", en: "; certificate \(detail)")[language]
        }
        return SummaryItem(
            SealStanding.title[language], html: .under(.tag(name[language], tone), words))
    }
}

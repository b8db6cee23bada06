import Kernel
import Web

/// The list of sign-ins that did not succeed, with the limits that hold.
struct FailureView {
    let language: Language
    let failures: [SignInFailure]
    let lede: Localized

    init(_ failures: [SignInFailure], _ parties: Parties, _ language: Language) {
        self.language = language
        self.failures = failures
        lede = FailureWords.lede(
            days: parties.value(.failuresKept), most: parties.value(.perLoginAndAddress),
            minutes: parties.value(.window), inAll: parties.value(.perLogin))
    }

    var html: HTML {
        let columns: [Column<SignInFailure>] = [
            Column(FailureWords.time[language], .time, isHeader: true, text: { $0.at.text }),
            Column(FailureWords.cause[language], text: { $0.cause.words[language] }),
            Column(FailureWords.network[language], .code, text: { $0.network }),
        ]
        return .panel(
            FailureWords.title[language], id: "failures",
            content: """
                <p>\(lede, language)</p>
                \(.table(
                    caption: FailureWords.title[language], columns: columns, rows: failures,
                    empty: .emptyState(
                        FailureWords.none[language], hint: FailureWords.noneHint[language])))
                """)
    }
}

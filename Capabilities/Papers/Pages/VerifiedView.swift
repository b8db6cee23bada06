import Kernel
import Proofs
import Web

/// What anybody with the code of a paper is shown.
struct VerifiedView {
    let found: PaperDesk.Verified
    let today: Day
    let language: Language

    private var paper: IssuedPaper { found.paper }

    func html(formToken: String) -> HTML {
        let standing = found.standing(on: today)
        let tone: Tone =
            switch standing {
            case .valid: .success
            case .expired, .outdated: .warn
            case .replaced, .revoked: .danger
            }
        return """
            \(.notice(PapersTexts.sentence(standing)[language], tone, isNew: true))
            \(.summaryList(items(standing, tone)))
            <p class="hint">\(PapersTexts.masked, language)</p>
            \(.panel(PapersTexts.compare[language], content: compare(formToken)))
            \(.panel(PapersTexts.proof[language], content: proof))
            """
    }

    private func items(_ standing: IssuedPaper.Standing, _ tone: Tone) -> [SummaryItem] {
        let front = paper.front
        var title = paper.kind.title[language]
        if !front.subtitle[language].isEmpty { title += " · " + front.subtitle[language] }
        var items = [
            SummaryItem(PapersTexts.kind[language], title),
            SummaryItem(PapersTexts.number[language], paper.number),
            SummaryItem(
                Localized(zh: "状态", en: "Status")[language],
                html: .tag(PapersTexts.standing(standing)[language], tone)),
            SummaryItem(PapersTexts.issuer[language], front.issuer[language]),
            SummaryItem(PapersTexts.day[language], paper.issuedOn.text),
        ]
        if let last = paper.validTo {
            items.append(SummaryItem(PapersTexts.validTo[language], last.text))
        }
        items += ending
        items += front.parties.map { party in
            SummaryItem(party.role[language], trimmed("\(party.name) \(party.number)"))
        }
        items.append(
            SummaryItem(
                PapersTexts.code[language],
                html: "<code>\(PaperCode.grouped(paper.code))</code>"))
        items.append(
            SummaryItem(PapersTexts.digest[language], html: "<code>\(paper.digest)</code>"))
        let files: [HTML] = found.files.map { file in
            "<li>\(file.language.tag) <code>\(file.sha256)</code></li>"
        }
        items.append(
            files.isEmpty
                ? SummaryItem(PapersTexts.files[language], PapersTexts.noFile[language])
                : SummaryItem(
                    PapersTexts.files[language], html: #"<ul class="plain-list">\#(files)</ul>"#))
        return items
    }

    /// How it ended: by what, since when, by whom.
    private var ending: [SummaryItem] {
        var items: [SummaryItem] = []
        if let successor = paper.successor {
            // A later decision in the same case has its number.
            let isSame = successor.utf8.elementsEqual(paper.number.utf8)
            items.append(
                SummaryItem(
                    PapersTexts.successor[language],
                    isSame ? PapersTexts.laterDecision[language] : successor))
        }
        if let changed = paper.changed {
            let label =
                paper.state == .revoked ? PapersTexts.revokedSince : PapersTexts.changed
            items.append(SummaryItem(label[language], changed.text))
        }
        guard paper.state == .revoked, let revocation = paper.revocation else { return items }
        items.append(SummaryItem(PapersTexts.revokedBy[language], revocation.by[language]))
        if let letter = revocation.letter {
            items.append(
                SummaryItem(
                    PapersTexts.revocation[language],
                    html: .link(
                        PaperCode.grouped(letter),
                        to: "/\(language.rawValue)/verify/\(letter)")))
        }
        return items
    }

    private func trimmed(_ text: String) -> String {
        text.hasSuffix(" ") ? String(text.dropLast()) : text
    }

    private func compare(_ token: String) -> HTML {
        .form(
            to: "/\(language.rawValue)/verify/\(paper.code)", token: token, .upload,
            content: """
                <p>\(PapersTexts.compareLede, language)</p>
                \(.fileInput(
                    Field("file", label: PapersTexts.file[language], marksOptional: false),
                    accept: "application/pdf,.pdf", language: language))
                <p class="row">\(.button(PapersTexts.compare[language], .secondary))</p>
                """)
    }

    private var proof: HTML {
        let columns: [Column<PaperRecord>] = [
            Column(PapersTexts.event[language], isHeader: true) {
                PapersTexts.event($0.event)[language]
            },
            Column(PapersTexts.time[language], .time) { $0.at.text },
            Column(PapersTexts.entry[language], .code) { record in
                found.proofs[record.sequence].map { "\($0.index) / \($0.size)" } ?? "–"
            },
        ]
        let isProven = found.records.allSatisfy { found.proofs[$0.sequence] != nil }
        return """
            <p>\(PapersTexts.proofLede, language)</p>
            \(.table(
                caption: PapersTexts.proof[language], columns: columns, rows: found.records,
                empty: ""))
            \(isProven ? nil : .notice(PapersTexts.notYet[language], .info))
            <p>\(.link(
                PapersTexts.download[language], to: "/api/v1/verify/\(paper.code)")) · \
            \(.link(
                Localized(zh: "存证日志", en: "Evidence log")[language],
                to: "/\(language.rawValue)/log"))</p>
            """
    }
}

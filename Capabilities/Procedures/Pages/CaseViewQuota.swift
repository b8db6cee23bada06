import Balances
import Kernel
import Web

/// Of an application for a part of a quota: what there is for everybody, and granting a part.
extension CaseView {
    /// For officers: how the national volume stands.
    var pool: HTML {
        guard isOfficer, let pool = record.pool else { return "" }
        let volume = pool.volume
        return .panel(
            QuotaWords.pool[language], id: "national",
            content: """
                \(.summaryList([
                    SummaryItem(
                        QuotaWords.goods[language], "\(volume.name[language]) \(volume.year)"),
                    SummaryItem(QuotaWords.volume[language], volume.told[language]),
                    SummaryItem(
                        QuotaWords.used[language], volume.told(pool.state.used)[language]),
                    SummaryItem(
                        QuotaWords.left[language], volume.told(pool.state.available)[language]),
                    SummaryItem(
                        QuotaWords.basis[language],
                        html: "<span lang=\"zh-CN\">\(volume.citation.text)</span>"),
                ]))
                <p class="hint">\(QuotaWords.poolNote, language)</p>
                """)
    }

    /// What is granted or proposed, where it is a part of a quota.
    var allotted: [SummaryItem] {
        guard let amount = file.answers[CaseDesk.allotted], file.state == .granted || isOfficer
        else { return [] }
        let unit = record.pool?.volume.unitName[language] ?? ""
        return [SummaryItem(QuotaWords.granted[language], "\(amount) \(unit)")]
    }

    /// Granting asks how much of a quota.
    func grantForm(_ action: StepAction) -> HTML {
        let asked = record.service.grant.drawDown.flatMap { file.answers[$0.quantity] } ?? ""
        let unit = record.pool?.volume.unitName[language] ?? ""
        return .form(
            to: language.path("/applications/\(file.number)"), token: token,
            content: """
                \(.hidden("action", action.id))\(.hidden("version", String(file.version)))
                \(.textInput(
                    Field(
                        "quantity", label: "\(QuotaWords.granted[language])（\(unit)）",
                        hint: QuotaWords.less[language], id: "quantity-\(action.id)"),
                    value: asked, language: language))
                \(.textArea(
                    Field(
                        "reason", label: ProcedureWords.reason[language], isRequired: false,
                        id: "reason-\(action.id)"),
                    rows: 2, longest: CaseMachine.longestReason, language: language))
                <p class="row">\(.button(action.name[language], .secondary))</p>
                """)
    }
}

extension ServiceExtras {
    /// Which quota of which year can be applied for when, and how much there is.
    var quotaWindows: HTML {
        guard let name = service.grant.drawDown?.quota,
            case .choice(let choices)? = service.field(name)?.kind
        else { return "" }
        let today = desk.clock.today
        let rows = choices.compactMap { desk.nextVolume($0.id, after: today) }
        return .panel(
            QuotaWords.windows[language], id: "windows",
            content: .table(
                caption: QuotaWords.windows[language],
                columns: [
                    Column(QuotaWords.goods[language], isHeader: true) {
                        (volume: QuotaVolume) in volume.name[language]
                    },
                    Column(QuotaWords.year[language], .number) { String($0.year) },
                    Column(
                        QuotaWords.window[language],
                        html: { volume in
                            let isOpen = volume.isOpen(on: today)
                            return .under(
                                .tag(
                                    (isOpen ? QuotaWords.open : QuotaWords.closed)[language],
                                    isOpen ? .success : .neutral),
                                "\(volume.opens.text) – \(volume.closes.text)")
                        }),
                    Column(QuotaWords.volume[language], .number) { $0.told[language] },
                    Column(
                        QuotaWords.basis[language],
                        html: { volume in
                            """
                            <span lang="zh-CN">\(volume.windowCitation.text)；\
                            \(volume.citation.text)</span>
                            """
                        }),
                ], rows: rows, empty: ""))
    }
}

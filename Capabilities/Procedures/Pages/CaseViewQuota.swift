import Balances
import Kernel
import Web

/// Of an application for a part of a quota: what there is for everybody.
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
                        QuotaWords.unused[language], volume.told(pool.unused)[language]),
                    SummaryItem(
                        QuotaWords.basis[language],
                        html: .citation(volume.citation, language)),
                ]))
                <p class="hint">\(QuotaWords.poolNote, language)</p>
                """)
    }
}

extension CaseView {
    /// For the holder: giving back what will not be used, until the day the rule names.
    var giveBack: HTML {
        guard !isOfficer, let volume = record.pool?.volume, file.state == .granted else {
            return ""
        }
        return """
            <h3>\(QuotaWords.giveBack, language)</h3>
            <p class="hint">\(QuotaWords.giveBackNote(volume), language)</p>
            \(.form(
                to: language.path("/applications/\(file.number)/returns"), token: token,
                content: """
                    \(.hidden("key", newKey))
                    \(.textInput(
                        Field(
                            "quantity", label: ProcedureWords.quantity[language],
                            id: "return-quantity"), language: language))
                    \(.textInput(
                        Field(
                            "reason", label: ProcedureWords.reason[language], isRequired: false,
                            id: "return-reason"), width: .full, language: language))
                    <p class="row">\(.button(QuotaWords.giveBack[language], .secondary))</p>
                    """))
            """
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
                            .citations([volume.windowCitation, volume.citation], language)
                        }),
                ], rows: rows, empty: ""))
    }
}

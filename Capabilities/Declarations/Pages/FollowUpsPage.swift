import Kernel
import Web

/// Documents about lists that an enterprise sent: cancellations, arrivals, departures and others.
struct FollowUpsPage: Sendable {
    static let pageSize = 50
    static let title = Localized(zh: "后续单证", en: "Documents about lists")

    var records: [FollowUpShelf.Record]
    /// Where the next page begins; nil on the last.
    var next: String?

    func html(_ language: Language) -> HTML {
        let more: HTML? = next.map { place in
            let address = language.address("/follow-ups", query: [.init("before", place)])
            let words = Localized(zh: "更早的", en: "Earlier ones")[language]
            return "<p>\(.link(words, to: address))</p>"
        }
        return """
            \(.heading(
                FollowUpsPage.title[language],
                lede: Localized(
                    zh: "对已申报清单的撤销申请、运抵、离境等，最近的在前。",
                    en: "Cancellations, arrivals, departures and others about lists; latest first."
                )[language]))
            <p>\(.link(
                MasterBillsPage.title[language], to: language.address("/master-bills")))
                \(.link(
                    InvoiceExemptionsPage.title[language],
                    to: language.address("/invoice-exemptions")))</p>
            \(FollowUpTable.html(records, caption: FollowUpsPage.title, language))
            \(more)
            """
    }
}

/// The same table of follow-ups wherever some are shown.
enum FollowUpTable {
    static func html(
        _ records: [FollowUpShelf.Record], caption: Localized, _ language: Language
    ) -> HTML {
        .table(
            caption: caption[language],
            columns: [
                Column<FollowUpShelf.Record>(
                    Localized(zh: "编号", en: "Number")[language], .code, isHeader: true,
                    html: { .link($0.preNo, to: language.address("/follow-ups/\($0.preNo)")) }),
                Column(
                    Localized(zh: "单证", en: "Document")[language],
                    html: { .under("\($0.type.name, language)", parts($0, language)) }),
                Column(
                    Localized(zh: "状态", en: "Status")[language],
                    html: { .tag($0.status.name[language], $0.status.tone) }),
                Column(
                    Localized(zh: "时间", en: "Time")[language], .time,
                    text: { Shown.minute($0.statusAt) }),
            ], rows: records,
            empty: .emptyState(
                Localized(zh: "还没有后续单证", en: "None yet")[language],
                hint: Localized(
                    zh: "撤销申请用 CEB605（出口）或 CEB623（进口）报送。",
                    en: "Cancellations are sent as CEB605 (export) or CEB623 (import).")[language]))
    }

    private static func parts(_ record: FollowUpShelf.Record, _ language: Language) -> String {
        guard record.parts > 1 else { return record.number }
        return record.number
            + Localized(
                zh: "，第 \(record.part) / \(record.parts) 份",
                en: ", part \(record.part) of \(record.parts)")[language]
    }
}

extension DeclarationPages {
    var followUps: Route {
        Route(
            .get, "/{language}/follow-ups", access: .permission(DeclarationsPermission.read),
            summary: FollowUpsPage.title
        ) { visit in
            let person = try visit.person()
            if person.enterprise.isEmpty {
                return .see(visit.language.address("/worklist"))
            }
            let found = try await enquiries.followUps(
                before: visit.query.filter("before"), limit: FollowUpsPage.pageSize + 1,
                for: person)
            let shown = Array(found.prefix(FollowUpsPage.pageSize))
            let page = FollowUpsPage(
                records: shown, next: found.count > shown.count ? shown.last?.preNo : nil)
            return site.page(
                visit, title: FollowUpsPage.title[visit.language], isWide: true,
                content: page.html(visit.language))
        }
    }
}

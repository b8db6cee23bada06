import Kernel
import Parties
import Reference
import Web

/// Who looked at personal data, at what and why: for the enterprise whose data it is, and for an
/// officer what the officer looked at.
struct RevealsPage: Sendable {
    static let pageSize = 50
    static let title = Localized(zh: "个人信息查看记录", en: "Looks at personal data")

    var looks: [RevealBook.Look]
    /// Where the next page begins; nil on the last.
    var next: Int64?
    /// Names of enterprises by id.
    var names: [String: Localized]
    let offices: CodeList

    func html(_ language: Language) -> HTML {
        let more: HTML? = next.map { place in
            let address = language.address("/reveals", query: [.init("before", String(place))])
            let words = Localized(zh: "更早的", en: "Earlier ones")[language]
            return "<p>\(.link(words, to: address))</p>"
        }
        return """
            \(.heading(
                Self.title[language],
                lede: Localized(
                    zh: "谁在何时因何事由查看了清单、随附单证和后续单证中的个人信息，最近的在前。",
                    en: """
                        Who looked at the personal data of lists, their documents and documents \
                        about them, when and why; latest first.
                        """)[language]))
            \(.table(
                caption: Self.title[language], columns: columns(language), rows: looks,
                empty: .emptyState(
                    Localized(zh: "还没有人查看过", en: "Nobody has looked")[language],
                    hint: Localized(
                        zh: "个人信息默认遮蔽，须写明事由才能查看。",
                        en: "Personal data is masked and shown for a reason only.")[language])))
            \(more)
            """
    }

    private func columns(_ language: Language) -> [Column<RevealBook.Look>] {
        [
            Column(
                Localized(zh: "清单或后续单证", en: "List or document")[language], .code,
                isHeader: true,
                html: { .link($0.preNo, to: language.address($0.path)) }),
            Column(
                Localized(zh: "单证", en: "Documents")[language],
                text: {
                    MessageType.names(
                        $0.documents.compactMap(MessageType.init(rawValue:)), language)
                }),
            Column(
                Localized(zh: "查看人", en: "By")[language],
                html: { .under("\(who($0), language)", $0.actor) }),
            Column(Localized(zh: "事由", en: "Reason")[language], text: { $0.reason }),
            Column(
                Localized(zh: "时间", en: "Time")[language], .time,
                text: { Shown.minute($0.at) }),
        ]
    }

    private func who(_ look: RevealBook.Look) -> Localized {
        if look.enterprise.isEmpty {
            let office = offices.told(look.district, on: look.at.day)
            return Localized(zh: "\(office.zh)关员", en: "officer of \(office.en)")
        }
        return names[look.enterprise] ?? Localized(same: look.enterprise)
    }
}

extension RevealBook.Look {
    /// The page of what was looked at.
    fileprivate var path: String {
        let types = documents.compactMap(MessageType.init(rawValue:))
        let isFollowUp = !types.isEmpty && types.allSatisfy(\.isFollowUp)
        return (isFollowUp ? "/follow-ups/" : "/declarations/") + preNo
    }
}

extension DeclarationPages {
    var revealLooks: Route {
        Route(
            .get, "/{language}/reveals", access: .permission(DeclarationsPermission.reveal),
            summary: RevealsPage.title
        ) { visit in
            let found = try await reveals.looks(
                before: visit.query["before"].flatMap { Int64($0) },
                limit: RevealsPage.pageSize + 1, for: visit.person())
            let shown = Array(found.prefix(RevealsPage.pageSize))
            var names: [String: Localized] = [:]
            for look in shown where !look.enterprise.isEmpty {
                names[look.enterprise] = register.enterprise(id: look.enterprise)?.localizedName
            }
            let page = RevealsPage(
                looks: shown, next: found.count > shown.count ? shown.last?.sequence : nil,
                names: names, offices: codes[.customsDistricts])
            return site.page(
                visit, title: RevealsPage.title[visit.language], isWide: true,
                content: page.html(visit.language))
        }
    }
}

import Kernel
import Web
import Wire

/// Agreements open on a day, and of which of them the rates are held: what is not held must be
/// seen before it is missed.
struct AgreementRatesView: Sendable {
    let membership: AgreementRates.Membership
    /// Three letters each.
    let partners: [String]
    /// Lines of the schedule that is shipped; 0 where none is.
    let lines: Int
    /// Lines the operator loaded that hold on the day.
    let loaded: Int
    /// Whether these are the whole schedule.
    let isWhole: Bool

    /// Whether any line is held.
    var isHeld: Bool { lines > 0 || loaded > 0 }
    /// Whether a schedule is held, not single lines of it.
    var isSchedule: Bool { lines > 0 || isWhole }

    static func rows(_ book: TariffBook, on day: Day) -> [AgreementRatesView] {
        book.agreements.every(on: day).map { membership, partners in
            let held = partners.map { partner in
                book.agreements.held(
                    book.agreements.open(to: partner, on: day).first {
                        $0.agreement.utf8.elementsEqual(membership.agreement.utf8)
                    } ?? membership, on: day)
            }
            return AgreementRatesView(
                membership: membership, partners: partners, lines: held.map(\.lines).max() ?? 0,
                loaded: held.map(\.loaded).max() ?? 0, isWhole: held.contains { $0.isWhole })
        }
    }

    var json: JSON {
        .object([
            .init("agreement", .text(membership.agreement)),
            .init("name", membership.name.json),
            .init("kind", .text(membership.treatment.rawValue)),
            .init("partners", .array(partners.map(JSON.text))), .init("held", .bool(isHeld)),
            .init("shippedLines", .integer(lines)), .init("loaded", .bool(loaded > 0)),
            .init("loadedLines", .integer(loaded)), .init("wholeSchedule", .bool(isSchedule)),
            .init("source", .text(membership.citation.text)),
        ])
    }

    /// What is held, in words.
    var told: Localized {
        switch (lines > 0, loaded > 0) {
        case (true, true):
            Localized(
                zh: "随附 \(lines) 个税目，另导入 \(loaded) 个",
                en: "\(lines) lines shipped, \(loaded) loaded")
        case (true, false): Localized(zh: "随附 \(lines) 个税目", en: "\(lines) lines shipped")
        case (false, true):
            isWhole
                ? Localized(zh: "已导入整表，\(loaded) 个税目", en: "whole schedule loaded: \(loaded) lines")
                : Localized(
                    zh: "仅导入 \(loaded) 个税目，其余未载入",
                    en: "lines loaded: \(loaded); all others not held")
        case (false, false): Localized(zh: "未载入", en: "not held")
        }
    }
}

/// The page of them.
struct AgreementRatesPage: Sendable {
    let pages: TariffPages
    let day: Day

    static let title = Localized(zh: "协定税率载入情况", en: "Agreement rates held")

    static func address(_ day: Day, _ language: Language) -> String {
        language.address("/tariff/agreements", query: [.init("on", day.text)])
    }

    func html(_ language: Language) -> HTML {
        let rows = AgreementRatesView.rows(pages.book, on: day)
        return """
            \(.heading(
                AgreementRatesPage.title[language],
                lede: Localized(
                    zh: "\(day.text) 生效的优惠贸易协定和单方面优惠，以及本系统载有哪些的税率。"
                        + "未载入的不作零，也不作没有。",
                    en: "Agreements and unilateral preferences in force on \(day.text), and whose "
                        + "rates are held here. Not held is neither zero nor none.")[language]))
            \(.table(
                caption: AgreementRatesPage.title[language], columns: columns(language), rows: rows,
                empty: .emptyState(
                    Localized(zh: "这一天没有生效的协定", en: "No agreement is in force")[language],
                    hint: "")))
            \(TariffPages.otherForms(
                "/api/v1/tariff/agreements", [.init("on", day.text)], language))
            \(howTo(language))
            """
    }

    private func columns(_ language: Language) -> [Column<AgreementRatesView>] {
        [
            Column(
                Localized(zh: "协定", en: "Agreement")[language], isHeader: true,
                html: { row in
                    .under(
                        .link(
                            row.membership.name[language],
                            to: language.address("/origin/agreements/\(row.membership.agreement)")),
                        row.membership.agreement)
                }),
            Column(Localized(zh: "原产地", en: "Origins")[language]) { row in
                let first = row.partners.prefix(10).joined(separator: " ")
                return row.partners.count > 10 ? "\(first) … \(row.partners.count)" : first
            },
            Column(
                Localized(zh: "税率", en: "Rates")[language],
                html: { row in
                    .tag(row.told[language], row.isSchedule ? .success : .warn)
                }),
            Column(
                Localized(zh: "依据", en: "Source")[language],
                html: { .citation($0.membership.citation, language) }),
        ]
    }

    private func howTo(_ language: Language) -> HTML {
        .panel(
            Localized(zh: "怎样载入", en: "How to load them")[language],
            content: """
                <p>\(Localized(
                    zh: """
                        管理税则的海关关员从当年税则的协定税率栏抄成表格，四列依次为协定、原产地、税号和税率；\
                        在“导入的税则数据”页先试算，再由另一名关员确认。自起始日起计入最优税率，之前日期的答复不变。
                        """,
                    en: """
                        Customs officers who keep the tariff copy the conventional rates of the \
                        year into a table of agreement, partner, code and rate, and try it on the \
                        page of loaded editions; a second officer confirms. From its first day on \
                        it counts in the best rate, earlier answers stay.
                        """), language)</p>
                <p><code>agreement,partner,code,rate</code><br>
                <code>CN-AUS,AUS,02023000,0</code></p>
                <p>\(.link(
                    EditionPages.title[language], to: EditionPages.path(language)))</p>
                """)
    }
}

extension TariffPages {
    /// What is held of agreement rates: for people and for programs.
    var agreementRates: [Route] {
        [
            Route(
                .get, "/{language}/tariff/agreements", access: .anyone,
                summary: AgreementRatesPage.title
            ) { visit in
                let language = visit.language
                do {
                    let day = try query(visit).day
                    try book.inEdition(day)
                    return site.page(
                        visit, title: AgreementRatesPage.title[language], trail: trail(language),
                        content: AgreementRatesPage(pages: self, day: day).html(language))
                } catch let refusal as LookupRefusal {
                    return site.page(
                        visit, title: AgreementRatesPage.title[language], trail: trail(language),
                        status: refusal.status, content: self.refusal(refusal, language))
                }
            },
            Route(
                .get, "/api/v1/tariff/agreements", access: .anyone,
                summary: AgreementRatesPage.title, query: [TariffQuery.on, TariffQuery.format]
            ) { visit in
                let day = try TariffQuery(visit, known: [], today: clock.today).day
                try book.inEdition(day)
                let rows = AgreementRatesView.rows(book, on: day)
                if visit.wantsCSV { return TariffCSV.answer(AgreementRatesPage.csv(rows)) }
                return .json(
                    JSON.object([
                        .init("on", .text(day.text)),
                        .init("agreements", .array(rows.map(\.json))),
                    ]).encoded)
            },
        ]
    }
}

extension AgreementRatesPage {
    static func csv(_ rows: [AgreementRatesView]) -> [UInt8] {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write(["agreement", "name_zh", "name_en", "partners", "held", "lines", "source"])
        for row in rows {
            writer.write([
                row.membership.agreement, row.membership.name.zh, row.membership.name.en,
                row.partners.joined(separator: " "), row.isHeld ? "1" : "0", String(row.lines),
                row.membership.citation.text,
            ])
        }
        return writer.take()
    }
}

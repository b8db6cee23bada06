import Kernel
import Web

/// What the best-rate page says when a field is wrong or missing.
extension BestRatePage {
    /// Whether everything that was written can be read, also where the goods are still to be
    /// chosen; all that cannot is told at once.
    func readable() throws {
        let book = pages.book
        var wrong: [LookupRefusal] = []
        func look(_ read: () throws(LookupRefusal) -> Void) {
            do throws(LookupRefusal) { try read() } catch { wrong.append(error) }
        }
        look { () throws(LookupRefusal) in
            if let origin = query["origin"] { _ = try book.origin(origin) }
        }
        look { () throws(LookupRefusal) in
            if let currency = query["currency"] { _ = try book.currency(currency) }
        }
        look { () throws(LookupRefusal) in
            if let value = try query.amount("value"), value.isZero {
                throw .numberForm(field: "value", value.text)
            }
        }
        look { () throws(LookupRefusal) in _ = try query.quantities() }
        look { () throws(LookupRefusal) in
            if let route = query["route"] { _ = try book.route(route) }
        }
        if wrong.count == 1 { throw wrong[0] }
        if !wrong.isEmpty { throw FieldsWrong(all: wrong) }
    }

    /// The refusal, and the form with the field that is meant.
    func mending(_ refusal: any Refusal, _ language: Language) -> HTML {
        let all: [any Refusal] = (refusal as? FieldsWrong)?.all ?? [refusal]
        return "\(all.map { pages.refusal($0, language) })" + asking(language, refusal)
    }

    /// Without an origin: that it is missing, and what holds for most origins without any claim.
    func withoutOrigin(_ line: TariffLine, _ day: Day, _ language: Language) -> HTML {
        let words = RateWords(book: pages.book, day: day)
        let name = pages.book.name(of: line, on: day)
        var items = [
            SummaryItem(
                Localized(zh: "商品编号", en: "Code")[language],
                html: .link(
                    "\(line.code.dotted) \(name[language])",
                    to: TariffPages.address(line.code.text, on: day, language))),
            SummaryItem(
                Localized(zh: "最惠国税率", en: "Most-favoured-nation rate")[language],
                words.told(line.duty)[language]),
        ]
        if let provisional = line.provisional {
            items.append(
                SummaryItem(
                    Localized(zh: "暂定税率（代替最惠国税率）", en: "Provisional rate, instead of it")[
                        language], "\(provisional.text)%"))
        }
        items.append(
            SummaryItem(
                Localized(zh: "普通税率（原产地不明等）", en: "General rate, of unknown origin")[language],
                (line.general.map { words.told($0) } ?? RateWords.notStated)[language]))
        let missing = LookupRefusal.missing(field: "origin")
        let asked: HTML = query.form["origin"] == nil
            ? HTML.notice(
                missing.message[language], .info, content: "<p>\(missing.fix, language)</p>")
                + asking(language)
            : mending(missing, language)
        return asked
            + .panel(
                Localized(zh: "不看原产地时", en: "Whatever the origin")[language],
                content: """
                    <p>\(Localized(
                        zh: "不主张任何优惠时适用下列税率；选定原产地后才能比较协定税率。",
                        en: """
                            These hold where nothing is claimed; conventional rates can be \
                            compared once the origin is chosen.
                            """), language)</p>
                    \(.summaryList(items))
                    \(line.isReferenceOnly ? TariffPages.reference(language) : "")
                    """)
    }
}

/// Several fields that cannot be read, each with its reason.
struct FieldsWrong: Refusal, Hashable {
    let all: [LookupRefusal]

    var code: String { all.first?.code ?? "" }
    var faults: [Fault] { all.flatMap(\.faults) }
    var message: Localized {
        Localized(
            zh: all.map(\.message.zh).joined(), en: all.map(\.message.en).joined(separator: " "))
    }
    var fix: Localized {
        Localized(zh: all.map(\.fix.zh).joined(), en: all.map(\.fix.en).joined(separator: " "))
    }
}

public import Kernel
import Web

extension TariffCapability {
    /// One of each refusal of looking up, loading and keeping, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let day = Day(sinceEpoch: 20_777)
        let words = Localized(zh: "税率", en: "the rate")
        let lookups: [LookupRefusal] = [
            .codeForm("22O4"), .codeTooShort("22", count: 12), .codeUnknown("99999999", known: nil),
            .codeLostZero("202300090"),
            .codeNotHeld("1901101000", first: day, likely: ["1901101010", "1901101090"]),
            .codeEndedOn("22042100", day), .dayForm("2026-13-01"), .dayOutside(day, first: day),
            .originUnknown("XX"), .currencyUnknown("XXX"),
            .numberForm(field: "price", "-1"),
            .numberForm(field: "quantity", "2000"), .numberForm(field: "days", "x", most: 31),
            .contradictory(field: "refund", words, fix: words), .missing(field: "code"),
            .fieldUnknown("orgin", allowed: ["code", "origin"]),
            .choice(field: "terms", "XYZ", allowed: ["CIF", "FOB"]),
            .notStated(field: "rate", words), .fileLine(2, column: "code", words),
        ]
        let editions: [EditionRefusal] = [
            .loadedBefore(name: "rates.csv"), .unknown(7), .holds(7, day),
            .withdrawnTooEarly(day, day), .withdrawnBefore(7, day),
            .dropsMost(9_000, of: 12_030, first: ["0101210010", "0101210090"]),
            .noFile("rates.csv"),
        ]
        let proposals: [ProposalRefusal] = [
            .unknown(7), .own(7), .decided(7, .taken), .reasonMissing, .waits(7), .busy,
            .notReadable, .changed(7),
        ]
        let kept: [PastTradeRefusal] = [.noEnterprise, .tooMany(kept: 20_000)]
        let aside = SetAside(
            number: 7, fileName: "rates.csv", document: "税委会公告2026年第1号", from: day,
            why: .codeUnknown("99999999", known: nil))
        let filter = FilterFault(
            "tariff", "day", label: Localized(same: "day"), allowed: ["format", "lang", "on"])
        let all: [[any Refusal]] = [lookups, editions, proposals, kept, [aside, filter]]
        return Array(all.joined())
    }
}

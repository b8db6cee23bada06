public import Kernel
import Web

extension ListsCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let missing = [Localized(zh: "年出口额未达到", en: "exports below the mark")]
        let firm = Localized(zh: "测试企业", en: "Test firm")
        let all: [ListsRefusal] = [
            .notReadable, .body([.unread("extra", known: ["kind"])]), .notFound, .notPublic,
            .notKeeper, .notNominator, .onlyItself, .day("2026-13-01"), .noEnterprise("TEST"),
            .item(nil), .words("reason", most: 500),
            .figures([.stated("luck", nil, known: []), .computed("active", nil, known: [])]),
            .edition, .noEdition, .editionClosed, .alreadyNominated(firm, "TEST"), .kind,
            .publicationFirms,
            .notInFuture, .tooMany(1_000), .namedTwice(firm), .alreadyProposed(firm, in: "TEST"),
            .nominationMissing, .notEligible(missing, .own(.changes)), .unmarked([firm.zh]),
            .notListed(firm), .nobody, .marks([.noMarks]), .fact([.value("2", isYesNo: true)]),
            .decision, .sameOfficer, .alreadyListed(firm), .full(100, .own(.changes)), .movedOn,
        ]
        let limit = FilterFault(
            "lists", "limit", label: ListWords.limit, allowed: ["1–\(ListsAPI.most)"])
        return (all as [any Refusal]) + [limit]
    }
}

public import Kernel

extension ListsCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let missing = [Localized(zh: "年出口额未达到", en: "exports below the mark")]
        let all: [ListsRefusal] = [
            .notReadable, .notFound, .notPublic, .notKeeper, .notNominator, .day, .noEnterprise,
            .edition, .editionClosed, .alreadyNominated, .alreadyListed, .item, .figures, .words,
            .marks, .movedOn, .sameOfficer, .notInFuture, .notListed, .nobody, .nominationMissing,
            .kind, .fact([.value("2", isYesNo: true)]), .full(100), .notEligible(missing, nil),
            .unmarked(["测试企业"]),
        ]
        return all
    }
}

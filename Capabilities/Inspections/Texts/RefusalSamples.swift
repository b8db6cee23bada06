public import Kernel

extension InspectionsCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let day = Day(sinceEpoch: 20_777)
        let why = Explanation(
            rule: "inspections.example", title: Localized(zh: "条件", en: "Condition"),
            outcome: Localized(zh: "有未通过的条件", en: "a condition is not met"))
        let all: [InspectionsRefusal] = [
            .notReadable, .notFound, .movedOn, .sameOfficer, .notInFuture, .reasonMissing,
            .nothingChanged, .level, .noEnterprise, .choice, .tooLate, .mediaFirst, .mediaType,
            .mediaUnreadable, .mediaTiny, .mediaBomb, .mediaPacked,
            .mediaMany, .result, .objectionLate, .sample, .baseChanged("2026-2"),
            .laterEdition("2026-3", from: day, ["142 / import"]), .mediaSize(most: 1_048_576),
            .rows([]), .notEligible(why),
        ]
        return all
    }

    /// One of each fault inside a refusal.
    public static var faults: [Fault] { [InspectionsRefusal.row("142 / import", 0)] }
}

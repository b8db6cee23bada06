public import Kernel

extension InspectionsCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let day = Day(sinceEpoch: 20_777)
        let why = Explanation(
            rule: "inspections.example", title: Localized(zh: "条件", en: "Condition"),
            outcome: Localized(zh: "有未通过的条件", en: "a condition is not met"))
        let list = LotDeclaration(
            number: "22442026E000000001", mode: "9810", countries: ["502"],
            goods: ["6403999000"], packages: 12, kilograms: Fixed(raw: 88 * Fixed.scale),
            isReleased: true, standing: Localized(zh: "放行", en: "Released"))
        let all: [InspectionsRefusal] = [
            .notReadable, .notFound, .movedOn, .sameOfficer, .notInFuture, .reasonMissing,
            .nothingChanged, .level, .noEnterprise, .choice, .tooLate, .mediaFirst, .mediaType,
            .mediaUnreadable, .mediaTiny, .mediaBomb, .mediaPacked, .mediaInfected,
            .mediaMany, .result, .objectionLate, .sample, .baseChanged("2026-2"),
            .laterEdition("2026-3", from: day, ["142 / import"]), .mediaSize(most: 1_048_576),
            .rows([]), .notEligible(why), .lotDeclaration,
            .lotNotReleased([("QZC-1", Localized(zh: "已结关", en: "Closed"))]),
            .lotOtherwise(list), .lotBeyond(list, 1),
        ]
        return all
    }

    /// One of each fault inside a refusal.
    public static var faults: [Fault] { [InspectionsRefusal.row("142 / import", 0)] }
}

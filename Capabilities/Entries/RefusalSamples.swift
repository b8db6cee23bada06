public import Kernel
import Tariff

extension EntriesCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let (number, own, money) = ("224420261000000001", "TEST-0001", Fixed(100))
        let entry: [EntryRefusal] = [
            .notReadable, .enterpriseNeeded, .input([EntryFault.unknown.fault(at: "/netWeigth")]),
            .notSettled("two-step.days"), .closed("third-party.open"),
            .numberUsed(own, entry: number), .billOpen("TEST-BL-0001", entry: number),
            .noSuchEntry, .noSuchEnterprise("913100000000000022"),
            .noMandate("913100000000000022"), 
            .twoStepSuspended(Localized(same: "TEST")),
            .noSummaryTaxation(Localized(same: "TEST")),
            .guaranteeInsufficient(needed: money, free: .zero, isTwoStep: false),
            .notPossible(.released, next: Localized(zh: "已放行", en: "it is released")),
            .securityNeeded, .filter("state", allowed: ["open", "all"]), .completedAlready,
            .notCarrier, .nothingHeld("TEST-BL-0001"), .privilegeHeld("summary-taxation"),
            .noSuchNote, .noteSettled("2026-11"),
        ]
        let certificates: [any Refusal] = [
            QuotaRefusal.noSuchCertificate("SW19-2026-0000001")
        ]
        return (entry as [any Refusal]) + certificates
    }

    /// One of each fault inside a refusal.
    public static var faults: [Fault] {
        let day = Day(sinceEpoch: 20_777)
        let label = Localized(zh: "毛重", en: "Gross weight")
        let faults: [EntryFault] = [
            .missing(label, .required), .unknown, .notText, .tooLong(96), .control,
            .choice(["full", "summary"]), .noCode(CodeTableName.units), .day, .amount, .tooLarge,
            .count, .code, .tenDigits, .lines, .notForSummary, .unit(label, code: "035"), .heavier,
            .arrivesFirst, .tooLongAgo(14), .tooFar(14), .lapsed(day), .noRule, .future, .tooEarly,
            .forfeited(90, Citation(document: "本系统默认设置")), .notDeparted(day),
            .entered, .differs, .taxDue(Fixed(100)), .notCorrectable, .backwards,
            .drugForm("3002120099", Citation(document: "中华人民共和国药品管理法", article: "第六十四条")),
            .file, .noLine, .reportUsed, .reportTaken, .lineDecided, .documents(10),
        ]
        return faults.map { $0.fault(at: "/field") }
            + FileFault.all.map { $0.fault(at: "/field") } + quotaFaults(day)
    }

    private static func quotaFaults(_ day: Day) -> [Fault] {
        let (number, name) = ("SW19-2026-0000001", Localized(zh: "食糖", en: "Sugar"))
        let goods = QuotaGoods.example
        let faults: [QuotaFault] = [
            .missing(goods, "1701140010"), .notInside("1701140090", nil), .unknown(number),
            .otherGoods(number, Localized(zh: "羊毛", en: "wool"), name),
            .notOnDay(number, day, nil), .unit("007"),
            .insufficient(number, needed: Fixed(100), left: Fixed(40), unit: "035", goods),
        ]
        return faults.map { $0.fault(at: "/lines/0/quotaNumber") }
    }
}

/// A name of a code table, for the example of a code that is not in it.
private enum CodeTableName {
    static let units = Localized(zh: "计量单位代码表", en: "units of quantity")
}

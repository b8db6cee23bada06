public import Kernel
import Uploads

extension ProceduresCapability {
    private static var hundred: Fixed { Fixed(100) }

    /// A quota as no table has it.
    private static var quota: QuotaVolume {
        let none = Citation(document: "本系统默认设置")
        return QuotaVolume(
            quota: "sample", name: Localized(zh: "某种商品", en: "a commodity"), year: 2027,
            amount: Fixed(1000), unit: "070", citation: none, opens: Day(sinceEpoch: 20_741),
            closes: Day(sinceEpoch: 20_757), windowCitation: none,
            returnBy: Day(sinceEpoch: 21_076), returnCitation: none)
    }

    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let number = "SW17-2026-0000001"
        let own = Citation(document: "本系统默认设置")
        let name = Localized(zh: "市场监管部门审查", en: "market supervision")
        let all: [ProceduresRefusal] = [
            .notReadable, .noSuchService("dual-use"), .serviceEnded(name, own),
            .textChanged(name, [TextChange.fieldAdded(name).at("quantity")], own),
            .editionLost("dual-use-licence", Day(sinceEpoch: 20_777)),
            .notInRole(
                ProceduresRefusal.ServiceRole(
                    service: Localized(zh: "某一事项", en: "A service"),
                    roles: Localized(zh: "申报企业", en: "declarants"), citation: own)),
            .noSuchCase(number), .noSuchDocument, .noSuchLetter(number, letters: [2]),
            .noRegister(name), .movedOn(.granted), .ownApplication,
            .notPossible(.granted),
            .notYourDesk(
                Body(
                    id: "commerce", name: Localized(zh: "商务部门", en: "Commerce"),
                    authority: "commerce")),
            .takenByOther, .noSuchAction("approve", actions: ["grant", "refuse"]),
            .reasonMissing, .reasonTooLong(limit: CaseMachine.longestReason), .sameOfficer,
            .ownRefusal,
            .proposedAlready(isOwn: true),
            .noAppeal,
            .appealLate(days: 60, Citation(document: "本系统默认设置")),
            .keyDiffers("TEST-KEY"),
            .answersDiffer(
                "TEST-KEY", number: number, [FormFault.differs("11", "12").at("quantity")]),
            .versionMissing(3), .notReplaceable(number),
            .form([FormFault.day.at("shipment")], .paper(own)),
            .documentType([.pdf, .png]),
            .documentSize(name, most: 10_485_760, came: 10_485_761), .documentEmpty,
            .tooManyDocuments(most: CaseDesk.mostDocuments), .notDrawable, .byDeclaration(own),
            .licenceEnded(Day(sinceEpoch: 20_777), own), .batchesUsedUp(12, own), .quantity,
            .quantityWhole,
            .seat([SeatFault.body.at("body")]), .offer([OfferFault.day.at("day")]),
            .noSuchOffer("2026-11-20"), .offerFull(name, left: .zero, budget: nil),
            .filedTwice(number, until: nil),
            .documentBomb, .documentPixels, .documentTangled, .documentUnreadable,
            .documentLocked, .documentActive, .documentEmbedded, .documentInfected,
            .documentTiny(least: DocumentShape.leastSide),
            .documentPages(most: DocumentShape.mostPages), .partDecided(name), .partsWait([name]),
            .partsFailed([name]),
            .quotaExhausted(quota, needed: hundred, left: .zero),
            .yearlyCap(
                ProceduresRefusal.YearlyCap(
                    service: name, most: hundred, needed: hundred, left: .zero,
                    citation: Citation(document: "本系统默认设置"))),
            .notReturnable, .noMandate(number),
            .quotaReturnLate(quota), .quotaReturnMuch(quota, left: .zero),
        ]
        return all + BulkRefusal.all
    }

    /// One of each fault inside a refusal.
    public static var faults: [Fault] {
        let label = Localized(zh: "数量", en: "Quantity")
        let answers: [FormFault] = [
            .missing(label), .documentMissing(label), .tooLong(200), .hidden(isLine: true),
            .decimal, .day, .creditCode,
            .choice, .notTicked(label), .tick, .unknownField, .key, .notText, .notFields, .notGiven,
            .notDecided(["granted"]),
            .differs("11", "12"),
            .goodsCode, .notOwn("3122000002"),
        ]
        return answers.map { $0.at("quantity") } + [
            TextChange.fieldAdded(label).at("quantity"),
            SeatFault.body.at("body"), OfferFault.day.at("day"),
            QuotaFormFault.noSuchYear("27").at("year"),
            QuotaFormFault.closed(quota, on: Day(sinceEpoch: 20_777), next: nil).at("year"),
            QuotaFormFault.aboveVolume(quota).at("quantity"),
            Fault(
                code: "procedures.check", path: "/quantity",
                message: Localized(
                    zh: "填写的内容不符合该事项的一项条件；具体条件和依据写在当次的答复里。",
                    en: "An answer does not meet a condition of the service; the answer names it."),
                fix: Localized(
                    zh: "按答复中的说明改正。", en: "Mend it as the answer says.")),
            Fault(
                code: "procedures.held", path: "/serial",
                message: Localized(
                    zh: "该内容已在另一份申请中使用，不能重复。",
                    en: "Another application holds this value already."),
                fix: Localized(
                    zh: "核对填写内容，或先办结另一份申请。",
                    en: "Check it, or end the other application first.")),
        ]
    }
}

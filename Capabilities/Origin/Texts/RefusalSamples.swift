public import Kernel

extension OriginCapability {
    /// One of each refusal, for the pages that explain codes.
    static var ownRefusals: [any Refusal] {
        let all: [OriginRefusal] = [
            .notReadable, .input([InputFault.missing.fault(at: "/code")]), .enterpriseNeeded,
            .noSuchAgreement("test"), .noSuchWorksheet, .notSettled("origin.days"), .noSuchProof,
            .noSuchEnterprise("913100000000000022"), .notFiled, .decidedAlready("issued"),
            .appliedTwice("TW202600000001"), .replacementWaits("01TEST"),
            .notApproved, .notAdvancedCertified, .noSuchApproval,
            .approvalTaken("913100000000000022"), .noSuchClaim, .claimedAlready, .proofUsed(nil),
            .tooLate(Day(sinceEpoch: 20_777)),
        ]
        return all
    }

    /// One of each fault inside a refusal.
    public static var faults: [Fault] {
        let words = Localized(zh: "各项之和与总数不符", en: "the parts do not add up")
        let why = Explanation(
            rule: "origin.example", title: Localized(zh: "条件", en: "Condition"),
            outcome: Localized(zh: "不符合", en: "not met"))
        let faults: [InputFault] = [
            .missing, .unknown, .text, .line(most: 100), .code, .country, .day, .amount, .positive,
            .choice(["wholly", "processed"]), .list, .currency, .boolean,
            .costs(missing: "materials"), .sum(words), .agreement("test"),
            .agreementPlaces("test"), .origin, .tooMany(50), .process("test"), .notGood(why),
            .major(words), .future, .shippedAhead(90), .shippedLate(12),
            .told("nothing-to-gain", words, fix: words),
            .unit("999"), .noSuchCode("999999"), .formerCode("846900", edition: 2012, words),
        ]
        return faults.map { $0.fault(at: "/field") } + [
            ProofFault.noWorksheet.fault(at: "/worksheet"),
            ProofFault.otherPlaces.fault(at: "/worksheet"),
            Fault(
                code: "origin.worksheet-not-passed", path: "/worksheet",
                message: Localized(
                    zh: "这张工作表未符合所选协定的原产地规则。",
                    en: "This worksheet did not pass under the agreement that was chosen."),
                fix: Localized(
                    zh: "按工作表的提示改动后重新核算。", en: "Change what it says and test again.")),
        ]
    }
}

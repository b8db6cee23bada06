import Kernel

/// What is said of the taxes of returned exports.
enum ReturnTaxWords {
    static func outcome(_ verdict: ReturnTaxRule.Verdict) -> Localized {
        switch verdict {
        case .relief: Localized(zh: "符合退运免税条件", en: "Qualifies for relief")
        case .dutyFree: Localized(zh: "不征进口关税", en: "No import duty")
        case .taxed: Localized(zh: "不符合退运免税条件，按进口征税", en: "Does not qualify: taxed as an import")
        }
    }

    /// Why what was stated anew does not count yet.
    static func restated(_ tax: ReturnTax, _ outcome: ReturnTaxRule.Outcome) -> Explanation {
        let (old, new) = (tax.supplement.grouped, outcome.supplement.grouped)
        return Explanation(
            rule: "declarations.export-return.tax.restated",
            title: Localized(zh: "重新申报", en: "Stated anew"),
            inputs: [
                .init(Localized(zh: "原申报应补税款（元）", en: "To repay as first stated"), old),
                .init(Localized(zh: "重新申报后（元）", en: "To repay as stated anew"), new),
            ],
            outcome: Localized(
                zh: "申报后改动内容须经海关审核：应补税款 \(old) 元 → \(new) 元，审核同意前仍按原申报，"
                    + "不得放行。",
                en: "What is changed after it was stated is looked at by an officer: \(old) to "
                    + "\(new) yuan. Until then the first statement counts and nothing is "
                    + "released."),
            citations: [Citation(document: "中华人民共和国海关法", article: "第二十六条")])
    }

    /// What came of one condition, with what was stated of it.
    static func test(_ holds: Bool, stated: Localized?) -> Localized {
        let word =
            holds
            ? Localized(zh: "符合", en: "Holds") : Localized(zh: "不符合", en: "Does not hold")
        guard let stated else { return word }
        return Localized(zh: "\(word.zh)（\(stated.zh)）", en: "\(word.en): \(stated.en)")
    }

    static func importTaxes(_ verdict: ReturnTaxRule.Verdict) -> Localized {
        switch verdict {
        case .relief: Localized(zh: "免征", en: "None is charged")
        case .dutyFree:
            Localized(
                zh: "不征进口关税；进口环节税按退运货物的规定办理",
                en: "No import duty; import VAT by the rules for returned goods")
        case .taxed:
            Localized(
                zh: "照章征收，以进口报关单办理", en: "Charged; bring the goods in by an import declaration")
        }
    }
}

/// Why something about the taxes of a return was not done.
enum ReturnTaxRefusal: Refusal, Hashable {
    case input
    case noSuchLine(String)
    case nothingStated
    /// The return is not one whose taxes can be stated, or not any more.
    case notOpen(Status)
    case settled
    case nothingDue
    /// It was stated anew since the officer looked.
    case changed
    case certificateUsed(String)
    /// It was stated anew, and no officer has looked at that.
    case underReview
    case nothingToReview
    case notRepaid(Fixed)
    case notRelieved

    static let all: [ReturnTaxRefusal] = [
        .input, .noSuchLine("9"), .nothingStated, .notOpen(.released), .settled, .nothingDue,
        .changed, .certificateUsed("BS-1"), .underReview, .nothingToReview,
        .notRepaid(Fixed(13)), .notRelieved,
    ]

    var code: String {
        switch self {
        case .input: "declarations.return-tax-input"
        case .noSuchLine: "declarations.return-tax-line"
        case .nothingStated: "declarations.return-tax-not-stated"
        case .notOpen: "declarations.return-tax-not-open"
        case .settled: "declarations.return-tax-settled"
        case .nothingDue: "declarations.return-tax-nothing-due"
        case .changed: "declarations.return-tax-changed"
        case .certificateUsed: "declarations.return-tax-certificate-used"
        case .underReview: "declarations.return-tax-under-review"
        case .nothingToReview: "declarations.return-tax-nothing-to-review"
        case .notRepaid: "declarations.return-tax-not-repaid"
        case .notRelieved: "declarations.return-not-relieved"
        }
    }

    var status: Int {
        switch self {
        case .settled, .notOpen, .nothingDue, .changed, .certificateUsed, .underReview,
            .nothingToReview: 409
        default: 422
        }
    }

    var field: String? {
        switch self {
        case .input: "cause"
        case .noSuchLine: "lines"
        case .certificateUsed: "reference"
        default: nil
        }
    }

    var message: Localized {
        switch self {
        case .input:
            Localized(
                zh: "须含 cause（unsold、returned 或 quality）、originalState（true 或 false）和各项已退税、"
                    + "已缴出口关税金额（元，不超过两位小数，不为负）",
                en: "The body needs cause (unsold, returned or quality), originalState (true or"
                    + " false) and for each line the refund and export duty in yuan")
        case .noSuchLine(let number):
            Localized(
                zh: "退货申请没有第 \(number) 项，或重复填写",
                en: "The application has no line \(number), or it stands here twice")
        case .nothingStated:
            Localized(
                zh: "需汇总申报的清单退货，须先申报原出口的退税和出口关税情况",
                en: "What the export had brought in refunds and cost in duty was not stated")
        case .notOpen(let status):
            Localized(
                zh: "退货状态为“\(status.name.zh)”，不能申报税收情况",
                en: "The return is at “\(status.name.en)”: nothing can be stated")
        case .settled:
            Localized(zh: "已补税，不能再次登记或更改", en: "It was repaid already and stands")
        case .nothingDue: Localized(zh: "没有应补税款", en: "Nothing is to be repaid")
        case .changed:
            Localized(
                zh: "企业已重新申报税收情况，应补税款可能已变",
                en: "It was stated anew since you looked: the amount may be another")
        case .certificateUsed(let number):
            Localized(
                zh: "证明 \(number) 已用于该企业的另一份退货申请",
                en: "Certificate \(number) stands for another return of this enterprise")
        case .underReview:
            Localized(
                zh: "税收情况已重新申报，尚待海关审核",
                en: "The taxes were stated anew, and no officer has looked at that yet")
        case .nothingToReview:
            Localized(zh: "没有待审核的重新申报", en: "Nothing that was stated anew waits")
        case .notRepaid(let amount):
            Localized(
                zh: "已退税款 \(amount.grouped) 元尚未补缴，不能放行",
                en: "\(amount.grouped) yuan of refund are not repaid: it cannot be released")
        case .notRelieved:
            Localized(
                zh: "不符合退运免税条件，不能按退货放行",
                en: "It does not qualify for relief and cannot be released as a return")
        }
    }

    var fix: Localized {
        switch self {
        case .input:
            Localized(
                zh: "例如 {\"cause\":\"returned\",\"originalState\":true,\"lines\":[{\"gnum\":\"1\","
                    + "\"refundYuan\":\"13.00\",\"exportDutyYuan\":\"0\"}]}",
                en: "For example {\"cause\":\"returned\",\"originalState\":true,\"lines\":"
                    + "[{\"gnum\":\"1\",\"refundYuan\":\"13.00\",\"exportDutyYuan\":\"0\"}]}")
        case .noSuchLine:
            Localized(zh: "按退货申请的商品序号逐项填写", en: "Use the numbers of the application, each once")
        case .nothingStated:
            Localized(
                zh: "由退货申请企业在“税收”页面或接口申报", en: "Its applicant states it on the page “Taxes”")
        case .notOpen:
            Localized(
                zh: "在申请受理后、放行前申报",
                en: "State it once the return is taken, before its release")
        case .settled: Localized(zh: "核对已登记的证明编号", en: "Look at the certificate on record")
        case .nothingDue: Localized(zh: "无需登记", en: "There is nothing to settle")
        case .changed:
            Localized(
                zh: "查看现在的金额，与证明核对后再登记",
                en: "Look at the amount as it is now and compare it with the certificate first")
        case .certificateUsed:
            Localized(zh: "核对证明编号；一份证明对应一份申请", en: "Check its number: one stands for one return")
        case .underReview:
            Localized(
                zh: "由关员在“出口退运税收”页面审核重新申报的内容并说明理由",
                en: "An officer accepts or declines it, with a reason, on its page of taxes")
        case .nothingToReview: Localized(zh: "查看现状", en: "Look at how it stands")
        case .notRepaid:
            Localized(
                zh: "向税务机关补缴并取得《出口货物已补税/未退税证明》，登记证明编号后再放行",
                en: "Repay it at the tax office; once its certificate is on record, release it")
        case .notRelieved:
            Localized(
                zh: "退单，由企业以进口报关单申报", en: "Refuse it; the goods come in by an import declaration")
        }
    }
}

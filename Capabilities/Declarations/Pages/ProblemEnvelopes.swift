import Kernel

extension ProblemEntry {
    /// What may be wrong with an envelope.
    static let envelopeFaults: [ProblemEntry] = [
        EnvelopeFault.notAMessage, EnvelopeFault.notBase64("", 0),
        EnvelopeFault.dataTooLarge("", 0), EnvelopeFault.nested("", 0),
        EnvelopeFault.otherType("CEB311Message", "CEB411Message", "", 0), time,
    ].map { ProblemEntry(code: $0.code, message: $0.message, fix: $0.fix) }

    private static let time = Fault(
        code: "value.not-a-time",
        message: Localized(zh: "不是有效的日期或时间", en: "This is no valid date or time."),
        fix: Localized(zh: "写作 2026-11-20T14:05:09", en: "Write it as 2026-11-20T14:05:09."))
}

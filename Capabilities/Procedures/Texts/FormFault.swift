import Kernel

/// What is wrong with an answer, in words.
enum FormFault {
    case missing(Localized)
    /// Something to confirm that is not confirmed.
    case notTicked(Localized)
    case documentMissing(Localized)
    case tooLong(Int)
    /// Characters nobody sees, or more than one line where there is one.
    case hidden(isLine: Bool)
    case integer, decimal, year, day, creditCode, choice, code, offer
    /// Neither ticked nor not.
    case tick
    case unknownField
    /// Of an order: no key of 1 to 80 bytes, or anything but a text.
    case key, notText
    /// Of an order: answers that are no group of fields.
    case notFields
    /// A number with too many decimals, with an exponent, or negative where none can be.
    case decimals, exponent, negative
    /// What the action does not ask the officer for; with what it asks.
    case notDecided([String])
    /// An officer gives nothing, or more than was asked for.
    case notGiven, aboveAsked(Fixed)
    /// What was written down under the same key.
    case differs(String, String)
    /// The tariff of the day has no such code.
    case goodsCode
    /// It is another's: what the register says of the applicant.
    case notOwn(String)

    func at(_ field: String) -> Fault {
        Fault(code: code, path: "/" + field, message: message, fix: fix, citation: citation)
    }

    /// A rule behind this one of its own; what is missing or no number rests on what the service
    /// rests on.
    private var citation: Citation? {
        switch self {
        case .notOwn: OwnRule.acting.citation
        case .hidden: OwnRule.typing.citation
        case .offer: OwnRule.offers.citation
        case .notGiven, .aboveAsked: OwnRule.amounts.citation
        case .key, .notText, .notFields, .unknownField, .notDecided, .differs:
            OwnRule.orders.citation
        case .creditCode: Citation(document: "GB 32100", article: "")
        case .missing, .notTicked, .documentMissing, .tooLong, .integer, .decimal, .year, .day,
            .choice, .code, .tick, .decimals, .exponent, .negative, .goodsCode:
            nil
        }
    }

    var code: String {
        switch self {
        case .missing, .notTicked: "procedures.answer-missing"
        case .tick: "procedures.answer-tick"
        case .documentMissing: "procedures.document-missing"
        case .tooLong: "procedures.answer-long"
        case .hidden: "procedures.answer-signs"
        case .integer, .decimal, .year, .decimals, .exponent, .negative: "procedures.answer-number"
        case .key: "procedures.order-key"
        case .notText: "procedures.order-text"
        case .notFields: "procedures.order-fields"
        case .day: "procedures.answer-day"
        case .creditCode: "procedures.answer-credit-code"
        case .choice, .code, .offer: "procedures.answer-choice"
        case .unknownField: "procedures.answer-unknown"
        case .notDecided: "procedures.value-unknown"
        case .notGiven, .aboveAsked: "procedures.answer-amount"
        case .differs: "procedures.answer-differs"
        case .goodsCode: "procedures.answer-goods-code"
        case .notOwn: "procedures.answer-not-own"
        }
    }

    var message: Localized {
        switch self {
        case .missing(let label):
            Localized(zh: "未填写“\(label.zh)”。", en: "“\(label.en)” is missing.")
        case .notTicked(let label):
            Localized(zh: "未勾选“\(label.zh)”。", en: "“\(label.en)” is not ticked.")
        case .tick:
            Localized(
                zh: "这一项只能勾选或不勾选。", en: "This is either ticked or not: nothing else.")
        case .documentMissing(let name):
            Localized(zh: "未上传“\(name.zh)”。", en: "The document “\(name.en)” is missing.")
        case .tooLong(let longest):
            Localized(
                zh: "应为不超过 \(longest) 个字的文字。", en: "At most \(longest) characters are taken.")
        case .hidden(let isLine):
            isLine
                ? Localized(
                    zh: "含有换行、控制字符或改变文字方向的字符。",
                    en: "It holds a line break, a control character or one that turns the text.")
                : Localized(
                    zh: "含有控制字符或改变文字方向的字符。",
                    en: "It holds a control character or one that turns the text.")
        case .integer: Localized(zh: "应为整数。", en: "A whole number is needed.")
        case .decimal: Localized(zh: "应为数字。", en: "A number is needed.")
        case .year: Localized(zh: "应为年份。", en: "A year is needed.")
        case .decimals:
            Localized(
                zh: "小数最多 5 位。", en: "A number has 5 decimals at most.")
        case .exponent:
            Localized(zh: "不能用科学计数法。", en: "A number is written out, without exponent.")
        case .negative: Localized(zh: "不能是负数。", en: "It cannot be below zero.")
        case .key:
            Localized(
                zh: "缺少 key，或不是 1 至 80 字节的文字。",
                en: "The key is missing, or no text of 1 to 80 bytes.")
        case .notText: Localized(zh: "这一项应为文字。", en: "This must be a text.")
        case .notFields:
            Localized(zh: "answers 应为一组字段和答案。", en: "answers are fields with what each says.")
        case .day: Localized(zh: "不是有效日期。", en: "That is no day of the calendar.")
        case .creditCode:
            Localized(zh: "统一社会信用代码不正确。", en: "The unified social credit code is not right.")
        case .choice: Localized(zh: "不在可选项之内。", en: "That is none of the choices.")
        case .code: Localized(zh: "代码表中没有这个代码。", en: "The code table has no such code.")
        case .offer:
            Localized(
                zh: "所选项不在目录中，或现在不受理。", en: "That is not in the catalogue, or not open now.")
        case .unknownField: Localized(zh: "表单没有这个字段。", en: "The form has no such field.")
        case .notDecided:
            Localized(
                zh: "该动作不由办理人员填写这一项，没有办理。",
                en: "The action does not ask the officer for that; nothing was done.")
        case .notGiven: Localized(zh: "应大于零。", en: "It must be above zero.")
        case .aboveAsked(let asked):
            Localized(
                zh: "不能多于申请的 \(asked.text)。",
                en: "It cannot be more than the \(asked.text) asked for.")
        case .differs(let kept, let sent):
            Localized(
                zh: "已保存的是“\(kept)”，这次发来的是“\(sent)”。",
                en: "Kept is “\(kept)”, now came “\(sent)”.")
        case .goodsCode:
            Localized(
                zh: "当日税则中没有这个商品编码。", en: "The tariff of the day has no such code.")
        case .notOwn(let own):
            Localized(
                zh: "与本企业登记的“\(own)”不一致。",
                en: "It is not the enterprise's own, which is “\(own)”.")
        }
    }

    var fix: Localized {
        switch self {
        case .missing: Localized(zh: "请填写后再提交。", en: "Fill it in, then submit.")
        case .notTicked:
            Localized(
                zh: "核实后请勾选（接口里写 true），再提交。",
                en: "Tick it if it is so (in the interface: true), then submit.")
        case .tick:
            Localized(
                zh: "接口里写 true 表示勾选，写 false 表示不勾选。",
                en: "In the interface, write true for ticked and false for not.")
        case .documentMissing:
            Localized(zh: "请上传该材料后再提交。", en: "Attach it, then submit.")
        case .tooLong: Localized(zh: "请缩短内容。", en: "Shorten it.")
        case .hidden:
            Localized(
                zh: "请去掉看不见的字符，或重新键入这一项。",
                en: "Take out what cannot be seen, or type it anew.")
        case .integer: Localized(zh: "只填数字，例如 1200。", en: "Write digits only, such as 1200.")
        case .decimal: Localized(zh: "例如 1200.5。", en: "For example 1200.5.")
        case .year: Localized(zh: "请填四位年份，例如 2026。", en: "Write its four digits, such as 2026.")
        case .decimals: Localized(zh: "请四舍五入，例如 0.00001。", en: "Round it, such as 0.00001.")
        case .exponent:
            Localized(zh: "请写全，例如 100000。", en: "Write all of its digits, such as 100000.")
        case .negative: Localized(zh: "请填写零以上的数字。", en: "Write a number from zero up.")
        case .key:
            Localized(
                zh: "写一个自定的 key；重发时用同一个 key，不会重复办理。",
                en: "Give a key of your own: sent again under it, nothing happens twice.")
        case .notText:
            Localized(zh: "写成带引号的文字。", en: "Write it as a text, within quotes.")
        case .notFields:
            Localized(
                zh: "写成 {\"字段\": \"答案\"}，字段见事项说明。",
                en: "Write {\"field\": \"answer\"}; the service says which fields there are.")
        case .day: Localized(zh: "请按 2026-01-31 的格式填写。", en: "Write it as 2026-01-31.")
        case .creditCode:
            Localized(
                zh: "请核对营业执照上的 18 位代码。", en: "Check the 18 characters on the business licence.")
        case .choice, .code, .offer: Localized(zh: "请从列表中选择。", en: "Choose from the list.")
        case .notGiven: Localized(zh: "不准予的，请选不予许可。", en: "To give nothing, refuse.")
        case .aboveAsked: Localized(zh: "可以部分准予，不能多给。", en: "Grant a part, or all, but no more.")
        case .notDecided(let names):
            names.isEmpty
                ? Localized(
                    zh: "请去掉这一项；办理人员填写的内容写在 values 中。",
                    en: "Leave it out; what an officer enters stands in values.")
                : Localized(
                    zh: "写在 values 中，可填：\(names.joined(separator: "、"))。",
                    en: "Write it in values; it asks for: \(names.joined(separator: ", ")).")
        case .differs:
            Localized(
                zh: "要修改这份申请，按版本保存表单；另一份申请请用另一个键。",
                en: "Save answers as of its version to change it; another one has another key.")
        case .goodsCode:
            Localized(zh: "请在“税则查询”中核对编码。", en: "Look the code up in the tariff.")
        case .notOwn:
            Localized(
                zh: "只能为本企业申请：请按企业登记填写；登记有误的，请先更正登记。",
                en: "One applies for one's own enterprise: write what the register says; if the "
                    + "register is wrong, have it corrected first.")
        case .unknownField:
            Localized(zh: "请对照事项说明中的字段名称。", en: "See the service's description for its fields.")
        }
    }
}

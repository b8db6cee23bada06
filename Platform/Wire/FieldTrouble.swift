import Kernel

extension FieldTrouble {
    func fault(_ field: MessageField, _ text: String?, path: String, line: Int) -> Fault {
        let shown = text.map { (zh: "“\($0)”", en: " \"\($0)\"") } ?? (zh: "", en: "")
        let said = statement(field)
        return Fault(
            code: code, path: path, line: line,
            message: Localized(
                zh: "\(field.title.zh)\(shown.zh)\(said.zh)",
                en: "\(field.title.en)\(shown.en) \(said.en)"),
            fix: fix(field))
    }

    private var code: String {
        switch self {
        case .empty: "value.empty"
        case .tooShort: "value.too-short"
        case .tooLong: "value.too-long"
        case .wrongLength: "value.length"
        case .notANumber: "value.not-a-number"
        case .notAnInteger: "value.not-an-integer"
        case .tooManyDigits: "value.too-many-digits"
        case .tooManyDecimals: "value.too-many-decimals"
        case .outOfRange: "value.out-of-range"
        case .notTheFixedValue: "value.fixed"
        }
    }

    private func statement(_ field: MessageField) -> Localized {
        switch self {
        case .empty: Localized(zh: "不能为空", en: "must not be empty")
        case .tooShort(let count):
            Localized(
                zh: "为 \(count) 个字符，少于规定长度", en: "has \(count) characters, less than it must have")
        case .tooLong(let count):
            Localized(
                zh: "为 \(count) 个字符，超过规定长度", en: "has \(count) characters, more than it may have")
        case .wrongLength(let count):
            Localized(
                zh: "为 \(count) 个字符，长度不符",
                en: "has \(count) characters, which is not the right length")
        case .notANumber: Localized(zh: "不是数值", en: "is not a decimal number")
        case .notAnInteger: Localized(zh: "不是整数", en: "is not a whole number")
        case .tooManyDigits: Localized(zh: "位数过多", en: "has too many digits")
        case .tooManyDecimals: Localized(zh: "小数位过多", en: "has too many decimals")
        case .outOfRange: Localized(zh: "超出取值范围", en: "is out of range")
        case .notTheFixedValue:
            Localized(
                zh: "应为 \(field.fixed ?? "")", en: "must be \(field.fixed ?? "")")
        }
    }

    private func fix(_ field: MessageField) -> Localized {
        if let fixed = field.fixed {
            return Localized(zh: "请填写 \(fixed)", en: "Write \(fixed).")
        }
        switch (self, field.type) {
        case (.empty, _) where !field.isRequired:
            return Localized(
                zh: "没有内容时请不要写该元素",
                en: "Leave the element out when there is no value.")
        case (_, .text(let least, let most)):
            if least == most {
                return Localized(zh: "请填写 \(least) 个字符", en: "Give exactly \(least) characters.")
            }
            let upper = most.map { String($0) } ?? "∞"
            return Localized(
                zh: "请填写 \(least) 至 \(upper) 个字符", en: "Give \(least) to \(upper) characters.")
        case (_, .decimal(let digits, let decimals)):
            return Localized(
                zh: "请填写数值，如 12.5；总位数不超过 \(digits)，小数不超过 \(decimals) 位",
                en: "Give a number like 12.5, at most \(digits) digits and \(decimals) decimals.")
        case (_, .integer(let digits)):
            return Localized(
                zh: "请填写不超过 \(digits) 位的整数", en: "Give a whole number of at most \(digits) digits.")
        case (_, .int32), (_, .any):
            return Localized(
                zh: "请填写整数，不超过 2147483647", en: "Give a whole number, at most 2147483647.")
        }
    }
}

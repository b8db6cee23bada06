import Kernel

/// What may be wrong with a line of a training file.
enum TrainingTrouble {
    static let noCode = Localized(
        zh: "缺少编码列（hs10、hs8、hs6 或 code）",
        en: "there is no column of codes (hs10, hs8, hs6 or code)")
    static let empty = Localized(zh: "没有数据行", en: "there are no rows")
    static let noText = Localized(zh: "text 为空", en: "text is empty")
    static let code = Localized(
        zh: "编码应为 6、8 或 10 位数字", en: "the code must have 6, 8 or 10 digits")
    static let attributes = Localized(
        zh: "attributes 应为 JSON 对象", en: "attributes must be a JSON object")
}

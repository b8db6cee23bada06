import Kernel

/// What a service asks otherwise than when a draft was begun.
enum TextChange {
    case fieldAdded(Localized)
    /// - Parameter hadAnswer: whether the draft had one, which was taken out.
    case fieldGone(Localized, hadAnswer: Bool)
    case fieldChanged(Localized)
    case documentAdded(Localized)
    /// - Parameter hadFiles: whether the draft had some, which were taken off.
    case documentGone(Localized, hadFiles: Bool)
    case documentChanged(Localized)
    /// A condition, as it is said when it does not hold.
    case condition(Localized)
    /// Something that is worked out otherwise.
    case computed(Localized)
    case value(Localized)
    case applicants

    func at(_ field: String) -> Fault {
        Fault(
            code: "procedures.text-change", path: field.isEmpty ? "" : "/" + field,
            message: message, fix: fix)
    }

    private var message: Localized {
        switch self {
        case .fieldAdded(let label):
            Localized(zh: "新增填写项“\(label.zh)”。", en: "“\(label.en)” is asked now.")
        case .fieldGone(let label, hadAnswer: true):
            Localized(
                zh: "不再填写“\(label.zh)”；草稿中已填的这一项已删去。",
                en: "“\(label.en)” is not asked any more; the draft's answer was taken out.")
        case .fieldGone(let label, hadAnswer: false):
            Localized(zh: "不再填写“\(label.zh)”。", en: "“\(label.en)” is not asked any more.")
        case .fieldChanged(let label):
            Localized(
                zh: "“\(label.zh)”的填写要求有变化。", en: "“\(label.en)” is asked otherwise now.")
        case .documentAdded(let name):
            Localized(zh: "新增材料“\(name.zh)”。", en: "The document “\(name.en)” is asked now.")
        case .documentGone(let name, hadFiles: true):
            Localized(
                zh: "不再要求材料“\(name.zh)”；草稿所附的这份材料已移除。",
                en: "The document “\(name.en)” is not asked any more; what was attached was "
                    + "taken off the draft.")
        case .documentGone(let name, hadFiles: false):
            Localized(
                zh: "不再要求材料“\(name.zh)”。",
                en: "The document “\(name.en)” is not asked any more.")
        case .documentChanged(let name):
            Localized(
                zh: "材料“\(name.zh)”的要求有变化。",
                en: "The document “\(name.en)” is asked otherwise now.")
        case .condition(let words):
            Localized(zh: "审查条件有变化：\(words.zh)", en: "A condition has changed: \(words.en)")
        case .computed(let label):
            Localized(
                zh: "“\(label.zh)”的计算方法有变化。",
                en: "“\(label.en)” is worked out otherwise now.")
        case .value(let label):
            Localized(zh: "“\(label.zh)”的数值有变化。", en: "“\(label.en)” has another value now.")
        case .applicants:
            Localized(zh: "申请人的范围有变化。", en: "Who may apply has changed.")
        }
    }

    private var fix: Localized {
        switch self {
        case .fieldGone, .documentGone:
            Localized(zh: "无需处理。", en: "Nothing has to be done.")
        case .fieldAdded, .fieldChanged:
            Localized(zh: "请核对并填写该项。", en: "Look at it and fill it in.")
        case .documentAdded, .documentChanged:
            Localized(zh: "请按事项说明上传。", en: "Attach it as the service asks.")
        case .condition, .computed, .value, .applicants:
            Localized(zh: "请对照事项说明核对。", en: "See the description of the service.")
        }
    }
}

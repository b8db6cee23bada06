public import Kernel

extension ClassificationRefusal {
    public var code: String { "classification." + words.code }
    public var message: Localized { words.message }
    public var fix: Localized { words.fix }

    private typealias Entry = (code: String, message: Localized, fix: Localized)

    private var words: Entry {
        switch self {
        case .notReadable, .textMissing, .textTooLong, .dayForm, .dayOutside, .top, .busy:
            questionWords
        case .trainingFile, .file, .model: fileWords
        default: confirmationWords
        }
    }

    private var questionWords: Entry {
        switch self {
        case .textMissing:
            (
                "text-missing",
                Localized(zh: "没有货品描述。", en: "There is no description."),
                Localized(
                    zh: "请填写货品名称，最好连同材质、用途和规格。",
                    en: "Say what the goods are, best with material, use and specification.")
            )
        case .textTooLong(let most):
            (
                "text-too-long",
                Localized(
                    zh: "描述超过 \(most) 个字符。", en: "The description has over \(most) characters."),
                Localized(zh: "请只保留说明货品的部分。", en: "Keep what says what the goods are.")
            )
        case .dayForm(let text):
            (
                "day-form",
                Localized(zh: "“\(text)”不是日期。", en: "“\(text)” is not a day."),
                Localized(zh: "请写成 2026-11-21。", en: "Write it as 2026-11-21.")
            )
        case .dayOutside(let day):
            (
                "day-outside",
                Localized(
                    zh: "没有 \(day.text) 的税则。", en: "There is no tariff of \(day.text) here."),
                Localized(
                    zh: "请改用本系统所载税则期间内的日期。",
                    en: "Choose a day of a tariff that is held here.")
            )
        case .busy:
            (
                "busy",
                Localized(
                    zh: "正在读取其他日期的税则用语，请求过多。",
                    en: "The words of too many other days are being read at this moment."),
                Localized(
                    zh: "请过几秒再试，或改用今天的日期。",
                    en: "Try again in a few seconds, or ask for today.")
            )
        case .top(let most):
            (
                "top",
                Localized(zh: "候选个数不对。", en: "That is no number of candidates."),
                Localized(zh: "请填 1 到 \(most)。", en: "Give 1 to \(most).")
            )
        default:
            (
                "not-readable",
                Localized(zh: "请求正文不是 JSON 对象。", en: "The body is not a JSON object."),
                Localized(
                    zh: "请按接口说明发送，如 {\"text\":\"婴儿奶粉\"}。",
                    en: "Send it as documented, such as {\"text\":\"milk powder\"}.")
            )
        }
    }

    private var confirmationWords: Entry {
        switch self {
        case .codeForm(let text):
            (
                "code-form",
                Localized(zh: "“\(text)”不是十位商品编号。", en: "“\(text)” is not a code of ten digits."),
                Localized(zh: "请填写完整的十位编号。", en: "Give all ten digits.")
            )
        case .codeUnknown(let text, let near):
            (
                "code-unknown",
                Localized(
                    zh: "现行税则没有商品编号 \(text)。", en: "The tariff in force has no code \(text)."),
                near.isEmpty
                    ? Localized(zh: "请核对编号。", en: "Check the digits.")
                    : Localized(
                        zh: "是否指 \(near.joined(separator: "、"))？",
                        en: "Is one of these meant: \(near.joined(separator: ", "))?")
            )
        case .referenceMissing:
            (
                "reference-missing",
                Localized(zh: "没有填写归类决定的编号。", en: "The number of the ruling is missing."),
                Localized(zh: "请填写决定或裁定编号。", en: "Give the number of the decision or ruling.")
            )
        case .referenceForm(let most):
            (
                "reference-form",
                Localized(
                    zh: "编号最多 \(most) 字节，且不含控制字符。",
                    en: "A number has \(most) bytes at most and no control characters."),
                Localized(zh: "请缩短或改写。", en: "Shorten or rewrite it.")
            )
        default:
            (
                "no-such-confirmation",
                Localized(zh: "没有这条确认，或不属于您。", en: "There is no such confirmation of yours."),
                Localized(zh: "请从列表中选择。", en: "Choose one from the list.")
            )
        }
    }

    /// Without its full stop: what a reader of files says is a sentence, and stands in one here.
    private static func open(_ sentence: String) -> String {
        guard let last = sentence.last, last == "." || last == "。" else { return sentence }
        return String(sentence.dropLast())
    }

    private var fileWords: Entry {
        switch self {
        case .trainingFile(let line, let what):
            (
                "training-file",
                Localized(
                    zh: "训练文件第 \(line) 行：\(ClassificationRefusal.open(what.zh))，未训练。",
                    en: "Line \(line) of the training file: "
                        + "\(ClassificationRefusal.open(what.en)). Nothing was learnt."),
                Localized(zh: "请改正该行后重试。", en: "Mend the line and try again.")
            )
        case .model(let what):
            (
                "model",
                Localized(
                    zh: "模型文件不可用（\(what)）。", en: "The model cannot be used (\(what))."),
                Localized(
                    zh: "请用本版本的 tradewind tariff train 重新训练。",
                    en: "Train it again with tradewind tariff train of this version.")
            )
        case .file(let path):
            (
                "file",
                Localized(zh: "无法读写 \(path)。", en: "\(path) cannot be read or written."),
                Localized(zh: "请核对路径和权限。", en: "Check path and permissions.")
            )
        default:
            confirmationWords
        }
    }
}

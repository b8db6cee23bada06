public import Kernel

/// Why the store did not do what was asked.
public enum StoreFault: Error, Sendable, Hashable {
    /// The disk is full or the quota is spent: nothing was written; try again later.
    case full
    /// Another process has the store open for writing.
    case locked(String)
    /// The engine answered with an error; nothing of this request was written.
    case engine(code: String, message: String)
    /// A unique key exists already.
    case duplicate(String)
    /// The connection broke or the deadline passed before the outcome of a commit was known:
    /// the same request with the same guid resolves it.
    case inDoubt(String)
    /// A migration that was applied has been changed, or one is missing.
    case migration(String)
    /// The store is closing.
    case closed
    /// A text holds the character U+0000, which PostgreSQL cannot keep; SQLite is held to the same.
    case zeroCharacter
    /// A query promised a row or a kind of value that was not there.
    case shape(String)
}

/// What somebody is told when the store did not do what was asked. What is busy or full passes and
/// answers 503; a text that cannot be kept is the sender's, 400; everything else is a defect and
/// says nothing of the inside.
extension StoreFault: Refusal {
    public var code: String {
        switch self {
        case .full: "store.full"
        case .locked, .closed: "store.busy"
        case .inDoubt: "store.in-doubt"
        case .zeroCharacter: "store.zero-character"
        case .engine(let code, _) where StoreFault.passing.contains(code): "store.busy"
        case .engine, .duplicate, .migration, .shape: "store.defect"
        }
    }

    /// What the engine reports while it restarts, is busy or lost a race: the same request
    /// succeeds later.
    private static let passing: Set<String> = [
        "gone", "connect", "disk", "25P03", "40001", "40P01", "53300", "55P03", "57014", "57P01",
        "57P02", "57P03",
    ]

    public var status: Int {
        switch self {
        case .zeroCharacter: 400
        default: code == "store.defect" ? 500 : 503
        }
    }

    public var message: Localized {
        switch self {
        case .full:
            Localized(
                zh: "存储空间已满，这次请求没有保存任何内容。",
                en: "The disk is full; nothing of this request was kept.")
        case .locked, .closed:
            Localized(
                zh: "系统繁忙或正在停止，这次请求没有保存任何内容。",
                en: "The system is busy or stopping; nothing of this request was kept.")
        case .inDoubt:
            Localized(
                zh: "数据库未在时限内确认，这次请求可能已保存，也可能没有。",
                en: "The database did not confirm in time: the request may or may not be kept.")
        case .zeroCharacter:
            Localized(
                zh: "请求的文本中含有空字符（U+0000），未保存任何内容。",
                en: "A text of the request holds the zero character (U+0000); nothing was kept.")
        case .engine, .duplicate, .migration, .shape:
            Localized(zh: "系统内部错误，未保存。", en: "An error on our side; nothing was kept.")
        }
    }

    public var fix: Localized {
        switch self {
        case .inDoubt:
            Localized(
                zh: "用相同的 guid 原样重发：已保存的会返回同一份回执。",
                en: "Send the same again under the same guid: "
                    + "what was kept gives the same receipt.")
        case .zeroCharacter:
            Localized(
                zh: "请删去文本中的空字符（JSON 中为 \\u0000，网址中为 %00）后重发。",
                en: "Take the zero character out of the text (\\u0000 in JSON, %00 in an address) "
                    + "and send it again.")
        default:
            Localized(
                zh: "请稍后原样重发（guid 不变）。",
                en: "Send the same again later, with the same guid.")
        }
    }
}

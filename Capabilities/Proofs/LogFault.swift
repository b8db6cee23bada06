import Kernel

/// What keeps the log from being continued. The server does not start: a log that contradicts what
/// it has signed must not grow.
public struct LogFault: Error, Sendable, Hashable, CustomStringConvertible {
    let words: Localized

    init(_ words: Localized) { self.words = words }

    public var description: String { "\(words.zh)\n\(words.en)" }

    static func keys(_ what: String) -> LogFault {
        LogFault(
            Localized(
                zh: "存证日志的密钥不可用：\(what)",
                en: "The key of the evidence log cannot be used: \(what)"))
    }

    static let otherKeys = LogFault(
        Localized(
            zh: "存证日志是用另一把密钥签名的。请把签名时所用的 log-key 文件放回数据目录；"
                + "更换密钥须保留旧行、另加新行（见 docs/operating.md）。",
            en: "The evidence log was signed with another key. Put the log-key file it was signed "
                + "with back into the data folder; to change the key, keep its line and add a new "
                + "one (docs/operating.md)."))

    static func inconsistent(_ what: Localized) -> LogFault {
        LogFault(
            Localized(
                zh: "存证日志与其已签名的检查点不符（\(what.zh)），不再继续。数据可能被改动或恢复到较早的备份。"
                    + "请保持现状，用 tradewind verify 查明，并与最新备份比对。",
                en: "The evidence log does not agree with what it has signed (\(what.en)) and is "
                    + "not continued. The data may have been changed, or an older backup restored. "
                    + "Leave them as they are, look with tradewind verify, compare with the newest "
                    + "backup."))
    }

    static func policy(_ what: String) -> LogFault {
        LogFault(
            Localized(
                zh: "设置 TRADEWIND_LOG_POLICY 的文件不可用：\(what)",
                en: "The file of TRADEWIND_LOG_POLICY cannot be used: \(what)"))
    }
}

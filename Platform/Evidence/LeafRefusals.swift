import Kernel

/// What can be wrong with tiles, with leaves and with the JSON they are made of.
extension EvidenceRefusal {
    static let ofTiles: [EvidenceRefusal] = [
        .tileMissing(path: "tile/0/000"), .tileLength(path: "tile/0/000", bytes: 31),
        .entryTooLong(bytes: 65_536),
    ]
    static let ofLeaves: [EvidenceRefusal] = [
        .jsonNumber, .jsonNameTwice, .leafTooLong, .leafShape, .otherValue("…"),
    ]

    /// Needed for a root or a proof, but not given.
    public static func tileMissing(path: String) -> EvidenceRefusal {
        tile(
            "tile-missing", "缺少日志文件 \(shown(path))。",
            "The tile \(shown(path)) of the log is missing.",
            Localized(
                zh: "不满的文件可能已被写满的取代，请去掉 .p 部分再取；仍没有的，请从备份恢复。",
                en: "A partial tile may have been replaced by the full one: ask for it without "
                    + "“.p”. If there is none, restore it from the backup."))
    }

    /// Not as many hashes or entries as its name says.
    public static func tileLength(path: String, bytes: Int) -> EvidenceRefusal {
        tile(
            "tile-length", "日志文件 \(shown(path)) 有 \(bytes) 字节，与其名称不符。",
            "The tile \(shown(path)) has \(bytes) bytes, which does not fit its name.",
            Localized(
                zh: "文件不完整或已损坏，请重新获取或从备份恢复。",
                en: "It is cut or damaged; get it again or restore it from the backup."))
    }

    /// Its length is written in two bytes.
    public static func entryTooLong(bytes: Int) -> EvidenceRefusal {
        tile(
            "entry-too-long", "条目有 \(bytes) 字节，最多 65535 字节。",
            "The entry has \(bytes) bytes; 65,535 are the most.",
            Localized(
                zh: "请记录文件的哈希，而不是文件本身。",
                en: "Log the hash of the document, not the document."))
    }

    /// Not a number, or beyond binary64.
    public static let jsonNumber = json(
        "json-number", "数字超出可表示的范围。", "A number is beyond what can be written.",
        Localized(
            zh: "金额、重量和长号码请写成文本。",
            en: "Write amounts, masses and long numbers as text."))

    /// Readers would differ in which of the two they take.
    public static let jsonNameTwice = json(
        "json-name-twice", "同一对象中名称出现两次。", "An object names a member twice.",
        Localized(zh: "每个名称只写一次。", en: "Name every member once."))

    /// Beyond `Leaf.longest`.
    public static let leafTooLong = leaf(
        "leaf-too-long", "日志条目超过 \(Leaf.longest) 字节。",
        "The leaf has more than \(Leaf.longest) bytes.",
        Localized(
            zh: "请减少字段，把多项内容合并后再取哈希。",
            en: "Give it fewer fields; hash several values as one."))

    /// Not what a leaf looks like, to the byte.
    public static let leafShape = leaf(
        "leaf-shape", "这不是本系统的日志条目，或书写与规范形式不一致。",
        "This is no leaf of ours, or it is not in its one canonical form.", getItAgain)

    /// The disclosed value is not the one that was logged.
    public static func otherValue(_ field: String) -> EvidenceRefusal {
        leaf(
            "other-value", "字段“\(shown(field))”的内容与记录时不同，或未曾记录。",
            "Field “\(shown(field))” is not what was logged, or was not logged.",
            Localized(
                zh: "请核对该字段及随附的盐值是否为原件所载。",
                en: "Check that value and salt are those of the original."))
    }

    private static func tile(
        _ code: String, _ zh: String, _ en: String, _ fix: Localized
    ) -> EvidenceRefusal {
        EvidenceRefusal(code, Localized(zh: zh, en: en), fix, "C2SP tlog-tiles")
    }

    private static func json(
        _ code: String, _ zh: String, _ en: String, _ fix: Localized
    ) -> EvidenceRefusal {
        EvidenceRefusal(code, Localized(zh: zh, en: en), fix, "RFC 8785")
    }

    private static func leaf(
        _ code: String, _ zh: String, _ en: String, _ fix: Localized
    ) -> EvidenceRefusal {
        EvidenceRefusal(code, Localized(zh: zh, en: en), fix)
    }
}

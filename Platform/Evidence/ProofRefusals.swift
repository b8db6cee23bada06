import Kernel

/// What can be wrong with a proof.
extension EvidenceRefusal {
    static let ofProofs: [EvidenceRefusal] = [
        .proofHeader, .proofExtra, .proofIndex, .proofHash(1),
        .indexBeyondSize(index: 8, size: 8), .treeShrank(from: 8, to: 7), .proofTooLong,
        .proofTooShort, .notIncluded, .notConsistent,
    ]

    /// Another kind of file, or another version.
    public static let proofHeader = file(
        "proof-header", "这不是证明文件：第一行应为 c2sp.org/tlog-proof@v1。",
        "This is no proof: the first line is not c2sp.org/tlog-proof@v1.",
        Localized(zh: "请选择 .tlog-proof 文件。", en: "Choose a .tlog-proof file."))

    /// Not base64 in its one form.
    public static let proofExtra = file(
        "proof-extra", "extra 行不是 Base64。", "The line “extra” does not hold base64.", getItAgain)

    /// Missing, or not a whole number in its one form.
    public static let proofIndex = file(
        "proof-index", "缺少 index 行，或序号不是不带前导零的十进制整数。",
        "The line “index” is missing or does not hold a whole number without leading zeros.",
        getItAgain)

    /// A line that should be a hash; from 1.
    public static func proofHash(_ number: Int) -> EvidenceRefusal {
        file(
            "proof-hash", "证明的第 \(number) 个哈希不是 32 字节的 Base64。",
            "Hash \(number) of the proof is not base64 of 32 bytes.", getItAgain)
    }

    /// The entry would lie past the end of the tree.
    public static func indexBeyondSize(index: Int, size: Int) -> EvidenceRefusal {
        tree(
            "index-beyond-size", "序号 \(index) 不在 \(size) 个条目之内（从 0 起算）。",
            "There is no entry \(index) in a log of \(size) entries, counted from 0.",
            Localized(
                zh: "该检查点早于此条目，请获取更新的检查点和证明。",
                en: "The checkpoint is older than the entry: get a newer one with its proof."))
    }

    /// A log never gets shorter.
    public static func treeShrank(from old: Int, to new: Int) -> EvidenceRefusal {
        tree(
            "tree-shrank", "日志由 \(old) 个条目变为 \(new) 个：日志只能增长。",
            "The log went from \(old) entries to \(new); a log can only grow.",
            Localized(
                zh: "核对两个检查点的先后；先后无误的，日志已被改动，请保留两份检查点并报告。",
                en: "Check which of the two is older. If that is right, the log was tampered with: "
                    + "keep both checkpoints and report it."))
    }

    /// More hashes than there are levels, or a proof where none is due.
    public static let proofTooLong = tree(
        "proof-too-long", "证明中的哈希多于该条目数所需。",
        "The proof has more hashes than a tree of that size needs.", getItAgain)

    /// The root is not reached.
    public static let proofTooShort = tree(
        "proof-too-short", "证明中的哈希少于该条目数所需。",
        "The proof has fewer hashes than a tree of that size needs.", getItAgain)

    /// The computed root is another.
    public static let notIncluded = tree(
        "not-included", "计算出的根哈希与检查点不符：不能证明该内容在日志中。",
        "The computed root is not that of the checkpoint: it is not proven that this was logged.",
        Localized(
            zh: "请确认核对的正是当时出具的内容（一个字节也不能改），并重新获取证明。",
            en: "Make sure that this is what was issued, to the byte, and get the proof again."))

    /// One of the roots is of another history.
    public static let notConsistent = tree(
        "not-consistent", "两个检查点不属于同一历史：不能证明较新的日志只是在较早的之后追加。",
        "The two checkpoints are not of one history: it is not proven that the log only grew.",
        Localized(
            zh: "重新获取证明；仍不通过的，请保留两份检查点，并报告见证方和日志运营方。",
            en: "Get the proof again. If it still fails, keep both checkpoints and report them to "
                + "the witnesses and the operator of the log."))

    private static func file(
        _ code: String, _ zh: String, _ en: String, _ fix: Localized
    ) -> EvidenceRefusal {
        EvidenceRefusal(code, Localized(zh: zh, en: en), fix, "C2SP tlog-proof")
    }

    private static func tree(
        _ code: String, _ zh: String, _ en: String, _ fix: Localized
    ) -> EvidenceRefusal {
        EvidenceRefusal(code, Localized(zh: zh, en: en), fix, "RFC 9162, 2.1")
    }
}

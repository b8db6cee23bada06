import Kernel

/// What can be wrong with a checkpoint and with a trust policy.
extension EvidenceRefusal {
    static let ofCheckpoints: [EvidenceRefusal] = [
        .checkpointLines, .checkpointSize, .checkpointRoot, .unknownLog("…"),
        .noLogSignature("…"), .tooFewWitnesses(found: 1),
    ]
    static let ofPolicies: [EvidenceRefusal] = [
        .policyLine(1), .policyWithoutQuorum, .quorum(needed: 3, members: 2), .keyTwice("…"),
    ]

    /// Not three lines, or an empty one among them.
    public static let checkpointLines = checkpoint(
        "checkpoint-lines", "检查点应至少有三行且没有空行：日志名称、条目数、根哈希。",
        "A checkpoint has at least three lines, none empty: name of the log, size, root.",
        getItAgain)

    /// Not a whole number in its one form, or beyond 2^63 − 1.
    public static let checkpointSize = checkpoint(
        "checkpoint-size", "检查点的条目数应为不带前导零的十进制整数，不超过 9223372036854775807。",
        "The size of a checkpoint is a whole number without leading zeros, "
            + "at most 9223372036854775807.",
        getItAgain)

    /// Not a hash, or not the one an empty tree has.
    public static let checkpointRoot = checkpoint(
        "checkpoint-root", "检查点的根哈希应为 32 字节的 Base64；条目数为 0 时只能是空树的根。",
        "The root of a checkpoint is base64 of 32 bytes, and for size 0 the root of nothing.",
        getItAgain)

    /// No key of this origin is in the policy.
    public static func unknownLog(_ origin: String) -> EvidenceRefusal {
        checkpoint(
            "unknown-log", "信任设置中没有日志“\(shown(origin))”的密钥。",
            "The trust policy has no key of a log “\(shown(origin))”.",
            Localized(
                zh: "确认该日志可信后，把它的密钥加入信任设置。",
                en: "If that log is to be trusted, add its key to the policy."))
    }

    /// Only others have signed.
    public static func noLogSignature(_ origin: String) -> EvidenceRefusal {
        checkpoint(
            "no-log-signature", "检查点没有日志“\(shown(origin))”自己的签名。",
            "The log “\(shown(origin))” itself has not signed the checkpoint.", getItAgain)
    }

    /// The quorum of the policy is not met.
    public static func tooFewWitnesses(found: Int) -> EvidenceRefusal {
        EvidenceRefusal(
            "too-few-witnesses",
            Localized(
                zh: "只有 \(found) 个已知见证方签名，未达到信任设置的要求。",
                en: "Cosigned by \(found) known witnesses, which is not what the policy asks for."),
            Localized(
                zh: "见证需要时间，请稍后重新获取证明；一直不足的，请告知日志运营方。",
                en: "Witnesses take a while: get the proof again later. If it stays so, tell the "
                    + "operator of the log."),
            "C2SP tlog-cosignature")
    }

    /// Not a line of a policy file, or a name that is not there or there twice.
    public static func policyLine(_ line: Int) -> EvidenceRefusal {
        policy(
            "policy-line", "信任设置第 \(line) 行无法识别，或名称、密钥有误。",
            "Line \(line) of the trust policy is not understood, or a name or key in it is wrong.",
            Localized(
                zh: "每行为 log、witness、group 或 quorum；名称须先定义，只能使用一次。",
                en: "A line is a log, witness, group or quorum; a name is defined before it is "
                    + "used, and used once."))
    }

    /// Silence is not `quorum none`.
    public static let policyWithoutQuorum = policy(
        "policy-without-quorum", "信任设置没有说明需要哪些见证方。",
        "The trust policy does not say which witnesses are needed.",
        Localized(
            zh: "请加一行 quorum；不需要见证的写 quorum none。",
            en: "Add a line “quorum …”; “quorum none” asks for no witness."))

    /// More are needed than there are.
    public static func quorum(needed: Int, members: Int) -> EvidenceRefusal {
        policy(
            "quorum", "要求 \(needed) 个见证方签名，但只有 \(members) 个见证方。",
            "\(needed) cosignatures are asked for, of \(members) witnesses.",
            Localized(
                zh: "所需数量应在 0 和见证方总数之间。",
                en: "Ask for 0 up to as many as there are."))
    }

    /// The same key under two names would count twice.
    public static func keyTwice(_ name: String) -> EvidenceRefusal {
        policy(
            "key-twice", "信任设置中“\(shown(name))”的密钥出现了两次。",
            "The key of “\(shown(name))” is in the trust policy twice.",
            Localized(
                zh: "日志和每个见证方各用自己的密钥，请删除重复项。",
                en: "Log and witnesses have a key each; take the double out."))
    }

    private static func checkpoint(
        _ code: String, _ zh: String, _ en: String, _ fix: Localized
    ) -> EvidenceRefusal {
        EvidenceRefusal(code, Localized(zh: zh, en: en), fix, "C2SP tlog-checkpoint")
    }

    private static func policy(
        _ code: String, _ zh: String, _ en: String, _ fix: Localized
    ) -> EvidenceRefusal {
        EvidenceRefusal(code, Localized(zh: zh, en: en), fix, "C2SP tlog-policy")
    }
}

import Kernel

/// What can be wrong with a signed text and with keys.
extension EvidenceRefusal {
    static let ofNotes: [EvidenceRefusal] = [
        .tooLarge(bytes: 2_097_153), .noteCharacter, .noteShape, .tooManySignatures,
        .signatureLine, .keyName("…"), .keyText, .keyKind(2), .keyID("…"), .badSignature("…"),
        .cosignatureTime("…"), .noKnownSignature,
    ]

    /// More bytes than are read.
    public static func tooLarge(bytes: Int) -> EvidenceRefusal {
        note(
            "too-large", "文件有 \(bytes) 字节，超过读取上限。",
            "The file has \(bytes) bytes, more than are read.", getItAgain)
    }

    /// Not UTF-8, or control characters in it.
    public static let noteCharacter = note(
        "note-character", "签名文本不是 UTF-8，或含有换行以外的控制字符。",
        "The signed text is not UTF-8 or holds control characters other than line feeds.",
        getItAgain)

    /// Not text, empty line, signatures.
    public static let noteShape = note(
        "note-shape", "签名文本的结构不对：应为正文、一个空行和至少一行签名，并以换行结束。",
        "This is no signed text: text, an empty line, at least one signature, a line feed.",
        getItAgain)

    /// Beyond `SignedNote.mostSignatures`.
    public static let tooManySignatures = note(
        "too-many-signatures", "签名超过 \(SignedNote.mostSignatures) 行。",
        "There are more than \(SignedNote.mostSignatures) signature lines.",
        Localized(
            zh: "请只保留日志和所需见证方的签名行。",
            en: "Keep the lines of the log and of the witnesses that are needed."))

    /// Not em dash, name, base64 of more than four bytes.
    public static let signatureLine = note(
        "signature-line", "签名行格式不对：应为“— 名称 Base64”。",
        "A signature line is not of the form “— name base64”.", getItAgain)

    /// A name with blanks or a plus, an empty or too long one.
    public static func keyName(_ name: String) -> EvidenceRefusal {
        note(
            "key-name", "密钥名称“\(shown(name))”不可用：不能为空，不能含空白和加号，最多 255 字节。",
            "“\(shown(name))” cannot name a key: no blanks, no plus, 1 to 255 bytes.",
            Localized(
                zh: "名称请采用域名加路径的形式，如 example.com/log。",
                en: "Use a name like example.com/log."))
    }

    /// Not `name+id+base64`, or not 32 bytes.
    public static let keyText = note(
        "key-text", "密钥文本格式不对：应为“名称+编号+Base64”，密钥为 32 字节。",
        "A key is written name+id+base64 and has 32 bytes; this one is not.",
        Localized(
            zh: "请从密钥所有者公布的位置完整复制。",
            en: "Copy it whole from where its owner publishes it."))

    /// A kind of key that is not taken, or not for this use.
    public static func keyKind(_ kind: UInt8) -> EvidenceRefusal {
        note(
            "key-kind", "类型为 \(kind) 的密钥不能用于此处：日志用类型 1，见证方用类型 4。",
            "A key of type \(kind) has no use here: logs sign with type 1, witnesses with type 4.",
            Localized(zh: "请改用相应类型的密钥。", en: "Use a key of that type."))
    }

    /// The id does not belong to name and key.
    public static func keyID(_ name: String) -> EvidenceRefusal {
        note(
            "key-id", "密钥“\(shown(name))”的编号与名称、密钥不一致。",
            "The id of key “\(shown(name))” does not belong to its name and key.",
            Localized(
                zh: "密钥文本被改动或抄错，请重新获取。",
                en: "The text was changed or copied wrongly; get it again."))
    }

    /// A known key, but its signature is not over this text.
    public static func badSignature(_ name: String) -> EvidenceRefusal {
        note(
            "bad-signature", "“\(shown(name))”的签名与正文不符，整份文件不可信。",
            "The signature by “\(shown(name))” is not over this text; the whole file is void.",
            getItAgain)
    }

    /// Beyond 2^63 − 1 seconds, or later than is allowed.
    public static func cosignatureTime(_ name: String) -> EvidenceRefusal {
        note(
            "cosignature-time", "见证方“\(shown(name))”的签名时间晚于当前时间或无效。",
            "The time of the cosignature by “\(shown(name))” is in the future or none at all.",
            Localized(
                zh: "请核对本机时钟；时钟无误的，请重新获取文件。",
                en: "Check the clock of this machine; if it is right, get the file again."))
    }

    /// Nobody one knows has signed.
    public static let noKnownSignature = note(
        "no-known-signature", "没有任何已知密钥的签名。", "No key that is known here has signed.",
        Localized(
            zh: "请核对信任设置中的日志和见证方密钥。",
            en: "Compare the keys of logs and witnesses in the trust policy."))

    private static func note(
        _ code: String, _ zh: String, _ en: String, _ fix: Localized
    ) -> EvidenceRefusal {
        EvidenceRefusal(code, Localized(zh: zh, en: en), fix, "C2SP signed-note")
    }
}

public import Kernel

/// What people read about papers.
public enum PapersTexts {
    /// The link to the file.
    public static let pdf = Localized(zh: "下载 PDF", en: "PDF")
    /// Head of a column of such links.
    public static let paper = Localized(zh: "单据", en: "Paper")
    static let status = Localized(zh: "办理状态查询", en: "Status of a declaration")
    static let statusNote = Localized(
        zh: "凭编号和单据上的核验码，看办到哪一步。", en: "Where it stands, by number and the code on a paper.")
    static let statusLede = Localized(
        zh: "凭编号和单据上的核验码，查询现在的状态和各步的时间。无需登录；不显示申报内容。",
        en: "Number and the code on a paper tell where it stands and since when. No account is "
            + "needed; nothing of what was declared is shown.")
    static let state = Localized(zh: "现在的状态", en: "Stands as")
    static let verify = Localized(zh: "单据核验", en: "Verify a paper")
    static let lede = Localized(
        zh: "凭单据上的核验码或二维码，查验单据是否由本系统签发、现在是否有效。无需登录。",
        en: "The code or QR code on a paper tells whether it was issued here and holds now. No "
            + "account is needed.")
    static let code = Localized(zh: "核验码", en: "Verification code")
    static let kind = Localized(zh: "单据种类", en: "Kind of paper")
    static let number = Localized(zh: "编号", en: "Number")
    static let issuer = Localized(zh: "签发单位", en: "Issued by")
    static let day = Localized(zh: "签发日期", en: "Date")
    static let validTo = Localized(zh: "有效期至", en: "Valid to")
    static let successor = Localized(zh: "替代单据编号", en: "Replaced by")
    static let changed = Localized(zh: "状态变更时间", en: "Changed")
    static let laterDecision = Localized(
        zh: "同一申请的后一份决定", en: "A later decision in the same case")
    static let revokedSince = Localized(zh: "撤销时间", en: "Revoked since")
    static let revokedBy = Localized(zh: "撤销单位", en: "Revoked by")
    static let revocation = Localized(zh: "撤销决定书核验码", en: "Letter of revocation")
    static let digest = Localized(
        zh: "数据摘要（加盐 SHA-256）", en: "Salted SHA-256 of the data")
    static let files = Localized(zh: "PDF 文件摘要（SHA-256）", en: "SHA-256 of the PDF")
    static let noFile = Localized(zh: "尚未生成 PDF", en: "no PDF was made yet")
    static let masked = Localized(
        zh: "当事人名称已遮盖：持有单据的人可以与单据对照。",
        en: "Names are masked: whoever holds the paper can compare them.")
    static let compare = Localized(zh: "比对 PDF 文件", en: "Compare a PDF")
    static let compareLede = Localized(
        zh: "选择收到的 PDF：系统计算其摘要，与签发时的文件逐位比对。文件比对后即丢弃。",
        en: "Choose the PDF you got: its hash is compared with that of the file as it was issued. "
            + "The file is not kept.")
    static let file = Localized(zh: "PDF 文件", en: "PDF file")
    static let same = Localized(
        zh: "文件与签发时完全一致，未被改动。", en: "The file is exactly the one that was issued.")
    static let differs = Localized(
        zh: "文件与签发的不一致：不是本单据，或已被改动。请勿采信该文件。",
        en: "The file is not the one that was issued: it is another paper, or it was changed. Do "
            + "not rely on it.")
    static let proof = Localized(zh: "存证证明", en: "Proof in the evidence log")
    static let proofLede = Localized(
        zh: "每次签发、生成、替代、撤销都写入只增不改的存证日志。将以下数据存为文件，可用 "
            + "核验程序离线核验。",
        en: "Each issue, print, replacement and revocation is an entry of a log that can only "
            + "grow. What is below, kept as a file, is checked offline by tradewind verify.")
    static let notYet = Localized(
        zh: "检查点几秒后公布，届时附有存证证明。",
        en: "A checkpoint follows within seconds; the proof will be here then.")
    static let entry = Localized(zh: "日志条目", en: "Log entry")
    static let event = Localized(zh: "事项", en: "What happened")
    static let time = Localized(zh: "时间", en: "Time")
    static let download = Localized(zh: "核验数据（JSON）", en: "Data for verification (JSON)")
    static let footnote = Localized(
        zh: "扫描二维码或访问上列网址核验真伪及现行状态；以在线核验结果为准。",
        en: "Scan the code or open the address to verify; what is said there counts.")

    static func standing(_ standing: IssuedPaper.Standing) -> Localized {
        switch standing {
        case .valid: Localized(zh: "有效", en: "Valid")
        case .expired: Localized(zh: "已过有效期", en: "Expired")
        case .outdated: Localized(zh: "状态已变化", en: "Out of date")
        case .replaced: Localized(zh: "已被替代", en: "Replaced")
        case .revoked: Localized(zh: "已撤销", en: "Revoked")
        }
    }

    static func sentence(_ standing: IssuedPaper.Standing) -> Localized {
        switch standing {
        case .valid:
            Localized(
                zh: "单据真实，由本系统签发，现在有效。",
                en: "Genuine: this paper was issued here and is valid now.")
        case .expired:
            Localized(
                zh: "单据真实，但有效期已过。", en: "Genuine, but its validity is over.")
        case .outdated:
            Localized(
                zh: "单据真实，但签发后业务状态已有变化，所载内容不再反映现状。请向持有人索取新的单据。",
                en: "Genuine, but what is on record has changed since: ask its holder for a new "
                    + "one.")
        case .replaced:
            Localized(
                zh: "单据真实，但已被新的单据替代，不再有效。",
                en: "Genuine, but another paper has taken its place: it is not valid any more.")
        case .revoked:
            Localized(
                zh: "单据曾由本系统签发，但已撤销，不再有效。",
                en: "It was issued here and has been revoked: it is not valid any more.")
        }
    }

    static func event(_ event: PaperRecord.Event) -> Localized {
        switch event {
        case .issued: Localized(zh: "签发", en: "Issued")
        case .printed: Localized(zh: "生成 PDF", en: "PDF made")
        case .replaced: Localized(zh: "被替代", en: "Replaced")
        case .revoked: Localized(zh: "撤销", en: "Revoked")
        }
    }
}

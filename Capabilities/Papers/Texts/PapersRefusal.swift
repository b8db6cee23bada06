public import Kernel

/// Why a code leads nowhere, or a paper is not given.
public enum PapersRefusal: Refusal, Hashable {
    /// It cannot be a code: a character is missing or wrong.
    case notACode
    case noSuchPaper
    /// What was sent is no PDF.
    case notAPDF
    /// Nothing is decided yet, so there is nothing to hand out.
    case notIssued
    /// Number and code do not belong together, or one of them is wrong: never which.
    case noSuchStatus

    /// One of each, in order of precedence.
    public static let all: [PapersRefusal] = [
        .notACode, .noSuchPaper, .notAPDF, .notIssued, .noSuchStatus,
    ]

    public var code: String {
        switch self {
        case .notACode: "papers.not-a-code"
        case .noSuchPaper: "papers.no-such-paper"
        case .notAPDF: "papers.not-a-pdf"
        case .notIssued: "papers.not-issued"
        case .noSuchStatus: "papers.no-such-status"
        }
    }

    public var status: Int {
        switch self {
        case .notACode, .noSuchPaper, .noSuchStatus: 404
        case .notAPDF: 422
        case .notIssued: 409
        }
    }

    public var message: Localized {
        switch self {
        case .notACode:
            Localized(
                zh: "核验码输入有误：核验码共 16 位，其中一位是校验码，与其余各位不符。",
                en: "This is no verification code: it has 16 characters, and one of them checks "
                    + "the others.")
        case .noSuchPaper:
            Localized(
                zh: "本系统没有签发过这个核验码的单据。", en: "No paper with this code was issued here.")
        case .notAPDF: Localized(zh: "上传的不是 PDF 文件。", en: "What was uploaded is no PDF.")
        case .notIssued:
            Localized(zh: "尚未签发，没有可打印的单据。", en: "Nothing is issued yet: there is no paper.")
        case .noSuchStatus:
            Localized(
                zh: "没有查到：编号与核验码不对应，或其中一项有误。",
                en: "Nothing was found: number and code do not belong together, or one is wrong.")
        }
    }

    public var fix: Localized {
        switch self {
        case .notACode:
            Localized(
                zh: "对照单据重新输入；字母 O 与数字 0、字母 I、L 与数字 1 不必区分。",
                en: "Compare it with the paper; O counts as 0, I and L as 1.")
        case .noSuchPaper:
            Localized(
                zh: "核对核验码和网址。两者都与单据一致而仍查无此件的，单据不是本系统签发的，请勿采信。",
                en: "Compare code and address. If both are those of the paper, it was not issued "
                    + "here: do not rely on it.")
        case .notAPDF: Localized(zh: "选择收到的 PDF 原文件。", en: "Choose the PDF as you got it.")
        case .notIssued: Localized(zh: "签发后再打印。", en: "Print it once it is issued.")
        case .noSuchStatus:
            Localized(
                zh: "对照单据重新输入编号和核验码；最近变更过的，请用最新的单据。",
                en: "Compare both with the paper; if it was changed, use the latest paper.")
        }
    }
}

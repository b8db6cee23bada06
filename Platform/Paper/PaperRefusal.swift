public import Kernel

/// Why a document is not set.
public enum PaperRefusal: Refusal, Hashable {
    /// More pages or bytes than a document may have.
    case tooLong(pages: Int)
    /// Too many documents are being set already.
    case busy
    /// The machine lacks the font, so Chinese could not be read.
    case fontMissing(String)
    /// The library refused.
    case failed(String)

    /// One of each, in order of precedence.
    public static let all: [PaperRefusal] = [
        .tooLong(pages: PaperPress.mostPages), .busy, .fontMissing(PaperPress.family), .failed("…"),
    ]

    public var code: String {
        switch self {
        case .tooLong: "paper.too-long"
        case .busy: "paper.busy"
        case .fontMissing: "paper.font-missing"
        case .failed: "paper.failed"
        }
    }

    public var status: Int {
        switch self {
        case .tooLong: 422
        case .busy, .fontMissing, .failed: 503
        }
    }

    public var message: Localized {
        switch self {
        case .tooLong(let pages):
            Localized(
                zh: "这份单据超过 \(pages) 页，不能生成 PDF。",
                en: "This document has more than \(pages) pages: no PDF is made of it.")
        case .busy:
            Localized(zh: "正在生成的 PDF 太多。", en: "Too many PDFs are being made.")
        case .fontMissing(let family):
            Localized(
                zh: "服务器未安装中文字体 \(family)，不能生成 PDF。",
                en: "The server lacks the font \(family), so no PDF is made.")
        case .failed(let why):
            Localized(zh: "PDF 生成失败：\(why)。", en: "The PDF could not be made: \(why).")
        }
    }

    public var fix: Localized {
        switch self {
        case .tooLong:
            Localized(
                zh: "分批打印，或取数据（JSON、CSV）。",
                en: "Print it in parts, or take the data (JSON, CSV).")
        case .busy: Localized(zh: "稍后再试。", en: "Try again in a moment.")
        case .fontMissing:
            Localized(
                zh: "请运营方安装 fonts-wqy-microhei。",
                en: "The operator has to install fonts-wqy-microhei.")
        case .failed:
            Localized(zh: "再试一次；仍失败请告知运营方。", en: "Try again; if it stays, tell the operator.")
        }
    }
}

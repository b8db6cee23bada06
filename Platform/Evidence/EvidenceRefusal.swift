public import Kernel

/// Why a proof, checkpoint, note, tile or leaf was not accepted. Nothing of what it says may then
/// be believed. One is given, the first that was met; the README lists them all.
public struct EvidenceRefusal: Refusal, Hashable {
    /// Stable, for example `evidence.not-included`.
    public let code: String
    /// What is wrong.
    public let message: Localized
    /// What to do about it.
    public let fix: Localized
    /// The specification that was broken; nil where the form is our own.
    public let citation: Citation?

    init(_ code: String, _ message: Localized, _ fix: Localized, _ document: String? = nil) {
        self.code = "evidence." + code
        self.message = message
        self.fix = fix
        citation = document.map { Citation(document: $0) }
    }

    /// One of each, in the order of the README.
    public static let all: [EvidenceRefusal] =
        ofNotes + ofCheckpoints + ofPolicies + ofProofs + ofTiles + ofLeaves

    /// The file says something else than what was logged, or was cut or changed on its way.
    static let getItAgain = Localized(
        zh: "请向出具方重新获取原文件，不要修改或重新排版；仍不通过的，请按未经证明处理并告知日志运营方。",
        en: "Get the file again from who issued it and change nothing in it. If it still fails, "
            + "treat the matter as unproven and tell the operator of the log.")

    /// What strangers sent, cut to what a sentence bears.
    static func shown(_ text: String) -> String {
        let cut = text.unicodeScalars.prefix(80)
        let plain = cut.map { $0.value < 0x20 || $0.value == 0x7F ? "�" : $0 }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: plain)
        return String(scalars) + (cut.endIndex < text.unicodeScalars.endIndex ? "…" : "")
    }
}

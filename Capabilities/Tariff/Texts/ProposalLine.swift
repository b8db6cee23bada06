import Kernel

extension TariffProposal {
    /// The proposal in one line, for a terminal.
    var line: Localized {
        let scope =
            edition.isWhole
            ? Localized(zh: "整表替换", en: "whole table") : Localized(zh: "修改", en: "amendment")
        let what =
            action == .load
            ? Localized(zh: "导入", en: "load")
            : Localized(zh: "撤下第 \(editionNumber) 次导入", en: "withdraw edition \(editionNumber)")
        let because = decidedBecause.isEmpty ? "" : "：\(decidedBecause)"
        let state: Localized
        switch self.state {
        case .waiting:
            state = Localized(zh: "等待第二人复核", en: "waits for a second person")
        case .taken: state = Localized(zh: "已复核生效", en: "agreed to")
        case .rejected:
            state = Localized(
                zh: "已退回\(because)",
                en: "rejected" + (because.isEmpty ? "" : ": \(decidedBecause)"))
        }
        func head(_ language: Language) -> String {
            "\(number)\t\(edition.kind.title[language])\t\(edition.from.text)"
        }
        let sure = confirmed.map { "，\($0.zh)" }.joined()
        let surely = confirmed.map { ", \($0.en)" }.joined()
        let tail = "\(edition.document)\t\(edition.fileName)\t\(proposer.name)"
        return Localized(
            zh: "\(head(.zh))\t\(what.zh)\t\(scope.zh)\(sure)\t\(tail)\t\(state.zh)",
            en: "\(head(.en))\t\(what.en)\t\(scope.en)\(surely)\t\(tail)\t\(state.en)")
    }

    /// The guards that whoever proposed it set aside on purpose.
    var confirmed: [Localized] {
        let drops = Localized(
            zh: "已确认可去掉现有的大半行", en: "may drop most lines in force, on purpose")
        let differs = Localized(
            zh: "已确认异常数值（汇率相差十倍以上，或暂定税率高于最惠国税率）",
            en: "may change a rate of exchange tenfold, or set a provisional rate above the "
                + "most-favoured-nation rate, on purpose")
        return (mayDropMost ? [drops] : []) + (mayChangeMuch ? [differs] : [])
    }
}

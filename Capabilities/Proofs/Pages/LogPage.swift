import Kernel
import Web

/// `/{language}/log`: what the log of evidence is, where it stands, how a receipt is checked.
struct LogPage: Sendable {
    let site: Site
    let desk: ProofDesk
    let keys: LogKeys
    let reader: LogReader

    static let title = Localized(zh: "存证日志", en: "Evidence log")

    var route: Route {
        Route(.get, "/{language}/log", access: .anyone, summary: LogPage.title) { visit in
            let standing = try await desk.standing()
            return site.page(
                visit, title: LogPage.title[visit.language],
                content: LogPage.html(
                    standing, verifiers: keys.verifiers,
                    policy: String(decoding: reader.policy, as: UTF8.self), visit.language))
        }
    }

    static func html(
        _ standing: ProofDesk.Standing, verifiers: [String], policy: String, _ language: Language
    ) -> HTML {
        let keys = verifiers.map { key -> HTML in
            "<li>\(.copyValue(key, language: language))</li>"
        }
        let items = [
            SummaryItem(
                Localized(zh: "条目数", en: "Entries")[language], String(standing.size)),
            SummaryItem(
                Localized(zh: "已公布检查点所含条目", en: "Under the published checkpoint")[language],
                String(standing.published)),
            SummaryItem(
                Localized(zh: "日志公钥", en: "Key of the log")[language],
                html: #"<ul class="plain-list">\#(keys)</ul>"#),
        ]
        return """
            \(.heading(title[language], lede: lede[language]))
            \(.summaryList(items))
            \(.panel(
                Localized(zh: "检查点", en: "Checkpoint")[language],
                content: checkpoint(standing, language)))
            \(.panel(how[language], content: steps(policy, language)))
            """
    }

    private static func checkpoint(
        _ standing: ProofDesk.Standing, _ language: Language
    ) -> HTML {
        guard standing.published > 0 else {
            return .emptyState(
                Localized(zh: "尚未公布检查点", en: "No checkpoint yet")[language],
                hint: Localized(
                    zh: "第一份回执入库后几秒内公布。",
                    en: "It is published seconds after the first receipt.")[language])
        }
        return .codeBlock(standing.checkpoint, label: "/log/checkpoint")
    }

    private static func steps(_ policy: String, _ language: Language) -> HTML {
        """
        <p>\(explanation[language])</p>
        <p>\(.linkButton(
            EventWords.check[language], to: "/\(language.rawValue)/log/check", .secondary))</p>
        \(.codeBlock(
            "tradewind verify receipt.json --policy policy.txt",
            label: Localized(zh: "核验命令", en: "Command")[language]))
        \(.codeBlock(policy, label: "/log/policy"))
        """
    }

    private static let lede = Localized(
        zh: "每份回执、单据和法律事件都有一个条目：只有加盐哈希，不含任何业务数据和个人信息。日志只能增长，任何人都可以查验。",
        en: "Every receipt, paper and legal event has an entry: salted hashes only, nothing of the "
            + "trade and nobody's data. The log can only grow, and anybody may check that it does.")
    private static let how = Localized(
        zh: "如何核验一份回执", en: "How a receipt is checked")
    private static let explanation = Localized(
        zh: "在“回执”页下载附证明的回执（JSON），离线运行下面的命令即可，不必询问本系统。"
            + "策略文件说明信任哪个日志、须有哪些见证方会签；请另行核对其中的公钥。",
        en: "Download a receipt with its proof (JSON) from the page of receipts and run the "
            + "command below; it asks nobody. The policy file says which log is believed and which "
            + "witnesses must have cosigned; compare its keys with what you were told elsewhere.")
}

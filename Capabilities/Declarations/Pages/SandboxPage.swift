import Kernel
import Web

/// `/{language}/sandbox`: what the sandbox answers to which goods number, for anybody; and what
/// one's own programs have sent there.
struct SandboxPage: Sendable {
    let site: Site
    let desk: SandboxDesk

    static let title = Localized(zh: "沙箱", en: "Sandbox")
    private static let lede = Localized(
        zh: "给程序试用：格式、代码、企业和编号照常检查，结论按货号约定，每次都一样。这里的单证和真实业务完全分开，不计税、不占额度、关员看不到。",
        en: """
            For programs to try things: form, codes, enterprises and numbers are checked as \
            everywhere, and the outcome follows from a goods number, the same every time. What is \
            here is kept apart from everything real: no tax, no quota, no officer sees it.
            """)

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/sandbox", access: .anyone, summary: SandboxPage.title
            ) { visit in try await show(visit) },
            Route(
                .post, "/{language}/sandbox/removal", access: SandboxResource.access,
                summary: Localized(zh: "清空本企业的沙箱", en: "Empty one's sandbox"),
                bodyLimit: 8 * 1024
            ) { visit in
                try await desk.remove(of: try visit.tenant())
                return .see(visit.language.address("/sandbox"))
            },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let mine = try await own(visit)
        return site.page(
            visit, title: SandboxPage.title[language],
            content: """
                \(.heading(SandboxPage.title[language], lede: SandboxPage.lede[language]))
                \(mine)
                \(.panel(
                    Localized(zh: "怎么用", en: "How")[language], id: "how", content: how(visit)))
                \(.panel(
                    Localized(zh: "货号和结论", en: "Goods numbers and outcomes")[language],
                    id: "outcomes", content: outcomes(language)))
                """)
    }

    private func how(_ visit: Visit) -> HTML {
        let language = visit.language
        let key = Localized(
            zh: "企业管理员新建一把只勾选“使用沙箱”的密钥：它打不开任何真实接口。把程序的基址换成沙箱的基址，"
                + "商品行的企业商品货号（itemNo）填下面的货号。",
            en: """
                The administrator of your enterprise makes a key with “Use the sandbox” alone: it \
                opens nothing real. Put the sandbox's address in place of the real one, and one of \
                the goods numbers below into the seller's goods number (itemNo) of a line.
                """)
        let kept = Localized(
            zh: "发到沙箱的内容不保存原文，只留回执，\(desk.keepDays) 天后删除。"
                + "预录入编号以 S 开头，清单编号以 SANDBOX 开头，答复带 x-tradewind-sandbox。",
            en: """
                What is sent here is not kept, only its receipts, for \(desk.keepDays) days. \
                Pre-entry numbers begin with S, list numbers with SANDBOX, and every answer has \
                the header x-tradewind-sandbox.
                """)
        let command = """
            curl -sS "$SERVER/api/v1/sandbox/ceb" -H "Authorization: Bearer $SANDBOX_KEY" \\
                -H "Accept: application/json" --data-binary @list.xml
            curl -sS "$SERVER/api/v1/sandbox/receipts?after=0" \\
                -H "Authorization: Bearer $SANDBOX_KEY"
            """
        return """
            <p>\(key, language)</p>
            \(.codeBlock(command, label: SandboxPage.title[language]))
            <p>\(kept, language)</p>
            """
    }

    private func outcomes(_ language: Language) -> HTML {
        .table(
            caption: Localized(zh: "货号和结论", en: "Goods numbers and outcomes")[language],
            columns: [
                Column(
                    Localized(zh: "货号", en: "Goods number")[language], .code, isHeader: true,
                    text: { (row: SandboxOutcome) in row.item }),
                Column(
                    Localized(zh: "结论", en: "Outcome")[language],
                    text: { (row: SandboxOutcome) in row.name[language] }),
                Column(
                    Localized(zh: "回执状态", en: "Statuses")[language],
                    text: { (row: SandboxOutcome) in
                        ([Status.declaring] + row.steps.map(\.status))
                            .map { SandboxPage.named($0.rawValue, language) }
                            .joined(separator: " → ")
                    }),
            ], rows: desk.outcomes.all, empty: "")
    }

    /// What is in the sandbox of the visitor's enterprise; nothing for anybody else.
    private func own(_ visit: Visit) async throws -> HTML {
        let language = visit.language
        guard SandboxResource.access.admits(visit.principal), let tenant = try? visit.tenant()
        else { return "" }
        let found = try await desk.documents(of: tenant, limit: 50)
        let table = HTML.table(
            caption: Localized(zh: "本企业发到沙箱的单证", en: "What your programs sent here")[language],
            showsCaption: true,
            columns: [
                Column(
                    Localized(zh: "自编号", en: "Own number")[language], .code, isHeader: true,
                    text: { (row: SandboxDesk.View) in row.last.number }),
                Column(
                    Localized(zh: "报文", en: "Message")[language], .code,
                    text: { (row: SandboxDesk.View) in row.last.request }),
                Column(
                    Localized(zh: "编号", en: "Number")[language], .code,
                    text: { (row: SandboxDesk.View) in row.last.subject }),
                Column(
                    Localized(zh: "状态", en: "Status")[language],
                    html: { (row: SandboxDesk.View) in
                        let status = row.last.status
                        return .link(
                            SandboxPage.named(status, language),
                            to: language.address("/problems/\(status)"))
                    }),
                Column(
                    Localized(zh: "时间", en: "At")[language], .time,
                    text: { (row: SandboxDesk.View) in row.last.at.text }),
            ], rows: found,
            empty: .emptyState(
                Localized(zh: "您的沙箱是空的", en: "Your sandbox is empty")[language],
                hint: Localized(
                    zh: "用沙箱密钥发一份报文试试。", en: "Send a message with a sandbox key.")[language]))
        guard !found.isEmpty else { return table }
        let words = Localized(zh: "清空沙箱", en: "Empty the sandbox")
        let empty = HTML.dialog(
            Localized(zh: "清空本企业的沙箱？", en: "Empty your enterprise's sandbox?")[language],
            id: "empty", open: words[language],
            content: """
                <p>\(Localized(
                    zh: "沙箱里的单证和回执全部删除，不能恢复；真实业务不受影响。",
                    en: "Its documents and receipts are deleted for good; nothing real is touched."
                ), language)</p>
                \(.form(
                    to: language.address("/sandbox/removal"), token: visit.formToken,
                    content: .button(words[language], .danger)))
                """, language: language)
        return "\(table)\(empty)"
    }

    /// `800 放行`; the number alone where no table has a word.
    private static func named(_ status: Int64, _ language: Language) -> String {
        guard let known = Status(rawValue: status) else { return String(status) }
        return "\(status) \(known.name[language])"
    }
}

import Journal
import Kernel
import Store
import Web

/// The lists that could not be decided, and the button that has the desk look again.
struct StuckPanel: Sendable {
    var lists: [StuckLists.Stuck]
    /// What background rounds, of any room, could not do.
    var failures: [RoundFailures.Failure]
    var formToken: String

    func html(_ language: Language) -> HTML {
        let title = Localized(zh: "未能审核的清单", en: "Lists that could not be decided")[language]
        let why = Localized(
            zh: "因系统故障或数据损坏而停留，不是企业的差错。排除原因后重新审核，每次启动时也会自动重试。",
            en: "Held up by a defect or damaged data, not by anything the enterprise did. Look"
                + " again once the cause is mended; every start does so too.")
        return .panel(
            title, id: "stuck",
            content: """
                <p>\(why, language)</p>
                \(.table(
                    caption: title,
                    columns: [
                        Column<StuckLists.Stuck>(
                            Localized(zh: "预录入编号", en: "Number")[language], .code,
                            isHeader: true, text: { $0.list.preNo }),
                        Column(
                            Localized(zh: "停留自", en: "Since")[language], .time,
                            text: { $0.since.text }),
                        Column(
                            Localized(zh: "错误类别", en: "Kind of error")[language], .code,
                            text: { $0.trouble }),
                    ], rows: lists,
                    empty: "<p>\(Localized(zh: "没有。", en: "None."), language)</p>"))
                \(rounds(language))
                \(.form(
                    to: language.address("/gateway/look-again"), token: formToken,
                    content: .button(Localized(zh: "重新审核", en: "Look again")[language])))
                """)
    }

    private func rounds(_ language: Language) -> HTML? {
        guard !failures.isEmpty else { return nil }
        return .table(
            caption: Localized(zh: "后台未能处理的事项", en: "What background work could not do")[language],
            showsCaption: true,
            columns: [
                Column<RoundFailures.Failure>(
                    Localized(zh: "任务", en: "Work")[language], .code, isHeader: true,
                    text: { $0.round }),
                Column(
                    Localized(zh: "编号", en: "Number")[language], .code,
                    text: { $0.row.subject }),
                Column(Localized(zh: "自", en: "Since")[language], .time, text: { $0.since.text }),
                Column(
                    Localized(zh: "再试于", en: "Tried again at")[language], .time,
                    text: { $0.nextAt.text }),
                Column(
                    Localized(zh: "错误类别", en: "Kind of error")[language], .code,
                    text: { $0.trouble }),
            ], rows: failures, empty: "")
    }
}

extension DeclarationPages {
    var lookAgain: Route {
        Route(
            .post, "/{language}/gateway/look-again",
            access: .permission(DeclarationsPermission.mend),
            summary: Localized(
                zh: "重新审核未能审核的清单", en: "Looks again at lists that could not be decided")
        ) { visit in
            try await stuck.lookAgain(by: try visit.person().id)
            return .see(visit.language.address("/gateway"))
        }
    }
}

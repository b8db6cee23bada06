public import Web
import Kernel

extension DeclarationsCapability {
    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] { declaring + lookingUp + watching }

    private static var declaring: [Site.Item] {
        let read = Access.permission(DeclarationsPermission.read)
        let lodge = Access.permission(DeclarationsPermission.lodge)
        return [
            Site.Item(
                EntryFrame.title,
                note: Localized(
                    zh: "逐步填写或整页填写，自动保存，先看税款再报送。",
                    en: "Step by step or on one page; kept as you type, tax before you send."),
                path: "/entry", in: .declare, access: lodge),
            Site.Item(
                SheetsPage.title,
                note: Localized(
                    zh: "下载模板填好，一次上传上万行，错误原因写回原表。",
                    en: "Fill in a template, send thousands of rows; faults come back in it."),
                path: "/sheets", in: .declare, access: lodge),
            Site.Item(
                UploadPage.title,
                note: Localized(
                    zh: "逐项检查，问题一次列全；符合即报送，立即得到回执。",
                    en: "Every fault at once; what fits is sent and has its receipt at once."),
                path: "/upload", in: .declare, access: lodge),
            Site.Item(
                ListsPage.title,
                note: Localized(
                    zh: "每份清单走到哪一步、等谁、税款怎么算出来的。",
                    en: "Where each list stands, who acts next, how its tax came about."),
                path: "/declarations", in: .declare, access: read, isOfEnterprise: true),
            Site.Item(
                FollowUpsPage.title,
                note: Localized(
                    zh: "撤销、退货、运抵、离境、总分单、汇总：每份走到哪一步。",
                    en: "Cancellations, returns, arrivals, departures, summaries."),
                path: "/follow-ups", in: .declare, access: read, isOfEnterprise: true),
            Site.Item(
                ReceiptsPage.title,
                note: Localized(
                    zh: "海关的每一份答复，可以下载，可以核验。",
                    en: "Every answer of the customs, to download and to verify."),
                path: "/receipts", in: .declare, access: read, isOfEnterprise: true),
            Site.Item(
                TaxesPage.title,
                note: Localized(
                    zh: "电子税单、缴款书、最后一天和滞纳金。",
                    en: "Electronic tax bills, payment books, last days and late fees."),
                path: "/taxes", in: .money, access: read),
        ]
    }

    private static var lookingUp: [Site.Item] {
        [
            Site.Item(
                ConsumerPage.title, note: ConsumerPage.note, path: "/my-quota", in: .lookUp),
            Site.Item(
                SitesPages.title, note: SitesPages.note, path: "/sites", in: .cargo),
            Site.Item(
                ModesPage.title,
                note: Localized(
                    zh: "说明交易情况，给出监管方式、单证和可用的简化。",
                    en: "From the facts of a deal to its trade mode, papers and simplifications."),
                path: "/modes", in: .lookUp),
            Site.Item(
                Localized(zh: "检查报文", en: "Check a message"),
                note: Localized(
                    zh: "不报送，只看是否符合规范、错在哪里、怎么改。",
                    en: "Nothing is sent: see what does not fit, where, and how to mend it."),
                path: "/upload", in: .lookUp, access: .signedIn),
            Site.Item(
                MessageListPage.title,
                note: Localized(
                    zh: "每个字段的类型、长度、取值，均出自海关规范。",
                    en: "Type, length and values of every field, from the customs’ standard."),
                path: "/messages", in: .lookUp),
            Site.Item(
                ProblemIndexPage.title, note: ProblemIndexPage.note, path: "/problems",
                in: .lookUp),
        ]
    }

    private static var watching: [Site.Item] {
        [
            Site.Item(
                WorklistPage.title,
                note: Localized(
                    zh: "待审核与待查验的清单，等待最久的在前。",
                    en: "Lists to review or inspect, longest waiting first."),
                path: "/worklist", in: .office,
                access: .permission(DeclarationsPermission.examine)),
            Site.Item(
                DistrictStatisticsPage.title,
                note: Localized(
                    zh: "已放行的出口清单，按关区、监管方式和路径。",
                    en: "Released export lists by district, mode and route."),
                path: "/statistics/exports", in: .data,
                access: .permission(DeclarationsPermission.examine)),
            Site.Item(
                IdentityPages.title, note: IdentityPages.note, path: "/identity-cases",
                in: .office, access: .permission(DeclarationsPermission.examine)),
            Site.Item(
                Localized(zh: "网关动态", en: "Gateway"),
                note: Localized(
                    zh: "速率、队列、最近的拒收。", en: "Rates, queue, last refusals."),
                path: "/gateway", in: .operate,
                access: .permission(DeclarationsPermission.watch)),
            Site.Item(
                CertificatesPage.title,
                note: Localized(
                    zh: "报文签名用的证书：登记、停用。",
                    en: "Certificates that messages are signed with."),
                path: "/certificates", in: .account, access: CertificatesPage.access),
            Site.Item(
                WebhooksPage.title,
                note: Localized(
                    zh: "回执推送到您的系统：地址、密钥、送达记录与重放。",
                    en: "Receipts pushed to your system: addresses, secrets, deliveries, replay."),
                path: "/webhooks", in: .account, access: WebhookPages.access),
        ]
    }
}

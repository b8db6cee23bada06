import Kernel

/// Words about results of inspection bodies.
enum ResultTexts {
    static let title = Localized(zh: "采信机构目录", en: "Accepted inspection bodies")
    static let lede = Localized(
        zh: "目录内机构出具的检验结果，收货人可以提交海关采信，代替常规检验；海关按比例抽查。",
        en: "Results of catalogued bodies may stand for an inspection; the customs check a share.")
    static let none = Localized(zh: "目录是空的", en: "The catalogue is empty")
    static let code = Localized(zh: "统一社会信用代码", en: "Credit code")
    static let name = Localized(zh: "机构名称", en: "Name")
    static let scope = Localized(zh: "采信范围（编号前几位）", en: "Scope (first digits of codes)")
    static let list = Localized(
        zh: "目录由海关以企业名单维护：标准、提名和变动记录",
        en: "The customs keeps it as a list of firms: criteria, nominations, changes")
    static let document = Localized(zh: "公告文号", en: "Announcement")
    static let results = Localized(zh: "第三方检验结果", en: "Results of inspection bodies")
    static let offer = Localized(zh: "提交检验结果", en: "Offer a result")
    static let offerHint = Localized(
        zh: "每项商品一份报告，PDF 或照片，不超过 20 MB。全部采信后自动继续放行。",
        en: "One report for each line, PDF or picture up to 20 MB. When all are accepted the entry "
            + "goes on.")
    static let report = Localized(zh: "报告编号", en: "Report")
    static let body = Localized(zh: "机构的统一社会信用代码", en: "Credit code of the body")
    static let sampled = Localized(zh: "取样日", en: "Sampled on")
    static let issued = Localized(zh: "出具日", en: "Issued on")
    static let validTo = Localized(zh: "报告有效期至", en: "Report valid to")
    static let file = Localized(zh: "报告文件", en: "Document")
    static let decision = Localized(zh: "决定", en: "Decision")
}

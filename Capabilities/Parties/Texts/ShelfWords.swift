import Kernel

/// Why a filter is not kept or not removed.
enum ShelfRefusal: Refusal, Hashable {
    case name(longest: Int)
    case list
    case full(most: Int)
    case notFound

    static let all: [ShelfRefusal] = [
        .name(longest: PersonalShelf.longestName), .list, .full(most: PersonalShelf.mostSaved),
        .notFound,
    ]

    var code: String {
        switch self {
        case .name: "parties.filter-name"
        case .list: "parties.filter-list"
        case .full: "parties.filters-full"
        case .notFound: "parties.filter-not-found"
        }
    }

    var status: Int {
        switch self {
        case .notFound: 404
        case .full: 409
        default: 422
        }
    }

    var field: String? { self == .notFound ? nil : "name" }

    var message: Localized {
        switch self {
        case .name(let longest):
            Localized(
                zh: "名称应为 1 至 \(longest) 个字。", en: "A name has 1 to \(longest) characters.")
        case .list: Localized(zh: "这不是本站的列表。", en: "That is no list of this site.")
        case .full(let most):
            Localized(zh: "已保存 \(most) 个筛选。", en: "\(most) filters are kept already.")
        case .notFound: Localized(zh: "没有这个筛选。", en: "There is no such filter.")
        }
    }

    var fix: Localized {
        switch self {
        case .name: Localized(zh: "起一个短名称，例如“今日到期”。", en: "Give a short name, such as Due today.")
        case .list: Localized(zh: "从列表页面点“保存此筛选”。", en: "Choose “Save this filter” on a list.")
        case .full: Localized(zh: "先删除不再用的。", en: "Remove one that is not used any more.")
        case .notFound: Localized(zh: "刷新页面；可能已删除。", en: "Reload; it may be removed already.")
        }
    }
}

/// Words about what people keep.
enum ShelfWords {
    static let saved = Localized(zh: "我的筛选", en: "My filters")
    static let recent = Localized(zh: "最近打开", en: "Recently opened")
    static let save = Localized(zh: "保存此筛选", en: "Save this filter")
    static let name = Localized(zh: "名称", en: "Name")
    static let list = Localized(zh: "列表", en: "List")
    static let filters = Localized(zh: "条件", en: "Filters")
    static let none = Localized(zh: "还没有保存的筛选", en: "No filters yet")
    static let noneHint = Localized(
        zh: "在任一列表设好条件，点“保存此筛选”，以后一点即到。",
        en: "Set the filters of a list and choose “Save this filter”: it is a click away then.")
    static let lede = Localized(
        zh: "只有您自己看得到；首页和对应的列表上都有。",
        en: "Only you see them: on your first page and on their lists.")
    static let remove = Localized(zh: "删除", en: "Remove")
    static let keep = Localized(zh: "保存", en: "Save")
    /// What filters of many lists are called; another one is told by its name in the address.
    static let filterNames: [String: Localized] = [
        "status": Localized(zh: "状态", en: "Status"), "type": Localized(zh: "业务", en: "Kind"),
        "district": Localized(zh: "关区", en: "District"),
        "due": Localized(zh: "时限", en: "Term"), "number": Localized(zh: "编号", en: "Number"),
        "q": Localized(zh: "关键词", en: "Words"), "state": Localized(zh: "状态", en: "Status"),
        "kind": Localized(zh: "类别", en: "Kind"), "service": Localized(zh: "事项", en: "Service"),
        "from": Localized(zh: "起", en: "From"), "to": Localized(zh: "止", en: "To"),
    ]
    static let every = Localized(zh: "不设条件", en: "no filters")
    static let opened = Localized(zh: "打开过", en: "Opened")
    static let filter = Localized(zh: "筛选", en: "Filter")
}

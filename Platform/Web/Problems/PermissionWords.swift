public import Kernel

/// A permission in the words of the trade, for somebody who lacks it.
public struct PermissionWords: Sendable, Hashable {
    /// What one may do with it: 审核和处理申报单证.
    public let title: Localized
    /// Who can give it, or who does it instead.
    public let fix: Localized

    public init(_ title: Localized, fix: Localized) {
        self.title = title
        self.fix = fix
    }
}

/// `WebRefusal.notPermitted` as a page says it: people do not know the names of permissions.
struct NotPermittedToPeople: Refusal {
    let words: PermissionWords

    var code: String { WebRefusal.notPermitted(Permission("")).code }
    var status: Int { 403 }
    var citation: Citation? { OwnRule.access.citation }
    var message: Localized {
        Localized(
            zh: "您的账户没有“\(words.title.zh)”的权限。",
            en: "Your account may not do this: \(words.title.en).")
    }
    var fix: Localized { words.fix }
}

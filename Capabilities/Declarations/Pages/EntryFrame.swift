import Kernel
import Web

/// What the pages of entry share: the stylesheet and script of their own, and the bar below.
enum EntryFrame {
    static let title = Localized(zh: "填写申报", en: "Declare by hand")

    static func trail(_ language: Language) -> [Crumb] {
        [Crumb(title[language], path: language.address("/entry"))]
    }

    /// A stylesheet in the body is as good as one in the head, and only these pages load it.
    static func assets(_ assets: Assets) -> HTML {
        """
        <link rel="stylesheet" href="\(url: assets.path("entry.css"))">
        <script src="\(url: assets.path("saving.js"))" defer></script>
        <script src="\(url: assets.path("entry.js"))" defer></script>
        """
    }

    static func saved(_ at: Instant, _ language: Language) -> String {
        let time = String(at.text.dropFirst(11).prefix(8))
        return Localized(zh: "已保存 \(time)", en: "Saved at \(time)")[language]
    }

    /// Where the script says that what is typed was kept.
    /// Two versions that are compared are saved by a button only.
    static func savedNote(
        _ entry: OpenEntry, _ conflict: EntryConflict?, _ language: Language
    ) -> HTML {
        guard conflict == nil else {
            return SavingForm(act: nil, language).note(EntryConflict.notSaved[language])
        }
        return SavingForm(act: "save", language)
            .note(EntryFrame.saved(entry.record.changedAt, language))
    }

    /// Everything wrong, above the form, each with a link to its field.
    static func summary(
        _ issues: [EntryIssue], _ language: Language, to address: (EntryPlace) -> String
    ) -> HTML {
        guard !issues.isEmpty else { return "" }
        let lines = issues.map { issue -> HTML in
            "<li>\(.link(EntryControls.told(issue, language), to: address(issue.place)))</li>"
        }
        let title = Localized(
            zh: "有 \(issues.count) 处需要更正", en: "There is something to mend: \(issues.count)")
        return """
            <div class="notice tone-danger error-summary" role="alert" tabindex="-1" data-focus>\
            <p class="notice-title">\(title, language)</p><ul>\(lines)</ul></div>
            """
    }
}

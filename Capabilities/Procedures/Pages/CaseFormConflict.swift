import Kernel
import Web

/// What somebody filled in on an older version of a draft: it comes back as it was filled in, with
/// what differs from the draft as it stands, and who filled it in decides.
extension CaseFormPages {
    func compared(
        _ answers: [String: String], _ record: CaseDesk.Record, _ visit: Visit
    ) -> Answer {
        let language = visit.language
        var shown = record
        shown.file.answers = answers.filter { !$0.value.isEmpty }
        let lines = record.service.fields.compactMap { field -> HTML? in
            let (now, typed) = (record.file.answers[field.id] ?? "", answers[field.id] ?? "")
            guard !now.utf8.elementsEqual(typed.utf8) else { return nil }
            let label = record.service.label(field.label, field.when, language)
            let (kept, given) = (said(now, field), said(typed, field))
            let values = Localized(
                zh: "：申请现\(kept.zh)，本页\(given.zh)",
                en: ": the application \(kept.en), this page \(given.en)")
            return "<li>\(.link(label, to: "#\(field.id)"))\(values, language)</li>"
        }
        let differ: HTML? = lines.isEmpty ? nil : "<ul>\(lines)</ul>"
        let notice: HTML = """
            <div class="notice tone-warn" role="alert" tabindex="-1" data-focus>\
            <p class="notice-title">\(Localized(
                zh: "申请已经变化：在别处保存过。您在本页填写的都在，尚未保存。",
                en: "The application was saved elsewhere meanwhile. What you filled in here is all"
                    + " there; it is not saved yet."), language)</p><div>\(differ)\
            <p>\(Localized(
                zh: "在本页改好后按下面的按钮，以本页为准；或",
                en: "Put it right here and press a button below: this page then counts. Or"),
                language) \
            \(.link(
                Localized(zh: "打开现在的申请", en: "open the application as it stands")[language],
                to: language.path("/applications/\(record.file.number)/form")))\
            \(Localized(zh: "，放弃本页填写的内容。", en: " and leave what this page holds."), language)\
            </p></div></div>
            """
        return page(visit, shown, nil, conflict: notice)
    }

    /// An answer as the form shows it.
    private func said(_ value: String, _ field: FormField) -> Localized {
        var text = Localized(same: String(value.prefix(60)))
        switch field.kind {
        case .tick:
            return value == "1"
                ? Localized(zh: "已勾选", en: "is ticked") : Localized(zh: "未勾选", en: "is not ticked")
        case .choice(let choices): text = choices.first { $0.id == value }?.name ?? text
        default: break
        }
        return value.isEmpty
            ? Localized(zh: "为空", en: "is blank")
            : Localized(zh: "为“\(text.zh)”", en: "says “\(text.en)”")
    }
}

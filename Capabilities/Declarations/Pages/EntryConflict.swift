import Kernel
import Web
import Wire

/// What somebody typed on an older version of a draft, beside the draft as it was saved since: by
/// a colleague, in another window or on another device. Nothing typed is thrown away; who typed it
/// decides.
struct EntryConflict: Sendable {
    /// The draft as it stands.
    let now: OpenEntry
    /// What was typed, with what follows from it.
    let typed: EntryDraft
    /// Whether the one who typed also saved the other version.
    let isOwn: Bool

    /// Most differences that are told one by one.
    private static let mostTold = 30

    static let notSaved = Localized(zh: "本页填写的尚未保存", en: "What this page holds is not saved")

    struct Difference: Sendable, Hashable {
        let place: EntryPlace
        let title: Localized
        let now: String
        let typed: String
    }

    /// In the order of the form.
    var differences: [Difference] {
        var found = now.form.headFields.compactMap { field in
            difference(field, nil, now.draft.head[field.name], typed.head[field.name])
        }
        for index in 0..<max(now.draft.lines.count, typed.lines.count) {
            let kept = now.draft.lines.indices.contains(index) ? now.draft.lines[index] : [:]
            let given = typed.lines.indices.contains(index) ? typed.lines[index] : [:]
            found += now.form.lineFields.compactMap { field in
                difference(field, index + 1, kept[field.name], given[field.name])
            }
        }
        return found
    }

    private func difference(
        _ field: MessageField, _ line: Int?, _ kept: String?, _ given: String?
    ) -> Difference? {
        guard kept != given else { return nil }
        let title = line.map {
            Localized(
                zh: "第 \($0) 项 \(field.title.zh)", en: "Line \($0), \(field.title.en)")
        }
        return Difference(
            place: EntryPlace(line: line, element: field.name), title: title ?? field.title,
            now: kept ?? "", typed: given ?? "")
    }

    func html(_ language: Language) -> HTML {
        let all = differences
        let lines = all.prefix(EntryConflict.mostTold).map { one -> HTML in
            let (kept, given) = (EntryConflict.said(one.now), EntryConflict.said(one.typed))
            let values = Localized(
                zh: "：草稿现\(kept.zh)，本页\(given.zh)",
                en: ": the draft \(kept.en), this page \(given.en)")
            return """
                <li>\(.link(one.title[language], to: "#\(one.place.id)"))\(values, language)</li>
                """
        }
        let left = all.count - lines.count
        let more: HTML? = left > 0
            ? "<li>\(Localized(zh: "另有 \(left) 处", en: "and \(left) more"), language)</li>" : nil
        let time = String(now.record.changedAt.text.dropFirst(11).prefix(8))
        let title = isOwn
            ? Localized(
                zh: "\(time) 您在另一窗口或设备上改过这份草稿。您在本页填写的都在，尚未保存。",
                en: "You changed this draft in another window or on another device at \(time)."
                    + " What you typed here is all there; it is not saved yet.")
            : Localized(
                zh: "\(time) 同事改过这份草稿。您在本页填写的都在，尚未保存。",
                en: "A colleague changed this draft at \(time). What you typed here is all there;"
                    + " it is not saved yet.")
        return """
            <div class="notice tone-warn" role="alert" tabindex="-1" data-focus>\
            <p class="notice-title">\(title, language)</p><div>\
            <p>\(Localized(zh: "两边不同之处：", en: "Where they differ:"), language)</p>\
            <ul>\(lines)\(more)</ul>\
            <p>\(Localized(
                zh: "在本页改好后按下面的按钮保存，以本页为准；或",
                en: "Put it right here and save it below: this page then counts. Or"), language) \
            \(.link(
                Localized(zh: "打开现在的草稿", en: "open the draft as it stands")[language],
                to: language.address("/entry/\(now.record.id)")))\
            \(Localized(zh: "，放弃本页填写的内容。", en: " and leave what this page holds."), language)\
            </p></div></div>
            """
    }

    private static func said(_ value: String) -> Localized {
        let text = value.prefix(60)
        return text.isEmpty
            ? Localized(zh: "为空", en: "is blank")
            : Localized(zh: "为“\(text)”", en: "says “\(text)”")
    }
}

extension EntryPages {
    /// What was typed on an older version comes back as it was typed, with what differs.
    func compared(
        _ typed: EntryDraft, _ visit: Visit, at step: EntryStep? = nil
    ) async throws -> Answer {
        let now = try await entry(visit)
        guard now.record.state != .sent else { throw EntryRefusal.sent(now.record.subject) }
        var shown = now
        shown.draft = desk.completion.completed(typed, now.form, on: desk.clock.today)
        let isOwn = now.record.changedBy == (try visit.person().id)
        let conflict = EntryConflict(now: now, typed: shown.draft, isOwn: isOwn)
        guard let step else {
            return try await densePage(shown, [], visit, status: 409, conflict)
        }
        return try await guidedPage(shown, step, [], visit, status: 409, conflict)
    }
}

import Kernel
import Web
import Wire

/// One page of the guided way.
enum EntryStep: Sendable, Hashable {
    case group(EntryGroup)
    case goods

    var id: String {
        switch self {
        case .group(let group): group.rawValue
        case .goods: "goods"
        }
    }

    var title: Localized {
        switch self {
        case .group(let group): group.title
        case .goods: Localized(zh: "商品", en: "Goods")
        }
    }

    var question: Localized {
        switch self {
        case .group(let group): group.question
        case .goods: Localized(zh: "包裹里有哪些商品？", en: "What is in the parcel?")
        }
    }

    /// The pages of a form in order: goods come before what they cost and weigh.
    static func all(_ form: EntryForm) -> [EntryStep] {
        var steps: [EntryStep] = []
        for (group, _) in form.groups {
            if form.hasLines, group == .figures { steps.append(.goods) }
            steps.append(.group(group))
        }
        if form.hasLines, !steps.contains(.goods) { steps.append(.goods) }
        return steps
    }

    /// Whether an issue belongs to this page.
    func has(_ issue: EntryIssue, _ form: EntryForm) -> Bool {
        switch self {
        case .goods: return issue.place.line != nil
        case .group(let group):
            guard issue.place.line == nil else { return false }
            return form.groups.first { $0.group == group }?
                .fields.contains { $0.name == issue.place.element } ?? false
        }
    }

    /// The page of an issue; the first one for what belongs to none.
    static func of(_ issue: EntryPlace, _ form: EntryForm) -> EntryStep {
        if issue.line != nil { return .goods }
        let group = EntryGroup.of(issue.element)
        return form.groups.contains { $0.group == group } ? .group(group) : all(form)[0]
    }

    /// Whether a supporting document corrects one that was sent: lists begin anew by themselves.
    static func corrects(_ entry: OpenEntry, _ language: Language) -> HTML? {
        guard !entry.form.type.isInventory else { return nil }
        return .checkbox(
            Field(
                "corrects",
                label: Localized(
                    zh: "更正已报送的同号单证", en: "Corrects the one of this number sent before")[
                        language], isRequired: false),
            isOn: entry.draft.appType == "2", language: language)
    }
}

/// A question group a page, for who does this for the first time.
struct EntryGuidedPage: Sendable {
    var entry: OpenEntry
    var step: EntryStep
    var controls: EntryControls
    /// Those of this page.
    var issues: [EntryIssue]
    var tax: EntryTax?
    var formToken: String
    var assets: Assets
    /// Where somebody has saved since what is shown was begun.
    var conflict: EntryConflict?

    var form: EntryForm { entry.form }
    var address: String { "/entry/\(entry.record.id)" }

    func html(_ language: Language) -> HTML {
        let steps = EntryStep.all(form)
        let place = steps.firstIndex(of: step) ?? 0
        let path = language.address("\(address)/steps/\(step.id)")
        let count = Localized(
            zh: "第 \(place + 1) 步，共 \(steps.count) 步", en: "Step \(place + 1) of \(steps.count)")
        return """
            \(EntryFrame.assets(assets))
            \(EntryFrame.summary(issues, language) { "#\($0.id)" })
            \(.heading(
                step.question[language],
                caption: "\(EntryStartPage.name(form.type)[language]) · \(count[language])"))
            \(conflict?.html(language))
            <form class="form" method="post" action="\(url: path)" novalidate data-entry>
            \(.hidden("_csrf", formToken))\(.hidden("version", String(entry.record.version)))
            \(content(language))
            <p class="row">\(.button(
                Localized(zh: "保存并继续", en: "Save and continue")[language], name: "do",
                value: "next"))\
            \(issues.isEmpty ? nil : HTML.button(
                Localized(zh: "先跳过", en: "Skip for now")[language], .secondary, name: "do",
                value: "skip"))\
            \(EntryFrame.savedNote(entry, conflict, language))</p>
            \(back(steps, place, language))
            </form>
            """
    }

    private func content(_ language: Language) -> HTML {
        switch step {
        case .group(let group):
            let fields = form.groups.first { $0.group == group }?.fields ?? []
            let asked = fields.filter { $0.isRequired || isFilled($0) || isWrong($0) }
            let rest = fields.filter { field in !asked.contains { $0 === field } }
            let boxes = asked.map { controls.head($0, entry.draft, issues) }
            let more = rest.map { controls.head($0, entry.draft, issues) }
            let folded: HTML? =
                more.isEmpty
                ? nil
                : .fold(
                    Localized(zh: "视情况填写", en: "Where it applies")[language],
                    note: Localized(
                        zh: "\(more.count) 项",
                        en: more.count == 1 ? "1 field" : "\(more.count) fields")[language],
                    isOpen: asked.isEmpty, content: "\(more)")
            let corrects: HTML? = group == .numbers ? EntryStep.corrects(entry, language) : nil
            let token = form.type.isInventory ? "" : "1"
            return """
                \(.hidden("corrects.asked", group == .numbers ? token : ""))\
                \(boxes)\(corrects)\(folded)\(controls.lists(fields))
                """
        case .goods: return goods(language)
        }
    }

    private func isFilled(_ field: MessageField) -> Bool { entry.draft.head[field.name] != nil }
    private func isWrong(_ field: MessageField) -> Bool {
        issues.contains { $0.place.element == field.name }
    }

    private func goods(_ language: Language) -> HTML {
        let lines = entry.draft.lines.isEmpty ? [[:]] : entry.draft.lines
        let parts = lines.enumerated().map { line($0.offset + 1, $0.element, language) }
        return """
            \(.hidden("lines", "1"))\(parts)\(controls.lists(form.lineFields))
            <p class="row">\(.button(
                Localized(zh: "还有一项商品", en: "Another line of goods")[language], .secondary,
                name: "do", value: "line"))</p>
            \(tax.map { EntryTaxPart(tax: $0).html(language) })
            """
    }

    private func line(
        _ number: Int, _ values: [String: String], _ language: Language
    ) -> HTML {
        let asked = form.lineFields.filter { $0.isRequired || values[$0.name] != nil }
        let rest = form.lineFields.filter { field in !asked.contains { $0 === field } }
        let boxes = asked.map { controls.line($0, number, values, issues) }
        let more = rest.map { controls.line($0, number, values, issues) }
        let owed: HTML? = tax.map { tax in
            """
            <p class="hint">\(Localized(
                zh: "本项税款（元）", en: "Tax of this line (CNY)"), language) \
            <span data-tax="\(number)">\(tax.lines[number]?.grouped ?? "–")</span></p>
            """
        }
        return """
            <fieldset class="entry-line"><legend>\(Localized(
                zh: "第 \(number) 项", en: "Line \(number)"), language)</legend>
            \(boxes)\(more.isEmpty ? nil : HTML.fold(
                Localized(zh: "视情况填写", en: "Where it applies")[language], content: "\(more)"))\
            \(owed)</fieldset>
            """
    }

    private func back(_ steps: [EntryStep], _ place: Int, _ language: Language) -> HTML {
        let dense: HTML = .link(
            Localized(zh: "改为整页填写", en: "All on one page instead")[language],
            to: language.address(address))
        guard place > 0 else { return #"<p class="row">\#(dense)</p>"# }
        let before: HTML = .link(
            Localized(zh: "上一步", en: "Back")[language],
            to: language.address("\(address)/steps/\(steps[place - 1].id)"))
        return #"<p class="row">\#(before) \#(dense)</p>"#
    }
}

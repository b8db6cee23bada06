import Kernel
import Parties
import Wire

/// Where on a form something is wrong.
struct EntryPlace: Sendable, Hashable {
    /// Number of the goods line, from 1; nil for the head.
    var line: Int?
    /// Element; empty for the whole.
    var element: String

    /// Name of the field on the page, and its id.
    var name: String { line.map { "l\($0).\(element)" } ?? element }
    var id: String { line.map { "l\($0)-\(element)" } ?? "f-\(element)" }
}

/// One thing to mend before a draft can be sent.
struct EntryIssue: Sendable, Hashable {
    let place: EntryPlace
    let code: String
    let message: Localized
    let fix: Localized
}

/// Looks at a draft with the eyes of the gateway, and keeps nothing: the message is made, read
/// against its table, and held to the same rules.
struct EntryCheck: Sendable {
    let catalogue: MessageCatalogue
    let preparation: Preparation

    /// Everything that is wrong, in the order of the form.
    func issues(
        _ draft: EntryDraft, _ form: EntryForm, for enterprise: Enterprise,
        _ key: EntryMessage.Key
    ) throws -> [EntryIssue] {
        let bytes = try EntryMessage(form: form, enterprise: enterprise).bytes(draft, key)
        let reading = catalogue.read(bytes)
        var issues: [EntryIssue] = []
        for fault in reading.faults {
            let place = EntryCheck.place(fault.path, form.table)
            add(
                missing(fault, place, form)
                    ?? EntryIssue(
                        place: place, code: fault.code,
                        message: named(fault.message, place, form), fix: fault.fix), to: &issues)
        }
        if form.hasLines, !draft.lines.contains(where: { !$0.isEmpty }) {
            issues.removeAll { $0.place.element.isEmpty }
            issues.append(EntryCheck.noLines)
        }
        if let document = reading.documents.first {
            let prepared = preparation.prepare(
                document, type: form.type, sender: enterprise, on: key.at.day)
            for finding in prepared.findings {
                let one = EntryCheck.issue(finding, form)
                // A figure that cannot be read was told with its line when the message was read.
                let isTold =
                    one.place.line != nil && EntryCheck.lineNumber(finding.message.zh) == nil
                    && issues.contains {
                        $0.place.element == one.place.element && $0.place.line != nil
                    }
                if !isTold { add(one, to: &issues) }
            }
        }
        return EntryCheck.sorted(issues, form)
    }

    /// A field says one thing at a time: the form before the meaning.
    private func add(_ issue: EntryIssue, to issues: inout [EntryIssue]) {
        guard !issue.place.element.isEmpty else {
            issues.append(issue)
            return
        }
        if !issues.contains(where: { $0.place == issue.place }) { issues.append(issue) }
    }

    /// What a list was refused for, on the form: one thing at a field.
    static func issues(_ findings: [Finding], _ form: EntryForm) -> [EntryIssue] {
        var told: Set<EntryPlace> = []
        let all = findings.map { issue($0, form) }
        return sorted(all.filter { told.insert($0.place).inserted }, form)
    }

    private static func issue(_ finding: Finding, _ form: EntryForm) -> EntryIssue {
        let words = finding.element.split(separator: " ")
        let element = words.count > 1 && words[0] == form.type.number ? String(words[1]) : ""
        let ofHead = form.table.head.field(element) != nil
        let ofLine = form.table.line?.field(element) != nil
        let number = EntryCheck.lineNumber(finding.message.zh)
        let line = ofLine && (number != nil || !ofHead) ? number ?? 1 : nil
        return EntryIssue(
            place: EntryPlace(line: line, element: ofHead || ofLine ? element : ""),
            code: finding.code, message: finding.message, fix: finding.fix)
    }

    /// The rules name a line in their words, `第 3 项…`.
    static func lineNumber(_ text: String) -> Int? {
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count == 3, words[0].hasSuffix("第") else { return nil }
        return Int(words[1])
    }

    /// `/CEB621Message/Inventory[1]/InventoryList[2]/gcode` as a place on the form.
    static func place(_ path: String, _ table: MessageTable) -> EntryPlace {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return EntryPlace(element: "") }
        let element = String(last)
        if let name = table.line?.name,
            let part = parts.first(where: { $0.hasPrefix(name + "[") }),
            let number = Int(part.dropFirst(name.utf8.count + 1).dropLast())
        {
            let isField = table.line?.field(element) != nil
            return EntryPlace(line: number, element: isField ? element : "")
        }
        return EntryPlace(element: table.head.field(element) == nil ? "" : element)
    }

    /// A field left empty, in the words of a form: nobody types elements there.
    private func missing(_ fault: Fault, _ place: EntryPlace, _ form: EntryForm) -> EntryIssue? {
        let record = place.line == nil ? form.table.head : form.table.line
        guard ["message.element-missing", "value.empty"].contains(fault.code),
            let title = record?.field(place.element)?.title
        else { return nil }
        let line = place.line.map { Localized(zh: "第 \($0) 项 ", en: "line \($0): ") }
        return EntryIssue(
            place: place, code: fault.code,
            message: Localized(
                zh: "\(line?.zh ?? "")请填写“\(title.zh)”",
                en: "\(line?.en ?? "")Fill in “\(title.en)”"),
            fix: Localized(zh: "该项必填", en: "It is required"))
    }

    /// The reader of messages speaks of elements; a form says which field it means.
    private func named(_ message: Localized, _ place: EntryPlace, _ form: EntryForm) -> Localized {
        let record = place.line == nil ? form.table.head : form.table.line
        guard let field = record?.field(place.element) else { return message }
        let line = place.line.map { Localized(zh: "第 \($0) 项 ", en: "line \($0): ") }
        // Of a value that does not fit the reader names the field itself.
        func said(_ title: String, _ words: String, _ colon: String) -> String {
            words.utf8.starts(with: title.utf8) ? words : title + colon + words
        }
        return Localized(
            zh: (line?.zh ?? "") + said(field.title.zh, message.zh, "："),
            en: (line?.en ?? "") + said(field.title.en, message.en, ": "))
    }

    private static func sorted(_ issues: [EntryIssue], _ form: EntryForm) -> [EntryIssue] {
        var places: [String: Int] = [:]
        for (index, field) in form.headFields.enumerated() { places[field.name] = index }
        var cells: [String: Int] = [:]
        for (index, field) in form.lineFields.enumerated() { cells[field.name] = index }
        func rank(_ issue: EntryIssue) -> Int {
            guard let line = issue.place.line else {
                return places[issue.place.element] ?? (issue.place.element.isEmpty ? -1 : 999)
            }
            return line * 1000 + (cells[issue.place.element] ?? 999)
        }
        return issues.enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }.map(\.element)
    }

    private static let noLines = EntryIssue(
        place: EntryPlace(line: 1, element: "gcode"), code: "",
        message: Localized(zh: "还没有填写商品", en: "No goods have been entered"),
        fix: Localized(zh: "至少填写一项商品", en: "Enter one line of goods at least"))
}

import Kernel
import Web
import Wire

/// What a sent form says, laid over a draft: a page asks for some fields only, and what it does not
/// ask for stays.
struct EntryInput: Sendable {
    let form: EntryForm
    let codes: EntryCodes

    func draft(_ sent: Form, over draft: EntryDraft) -> EntryDraft {
        var draft = draft
        for field in form.headFields {
            guard let typed = sent[field.name] else { continue }
            let value = codes.value(typed, for: field)
            draft.head[field.name] = value.isEmpty ? nil : value
        }
        if sent["lines"] != nil { draft.lines = lines(sent) }
        if sent["corrects.asked"] == "1" { draft.appType = sent["corrects"] == "1" ? "2" : "1" }
        return draft
    }

    /// Lines by their number in the names of the fields; those between that were not sent are
    /// empty.
    private func lines(_ sent: Form) -> [[String: String]] {
        var lines: [[String: String]] = []
        for pair in sent.pairs {
            guard pair.name.utf8.first == UInt8(ascii: "l"),
                let dot = pair.name.firstIndex(of: "."),
                let number = Int(pair.name[pair.name.index(after: pair.name.startIndex)..<dot]),
                number >= 1, number <= EntryDraft.mostLines + 1,
                let field = lineField(String(pair.name[pair.name.index(after: dot)...]))
            else { continue }
            while lines.count < number { lines.append([:]) }
            let value = codes.value(pair.value, for: field)
            if !value.isEmpty { lines[number - 1][field.name] = value }
        }
        return lines
    }

    private func lineField(_ name: String) -> MessageField? {
        form.lineFields.first { $0.name == name }
    }

    /// Rows pasted from a spreadsheet, in the order of the columns, or under a first row that names
    /// them: in Chinese, in English, or as elements.
    func pasted(_ text: String) -> [[String: String]] {
        var rows = text.split(whereSeparator: \.isNewline).map { row in
            row.split(separator: "\t", omittingEmptySubsequences: false).map {
                EntryTyping.trimmed(String($0))
            }
        }.filter { !$0.allSatisfy(\.isEmpty) }
        var columns: [MessageField?] = form.lineFields
        if let first = rows.first {
            let named = first.map(column)
            if named.contains(where: { $0 != nil }) {
                columns = named
                rows.removeFirst()
            }
        }
        return rows.map { row in
            var line: [String: String] = [:]
            for (field, typed) in zip(columns, row) {
                guard let field else { continue }
                let value = codes.value(typed, for: field)
                if !value.isEmpty { line[field.name] = value }
            }
            return line
        }.filter { !$0.isEmpty }
    }

    func column(_ heading: String) -> MessageField? {
        let name = heading.hasSuffix("*") ? String(heading.dropLast()) : heading
        return form.lineFields.first {
            $0.name == name || $0.title.zh == name || $0.title.en == name
        }
    }

    /// What a program sends: `head` and `lines` with texts.
    func draft(_ json: JSON, over draft: EntryDraft) throws(EntryRefusal) -> EntryDraft {
        var draft = draft
        if let head = json["head"] {
            draft.head = [:]
            for member in head.members {
                guard let field = form.headFields.first(where: { $0.name == member.name }),
                    let text = member.value.string
                else { throw .input("head.\(member.name)") }
                let value = codes.value(text, for: field)
                if !value.isEmpty { draft.head[field.name] = value }
            }
        }
        if let lines = json["lines"] {
            draft.lines = []
            for (index, line) in lines.elements.enumerated() {
                var values: [String: String] = [:]
                for member in line.members {
                    guard let field = lineField(member.name), let text = member.value.string else {
                        throw .input("lines[\(index + 1)].\(member.name)")
                    }
                    let value = codes.value(text, for: field)
                    if !value.isEmpty { values[field.name] = value }
                }
                draft.lines.append(values)
            }
        }
        if let type = json["appType"]?.string {
            guard ["1", "2"].contains(type) else { throw .input("appType") }
            draft.appType = type
        }
        return draft
    }
}

import Kernel
import Wire

/// Labelled rows from a CSV file: a text and its code, with what else is known of it.
///
/// Columns `text` and one of `hs10`, `hs8`, `hs6`, `code` are needed; `lang`, `attributes` (JSON),
/// `code_system`, `source`, `group_id`, `rank_in_group` are used when they are there.
struct TrainingFile: Sendable {
    let rows: [Trainer.Row]
    /// Rows without a word, of which nothing can be learnt.
    let skipped: Int

    /// Members of `attributes` that say what a good is. Others (seller, origin, size of the parcel)
    /// would be learnt as if they did.
    static let telling: Set<String> = [
        "spec", "specification", "composition", "ingredients", "keywords", "规格", "成分", "材质",
    ]

    /// Refuses the file as a whole: nothing is learnt from a file with a broken line.
    init(_ bytes: [UInt8]) throws(ClassificationRefusal) {
        do {
            var table = try CSVTable(
                SpreadsheetText.utf8(bytes), requiring: ["text"], limits: .data)
            let columns = Columns(table)
            guard !columns.codes.isEmpty else {
                throw ClassificationRefusal.trainingFile(line: 1, TrainingTrouble.noCode)
            }
            var rows: [Trainer.Row] = []
            var skipped = 0
            while let record = try table.next() {
                if let row = try columns.row(record) { rows.append(row) } else { skipped += 1 }
            }
            guard !rows.isEmpty else {
                throw ClassificationRefusal.trainingFile(line: 1, TrainingTrouble.empty)
            }
            self.rows = rows
            self.skipped = skipped
        } catch let refusal as ClassificationRefusal {
            throw refusal
        } catch let fault as Fault {
            throw .trainingFile(line: fault.line, fault.message)
        } catch {
            throw .trainingFile(line: 0, Localized(same: "\(error)"))
        }
    }
}

/// Where the columns are.
private struct Columns {
    let text: Int
    let codes: [Int]
    let attributes: Int?
    let system: Int?
    let source: Int?
    let group: Int?
    let rank: Int?

    init(_ table: CSVTable) {
        func place(_ name: String) -> Int? { table.columns.firstIndex(of: name) }
        text = place("text") ?? 0
        codes = ["hs10", "hs8", "hs6", "code"].compactMap(place)
        attributes = place("attributes")
        system = place("code_system")
        source = place("source")
        group = place("group_id")
        rank = place("rank_in_group")
    }

    /// Nil for a text without a word.
    func row(_ record: CSVRecord) throws(ClassificationRefusal) -> Trainer.Row? {
        let text = record[text]
        guard !text.isEmpty else {
            throw .trainingFile(line: record.line, TrainingTrouble.noText)
        }
        guard let longest = codes.map({ record[$0] }).first(where: { !$0.isEmpty }),
            let code = CodePrefix(longest), code.digits >= 6
        else { throw .trainingFile(line: record.line, TrainingTrouble.code) }
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        // Beyond six digits every country has its own codes.
        let isOurs = system.map { ["CN", ""].contains(record[$0]) } ?? true
        let label = isOurs && code.digits == 10 ? code : code.cut(to: 6)
        return Trainer.Row(
            text: text, attributes: try said(record), code: label,
            source: source.map { record[$0] } ?? "",
            group: group.map { record[$0] } ?? text,
            isFirstOfGroup: rank.map { ["1", ""].contains(record[$0]) } ?? true)
    }

    private func said(_ record: CSVRecord) throws(ClassificationRefusal) -> String {
        guard let attributes, !record[attributes].isEmpty else { return "" }
        guard let json = try? JSON(Array(record[attributes].utf8)), case .object = json else {
            throw .trainingFile(line: record.line, TrainingTrouble.attributes)
        }
        return json.members
            .filter { TrainingFile.telling.contains($0.name.lowercased()) }
            .flatMap { $0.value.string.map { [$0] } ?? $0.value.elements.compactMap(\.string) }
            .joined(separator: " ; ")
    }
}

import Kernel
import Paper
import Papers
import Web
import Wire

/// A kept worksheet on paper: what was stated and what came of it, as it was kept.
struct WorksheetPaper: Sendable {
    let sheet: KeptWorksheet
    let tenant: String
    let tables: OriginTables

    /// Answers with the file of the worksheet that the path names, to its holder.
    static func answer(_ desk: OriginDesk) -> @Sendable (Visit) async throws -> Answer {
        { visit in
            let tenant = visit.principal?.enterprise ?? ""
            let sheet = try await desk.worksheet(visit.parameters["id"] ?? "", of: tenant)
            return try await desk.papers.answer(
                WorksheetPaper(sheet: sheet, tenant: tenant, tables: desk.tables).draft, visit)
        }
    }

    var draft: PaperDraft {
        let content = (try? JSON(Array(sheet.content.utf8))) ?? .null
        let verdicts = (try? JSON(Array(sheet.outcome.utf8)))?.elements ?? []
        let (sheet, tables) = (sheet, tables)
        return PaperDraft(
            .worksheet, tenant: tenant, subject: sheet.id, number: String(sheet.id.suffix(12)),
            issuer: OriginTexts.desk, day: sheet.testedOn,
            data: .object([
                .init("id", .text(sheet.id)), .init("digest", .text(sheet.digest)),
                .init("keptAt", .text(sheet.keptAt.iso)), .init("content", content),
                .init("outcome", .array(verdicts)),
            ]),
            blocks: { language in
                [.grid(facts(sheet, content, tables, language), columns: 2)]
                    + materials(content, tables, language)
                    + verdicts.flatMap { verdict($0, language) }
                    + [.note("\(OriginTexts.digest[language]) \(sheet.digest)")]
            })
    }
}

private func facts(
    _ sheet: KeptWorksheet, _ content: JSON, _ tables: OriginTables, _ language: Language
) -> [PaperField] {
    func text(_ name: String) -> String { content[name].map(scalar) ?? "" }
    func place(_ name: String) -> String {
        guard let named = content[name]?.string else { return "" }
        return tables.countries.find(named).map { tables.countries.name($0)[language] } ?? named
    }
    let rows: [(Localized, String)] = [
        (OriginTexts.name, sheet.name), (OriginTexts.code, TestWords.dotted(sheet.code)),
        (Localized(zh: "出口国", en: "Exporting country"), place("exporter")),
        (Localized(zh: "进口国", en: "Importing country"), place("importer")),
        (OriginTexts.day, sheet.testedOn.text), (OriginTexts.kept, sheet.keptAt.text),
        (
            Localized(zh: "离岸价（FOB）", en: "FOB value"), "\(text("fob")) \(text("currency"))"
        ),
        (Localized(zh: "直接人工", en: "Direct labour"), text("labour")),
        (Localized(zh: "直接经营费用", en: "Direct overhead"), text("overhead")),
        (Localized(zh: "利润", en: "Profit"), text("profit")),
        (Localized(zh: "其他成本", en: "Other cost"), text("other")),
        (
            Localized(zh: "声明的加工工序", en: "Operations stated"),
            (content["stated"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
        ),
        (
            OriginTexts.passed,
            sheet.passed.isEmpty ? "–" : sheet.passed.joined(separator: ", ")
        ),
    ]
    return rows.filter { !$0.1.isEmpty }.map { PaperField($0.0[language], $0.1) }
}

private func materials(
    _ content: JSON, _ tables: OriginTables, _ language: Language
) -> [PaperBlock] {
    let list = content["materials"]?.elements ?? []
    guard !list.isEmpty else { return [] }
    func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
    let rows = list.enumerated().map { index, item in
        let origin = item["origin"]?.string ?? ""
        return [
            String(index + 1), item["name"]?.string ?? "",
            TestWords.dotted(item["code"].map(scalar) ?? ""),
            tables.countries.find(origin).map { tables.countries.name($0)[language] }
                ?? (origin.isEmpty ? word("未知", "unknown") : origin),
            item["value"].map(scalar) ?? "",
        ]
    }
    return [
        .heading(OriginTexts.materials[language]),
        .table(
            PaperTable(
                [
                    .init(word("序号", "No."), weight: 0.5),
                    .init(word("名称", "Name"), weight: 2.5),
                    .init(word("编码", "Code"), weight: 1),
                    .init(word("原产国", "Origin"), weight: 1.2),
                    .init(word("价值", "Value"), weight: 1, isNumber: true),
                ], rows: rows)),
    ]
}

private func verdict(_ json: JSON, _ language: Language) -> [PaperBlock] {
    let name = json["name"]?[language.rawValue]?.string ?? json["agreement"]?.string ?? ""
    var blocks: [PaperBlock] = [.heading(name)]
    for part in [json["explanation"], json["countryOfOrigin"]?["explanation"]] {
        if let explanation = Explanation(kept: part) {
            blocks.append(.steps(explanation, language))
        }
    }
    let remedies = (json["remedies"]?.elements ?? []).compactMap {
        $0[language.rawValue]?.string
    }
    if !remedies.isEmpty {
        blocks.append(
            .paragraph(
                OriginTexts.remedies[language] + "\n" + remedies.joined(separator: "\n")))
    }
    return blocks
}

/// A text or a number as it was written.
private func scalar(_ json: JSON) -> String { json.string ?? json.encoded }

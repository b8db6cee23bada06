import Kernel
import Paper
import Papers
import Parties
import Reference
import Wire

/// A goods declaration as it stands now.
struct EntryPaper: Sendable {
    let entry: GoodsEntry
    let desk: EntryDesk

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .entry, tenant: entry.tenant, subject: entry.number, isSnapshot: true,
            subtitle: Localized(zh: "一般贸易进口", en: "General trade import"),
            number: entry.number, issuer: desk.office(entry), day: entry.acceptedOn,
            parties: desk.parties(entry),
            data: .object([
                .init("number", .text(entry.number)),
                .init("state", .text(entry.state.rawValue)),
                .init("acceptedOn", .text(entry.acceptedOn.text)),
                .init("enteredOn", .optional(entry.enteredOn?.text)),
                .init("releasedOn", .optional(entry.releasedOn?.text)),
                .init("settledOn", .optional(entry.settledOn?.text)),
                .init("valueYuan", .text(entry.value.text)),
                .init("taxYuan", .text(entry.tax.text)),
                .init("lateFeeYuan", .text(entry.fee.text)),
                .init("document", EntryText.json(entry.document)),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let fields = desk.fields.filter { $0.holds(on: entry.acceptedOn) }.map(\.value)
        let view = EntryView(desk: desk)
        let header = fields.filter { !$0.isOfLine && !entry.document[$0.name].isEmpty }.map {
            PaperField(
                $0.label[language], view.shown(entry.document[$0.name], $0, entry, language))
        }
        return [
            .grid(
                [
                    PaperField(EntryTexts.number[language], entry.number),
                    PaperField(EntryTexts.state[language], entry.state.name[language]),
                    PaperField(EntryTexts.accepted[language], entry.acceptedOn.text),
                    PaperField(EntryTexts.entered[language], entry.enteredOn?.text ?? "–"),
                    PaperField(EntryTexts.released[language], entry.releasedOn?.text ?? "–"),
                    PaperField(EntryTexts.settled[language], entry.settledOn?.text ?? "–"),
                ], columns: 3),
            .heading(EntryTexts.declared[language]), .grid(header, columns: 3),
            .heading(EntryTexts.goods[language]), goods(view, fields, language),
            .heading(word("税款（元）", "Tax (CNY)")),
            .grid(
                [
                    PaperField(EntryTexts.value[language], entry.value.grouped),
                    PaperField(EntryTexts.tax[language], entry.tax.grouped),
                    PaperField(EntryTexts.fee[language], entry.fee.grouped),
                    PaperField(EntryTexts.owed[language], entry.owed.grouped),
                ], columns: 4),
            .seal([
                desk.office(entry)[language], entry.acceptedOn.text,
                word("电子签发", "issued electronically"),
            ]),
        ]
    }

    private func goods(
        _ view: EntryView, _ fields: [EntryField], _ language: Language
    ) -> PaperBlock {
        func cell(_ line: [String: String], _ name: String) -> String {
            guard let value = line[name], let field = fields.first(where: { $0.name == name })
            else { return "" }
            return view.shown(value, field, entry, language)
        }
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .table(
            PaperTable(
                [
                    .init(word("项号", "No."), weight: 0.5),
                    .init(word("商品编号", "Code"), weight: 1.2),
                    .init(word("名称及规格", "Goods"), weight: 2.4),
                    .init(word("数量及单位", "Quantity"), weight: 1.3),
                    .init(word("总价", "Price"), weight: 1.3),
                    .init(word("原产国（地区）", "Origin"), weight: 1.2),
                ],
                rows: entry.document.lines.enumerated().map { index, line in
                    [
                        String(index + 1), line["code"] ?? "",
                        [line["name"], line["specification"]].compactMap { $0 }
                            .joined(separator: "\n"),
                        "\(line["quantity"] ?? "") \(cell(line, "unit"))",
                        "\(line["price"] ?? "") \(cell(line, "currency"))",
                        cell(line, "origin"),
                    ]
                }))
    }
}

/// The receipt of a goods declaration on paper. Its very text is what counts: it stands below.
struct EntryReceiptPaper: Sendable {
    let entry: GoodsEntry
    let sent: SentRows.Sent
    let desk: EntryDesk

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .entryReceipt, tenant: entry.tenant, subject: entry.number, number: entry.number,
            issuer: desk.office(entry), day: entry.acceptedOn, parties: desk.parties(entry),
            data: (try? JSON(Array(sent.receipt.utf8))) ?? .null,
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        let receipt = (try? JSON(Array(sent.receipt.utf8))) ?? .null
        func said(_ name: String) -> String { receipt[name]?.string ?? "–" }
        let state = EntryState(rawValue: said("state"))?.name[language] ?? said("state")
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return [
            .grid(
                [
                    PaperField(EntryTexts.number[language], said("number")),
                    PaperField(EntryTexts.own[language], said("ownNumber")),
                    PaperField(EntryTexts.accepted[language], sent.at.text),
                    PaperField(EntryTexts.state[language], state),
                    PaperField(EntryTexts.tax[language], said("taxYuan")),
                    PaperField(EntryTexts.fee[language], said("lateFeeYuan")),
                    PaperField(EntryTexts.owed[language], said("totalYuan")),
                    PaperField(word("存证序号", "Number in the log"), String(sent.sequence)),
                ], columns: 3),
            .heading(word("回执原文", "The receipt itself")), .note(sent.receipt),
        ]
    }
}

extension EntryDesk {
    /// The office whose paper it is.
    func office(_ entry: GoodsEntry) -> Localized {
        let name = tables[.customsDistricts].name(of: entry.district, on: entry.acceptedOn)
        guard let name else { return Localized(same: entry.district) }
        return Localized(zh: "\(name.zh)（\(entry.district)）", en: "\(name.en) (\(entry.district))")
    }

    /// Who stands on a paper.
    func parties(_ entry: GoodsEntry) -> [PaperDraft.Party] {
        func party(_ role: Localized, _ id: String) -> PaperDraft.Party {
            let enterprise = register.enterprise(id: id)
            return PaperDraft.Party(
                role, enterprise?.localizedName.zh ?? id, enterprise?.creditCode ?? "")
        }
        return [
            party(Localized(zh: "境内收货人", en: "Consignee"), entry.tenant),
            party(Localized(zh: "申报单位", en: "Declared by"), entry.lodger),
        ]
    }
}

import Kernel
import Paper
import Papers
import Parties
import Web
import Wire

/// A proof of origin as it is handed out.
struct ProofPaper: Sendable {
    let proof: Proof
    let tenant: String
    let tables: OriginTables
    let forms: CertificateForms

    private var data: JSON { (try? JSON(Array(proof.data.utf8))) ?? .null }

    static func kind(_ kind: Proof.Kind) -> PaperKind {
        switch kind {
        case .certificate: .originCertificate
        case .declaration: .originDeclaration
        case .backToBack: .backToBack
        }
    }

    /// - Throws: `PapersRefusal.notIssued` for what has no number yet.
    func draft() throws(PapersRefusal) -> PaperDraft {
        guard let number = proof.number, let day = proof.issuedOn else { throw .notIssued }
        let data = data
        let exporter = data["exporter"]
        let firm = exporter?["name"]?.string ?? ""
        let agreement = tables.agreements.agreement(proof.agreement, on: day)
        let name = agreement?.name ?? Localized(same: proof.agreement)
        return PaperDraft(
            Self.kind(proof.kind), tenant: tenant, subject: proof.id, subtitle: name,
            number: number,
            issuer: proof.kind == .declaration
                ? Localized(
                    zh: "经核准出口商 \(data["approval"]?.string ?? "")",
                    en: "Approved exporter \(data["approval"]?.string ?? "")")
                : ProofTexts.issuer,
            day: day, validTo: proof.validTo,
            parties: [
                PaperDraft.Party(
                    ProofTexts.exporter, firm, exporter?["creditCode"]?.string ?? ""),
                PaperDraft.Party(ProofTexts.consignee, data["consignee"]?.string ?? ""),
            ],
            data: .object([
                .init("number", .text(number)), .init("kind", .text(proof.kind.rawValue)),
                .init("agreement", .text(proof.agreement)),
                .init("issuedOn", .text(day.text)),
                .init("validTo", .optional(proof.validTo?.text)),
                .init("digest", .text(proof.digest)), .init("content", data),
            ]),
            blocks: { language in
                ProofSheetBlocks(
                    proof: proof, data: data, name: name, day: day, tables: tables, forms: forms,
                    language: language
                ).blocks
            })
    }
}

/// The boxes of a form, filled in.
private struct ProofSheetBlocks {
    let proof: Proof
    let data: JSON
    let name: Localized
    let day: Day
    let tables: OriginTables
    let forms: CertificateForms
    let language: Language

    var blocks: [PaperBlock] {
        let certificate = box(
            .certification, ProofTexts.certified(name)[language] + "\n\n" + signed, height: 112)
        let declared = box(
            .declaration,
            ProofTexts.declared(name, country(data["importer"]?.string))[language]
                + "\n\n\(exporterName)\n\(day.text)", height: 112)
        return [
            .boxes([
                box(.exporter, exporter, height: 62),
                box(
                    .consignee,
                    lines([
                        text("consignee"), text("consigneeAddress"),
                        country(data["importer"]?.string)[language],
                    ]), height: 62),
            ]),
            .boxes([
                box(.producer, ProofTexts.producerUnknown[language], height: 44),
                box(.transport, text("transport"), height: 44),
            ]),
            .boxes([box(.official, official, height: 44), box(.remarks, remarks, height: 44)]),
            .heading(ProofTexts.goods[language]),
            .table(goods),
            .boxes(proof.kind == .declaration ? [declared] : [declared, certificate]),
            .note(ProofTexts.notOfficial[language]),
        ]
    }

    private func text(_ name: String) -> String { data[name]?.string ?? "" }

    private func lines(_ texts: [String]) -> String {
        texts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func country(_ code: String?) -> Localized {
        code.map { tables.countries.name($0) } ?? Localized(same: "")
    }

    private func box(
        // tidy: points on the page
        _ field: CertificateForms.Field, _ text: String, height: Double
    ) -> PaperBox {
        PaperBox(
            forms.box(field, of: proof.agreement, on: day).title(language), text, height: height)
    }

    private var exporterName: String {
        let exporter = data["exporter"]
        return (language == .en ? exporter?["nameEn"]?.string : nil)
            ?? exporter?["name"]?.string ?? ""
    }

    private var exporter: String {
        lines([
            exporterName, data["exporter"]?["creditCode"]?.string ?? "",
            country("CHN")[language],
        ])
    }

    private var official: String {
        var parts = [
            "\(ProofTexts.validTo[language]) \(proof.validTo?.text ?? "–")"
        ]
        if proof.isRetrospective {
            parts.append(
                "\(ProofTexts.retrospective[language]) \(proof.shippedOn?.text ?? "")")
        }
        return lines(parts)
    }

    private var remarks: String {
        var parts: [String] = []
        if let original = data["original"], let number = original["number"]?.string {
            parts.append(
                "\(ProofTexts.backToBack[language]) \(number) "
                    + "\(original["country"]?.string ?? "") "
                    + "\(original["issuedOn"]?.string ?? "") – "
                    + "\(original["validTo"]?.string ?? "")")
        }
        if proof.replaces != nil { parts.append(ProofTexts.replacement[language]) }
        if let approval = data["approval"]?.string {
            parts.append("\(ProofTexts.approval[language]) \(approval)")
        }
        return lines(parts)
    }

    private var signed: String {
        "\(ProofTexts.issuer[language])\n\(day.text) \(ProofTexts.electronic[language])"
    }

    private var goods: PaperTable {
        func column(
            // tidy: a share of the width
            _ field: CertificateForms.Field, _ weight: Double, isNumber: Bool = false
        ) -> PaperTable.Column {
            PaperTable.Column(
                forms.box(field, of: proof.agreement, on: day).title(language), weight: weight,
                isNumber: isNumber)
        }
        let invoice = lines([text("invoice"), text("invoiceDay")])
        let rows = (data["lines"]?.elements ?? []).enumerated().map { index, line in
            [
                String(index + 1), line["marks"]?.string ?? "", line["name"]?.string ?? "",
                TestWords.dotted(line["code"]?.string ?? ""), line["criterion"]?.string ?? "",
                country(line["country"]?.string)[language],
                "\(line["quantity"]?.string ?? "") "
                    + tables.units.told(line["unit"]?.string ?? "")[language], invoice,
            ]
        }
        return PaperTable(
            [
                column(.item, 0.65), column(.marks, 1.1), column(.description, 2.2),
                column(.code, 0.95), column(.criterion, 0.9), column(.country, 0.9),
                column(.quantity, 1.05, isNumber: true), column(.invoice, 1.15),
            ], rows: rows)
    }
}

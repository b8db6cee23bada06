import Kernel
import Papers
import Web
import Wire

/// What stands on a proof of origin: the same on its page, on paper and for who verifies it.
struct ProofSheet {
    let proof: Proof
    let tables: OriginTables
    let language: Language

    private var data: JSON { (try? JSON(Array(proof.data.utf8))) ?? .null }

    var agreementName: String {
        let day = proof.issuedOn ?? proof.appliedAt.day
        return tables.agreements.agreement(proof.agreement, on: day)?.name[language]
            ?? proof.agreement
    }

    var content: HTML {
        let data = self.data
        return """
            \(.summaryList(items(data)))
            \(.table(
                caption: ProofTexts.goods[language], showsCaption: true, columns: columns,
                rows: data["lines"]?.elements ?? [], empty: ""))
            """
    }

    private func items(_ data: JSON) -> [SummaryItem] {
        let exporter = data["exporter"]
        let name =
            language == .en
            ? exporter?["nameEn"]?.string ?? exporter?["name"]?.string : exporter?["name"]?.string
        var rows: [(Localized, String?)] = [
            (ProofTexts.number, proof.number),
            (ProofTexts.code, PaperCode.grouped(proof.verification)),
            (OriginTexts.agreement, agreementName),
            (ProofTexts.exporter, name.map { "\($0) \(exporter?["creditCode"]?.string ?? "")" }),
            (ProofTexts.approval, data["approval"]?.string),
            (ProofTexts.consignee, data["consignee"]?.string),
            (ProofTexts.address, data["consigneeAddress"]?.string),
            (
                ProofTexts.importer,
                data["importer"]?.string.map { tables.countries.name($0)[language] }
            ),
            (ProofTexts.transport, data["transport"]?.string),
            (
                ProofTexts.invoice,
                data["invoice"]?.string.map { "\($0) \(data["invoiceDay"]?.string ?? "")" }
            ),
            (ProofTexts.issued, proof.issuedOn?.text), (ProofTexts.validTo, proof.validTo?.text),
        ]
        if proof.isRetrospective {
            rows.append((ProofTexts.retrospective, proof.shippedOn?.text ?? "✓"))
        } else {
            rows.append((ProofTexts.shipment, proof.shippedOn?.text))
        }
        if let term = data["issueTerm"], term["months"] != nil {
            rows.append((ProofTexts.term, ProofTexts.told(term: term)[language]))
        }
        if let original = data["original"], let number = original["number"]?.string {
            rows.append(
                (
                    ProofTexts.backToBack,
                    "\(number) \(original["country"]?.string ?? "") "
                        + "\(original["issuedOn"]?.string ?? "") – "
                        + "\(original["validTo"]?.string ?? "")"
                ))
        }
        let fee = data["fee"]?["cny"]?.string ?? ""
        rows += [
            (ProofTexts.fee, fee == "0" ? ProofTexts.free[language] : "CNY \(fee)"),
            (ProofTexts.replacedBy, proof.replacedBy),
            (ProofTexts.reason, Localized(kept: proof.reason)[language]),
            (ProofTexts.digest, proof.digest),
        ]
        return rows.compactMap { label, value in
            guard let value, !trim(value).isEmpty else { return nil }
            return SummaryItem(label[language], trim(value))
        }
    }

    private var columns: [Column<JSON>] {
        [
            Column(OriginTexts.name[language], isHeader: true) { $0["name"]?.string ?? "" },
            Column(OriginTexts.code[language], .code) {
                TestWords.dotted($0["code"]?.string ?? "")
            },
            Column(ProofTexts.criterion[language]) { $0["criterion"]?.string ?? "" },
            Column(ProofTexts.country[language]) {
                tables.countries.name($0["country"]?.string ?? "")[language]
            },
            Column(ProofTexts.quantity[language], .number) {
                "\($0["quantity"]?.string ?? "") "
                    + tables.units.told($0["unit"]?.string ?? "")[language]
            },
            Column(ProofTexts.marks[language]) { $0["marks"]?.string ?? "" },
        ]
    }
}

extension ProofTexts {
    /// The days an agreement gives for issuing, where they are written, and how sure that is.
    static func told(term: JSON) -> Localized {
        let (days, months) = (term["days"]?.integer ?? 0, term["months"]?.integer ?? 0)
        let isWorking = term["countedIn"]?.string == "working"
        let source = [term["citation"]?["document"]?.string, term["citation"]?["article"]?.string]
            .compactMap { $0 }.joined(separator: " ")
        let isSure = term["referenceOnly"]?.boolean == false
        let when = days == 0
            ? Localized(zh: "装运后签发的为补发", en: "issued after shipment")
            : Localized(
                zh: "装运满 \(days) 个\(isWorking ? "工作日" : "日")后签发的为补发",
                en: "issued more than \(days) \(isWorking ? "working " : "")days after shipment")
        return Localized(
            zh: "\(when.zh)，自装运起 \(months) 个月内可签发。依据：\(source)"
                + (isSure ? "" : "（仅供参考，未与文本核对）"),
            en: "\(when.en); possible for \(months) months from shipment. Source: \(source)"
                + (isSure ? "" : " (reference only, not compared with the text)"))
    }
}

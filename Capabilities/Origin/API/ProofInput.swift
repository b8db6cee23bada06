import Kernel
import Wire

/// An application for a proof of origin as somebody wrote it: nothing in it is believed yet.
struct ProofInput {
    let json: JSON
    let tables: OriginTables
    let settings: OriginSettings
    let terms: IssueTerms
    let today: Day

    /// What is asked for, once its form is in order. Worksheets are looked up later.
    struct Application: Sendable {
        let kind: Proof.Kind
        let agreement: Agreement
        /// ISO alpha-3 of where the goods go.
        let importer: String
        let consignee: String
        let consigneeAddress: String
        let transport: String
        let invoice: String
        let invoiceDay: Day?
        let shippedOn: Day?
        /// The goods had left, and the days the agreement gives are over (补发).
        let isRetrospective: Bool
        /// The days by which that was decided, and where they are written.
        let term: IssueTerm
        let replaces: String?
        let original: Original?
        let lines: [Line]

        /// Ids of the worksheets it rests on; none on a back-to-back proof.
        var worksheets: Set<String> { Set(lines.map(\.worksheet).filter { !$0.isEmpty }) }
    }

    /// A good on the paper.
    struct Line: Sendable {
        /// Id of the worksheet that earned it; empty on a back-to-back proof.
        let worksheet: String
        let name: String
        let code: String
        let criterion: String
        let country: String
        let quantity: Fixed
        let unit: String
        let marks: String
    }

    /// The foreign proof a back-to-back one rests on.
    struct Original: Sendable {
        let number: String
        let country: String
        let issuedOn: Day
        let validTo: Day
        let quantity: Fixed
    }

    private static let names: Set<String> = [
        "kind", "agreement", "importer", "consignee", "consigneeAddress", "transport", "invoice",
        "invoiceDay", "shippedOn", "replaces", "original", "lines",
    ]

    func checked() throws(OriginRefusal) -> Application {
        var read = FieldReader(json, names: Self.names)
        let kind = read.choice("kind", Proof.Kind.self) ?? .certificate
        let importer = read.country("importer", tables.countries)
        if json["importer"] == nil { read.add(.missing, "importer") }
        let agreement = agreement(&read, importer, kind)
        let consignee = read.needed("consignee")
        let address = read.text("consigneeAddress")
        let transport = read.text("transport")
        let (invoice, invoiceDay) = (read.needed("invoice"), read.day("invoiceDay"))
        if let invoiceDay, invoiceDay > today { read.add(.future, "invoiceDay") }
        let term = try terms.term(of: agreement?.id ?? "*", on: today)
        let shipped = try shipped(&read, term)
        let replaces = read.text("replaces")
        let original = kind == .backToBack ? original(&read) : nil
        if kind != .backToBack, json["original"] != nil { read.add(.unknown, "original") }
        let lines = lines(&read, kind)
        let most = try settings.value("certificate.quantity-most", on: today).value
        for (index, line) in lines.enumerated() where line.quantity > most {
            read.add(ProofFault.tooMuch(most), "lines/\(index)/quantity")
        }
        for (index, line) in lines.enumerated() {
            read.look(
                up: line.code, "lines/\(index)/code", tables, agreement.map { [$0] }
                    ?? tables.agreements.inForce(on: today), on: today)
        }
        if let original {
            let sum = SortedMaterials.sum(lines.map(\.quantity))
            if sum > original.quantity {
                read.add(
                    .sum(
                        Localized(
                            zh: "各行数量之和 \(sum.text) 超过原证数量 \(original.quantity.text)。",
                            en: "Quantities of \(sum.text) exceed the original's "
                                + "\(original.quantity.text).")), "lines")
            }
        }
        guard read.faults.isEmpty, let agreement else { throw .input(read.faults) }
        return Application(
            kind: kind, agreement: agreement, importer: importer, consignee: consignee,
            consigneeAddress: address, transport: transport, invoice: invoice,
            invoiceDay: invoiceDay, shippedOn: shipped,
            isRetrospective: shipped.map {
                terms.isRetrospective(term, shipped: $0, issued: today)
            } ?? false, term: term,
            replaces: replaces.isEmpty ? nil : replaces, original: original, lines: lines)
    }

    private func agreement(
        _ read: inout FieldReader, _ importer: String, _ kind: Proof.Kind
    ) -> Agreement? {
        let named = read.needed("agreement")
        guard !named.isEmpty else { return nil }
        guard let agreement = tables.agreements.agreement(named, on: today) else {
            read.add(.agreement(named), "agreement")
            return nil
        }
        if !importer.isEmpty,
            !tables.agreements(from: "CHN", to: importer, on: today).contains(agreement)
        {
            read.add(.agreementPlaces(named), "importer")
        }
        let needed: ProofKind =
            switch kind {
            case .certificate: .certificate
            case .declaration: .approvedExporter
            case .backToBack: .backToBack
            }
        if !agreement.proofs.contains(needed) {
            read.add(.choice(agreement.proofs.map(\.rawValue)), "kind")
        }
        return agreement
    }

    /// Goods that have left get their proof retrospectively, within a term; those that are to
    /// leave have a day that somebody can know already.
    private func shipped(
        _ read: inout FieldReader, _ term: IssueTerm
    ) throws(OriginRefusal) -> Day? {
        guard let day = read.day("shippedOn") else { return nil }
        let ahead = try settings.whole("certificate.shipment-ahead-days", on: today)
        if day > today.adding(days: ahead) { read.add(.shippedAhead(ahead), "shippedOn") }
        if day.adding(months: term.months) < today {
            read.add(.shippedLate(term.months), "shippedOn")
        }
        return day
    }

    private func original(_ read: inout FieldReader) -> Original? {
        guard let object = json["original"], case .object = object else {
            read.add(.missing, "original")
            return nil
        }
        var inner = FieldReader(
            object, at: "/original",
            names: ["number", "country", "issuedOn", "validTo", "quantity", "underControl"])
        let number = inner.needed("number")
        let country = inner.country("country", tables.countries)
        if country.isEmpty, inner.faults.isEmpty { inner.add(.missing, "country") }
        let (issued, last) = (inner.day("issuedOn"), inner.day("validTo"))
        if issued == nil { inner.add(.missing, "issuedOn") }
        if last == nil { inner.add(.missing, "validTo") }
        let quantity = inner.positive("quantity")
        if let last, let issued, last < today || issued > today {
            inner.add(
                .sum(
                    Localized(
                        zh: "原证今天不在有效期内（\(issued.text) 至 \(last.text)）。",
                        en: "The original is not good today (\(issued.text) to \(last.text)).")),
                "validTo")
        }
        if !inner.boolean("underControl") {
            inner.add(
                .sum(
                    Localized(
                        zh: "须声明货物一直在海关监管下，且只作重新包装与物流处理。",
                        en: "State that the goods stayed under customs control and were only "
                            + "repacked or moved.")), "underControl")
        }
        read.take(inner.faults)
        guard inner.faults.isEmpty, let issued, let last, let quantity else { return nil }
        return Original(
            number: number, country: country, issuedOn: issued, validTo: last, quantity: quantity)
    }

    private func lines(_ read: inout FieldReader, _ kind: Proof.Kind) -> [Line] {
        let list = read.list("lines", most: 20)
        if list.isEmpty { read.add(.missing, "lines") }
        let isForeign = kind == .backToBack
        let own: Set<String> = ["worksheet", "quantity", "unit", "marks"]
        let foreign: Set<String> = [
            "name", "code", "criterion", "country", "quantity", "unit", "marks",
        ]
        return list.enumerated().map { index, json in
            var line = FieldReader(json, at: "/lines/\(index)", names: isForeign ? foreign : own)
            let country = isForeign ? line.country("country", tables.countries) : ""
            if isForeign, country.isEmpty { line.add(.missing, "country") }
            let found = Line(
                worksheet: isForeign ? "" : line.needed("worksheet"),
                name: isForeign ? line.needed("name") : "",
                code: isForeign ? String(line.code("code").prefix(6)) : "",
                criterion: isForeign ? line.needed("criterion", most: 20) : "",
                country: country, quantity: line.positive("quantity") ?? .zero,
                unit: unit(&line), marks: line.text("marks"))
            read.take(line.faults)
            return found
        }
    }

    /// A unit of the customs' table, by its number or its name.
    private func unit(_ line: inout FieldReader) -> String {
        let text = line.needed("unit", most: 40)
        if !text.isEmpty, !tables.units.knows(text) { line.add(.unit(text), "unit") }
        return text
    }
}

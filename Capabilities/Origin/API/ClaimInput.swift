import Kernel
import Wire

/// A preference claimed on a proof with defects, as somebody wrote it.
struct ClaimInput {
    let json: JSON
    let tables: OriginTables
    let settings: OriginSettings
    let defects: [Dated<Defect>]
    let today: Day

    /// What is in order and was decided.
    struct Decided: Sendable {
        let declaration: String
        let agreement: Agreement
        let proof: String
        let code: String
        let security: Fixed
        let explanation: Explanation
    }

    private static let names: Set<String> = [
        "declaration", "agreement", "country", "proof", "issuedOn", "declaredOn", "code",
        "defects", "value", "fullRate", "preferentialRate", "vatRate", "journey",
    ]

    func checked() throws(OriginRefusal) -> Decided {
        var read = FieldReader(json, names: Self.names)
        let declaration = read.needed("declaration", most: 60)
        let proof = read.needed("proof", most: 60)
        let code = read.code("code")
        let declared = read.day("declaredOn") ?? today
        let agreement = agreement(&read, declared)
        var steps: [Explanation] = []
        if let issued = neededDay("issuedOn", &read), let agreement {
            let validity = ProofValidity.check(
                issued: issued, declared: declared, months: agreement.proofMonths,
                citation: tables.citation(.proof, of: agreement, on: declared))
            steps.append(validity.explanation)
            if !validity.isGood { read.add(.notGood(validity.explanation), "issuedOn") }
        }
        if let agreement {
            let journey = DirectConsignment.check(
                stops(&read), rule: agreement.consignment,
                citation: tables.citation(.journey, of: agreement, on: declared))
            steps.append(journey.explanation)
            if journey.outcome == .broken { read.add(.notGood(journey.explanation), "journey") }
        }
        steps.append(contentsOf: try found(&read))
        let amounts = ["value", "fullRate", "preferentialRate", "vatRate"].map { name in
            (name, name == "value" ? read.positive(name) : rate(name, &read))
        }
        guard read.faults.isEmpty, let agreement, let value = amounts[0].1,
            let full = amounts[1].1, let preferential = amounts[2].1, let vat = amounts[3].1
        else { throw .input(read.faults) }
        let security: (amount: Fixed, explanation: Explanation)
        do {
            security = try SecurityAmount(
                value: value, full: full, preferential: preferential, vat: vat
            ).compute()
        } catch {
            throw .input([InputFault.positive.fault(at: "/value")])
        }
        guard security.amount > .zero else {
            throw .input([
                InputFault.sum(
                    Localized(
                        zh: "协定税率不低于原税率，没有可享的优惠。",
                        en: "The preferential rate is not lower: there is nothing to gain.")
                ).fault(at: "/preferentialRate")
            ])
        }
        steps.append(security.explanation)
        return Decided(
            declaration: declaration, agreement: agreement, proof: proof, code: code,
            security: security.amount,
            explanation: Explanation(
                rule: "origin.minor-defect-release",
                title: Localized(zh: "微小瑕疵容缺放行", en: "Release despite minor defects"),
                inputs: [
                    .init(Localized(zh: "报关单", en: "Declaration"), declaration),
                    .init(Localized(zh: "原产地证明", en: "Proof of origin"), proof),
                ],
                outcome: Localized(
                    zh: "凭担保放行，限期补正", en: "released against security, to be corrected"),
                citations: [Citation(document: "沪府办规〔2023〕9号", article: "（十三）")],
                children: steps))
    }

    private func agreement(_ read: inout FieldReader, _ day: Day) -> Agreement? {
        let named = read.needed("agreement")
        let country = read.country("country", tables.countries)
        if json["country"] == nil { read.add(.missing, "country") }
        guard !named.isEmpty else { return nil }
        guard let agreement = tables.agreements.agreement(named, on: day) else {
            read.add(.agreement(named), "agreement")
            return nil
        }
        if !country.isEmpty, !agreement.admits(country, on: day) {
            read.add(.agreementPlaces(named), "country")
        }
        return agreement
    }

    private func neededDay(_ name: String, _ read: inout FieldReader) -> Day? {
        if json[name] == nil { read.add(.missing, name) }
        return read.day(name)
    }

    private func rate(_ name: String, _ read: inout FieldReader) -> Fixed? {
        if json[name] == nil { read.add(.missing, name) }
        guard let rate = read.amount(name) else { return nil }
        if rate > Fixed(1000) { read.add(.amount, name) }
        return rate
    }

    private func stops(_ read: inout FieldReader) -> [DirectConsignment.Stop] {
        read.list("journey", most: 20).enumerated().map { index, json in
            var stop = FieldReader(
                json, at: "/journey/\(index)", names: ["country", "underControl", "operations"])
            let country = stop.country("country", tables.countries)
            if json["country"] == nil { stop.add(.missing, "country") }
            let found = DirectConsignment.Stop(
                country: country, isUnderControl: stop.boolean("underControl"),
                operations: stop.texts("operations"))
            read.take(stop.faults)
            return found
        }
    }

    /// Every defect must be on the list and minor.
    private func found(_ read: inout FieldReader) throws(OriginRefusal) -> [Explanation] {
        let list = read.list("defects", most: 20)
        if list.isEmpty { read.add(.missing, "defects") }
        let most = try settings.value("defect.data-difference-pct", on: today)
        var steps: [Explanation] = []
        for (index, json) in list.enumerated() {
            var line = FieldReader(
                json, at: "/defects/\(index)", names: ["defect", "field", "differencePercent"])
            let name = line.needed("defect")
            let field = line.text("field")
            let difference = line.amount("differencePercent")
            if let defect = defects.filter({ $0.value.id == name }).inForce(on: today)?.value {
                let isMinor =
                    defect.isMinor
                    && (!defect.needsDifference || difference.map { $0 <= most.value } ?? false)
                if defect.needsDifference, difference == nil {
                    line.add(.missing, "differencePercent")
                } else if !isMinor {
                    line.add(.major(defect.name), "defect")
                }
                steps.append(step(defect, field, difference, most, isMinor))
            } else if !name.isEmpty {
                line.add(.choice(defects.map(\.value.id)), "defect")
            }
            read.take(line.faults)
        }
        return steps
    }

    private func step(
        _ defect: Defect, _ field: String, _ difference: Fixed?, _ most: Dated<Fixed>,
        _ isMinor: Bool
    ) -> Explanation {
        var inputs = [Explanation.Input(Localized(zh: "栏目", en: "Field"), field)]
        if let difference {
            inputs.append(
                .init(
                    Localized(zh: "差异", en: "Difference"),
                    "\(difference.text)% " + (difference <= most.value ? "≤" : ">")
                        + " \(most.value.text)%"))
        }
        return Explanation(
            rule: "origin.minor-defect", version: most.from, title: defect.name, inputs: inputs,
            outcome: isMinor
                ? Localized(zh: "微小瑕疵", en: "minor") : Localized(zh: "不是微小瑕疵", en: "not minor"),
            citations: [defect.citation])
    }
}

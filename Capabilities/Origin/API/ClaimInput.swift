import Kernel
import Wire

/// A preference claimed on a proof with defects, as somebody wrote it.
struct ClaimInput {
    let json: JSON
    let tables: OriginTables
    let settings: OriginSettings
    let defects: [Dated<Defect>]
    let today: Day
    let taxation: ClaimTaxation
    /// The declaration, where the house holds it for this enterprise.
    var held: HeldDeclaration?

    /// What is in order and was decided.
    struct Decided: Sendable {
        let declaration: String
        let agreement: Agreement
        /// Whose goods they are, and who issued the proof: ISO alpha-3.
        let country: String
        let proof: String
        let code: String
        let security: Fixed
        let explanation: Explanation
    }

    private static let names: Set<String> = [
        "declaration", "agreement", "country", "proof", "issuedOn", "declaredOn", "code",
        "defects", "value", "quantity", "journey",
    ]

    func checked() throws(OriginRefusal) -> Decided {
        var read = FieldReader(json, names: Self.names)
        let declaration = read.needed("declaration", most: 60)
        if !declaration.isEmpty, !Self.isNumber(declaration) {
            read.add(ClaimFaultWords.declaration, "declaration")
        }
        let proof = read.needed("proof", most: 60)
        let code = read.code("code")
        let declared = declaredOn(&read)
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
        let quantity = read.text("quantity")
        let country = read.country("country", tables.countries)
        let value = read.positive("value")
        var line: DeclaredLine?
        if let held, let value, !code.isEmpty {
            line = DeclaredFacts(held: held, countries: tables.countries).compare(
                code: code, country: country, value: value, quantity: quantity, &read)
        }
        if held == nil, declared > today { read.add(.future, "declaredOn") }
        guard read.faults.isEmpty, let agreement, let value else { throw .input(read.faults) }
        steps.append(DeclaredFacts.step(held, line, declared))
        let security = try security(
            ClaimTaxation.Goods(
                code: code, country: country, agreement: agreement.id, value: value,
                quantity: line?.quantity ?? quantity, day: held?.ratesOf ?? declared))
        steps.append(security.explanation)
        return Decided(
            declaration: declaration, agreement: agreement, country: country, proof: proof,
            code: code, security: security.amount,
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

    /// Eighteen digits, as the customs number declarations.
    private static func isNumber(_ text: String) -> Bool {
        text.utf8.count == 18 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The day of declaration: that of the declaration itself where it is held here, else what the
    /// claimant says, today if he says nothing.
    private func declaredOn(_ read: inout FieldReader) -> Day {
        let said = read.day("declaredOn")
        if let held {
            if let closed = held.closed { read.add(ClaimFaultWords.closed(closed), "declaration") }
            if let said, said != held.declaredOn {
                read.add(ClaimFaultWords.otherDay(said, held.declaredOn), "declaredOn")
            }
            return held.declaredOn
        }
        return said ?? today
    }

    /// The difference of the taxes by the tariff of the day.
    private func security(
        _ goods: ClaimTaxation.Goods
    ) throws(OriginRefusal) -> (amount: Fixed, explanation: Explanation) {
        switch taxation.outcome(goods) {
        case .refused(let fault): throw .input([fault])
        case .nothingToGain(let full, let preferential):
            throw .input([
                ClaimFaultWords.nothingToGain(full, preferential).fault(at: "/agreement")
            ])
        case .taxes(let full, let preferential, let citations):
            do {
                return try SecurityAmount(
                    value: goods.value, full: full, preferential: preferential, rates: citations
                ).compute()
            } catch { throw .input([InputFault.positive.fault(at: "/value")]) }
        }
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

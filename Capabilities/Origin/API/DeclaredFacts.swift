import Kernel

/// What a claim says, held against the declaration it is about: where the house holds it, the
/// declaration decides and not the claimant.
struct DeclaredFacts {
    let held: HeldDeclaration
    let countries: OriginCountries

    /// Adds what contradicts the declaration. Gives the line the claim is about; nil when there is
    /// none.
    func compare(
        code: String, country: String, value: Fixed, quantity: String, _ read: inout FieldReader
    ) -> DeclaredLine? {
        // A summary has fewer digits: the goods are among those below them.
        var lines = held.lines.filter { code.utf8.starts(with: $0.code.utf8) }
        guard !lines.isEmpty else {
            read.add(ClaimFaultWords.otherGoods(held.lines.map(\.code)), "code")
            return nil
        }
        func keep(
            _ fits: (DeclaredLine) -> Bool, or fault: ([DeclaredLine]) -> InputFault, _ name: String
        ) {
            let same = lines.filter(fits)
            if same.isEmpty { read.add(fault(lines), name) } else { lines = same }
        }
        if !country.isEmpty {
            keep(
                { countries.find($0.country) == country },
                or: { ClaimFaultWords.otherOrigin(country, $0.map(\.country), countries) },
                "country")
        }
        keep(
            { $0.value == value },
            or: { ClaimFaultWords.otherValue(value, $0.map(\.value)) }, "value")
        let given = Self.words(quantity)
        keep(
            { line in given.allSatisfy { Self.words(line.quantity).contains($0) } },
            or: { ClaimFaultWords.otherQuantity($0.map(\.quantity)) }, "quantity")
        return lines.first
    }

    /// Quantities as `2000/035`, however many zeros follow the point.
    private static func words(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == ";" }.map { word in
            let parts = word.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, let number = try? Fixed(String(parts[0])) else {
                return String(word)
            }
            return number.text + "/" + parts[1]
        }
    }

    /// What was found, for the explanation.
    static func step(_ held: HeldDeclaration?, _ line: DeclaredLine?, _ declared: Day)
        -> Explanation
    {
        let isHeld = held != nil
        var inputs = [
            Explanation.Input(Localized(zh: "申报日", en: "Day of declaration"), declared.text)
        ]
        if let held, held.ratesOf != declared {
            inputs.append(.init(Localized(zh: "适用税率日", en: "Rates of"), held.ratesOf.text))
        }
        if let line {
            inputs += [
                .init(Localized(zh: "完税价格", en: "Customs value"), line.value.grouped),
                .init(Localized(zh: "数量", en: "Quantity"), line.quantity),
            ]
        }
        return Explanation(
            rule: "origin.declared-facts",
            title: Localized(zh: "与报关单核对", en: "Held against the declaration"), inputs: inputs,
            outcome: isHeld
                ? Localized(zh: "与本系统所存报关单一致", en: "agrees with the declaration held here")
                : Localized(
                    zh: "本系统没有该报关单，按申请人所述，海关审核时核对",
                    en: "the declaration is not held here: as the claimant says, for the customs "
                        + "to compare"),
            citations: [Citation(document: "沪府办规〔2023〕9号", article: "（十三）")])
    }
}

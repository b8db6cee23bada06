import Kernel
import Origin

/// Who takes part in an agreement, or no longer does.
struct AgreementPartner: LoadedValue, Hashable {
    let agreement: String
    /// Two and three letters of the country.
    let iso2: String
    let iso3: String
    /// Whether it takes part; a partner that left stays as a row.
    let takesPart: Bool

    var loadedKey: String { AgreementPartner.key(agreement, iso3) }

    static func key(_ agreement: String, _ iso3: String) -> String { "\(agreement) \(iso3)" }
}

extension Agreement: LoadedValue {
    var loadedKey: String { id }
}

/// The agreements from a day on, as loaded tables of terms and partners left them.
struct LoadedTreaties: Sendable {
    let from: Day
    let agreements: [Agreement]
    /// By three letters of the partner, as `AgreementRates` asks for them.
    let memberships: [String: [AgreementRates.Membership]]
}

extension TariffBook {
    /// The terms that came with the product.
    var shippedAgreements: [Dated<Agreement>] {
        treaties.shipped.map {
            Dated(from: $0.from, to: $0.to, value: $0, citation: $0.citation)
        }
    }

    /// The partners that came with the product.
    var shippedPartners: [Dated<AgreementPartner>] {
        var seen: Set<AgreementPartner> = []
        return treaties.shipped.flatMap { agreement in
            agreement.partners.compactMap { partner in
                let row = AgreementPartner(
                    agreement: agreement.id, iso2: partner.iso2, iso3: partner.iso3,
                    takesPart: true)
                guard seen.insert(row).inserted else { return nil }
                return Dated(
                    from: partner.from, to: partner.to, value: row, citation: agreement.citation)
            }
        }
    }

    /// What loaded tables of agreements and partners make of those that came with the product:
    /// one list for each stretch of days on which nothing changes.
    func resolved(_ state: LoadedEditions.State) -> [LoadedTreaties] {
        let loaded = state.agreements.days + state.partners.days
        guard let first = loaded.min() else { return [] }
        let (terms, partners) = (shippedAgreements, shippedPartners)
        let shipped = terms.flatMap(\.turns) + partners.flatMap(\.turns)
        return Set(loaded + shipped.filter { $0 > first }).sorted().map { day in
            let members = Dictionary(
                grouping: state.partners.all(on: day, over: partners).filter(\.value.takesPart),
                by: \.value.agreement)
            let agreements = state.agreements.all(on: day, over: terms).map { row in
                row.value.with(
                    (members[row.value.id] ?? []).map {
                        Agreement.Partner(
                            iso3: $0.value.iso3, iso2: $0.value.iso2, from: $0.from, to: $0.to)
                    }, from: row.from, to: row.to)
            }
            return LoadedTreaties(
                from: day, agreements: agreements,
                memberships: TariffBook.memberships(
                    agreements, schedules: self.agreements.scheduleNames))
        }
    }
}

extension EditionReading {
    /// The agreements of a day, with what is being loaded.
    func treaties(on day: Day, _ state: LoadedEditions.State) -> [Agreement] {
        state.treaties.last { $0.from <= day }?.agreements ?? book.treaties.shipped
    }

    /// Short names of the agreements whose rates differ by party on a day.
    func withDifferentials(_ day: Day, _ state: LoadedEditions.State) -> [String] {
        treaties(on: day, state).filter { $0.hasDifferentials && $0.holds(on: day) }.map(\.id)
    }

    /// Whether an agreement of that short name is in force on a day or any later one.
    func knowsAgreement(_ name: String, _ state: LoadedEditions.State) -> Bool {
        (book.treaties.shipped + state.treaties.flatMap(\.agreements)).contains {
            $0.id.utf8.elementsEqual(name.utf8)
        }
    }
}

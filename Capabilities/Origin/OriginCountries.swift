import Kernel
import Reference

/// Countries by whatever people write: ISO alpha-3, alpha-2 of those that take part in an
/// agreement, the customs' three digits, or the name in either language.
struct OriginCountries: Sendable {
    private let codes: [String: String]
    private let names: [String: Localized]
    private let agreements: AgreementTable

    init(_ share: Share, _ agreements: AgreementTable) throws {
        var codes: [String: String] = [:]
        var names: [String: Localized] = [:]
        var file = try DataFile("Reference/Data/countries.csv", in: share)
        let (code, iso) = (try file.column("code"), try file.column("iso"))
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        while let row = try file.next() {
            let iso3 = row.text(iso)
            guard !iso3.isEmpty else { continue }
            let name = Localized(zh: row.text(zh), en: row.text(en))
            names[iso3] = name
            for word in [iso3, row.text(code), name.zh, name.en] { codes[word.lowercased()] = iso3 }
        }
        for partner in agreements.shipped.flatMap(\.partners) {
            codes[partner.iso2.lowercased()] = partner.iso3
        }
        self.codes = codes
        self.names = names
        self.agreements = agreements
    }

    /// ISO alpha-3; nil when it is no country.
    func find(_ text: String) -> String? {
        codes[text.lowercased()] ?? agreements.iso3(loaded: text.uppercased())
    }

    func name(_ iso3: String) -> Localized { names[iso3] ?? Localized(same: iso3) }
}

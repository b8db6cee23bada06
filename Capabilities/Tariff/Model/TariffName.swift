public import Kernel

/// What a section (by its roman number), a chapter, heading, subheading or tariff line is called,
/// as a later tariff says it. Ten digits are named in the table of goods codes.
struct TariffName: LoadedValue, Hashable {
    /// `XI`, or two, four, six or eight digits.
    let place: String
    /// Of eight digits the English part tells the line from the others of its subheading, and the
    /// Chinese one may be empty.
    let name: Localized

    var loadedKey: String { place }
}

extension Nomenclature {
    /// Every name that came with the product, as rows a later table goes before.
    func shippedNames(from day: Day) -> [Dated<TariffName>] {
        let source = Citation(document: "\(folder)")
        func row(_ place: String, _ name: Localized) -> Dated<TariffName> {
            Dated(
                from: day, to: nil, value: TariffName(place: place, name: name), citation: source)
        }
        return sections.map { row($0.number, $0.name) } + everyName.map { row($0.code, $0.name) }
            + everyLineName.map { row($0.code, Localized(zh: "", en: $0.name)) }
    }
}

extension GoodsCodes {
    /// First day of the tariff held here.
    var firstDay: Day { edition?.from ?? Day(sinceEpoch: 0) }

    /// Names and words that came with the product, on all days of the tariff held here.
    var shippedNames: [Dated<TariffName>] { nomenclature.shippedNames(from: firstDay) }
    var shippedWords: [Dated<SearchWord>] { nomenclature.shippedWords(from: firstDay) }

    /// Name of a chapter, heading or subheading (two, four or six digits) on a day.
    public func name(of code: String, on day: Day) -> Localized? {
        if let loaded = loaded.name(of: code, on: day) { return loaded.row?.name }
        return nomenclature.name(of: code)
    }

    /// What tells a tariff line (eight digits) from the others of its subheading on a day, in
    /// English; its Chinese name where one was loaded, else empty.
    func lineWords(hs8: String, on day: Day) -> Localized? {
        if let loaded = loaded.name(of: hs8, on: day) { return loaded.row?.name }
        return nomenclature.lineName(hs8: hs8).map { Localized(zh: "", en: $0) }
    }

    /// The English of it.
    public func lineName(hs8: String, on day: Day) -> String? {
        lineWords(hs8: hs8, on: day)?.en
    }

    /// The sections with their names on a day.
    public func sections(on day: Day) -> [Nomenclature.Section] {
        nomenclature.sections.map { section in
            guard let loaded = loaded.name(of: section.number, on: day) else { return section }
            return Nomenclature.Section(
                number: section.number, name: loaded.row?.name ?? Localized(same: section.number),
                chapters: section.chapters)
        }
    }

    /// Codes of `digits` digits below a shorter one that are in force on a day, in order.
    func children(of code: String, digits: Int, on day: Day) -> [String] {
        let shipped = nomenclature.children(of: code, digits: digits)
        let added = addedCodes.map(\.text).filter { $0.utf8.starts(with: code.utf8) }
            .map { String($0.prefix(digits)) }
        guard loaded.hasLines else { return shipped.filter { contains(prefix: $0) } }
        return Set(shipped + added).sorted().filter { !lines(under: $0, on: day).isEmpty }
    }
}

extension LoadedEditions {
    /// That something is loaded about a name.
    struct NameFound: Sendable {
        /// Nil where a whole table of names leaves it out.
        let row: TariffName?
    }

    /// What is loaded about a name: nil where nothing is, so that the shipped one counts.
    func name(of place: String, on day: Day) -> NameFound? {
        at(day) { state in
            let names = state.names
            guard !names.isEmpty else { return nil }
            if let row = names.row(place, on: day) { return NameFound(row: row.value) }
            return names.isWhole(on: day) ? NameFound(row: nil) : nil
        }
    }
}

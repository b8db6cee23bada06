public import Kernel

extension TariffLine {
    /// A rate of a line that has a first day and a source of its own.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case mfn, general, provisional, vat, consumption
    }

    /// Since when a rate holds, where it is written, and whether that was compared with the
    /// official text.
    public struct Source: Sendable, Hashable {
        public let from: Day
        public let citation: Citation
        public let isReferenceOnly: Bool
    }

    /// Since when a rate of the line holds and where it is written: that of the amendment which
    /// set it, or of what an amendment left as it was.
    public func source(of part: Part) -> Source {
        own[part] ?? Source(from: from, citation: citation, isReferenceOnly: isReferenceOnly)
    }

    /// Where its rates are written, each place once, in order.
    var citations: [Citation] {
        guard !own.isEmpty else { return [citation] }
        return Part.allCases.filter(states).reduce(into: []) { found, part in
            let citation = source(of: part).citation
            if !found.contains(citation) { found.append(citation) }
        }
    }

    /// Whether it has such a rate.
    func states(_ part: Part) -> Bool {
        switch part {
        case .mfn, .consumption: true
        case .general: general != nil
        case .provisional: provisional != nil
        case .vat: vat != nil
        }
    }

    private func isSame(_ part: Part, as other: TariffLine) -> Bool {
        switch part {
        case .mfn: duty == other.duty
        case .general: general == other.general
        case .provisional: provisional == other.provisional
        case .vat: vat == other.vat
        case .consumption: consumption == other.consumption
        }
    }

    /// The line as an amendment leaves it: a rate that stays what it was keeps its first day and
    /// source, and a line of which nothing changes keeps its own.
    ///
    /// - Parameters:
    ///   - stated: rates the amendment has a column for. A document that states them again takes
    ///     away the doubt whether they are the official ones.
    ///   - isReferenceOnly: whether the amendment names no document.
    func amending(_ base: TariffLine, stated: Set<Part>, isReferenceOnly doubtful: Bool)
        -> TariffLine
    {
        var line = self
        for part in Part.allCases {
            let old = base.source(of: part)
            let isOld = isSame(part, as: base)
            line.own[part] = Source(
                from: isOld ? old.from : from, citation: isOld ? old.citation : citation,
                isReferenceOnly: isOld
                    ? old.isReferenceOnly && (doubtful || !stated.contains(part)) : doubtful)
        }
        let isUnchanged = Part.allCases.allSatisfy { isSame($0, as: base) }
            && isSameBesides(base)
        if isUnchanged {
            line.from = base.from
            line.citation = base.citation
        }
        line.isReferenceOnly = (doubtful && !isUnchanged)
            || Part.allCases.contains { states($0) && line.source(of: $0).isReferenceOnly }
        return line
    }

    /// Whether names, units and the like are those of another version.
    private func isSameBesides(_ other: TariffLine) -> Bool {
        name == other.name && englishIsOwn == other.englishIsOwn && quota == other.quota
            && unit1 == other.unit1 && unit2 == other.unit2 && elements == other.elements
            && elementsAreOwn == other.elementsAreOwn && scope == other.scope
    }
}

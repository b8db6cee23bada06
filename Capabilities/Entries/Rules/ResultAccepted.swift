import Kernel

/// Whether the result of an inspection body is accepted instead of an inspection (第三方采信).
struct ResultAccepted: Sendable {
    /// What is looked at.
    struct Facts: Sendable {
        let offered: OfferedResult
        /// Goods code of the line.
        let code: String
        /// Rows of the catalogue with the body's code.
        let bodies: [InspectionBody]
        let today: Day
        /// Oldest result, in days.
        let longest: Dated<Fixed>
        /// Why a privilege of the importer is suspended; nil while none is.
        let suspension: Localized?
        /// Advanced certified, or else: for the share of spot checks.
        let isHonest: Bool
        let spotCheck: Dated<Fixed>
        /// The draw, 0 to 999.
        let draw: Int
    }

    let facts: Facts
    static let citation = Citation(document: "海关总署令第259号")

    /// Everything that speaks against it; empty when it is accepted or checked on the spot.
    var obstacles: [Localized] {
        let offered = facts.offered
        var found: [Localized] = []
        let listed = facts.bodies.filter { $0.holds(on: offered.issuedOn) }
        if listed.isEmpty {
            found.append(
                Localized(
                    zh: "出具日 \(offered.issuedOn.text) 该机构不在采信机构目录内",
                    en: "the body was not in the catalogue on \(offered.issuedOn.text)"))
        } else if !listed.contains(where: { $0.covers(facts.code) }) {
            found.append(
                Localized(
                    zh: "商品编号 \(facts.code) 不在该机构的采信范围内",
                    en: "code \(facts.code) is outside the scope of the body"))
        }
        if offered.sampledOn > offered.issuedOn {
            found.append(
                Localized(zh: "取样日在出具日之后", en: "sampled after the report was issued"))
        }
        if offered.issuedOn > facts.today {
            found.append(Localized(zh: "出具日在今天之后", en: "issued in the future"))
        }
        let last = offered.issuedOn.adding(days: days)
        if facts.today > min(last, offered.validTo ?? last) {
            found.append(
                Localized(
                    zh: "报告已过有效期（出具后 \(days) 日内）", en: "the report is out of date (\(days) days)"))
        }
        if let reason = facts.suspension {
            found.append(
                Localized(
                    zh: "收货人的便利措施被暂停：\(reason.zh)",
                    en: "the importer is suspended: \(reason.en)"))
        }
        return found
    }

    var state: InspectionResult.State {
        guard obstacles.isEmpty else { return .refused }
        return facts.draw < share ? .spotCheck : .accepted
    }

    private var days: Int { Int(facts.longest.value.raw / Fixed.scale) }
    private var share: Int { Int(facts.spotCheck.value.raw / Fixed.scale) }

    var explanation: Explanation {
        let offered = facts.offered
        let obstacles = obstacles
        let outcome: Localized
        switch state {
        case .accepted:
            outcome = Localized(
                zh: "机构在目录内、范围相符、报告有效，未抽中抽查，予以采信。",
                en: "Catalogued body, within its scope, in date, not drawn: accepted.")
        case .spotCheck:
            outcome = Localized(
                zh: "符合采信条件，抽中抽查，由海关查验。",
                en: "It fits, and was drawn for a spot check: the goods are inspected.")
        case .refused:
            outcome = Localized(
                zh: "不予采信：" + obstacles.map(\.zh).joined(separator: "；") + "。按常规检验。",
                en: "Not accepted: " + obstacles.map(\.en).joined(separator: "; ")
                    + ". The goods are inspected.")
        }
        return Explanation(
            rule: "entries.third-party-result", version: facts.longest.from,
            title: Localized(zh: "第三方检验结果采信", en: "Acceptance of a third party's result"),
            inputs: [
                .init(Localized(zh: "机构", en: "Body"), offered.body),
                .init(Localized(zh: "报告编号", en: "Report"), offered.report),
                .init(Localized(zh: "商品编号", en: "Code"), facts.code),
                .init(Localized(zh: "取样日", en: "Sampled on"), offered.sampledOn.text),
                .init(Localized(zh: "出具日", en: "Issued on"), offered.issuedOn.text),
                .init(Localized(zh: "抽查比例（‰）", en: "Spot checks (‰)"), String(share)),
                .init(Localized(zh: "抽查号", en: "Draw"), String(facts.draw)),
            ], outcome: outcome,
            citations: [Self.citation, facts.longest.citation, facts.spotCheck.citation])
    }
}

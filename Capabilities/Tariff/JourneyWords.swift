import Kernel
import Origin

/// What a journey means for a rate of an agreement, and which papers show it. The papers are those
/// importers usually hand in (general knowledge); the rule is that of the agreement's terms.
enum JourneyWords {
    static let form = Localized(
        zh: "途经地：按先后写国家（地区）代码，空格分开，各可注明“:监管”（海关监管下，只作装卸、储存）、"
            + "“:脱离”（脱离监管）或“:加工”，例如 SGP:监管 HKG；没有途经的写“直运”。",
        en: "On the way: write the countries in order with blanks between, each with :control "
            + "(customs control, unloading and storing at most), :free (left it) or :processed "
            + "where known, such as SGP:control HKG; or direct.")

    static let noTransit = Localized(
        zh: "途经地不能是中国：那是目的地。", en: "China is where the goods go, not a country on the way.")

    static func noCountry(_ text: String) -> Localized {
        Localized(
            zh: "途经地“\(text)”不是国家（地区）代码。",
            en: "On the way: “\(text)” is no country or region.")
    }

    static func tooLong(_ count: Int) -> Localized {
        Localized(
            zh: "途经地有 \(count) 处，应为 1 至 \(TransitRoute.mostStops) 处。",
            en: "There are \(count) stops; 1 to \(TransitRoute.mostStops) can be told.")
    }

    /// How the journey stands.
    static func told(_ one: JourneyFinding) -> Localized {
        let places = one.breaks
        let assumed = one.assumed.isEmpty
            ? Localized(same: "")
            : Localized(
                zh: "（\(one.assumed.joined(separator: "、"))未写明，按在海关监管下、只作物流处理看待）",
                en: " (\(one.assumed.joined(separator: ", ")) taken to be under customs control, "
                    + "with nothing done but logistics, for nothing is said)")
        switch one.outcome {
        case .notTold: return rule(one)
        case .direct: return Localized(zh: "直接运输，符合", en: "came straight: met")
        case .throughParties:
            return Localized(
                zh: "只途经协定成员，海关监管下，可以符合\(assumed.zh)",
                en: "through parties only, under customs control: can be met\(assumed.en)")
        case .throughOthers:
            return Localized(
                zh: "途经非成员，海关监管下，可以符合\(assumed.zh)",
                en: "through others under customs control: can be met\(assumed.en)")
        case .notDirect:
            return Localized(
                zh: "该协定要求直接运输，不得途经\(places.joined(separator: "、"))",
                en: "the agreement asks for a straight journey, not through "
                    + places.joined(separator: ", "))
        case .leftControl:
            return Localized(
                zh: "货物在\(places.joined(separator: "、"))脱离海关监管，不符合直接运输",
                en: "the goods left customs control in \(places.joined(separator: ", ")): direct "
                    + "consignment is not met")
        case .processed:
            return Localized(
                zh: "货物在\(places.joined(separator: "、"))作了物流以外的处理，不符合直接运输",
                en: "more than logistics was done in \(places.joined(separator: ", ")): direct "
                    + "consignment is not met")
        }
    }

    /// What the agreement asks.
    private static func rule(_ one: JourneyFinding) -> Localized {
        switch one.rule {
        case .direct: Localized(zh: "须直接运输，不得途经第三地", en: "straight, through no other country")
        case .logisticsUnderControl:
            Localized(
                zh: "直接运输；途经其他国家（地区）的，须在海关监管下，且只作装卸、储存等物流处理",
                en: "straight, or through others under customs control with nothing done but "
                    + "unloading, storing and the like")
        }
    }

    /// What would mend a journey that fails; nil for one that does not.
    static func mend(_ one: JourneyFinding) -> Localized? {
        switch one.outcome {
        case .notTold, .direct, .throughParties, .throughOthers: nil
        case .notDirect:
            Localized(
                zh: "改为直接运输；运输单据能证明全程未换装、未途经第三地的，按直接运输填写",
                en: "ship straight; where one transport paper shows that nothing was transhipped, "
                    + "state it as direct")
        case .leftControl:
            Localized(
                zh: "其实一直在海关监管下的，取得中转地海关出具的证明（未再加工证明）后，注明“监管”再查",
                en: "if it was under control all the time, get the certificate of the customs "
                    + "there (of non-manipulation) and ask again with :control")
        case .processed:
            Localized(
                zh: "加工地是协定成员的，看货物是否在该地重新取得原产资格，并由该地出具原产地证明；否则不能适用",
                en: "where it is a party, see whether the goods became originating there, with a "
                    + "proof of origin of that party; otherwise the rate is not open")
        }
    }

    /// Papers of transport that show it.
    static func papers(_ one: JourneyFinding) -> [Localized] {
        let straight = Localized(
            zh: "从出口方到中国的运输单据（提单、空运单等）",
            en: "transport document from the exporting party to China (bill of lading, air "
                + "waybill)")
        let through = [
            Localized(
                zh: "自出口方至中国的全程（联运）运输单据", en: "through transport document to China"),
            Localized(
                zh: "中转地海关出具的证明（未再加工证明），或海关认可的其他证明文件",
                en: "certificate of the customs of transit (non-manipulation), or other papers the "
                    + "customs accept"),
        ]
        switch (one.outcome, one.rule) {
        case (.direct, _), (.notTold, .direct), (.notDirect, _): return [straight]
        case (.notTold, .logisticsUnderControl):
            return [straight] + through.map { paper in
                Localized(zh: "经中转的：\(paper.zh)", en: "where transhipped: \(paper.en)")
            }
        case (.throughParties, _), (.throughOthers, _), (.leftControl, _), (.processed, _):
            return through
        }
    }

    /// Where that is from.
    static func source(_ one: JourneyFinding) -> Localized {
        Localized(
            zh: one.citation.text + (one.isRead ? "；单据据一般知识" : "；条件和单据据一般知识"),
            en: one.citation.text
                + (one.isRead ? "; papers: general knowledge" : "; general knowledge"))
    }

    /// All in one sentence.
    static func sentence(_ one: JourneyFinding) -> Localized {
        let papers = papers(one)
        return Localized(
            zh: "运输：\(told(one).zh)。单据：\(papers.map(\.zh).joined(separator: "；"))",
            en: "Journey: \(told(one).en). Papers: \(papers.map(\.en).joined(separator: "; "))")
    }
}

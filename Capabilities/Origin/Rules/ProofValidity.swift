public import Kernel

/// Whether a proof of origin is still good on the day of a declaration: from its issue for the
/// months of the agreement, the last day included.
public enum ProofValidity {
    /// Last day of a proof issued on a day.
    public static func lastDay(issued: Day, months: Int) -> Day { issued.adding(months: months) }

    /// Outcome and its explanation.
    public static func check(
        issued: Day, declared: Day, months: Int, citation: Citation
    ) -> (isGood: Bool, explanation: Explanation) {
        let last = lastDay(issued: issued, months: months)
        let isGood = issued <= declared && declared <= last
        return (
            isGood,
            Explanation(
                rule: "origin.proof-validity",
                title: Localized(zh: "原产地证明有效期", en: "Validity of the proof of origin"),
                inputs: [
                    .init(Localized(zh: "签发日", en: "Issued"), issued.text),
                    .init(Localized(zh: "申报日", en: "Declared"), declared.text),
                    .init(Localized(zh: "有效至", en: "Good until"), last.text),
                ],
                outcome: isGood
                    ? Localized(zh: "有效", en: "good") : Localized(zh: "不在有效期内", en: "not good"),
                citations: [citation])
        )
    }
}

/// Whether goods came straight, or through others with nothing done but logistics under customs
/// control.
public enum DirectConsignment {
    /// A country on the way.
    public struct Stop: Sendable, Hashable {
        /// ISO alpha-3.
        public let country: String
        public let isUnderControl: Bool
        /// What was done: `unloading`, `reloading`, `storing`, `preserving`, or any other word.
        public let operations: [String]

        public init(country: String, isUnderControl: Bool, operations: [String]) {
            self.country = country
            self.isUnderControl = isUnderControl
            self.operations = operations
        }
    }

    public enum Outcome: String, Sendable, Hashable {
        case direct = "DIRECT"
        case transit = "TRANSIT_OK"
        case broken = "BROKEN"
    }

    /// What does not break the journey.
    public static let logistics: Set<String> = ["unloading", "reloading", "storing", "preserving"]

    /// Outcome and its explanation.
    public static func check(
        _ stops: [Stop], rule: Consignment, citation: Citation
    ) -> (outcome: Outcome, explanation: Explanation) {
        let breaks = stops.filter { stop in
            rule == .direct || !stop.isUnderControl
                || stop.operations.contains { !logistics.contains($0) }
        }
        let outcome: Outcome = stops.isEmpty ? .direct : breaks.isEmpty ? .transit : .broken
        let words: Localized =
            switch outcome {
            case .direct: Localized(zh: "直接运输", en: "direct")
            case .transit:
                Localized(zh: "经中转，未中断", en: "through others, not interrupted")
            case .broken:
                Localized(
                    zh: "中断：\(breaks.map(\.country).joined(separator: "、"))",
                    en: "interrupted in \(breaks.map(\.country).joined(separator: ", "))")
            }
        return (
            outcome,
            Explanation(
                rule: "origin.direct-consignment",
                title: Localized(zh: "直接运输", en: "Direct consignment"),
                inputs: stops.map {
                    .init(
                        Localized(same: $0.country),
                        ($0.operations + ($0.isUnderControl ? ["customs control"] : []))
                            .joined(separator: ", "))
                }, outcome: words, citations: [citation])
        )
    }
}

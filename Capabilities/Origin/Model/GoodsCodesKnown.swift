public import Kernel

/// Whether the nomenclature has a subheading. The nomenclature is the tariff's; the house hands it
/// over, because the tariff reads this room and not the other way round.
public struct GoodsCodesKnown: Sendable {
    /// How six digits stand in the nomenclature.
    public enum Standing: Sendable, Hashable {
        case current
        /// It stood in an earlier edition of the Harmonized System, such as that of 2012, and
        /// stands no more.
        case former(edition: Int, name: Localized)
        case unknown
    }

    private let find: @Sendable (String) -> Standing

    /// - Parameter find: tells of six digits how they stand.
    public init(_ find: @escaping @Sendable (String) -> Standing) { self.find = find }

    /// What is wrong with a code of six to ten digits under one of these agreements; nil when it
    /// stands in the nomenclature of today or in the edition an agreement's rules are written in.
    func fault(
        _ code: String, under agreements: [Agreement], _ book: OriginRuleBook, on day: Day
    ) -> InputFault? {
        guard code.utf8.count >= 6 else { return nil }
        switch find(String(code.prefix(6))) {
        case .current: return nil
        case .unknown:
            return .noSuchCode(code)
        case .former(let edition, let name):
            let isWritten = agreements.contains { agreement in
                book.editions(of: agreement.id, on: day).contains(edition)
            }
            return isWritten ? nil : .formerCode(code, edition: edition, name)
        }
    }
}

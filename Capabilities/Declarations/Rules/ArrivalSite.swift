import Kernel

/// Whether an arrival is at a site of the register: from the day on which the register of its
/// district begins, known, of that operator and district, and open on the day.
enum ArrivalSite {
    /// What the arrival says.
    struct Facts: Sendable {
        let code: String
        let district: String
        /// Id of the operator; empty where it is not in the register of enterprises.
        let operatorID: String
        let day: Day
    }

    enum Outcome: Sendable {
        /// The register has not begun: nothing is asked.
        case notAsked
        case at(SupervisedSite)
        case refused(Finding)
    }

    /// - Parameters:
    ///   - sites: those of the code, or where it names none those of operator and district.
    ///   - begins: first day of the district's register; nil where there is none.
    static func outcome(_ facts: Facts, _ sites: [SupervisedSite], begins: Day?) -> Outcome {
        guard let begins, begins <= facts.day else { return .notAsked }
        let own = sites.filter {
            $0.operatorID == facts.operatorID && $0.district == facts.district
        }
        if facts.code.isEmpty {
            let open = own.filter { $0.standing(on: facts.day) == .open }
            guard open.count < 2 else { return .refused(SiteWords.codeNeeded) }
            if let only = open.first { return .at(only) }
            guard let other = own.first else {
                return .refused(SiteWords.unknown("", facts.district))
            }
            return .refused(SiteWords.notOpen(other, facts.day))
        }
        let named = sites.filter { $0.code == facts.code }
        guard
            let site = own.first(where: { $0.code == facts.code && $0.state == .open })
                ?? own.first(where: { $0.code == facts.code })
        else {
            // What others have applied for is not known to anybody yet.
            guard let other = named.first(where: { $0.state == .open }) else {
                return .refused(SiteWords.unknown(facts.code, facts.district))
            }
            return .refused(SiteWords.foreign(other, facts.district))
        }
        guard site.standing(on: facts.day) == .open else {
            return .refused(SiteWords.notOpen(site, facts.day))
        }
        return .at(site)
    }
}

import Kernel
import Web

/// What both pages about mandates share: who looks, when, and what was just refused.
struct MandateFrame {
    let language: Language
    let formToken: String
    /// Id of the enterprise of whoever looks.
    let own: String
    let register: EnterpriseRegister
    let today: Day
    let refusal: PartiesRefusal?

    func word(_ text: Localized) -> String { text[language] }

    /// The name of an enterprise; the own one is said to be that.
    func party(_ id: String) -> HTML {
        let name = register.enterprise(id: id)?.localizedName[language] ?? "–"
        return id == own ? .under("\(name)", word(MandateWords.ours)) : "\(name)"
    }

    func tag(_ mandate: Mandate) -> HTML {
        switch mandate.state(on: today) {
        case .offered:
            mandate.side(of: own) == mandate.proposedBy
                ? .tag(word(MandateWords.waits), .info)
                : .tag(word(MandateWords.toAccept), .warn)
        case .accepted:
            mandate.holds(on: today)
                ? .tag(word(MandateWords.inForce), .success)
                : .tag(word(MandateWords.ahead), .info)
        case .ended: .tag(word(MandateWords.ended), .neutral)
        case .revoked:
            mandate.accepted != nil
                ? .tag(word(MandateWords.revoked), .neutral)
                : mandate.revokedBy == mandate.proposedBy
                    ? .tag(word(MandateWords.withdrawn), .neutral)
                    : .tag(word(MandateWords.declined), .neutral)
        }
    }

    /// Each fault of the form beside its field; what has no field stands alone.
    var errors: HTML {
        guard let refusal else { return "" }
        let errors =
            refusal.faults.isEmpty
            ? [FormError(field: nil, sentence(refusal.message, refusal.fix))]
            : refusal.faults.map { fault in
                FormError(
                    field: String(fault.path.drop { $0 == "/" }),
                    sentence(fault.message, fault.fix))
            }
        return .errorSummary(errors, language: language)
    }

    func error(_ field: String) -> String? {
        refusal?.faults.first { $0.path == "/" + field }.map { sentence($0.message, $0.fix) }
    }

    private func sentence(_ message: Localized, _ fix: Localized) -> String {
        message[language] + gap(language) + fix[language]
    }
}

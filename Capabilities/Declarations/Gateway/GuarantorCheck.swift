import Kernel
import Parties
import Wire

/// Looks up what `GuarantorMayStand` has to know. Everything asked lies in memory, so a message
/// costs no statement more.
struct GuarantorCheck: Sendable {
    let register: EnterpriseRegister

    /// The parties of a list as it writes them: any of their codes.
    struct Named: Sendable {
        var guarantor: String
        var platform: String
        var carrier: String
        var declarant: String
    }

    enum Outcome: Sendable {
        case stands(Enterprise)
        case refused(Finding)
    }

    func outcome(of list: Inventory, on day: Day) -> Outcome {
        outcome(
            of: Named(
                guarantor: list.guarantor, platform: list.platform, carrier: list.logistics,
                declarant: list.declarant), on: day)
    }

    func outcome(of named: Named, on day: Day) -> Outcome {
        let guarantor = register.find(code: named.guarantor)
        let declarant = register.find(code: named.declarant)
        var facts = GuarantorMayStand.Facts(
            code: named.guarantor, guarantor: guarantor?.localizedName,
            declarant: declarant?.localizedName)
        if let guarantor {
            facts.isDeclarant = guarantor.id == declarant?.id
            facts.isPlatformOrCarrier = [named.platform, named.carrier].contains {
                register.find(code: $0)?.id == guarantor.id
            }
            facts.hasAgreed = register.mandates.holds(
                grantor: guarantor.id, grantee: declarant?.id ?? "", scope: .guarantee, on: day)
        }
        let finding = GuarantorMayStand.finding(facts)
        guard let guarantor, finding == nil else {
            return .refused(finding ?? GuarantorMayStand.unknown(named.guarantor))
        }
        return .stands(guarantor)
    }
}

extension PartyCheck {
    /// Refuses a list at intake whose guarantor may not stand for it: later it could only be
    /// rejected.
    func checkGuarantor(_ head: MessageRecord, _ handling: Handling, _ result: inout Result) {
        let named = GuarantorCheck.Named(
            guarantor: head["assureCode"] ?? "", platform: head["ebpCode"] ?? "",
            carrier: head["logisticsCode"] ?? "", declarant: head["agentCode"] ?? "")
        guard
            case .refused(let finding) = GuarantorCheck(register: register)
                .outcome(of: named, on: day)
        else { return }
        result.findings.append(finding)
        let code = Int64(finding.code) ?? handling.codes.notPlausible
        result.refusal = result.refusal ?? code
    }
}

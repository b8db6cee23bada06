import Kernel
import Wire

extension PartyCheck {
    /// Refuses a list at intake whose guarantor may not stand for it: later it could only be
    /// rejected. Everything asked lies in memory, so a message costs no statement more.
    func checkGuarantor(_ head: MessageRecord, _ result: inout Result) {
        let named = GuarantorMayStand.Named(
            guarantor: head["assureCode"] ?? "", platform: head["ebpCode"] ?? "",
            carrier: head["logisticsCode"] ?? "", declarant: head["agentCode"] ?? "")
        guard
            case .refused(let finding) = GuarantorMayStand(register: register)
                .outcome(of: named, on: day)
        else { return }
        result.findings.append(finding)
        let code = Int64(finding.code) ?? OfficialCodes(type: .importInventory).notPlausible
        result.refusal = result.refusal ?? code
    }
}

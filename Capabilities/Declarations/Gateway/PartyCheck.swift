import Kernel
import Parties
import Wire

/// Which enterprises a document names, whether they are registered in their roles, and whether the
/// sender may send it.
struct PartyCheck: Sendable {
    let register: EnterpriseRegister
    let day: Day

    struct Result: Sendable {
        /// Official number of the first thing wrong; nil when all is well.
        var refusal: Int64?
        var findings: [Finding] = []
        var parts: [(enterprise: String, role: String)] = []
        /// Enterprise whose number the document bears.
        var holder = ""
    }

    private struct Named {
        let element: String
        let role: EnterpriseRole
        /// Whether the sender may be this party.
        let mayTransmit: Bool
        /// Whether the document's number is this party's.
        let holds: Bool
    }

    /// A foreign platform without a code, as export documents write it.
    private static let noCode = "无"

    func check(_ head: MessageRecord, type: MessageType, sender: Enterprise) -> Result {
        var result = Result()
        var maySend = false
        let number = type.rawValue.dropFirst(3)
        for named in parties(of: type) {
            guard let code = head[named.element] else { continue }
            if code == PartyCheck.noCode, !type.isImport, named.role == .platform { continue }
            guard let enterprise = register.find(code: code) else {
                result.refusal = result.refusal ?? OfficialCodes.enterpriseCode
                result.findings.append(
                    Finding(
                        "\(OfficialCodes.enterpriseCode)", "\(number) \(named.element)",
                        Localized(
                            zh: "无效企业代码：\(code) 未在本平台登记",
                            en: "Enterprise code \(code) is not registered here"),
                        fix: Localized(
                            zh: "核对代码，或先为该企业办理登记",
                            en: "Check the code, or have the enterprise registered first")))
                continue
            }
            result.parts.append((enterprise.id, named.role.rawValue))
            if named.holds { result.holder = enterprise.id }
            if named.mayTransmit, enterprise.id == sender.id { maySend = true }
            if enterprise.status != .active || !enterprise.holds(named.role, on: day) {
                result.refusal = result.refusal ?? OfficialCodes.enterpriseRole
                result.findings.append(
                    Finding(
                        "\(OfficialCodes.enterpriseRole)", "\(number) \(named.element)",
                        Localized(
                            zh: "无效企业类型：\(code) 未登记为\(named.role.name.zh)",
                            en: "\(code) is not registered as \(named.role.name.en)"),
                        fix: Localized(
                            zh: "改填具有该类型的企业，或先办理类型登记",
                            en: "Name an enterprise with that role, or register the role first"),
                        citation: Law.supervision))
            }
        }
        if result.refusal == nil, !maySend {
            result.refusal = OfficialCodes(type: type).notPlausible
            result.findings.append(notTheirs(number, type, sender))
        }
        // Only for whoever may send the list: others learn nothing of who trusts whom.
        if type == .importInventory, maySend { checkGuarantor(head, &result) }
        return result
    }

    /// Ids of the enterprises a document names, as far as they are registered.
    func named(in head: MessageRecord, type: MessageType) -> [String] {
        parties(of: type).compactMap { head[$0.element] }
            .compactMap { register.find(code: $0)?.id }
    }

    private func notTheirs(_ number: Substring, _ type: MessageType, _ sender: Enterprise)
        -> Finding
    {
        let names = parties(of: type).filter(\.mayTransmit)
        return Finding(
            type == .importInventory ? "-621016" : "", "\(number) \(names.first?.element ?? "")",
            Localized(
                zh: "\(sender.name)没有权限报送该单证：单证中没有以"
                    + names.map(\.role.name.zh).joined(separator: "或") + "身份出现的本企业",
                en:
                    "\(sender.localizedName.en) may not send this"
                    + " document: it is not named in it as "
                    + names.map(\.role.name.en).joined(separator: " or ")),
            fix: Localized(
                zh: "由单证所列企业报送，或更正企业代码",
                en: "Let the enterprise named in it send it, or correct the code"))
    }

    private func parties(of type: MessageType) -> [Named] {
        let platform = Named(element: "ebpCode", role: .platform, mayTransmit: true, holds: false)
        let seller = Named(element: "ebcCode", role: .seller, mayTransmit: true, holds: false)
        switch type {
        case .importOrder:
            return [
                Named(element: "ebpCode", role: .platform, mayTransmit: true, holds: true), seller,
            ]
        case .exportOrder:
            return [
                platform, Named(element: "ebcCode", role: .seller, mayTransmit: true, holds: true),
            ]
        case .importPayment:
            return [
                Named(element: "payCode", role: .payment, mayTransmit: true, holds: true),
                Named(element: "ebpCode", role: .platform, mayTransmit: false, holds: false),
            ]
        case .exportReceipt:
            return [
                Named(element: "payCode", role: .payment, mayTransmit: true, holds: false),
                Named(element: "ebcCode", role: .seller, mayTransmit: true, holds: true),
            ]
        case .importWaybill, .exportWaybill:
            return [
                Named(element: "logisticsCode", role: .logistics, mayTransmit: true, holds: true)
            ]
        case .importInventory, .exportInventory:
            return [
                Named(element: "agentCode", role: .declarant, mayTransmit: true, holds: true),
                seller,
                Named(element: "ebpCode", role: .platform, mayTransmit: false, holds: false),
                Named(element: "logisticsCode", role: .logistics, mayTransmit: false, holds: false),
            ]
        }
    }
}

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
        /// Whether the sender is named as somebody who may send it.
        var maySend = false
    }

    /// Code of an enterprise that is not registered, or has not the role.
    private static let wrongRole: Int64 = -10_101
    static let unknownCode: Int64 = -10_102

    /// A foreign platform without a code, as export documents write it.
    private static let noCode = "无"

    func check(_ head: MessageRecord, _ handling: Handling, sender: Enterprise) -> Result {
        var result = Result()
        let number = handling.type.number
        for named in handling.parties {
            guard !head.isBlank(named.place), let code = head[named.place] else { continue }
            if named.mayBeAbroad, code == PartyCheck.noCode { continue }
            guard let enterprise = register.find(code: code) else {
                result.refusal = result.refusal ?? PartyCheck.unknownCode
                result.findings.append(
                    Finding(
                        "\(PartyCheck.unknownCode)", "\(number) \(named.element)",
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
            if named.maySend, enterprise.id == sender.id { result.maySend = true }
            if enterprise.status != .active || !enterprise.holds(named.role, on: day) {
                result.refusal = result.refusal ?? PartyCheck.wrongRole
                result.findings.append(
                    Finding(
                        "\(PartyCheck.wrongRole)", "\(number) \(named.element)",
                        Localized(
                            zh: "无效企业类型：\(code) 未登记为\(named.role.name.zh)",
                            en: "\(code) is not registered as \(named.role.name.en)"),
                        fix: Localized(
                            zh: "改填具有该类型的企业，或先办理类型登记",
                            en: "Name an enterprise with that role, or register the role first"),
                        citation: Law.supervision))
            }
        }
        if result.refusal == nil, !result.maySend {
            result.refusal = handling.codes.notTheirs
            result.findings.append(notTheirs(handling, sender))
        }
        // Only for whoever may send the list: others learn nothing of who trusts whom.
        if handling.type == .importInventory, result.maySend {
            checkGuarantor(head, handling, &result)
        }
        return result
    }

    /// Ids of the enterprises a document names, as far as they are registered.
    func named(in head: MessageRecord, _ handling: Handling) -> [String] {
        handling.parties.compactMap { head[$0.place] }
            .compactMap { register.find(code: $0)?.id }
    }

    private func notTheirs(_ handling: Handling, _ sender: Enterprise) -> Finding {
        let names = handling.parties.filter(\.maySend)
        return Finding(
            handling.codes.notTheirs == handling.codes.notPlausible
                ? "" : "\(handling.codes.notTheirs)",
            "\(handling.type.number) \(names.first?.element ?? "")",
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
}

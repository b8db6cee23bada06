import Balances
import Kernel
import Store

/// Quotas: how much there is for everybody, and taking what an officer gives of it.
/// Grants are drawn from one account for all, in the transaction that grants.
extension CaseDesk {
    /// The answer that says in which unit: that of the quota, asked of nobody.
    static let quotaUnit = "unit"
    /// Whose the accounts of national volumes are: no enterprise's.
    static let nation = "@national"

    /// A national volume with what was granted of it.
    struct Pool: Sendable {
        let volume: QuotaVolume
        let state: AllowanceState
        /// What the applicant left unused in the year before without giving it back.
        let unused: Fixed
    }

    /// The volume that an application asks for a part of; nil where none is known.
    func volume(_ answers: [String: String], _ service: ServiceFile) -> QuotaVolume? {
        guard let name = service.grant.drawDown?.quota, let quota = answers[name],
            case .yearEnd(let field) = service.grant.validity,
            let answer = answers[field], answer.utf8.count == 4, let year = Int(answer)
        else { return nil }
        return quotas(quota, year)
    }

    func pool(_ file: Case, _ service: ServiceFile, in session: Session) throws -> Pool? {
        guard file.state != .draft, let volume = volume(file.answers, service),
            let allowance = Self.allowance(volume)
        else { return nil }
        return Pool(
            volume: volume,
            state: try ledger.state(of: allowance, tenant: Self.nation, in: session),
            unused: try unused(file, volume, in: session))
    }

    private static func allowance(_ volume: QuotaVolume) -> Allowance? {
        guard
            let id = Allowance.account(
                "tariff-quota-" + volume.quota, period: String(volume.year)),
            let unit = BalanceUnit(code: "unit-" + volume.unit)
        else { return nil }
        return Allowance(
            plan: AccountPlan(
                id: id, unit: unit,
                label: Localized(
                    zh: "\(volume.name.zh)进口关税配额 \(volume.year) 年全国总量",
                    en: "Tariff quota of \(volume.name.en) for \(volume.year), national volume")),
            limit: volume.amount, citation: volume.citation)
    }

    // MARK: The applicant

    /// What the form does not see: whether there is such a quota that year, whether one may apply
    /// on the day, whether more is asked than there is.
    func quotaFaults(_ file: Case, _ service: ServiceFile, on day: Day) -> [Fault] {
        guard let rule = service.grant.drawDown, let name = rule.quota,
            case .yearEnd(let year) = service.grant.validity,
            let quota = file.answers[name], let asked = file.answers[year]
        else { return [] }
        guard let volume = volume(file.answers, service) else {
            return [QuotaFormFault.noSuchYear(asked).at(year)]
        }
        var faults: [Fault] = []
        if !volume.isOpen(on: day) {
            faults.append(
                QuotaFormFault.closed(volume, on: day, next: nextVolume(quota, after: day))
                    .at(year))
        }
        let wanted = service.asked(rule)
        if let quantity = try? Fixed(file.answers[wanted] ?? ""), quantity > volume.amount {
            faults.append(QuotaFormFault.aboveVolume(volume).at(wanted))
        }
        return faults
    }

    /// The volume for which one may apply on a day, or the next for which one may.
    func nextVolume(_ quota: String, after day: Day) -> QuotaVolume? {
        for year in day.year...(day.year + 2) {
            if let volume = quotas(quota, year), day <= volume.closes { return volume }
        }
        return nil
    }

    // MARK: The officer

    /// Judges what an officer has entered as given of a quota: more than is left is refused at once
    /// and not only when a second officer agrees.
    func allot(
        _ act: Act, _ file: Case, _ service: ServiceFile, in session: Session
    ) throws {
        guard let rule = service.grant.drawDown, rule.quota != nil, case .act(let id) = act.move,
            service.step(file.step)?.action(id)?.effect == .grant
        else { return }
        guard let given = Self.granted(file, rule), given > .zero,
            let pool = try pool(file, service, in: session)
        else { throw ProceduresRefusal.quantity }
        guard given <= pool.state.available else {
            throw ProceduresRefusal.quotaExhausted(
                pool.volume, needed: given, left: pool.state.available)
        }
    }

    /// What is granted.
    static func granted(_ file: Case, _ rule: DrawDownRule) -> Fixed? {
        try? Fixed(file.answers[rule.quantity] ?? "")
    }

    /// Takes a grant from the volume for everybody.
    func drawNational(
        _ amount: Fixed, for file: Case, _ service: ServiceFile, cause: Int64,
        in session: Session
    ) throws {
        guard service.grant.drawDown?.quota != nil else { return }
        guard let volume = volume(file.answers, service),
            let allowance = Self.allowance(volume)
        else { throw ProceduresRefusal.quantity }
        do {
            try ledger.draw(
                amount, from: allowance, of: Self.nation, id: "grant/\(file.number)",
                at: clock.now(), cause: cause, reference: file.number,
                citation: volume.citation, in: session)
        } catch BalanceRefusal.insufficient(_, _, _, _, let left, _) {
            throw ProceduresRefusal.quotaExhausted(volume, needed: amount, left: left)
        }
    }
}

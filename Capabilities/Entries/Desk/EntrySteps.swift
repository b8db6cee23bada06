import Balances
import Kernel
import Store
import Wire

/// The one place where an entry moves. Works within the caller's transaction; the caller writes the
/// entry afterwards.
struct EntrySteps {
    let desk: EntryDesk
    let session: Session
    let actor: String
    let cause: Int64

    private static let citation = Citation(document: "中华人民共和国海关事务担保条例", article: "第四条")

    /// From acceptance on. A guarantee that does not cover the tax refuses the declaration: its
    /// sender is still there to choose otherwise.
    func begin(_ entry: inout GoodsEntry) throws {
        try assess(&entry)
        if entry.isAdvance, entry.enteredOn == nil {
            if needsSecurity(entry) { try checkFree(entry) }
            try move(&entry, to: .held, .held)
            return
        }
        try goOn(&entry)
        if entry.state == .unsecured { try refuseUnsecured(entry) }
    }

    /// Goes on as far as it can be gone: arrival, security, inspection, tax, release. The guarantee
    /// is asked first: who has none learns nothing of the draw, and nothing is inspected in vain.
    func goOn(_ entry: inout GoodsEntry) throws {
        if let arrival = entry.arrival {
            entry.differing = arrival.differences(
                from: entry.document, try desk.besides(entry, session).map(\.document))
            guard entry.differing.isEmpty else {
                try free(&entry)
                try move(
                    &entry, to: .mismatch, .differed,
                    [.init("fields", .array(entry.differing.map { .text($0.field) }))])
                return
            }
        }
        try fallBack(&entry)
        try assess(&entry)
        if needsSecurity(entry), entry.owed > .zero {
            guard try reserve(&entry) else {
                try move(&entry, to: .unsecured, .unsecured)
                return
            }
        }
        if !entry.isCleared {
            guard try !desk.isDrawn(&entry, session) else {
                try desk.order(&entry, by: actor, session)
                try move(&entry, to: .inspection, .drawn)
                return
            }
            entry.isCleared = true
        }
        guard entry.isTested || !entry.document.flag("inspected") else {
            try move(&entry, to: .testing, .testDue)
            return
        }
        if !needsSecurity(entry), entry.owed > .zero {
            try move(&entry, to: .payment, .taxDue, [.init("owed", .text(entry.owed.text))])
            return
        }
        try release(&entry)
    }

    /// Goes on, or waits with what is wrong: one entry that cannot be taxed keeps back neither the
    /// others under its bill nor whoever told of the goods, and its fault is for its sender only.
    func goOnOrWait(_ entry: inout GoodsEntry) throws {
        let before = entry
        let outcome = try session.attempt {
            var next = before
            next.reason = ""
            try goOn(&next)
            return next
        }
        switch outcome {
        case .success(let next): entry = next
        case .failure(let error):
            let words: [Localized]
            switch error {
            case let refusal as any Refusal:
                words = refusal.faults.isEmpty
                    ? [refusal.message] : refusal.faults.map { Self.said($0) }
            case is NumberFault: words = [Self.said(EntryFault.tooLarge.fault(at: "/lines"))]
            default: throw error
            }
            entry.differing = []
            let told = Localized(
                zh: words.map(\.zh).joined(separator: "；"),
                en: words.map(\.en).joined(separator: "; "))
            entry.reason = told.kept
            try move(&entry, to: .mismatch, .differed, [.init("reason", .text(told.inOne))])
        }
    }

    private static func said(_ fault: Fault) -> Localized {
        Localized(
            zh: "\(fault.path) \(fault.message.zh)", en: "\(fault.path) \(fault.message.en)")
    }

    /// Lets the goods go, or ends what they went before.
    func release(_ entry: inout GoodsEntry) throws {
        let today = desk.clock.today
        let isSettling = entry.releasedOn != nil
        entry.releasedOn = entry.releasedOn ?? today
        guard entry.step == .full else { return try move(&entry, to: .conditional, .released) }
        let paysLater = entry.taxation == .summary && entry.owed > .zero
        if paysLater { entry.period = MonthlyPayment(of: today).period }
        try move(&entry, to: .released, isSettling ? .settled : .released)
        if !paysLater { try desk.settle(&entry, by: actor, session) }
    }

    /// Step two is there: the tax is final. What the summary had reserved stays until an entry that
    /// pays by itself is paid; one that pays by the month reserves what is owed now.
    func complete(_ entry: inout GoodsEntry) throws {
        let today = desk.clock.today
        try fallBack(&entry)
        if entry.taxation == .summary { try free(&entry) }
        try assess(&entry)
        if let entered = entry.enteredOn {
            let rule = try LateDeclaration(
                entered, desk.settings, desk.calendar, term: "two-step.term-days")
            entry.fee = try fee(rule, of: entry.value, on: today)
        }
        guard entry.owed > .zero else {
            try free(&entry)
            return try release(&entry)
        }
        guard entry.taxation == .summary else {
            try move(&entry, to: .payment, .taxDue, [.init("owed", .text(entry.owed.text))])
            return
        }
        guard try reserve(&entry) else {
            try refuseUnsecured(entry)
            return
        }
        try release(&entry)
    }

    /// Value, tax and fee as the facts stand now.
    func assess(_ entry: inout GoodsEntry) throws {
        let found = try desk.tax.assess(
            entry.document, rates: entry.rateDay, currencies: entry.acceptedOn)
        entry.value = found.value
        entry.tax = found.total
        if let entered = entry.enteredOn, !entry.isTwoStep {
            let rule = try LateDeclaration(
                entered, desk.settings, desk.calendar, term: "declaration.term-days")
            entry.fee = try fee(rule, of: entry.value, on: entry.acceptedOn)
        }
    }

    private func fee(
        _ rule: LateDeclaration, of value: Fixed, on day: Day
    ) throws(EntryRefusal) -> Fixed {
        do {
            return try rule.fee(of: value, on: day)
        } catch {
            throw .input([EntryFault.tooLarge.fault(at: "/lines")])
        }
    }

    /// Who may no longer pay once a month pays for the entry by itself. What the document says
    /// stays with step one, so that step two can say the same.
    private func fallBack(_ entry: inout GoodsEntry) throws {
        guard entry.taxation == .summary,
            try !desk.mayPayMonthly(entry.tenant, on: desk.clock.today, session)
        else { return }
        entry.taxation = .each
        if entry.step == .full { entry.document.header["taxation"] = entry.taxation.rawValue }
        try desk.note(
            .taxationChanged, entry, by: actor,
            [.init("taxation", .text(entry.taxation.rawValue))], session)
    }

    /// Whether the tax is secured and not paid first.
    private func needsSecurity(_ entry: GoodsEntry) -> Bool {
        entry.step == .summary || entry.taxation == .summary
    }

    /// What is free on the guarantee account today.
    private func free(of tenant: String) throws -> Fixed {
        let known = try desk.ledger.accounts(of: tenant, in: session)
            .first { $0.id == Guarantee.plan.id }
        guard let known else { return .zero }
        let idle = try desk.ledger.idleGuarantees(
            of: tenant, on: desk.clock.today, in: session)
        return max(.zero, try (known.available ?? .zero).subtracting(idle))
    }

    private func checkFree(_ entry: GoodsEntry) throws {
        if try free(of: entry.tenant) < entry.owed { try refuseUnsecured(entry) }
    }

    private func refuseUnsecured(_ entry: GoodsEntry) throws {
        throw EntryRefusal.guaranteeInsufficient(
            needed: entry.owed, free: try free(of: entry.tenant), isTwoStep: entry.isTwoStep)
    }

    /// Takes what is owed from the guarantee account; false when it does not suffice, and then
    /// nothing is taken.
    private func reserve(_ entry: inout GoodsEntry) throws -> Bool {
        guard entry.security != entry.owed else { return true }
        // What is owed now is another sum than what was secured.
        try free(&entry)
        guard try free(of: entry.tenant) >= entry.owed else { return false }
        entry.transfers += 1
        do {
            try desk.ledger.transfer(
                TransferOrder(
                    id: entry.transfer, tenant: entry.tenant, debit: Guarantee.plan.id,
                    credit: Guarantee.plan.id.contra, amount: entry.owed, at: desk.clock.now(),
                    cause: cause, reference: entry.number, citation: Self.citation),
                in: session)
        } catch BalanceRefusal.insufficient {
            entry.transfers -= 1
            return false
        }
        entry.security = entry.owed
        try desk.note(
            .secured, entry, by: actor, [.init("amount", .text(entry.security.text))], session)
        return true
    }

    /// Gives back what is reserved.
    func free(_ entry: inout GoodsEntry) throws {
        guard !entry.security.isZero else { return }
        try desk.ledger.reverse(
            ReversalOrder(
                id: entry.transfer + "/returned", tenant: entry.tenant,
                reverses: entry.transfer, at: desk.clock.now(), cause: cause,
                reference: entry.number, citation: Self.citation), in: session)
        entry.security = .zero
    }

    /// Changes the state and says so.
    func move(
        _ entry: inout GoodsEntry, to state: EntryState, _ event: EntryEvent,
        _ more: [JSON.Member] = []
    ) throws {
        entry.state = state
        try desk.note(event, entry, by: actor, more, session)
    }
}

import Kernel

extension Parties {
    /// Everything that is wrong with a mandate somebody proposes.
    func mandateFaults(_ new: NewMandate, on today: Day) -> [Fault] {
        var found: [InputFault] = []
        if new.grantor == new.grantee { found.append(.mandateSelf(path: "/grantee")) }
        if new.from < today { found.append(.mandatePast) }
        if let to = new.to, to < new.from { found.append(.mandatePeriod) }
        for side in Mandate.Side.allCases where new.grantor != new.grantee {
            let id = side == .grantor ? new.grantor : new.grantee
            guard let enterprise = register.enterprise(id: id), enterprise.status == .active else {
                found.append(.mandateOther(path: "/" + side.rawValue))
                continue
            }
            let roles = mandateScopes.rule(new.scope, on: new.from)?.value.roles(of: side) ?? []
            let isOpen = mandateScopes.isOpen(new.scope, side, on: new.from)
            if !isOpen, !roles.contains(where: { enterprise.holds($0, on: new.from) }) {
                found.append(.mandateRole(new.scope, side, roles))
            }
        }
        return found.map(\.fault)
    }
}

/// A mandate as it was entered, in a form or in JSON, by somebody of one side.
struct MandateInput: Sendable {
    /// Side of whoever enters it.
    var side: Mandate.Side?
    /// Any code of the other enterprise.
    var other = ""
    /// Where that code stood in what was sent.
    var otherPath = "/other"
    var scope = ""
    /// First day; empty for today.
    var from = ""
    /// Last day; empty for no end.
    var to = ""

    /// Reads it, with everything that cannot be read told at once.
    ///
    /// - Parameter own: id of the enterprise of whoever enters it.
    func checked(own: String, in parties: Parties) throws -> NewMandate {
        var found: [InputFault] = []
        if side == nil { found.append(.mandateSide) }
        let known = parties.register.find(code: other)
        if known?.status != .active { found.append(.mandateOther(path: otherPath)) }
        if known?.id == own { found.append(.mandateSelf(path: otherPath)) }
        let kind = MandateScope(rawValue: scope)
        if kind == nil { found.append(.mandateScope) }
        let first = from.isEmpty ? parties.today : Day(from)
        if first == nil { found.append(.mandateDay(path: "/from")) }
        let last = to.isEmpty ? nil : Day(to)
        if !to.isEmpty, last == nil { found.append(.mandateDay(path: "/to")) }
        guard found.isEmpty, let side, let known, let kind, let first else {
            throw PartiesRefusal.input(found.map(\.fault))
        }
        let (grantor, grantee) = side == .grantor ? (own, known.id) : (known.id, own)
        return NewMandate(grantor: grantor, grantee: grantee, scope: kind, from: first, to: last)
    }
}

import Kernel
import Store

/// Grants that end of themselves when the firm is no longer what they need, such as an approval of
/// exporters whose holder has lost its credit level.
extension CaseDesk {
    /// Looks at every grant in force whose service says what has to hold as long as it lasts, and
    /// ends those of firms of which it does not; gives how many. What cannot be told ends nothing.
    @discardableResult
    func endUnfit() async throws -> Int {
        let ids = Set(editions.all.filter { $0.revoke?.lapses != nil }.map(\.id))
        var ended = 0
        for id in ids.sorted() {
            var last = ""
            while !Task.isCancelled {
                let (after, today) = (last, clock.today)
                let found = try await store.read { session in
                    let page = try CaseRows.inForce(
                        id, on: today, after: after, limit: 200, in: session)
                    return (last: page.last?.number, unfit: try page.filter { file in
                        try lapse(of: file, in: session) != nil
                    })
                }
                guard let number = found.last else { break }
                last = number
                for file in found.unfit {
                    // One that cannot be ended holds up no other, and is tried again.
                    do { ended += try await end(file) ? 1 : 0 } catch {
                        report("procedures.clocks", error)
                    }
                }
            }
        }
        if ended > 0 { await standings?.takeIn() }
        return ended
    }

    private func end(_ file: Case) async throws -> Bool {
        try await store.write { session in
            guard let now = try CaseRows.find(file.number, of: file.tenant, in: session),
                let change = try lapse(of: now, in: session),
                let service = try editions.service(of: now, in: session)
            else { return false }
            try carry(change, service, change.file.reason, .rule, in: session)
            return true
        }
    }

    /// How a grant ends because its rule does not hold today; nil while it holds or nobody can
    /// tell.
    private func lapse(of file: Case, in session: Session) throws -> CaseChange? {
        guard file.state == .granted, let standings,
            let service = try editions.service(of: file, in: session),
            let rule = service.revoke, let lapses = rule.lapses
        else { return nil }
        // What the firm was when it applied is kept with the answers; here today counts.
        let answers = file.answers.filter { !service.firmNames.contains($0.key) }
        let rules = Computation(
            service: service, today: clock.today,
            firm: FirmLook(standings: standings, firm: file.tenant, day: clock.today))
        guard rules.holds(lapses.unless, answers) == false else { return nil }
        return CaseMachine(service: service, calendar: calendar, now: clock.now()).lapse(
            file, try SpanRows.all(of: file, in: session), try PartRows.all(of: file, in: session),
            rule)
    }
}

import Journal
import Kernel
import Store
import Web
import Wire

/// Who sits at which desk.
extension CaseDesk {
    /// A seat as somebody asked for it.
    struct SeatRequest: Sendable {
        var body = ""
        var login = ""
        var from = ""
        var to = ""
    }

    func seats() async throws -> [Seat] {
        try await store.read { session in try SeatRows.all(in: session) }
    }

    /// Gives a seat (an administrator), or hands one's own over for a time (an officer).
    @discardableResult
    func give(_ request: SeatRequest, by principal: Principal) async throws -> Seat {
        let today = clock.today
        var faults: [Fault] = []
        if bodies[request.body] == nil { faults.append(SeatFault.body.at("body")) }
        let officer = try await officers(request.login)
        if officer == nil { faults.append(SeatFault.officer.at("login")) }
        if let officer, let body = bodies[request.body], officer.authority != body.authority {
            faults.append(SeatFault.otherAuthority.at("login"))
        }
        let from = request.from.isEmpty ? today : Day(request.from)
        let to = request.to.isEmpty ? nil : Day(request.to)
        if from == nil { faults.append(SeatFault.day.at("from")) }
        if !request.to.isEmpty, to == nil { faults.append(SeatFault.day.at("to")) }
        if let from, let to, to < from { faults.append(SeatFault.period.at("to")) }
        let isOfficer = principal.kind == .officer
        if isOfficer {
            if request.to.isEmpty { faults.append(SeatFault.endless.at("to")) }
            if officer?.id == principal.id { faults.append(SeatFault.yourself.at("login")) }
        }
        let (asked, now) = (faults, clock.now())
        return try await store.write { session in
            // Seats are looked at where the new one is written: of two who hand over to the same
            // person at once, the later one sees what the earlier has done.
            let faults =
                isOfficer
                ? try asked
                    + handOverFaults(
                        request.body, to: officer?.id, from, to, by: principal, in: session)
                : asked
            guard faults.isEmpty, let officer, let from else {
                throw ProceduresRefusal.seat(faults)
            }
            let seat = Seat(
                body: request.body, officer: officer.id, name: officer.name, from: from, to: to,
                insteadOf: isOfficer ? principal.id : "")
            try SeatRows.put(seat, by: principal.id, at: now, in: session)
            try journal.append(
                .init(
                    "procedures.seat-given", actor: principal.id, tenant: "",
                    subjectType: "seat", subject: "\(seat.body)/\(seat.officer)",
                    payload: .object([
                        .init("body", .text(seat.body)), .init("officer", .text(seat.officer)),
                        .init("from", .text(seat.from.text)),
                        .init("to", .optional(seat.to?.text)),
                        .init("insteadOf", .text(seat.insteadOf)),
                    ])), in: session)
            return seat
        }
    }

    /// A hand-over adds to seats and takes nobody's away, and lasts no longer than the own.
    private func handOverFaults(
        _ body: String, to officer: String?, _ from: Day?, _ to: Day?, by principal: Principal,
        in session: Session
    ) throws -> [Fault] {
        let today = clock.today
        var faults: [Fault] = []
        if try !actor(principal, in: session).bodies.contains(body) {
            faults.append(SeatFault.notYours.at("body"))
        }
        guard let officer else { return faults }
        if let from, from < today { faults.append(SeatFault.past.at("from")) }
        let isThere = try SeatRows.of(officer, in: session).contains { seat in
            seat.body == body && seat.from == from && seat.insteadOf != principal.id
        }
        if isThere { faults.append(SeatFault.there.at("login")) }
        let held = try SeatRows.of(principal.id, in: session).filter {
            $0.body == body && $0.holds(on: today)
        }
        if let to, !held.isEmpty, held.allSatisfy({ $0.to != nil }),
            let last = held.compactMap(\.to).max(), last < to
        {
            faults.append(SeatFault.beyondYours(last).at("to"))
        }
        return faults
    }
}

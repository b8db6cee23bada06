import Journal
import Kernel
import Parties
import Plug
import Store
import Wire

/// The gateway in front of a real authority: what is relayed, who sends it, what comes back.
struct Relay: Sendable {
    let plan: RelayPlan
    let intake: RelayIntake
    let receipts: RelayReceipts
    let sender: RelaySender
    private let store: Store
    private let clock: Clock

    struct Needs: Sendable {
        let store: Store
        let clock: Clock
        let identifiers: Identifiers
        let catalogue: MessageCatalogue
        let register: EnterpriseRegister
        let envelopes: EnvelopeForm
        let codes: ExchangeCodes
        let effects: RelayEffects
        let outgoing: OutgoingHTTP
        /// Thousandths of a pause that are waited: spreads what failed together.
        var jitter: @Sendable () -> Int64 = { Int64.random(in: 750...1250) }
    }

    init(_ plan: RelayPlan, _ needs: Needs) {
        self.plan = plan
        store = needs.store
        clock = needs.clock
        intake = RelayIntake(
            plan: plan, catalogue: needs.catalogue, identifiers: needs.identifiers)
        receipts = RelayReceipts(
            store: needs.store, clock: needs.clock, catalogue: needs.catalogue,
            register: needs.register, envelopes: needs.envelopes, codes: needs.codes,
            effects: needs.effects)
        sender = RelaySender(
            plan: plan, store: needs.store, clock: needs.clock, catalogue: needs.catalogue,
            effects: needs.effects, receipts: receipts,
            transports: RelayTransports(
                http: RelayHTTP(
                    outgoing: needs.outgoing, form: needs.envelopes, codes: needs.codes),
                folder: RelayFolder(form: needs.envelopes)),
            breakers: RelayBreakers(plan, jitter: needs.jitter), jitter: needs.jitter,
            server: needs.identifiers.next())
    }

    func service(report: @escaping @Sendable (String, any Error) -> Void) -> [Service] {
        guard !plan.sides.isEmpty else { return [] }
        return [Service(name: "declarations.relay") { await sender.run(report: report) }]
    }

    // MARK: For operators

    /// How one far side does.
    struct Standing: Sendable {
        let side: RelayPlan.FarSide
        let queue: RelayOutbox.Queue
        let breaker: RelayBreaker.State
        /// Why the last attempt came to nothing; empty when it did not.
        let trouble: String
        /// Latest first.
        let refused: [RelayOutbox.Message]
        /// Messages from there that belong to nothing here.
        let unmatched: Int64
        /// Senders it does not let in, longest first.
        let parked: [RelayParked.Sender]
        /// Answered there, and not noted here yet.
        let unnoted: [RelayOutbox.Message]
        /// What came from there and could not be taken, oldest first.
        let dead: [RelayArrivals.Dead]
    }

    func standings() async throws -> [Standing] {
        guard !plan.sides.isEmpty else { return [] }
        let now = clock.now()
        return try await store.read { session in
            try plan.sides.map { side in
                let breaker = sender.breakers[side.name]
                return Standing(
                    side: side, queue: try RelayOutbox.queue(for: side.name, in: session),
                    breaker: breaker.state(at: now), trouble: breaker.lastTrouble,
                    refused: try RelayOutbox.refused(by: side.name, limit: 50, in: session),
                    unmatched: try RelayArrivals.unmatched(from: side.name, in: session),
                    parked: try RelayParked.all(at: side.name, limit: 50, in: session),
                    unnoted: try RelayOutbox.unnoted(
                        for: side.name, at: nil, limit: 50, in: session),
                    dead: try RelayArrivals.dead(from: side.name, limit: 50, in: session))
            }
        }
    }

    /// Lets everything that waits for a far side be tried now.
    func sendNow(_ name: String) async throws {
        guard plan.side(named: name) != nil else { throw RelayRefusal.noSuchSide(name) }
        sender.breakers[name].reset()
        try await store.write { session in
            try RelayParked.free(at: name, in: session)
            try RelayOutbox.hurry(name, at: clock.now(), in: session)
        }
    }

    /// Takes once more what came from a far side and could not be taken.
    ///
    /// - Parameter digest: hex of the SHA-256 of its bytes, as the standing names it.
    func takeAgain(_ digest: String, from name: String) async throws -> RelayReceipts.Outcome {
        guard let side = plan.side(named: name) else { throw RelayRefusal.noSuchSide(name) }
        let bytes = try await store.read { session in
            try RelayArrivals.dead(digest, from: name, in: session)
        }
        guard let bytes else { throw RelayRefusal.noSuchMessage }
        return try await receipts.takeOrPark(bytes, from: side)
    }

    /// Puts a message that was refused into the queue once more.
    func sendAgain(_ id: Int64, by actor: String) async throws {
        try await store.write { session in
            guard let (message, state) = try RelayOutbox.find(id, in: session) else {
                throw RelayRefusal.noSuchMessage
            }
            guard state == .refused else { throw RelayRefusal.notRefused }
            guard plan.side(named: message.far) != nil else {
                throw RelayRefusal.noSuchSide(message.far)
            }
            let cases = try RelayCases.of(message: id, in: session)
            guard try cases.contains(where: { try sender.effects.mayBeSentAgain($0, in: session) })
            else { throw RelayRefusal.sentAnew }
            try sender.effects.again(message, in: session)
            try sender.effects.journal.append(
                Draft(
                    "declarations.relay-again", actor: actor, tenant: message.tenant,
                    subjectType: "relay", subject: String(id),
                    payload: .object([
                        .init("far", .text(message.far)), .init("type", .text(message.type)),
                    ])), in: session)
        }
    }

    /// Takes what a far side delivers: its account is the enterprise whose key is used.
    func deliver(_ bytes: [UInt8], by enterprise: Enterprise) async throws
        -> RelayReceipts.Outcome
    {
        guard
            let side = plan.sides.first(where: { side in
                side.account.map { enterprise.codes.contains($0) } ?? false
            })
        else { throw RelayRefusal.noAccount }
        guard receipts.isWord(bytes) else { throw RelayRefusal.noReceipt }
        return try await receipts.takeOrPark(bytes, from: side)
    }
}

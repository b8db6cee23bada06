internal import Evidence
import Journal
import Kernel
import Store
import Web
import Wire

/// Seals legal events, shows them to those they concern, and checks a proof for anybody.
struct EventDesk: Sendable {
    /// An event under its number.
    struct Sealed: Sendable, Hashable {
        let number: Int64
        let event: LegalEvent
    }

    let store: Store
    let proofs: ProofDesk
    let reader: LogReader
    let clock: Clock
    let table: LegalEventTable
    /// What entries say, in words.
    let names: EventNames

    /// Sealed events, as the log takes them.
    static let source = LogSource("legal.event") { number, limit, session in
        try EventTable.after(number, limit: limit, in: session).map {
            LogSource.Record(number: $0.number, event: $0.event)
        }
    }

    /// Seals what the journal tells, once each: the checkpoint moves with the rows.
    var subscriber: Subscriber {
        let (store, table) = (store, table)
        return Subscriber(name: "proofs.events", kinds: table.kinds) { entries, advance in
            try await store.write { session in
                try advance(session)
                for entry in entries where table.covers(entry) {
                    try EventTable.insert(
                        LegalEvent(entry), number: try LogSource.nextNumber(in: session),
                        in: session)
                }
            }
        }
    }

    /// Events of the visitor's enterprise that he may look at, the newest first. Each kind is read
    /// by whoever reads its papers: nobody learns here what another room keeps from him.
    func events(for visitor: Principal?, before number: Int64, limit: Int) async throws
        -> [Sealed]
    {
        guard let visitor, !visitor.enterprise.isEmpty else { return [] }
        let kinds = table.kinds(for: visitor)
        guard !kinds.isEmpty else { return [] }
        return try await store.read { session in
            try EventTable.of(
                visitor.enterprise, kinds: kinds, before: number, limit: limit, in: session
            ).map { Sealed(number: $0.number, event: $0.event) }
        }
    }

    /// - Throws: `ProofsRefusal.noSuchEvent`, also for one of others and one that the visitor may
    ///   not look at.
    func event(_ number: Int64, for visitor: Principal?) async throws -> Sealed {
        guard number < .max,
            let found = try await events(for: visitor, before: number + 1, limit: 1).first,
            found.number == number
        else { throw ProofsRefusal.noSuchEvent }
        return found
    }

    /// Proves the fields that are named, and of the others only that they are there.
    ///
    /// - Parameter names: all that may be shown when empty.
    func shown(_ sealed: Sealed, _ names: [String]) async throws -> JSON {
        let known = sealed.event.shown
        guard names.allSatisfy({ name in known.contains { $0.name == name } }) else {
            throw ProofsRefusal.noSuchField(known.map(\.name))
        }
        let asked = known.filter { names.isEmpty || names.contains($0.name) }
        guard
            let proof = try await proofs.disclosure(
                of: sealed.number, asked.map { ($0.name, Array($0.value.utf8)) })
        else { throw ProofsRefusal.notYet }
        return .object([.init("number", .integer(sealed.number))] + proof.members)
    }

    /// Checks a file by the policy this log publishes.
    func check(_ file: [UInt8]) throws -> [ReceiptCheck.Finding] {
        try ReceiptCheck(policy: reader.policy, clock: clock).findings(in: file)
    }
}

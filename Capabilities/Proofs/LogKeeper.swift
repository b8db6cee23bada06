import Evidence
import Kernel
import Store

/// Continues the log: takes the records that are not in it yet, makes entries of them, and signs
/// what is durable. One at a time over a database; of two the later one notices and looks again.
actor LogKeeper {
    /// Records of one step, at most.
    static let most = 4096

    let store: Store
    let source: LogSource
    let keys: LogKeys
    let policy: PublicationPolicy
    let round: WitnessRound
    private var edge: LogEdge?
    private var isBusy = false

    init(
        store: Store, source: LogSource, keys: LogKeys, policy: PublicationPolicy,
        round: WitnessRound
    ) {
        self.store = store
        self.source = source
        self.keys = keys
        self.policy = policy
        self.round = round
    }

    /// Makes the log where there is none, and holds against what was signed what is stored. Throws
    /// a `LogFault` where they differ.
    func begin() async throws {
        let own = keys.keys
        if try await store.read({ try LogTable.state(in: $0) }) == nil {
            try await store.write {
                try LogTable.begin(emptyRoot: TreeHash.emptyRoot.bytes, in: $0)
            }
        }
        edge = try await store.read { try LogEdge.load(own, in: $0) }
    }

    /// Takes everything into the log that is there now. What comes meanwhile waits for the next
    /// time, so that many records share a transaction and a signature.
    func catchUp() async throws {
        let last = try await store.read { try LogSource.lastNumber(in: $0) }
        while edge?.state.source ?? 0 < last, try await step() {}
    }

    /// One step; true when there may be more at once.
    func step() async throws -> Bool {
        guard !isBusy else { return false }
        isBusy = true
        defer { isBusy = false }
        let (own, source) = (keys.keys, source)
        let last = edge
        let found = try await store.read { session in
            var edge = last
            let state = try LogTable.state(in: session)
            if edge?.state.size != state?.size { edge = try LogEdge.load(own, in: session) }
            if let state { edge?.state = state }
            return (
                edge: edge,
                records: try source.after(edge?.state.source ?? 0, LogKeeper.most, session)
            )
        }
        edge = found.edge
        guard let edge, !found.records.isEmpty else { return false }
        let batch = try LogBatch(edge, found.records)
        let note = policy.isMetAlone ? try sign(batch.edge) : nil
        let done = try await store.write { session in try batch.write(note, in: session) }
        self.edge = done ? batch.edge : nil
        if done, let note {
            self.edge?.state.published = batch.edge.state.size
            self.edge?.state.note = note
        }
        // A source may give fewer than there are.
        return true
    }

    /// Has the newest checkpoint cosigned, where the policy asks for that, and publishes it. Gives
    /// what kept it from being published.
    func publish() async throws -> EvidenceRefusal? {
        guard let edge, !policy.isMetAlone, edge.state.published < edge.state.size else {
            return nil
        }
        let note = try keys.sign(
            Checkpoint(origin: keys.origin, size: edge.state.size, root: edge.tree.root))
        let cosigned = try await round.cosigned(note, size: edge.state.size)
        do throws(EvidenceRefusal) {
            _ = try policy.trust.checkpoint(in: cosigned)
        } catch {
            return error
        }
        let size = edge.state.size
        try await store.write { try LogTable.publish(cosigned.bytes, size: size, in: $0) }
        return nil
    }

    private func sign(_ edge: LogEdge) throws -> [UInt8] {
        try keys.sign(
            Checkpoint(origin: keys.origin, size: edge.state.size, root: edge.tree.root)
        ).bytes
    }
}

/// Entries that are added together, and what has to be written for them.
struct LogBatch: Sendable {
    private let before: LogTable.State
    private let bundles: [LogBundle]
    private let tiles: [Tile]
    private(set) var edge: LogEdge

    init(_ edge: LogEdge, _ records: [LogSource.Queued]) throws {
        before = edge.state
        var edge = edge
        var bundles: [LogBundle] = []
        for queued in records {
            let record = queued.record
            let secret = LeafSecret.fresh()
            let entry = try Leaf(
                kind: queued.kind, at: record.at, fields: record.fields.map { ($0.name, $0.value) },
                secret: secret
            ).bytes
            edge.tree.append(.leaf(entry))
            edge.bundle.add(entry, source: record.number, secret: secret.bytes)
            guard edge.bundle.isFull else { continue }
            bundles.append(edge.bundle)
            edge.bundle = LogBundle(number: edge.bundle.number + 1)
        }
        if edge.bundle.count > 0 { bundles.append(edge.bundle) }
        tiles = edge.tree.takeTiles()
        edge.state.size = edge.tree.size
        edge.state.root = edge.tree.root.bytes
        edge.state.source = records.last?.record.number ?? edge.state.source
        self.bundles = bundles
        self.edge = edge
    }

    /// Everything at once: entries, hashes, where the log stands, and the checkpoint if there is
    /// one to publish. False when somebody else has continued the log: then nothing is written.
    func write(_ note: [UInt8]?, in session: Session) throws -> Bool {
        guard try LogTable.advance(before, to: edge.state, in: session) else { return false }
        for bundle in bundles { try LogTable.put(bundle, in: session) }
        for tile in tiles {
            guard case .hashes(let level) = tile.name.kind else { continue }
            try LogTable.put(
                level: level, number: tile.name.index, hashes: tile.bytes, in: session)
        }
        if let note { try LogTable.publish(note, size: edge.state.size, in: session) }
        return true
    }
}

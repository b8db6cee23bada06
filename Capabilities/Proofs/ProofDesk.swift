internal import Evidence
import Kernel
internal import Secrets
public import Store
public import Wire

/// Proves that a record is in the log.
public struct ProofDesk: Sendable {
    let store: Store

    /// - Parameter store: with the tables of this room.
    public init(store: Store) { self.store = store }

    /// Where the log stands, for people.
    public struct Standing: Sendable, Hashable {
        /// Entries, and those of them that the published checkpoint covers.
        public var size: Int
        public var published: Int
        /// The published checkpoint as text; empty before the first.
        public var checkpoint: String
    }

    /// What ties one record to a published checkpoint.
    public struct Proof: Sendable, Hashable {
        /// Place of the entry, from 0, and entries under the checkpoint.
        public let index: Int
        public let size: Int
        /// The entry: canonical JSON with salted hashes.
        public let leaf: [UInt8]
        /// Salt under which the content was hashed, 16 bytes.
        public let salt: [UInt8]
        /// A proof file (C2SP tlog-proof): place, hashes, signed checkpoint.
        public let file: [UInt8]

        /// As a receipt carries it.
        public var json: JSON {
            .object([
                .init("leaf", .text(String(decoding: leaf, as: UTF8.self))),
                .init("salt", .text(Digest.hex(salt))),
                .init("log", .text(String(decoding: file, as: UTF8.self))),
            ])
        }
    }

    /// The proofs of records, by their number; none for those that no published checkpoint covers
    /// yet.
    public func proofs(of numbers: [Int64]) async throws -> [Int64: Proof] {
        guard !numbers.isEmpty else { return [:] }
        return try await store.read { session in
            guard let state = try LogTable.state(in: session), state.published > 0 else {
                return [:]
            }
            let note = try SignedNote(bytes: state.note)
            var found: [Int64: (index: Int, bundle: LogBundle)] = [:]
            var bundle: LogBundle?
            for number in numbers.sorted() {
                if bundle?.index(of: number) == nil {
                    bundle = try LogTable.bundle(ofSource: number, in: session)
                }
                guard let bundle, let place = bundle.index(of: number) else { continue }
                let index = bundle.number * LogBundle.fullCount + place
                if index < state.published { found[number] = (index, bundle) }
            }
            var names: Set<TileName> = []
            for place in found.values {
                names.formUnion(
                    TileSet.namesForInclusion(of: place.index, size: state.published))
            }
            let set = try LogShelf.set(names, size: state.published, in: session)
            return try found.mapValues { try proof($0.index, $0.bundle, set, note) }
        }
    }

    /// Shows fields of a record and proves them, and of its other fields only that they are there;
    /// nil while no published checkpoint covers it.
    ///
    /// - Parameter values: each field as it was logged.
    public func disclosure(
        of number: Int64, _ values: [(field: String, value: [UInt8])]
    ) async throws -> JSON? {
        guard let proof = try await proofs(of: [number])[number] else { return nil }
        let secret = try await store.read { session -> LeafSecret? in
            let bundle = try LogTable.bundle(ofSource: number, in: session)
            guard let bundle, let place = bundle.index(of: number) else { return nil }
            return LeafSecret(bundle.secret(place))
        }
        guard let secret else { return nil }
        let shown = values.map { one in
            let disclosure = Disclosure(field: one.field, value: one.value, secret: secret)
            return JSON.object([
                .init("field", .text(one.field)),
                .init("value", .text(String(decoding: one.value, as: UTF8.self))),
                .init("salt", .text(Digest.hex(disclosure.salt))),
            ])
        }
        let names = Set(values.map(\.field))
        let withheld = try Leaf(bytes: proof.leaf).digests.keys.filter { !names.contains($0) }
        return .object([
            .init("disclosed", .array(shown)),
            .init("withheld", .array(withheld.sorted().map { .text($0) })),
            .init(
                "proof",
                .object([
                    .init("leaf", .text(String(decoding: proof.leaf, as: UTF8.self))),
                    .init("log", .text(String(decoding: proof.file, as: UTF8.self))),
                ])),
        ])
    }

    private func proof(
        _ index: Int, _ bundle: LogBundle, _ set: TileSet, _ note: SignedNote
    ) throws -> Proof {
        let place = index % LogBundle.fullCount
        guard let secret = LeafSecret(bundle.secret(place)) else {
            throw StoreFault.shape("secret of entry \(index)")
        }
        return Proof(
            index: index, size: set.size, leaf: bundle.entry(place),
            salt: Disclosure(field: LogSource.field.text, value: [], secret: secret).salt,
            file: LogProof(try set.inclusion(of: index), note: note).bytes)
    }

    /// Where the log stands now.
    public func standing() async throws -> Standing {
        let state = try await store.read { try LogTable.state(in: $0) }
        return Standing(
            size: state?.size ?? 0, published: state?.published ?? 0,
            checkpoint: String(decoding: state?.note ?? [], as: UTF8.self))
    }
}

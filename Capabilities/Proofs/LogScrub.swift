import Evidence
import Kernel
import Plug
import Store

/// Builds the log again from its entries and compares every byte, and every record with its entry.
struct LogScrub: Sendable {
    let source: LogSource
    /// Keys of the log; empty where there are none to compare with.
    let keys: [NoteKey]

    var scrub: Scrub {
        Scrub("proofs.log", Localized(zh: "存证日志", en: "evidence log"), run: run)
    }

    private func run(_ store: Store) async throws -> Scrub.Findings {
        var findings = Scrub.Findings()
        guard let state = try await store.read({ try LogTable.state(in: $0) }) else {
            return findings
        }
        var tree = GrowingTree()
        var number = 0
        while tree.size < state.size {
            let wanted = number
            let soFar = tree
            let step = try await store.read { session in
                try bundle(wanted, of: state.size, soFar, in: session)
            }
            guard let step else {
                findings.mismatches.append(mismatch("\(number)", Self.noBundle))
                return findings
            }
            tree = step.tree
            findings.checked += step.count
            findings.mismatches += step.mismatches
            number += 1
        }
        let end = tree
        findings.mismatches += try await store.read { session in
            try self.end(state, end, in: session)
        }
        return findings
    }

    private struct Step: Sendable {
        var tree: GrowingTree
        var count: Int
        var mismatches: [Scrub.Mismatch] = []
    }

    private func bundle(
        _ number: Int, of size: Int, _ tree: GrowingTree, in session: Session
    ) throws -> Step? {
        let width = min(LogBundle.fullCount, size - number * LogBundle.fullCount)
        guard let bundle = try LogTable.bundle(number, in: session), bundle.count >= width else {
            return nil
        }
        var step = Step(tree: tree, count: width)
        // A record that is gone leaves its number out; the entry then has nothing to stand for.
        let records = try source.whole(after: bundle.source(0) - 1, width, in: session)
        let byNumber = Dictionary(
            records.map { ($0.record.number, $0.record) }, uniquingKeysWith: { first, _ in first })
        for place in 0..<width {
            let entry = bundle.entry(place)
            step.tree.append(.leaf(entry))
            let subject = "\(number * LogBundle.fullCount + place)"
            guard let record = byNumber[bundle.source(place)] else {
                step.mismatches.append(mismatch(subject, Self.noRecord))
                continue
            }
            guard let leaf = try? Leaf(bytes: entry),
                let secret = LeafSecret(bundle.secret(place)),
                record.fields.count == leaf.digests.count,
                record.fields.allSatisfy({ field in
                    (try? leaf.verify(
                        Disclosure(field: field.name.text, value: field.value, secret: secret)))
                        != nil
                })
            else {
                step.mismatches.append(mismatch(subject, Self.otherRecord))
                continue
            }
        }
        for tile in step.tree.takeTiles() {
            guard try LogShelf.tile(tile.name, in: session) != tile else { continue }
            step.mismatches.append(mismatch(tile.name.path, Self.otherTile))
        }
        return step
    }

    private func end(
        _ state: LogTable.State, _ tree: GrowingTree, in session: Session
    ) throws -> [Scrub.Mismatch] {
        var found: [Scrub.Mismatch] = []
        if tree.root.bytes != state.root { found.append(mismatch("\(state.size)", Self.otherRoot)) }
        guard !keys.isEmpty else { return found }
        do {
            _ = try LogEdge.load(keys, in: session)
        } catch let fault as LogFault {
            found.append(mismatch("\(state.published)", fault.words))
        }
        return found
    }

    private func mismatch(_ subject: String, _ what: Localized) -> Scrub.Mismatch {
        Scrub.Mismatch(subject, what)
    }

    private static let noBundle = Localized(
        zh: "缺少这一组条目", en: "the entries of this bundle are missing")
    private static let noRecord = Localized(
        zh: "条目所证明的记录不存在", en: "the record of this entry is missing")
    private static let otherRecord = Localized(
        zh: "记录与存证条目不符", en: "the record is not the one that was logged")
    private static let otherTile = Localized(
        zh: "分块与条目不符", en: "the tile does not follow from the entries")
    private static let otherRoot = Localized(
        zh: "根哈希与条目不符", en: "the root does not follow from the entries")
}

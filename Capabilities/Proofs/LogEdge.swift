import Evidence
import Kernel
import Store

/// The end of the log at which it grows: what has to be in memory to go on.
struct LogEdge: Sendable {
    var state: LogTable.State
    var tree: GrowingTree
    /// The bundle that is not yet full.
    var bundle: LogBundle

    /// Reads the end and computes it again: the tiles of the edge must give the root that is noted,
    /// the last entries their hashes, and the tree the checkpoint that was signed.
    ///
    /// - Parameter keys: of the log; the published checkpoint must bear the signature of one.
    static func load(_ keys: [NoteKey], in session: Session) throws -> LogEdge {
        guard let state = try LogTable.state(in: session), let root = TreeHash(state.root) else {
            throw inconsistent(zh: "缺少状态记录", en: "the row of its state is missing")
        }
        let names = TileName.edge(ofSize: state.size)
        let tiles = try names.compactMap { try LogShelf.tile($0, in: session) }
        guard let tree = try? GrowingTree(size: state.size, edge: tiles), tree.root == root else {
            throw inconsistent(zh: "右边缘的根哈希不同", en: "the root of its edge differs")
        }
        let number = state.size / LogBundle.fullCount
        let width = state.size % LogBundle.fullCount
        let bundle =
            width == 0
            ? LogBundle(number: number)
            : try LogTable.bundle(number, in: session) ?? LogBundle(number: number)
        guard bundle.count == width else {
            throw inconsistent(zh: "条目数不同", en: "the number of entries differs")
        }
        let hashes = tiles.first { $0.name.kind == .hashes(level: 0) }?.hashes ?? []
        guard hashes.count == width,
            (0..<width).allSatisfy({ TreeHash.leaf(bundle.entry($0)) == hashes[$0] })
        else { throw inconsistent(zh: "条目与其哈希不符", en: "entries do not fit their hashes") }
        try check(state, keys, in: session)
        return LogEdge(state: state, tree: tree, bundle: bundle)
    }

    /// Whether what was signed is what is stored.
    private static func check(
        _ state: LogTable.State, _ keys: [NoteKey], in session: Session
    ) throws {
        guard state.published > 0 else { return }
        guard state.published <= state.size else {
            throw inconsistent(
                zh: "已签名 \(state.published) 条，仅存 \(state.size) 条",
                en: "\(state.published) entries are signed, \(state.size) stored")
        }
        guard let note = try? SignedNote(bytes: state.note),
            (try? note.verified(by: keys))?.isEmpty == false
        else { throw LogFault.otherKeys }
        let set = try LogShelf.set(
            TileSet.namesForRoot(size: state.published), size: state.published, in: session)
        guard let checkpoint = try? Checkpoint(text: note.text),
            checkpoint.size == state.published, let root = try? set.root(),
            checkpoint.root == root
        else { throw inconsistent(zh: "已签名的根哈希不同", en: "the signed root differs") }
    }

    private static func inconsistent(zh: String, en: String) -> LogFault {
        .inconsistent(Localized(zh: zh, en: en))
    }
}

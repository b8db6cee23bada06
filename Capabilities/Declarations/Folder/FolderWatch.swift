import FoundationEssentials
import Journal
import Kernel
import Parties
import Store
import Synchronization

/// Takes messages that are dropped into a folder and writes receipts into another: for senders
/// whose systems speak files.
///
/// A file is lodged first and moved afterwards. What a crash leaves in its place is lodged again
/// and found to be a repeat.
struct FolderWatch: Sendable {
    let inbox: FolderInbox?
    let outbox: FolderOutbox?
    let register: EnterpriseRegister
    let envelopes: EnvelopeDoor
    let store: Store
    let clock: Clock
    private let memory = Memory()
    private let files: FolderPatience<FolderInbox.Found>
    private let outFolders: FolderPatience<FolderName>

    /// What the last look has found.
    private final class Memory: Sendable {
        let known = Mutex<Set<FolderInbox.Found>>([])
    }

    /// - Parameters:
    ///   - inbox: folder with a folder per enterprise, named by one of its codes; nil for none.
    ///   - outbox: folder receipts are written to, in the same order; nil for none.
    ///   - now: monotonic nanoseconds, by which pauses are counted.
    init(
        inbox: String?, outbox: String?, register: EnterpriseRegister, envelopes: EnvelopeDoor,
        store: Store, clock: Clock, now: @escaping @Sendable () -> UInt64 = Stopwatch.nanoseconds
    ) {
        files = FolderPatience(now: now)
        outFolders = FolderPatience(now: now)
        self.inbox = inbox.map(FolderInbox.init)
        self.outbox = outbox.map(FolderOutbox.init)
        self.register = register
        self.envelopes = envelopes
        self.store = store
        self.clock = clock
    }

    /// Looks each second until the task is cancelled; `report` is told of every fault. What fails
    /// is tried again after a pause of its own; only when nothing can be looked at does the pause
    /// between looks grow, to half a minute.
    func run(report: @escaping @Sendable (String, any Error) -> Void) async {
        guard inbox != nil || outbox != nil else { return }
        var pause: UInt64 = 1_000_000_000
        while !Task.isCancelled {
            do {
                try await makeRoots()
                for trouble in try await look() { report("declarations.folder", trouble) }
                pause = 1_000_000_000
            } catch {
                report("declarations.folder", error)
                pause = min(pause * 2, 30_000_000_000)
            }
            try? await Task.sleep(nanoseconds: pause)
        }
    }

    private func makeRoots() async throws {
        let paths = [inbox?.path, outbox?.path].compactMap { $0 }
        try await OwnThread.run {
            for path in paths {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true)
            }
        }
    }

    /// One look; the first fault is thrown at its end.
    func poll() async throws {
        if let trouble = try await look().first { throw trouble }
    }

    /// Takes what is complete and writes what receipts there are. A file or folder that cannot be
    /// dealt with now stays and does not keep the others from their turn. Gives what went wrong.
    private func look() async throws -> [any Error] {
        var folders: [FolderName] = []
        var troubles: [any Error] = []
        if let inbox {
            let known = memory.known.withLock { $0 }
            let scan = try await OwnThread.run { try inbox.scan(after: known) }
            memory.known.withLock { $0 = scan.known }
            files.forget(allBut: scan.known)
            folders = scan.folders
            let due = scan.ready.filter { files.isDue($0) }
            let byFolder = Dictionary(grouping: due, by: \.folder)
            // Enterprises do not wait for one another; the files of one keep their order.
            troubles = await withTaskGroup(of: [any Error].self) { group in
                for files in byFolder.values {
                    group.addTask { await take(files, from: inbox) }
                }
                return await group.reduce([]) { $0 + $1 }
            }
        }
        if let outbox { troubles += try await writeReceipts(outbox, folders) }
        return troubles
    }

    private func take(_ found: [FolderInbox.Found], from inbox: FolderInbox) async -> [any Error] {
        var troubles: [any Error] = []
        for file in found {
            if Task.isCancelled { break }
            do {
                try await take(file, from: inbox)
                files.succeeded(file)
            } catch {
                files.failed(file)
                troubles.append(error)
            }
        }
        return troubles
    }

    private func take(_ file: FolderInbox.Found, from inbox: FolderInbox) async throws {
        let now = clock.now()
        do {
            let enterprise = try enterprise(of: file.folder)
            switch try await OwnThread.run({ try inbox.read(file) }) {
            case .notYet: return
            case .refused(let refusal): throw refusal
            case .message(let bytes):
                try await lodge(bytes, of: file, for: enterprise, in: inbox, at: now)
            }
        } catch let refusal as any Refusal where refusal.status < 500 {
            // What is our trouble (a full disk, say) is not the file's: that one stays.
            let receipt = (refusal as? DeclarationsRefusal)?.receipt
            try await OwnThread.run {
                try inbox.refuse(file, refusal, receipt: receipt, at: now)
            }
        }
    }

    /// Lodges a message, in an envelope or without, and files it with its answer. Why an envelope
    /// is not taken is told by an answer of its protocol as well.
    private func lodge(
        _ bytes: [UInt8], of file: FolderInbox.Found, for enterprise: Enterprise,
        in inbox: FolderInbox, at now: Instant
    ) async throws {
        let sender = Gateway.Sender(enterprise: enterprise, actor: "folder", channel: .folder)
        do {
            let answer = try await envelopes.take(bytes, from: sender)
            try await OwnThread.run { try inbox.fileAway(file, answer: answer, at: now) }
        } catch let refusal as any Refusal
            where refusal.status < 500 && envelopes.form.kind(of: bytes) != nil
        {
            let answer = envelopes.answer(to: bytes, refusedFor: refusal, from: sender)
            let receipt = (refusal as? DeclarationsRefusal)?.receipt
            try await OwnThread.run {
                try inbox.refuse(file, refusal, receipt: receipt, answer: answer, at: now)
            }
        }
    }

    private func enterprise(of folder: FolderName) throws(FolderRefusal) -> Enterprise {
        guard let enterprise = register.find(code: folder.text) else {
            throw .unknownEnterprise(folder: folder.text)
        }
        guard enterprise.status == .active else { throw .suspended(folder: folder.text) }
        return enterprise
    }

    private func writeReceipts(_ outbox: FolderOutbox, _ folders: [FolderName]) async throws
        -> [any Error]
    {
        // Folders of strangers get none.
        let wanted = folders.filter { register.find(code: $0.text) != nil }
        var troubles: [any Error] = []
        for folder in try await OwnThread.run({ try outbox.folders(and: wanted) })
        where outFolders.isDue(folder) {
            guard let enterprise = register.find(code: folder.text) else { continue }
            do {
                try await writeReceipts(outbox, of: enterprise, to: folder)
                outFolders.succeeded(folder)
            } catch {
                outFolders.failed(folder)
                troubles.append(error)
            }
        }
        return troubles
    }

    private func writeReceipts(
        _ outbox: FolderOutbox, of enterprise: Enterprise, to folder: FolderName
    ) async throws {
        guard var position = try await OwnThread.run({ try outbox.position(of: folder) }) else {
            return
        }
        let wrapping = try await OwnThread.run { try outbox.wantsEnvelopes(folder) }
        while !Task.isCancelled {
            let from = position
            let receipts = try await store.read {
                try ReceiptBook.after(from, of: enterprise.id, limit: 200, in: $0)
            }
            guard let last = receipts.last else { break }
            let written = wrapping ? receipts.map { wrapped($0, for: enterprise) } : receipts
            try await OwnThread.run { try outbox.write(written, to: folder) }
            position = last.sequence
        }
    }

    /// An enterprise without a DXP number has no address for an envelope: it gets the bare receipt.
    private func wrapped(_ receipt: ReceiptBook.Receipt, for enterprise: Enterprise)
        -> ReceiptBook.Receipt
    {
        var receipt = receipt
        let wrapper = ReceiptEnvelope(
            form: envelopes.form, codes: envelopes.codes, catalogue: envelopes.gateway.catalogue)
        receipt.body = wrapper.wrap(receipt, to: enterprise) ?? receipt.body
        return receipt
    }
}

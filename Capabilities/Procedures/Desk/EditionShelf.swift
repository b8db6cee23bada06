import Kernel
import Secrets
import Store
import Synchronization

/// Every text of a service that applications go on under: the files of today, and those that were
/// changed or taken away since, as the database has kept them.
final class EditionShelf: Sendable {
    private struct State {
        /// Texts that are no file of today.
        var kept: [String: ServiceFile] = [:]
        /// Digests that are known to be in the database.
        var stored: Set<String> = []
    }

    private let catalogue: ServiceCatalogue
    private let register: ServiceRegister
    private let today: [String: ServiceFile]
    private let state = Mutex(State())

    init(catalogue: ServiceCatalogue, register: ServiceRegister) {
        self.catalogue = catalogue
        // A document that has left the register of policies since must not strand anybody.
        var register = register
        register.documents = nil
        register.inForce = [:]
        self.register = register
        today = Dictionary(
            catalogue.services.map { (Self.digest($0.source), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func digest(_ text: [UInt8]) -> String { Digest.hex(Digest.sha256(text)) }

    /// By what an application knows the text it was begun under.
    func digest(of service: ServiceFile) -> String { Self.digest(service.source) }

    /// Files of today and kept texts, those of one service in the order of their first days.
    var all: [ServiceFile] {
        (catalogue.services + state.withLock { Array($0.kept.values) })
            .sorted { ($0.id, $0.from) < ($1.id, $1.from) }
    }

    /// The newest text of a service, whether it is still offered or not.
    func latest(
        _ id: String, where fits: (ServiceFile) -> Bool = { _ in true }
    ) -> ServiceFile? {
        func isMeant(_ service: ServiceFile) -> Bool {
            service.id.utf8.elementsEqual(id.utf8) && fits(service)
        }
        return catalogue.services.last(where: isMeant) ?? all.last(where: isMeant)
    }

    /// What an application goes on under, as far as it is in memory.
    func known(_ file: Case) -> ServiceFile? {
        today[file.editionDigest]
            ?? state.withLock { $0.kept[file.editionDigest] }
    }

    /// What an application goes on under; nil when its text is not there or cannot be read, which
    /// the start has told of. Another server may have begun it under a file that this one lacks.
    func service(of file: Case, in session: Session) throws -> ServiceFile? {
        if let known = known(file) { return known }
        guard let kept = try EditionRows.find(file.editionDigest, in: session) else { return nil }
        do throws(ServiceFaults) { return try take(kept) } catch { return nil }
    }

    /// Keeps the text that an application is begun under, in the transaction that begins it.
    func keep(
        _ service: ServiceFile, _ digest: String, at now: Instant, in session: Session
    ) throws {
        guard !state.withLock({ $0.stored.contains(digest) }) else { return }
        try EditionRows.keep(kept(service, digest), at: now, in: session)
    }

    /// That a text is in the database for good: only after the commit.
    func noteStored(_ digest: String) {
        state.withLock { _ = $0.stored.insert(digest) }
    }

    func kept(_ service: ServiceFile, _ digest: String) -> EditionRows.Kept {
        EditionRows.Kept(
            digest: digest, service: service.id, from: service.from,
            text: String(decoding: service.source, as: UTF8.self))
    }

    /// Whether a text is a file of today.
    func isOffered(_ digest: String) -> Bool { today[digest] != nil }

    /// Takes a kept text into memory.
    @discardableResult
    func take(_ kept: EditionRows.Kept) throws(ServiceFaults) -> ServiceFile {
        if let service = today[kept.digest] { return service }
        let service = try ServiceReader.read(
            Array(kept.text.utf8), path: "\(kept.service).\(kept.from.text).yaml",
            register: register, isKept: true)
        state.withLock { $0.kept[kept.digest] = service }
        return service
    }
}

// MARK: The start

extension CaseDesk {
    /// Reads every kept text into memory.
    ///
    /// - Returns: what the operator has to know: texts that are no file any more with applications
    ///   under way, and those that cannot be read.
    func readEditions() async throws -> [Localized] {
        let found = try await store.read { session in
            (kept: try EditionRows.all(in: session), stays: try EditionRows.stays(in: session))
        }
        var faults: [String: ServiceFaults] = [:]
        for text in found.kept {
            editions.noteStored(text.digest)
            do { try editions.take(text) } catch { faults[text.digest] = error }
        }
        let texts = Set(found.kept.map(\.digest))
        let staying = Set(found.stays.map(\.digest))
        // A text that cannot be read is told of although nothing is open under it: what was granted
        // cannot be looked up.
        let idle = found.kept.filter { faults[$0.digest] != nil && !staying.contains($0.digest) }
            .map {
                EditionRows.Stay(digest: $0.digest, service: $0.service, from: $0.from, open: 0)
            }
        return (found.stays + idle).compactMap { stay in
            if editions.isOffered(stay.digest) { return nil }
            if let fault = faults[stay.digest] { return EditionWords.lost(stay, fault) }
            guard texts.contains(stay.digest) else { return EditionWords.lost(stay, nil) }
            return EditionWords.goesOn(stay)
        }
    }
}

/// What the start says of editions.
enum EditionWords {
    static let unreadable = Localized(zh: "文本读不到", en: "Text cannot be read")
    static let putBack = Localized(
        zh: "运行单位须恢复该版本的事项文件并重新启动；申请没有改动。",
        en: "The operator has to put the file of its edition back and start again; the application "
            + "is unchanged.")

    static func goesOn(_ stay: EditionRows.Stay) -> Localized {
        Localized(
            zh: "事项 \(stay.service)（\(stay.from.text) 起的版本）的文件已改动或移除；"
                + "\(stay.open) 件未办结的申请按受理时的文本继续办理",
            en: "the file of the service \(stay.service) (edition of \(stay.from.text)) was "
                + "changed or taken away; \(stay.open) open applications go on under the text "
                + "they were begun under")
    }

    static func lost(_ stay: EditionRows.Stay, _ faults: ServiceFaults?) -> Localized {
        let why = faults.map { "\n" + $0.description } ?? ""
        return Localized(
            zh: "事项 \(stay.service)（\(stay.from.text) 起的版本）的文本读不到，"
                + "其申请（未办结 \(stay.open) 件）不能办理：请恢复该版本的文件",
            en: "the text of the service \(stay.service) (edition of \(stay.from.text)) cannot be "
                + "had; its applications (\(stay.open) open) cannot go on: put the file back\(why)")
    }
}

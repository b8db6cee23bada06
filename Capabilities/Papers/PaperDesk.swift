public import Kernel
public import Paper
public import Proofs
internal import Secrets
public import Store
internal import Wire

/// Issues papers, sets them, and finds them again by their code. Handed to every room that has
/// something to hand out.
public struct PaperDesk: Sendable, Withheld {
    let store: Store
    let clock: Clock
    /// Makes the codes: without it nobody guesses one.
    private let key: [UInt8]
    private let origin: PaperOrigin
    private let press: PaperPress
    private let proofs: ProofDesk

    public init(
        store: Store, clock: Clock, key: [UInt8], address: String, press: PaperPress = PaperPress()
    ) {
        self.store = store
        self.clock = clock
        self.key = key
        origin = PaperOrigin(address)
        self.press = press
        proofs = ProofDesk(store: store)
    }

    /// Origin of the public pages, `https://…`: stands in the QR code.
    var address: String { origin.address }

    /// The address is another than was known at the start: a server that takes any free port.
    public func listens(at address: String) { origin.change(to: address) }

    /// What happened to papers, as the evidence log takes it.
    public static let records = LogSource("paper.record") { number, limit, session in
        try FileRows.following(number, limit: limit, in: session).map {
            LogSource.Record(number: $0.sequence, at: $0.at, content: Array($0.content.utf8))
        }
    }

    /// The code of a paper, whether it was issued yet or not: the same for the same subject and
    /// edition.
    public func code(
        _ kind: PaperKind, tenant: String, subject: String, edition: String = ""
    ) -> String {
        let text = [kind.rawValue, tenant, subject, edition].map { "\($0.utf8.count):\($0)" }
        return PaperCode.make(Digest.hmac(Array(text.joined().utf8), key: key))
    }

    /// The salt of a paper's digest, which its holder is told and nobody else: without it whoever
    /// guesses what a paper says could find it confirmed by the public digest.
    func salt(_ code: String) -> [UInt8] {
        Array(Digest.hmac(Array("salt:\(code)".utf8), key: key).prefix(16))
    }

    private func digest(of data: String, _ code: String) -> String {
        PaperDigest.of(data, salt: salt(code))
    }

    // MARK: In the transaction of whoever decides

    /// Puts a paper on record; what is there already stays as it is. A snapshot replaces the one
    /// before of its subject.
    ///
    /// - Returns: its code.
    @discardableResult
    public func issue(_ draft: PaperDraft, in session: Session) throws -> String {
        let data = draft.data.canonical
        let code = code(
            draft.kind, tenant: draft.tenant, subject: draft.subject,
            edition: draft.isSnapshot ? Digest.hex(Digest.sha256(Array(data.utf8))) : "")
        let digest = digest(of: data, code)
        let now = clock.now()
        let paper = IssuedPaper(
            tenant: draft.tenant, code: code, kind: draft.kind, subject: draft.subject,
            number: draft.number, state: .valid, issuedAt: now, issuedOn: draft.day,
            validTo: draft.validTo, changedAt: nil, successor: nil,
            front: PaperFront(
                issuer: draft.issuer, subtitle: draft.subtitle,
                parties: draft.parties.map {
                    PaperFront.Party(
                        role: $0.role, name: MaskedName.of($0.name),
                        number: MaskedName.of($0.number))
                }),
            data: data, digest: digest)
        if try PaperRows.insert(paper, in: session) {
            try note(.issued, paper, in: session)
        }
        if draft.isSnapshot {
            for other in try PaperRows.valid(
                draft.kind, draft.subject, of: draft.tenant, in: session) where other.code != code {
                try end(other, as: .replaced, successor: draft.number, in: session)
            }
            // Facts may come back to what they were: then that issue holds again.
            if let found = try PaperRows.find(code, of: draft.tenant, in: session),
                found.state == .replaced,
                try PaperRows.change(
                    code, of: draft.tenant, to: .valid, successor: nil, at: now, in: session)
            {
                try note(.issued, paper, in: session)
            }
        }
        return code
    }

    /// Another paper stands in its place.
    ///
    /// - Parameter successor: the number of that.
    public func replace(
        _ kind: PaperKind, tenant: String, subject: String, by successor: String,
        in session: Session
    ) throws {
        for paper in try PaperRows.valid(kind, subject, of: tenant, in: session) {
            try end(paper, as: .replaced, successor: successor, in: session)
        }
    }

    /// It does not hold any more: whoever verifies it is told so, by whom and by which letter.
    public func revoke(
        _ kind: PaperKind, tenant: String, subject: String, _ revocation: IssuedPaper.Revocation,
        in session: Session
    ) throws {
        for paper in try PaperRows.valid(kind, subject, of: tenant, in: session) {
            try end(paper, as: .revoked, successor: nil, in: session)
            try PaperRows.note(revocation, of: paper, in: session)
        }
    }

    private func end(
        _ paper: IssuedPaper, as state: IssuedPaper.State, successor: String?, in session: Session
    ) throws {
        guard
            try PaperRows.change(
                paper.code, of: paper.tenant, to: state, successor: successor, at: clock.now(),
                in: session)
        else { return }
        try note(
            state == .revoked ? .revoked : .replaced, paper, successor: successor, in: session)
    }

    private func note(
        _ event: PaperRecord.Event, _ paper: IssuedPaper, successor: String? = nil,
        file: PaperFile? = nil, in session: Session
    ) throws {
        let now = clock.now()
        let content = PaperJSON.record(
            event, paper, successor: successor, file: file, at: now)
        try FileRows.note(
            PaperRecord(
                sequence: try LogSource.nextNumber(in: session), event: event, at: now,
                content: content.canonical),
            of: paper.code, tenant: paper.tenant, in: session)
    }

    // MARK: Files

    /// The file of a paper: issued where it was not yet, set where it was not yet in this
    /// language, and the same bytes ever after.
    ///
    /// - Throws: `PaperRefusal`.
    public func handOut(_ draft: PaperDraft, _ language: Language) async throws -> (
        bytes: [UInt8], sha256: String, code: String
    ) {
        let code = try await store.write { try self.issue(draft, in: $0) }
        if let file = try await file(code, language, draft.tenant) {
            return (file.bytes, file.sha256, code)
        }
        let bytes = try await press.pdf(document(draft, code, language))
        let file = PaperFile(
            language: language, sha256: Digest.hex(Digest.sha256(bytes)), madeAt: clock.now())
        try await store.write { session in
            guard let paper = try PaperRows.find(code, of: draft.tenant, in: session),
                try FileRows.insert(file, bytes, of: code, tenant: draft.tenant, in: session)
            else { return }
            try note(.printed, paper, file: file, in: session)
        }
        guard let kept = try await self.file(code, language, draft.tenant) else {
            throw PapersRefusal.noSuchPaper
        }
        return (kept.bytes, kept.sha256, code)
    }

    /// The file of something nobody issues, a calculation for example: without code, and not kept.
    public func sheet(_ draft: PaperDraft, _ language: Language) async throws -> [UInt8] {
        try await press.pdf(document(draft, "", language))
    }

    private func file(
        _ code: String, _ language: Language, _ tenant: String
    ) async throws -> (bytes: [UInt8], sha256: String)? {
        try await store.read {
            try FileRows.bytes(of: code, language, tenant: tenant, in: $0)
        }
    }

    /// Where the paper of a code is verified.
    public func address(of code: String, _ language: Language) -> String {
        "\(address)/\(language.rawValue)/verify/\(code)"
    }

    private func document(
        _ draft: PaperDraft, _ code: String, _ language: Language
    ) -> PaperDocument {
        PaperDocument(
            language: language, title: draft.kind.title[language],
            subtitle: draft.subtitle[language], issuer: draft.issuer[language],
            number: draft.number, day: draft.day, code: PaperCode.grouped(code),
            address: code.isEmpty ? "" : address(of: code, language),
            footnote: code.isEmpty ? "" : PapersTexts.footnote[language],
            blocks: draft.blocks(language))
    }

    // MARK: Verification

    /// A paper with everything a verifier may see.
    struct Verified: Sendable {
        let paper: IssuedPaper
        let files: [PaperFile]
        let records: [PaperRecord]
        /// By the number of the record; none where no checkpoint covers it yet.
        let proofs: [Int64: ProofDesk.Proof]
        /// What is on record now is not what the paper says.
        let isOutdated: Bool

        /// How it stands on a day.
        func standing(on day: Day) -> IssuedPaper.Standing {
            let standing = paper.standing(on: day)
            return standing == .valid && isOutdated ? .outdated : standing
        }
    }

    /// What papers of a kind would say now, by tenant and subject; nil when there would be none.
    public typealias Current = [PaperKind: @Sendable (String, String) async throws -> PaperDraft?]

    /// What a code leads to.
    ///
    /// - Throws: `PapersRefusal`.
    func verify(_ typed: String, _ current: Current = [:]) async throws -> Verified {
        guard let code = PaperCode.read(typed) else { throw PapersRefusal.notACode }
        let found = try await store.read { session in
            try PaperRows.find(code: code, in: session).map { paper in
                (
                    paper: paper,
                    files: try FileRows.all(of: code, tenant: paper.tenant, in: session),
                    records: try FileRows.records(of: code, tenant: paper.tenant, in: session)
                )
            }
        }
        guard let found else { throw PapersRefusal.noSuchPaper }
        var isOutdated = false
        if let draw = current[found.paper.kind] {
            let now = try await draw(found.paper.tenant, found.paper.subject)
            let digest = now.map { self.digest(of: $0.data.canonical, code) }
            isOutdated = digest != found.paper.digest
        }
        return Verified(
            paper: found.paper, files: found.files, records: found.records,
            proofs: try await proofs.proofs(of: found.records.map(\.sequence)),
            isOutdated: isOutdated)
    }
}

import Kernel
import Parties
import Store
import Tariff
import Web
import Wire

/// A draft with the form it is written on.
struct OpenEntry: Sendable {
    var record: DraftShelf.Record
    var draft: EntryDraft
    let form: EntryForm

    var key: EntryMessage.Key {
        EntryMessage.Key(
            tenant: record.tenant, id: record.id, version: record.version, at: record.changedAt)
    }
}

/// Declarations entered by hand: kept while they are written, looked at, and sent through the same
/// gateway as every other message.
struct EntryDesk: Sendable {
    let store: Store
    let clock: Clock
    let identifiers: Identifiers
    let gateway: Gateway
    let enquiries: Enquiries
    let duties: RetailImportDuties
    let book: TariffBook?
    let certificates: CertificateRegister

    /// Drafts an enterprise may have at a time: a default of this system.
    static let mostDrafts = 200

    var register: EnterpriseRegister { gateway.preparation.register }
    var completion: EntryCompletion {
        EntryCompletion(
            register: register, handlings: gateway.preparation.handlings, tariff: duties.codes)
    }

    func form(_ type: MessageType) throws(EntryRefusal) -> EntryForm {
        guard let form = EntryForm(type, gateway.catalogue) else { throw .noForm(type.rawValue) }
        return form
    }

    /// Types the enterprise may send on this day, as its roles are.
    func types(of enterprise: Enterprise) -> [MessageType] {
        let today = clock.today
        return EntryForm.types.filter { type in
            gateway.preparation.handlings[type].parties.contains {
                $0.maySend && enterprise.holds($0.role, on: today)
            }
        }
    }

    func enterprise(of tenant: String) throws(DeclarationsRefusal) -> Enterprise {
        guard let found = register.enterprise(id: tenant) else { throw .noEnterprise }
        return found
    }

    // MARK: Writing

    func begin(_ type: MessageType, of tenant: String, by actor: String) async throws -> OpenEntry {
        let form = try form(type)
        let draft = completion.begun(form, for: try enterprise(of: tenant), on: clock.today)
        return try await add(draft, form, of: tenant, by: actor)
    }

    /// A draft with everything a refused list said.
    func mend(_ preNo: String, for visitor: Principal) async throws -> OpenEntry {
        let record = try await store.read { session in
            try enquiries.visible(preNo, to: visitor, in: session)
        }
        guard record.sender == visitor.enterprise, record.status.isOver else {
            throw EntryRefusal.nothingToMend
        }
        // The draft shows the buyer's data in the clear, so it is a look like every other.
        _ = try await RevealDesk(
            store: store, journal: gateway.journal, clock: clock, enquiries: enquiries
        ).reveal(preNo, reason: "更正被退的清单后重新申报", by: visitor)
        let form = try form(record.type)
        let document = try enquiries.reader.document(record.type, record.body)
        var draft = EntryDraft()
        draft.mends = preNo
        // A list that is over begins anew under its own number: a new document with a new guid.
        draft.appType = "1"
        let asked = Set(form.headFields.map(\.name))
        draft.head = document.head.values.filter { asked.contains($0.key) && !$0.value.isEmpty }
        let cells = Set(form.lineFields.map(\.name))
        draft.lines = document.lines.map { line in
            line.values.filter { cells.contains($0.key) && !$0.value.isEmpty }
        }
        guard draft.lines.count <= EntryDraft.mostLines else {
            throw EntryRefusal.tooManyLines(limit: EntryDraft.mostLines)
        }
        return try await add(draft, form, of: visitor.enterprise, by: visitor.id)
    }

    private func add(
        _ draft: EntryDraft, _ form: EntryForm, of tenant: String, by actor: String
    ) async throws -> OpenEntry {
        let now = clock.now()
        let record = DraftShelf.Record(
            tenant: tenant, id: identifiers.brief.lowercased(), type: form.type, version: 1,
            state: .open, content: draft.encoded, madeAt: now, changedAt: now, changedBy: actor,
            subject: "")
        try await store.write { session in
            guard try DraftShelf.count(of: tenant, in: session) < EntryDesk.mostDrafts else {
                throw EntryRefusal.tooManyDrafts(limit: EntryDesk.mostDrafts)
            }
            try DraftShelf.add(record, in: session)
        }
        return OpenEntry(record: record, draft: draft, form: form)
    }

    func open(_ id: String, of tenant: String) async throws -> OpenEntry {
        let found = try await store.read { session in
            try DraftShelf.find(id, of: tenant, in: session)
        }
        guard let found else { throw EntryRefusal.notFound }
        return OpenEntry(
            record: found, draft: EntryDraft(encoded: found.content), form: try form(found.type))
    }

    func all(of tenant: String, sent: Bool = false, limit: Int) async throws -> [OpenEntry] {
        let records = try await store.read { session in
            try DraftShelf.all(of: tenant, sent: sent, limit: limit, in: session)
        }
        return try records.map {
            OpenEntry(
                record: $0, draft: EntryDraft(encoded: $0.content), form: try form($0.type))
        }
    }

    /// Keeps what was typed over the version it was typed on. The same again changes nothing.
    func save(_ typed: EntryDraft, over entry: OpenEntry, version: Int64, by actor: String)
        async throws -> OpenEntry
    {
        guard entry.record.state != .sent else { throw EntryRefusal.sent(entry.record.subject) }
        guard typed.lines.count <= EntryDraft.mostLines else {
            throw EntryRefusal.tooManyLines(limit: EntryDraft.mostLines)
        }
        let draft = completion.completed(typed, entry.form, on: clock.today)
        guard draft != entry.draft else { return entry }
        guard entry.record.version == version else { throw EntryRefusal.changed }
        var saved = entry
        saved.draft = draft
        saved.record.content = draft.encoded
        saved.record.version += 1
        saved.record.state = .open
        saved.record.changedAt = clock.now()
        saved.record.changedBy = actor
        try await put(saved.record)
        return saved
    }

    private func put(_ record: DraftShelf.Record) async throws {
        let isKept = try await store.write { session in
            try DraftShelf.replace(record, in: session)
        }
        guard isKept else { throw EntryRefusal.changed }
    }

    func remove(_ id: String, of tenant: String) async throws {
        let isGone = try await store.write { session in
            try DraftShelf.remove(id, of: tenant, in: session)
        }
        guard isGone else { throw EntryRefusal.notFound }
    }

    // MARK: Looking

    /// Reads what people write into the fields of a form.
    func input(_ form: EntryForm) -> EntryInput {
        EntryInput(
            form: form,
            codes: EntryCodes(form, gateway.preparation.codes, on: clock.today))
    }

    /// What the list was refused for that a draft mends, where the draft still says the same.
    func refused(_ entry: OpenEntry, _ person: Principal) async throws -> [EntryIssue] {
        guard !entry.draft.mends.isEmpty, person.may(DeclarationsPermission.read) else { return [] }
        let found = try await store.read { session in
            try? enquiries.visible(entry.draft.mends, to: person, in: session)
        }
        guard let record = found, record.sender == entry.record.tenant, record.status.isOver,
            let decision = record.decision.flatMap(Decision.init(encoded:)),
            let document = try? enquiries.reader.document(record.type, record.body)
        else { return [] }
        return EntryCheck.issues(decision.findings, entry.form).filter { issue in
            let (element, draft) = (issue.place.element, entry.draft)
            guard !element.isEmpty else { return false }
            guard let line = issue.place.line else {
                return draft.head[element] ?? "" == document.head.values[element] ?? ""
            }
            guard draft.lines.indices.contains(line - 1),
                document.lines.indices.contains(line - 1)
            else { return false }
            return draft.lines[line - 1][element] ?? ""
                == document.lines[line - 1].values[element] ?? ""
        }
    }

    func issues(_ entry: OpenEntry) throws -> [EntryIssue] {
        // It is looked at as it would be sent now.
        let key = EntryMessage.Key(
            tenant: entry.record.tenant, id: entry.record.id, version: entry.record.version,
            at: clock.now())
        return try EntryCheck(catalogue: gateway.catalogue, preparation: gateway.preparation)
            .issues(entry.draft, entry.form, for: try enterprise(of: key.tenant), key)
    }

    /// Nil for what owes no tax at import.
    func tax(_ entry: OpenEntry) -> EntryTax? {
        guard entry.form.type == .importInventory else { return nil }
        return EntryTax(entry.draft, duties: duties, on: clock.today)
    }

    /// Whether the gateway will ask for a signature that only the enterprise can make.
    func needsSignature(_ entry: OpenEntry) -> Bool {
        needsSignature(entry.form.type, of: entry.record.tenant)
    }

    /// The same for every document of a type.
    func needsSignature(_ type: MessageType, of tenant: String) -> Bool {
        let asked = gateway.seals.demand(type.number, on: clock.today)
        guard asked >= .onceRegistered else { return false }
        let now = clock.now()
        return asked == .required || certificates.all(of: tenant).contains { $0.counts(at: now) }
    }

    // MARK: Sending

    /// Notes that this version is the one to be sent, at this moment: from here on sending it again
    /// sends the same bytes.
    private func fixed(_ entry: OpenEntry, by actor: String) async throws -> OpenEntry {
        switch entry.record.state {
        case .sent: throw EntryRefusal.sent(entry.record.subject)
        case .sending: return entry
        case .open: break
        }
        let issues = try issues(entry)
        guard issues.isEmpty else {
            throw EntryRefusal.faulty(issues.map { issue in
                Fault(
                    code: issue.code.isEmpty ? "declarations.draft-faulty" : issue.code,
                    path: issue.place.name, message: issue.message, fix: issue.fix)
            })
        }
        var fixed = entry
        fixed.record.version += 1
        fixed.record.state = .sending
        fixed.record.changedAt = clock.now()
        fixed.record.changedBy = actor
        try await put(fixed.record)
        return fixed
    }

    /// The message to be signed elsewhere.
    func message(_ entry: OpenEntry, by actor: String) async throws -> [UInt8] {
        let fixed = try await fixed(entry, by: actor)
        return try EntryMessage(form: fixed.form, enterprise: enterprise(of: fixed.record.tenant))
            .bytes(fixed.draft, fixed.key)
    }

    /// Sends a draft as every message is sent. Refused as a whole or by its receipt, it becomes a
    /// draft again.
    func send(
        _ entry: OpenEntry, by actor: String, _ channel: Gateway.Sender.Channel
    ) async throws -> Gateway.Reply {
        guard !needsSignature(entry) else { throw EntryRefusal.signatureNeeded }
        let fixed = try await fixed(entry, by: actor)
        let enterprise = try enterprise(of: fixed.record.tenant)
        let bytes = try EntryMessage(form: fixed.form, enterprise: enterprise)
            .bytes(fixed.draft, fixed.key)
        var done = fixed.record
        done.version += 1
        do {
            let reply = try await gateway.receive(
                bytes, from: Gateway.Sender(enterprise: enterprise, actor: actor, channel: channel))
            let result = reply.results.first
            if let result, result.status > 0 {
                done.state = .sent
                done.subject = result.subject
            } else {
                done.state = .open
            }
            try await note(done)
            return reply
        } catch let refusal as DeclarationsRefusal {
            done.state = .open
            try await note(done)
            throw refusal
        }
    }

    /// What came of it. Whoever sent the same at the same time has noted the same.
    private func note(_ record: DraftShelf.Record) async throws {
        _ = try await store.write { session in try DraftShelf.replace(record, in: session) }
    }
}

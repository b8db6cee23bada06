import Kernel
import Parties
import Seal
import Secrets
import Store
import Web
import Wire

/// The sandbox: messages are read and checked as everywhere, and then answered by a table
/// (`SandboxOutcomes`) instead of a decision. What is sent here is in tables of its own: nothing
/// that counts, lists, taxes or decides reads them.
struct SandboxDesk: Sendable {
    let gateway: Gateway
    let outcomes: SandboxOutcomes

    static let use = Permission("sandbox.use")

    /// A document of the sandbox as its sender sees it.
    struct View: Sendable {
        let last: SandboxShelf.Receipt
        /// All that can be seen, in order; none where many documents are listed.
        var receipts: [SandboxShelf.Receipt] = []
    }

    /// Takes one message; the same message again has the same answer. Throws as the gateway does,
    /// and `SandboxRefusal.busy` where the table says so.
    func receive(_ body: [UInt8], from sender: Gateway.Sender) async throws -> Gateway.Reply {
        let (reading, type) = try read(body)
        try gateway.checkTransmitter(reading, sender)
        let own = MessageLog.Key(
            tenant: sender.enterprise.id, type: type.rawValue, guid: reading.guid)
        let day = gateway.clock.today
        let items = reading.documents.flatMap(\.lines).compactMap { $0["itemNo"] }
        if let item = outcomes.unknown(items) {
            throw SandboxRefusal.unknownItem(item, known: outcomes.all.map(\.item))
        }
        let seal = gateway.seals.outcome(
            body, reading, number: String(type.number), sender: sender.enterprise)
        let documents = reading.documents.map { document in
            (
                gateway.preparation.prepare(
                    document, type: type, sender: sender.enterprise, on: day
                ).sealed(
                    seal, gateway.seals,
                    else: gateway.preparation.handlings[type].codes.notPlausible, on: day),
                outcomes.of(document.lines.map { $0["itemNo"] ?? "" })
            )
        }
        // As the gateway has it: signed anew is the same, unless the signature was refused.
        let content = try seal.refusal == nil ? SealedContent(body).bytes : body
        let digest = try gateway.store.vault().digest(
            content, of: own.tenant, for: SandboxShelf.digest)
        // As the gateway has it: what was refused for its signature holds no guid.
        let bytes = try gateway.store.vault().digest(
            body, of: own.tenant, for: SandboxShelf.digest)
        let key = seal.refusal == nil ? own : own.refused(bytes)
        let vault = try gateway.store.vault()
        let fields = SandboxFields(reading) {
            vault.digest($0, of: key.tenant, for: SandboxFields.purpose)
        }
        let kept = fields.kept
        let work = Work(
            key: key, guid: reading.guid, digest: digest, fields: kept, documents: documents,
            refusals: documents.compactMap { $0.1?.refusals }.max() ?? 0, seal: seal)
        do {
            let reply = try await gateway.store.write { try answer(work, in: $0) }
            guard let reply else { throw SandboxRefusal.busy }
            return reply
        } catch let fault as Contradicted {
            // Compared outside of the transaction: others wait for it.
            throw DeclarationsRefusal.contradiction(
                type: key.type, guid: key.guid,
                fields: Array(fields.differing(from: fault.fields).prefix(50)))
        }
    }

    /// One message that is to be answered.
    private struct Work: Sendable {
        let key: MessageLog.Key
        let guid: String
        let digest: [UInt8]
        let fields: [UInt8]
        let documents: [(Prepared, SandboxOutcome?)]
        let refusals: Int64
        let seal: SealCheck.Outcome
    }

    /// The same guid came with another content.
    private struct Contradicted: Error {
        let fields: [UInt8]
    }

    /// Nil while its sender is told to come again.
    private func answer(_ work: Work, in session: Session) throws -> Gateway.Reply? {
        let key = work.key
        let before = try SandboxShelf.message(key, in: session)
        if let before, before.digest != work.digest { throw Contradicted(fields: before.fields) }
        if let answer = before?.answer {
            return Gateway.Reply(
                type: key.type, guid: work.guid, receipt: answer, results: [], isRepeat: true)
        }
        let tries = (before?.tries ?? 0) + 1
        let now = gateway.clock.now()
        if before == nil { try count(work.documents.count, of: key.tenant, at: now, session) }
        var message = SandboxShelf.Message(
            digest: work.digest, fields: work.fields, tries: tries, answer: nil)
        guard tries > work.refusals else {
            try SandboxShelf.keep(key, message, at: now, in: session)
            return nil
        }
        let taken = try work.documents.map { prepared, outcome in
            try take(prepared, outcome, of: key.tenant, at: now, in: session)
        }
        let drafts = taken.map(\.first)
        // What is answered is what is pulled.
        let answer =
            try taken.count == 1 ? taken[0].message : gateway.form.write(drafts, at: now)
        message.answer = answer
        try SandboxShelf.keep(key, message, at: now, in: session)
        return Gateway.Reply(
            type: key.type, guid: work.guid, receipt: answer,
            results: drafts.map {
                Gateway.Reply.Result(
                    subject: $0.subject, status: $0.status, info: $0.info, findings: $0.findings)
            }, seal: work.seal, isRepeat: false)
    }

    private func read(_ body: [UInt8]) throws -> (MessageReading, MessageType) {
        let reading = gateway.catalogue.read(body)
        guard reading.isValid, let table = reading.table else {
            throw DeclarationsRefusal.misfit(
                faults: reading.faults,
                receipt: gateway.form.misfit(body, reading))
        }
        guard let type = MessageType(rawValue: table.type) else {
            throw DeclarationsRefusal.typeNotTaken(table.type, receipt: [])
        }
        return (reading, type)
    }

    // MARK: One document

    private func take(
        _ document: Prepared, _ outcome: SandboxOutcome?, of tenant: String, at now: Instant,
        in session: Session
    ) throws -> (first: ReceiptDraft, message: [UInt8]) {
        let codes = gateway.preparation.handlings[document.type].codes
        let place = SandboxShelf.Document(
            request: document.type.rawValue, number: document.number)
        // What was rejected or removed may come again under its number.
        let last = try SandboxShelf.last(
            of: tenant, place, taken: true, until: now, in: session)
        let isThere = last.map { $0.info != Self.removed } ?? false
        let isFree = !isThere || last?.status == Status.rejected.rawValue
        // Of what has no number of ours the subject is its own.
        let preNo =
            try SandboxShelf.last(of: tenant, place, taken: false, until: now, in: session)
            .map(\.subject).flatMap { $0.utf8.first == 0x53 ? $0 : nil }
            ?? nextNumber(now, session)
        let first: ReceiptDraft
        if !document.findings.isEmpty {
            first = refused(document, document.refusal, document.findings, preNo)
        } else if document.appType == "1", !isFree {
            first = refused(document, codes.exists, [IntakeWords.exists(document, .open)], preNo)
        } else if document.appType != "1", !isThere {
            first = refused(document, codes.missing, [IntakeWords.missing(document)], preNo)
        } else if document.appType == "3" {
            first = draft(document, 2, Self.removed, preNo)
        } else {
            first = followed(document, preNo)
        }
        var moments = [(first, now)]
        if first.status > 0 {
            // What was still to come of an earlier declaration comes no more.
            try SandboxShelf.forget(
                document.number, document.type.rawValue, of: tenant, after: now, in: session)
        }
        if first.status == Status.declaring.rawValue, first.info != Self.removed,
            isList(document), let outcome
        {
            moments += following(document, outcome, preNo, now)
        }
        var message: [UInt8] = []
        for (receipt, at) in moments {
            let body = try gateway.form.write([receipt], at: at)
            if message.isEmpty { message = body }
            try SandboxShelf.add(
                SandboxShelf.Receipt(
                    at: at, request: document.type.rawValue, number: document.number,
                    type: gateway.preparation.handlings[document.type].receipt,
                    subject: receipt.subject, status: receipt.status, info: receipt.info,
                    body: body), to: tenant, in: session)
        }
        return (first, message)
    }

    private static let removed = "沙箱测试：删除成功"

    private func isList(_ document: Prepared) -> Bool {
        if case .inventory? = document.content { return true }
        return false
    }

    /// The receipt of a document that was taken.
    private func followed(_ document: Prepared, _ preNo: String) -> ReceiptDraft {
        if document.isStaged {
            return draft(document, Status.staged.rawValue, "沙箱测试：已暂存", preNo)
        }
        guard isList(document) else {
            return draft(
                document, Status.stored.rawValue,
                coded("1800", ReceiptPhrase.sandboxPassed.told()), preNo)
        }
        return draft(
            document, Status.declaring.rawValue, "沙箱测试：申报成功［\(document.guid)］", preNo)
    }

    /// The receipts of a list that come after the first.
    private func following(
        _ document: Prepared, _ outcome: SandboxOutcome, _ preNo: String, _ now: Instant
    ) -> [(ReceiptDraft, Instant)] {
        var at = now
        return outcome.steps.map { step in
            at = at.adding(milliseconds: step.seconds * 1000)
            var receipt = draft(document, step.status.rawValue, outcome.info(step), preNo)
            if step.status != .rejected {
                // The real ones begin with the district: nobody takes this for one of them.
                receipt.keys["invtNo"] =
                    "SANDBOX" + String(decoding: preNo.utf8.suffix(11), as: UTF8.self)
            }
            return (receipt, at)
        }
    }

    private func draft(
        _ document: Prepared, _ status: Int64, _ info: String, _ preNo: String
    ) -> ReceiptDraft {
        let handling = gateway.preparation.handlings[document.type]
        var keys = document.keys
        if handling.namesPreNo { keys["preNo"] = preNo }
        if document.type == .exportInventory { keys["invtNo"] = "" }
        keys.merge(handling.fillers) { given, _ in given }
        return ReceiptDraft(
            type: document.type,
            subject: !handling.letter.isEmpty && handling.namesPreNo
                ? preNo : handling.subject(number: document.number),
            status: status, info: info, keys: keys)
    }

    private func refused(
        _ document: Prepared, _ code: Int64, _ findings: [Finding], _ preNo: String
    ) -> ReceiptDraft {
        var draft = draft(document, code, receiptInfo(findings, code: code), preNo)
        draft.findings = findings
        return draft
    }

    /// `S` where real numbers have the letter of their kind.
    private func nextNumber(_ now: Instant, _ session: Session) throws -> String {
        let start = "S" + now.day.compact
        return start + digits(try session.next("declarations.sandbox.\(start)"), 9)
    }

    // MARK: Looking

    func receipts(
        of tenant: String, after: Int64, limit: Int
    ) async throws -> [SandboxShelf.Receipt] {
        let now = gateway.clock.now()
        return try await gateway.store.read { session in
            try SandboxShelf.receipts(
                of: tenant, after: after, until: now, limit: limit, in: session)
        }
    }

    /// What has been sent, the latest first, each with its last receipt.
    func documents(of tenant: String, limit: Int) async throws -> [View] {
        let now = gateway.clock.now()
        return try await gateway.store.read { session in
            try SandboxShelf.latest(of: tenant, until: now, limit: limit, in: session)
                .map { View(last: $0) }
        }
    }

    /// Documents by their own number or the one given here, with their receipts; one number may
    /// be that of several kinds.
    func documents(of tenant: String, called number: String) async throws -> [View] {
        let now = gateway.clock.now()
        return try await gateway.store.read { session in
            try SandboxShelf.documents(
                of: tenant, called: number, until: now, limit: 20, in: session
            ).compactMap { document in
                let receipts = try SandboxShelf.receipts(
                    of: tenant, document, until: now, limit: 200, in: session)
                return receipts.last.map { View(last: $0, receipts: receipts) }
            }.sorted { $0.last.sequence > $1.last.sequence }
        }
    }

    func remove(of tenant: String) async throws {
        while try await gateway.store.write({ session in
            try SandboxShelf.remove(of: tenant, in: session)
        }) {}
    }

    /// Takes away what has been there for `sandbox.keep-days`.
    func tidy() async throws {
        let now = gateway.clock.now()
        let old = now.adding(milliseconds: -keepDays * 86_400_000)
        while try await gateway.store.write({ session in
            try SandboxShelf.remove(before: old, in: session)
        }) {}
    }

    /// For so many days what was tried out is kept.
    var keepDays: Int64 {
        Int64(gateway.settings.whole(.sandboxDays, on: gateway.clock.today))
    }

    /// So many documents an enterprise may send in a day.
    var dailyDocuments: Int64 {
        Int64(gateway.settings.whole(.sandboxDocuments, on: gateway.clock.today))
    }

    /// Throws where the enterprise has sent what it may today. A message of none counts as one.
    private func count(
        _ documents: Int, of tenant: String, at now: Instant, _ session: Session
    ) throws {
        let sent = try SandboxShelf.count(
            max(documents, 1), of: tenant, on: now.day, in: session)
        let limit = dailyDocuments
        guard sent > limit else { return }
        // The day ends at midnight in China.
        let tomorrow = Instant(compact: now.day.adding(days: 1).compact + "000000") ?? now
        throw SandboxRefusal.fullForToday(
            limit: limit,
            seconds: Int((tomorrow.milliseconds - now.milliseconds + 999) / 1000))
    }
}

extension DeclarationsCapability {
    var sandboxResource: SandboxResource {
        SandboxResource(desk: sandbox, register: register, report: report)
    }

    /// Takes away what has been in the sandbox long enough, as happens every hour. For tests.
    public func tidySandbox() async throws { try await sandbox.tidy() }
}

import Kernel
import Parties
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
        let key = MessageLog.Key(
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
        let digest = try gateway.store.vault().digest(
            body, of: key.tenant, for: SandboxShelf.digest)
        let vault = try gateway.store.vault()
        let fields = SandboxFields(reading) {
            vault.digest($0, of: key.tenant, for: SandboxFields.purpose)
        }
        let refusals = documents.compactMap { $0.1?.refusals }.max() ?? 0
        let reply = try await gateway.store.write { session -> Gateway.Reply? in
            let before = try SandboxShelf.message(key, in: session)
            if let before, before.digest != digest {
                throw DeclarationsRefusal.contradiction(
                    type: key.type, guid: key.guid,
                    fields: Array(fields.differing(from: before.fields).prefix(50)))
            }
            if let answer = before?.answer {
                return Gateway.Reply(
                    type: key.type, guid: key.guid, receipt: answer, results: [], isRepeat: true)
            }
            let tries = (before?.tries ?? 0) + 1
            let now = gateway.clock.now()
            if before == nil { try count(documents.count, of: key.tenant, at: now, session) }
            guard tries > refusals else {
                try SandboxShelf.keep(
                    key,
                    .init(
                        digest: digest, fields: fields.digests, tries: tries, answer: nil),
                    at: now, in: session)
                return nil
            }
            let drafts = try documents.map { prepared, outcome in
                try take(prepared, outcome, of: key.tenant, at: now, in: session)
            }
            let answer = try gateway.form.write(drafts)
            try SandboxShelf.keep(
                key,
                .init(digest: digest, fields: fields.digests, tries: tries, answer: answer),
                at: now, in: session)
            return Gateway.Reply(
                type: key.type, guid: key.guid, receipt: answer,
                results: drafts.map {
                    Gateway.Reply.Result(
                        subject: $0.subject, status: $0.status, info: $0.info,
                        findings: $0.findings)
                }, seal: seal, isRepeat: false)
        }
        guard let reply else { throw SandboxRefusal.busy }
        return reply
    }

    private func read(_ body: [UInt8]) throws -> (MessageReading, MessageType) {
        let reading = gateway.catalogue.read(body)
        guard reading.isValid, let table = reading.table else {
            throw DeclarationsRefusal.misfit(
                faults: reading.faults,
                receipt: gateway.form.misfit(
                    body, type: reading.type, guid: reading.guid, faults: reading.faults))
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
    ) throws -> ReceiptDraft {
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
        for (receipt, at) in moments {
            try SandboxShelf.add(
                SandboxShelf.Receipt(
                    at: at, request: document.type.rawValue, number: document.number,
                    type: gateway.preparation.handlings[document.type].receipt,
                    subject: receipt.subject, status: receipt.status, info: receipt.info,
                    body: try gateway.form.write([receipt])), to: tenant, in: session)
        }
        return first
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
                document, Status.stored.rawValue, coded("1800", "沙箱测试：逻辑校验通过"), preNo)
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
        Int64(gateway.settings.whole("sandbox.keep-days", on: gateway.clock.today) ?? 7)
    }

    /// So many documents an enterprise sends in a day; nil where the table sets no end.
    var dailyDocuments: Int64? {
        gateway.settings.whole("sandbox.daily-documents", on: gateway.clock.today).map(Int64.init)
    }

    /// Throws where the enterprise has sent what it may today. A message of none counts as one.
    private func count(
        _ documents: Int, of tenant: String, at now: Instant, _ session: Session
    ) throws {
        let sent = try SandboxShelf.count(
            max(documents, 1), of: tenant, on: now.day, in: session)
        guard let limit = dailyDocuments, sent > limit else { return }
        // The day ends at midnight in China.
        let tomorrow = Instant(compact: now.day.adding(days: 1).compact + "000000") ?? now
        throw SandboxRefusal.fullForToday(
            limit: limit,
            seconds: Int((tomorrow.milliseconds - now.milliseconds + 999) / 1000))
    }
}

/// What only the sandbox says.
enum SandboxRefusal: FailureOnRequest, Hashable {
    /// On purpose: the program is to try again.
    case busy
    /// The enterprise has sent what it may in a day; the next one begins in so many seconds.
    case fullForToday(limit: Int64, seconds: Int)
    /// A goods number of the sandbox that the table does not know: most likely misspelt.
    case unknownItem(String, known: [String])

    static let all: [SandboxRefusal] = [
        .busy, .fullForToday(limit: 5_000, seconds: 3_600),
        .unknownItem("SANDBOX-RELEASE", known: ["SANDBOX-RELEASED", "SANDBOX-BUSY"]),
    ]

    var code: String {
        switch self {
        case .busy: "declarations.sandbox-busy"
        case .fullForToday: "declarations.sandbox-full-for-today"
        case .unknownItem: "declarations.sandbox-item"
        }
    }
    var status: Int {
        switch self {
        case .busy: 503
        case .fullForToday: 429
        case .unknownItem: 422
        }
    }
    var field: String? {
        switch self {
        case .unknownItem: "itemNo"
        case .busy, .fullForToday: nil
        }
    }

    /// Seconds after which the same may be sent again; nil where that is no use.
    var retryAfter: Int? {
        switch self {
        case .busy: 5
        case .fullForToday(_, let seconds): max(seconds, 1)
        case .unknownItem: nil
        }
    }

    var message: Localized {
        switch self {
        case .busy:
            Localized(
                zh: "沙箱按货号约定暂不收下这份报文",
                en: "The sandbox does not take this message yet, as its goods number asks")
        case .fullForToday(let limit, _):
            Localized(
                zh: "本企业今天发到沙箱的单证已满 \(limit) 份",
                en: "Your enterprise has sent the \(limit) documents the sandbox takes in a day")
        case .unknownItem(let item, _):
            Localized(
                zh: "沙箱没有约定货号“\(item)”", en: "The sandbox has no goods number “\(item)”")
        }
    }
    var fix: Localized {
        switch self {
        case .busy:
            Localized(
                zh: "按 Retry-After 原样重发，几次后会收下",
                en: "Send the same bytes again after Retry-After: after some tries they are taken")
        case .fullForToday:
            Localized(
                zh: "按 Retry-After 等到次日零点（北京时间）后原样重发；大批量的压力测试请用自己的演示环境",
                en: "Send the same after Retry-After, when the next day begins (UTC+8); try large "
                    + "amounts in a demonstration world of your own")
        case .unknownItem(_, let known):
            Localized(
                zh: "请改用约定的货号：\(known.joined(separator: "、"))；其他货号一律放行",
                en: "Use one of these: \(known.joined(separator: ", ")). Any number without "
                    + "SANDBOX- is released")
        }
    }
}

extension DeclarationsCapability {
    var sandboxResource: SandboxResource {
        SandboxResource(desk: sandbox, register: register, report: report)
    }

    /// Takes away what has been in the sandbox long enough, as happens every hour. For tests.
    public func tidySandbox() async throws { try await sandbox.tidy() }
}

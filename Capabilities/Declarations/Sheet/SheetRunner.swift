import Kernel
import Parties
import Plug
import Secrets
import Sheet
import Store
import Wire

/// Sends the documents of spreadsheets, in the background: each through the same gateway as every
/// other message. Everything in a message follows from the table and the moment it was sent, so a
/// document that was sent and not noted before a stop is sent again as the same bytes, and the
/// gateway answers it with its first receipt.
struct SheetRunner: Sendable {
    let desk: SheetDesk
    /// Told of what keeps it from going on.
    var report: @Sendable (String, any Error) -> Void

    static let name = "declarations.sheets"
    /// Documents whose outcomes are noted together.
    private static let chunk = 64
    /// Documents under way at a time: they share commits, and leave room for those who send by
    /// program.
    private static let width = 8
    private static let idle: UInt64 = 1_000_000_000

    var service: Service {
        Service(name: SheetRunner.name) {
            var patience = SheetPatience(clock: desk.clock)
            while !Task.isCancelled {
                do {
                    try await drain(&patience)
                    try await desk.tidy()
                } catch {
                    if !Task.isCancelled { report(SheetRunner.name, error) }
                }
                try? await Task.sleep(nanoseconds: SheetRunner.idle)
            }
        }
    }

    /// Goes on until every document of every spreadsheet has its outcome. A spreadsheet that
    /// cannot go on is reported and left for the next time, so that it keeps nobody waiting.
    func drain() async throws {
        var patience = SheetPatience(clock: desk.clock)
        try await drain(&patience)
    }

    private func drain(_ patience: inout SheetPatience) async throws {
        while true {
            let most = 50 + patience.waiting
            let jobs = try await desk.store.read { session in
                try SheetShelf.running(limit: most, in: session)
            }.filter { patience.mayTry($0) }
            guard !jobs.isEmpty else { return }
            // Each in turn, so that a small table does not wait for a large one.
            for job in jobs {
                do {
                    try await advance(job)
                    patience.succeeded(job)
                } catch {
                    try Task.checkCancellation()
                    report(SheetRunner.name, error)
                    if patience.failed(job) { try await giveUp(job) }
                }
            }
            try Task.checkCancellation()
        }
    }

    /// What could not be read all this time is at fault for good, and is shown so; others go on.
    private func giveUp(_ job: SheetShelf.Job) async throws {
        try await desk.store.write { session in
            let broken = try SheetShelf.unreadable(
                job.id, of: job.tenant, limit: SheetRows.mostRows, in: session)
            for piece in broken {
                try SheetShelf.note(
                    SheetRunner.unsent(piece), job.id, of: job.tenant, in: session)
            }
        }
    }

    /// Sends the next documents of a spreadsheet; ends it when there are none.
    private func advance(_ job: SheetShelf.Job) async throws {
        let waiting = try await desk.store.read { session in
            try SheetShelf.waiting(
                job.id, of: job.tenant, limit: SheetRunner.chunk, in: session)
        }
        guard !waiting.isEmpty else {
            let now = desk.clock.now()
            return try await desk.store.write { session in
                try SheetShelf.move(job.id, of: job.tenant, to: .done, at: now, in: session)
            }
        }
        let settled = try await outcomes(of: waiting, job)
        try await desk.store.write { session in
            for piece in settled {
                try SheetShelf.note(piece, job.id, of: job.tenant, in: session)
            }
        }
    }

    private func outcomes(
        of waiting: [SheetShelf.Piece], _ job: SheetShelf.Job
    ) async throws -> [SheetShelf.Piece] {
        let sender: SheetSender
        do {
            sender = try SheetSender(desk: desk, job: job)
        } catch {
            // The enterprise or its form is gone: no document of it can be sent any more.
            report(SheetRunner.name, error)
            return waiting.map(SheetRunner.unsent)
        }
        return try await withThrowingTaskGroup(of: SheetShelf.Piece.self) { group in
            var settled: [SheetShelf.Piece] = []
            for (index, piece) in waiting.enumerated() {
                if index >= SheetRunner.width, let one = try await group.next() {
                    settled.append(one)
                }
                group.addTask { try await outcome(of: piece, sender) }
            }
            for try await one in group { settled.append(one) }
            return settled
        }
    }

    /// What passes (a busy store, a stop) is tried again; anything else is this document's own and
    /// must not keep the others.
    private func outcome(
        of piece: SheetShelf.Piece, _ sender: SheetSender
    ) async throws -> SheetShelf.Piece {
        do {
            return try await sender.settled(piece)
        } catch {
            try Task.checkCancellation()
            if error is CancellationError { throw error }
            if let refusal = error as? any Refusal, refusal.status == 503 { throw error }
            report(SheetRunner.name, error)
            return SheetRunner.unsent(piece)
        }
    }

    private static func unsent(_ piece: SheetShelf.Piece) -> SheetShelf.Piece {
        var piece = piece
        piece.state = .faulty
        piece.trouble = SheetTrouble.encoded([
            SheetTrouble(
                row: Int(piece.first), column: "", code: "declarations.sheet-unsent",
                message: SheetRunner.unsentMessage, fix: SheetRunner.unsentFix)
        ])
        return piece
    }

    static let unsentMessage = Localized(
        zh: "系统处理这份单证时出错，尚未确认报送", en: "An error on our side: not known to be sent")
    static let unsentFix = Localized(
        zh: "查询该单证是否已接收，未接收的再次上传；仍出错时联系平台",
        en: "See whether it was taken and upload it again if not; if it fails again, tell us")
}

/// Sends the documents of one spreadsheet.
struct SheetSender: Sendable {
    let desk: SheetDesk
    let job: SheetShelf.Job
    let form: SheetForm
    let enterprise: Enterprise
    private let reading: SheetReading
    /// What every document begins with: the enterprise's own codes and usual values.
    private let begun: EntryDraft

    init(desk: SheetDesk, job: SheetShelf.Job) throws {
        self.desk = desk
        self.job = job
        form = try desk.form(job.type)
        enterprise = try desk.entries.enterprise(of: job.tenant)
        reading = SheetReading(
            form: form, codes: desk.codes, day: job.madeAt.day, headings: job.headingTexts)
        begun = desk.entries.completion.begun(form.form, for: enterprise, on: job.madeAt.day)
    }

    /// The document with what came of it.
    func settled(_ piece: SheetShelf.Piece) async throws -> SheetShelf.Piece {
        var piece = piece
        let document = reading.document(SheetRows(encoded: piece.content))
        let (draft, key) = (draft(document), key(piece))
        var troubles = document.troubles
        for issue in try EntryCheck(
            catalogue: desk.gateway.catalogue, preparation: desk.gateway.preparation
        ).issues(draft, form.form, for: enterprise, key) {
            let trouble = trouble(issue, document, piece)
            let isTold = troubles.contains { $0.row == trouble.row && $0.column == trouble.column }
            if !isTold { troubles.append(trouble) }
        }
        guard troubles.isEmpty else {
            piece.state = .faulty
            piece.trouble = SheetTrouble.encoded(troubles)
            return piece
        }
        if let subject = try await takenBefore(piece) {
            piece.state = .earlier
            piece.subject = subject
            return piece
        }
        return try await sent(piece, draft, key)
    }

    private func draft(_ document: SheetReading.Document) -> EntryDraft {
        var draft = begun
        draft.head.merge(document.draft.head) { $1 }
        draft.lines = document.draft.lines
        // The name of another enterprise than the usual one follows from its code.
        for (element, _) in document.draft.head {
            if let name = form.form.nameField(of: element), document.draft.head[name] == nil {
                draft.head[name] = nil
            }
        }
        return desk.entries.completion.completed(draft, form.form, on: job.madeAt.day)
    }

    /// The id follows from the document's number, so that a number given to a list that lacks one
    /// is the same each time it is sent; the version, and with it the guid, from sheet and row.
    private func key(_ piece: SheetShelf.Piece) -> EntryMessage.Key {
        let name = piece.number.utf8.last == UInt8(ascii: "/")
            ? "\(job.id)/\(piece.first)" : piece.number
        let id = Digest.hex(Array(Digest.sha256(Array("\(job.tenant)/\(name)".utf8)).prefix(8)))
        let row = Digest.sha256(Array("\(job.id)/\(piece.first)".utf8)).prefix(7)
        return EntryMessage.Key(
            tenant: job.tenant, id: String(id.prefix(15)),
            version: row.reduce(0) { $0 << 8 | Int64($1) }, at: job.madeAt)
    }

    /// Nil when it has to be sent: it never was, or the list that was has ended.
    private func takenBefore(_ piece: SheetShelf.Piece) async throws -> String? {
        guard piece.number.utf8.last != UInt8(ascii: "/") else { return nil }
        return try await desk.store.read { session in
            for subject in try SheetShelf.taken(piece.number, of: job.tenant, in: session) {
                let standing = try SheetShelf.standing(
                    of: subject, sender: job.tenant, in: session)
                if standing.map({ !$0.isOver }) ?? true { return subject }
            }
            return nil
        }
    }

    private func sent(
        _ piece: SheetShelf.Piece, _ draft: EntryDraft, _ key: EntryMessage.Key
    ) async throws -> SheetShelf.Piece {
        var piece = piece
        let bytes = try EntryMessage(form: form.form, enterprise: enterprise).bytes(draft, key)
        do {
            let reply = try await desk.gateway.receive(
                bytes,
                from: Gateway.Sender(enterprise: enterprise, actor: job.madeBy, channel: .sheet))
            let result = reply.results.first
            piece.status = result?.status ?? 0
            if let result, result.status > 0 {
                piece.state = .taken
                piece.subject = result.subject
            } else {
                piece.state = .refused
                piece.trouble = SheetTrouble.encoded(told(result, piece))
            }
        } catch let refusal as DeclarationsRefusal {
            piece.state = .refused
            piece.trouble = SheetTrouble.encoded([
                SheetTrouble(
                    row: Int(piece.first), column: "", code: refusal.code,
                    message: refusal.message, fix: refusal.fix)
            ])
        }
        return piece
    }

    private func told(_ result: Gateway.Reply.Result?, _ piece: SheetShelf.Piece)
        -> [SheetTrouble]
    {
        guard let result else { return [] }
        guard !result.findings.isEmpty else {
            return ReceiptText(result.info).parts.map { part in
                SheetTrouble(
                    row: Int(piece.first), column: "",
                    code: part.code.isEmpty ? String(result.status) : part.code,
                    message: Localized(
                        zh: part.words, en: ReceiptSentences.english(part.words) ?? part.words),
                    fix: Localized(same: ""))
            }
        }
        return result.findings.map { finding in
            let element = finding.element.split(separator: " ").last.map(String.init) ?? ""
            return SheetTrouble(
                row: Int(piece.first),
                column: form.columns.first { $0.field.name == element }?.key ?? "",
                code: finding.code.isEmpty ? String(result.status) : finding.code,
                message: finding.message, fix: finding.fix)
        }
    }

    private func trouble(
        _ issue: EntryIssue, _ document: SheetReading.Document, _ piece: SheetShelf.Piece
    ) -> SheetTrouble {
        var row = Int(piece.first)
        if let line = issue.place.line, document.lineRows.indices.contains(line - 1) {
            row = document.lineRows[line - 1]
        }
        let column = form.columns.first {
            $0.field.name == issue.place.element && $0.isLine == (issue.place.line != nil)
        }
        return SheetTrouble(
            row: row, column: column?.key ?? "",
            code: issue.code.isEmpty ? "declarations.draft-faulty" : issue.code,
            message: issue.message, fix: issue.fix)
    }
}

extension DeclarationsCapability {
    var sheets: SheetDesk { SheetDesk(entries: entries, books: books) }

    /// Sends what spreadsheets hold until nothing waits, and removes old ones. For tests.
    public func drainSheets() async throws {
        try await SheetRunner(desk: sheets, report: report).drain()
        try await sheets.tidy()
    }
}

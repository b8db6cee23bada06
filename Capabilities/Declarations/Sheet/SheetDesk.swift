import Kernel
import Parties
import Reference
import Secrets
import Sheet
import Store
import Web
import Wire

/// Declarations by spreadsheet: templates, tables that were sent and what came of them. The sending
/// itself is `SheetRunner`'s.
struct SheetDesk: Sendable {
    let entries: EntryDesk
    let books: SheetBooks

    /// Spreadsheets an enterprise keeps at most: a default of this system.
    static let mostSheets = 200
    /// Documents stored in one transaction, so that nobody who writes waits long.
    private static let chunk = 500
    /// Between two looks at what another request stores.
    private static let lookMilliseconds = 25

    var store: Store { entries.store }
    var clock: Clock { entries.clock }
    var gateway: Gateway { entries.gateway }
    var codes: CodeTables { gateway.preparation.codes }

    func form(_ type: MessageType) throws -> SheetForm {
        guard let form = EntryForm(type, gateway.catalogue) else {
            throw SheetRefusal.noForm(type.rawValue)
        }
        return SheetForm(form)
    }

    func template(_ type: MessageType, _ language: Language) throws -> [UInt8] {
        SheetTemplate(
            form: try form(type), codes: codes, day: clock.today, language: language
        ).bytes
    }

    // MARK: Sending

    /// A file as it was sent.
    struct Upload: Sendable {
        var name: String
        var file: [UInt8]
        /// Nil for what the name of the sheet says.
        var type: MessageType?
    }

    /// Reads a file and stores its documents to be sent; gives the id under which it is followed. A
    /// file that is under way already is not begun again.
    func take(_ upload: Upload, of tenant: String, by actor: String) async throws -> String {
        try await admit(upload.type, of: tenant)
        // A file with nothing in it was chosen all the same.
        guard !(upload.file.isEmpty && upload.name.isEmpty) else { throw SheetRefusal.noFile }
        let grid: SheetGrid
        do throws(Fault) {
            grid = try SheetGrid.read(upload.file)
        } catch {
            throw SheetRefusal.unreadable(error)
        }
        guard let type = upload.type ?? MessageType(rawValue: grid.name) else {
            throw SheetRefusal.noForm(grid.name)
        }
        let form = try form(type)
        try permit(type, of: tenant)
        let headings = (grid.rows.first?.cells ?? []).map(\.text)
        guard headings.reduce(0, { $0 + $1.utf8.count }) <= SheetRows.headingBytes else {
            throw SheetRefusal.longHeadings(limit: SheetRows.headingBytes)
        }
        let reading = SheetReading(
            form: form, codes: codes, day: clock.today, headings: headings)
        let documents = try documents(grid, reading)
        let digest = try store.vault().digest(upload.file, of: tenant, for: SheetShelf.digest)
        let job = SheetShelf.Job(
            tenant: tenant, id: entries.identifiers.brief.lowercased(), type: type,
            name: SheetDesk.shortened(upload.name), state: .loading,
            headings: Array(JSON.array(headings.map { .text($0) }).encoded.utf8),
            documents: Int64(documents.count), madeAt: clock.now(), madeBy: actor, endedAt: nil)
        // As long as this goes on, no other server takes what is there for left over.
        return try await store.claiming(SheetShelf.work(job.id)) { server in
            while let same = try await begin(job, digest, by: server) {
                if try await isWhole(same, of: tenant) { return same }
            }
            do {
                try await keep(job, documents)
            } catch {
                // Half a table is of no use; where this fails, too, it is tidied away later.
                try? await store.write { session in
                    try SheetDesk.checkLoading(job, in: session)
                    try SheetShelf.remove(job.id, of: tenant, in: session)
                }
                throw error
            }
            return job.id
        }
    }

    /// What is refused before the file is looked at, since reading one costs time.
    private func admit(_ type: MessageType?, of tenant: String) async throws {
        if let type {
            _ = try form(type)
            try permit(type, of: tenant)
        } else if try entries.types(of: entries.enterprise(of: tenant)).isEmpty {
            throw SheetRefusal.notYours("CEB")
        }
        try await store.read { session in try SheetDesk.checkRoom(tenant, in: session) }
    }

    private static func checkRoom(_ tenant: String, in session: Session) throws {
        guard try SheetShelf.count(of: tenant, in: session) < mostSheets else {
            throw SheetRefusal.tooMany(limit: mostSheets)
        }
    }

    /// Waits until another request has stored a spreadsheet: before that, nobody may be told that
    /// it was taken. False when nothing came of it.
    private func isWhole(_ id: String, of tenant: String) async throws -> Bool {
        while let (job, isBeingStored) = try await store.read({ session in
            try SheetShelf.find(id, of: tenant, in: session).map { job in
                (job, try SheetShelf.isBeingStored(id, of: tenant, in: session))
            }
        }) {
            if job.state != .loading { return true }
            guard isBeingStored else { return false }
            try await Task.sleep(nanoseconds: UInt64(SheetDesk.lookMilliseconds) * 1_000_000)
        }
        return false
    }

    /// Looks, counts and notes the spreadsheet in one transaction, since writers take turns: of two
    /// that send the same file at once, the second follows the first's. Gives that one's id.
    private func begin(
        _ job: SheetShelf.Job, _ digest: [UInt8], by server: Int64
    ) async throws -> String? {
        try await store.write { session in
            if let same = try SheetShelf.unfinished(digest, job.type, of: job.tenant, in: session) {
                guard same.state == .loading,
                    try !SheetShelf.isBeingStored(same.id, of: job.tenant, in: session)
                else { return same.id }
                // A stop has left it half stored.
                try SheetShelf.remove(same.id, of: job.tenant, in: session)
            }
            try SheetDesk.checkRoom(job.tenant, in: session)
            try SheetShelf.add(job, digest: digest, by: server, in: session)
            return nil
        }
    }

    private func permit(_ type: MessageType, of tenant: String) throws {
        guard try entries.types(of: entries.enterprise(of: tenant)).contains(type) else {
            throw SheetRefusal.notYours(type.rawValue)
        }
        guard !entries.needsSignature(type, of: tenant) else { throw SheetRefusal.signatureNeeded }
    }

    private func documents(
        _ grid: SheetGrid, _ reading: SheetReading
    ) throws -> [(number: String, rows: SheetRows)] {
        guard reading.places.contains(where: { $0 != nil }) else { throw SheetRefusal.noColumns }
        let missing = reading.missing
        guard missing.isEmpty else {
            throw SheetRefusal.missingColumns(
                missing.map {
                    Localized(zh: "\($0.title.zh) \($0.key)", en: "\($0.title.en) \($0.key)")
                })
        }
        let documents = reading.documents(Array(grid.rows.dropFirst()))
        guard !documents.isEmpty else { throw SheetRefusal.noRows }
        guard grid.rows.count <= SheetRows.mostRows + 1 else {
            throw SheetRefusal.tooManyRows(limit: SheetRows.mostRows)
        }
        if let large = documents.first(where: { $0.rows.textBytes > SheetRows.mostBytes }) {
            throw SheetRefusal.largeDocument(
                row: large.rows.rows.first?.number ?? 0, limit: SheetRows.mostBytes)
        }
        return documents
    }

    private func keep(
        _ job: SheetShelf.Job, _ documents: [(number: String, rows: SheetRows)]
    ) async throws {
        for start in stride(from: 0, to: documents.count, by: SheetDesk.chunk) {
            let part = documents[start..<min(start + SheetDesk.chunk, documents.count)]
            let pieces = part.map { number, rows in
                SheetShelf.Piece(
                    first: Int64(rows.rows.first?.number ?? 0),
                    last: Int64(rows.rows.last?.number ?? 0),
                    number: "\(job.type.rawValue)/\(number)", state: .waiting, subject: "",
                    status: 0, content: rows.encoded)
            }
            try await store.write { session in
                try SheetDesk.checkLoading(job, in: session)
                try SheetShelf.add(pieces, to: job.id, of: job.tenant, in: session)
            }
        }
        try await store.write { session in
            try SheetDesk.checkLoading(job, in: session)
            try SheetShelf.move(job.id, of: job.tenant, to: .running, at: nil, in: session)
        }
    }

    /// Rows of a spreadsheet that took so long that it was given up would belong to nothing.
    private static func checkLoading(_ job: SheetShelf.Job, in session: Session) throws {
        let found = try SheetShelf.find(job.id, of: job.tenant, in: session)
        guard found?.state == .loading else { throw SheetRefusal.notFound }
    }

    private static func shortened(_ name: String) -> String {
        let kept = String(String.UnicodeScalarView(name.unicodeScalars.prefix(120)))
        return kept.isEmpty ? "table" : kept
    }

    /// Removes some of what has been kept long enough, and of what a stop has left half stored, of
    /// all enterprises: so few rows at a time that nobody who writes waits long.
    func tidy() async throws {
        let now = clock.now()
        let days = Int64(gateway.settings.whole(.sheetDays, on: clock.today))
        let old = now.adding(milliseconds: -days * 86_400_000)
        let outdated = try await store.read { session in
            try SheetShelf.outdated(before: old, limit: 8, in: session)
        }
        for (tenant, id) in outdated {
            var isWhole = true
            while isWhole {
                try Task.checkCancellation()
                isWhole = try await store.write { session in
                    try SheetShelf.removeRows(
                        id, of: tenant, most: SheetDesk.chunk, in: session)
                }
            }
            try await store.write { try SheetShelf.remove(id, of: tenant, in: $0) }
        }
    }

    // MARK: Following

    /// A spreadsheet and how many of its documents stand where.
    struct Progress: Sendable {
        let job: SheetShelf.Job
        let counts: [SheetRowState: Int]
        /// Lists it has sent, by where they stand now.
        var standings: [Status: Int] = [:]

        subscript(state: SheetRowState) -> Int { counts[state] ?? 0 }
        var bad: Int { self[.faulty] + self[.refused] }
        var settled: Int {
            job.state == .loading ? 0 : max(0, Int(job.documents) - self[.waiting])
        }
    }

    func all(of tenant: String, limit: Int) async throws -> [Progress] {
        try await store.read { session in
            try SheetShelf.all(of: tenant, limit: limit, in: session).map { job in
                Progress(
                    job: job,
                    counts: try SheetShelf.counts(job.id, of: tenant, in: session))
            }
        }
    }

    func progress(_ id: String, of tenant: String) async throws -> Progress {
        let found = try await store.read { session -> Progress? in
            guard let job = try SheetShelf.find(id, of: tenant, in: session) else { return nil }
            var progress = Progress(
                job: job, counts: try SheetShelf.counts(id, of: tenant, in: session))
            guard job.type.isInventory, job.state == .done else { return progress }
            for status in try SheetShelf.standings(id, of: tenant, in: session).values {
                progress.standings[status, default: 0] += 1
            }
            return progress
        }
        guard let found else { throw SheetRefusal.notFound }
        return found
    }

    /// Documents that have to be mended, after a row.
    func bad(
        _ id: String, of tenant: String, after: Int64, limit: Int
    ) async throws -> [SheetShelf.Piece] {
        try await store.read { session in
            try SheetShelf.rows(
                id, of: tenant, after: after, onlyBad: true, limit: limit, in: session)
        }
    }

    /// The table as it was sent, with what came of each row; nil while it is being written.
    func book(
        _ id: String, of tenant: String, _ language: Language
    ) async throws -> SheetBooks.Book? {
        let source = SheetBooks.Source(try await progress(id, of: tenant))
        let key = SheetBooks.Key(tenant: tenant, id: id, language: language)
        let most = gateway.settings.whole(.tablesWaiting, on: clock.today)
        return try await books.book(key, source, most: most) { told in
            try await SheetReturn(desk: self, language: language)
                .workbook(id, of: tenant, told: told)
        }
    }

    func remove(_ id: String, of tenant: String) async throws {
        try await store.write { session in
            guard let job = try SheetShelf.find(id, of: tenant, in: session) else {
                throw SheetRefusal.notFound
            }
            guard job.state == .done else { throw SheetRefusal.running }
            try SheetShelf.remove(id, of: tenant, in: session)
        }
        await books.forget(id, of: tenant)
    }
}

extension SheetShelf.Job {
    /// The first row as it was sent.
    var headingTexts: [String] {
        ((try? JSON(headings))?.elements ?? []).map { $0.string ?? "" }
    }
}

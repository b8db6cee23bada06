import Journal
import Kernel
import Procedures
import Secrets
import Store
import Uploads
import Web
import Wire

/// Results of inspection bodies in place of an inspection (第三方采信): the catalogue, which is a
/// list of firms, and what importers offer.
struct ResultDesk: Sendable {
    let desk: EntryDesk

    /// Largest document.
    static let most = 20 * 1_048_576

    /// Reads the parts of an offer and collects what is wrong.
    struct Parts {
        let value: (String) -> String
        var faults: [Fault] = []

        init(_ value: @escaping (String) -> String) { self.value = value }

        mutating func text(
            _ name: String, _ label: Localized, most: Int = 200, isNeeded: Bool = true
        ) -> String {
            let text = trim(value(name))
            if text.isEmpty, isNeeded {
                faults.append(EntryFault.missing(label, .required).fault(at: "/" + name))
            }
            if text.utf8.count > most || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                faults.append(EntryFault.tooLong(most).fault(at: "/" + name))
            }
            return text
        }

        mutating func day(_ name: String, _ label: Localized, isNeeded: Bool = true) -> Day? {
            let text = text(name, label, isNeeded: isNeeded)
            guard !text.isEmpty else { return nil }
            guard let day = Day(text) else {
                faults.append(EntryFault.day.fault(at: "/" + name))
                return nil
            }
            return day
        }
    }

    /// The catalogue, by code, goods and first day.
    func bodies() -> [InspectionBody] {
        desk.bodies().sorted {
            ($0.code, $0.scope, $0.from.text) < ($1.code, $1.scope, $1.from.text)
        }
    }

    /// Takes a result for a line of an entry that waits for inspection, and decides.
    func offer(
        _ bytes: [UInt8], _ value: @escaping (String) -> String, for number: String,
        by principal: Principal
    ) async throws -> (entry: GoodsEntry, result: InspectionResult) {
        let now = desk.clock.now()
        let hash = Digest.hex(Digest.sha256(bytes))
        var parts = Parts(value)
        let offered = offer(&parts, hash)
        let type = DocumentType(bytes: bytes)
        if bytes.isEmpty || bytes.count > Self.most || type == nil {
            parts.faults.append(EntryFault.file.fault(at: "/file"))
        }
        let faults = parts.faults
        // Everything else is settled before it is looked into, which takes time.
        let there = try await desk.store.read { session in
            try place(offered, faults, number, by: principal, now.day, session)
        }
        if let known = there.known { return (there.entry, known) }
        if let type, let trouble = try await look(type, bytes) {
            throw EntryRefusal.input([FileFault(trouble).fault(at: "/file")])
        }
        return try await desk.store.write { session in
            let there = try place(offered, faults, number, by: principal, now.day, session)
            var entry = there.entry
            if let known = there.known { return (entry, known) }
            guard let offered, let type else { throw EntryRefusal.input(faults) }
            let rule = ResultAccepted(facts: try facts(offered, entry, now.day, session))
            let result = InspectionResult(
                offered: offered, state: rule.state,
                outcome: rule.explanation.json.canonical, addedAt: now)
            try ResultRows.keep(
                bytes, sha256: hash, type: type.rawValue, of: entry.tenant, in: session)
            try ResultRows.insert(result, for: entry, by: principal.id, in: session)
            let cause = try desk.note(
                .resultOffered, entry, by: principal.id,
                [
                    .init("line", .integer(offered.line)), .init("report", .text(offered.report)),
                    .init("sha256", .text(hash)), .init("decision", .text(rule.state.rawValue)),
                ], session)
            if isCovered(entry, there.before + [result]) {
                entry.isTested = true
                try EntrySteps(desk: desk, session: session, actor: principal.id, cause: cause)
                    .goOn(&entry)
                try desk.keep(&entry, session)
            }
            return (entry, result)
        }
    }

    private func look(
        _ type: DocumentType, _ bytes: [UInt8]
    ) async throws -> DocumentShape.Trouble? {
        do {
            return try await desk.uploads.trouble(type, bytes)
        } catch let busy as UploadGate.Busy {
            throw WebRefusal.overloaded(retryAfter: busy.retryAfter)
        } catch let silent as VirusScanner.Silent {
            throw WebRefusal.uploadUnchecked(retryAfter: silent.retryAfter)
        }
    }

    /// An entry as an offer finds it.
    private struct Place {
        let entry: GoodsEntry
        let before: [InspectionResult]
        /// The same offer: a repeat is answered as it was, however far the entry has gone since.
        var known: InspectionResult?
    }

    /// What can be said of an offer without looking into its document.
    private func place(
        _ offered: OfferedResult?, _ faults: [Fault], _ number: String, by principal: Principal,
        _ today: Day, _ session: Session
    ) throws -> Place {
        let entry = try desk.own(number, principal, session)
        let before = try ResultRows.results(of: entry, in: session)
        if let offered, let known = before.first(where: { $0.offered == offered }) {
            return Place(entry: entry, before: before, known: known)
        }
        guard entry.state == .testing else { throw EntryRefusal.notPossible(entry) }
        guard faults.isEmpty, let offered else { throw EntryRefusal.input(faults) }
        try checkNew(offered, entry, before, today, session)
        return Place(entry: entry, before: before)
    }

    /// Whether an entry takes one more result: for a line of its own that has none, from a report
    /// that stands for no other goods, in so many documents at most.
    private func checkNew(
        _ offered: OfferedResult, _ entry: GoodsEntry, _ before: [InspectionResult],
        _ today: Day, _ session: Session
    ) throws {
        func refuse(_ fault: EntryFault, _ path: String) -> EntryRefusal {
            .input([fault.fault(at: path)])
        }
        guard entry.document.lines.indices.contains(offered.line - 1) else {
            throw refuse(.noLine, "/line")
        }
        if let known = before.first(where: { $0.offered.line == offered.line }) {
            let isSame = known.offered.report.utf8.elementsEqual(offered.report.utf8)
            throw isSame ? refuse(.reportUsed, "/report") : refuse(.lineDecided, "/line")
        }
        guard try !ResultRows.isUsed(offered, besides: entry, in: session) else {
            throw refuse(.reportTaken, "/report")
        }
        let most = try desk.settings.whole("third-party.documents", on: today)
        guard Set(before.map(\.offered.sha256)).union([offered.sha256]).count <= most else {
            throw refuse(.documents(most), "/file")
        }
    }

    private func offer(_ parts: inout Parts, _ hash: String) -> OfferedResult? {
        let line = parts.text("line", EntryTexts.line, most: 4)
        let report = parts.text("report", ResultTexts.report, most: 60)
        let body = parts.text("body", ResultTexts.body, most: 40)
        let sampled = parts.day("sampledOn", ResultTexts.sampled)
        let issued = parts.day("issuedOn", ResultTexts.issued)
        let last = parts.day("validTo", ResultTexts.validTo, isNeeded: false)
        let name = parts.text("name", ResultTexts.file, isNeeded: false)
        guard let place = Int(line), place > 0 else {
            if !line.isEmpty { parts.faults.append(EntryFault.noLine.fault(at: "/line")) }
            return nil
        }
        guard let sampled, let issued else { return nil }
        return OfferedResult(
            line: place, report: report, body: body, sampledOn: sampled, issuedOn: issued,
            validTo: last, fileName: name, sha256: hash)
    }

    private func facts(
        _ offered: OfferedResult, _ entry: GoodsEntry, _ today: Day, _ session: Session
    ) throws -> ResultAccepted.Facts {
        let privileges = try PrivilegeRows.all(of: entry.tenant, in: session)
        let isHonest = privileges.contains { $0.ground == "aeo" && $0.holds(on: today) }
        let key = isHonest
            ? "third-party.spot-check-honest-per-mille" : "third-party.spot-check-per-mille"
        try desk.settings.checkOpen("third-party.open", on: today)
        return ResultAccepted.Facts(
            offered: offered, code: entry.document.lines[offered.line - 1]["code"] ?? "",
            bodies: desk.bodies().filter { $0.code.utf8.elementsEqual(offered.body.utf8) },
            today: today,
            longest: try desk.settings.value("third-party.result-days", on: today),
            suspension: privileges.first { $0.suspendedOn != nil }.map {
                Localized(kept: $0.reason)
            }, isHonest: isHonest,
            spotCheck: try desk.settings.value(key, on: today),
            draw: draw("\(desk.goods(entry))/\(offered.line)/\(offered.report)"))
    }

    private func draw(_ text: String) -> Int {
        let hash = Digest.hmac(Array("spot-check\u{1F}\(text)".utf8), key: desk.secret)
        return hash.prefix(4).reduce(0) { $0 << 8 | Int($1) } % 1000
    }

    /// Whether each line has an accepted result and none is checked on the spot.
    private func isCovered(_ entry: GoodsEntry, _ results: [InspectionResult]) -> Bool {
        guard !results.contains(where: { $0.state == .spotCheck }) else { return false }
        let lines = Set(results.filter { $0.state == .accepted }.map(\.offered.line))
        return entry.document.lines.indices.allSatisfy { lines.contains($0 + 1) }
    }

    func results(of number: String, for principal: Principal) async throws -> [InspectionResult] {
        try await desk.store.read { session in
            try ResultRows.results(of: try desk.seen(number, principal, session), in: session)
        }
    }

    /// A document's bytes, for whoever may see the entry.
    func document(
        _ hash: String, of number: String, for principal: Principal
    ) async throws -> (mediaType: String, ending: String, body: [UInt8]) {
        try await desk.store.read { session in
            let entry = try desk.seen(number, principal, session)
            guard
                try ResultRows.results(of: entry, in: session)
                    .contains(where: { $0.offered.sha256 == hash }),
                let found = try ResultRows.bytes(hash, of: entry.tenant, in: session),
                let type = DocumentType(rawValue: found.type)
            else { throw EntryRefusal.noSuchEntry }
            return (type.mediaType, type.rawValue, found.body)
        }
    }
}

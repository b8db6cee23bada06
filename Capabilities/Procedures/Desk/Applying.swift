import Journal
import Kernel
import Parties
import Secrets
import Store
import Uploads
import Web
import Wire

/// What the applicant does before anybody decides: begin, save, attach.
extension CaseDesk {
    /// Begins an application, filled with what is known and what is said. The same key again gives
    /// the application it began, if what is said is what it has; otherwise nothing is changed.
    ///
    /// - Returns: whether the key had begun it before.
    func begin(
        _ service: String, key: String?, answers: [String: String] = [:],
        by principal: Principal
    ) async throws -> (file: Case, isRepeat: Bool) {
        let now = clock.now()
        guard let service = catalogue.current(service, on: now.day) else {
            throw ProceduresRefusal.noSuchService(service)
        }
        try checkRole(service, of: principal.enterprise, on: now.day)
        let key = key.flatMap { $0.isEmpty ? nil : String($0.prefix(100)) }
        let digest = editions.digest(of: service)
        let begun = try await store.write { session in
            if let key,
                let known = try CaseRows.find(key: key, of: principal.enterprise, in: session)
            {
                guard known.service == service.id else {
                    throw ProceduresRefusal.keyDiffers(key)
                }
                let edition = try editions.service(of: known, in: session) ?? service
                let differences = try differences(known, edition, answers)
                guard differences.isEmpty else {
                    throw ProceduresRefusal.answersDiffer(key, number: known.number, differences)
                }
                return (file: known, isRepeat: true)
            }
            try checkNames(answers, service)
            var file = Case(
                tenant: principal.enterprise,
                number: try number(service, now.day, in: session), service: service.id,
                edition: service.from, editionDigest: digest, state: .draft, step: "", version: 1,
                answers: try known(service, of: principal.enterprise, in: session),
                createdAt: now, createdBy: principal.id, reason: "")
            take(answers, into: &file, service)
            try editions.keep(service, digest, at: now, in: session)
            try CaseRows.insert(file, key: key, in: session)
            try note("procedures.begun", file, by: principal.id, in: session)
            return (file: file, isRepeat: false)
        }
        if !begun.isRepeat { editions.noteStored(digest) }
        return begun
    }

    private func checkNames(_ answers: [String: String], _ service: ServiceFile) throws {
        let unknown = answers.keys.filter { service.field($0) == nil }.sorted()
        guard unknown.isEmpty else {
            throw ProceduresRefusal.form(
                unknown.map { FormFault.unknownField.at($0) }, .own(.orders))
        }
    }

    private func take(
        _ answers: [String: String], into file: inout Case, _ service: ServiceFile
    ) {
        for (field, answer) in answers {
            let kept = Self.kept(answer, service.field(field))
            file.answers[field] = kept.isEmpty ? nil : kept
        }
    }

    /// An answer as it is written down: a tick as `1`, however it was said.
    private static func kept(_ answer: String, _ field: FormField?) -> String {
        // One more than any field may have, so that what is longer is told and not cut in silence.
        let kept = String(answer.trimmedText.unicodeScalars.prefix(FormField.longest + 1))
        guard field?.kind == .tick else { return kept }
        switch kept {
        case "true": return "1"
        case "false", "0": return ""
        default: return kept
        }
    }

    /// Where what is said is not what an application has, in the order of its form. What is not
    /// asked is dropped at the submission, and so is no difference.
    private func differences(
        _ file: Case, _ service: ServiceFile, _ answers: [String: String]
    ) throws -> [Fault] {
        try checkNames(answers, service)
        return service.fields.compactMap { field in
            guard let said = answers[field.id] else { return nil }
            let sent = Self.kept(said, field)
            let has = file.answers[field.id] ?? ""
            let isDropped =
                file.state != .draft && !FormCheck.isAsked(field.when, file.answers)
            guard !isDropped, !has.utf8.elementsEqual(sent.utf8) else { return nil }
            return FormFault.differs(
                String(has.unicodeScalars.prefix(60)), String(sent.unicodeScalars.prefix(60))
            ).at(field.id)
        }
    }

    /// Saves answers; fields not named keep theirs. Nothing is judged yet but their names.
    ///
    /// - Parameter version: what was looked at, so that a colleague's later answers are not
    ///   overwritten.
    func save(
        _ number: String, _ answers: [String: String], version: Int64?,
        by principal: Principal
    ) async throws -> Case {
        try await store.write { session in
            var (file, service) = try editable(number, by: principal, in: session)
            guard let version else { throw ProceduresRefusal.versionMissing(file.version) }
            guard version == file.version else { throw ProceduresRefusal.movedOn(file.state) }
            try checkNames(answers, service)
            take(answers, into: &file, service)
            file.version += 1
            try write(CaseChange(file: file, spans: [], kind: ""), service, in: session)
            return file
        }
    }

    /// Attaches a document. What it is decides on its bytes; the same bytes are kept once, and each
    /// attachment has the name it came under.
    func attach(
        _ bytes: [UInt8], name: String, as field: String, to number: String,
        by principal: Principal
    ) async throws -> CaseDocument {
        let hash = Digest.hex(Digest.sha256(bytes))
        let now = clock.now()
        // Everything else is settled before it is looked into, which takes time, and that before
        // the transaction, for whoever writes meanwhile waits for it.
        let place = try await store.read { session in
            try checked(bytes, hash, name, field, number, by: principal, in: session)
        }
        if let same = place.same { return same }
        if let trouble = try await look(place.type, bytes) { throw ProceduresRefusal(trouble) }
        return try await store.write { session in
            let place = try checked(
                bytes, hash, name, field, number, by: principal, in: session)
            if let same = place.same { return same }
            let file = place.file
            let document = CaseDocument(
                id: place.id, field: field, name: plainName(name, place.type), type: place.type,
                size: bytes.count, sha256: hash, addedAt: now)
            try DocumentRows.keep(
                bytes, sha256: hash, place.type, of: file.tenant, in: session)
            try DocumentRows.attach(document, to: file, by: principal.id, in: session)
            try note(
                "procedures.document-added", file, by: principal.id,
                [
                    .init("field", .text(field)), .init("name", .text(document.name)),
                    .init("sha256", .text(hash)),
                ], in: session)
            return document
        }
    }

    private func look(
        _ type: DocumentType, _ bytes: [UInt8]
    ) async throws -> DocumentShape.Trouble? {
        do {
            return try await uploads.trouble(type, bytes)
        } catch let busy as UploadGate.Busy {
            throw WebRefusal.overloaded(retryAfter: busy.retryAfter)
        } catch let silent as VirusScanner.Silent {
            throw WebRefusal.uploadUnchecked(retryAfter: silent.retryAfter)
        }
    }

    /// Where a document would go, or the same one that is there.
    private struct Place {
        let file: Case
        let type: DocumentType
        /// Free within the application.
        let id: String
        var same: CaseDocument?
    }

    /// What can be said of a document without looking into it: whose application, which field, what
    /// size and type.
    private func checked(
        _ bytes: [UInt8], _ hash: String, _ name: String, _ field: String, _ number: String,
        by principal: Principal, in session: Session
    ) throws -> Place {
        let (file, service) = try editable(number, by: principal, in: session)
        guard let wanted = service.documents.first(where: { $0.id == field }) else {
            throw ProceduresRefusal.noSuchDocument
        }
        guard !bytes.isEmpty else { throw ProceduresRefusal.documentEmpty }
        guard bytes.count <= wanted.most else {
            throw ProceduresRefusal.documentSize(
                wanted.name, most: wanted.most, came: bytes.count)
        }
        guard let type = DocumentType(bytes: bytes), wanted.types.contains(type) else {
            throw ProceduresRefusal.documentType(wanted.types)
        }
        let there = try DocumentRows.all(of: file, in: session)
        let twins = there.filter { $0.field == field && $0.sha256 == hash }
        let plain = plainName(name, type)
        // Under another name it is another paper of the same content, which is kept once.
        let same = twins.first { $0.name.utf8.elementsEqual(plain.utf8) }
        guard same != nil || there.count < Self.mostDocuments else {
            throw ProceduresRefusal.tooManyDocuments(most: Self.mostDocuments)
        }
        let id = String(hash.prefix(12)) + "-" + field
        let ids = [id] + (2...(twins.count + 2)).map { "\(id)-\($0)" }
        let free = ids.first { id in !there.contains { $0.id == id } } ?? id
        return Place(file: file, type: type, id: free, same: same)
    }

    /// Takes a document off an application that may still be changed.
    func detach(_ id: String, from number: String, by principal: Principal) async throws {
        try await store.write { session in
            let (file, _) = try editable(number, by: principal, in: session)
            guard try DocumentRows.remove(id, from: file, in: session) else {
                throw ProceduresRefusal.noSuchDocument
            }
            try note(
                "procedures.document-removed", file, by: principal.id, [.init("id", .text(id))],
                in: session)
        }
    }

    /// A document's bytes, for whoever may see the application.
    func document(_ id: String, of number: String, for principal: Principal) async throws
        -> (CaseDocument, [UInt8])
    {
        let actor = try await actor(principal)
        return try await store.read { session in
            let file = try find(number, for: actor, in: session)
            guard
                let document = try DocumentRows.all(of: file, in: session)
                    .first(where: { $0.id == id }),
                let bytes = try DocumentRows.bytes(
                    document.sha256, of: file.tenant, in: session)
            else { throw ProceduresRefusal.noSuchDocument }
            return (document, bytes)
        }
    }

    /// What is wrong with an application as it stands, everything at once.
    func faults(_ file: Case, _ service: ServiceFile, in session: Session) throws -> [Fault] {
        let documents = try DocumentRows.all(of: file, in: session).map(\.field)
        return FormCheck(service: service, facts: try facts(file, service, in: session))
            .faults(file.answers, documents: Set(documents))
    }

    func checkRole(_ service: ServiceFile, of tenant: String, on day: Day) throws {
        guard !service.roles.isEmpty else { return }
        let held = applicant(tenant)?.roles(on: day).map(\.rawValue) ?? []
        guard held.contains(where: service.roles.contains) else {
            throw ProceduresRefusal.notInRole(
                ProceduresRefusal.ServiceRole(
                    service: service.name, roles: roleNames(service), citation: service.basis))
        }
    }

    func roleNames(_ service: ServiceFile) -> Localized {
        let names = service.roles.compactMap(EnterpriseRole.init(rawValue:)).map(\.name)
        return Localized(
            zh: names.map(\.zh).joined(separator: "、"), en: names.map(\.en).joined(separator: ", "))
    }

    private func editable(_ number: String, by principal: Principal, in session: Session) throws
        -> (Case, ServiceFile)
    {
        guard let file = try CaseRows.find(number, of: principal.enterprise, in: session) else {
            throw ProceduresRefusal.noSuchCase(number)
        }
        guard let service = try editions.service(of: file, in: session) else {
            throw ProceduresRefusal.editionLost(file.service, file.edition)
        }
        guard file.state == .draft || file.state == .returned else {
            throw ProceduresRefusal.notPossible(file.state)
        }
        return (file, service)
    }

    /// `SW17-2026-0000001`: row, year, running number.
    private func number(_ service: ServiceFile, _ day: Day, in session: Session) throws -> String {
        let row = service.row.filter { $0 != "-" }
        let running = String(try session.next("procedures-\(row)-\(day.year)"))
        return "\(row)-\(day.year)-" + String(repeating: "0", count: max(0, 7 - running.count))
            + running
    }

    /// Answers that need not be asked again: facts of the register, and what was written last.
    private func known(_ service: ServiceFile, of tenant: String, in session: Session) throws
        -> [String: String]
    {
        let enterprise = applicant(tenant)
        let earlier = try CaseRows.all(of: tenant, limit: 50, in: session)
        var answers: [String: String] = [:]
        for field in service.fields {
            guard let reuse = field.reuse else { continue }
            answers[field.id] =
                switch reuse {
                case .enterpriseName: enterprise?.name
                case .creditCode: enterprise?.creditCode
                case .customsCode: enterprise?.customsCode
                case .district: enterprise?.district
                case .last: earlier.lazy.compactMap { $0.answers[field.id] }.first
                }
        }
        return answers
    }

    private func plainName(_ name: String, _ type: DocumentType) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let plain = last.unicodeScalars.filter { scalar in
            scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\""
                && scalar.properties.generalCategory != .format
        }.prefix(100)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: plain)
        return text.isEmpty ? "document.\(type.rawValue)" : String(text)
    }
}

extension String {
    /// What stands in it one a line, or with commas or blanks between.
    var entries: [String] {
        let marks: Set<Unicode.Scalar> = [
            " ", "\n", "\r", "\t", ",", ";", "，", "；", "、", "\u{3000}",
        ]
        return unicodeScalars.split(whereSeparator: marks.contains).map { String($0) }
    }

    /// A text of several lines as it is kept: without carriage returns, and blanks at both ends.
    var trimmedText: String {
        var bytes = Array(utf8.filter { $0 != 0x0D })
        while let last = bytes.last, last == 0x20 || last == 0x0A { bytes.removeLast() }
        let start = bytes.firstIndex { $0 != 0x20 && $0 != 0x0A } ?? bytes.count
        return String(decoding: bytes[start...], as: UTF8.self)
    }
}

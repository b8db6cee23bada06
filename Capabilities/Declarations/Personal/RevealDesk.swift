import Journal
import Kernel
import Store
import Web
import Wire

/// Shows personal data to who may know it and says why. Officers may see those of a list of their
/// districts, of its documents and of documents about lists; an enterprise those of documents it
/// sent or whose number it gave, and of lists it declared. Each look is an entry that the owner of
/// the data sees.
struct RevealDesk: Sendable {
    /// A document with its personal values in the clear.
    struct Shown: Sendable {
        let type: MessageType
        let number: String
        let values: [FieldValue]
    }

    struct Outcome: Sendable {
        let preNo: String
        let shown: [Shown]
        /// Documents whose personal values the visitor may not know.
        let withheld: [MessageType]
    }

    let store: Store
    let journal: Journal
    let clock: Clock
    let enquiries: Enquiries

    private struct Source {
        let type: MessageType
        let number: String
        /// Whose data it is: the enterprise that declared it or gives its number.
        let owner: String
        let sender: String
        let body: [UInt8]
    }

    /// The values, once for this answer; the entry holds who, what and why, and none of them.
    ///
    /// - Throws: `RevealRefusal`, or `notFound` where the list is not the visitor's to see.
    func reveal(_ preNo: String, reason: String, by visitor: Principal) async throws -> Outcome {
        try await store.write { session in
            // First whose it is: what is no business of theirs says nothing of their words.
            let record = try enquiries.visible(preNo, to: visitor, in: session)
            let reason = try checked(reason)
            let subject = Subject(
                type: "declaration", preNo: record.preNo, district: record.district)
            let all = sources(try enquiries.reader.complete(record, in: session))
            return try show(all, of: subject, reason, to: visitor, in: session)
        }
    }

    /// The same of a document about lists, all its parts.
    ///
    /// - Throws: `RevealRefusal`, or `notFound` where it is not the visitor's to see.
    func reveal(
        followUp preNo: String, reason: String, by visitor: Principal
    ) async throws -> Outcome {
        try await store.write { session in
            let record = try enquiries.visibleFollowUp(preNo, to: visitor, in: session)
            let reason = try checked(reason)
            let parts = try FollowUpShelf.parts(
                of: record.number, type: record.type, holder: record.holder, in: session)
            let all = (parts.isEmpty ? [record] : parts).map {
                Source(
                    type: $0.type, number: $0.preNo, owner: $0.holder, sender: $0.sender,
                    body: $0.body)
            }
            let subject = Subject(
                type: "follow-up", preNo: record.preNo, district: record.district)
            return try show(all, of: subject, reason, to: visitor, in: session)
        }
    }

    /// What is looked at, as the entry names it.
    private struct Subject {
        let type: String
        let preNo: String
        let district: String
    }

    private func checked(_ reason: String) throws(RevealRefusal) -> String {
        let reason = reason.trimmed
        let count = reason.unicodeScalars.count
        guard count >= RevealRefusal.leastOfReason else { throw .reasonMissing }
        guard count <= RevealRefusal.mostOfReason else { throw .reasonTooLong }
        return reason
    }

    private func show(
        _ all: [Source], of subject: Subject, _ reason: String, to visitor: Principal,
        in session: Session
    ) throws -> Outcome {
        let open = all.filter { may(visitor, see: $0) }
        let shown = try open.map {
            Shown(
                type: $0.type, number: $0.number,
                values: try enquiries.reader.personalValues($0.type, $0.body))
        }
        guard !open.isEmpty else { throw RevealRefusal.notTheirs }
        // What is kept of the look must not hold what was looked at.
        for value in shown.flatMap(\.values) where reason.holds(value.value) {
            throw RevealRefusal.reasonHoldsData
        }
        for owner in Set(open.map(\.owner)).sorted() {
            try note(
                subject, open.filter { $0.owner == owner }.map(\.type), to: owner, reason,
                visitor, in: session)
        }
        return Outcome(
            preNo: subject.preNo, shown: shown,
            withheld: all.filter { !may(visitor, see: $0) }.map(\.type))
    }

    /// Who looked at data of the visitor's enterprise; for an officer, at what the officer looked.
    func looks(before place: Int64?, limit: Int, for visitor: Principal) async throws
        -> [RevealBook.Look]
    {
        try await store.read { session in
            visitor.enterprise.isEmpty
                ? try RevealBook.looks(
                    by: visitor.id, before: place, limit: limit, in: session)
                : try RevealBook.looks(
                    at: visitor.enterprise, before: place, limit: limit, in: session)
        }
    }

    private func may(_ visitor: Principal, see source: Source) -> Bool {
        if visitor.kind == .officer { return true }
        return !visitor.enterprise.isEmpty
            && [source.owner, source.sender].contains(visitor.enterprise)
    }

    private func sources(_ file: CaseFile) -> [Source] {
        let record = file.record
        let list = Source(
            type: record.type, number: record.preNo, owner: record.declarant,
            sender: record.sender, body: record.body)
        return [list]
            + file.documents.map {
                Source(
                    type: $0.place.type, number: $0.place.number, owner: $0.place.tenant,
                    sender: $0.sender, body: $0.body)
            }
    }

    private func note(
        _ subject: Subject, _ types: [MessageType], to owner: String, _ reason: String,
        _ visitor: Principal, in session: Session
    ) throws {
        // Several parts of one document are one kind of document.
        let names = types.reduce(into: [String]()) { names, type in
            if !names.contains(type.rawValue) { names.append(type.rawValue) }
        }
        let sequence = try journal.append(
            Draft(
                RevealDesk.kind, actor: visitor.id, tenant: owner, subjectType: subject.type,
                subject: subject.preNo,
                payload: .object([
                    .init("documents", .array(names.map { .text($0) })),
                    .init("enterprise", .text(visitor.enterprise)),
                    .init("reason", .text(reason)),
                ]), inTimeline: false), in: session)
        try RevealBook.add(
            RevealBook.Look(
                owner: owner, sequence: sequence, at: clock.now(), actor: visitor.id,
                enterprise: visitor.enterprise,
                district: visitor.enterprise.isEmpty ? subject.district : "",
                preNo: subject.preNo, documents: names, reason: reason), in: session)
    }

    /// What the journal calls it.
    static let kind = "declarations.personal-revealed"
}

extension CaseReader {
    /// The personal values of a stored document, in the clear.
    func personalValues(_ type: MessageType, _ body: [UInt8]) throws -> [FieldValue] {
        guard let table = catalogue.table(type.rawValue) else {
            throw StoreShape(what: type.rawValue)
        }
        let document = try table.document(fragment: body)
        return ([document.head] + document.lines).flatMap { record in
            record.table.fields.indices.compactMap { place in
                let field = record.table.fields[place]
                guard field.isPersonal, let value = record[place], !value.isEmpty else {
                    return nil
                }
                return FieldValue(
                    element: field.name, title: field.title, value: value, isPersonal: true)
            }
        }
    }
}

extension String {
    /// Whether the bytes of a value that tells a person apart stand in the text.
    fileprivate func holds(_ value: String) -> Bool {
        let (text, wanted) = (Array(utf8), Array(value.utf8))
        guard wanted.count >= 6, text.count >= wanted.count else { return false }
        return (0...(text.count - wanted.count)).contains {
            text[$0..<($0 + wanted.count)].elementsEqual(wanted)
        }
    }
}

extension DeclarationsCapability {
    var reveals: RevealDesk {
        RevealDesk(
            store: gateway.store, journal: gateway.journal, clock: gateway.clock,
            enquiries: enquiries)
    }
}

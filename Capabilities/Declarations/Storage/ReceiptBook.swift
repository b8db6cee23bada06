import Kernel
import Proofs
import Secrets
import Store

/// Receipts in the order in which each enterprise gets them.
struct ReceiptBook: Sendable {
    /// Bytes of receipts that are read at once, beyond the first.
    private static let mostBytes: Int64 = 16 << 20
    /// What the digests of receipts are for.
    static let digest: StaticString = "receipt"

    struct Receipt: Sendable, Hashable {
        let sequence: Int64
        let at: Instant
        /// `CEB622`.
        let type: String
        /// What it is about: number of the list, or of the document.
        let subject: String
        /// Official number; negative for an error.
        let status: Int64
        let info: String
        /// The receipt message.
        var body: [UInt8]
        /// What was found of the signature of the message it answers; nil where it answers none, or
        /// nobody kept it.
        var seal: SealStanding?
    }

    /// What a receipt of a type is about, as the table says it. A number in the table, for an index
    /// that speaks of many types compares all of them for every receipt.
    private static func about(_ type: String) -> Int64 {
        switch type {
        case "CEB604", "CEB622": 1
        case "CEB214", "CEB216", "CEB508", "CEB510", "CEB514", "CEB606", "CEB608", "CEB624",
            "CEB626", "CEB702", "CEB712", "CEB792", "CEB816", "CEB818":
            2
        default: 0
        }
    }

    /// Gives its number.
    ///
    /// - Parameter seal: of the message it answers, where this is the first receipt of it.
    @discardableResult
    static func add(
        to tenant: String, type: String, subject: String, status: Int64, info: String,
        body: [UInt8], seal: SealStanding? = nil, at now: Instant, in session: Session
    ) throws -> Int64 {
        let sequence = try LogSource.nextNumber(in: session)
        try session.execute(
            """
            insert into declarations_receipts
            (tenant, sequence, at, type, subject, status, info, body, digest, about, seal)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(tenant), .integer(sequence), .integer(now.milliseconds), .text(type),
                .text(subject), .integer(status),
                try session.encrypted(info, in: .receipt(sequence, to: tenant, "info")),
                try session.encrypted(body, in: .receipt(sequence, to: tenant, "body")),
                .blob(try session.digest(body, of: tenant, for: ReceiptBook.digest)),
                .integer(about(type)), .optional(seal?.kept),
            ])
        return sequence
    }

    /// The receipt message of a number that was given.
    static func body(of sequence: Int64, to tenant: String, in session: Session) throws -> [UInt8] {
        let row = try session.first(
            "select body from declarations_receipts where tenant = $1 and sequence = $2",
            [.text(tenant), .integer(sequence)])
        guard let row else { throw StoreFault.shape("receipt \(sequence)") }
        return try row.decrypted(0, in: .receipt(sequence, to: tenant, "body"))
    }

    /// The receipts of everybody after a number, in the order in which they were committed: number,
    /// moment, what they are about and say, and the message.
    static func following(_ sequence: Int64, limit: Int, in session: Session) throws
        -> [(sequence: Int64, at: Instant, subject: String, status: Int64, body: [UInt8])]
    {
        // A copied message may have megabytes: no more of them at once than fit into memory.
        let sizes = try session.rows(
            """
            select sequence, length(body) from declarations_receipts
            where sequence > $1 order by sequence limit $2
            """, [.integer(sequence), .integer(limit)])
        var (last, bytes): (Int64, Int64) = (sequence, 0)
        for row in sizes {
            bytes += try row.integer(1)
            guard last == sequence || bytes <= ReceiptBook.mostBytes else { break }
            last = try row.integer(0)
        }
        return try session.rows(
            """
            select sequence, at, body, tenant, subject, status from declarations_receipts
            where sequence > $1 and sequence <= $2 order by sequence
            """, [.integer(sequence), .integer(last)]
        ).map { row in
            let sequence = try row.integer(0)
            // What no longer opens goes on as it lies there: it is not what was logged, and
            // verifying says so, of this one alone.
            let cell = Cell.receipt(sequence, to: try row.text(3), "body")
            let body = try? row.decrypted(2, in: cell)
            return (
                sequence: sequence, at: Instant(milliseconds: try row.integer(1)),
                subject: try row.text(4), status: try row.integer(5),
                body: try body ?? row.blob(2)
            )
        }
    }

    static func after(_ sequence: Int64, of tenant: String, limit: Int, in session: Session) throws
        -> [Receipt]
    {
        let found = try session.rows(
            """
            select sequence, at, type, subject, status, info, body, tenant, seal
            from declarations_receipts
            where tenant = $1 and sequence > $2 order by sequence limit $3
            """, [.text(tenant), .integer(sequence), .integer(limit)]
        ).map(receipt)
        return try sealed(found, of: tenant, in: session)
    }

    /// So many subjects are asked for at once.
    private static let subjectsAtOnce = 500

    /// The same about these subjects alone, however many they are.
    static func after(
        _ sequence: Int64, about subjects: [String], of tenant: String, limit: Int,
        in session: Session
    ) throws -> [Receipt] {
        let found = try inTurn(subjects, limit, by: { $0.sequence < $1.sequence }) { some in
            var statement = Statement(
                """
                select sequence, at, type, subject, status, info, body, tenant, seal
                from declarations_receipts
                where tenant = $1 and sequence > $2
                """, [.text(tenant), .integer(sequence)])
            statement.append(subjects: some)
            statement.append("order by sequence limit ?", [.integer(limit)])
            return try session.rows(statement).map(receipt)
        }
        return try sealed(found, of: tenant, in: session)
    }

    /// The same receipts, those that came later about a list or a follow-up with what was found of
    /// the signature when it came: its first receipt says it.
    private static func sealed(
        _ receipts: [Receipt], of tenant: String, in session: Session
    ) throws -> [Receipt] {
        let open = Set(
            receipts.filter { $0.seal == nil && about($0.type) > 0 }.map(\.subject)
        ).sorted()
        guard !open.isEmpty else { return receipts }
        var known: [String: [(sequence: Int64, seal: String)]] = [:]
        for start in stride(from: 0, to: open.count, by: subjectsAtOnce) {
            // The words of the index, so that it is used.
            var statement = Statement(
                """
                select subject, type, sequence, seal from declarations_receipts
                where tenant = $1 and about > 0 and seal is not null
                """, [.text(tenant)])
            statement.append(subjects: open[start..<min(start + subjectsAtOnce, open.count)])
            statement.append("order by sequence")
            for row in try session.rows(statement) {
                known["\(try row.text(1)) \(try row.text(0))", default: []]
                    .append((try row.integer(2), try row.text(3)))
            }
        }
        return receipts.map { receipt in
            guard receipt.seal == nil, about(receipt.type) > 0 else { return receipt }
            var receipt = receipt
            let first = known["\(receipt.type) \(receipt.subject)"]?
                .last { $0.sequence < receipt.sequence }
            receipt.seal = SealStanding(kept: first?.seal)
            return receipt
        }
    }

    /// The first so many of what is found about some subjects at a time.
    private static func inTurn(
        _ subjects: [String], _ limit: Int, by order: (Receipt, Receipt) -> Bool,
        find: (ArraySlice<String>) throws -> [Receipt]
    ) throws -> [Receipt] {
        var found: [Receipt] = []
        for start in stride(from: 0, to: subjects.count, by: subjectsAtOnce) {
            found += try find(subjects[start..<min(start + subjectsAtOnce, subjects.count)])
            guard subjects.count > subjectsAtOnce else { break }
            found = Array(found.sorted(by: order).prefix(limit))
        }
        return found
    }

    /// The receipts of a list.
    static func about(list preNo: String, of tenant: String, in session: Session) throws
        -> [Receipt]
    {
        let found = try session.rows(
            """
            select sequence, at, type, subject, status, info, body, tenant, seal
            from declarations_receipts
            where tenant = $1 and subject = $2 and about > 0 and about = 1
            order by sequence limit 200
            """, [.text(tenant), .text(preNo)]
        ).map(receipt)
        return try sealed(found, of: tenant, in: session)
    }

    /// The receipts of a follow-up.
    static func about(followUp preNo: String, of tenant: String, in session: Session) throws
        -> [Receipt]
    {
        let found = try session.rows(
            """
            select sequence, at, type, subject, status, info, body, tenant, seal
            from declarations_receipts
            where tenant = $1 and subject = $2 and about > 0 and about = 2
            order by sequence limit 200
            """, [.text(tenant), .text(preNo)]
        ).map(receipt)
        return try sealed(found, of: tenant, in: session)
    }

    /// Receipts that fit a filter, latest first.
    ///
    /// - Parameter subjects: what they may be about; nil for anything.
    static func latest(
        _ filter: ReceiptFilter, about subjects: [String]?, of tenant: String, limit: Int,
        in session: Session
    ) throws -> [Receipt] {
        guard let subjects else {
            return try latest(filter, among: nil, of: tenant, limit: limit, in: session)
        }
        return try inTurn(subjects, limit, by: { $1.sequence < $0.sequence }) { some in
            try latest(filter, among: some, of: tenant, limit: limit, in: session)
        }
    }

    private static func latest(
        _ filter: ReceiptFilter, among subjects: ArraySlice<String>?, of tenant: String,
        limit: Int, in session: Session
    ) throws -> [Receipt] {
        var statement = Statement(
            """
            select sequence, at, type, subject, status, info, body, tenant, seal
            from declarations_receipts
            where tenant = $1
            """, [.text(tenant)])
        if let subjects { statement.append(subjects: subjects) }
        if let type = filter.type { statement.append("and type = ?", [.text(type)]) }
        switch filter.isRefusal {
        // The words of the index, so that it is used.
        case true?: statement.append("and (status < 0 or status = 100)")
        case false?: statement.append("and status >= 0 and status <> 100")
        case nil: break
        }
        if let day = filter.day, let from = Instant(compact: day.compact + "000000"),
            let to = Instant(compact: day.adding(days: 1).compact + "000000")
        {
            statement.append(
                "and at >= ? and at < ?", [.integer(from.milliseconds), .integer(to.milliseconds)])
        }
        if let before = filter.before {
            statement.append("and sequence < ?", [.integer(before)])
        }
        statement.append("order by sequence desc limit ?", [.integer(limit)])
        let found = try session.rows(statement).map(receipt)
        return try sealed(found, of: tenant, in: session)
    }

    /// Number of the last receipt of an enterprise; 0 when it has none.
    static func last(of tenant: String, in session: Session) throws -> Int64 {
        try session.first(
            "select coalesce(max(sequence), 0) from declarations_receipts where tenant = $1",
            [.text(tenant)]
        )?.integer(0) ?? 0
    }

    private static func receipt(_ row: Row) throws -> Receipt {
        let (sequence, tenant) = (try row.integer(0), try row.text(7))
        return Receipt(
            sequence: sequence, at: Instant(milliseconds: try row.integer(1)),
            type: try row.text(2), subject: try row.text(3), status: try row.integer(4),
            info: try row.decryptedText(5, in: .receipt(sequence, to: tenant, "info")),
            body: try row.decrypted(6, in: .receipt(sequence, to: tenant, "body")),
            seal: SealStanding(kept: try row.optionalText(8)))
    }
}

extension Statement {
    /// Narrows it to receipts about some subjects; none of them finds none.
    fileprivate mutating func append(subjects: ArraySlice<String>) {
        append("and subject in (?", [.text(subjects.first ?? "")])
        for subject in subjects.dropFirst() { append(", ?", [.text(subject)]) }
        append(")")
    }
}

import Kernel
import Store

/// Orders, payments and waybills, each under the number that its enterprise gave it.
struct DocumentShelf: Sendable {
    /// Where a document stands: the enterprise that gives the number, the kind, the number.
    struct Place: Sendable, Hashable {
        let tenant: String
        let type: MessageType
        let number: String
    }

    struct Document: Sendable {
        let place: Place
        let guid: String
        let sender: String
        let appTime: String
        let receivedAt: Instant
        let status: Status
        let version: Int64
        /// Number of the list that uses it; a document counts for one list only.
        let usedBy: String?
        let body: [UInt8]
    }

    static func find(_ place: Place, in session: Session) throws -> Document? {
        guard
            let row = try session.first(
                """
                select sender, app_time, received_at, status, version, used_by, body, guid
                from declarations_documents where tenant = $1 and type = $2 and number = $3
                """, [.text(place.tenant), .text(place.type.rawValue), .text(place.number)])
        else { return nil }
        guard let status = Status(rawValue: try row.integer(3)) else {
            throw StoreFault.shape("status of \(place.type.rawValue) \(place.number)")
        }
        let guid = try row.text(7)
        return Document(
            place: place, guid: guid, sender: try row.text(0), appTime: try row.text(1),
            receivedAt: Instant(milliseconds: try row.integer(2)), status: status,
            version: try row.integer(4), usedBy: try row.optionalText(5),
            body: try row.decrypted(6, in: .document(place, guid: guid)))
    }

    static func put(
        _ place: Place, guid: String, sender: String, appTime: String, status: Status,
        body: [UInt8], at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_documents
            (tenant, type, number, guid, sender, app_time, received_at, status, version, body)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
            on conflict (tenant, type, number) do update set guid = excluded.guid,
            sender = excluded.sender, app_time = excluded.app_time,
            received_at = excluded.received_at, status = excluded.status,
            version = declarations_documents.version + 1, body = excluded.body
            """,
            [
                .text(place.tenant), .text(place.type.rawValue), .text(place.number), .text(guid),
                .text(sender), .text(appTime), .integer(now.milliseconds),
                .integer(status.rawValue),
                try session.encrypted(body, in: .document(place, guid: guid)),
            ])
    }

    static func withdraw(_ place: Place, in session: Session) throws {
        try session.execute(
            """
            update declarations_documents set status = $4, version = version + 1
            where tenant = $1 and type = $2 and number = $3
            """,
            [
                .text(place.tenant), .text(place.type.rawValue), .text(place.number),
                .integer(Status.withdrawn.rawValue),
            ])
    }

    /// Undoes a withdrawal, unless another document lies there now.
    static func restore(_ place: Place, guid: String, in session: Session) throws {
        try session.execute(
            """
            update declarations_documents set status = $4, version = version + 1
            where tenant = $1 and type = $2 and number = $3 and guid = $5 and status = $6
            """,
            [
                .text(place.tenant), .text(place.type.rawValue), .text(place.number),
                .integer(Status.stored.rawValue), .text(guid),
                .integer(Status.withdrawn.rawValue),
            ])
    }

    /// Takes a document for a list. False when it was changed since it was read, or is taken.
    static func take(_ document: Document, for preNo: String, in session: Session) throws -> Bool {
        try session.execute(
            """
            update declarations_documents set used_by = $5
            where tenant = $1 and type = $2 and number = $3 and version = $4
            and (used_by is null or used_by = $5)
            """,
            [
                .text(document.place.tenant), .text(document.place.type.rawValue),
                .text(document.place.number), .integer(document.version), .text(preNo),
            ]) == 1
    }

    /// Gives a document free again after the list that used it was rejected.
    static func free(_ place: Place, from preNo: String, in session: Session) throws {
        try session.execute(
            """
            update declarations_documents set used_by = null
            where tenant = $1 and type = $2 and number = $3 and used_by = $4
            """,
            [
                .text(place.tenant), .text(place.type.rawValue), .text(place.number),
                .text(preNo),
            ])
    }

    /// Moves a document whose number may be used again out of the way, keeping it: under the number
    /// of the list that used it, where that list still finds it.
    static func archive(_ document: Document, in session: Session) throws {
        let owner = document.usedBy ?? String(document.receivedAt.milliseconds)
        try session.execute(
            """
            update declarations_documents set number = $4
            where tenant = $1 and type = $2 and number = $3
            """,
            [
                .text(document.place.tenant), .text(document.place.type.rawValue),
                .text(document.place.number),
                .text(archived(document.place, usedBy: owner).number),
            ])
    }

    /// The document a list was decided on, also when its number has another meaning now.
    static func find(_ place: Place, usedBy preNo: String, in session: Session) throws
        -> Document?
    {
        let found = try find(place, in: session)
        if found?.usedBy == preNo { return found }
        return try find(archived(place, usedBy: preNo), in: session) ?? found
    }

    private static func archived(_ place: Place, usedBy owner: String) -> Place {
        Place(tenant: place.tenant, type: place.type, number: "\(place.number)@\(owner)")
    }

    /// Notes that a payment names an order.
    static func link(
        orderNo: String, of tenant: String, to place: Place, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_links
            (tenant, type, order_no, document_tenant, document_number)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            [
                .text(tenant), .text(place.type.rawValue), .text(orderNo), .text(place.tenant),
                .text(place.number),
            ])
    }

    /// Forgets that a payment names an order: it was withdrawn or names another one now.
    static func unlink(
        orderNo: String, of tenant: String, from place: Place, in session: Session
    ) throws {
        try session.execute(
            """
            delete from declarations_links where tenant = $1 and type = $2 and order_no = $3
            and document_tenant = $4 and document_number = $5
            """,
            [
                .text(tenant), .text(place.type.rawValue), .text(orderNo), .text(place.tenant),
                .text(place.number),
            ])
    }

    /// So many payments of one order are looked at.
    static let linkedAtMost = 20

    /// The payments that name an order: which of them is meant is for the match to find out.
    static func linked(
        _ type: MessageType, orderNo: String, of tenant: String, in session: Session
    ) throws -> [Place] {
        try session.rows(
            """
            select document_tenant, document_number from declarations_links
            where tenant = $1 and type = $2 and order_no = $3
            order by document_tenant, document_number limit $4
            """,
            [
                .text(tenant), .text(type.rawValue), .text(orderNo),
                .integer(Int64(linkedAtMost)),
            ]
        ).map { Place(tenant: try $0.text(0), type: type, number: try $0.text(1)) }
    }

    /// Whether a document still is as it was read, and in the same use.
    static func isCurrent(_ document: Document, in session: Session) throws -> Bool {
        let now = try find(document.place, in: session)
        return now?.version == document.version && now?.usedBy == document.usedBy
    }
}

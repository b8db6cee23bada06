import Kernel
import Store

/// Who has a part in a list, and what lists wait for.
struct Parts: Sendable {
    /// Lets an enterprise see a list, in the role it has there.
    static func admit(
        _ enterprise: String, to preNo: String, of declarant: String, as role: String,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_parties (tenant, pre_no, declarant, role)
            values ($1, $2, $3, $4) on conflict (tenant, pre_no) do nothing
            """, [.text(enterprise), .text(preNo), .text(declarant), .text(role)])
    }

    /// Ends what an enterprise may see of a list in which it has no part any more.
    static func dismiss(_ enterprise: String, from preNo: String, in session: Session) throws {
        try session.execute(
            "delete from declarations_parties where tenant = $1 and pre_no = $2",
            [.text(enterprise), .text(preNo)])
    }

    /// In which role a payment enterprise has a part: no element of a list names it, its payment
    /// brings it in, and only as long as the list has that payment.
    static let payer = "payment"

    /// Ends the part that a payment brought; who has another part in the list keeps that.
    static func dismissPayer(_ enterprise: String, from preNo: String, in session: Session) throws {
        try session.execute(
            "delete from declarations_parties where tenant = $1 and pre_no = $2 and role = $3",
            [.text(enterprise), .text(preNo), .text(payer)])
    }

    /// The declarant of a list that an enterprise may see; nil when it may not.
    static func declarant(of preNo: String, seenBy enterprise: String, in session: Session) throws
        -> String?
    {
        try session.first(
            "select declarant from declarations_parties where tenant = $1 and pre_no = $2",
            [.text(enterprise), .text(preNo)]
        )?.text(0)
    }

    struct Wait: Sendable, Hashable {
        let declarant: String
        let preNo: String
    }

    static func wait(
        _ wait: Wait, for place: DocumentShelf.Place, since now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_waits (tenant, type, number, declarant, pre_no, since)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """,
            [
                .text(place.tenant), .text(place.type.rawValue), .text(place.number),
                .text(wait.declarant), .text(wait.preNo), .integer(now.milliseconds),
            ])
    }

    /// Who waits for a document.
    static func waiting(for place: DocumentShelf.Place, in session: Session) throws -> [Wait] {
        try session.rows(
            """
            select declarant, pre_no from declarations_waits
            where tenant = $1 and type = $2 and number = $3 order by pre_no
            """, [.text(place.tenant), .text(place.type.rawValue), .text(place.number)]
        ).map { Wait(declarant: try $0.text(0), preNo: try $0.text(1)) }
    }

    /// Ends all waiting of a list: it is decided, withdrawn or replaced.
    static func endWaits(of wait: Wait, in session: Session) throws {
        try session.execute(
            "delete from declarations_waits where declarant = $1 and pre_no = $2",
            [.text(wait.declarant), .text(wait.preNo)])
    }
}

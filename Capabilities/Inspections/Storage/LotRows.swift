import Kernel
import Store

/// Lots, in and out of the database.
enum LotRows {
    static func insert(_ lot: Lot, in session: Session) throws {
        try session.execute(
            """
            insert into inspections_lots (tenant, id, reference, firm, district, warehouse, mode,
                goods, destination, packages, kilograms, declaration, state, inspection, box,
                received_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 'received', '', '', $12)
            """,
            [
                .text(lot.tenant), .text(lot.id), .text(lot.reference), .text(lot.firm),
                .text(lot.district), .text(lot.warehouse), .text(lot.mode),
                .text(lot.goods.joined(separator: " ")), .text(lot.destination),
                .integer(lot.packages), .text(lot.kilograms.text),
                .integer(lot.receivedAt.milliseconds),
            ])
    }

    /// Moves a lot on; false when it does not stand where it was thought to.
    static func move(_ lot: Lot, from state: Lot.State, in session: Session) throws -> Bool {
        try session.execute(
            """
            update inspections_lots set declaration = $4, state = $5, inspection = $6, box = $7,
                declared_at = $8, decided_at = $9, loaded_at = $10
            where tenant = $1 and id = $2 and state = $3
            """,
            [
                .text(lot.tenant), .text(lot.id), .text(state.rawValue), .text(lot.declaration),
                .text(lot.state.rawValue), .text(lot.inspection), .text(lot.box),
                moment(lot.declaredAt), moment(lot.decidedAt), moment(lot.loadedAt),
            ]) == 1
    }

    static func find(_ id: String, in session: Session) throws -> Lot? {
        try session.first(
            """
            select tenant, id, reference, firm, district, warehouse, mode, goods, destination,
                packages, kilograms, declaration, state, inspection, box, received_at,
                declared_at, decided_at, loaded_at
            from inspections_lots where id = $1
            """, [.text(id)]
        ).map(read)
    }

    static func find(reference: String, of tenant: String, in session: Session) throws -> Lot? {
        try session.first(
            """
            select tenant, id, reference, firm, district, warehouse, mode, goods, destination,
                packages, kilograms, declaration, state, inspection, box, received_at,
                declared_at, decided_at, loaded_at
            from inspections_lots where tenant = $1 and reference = $2
            """, [.text(tenant), .text(reference)]
        ).map(read)
    }

    /// Lots of a firm, of so many packages, that wait for an inspection or did not pass it.
    static func held(
        of firm: String, packages: Int, in session: Session
    ) throws -> [Lot] {
        try session.rows(
            """
            select tenant, id, reference, firm, district, warehouse, mode, goods, destination,
                packages, kilograms, declaration, state, inspection, box, received_at,
                declared_at, decided_at, loaded_at
            from inspections_lots
            where firm = $1 and packages = $2 and state in ('waiting', 'failed')
            order by received_at, id
            """, [.text(firm), .integer(packages)]
        ).map(read)
    }

    /// Lots of a firm that were declared by a number, in whoever's warehouse.
    static func declared(
        by number: String, of firm: String, in session: Session
    ) throws -> [Lot] {
        try session.rows(
            """
            select tenant, id, reference, firm, district, warehouse, mode, goods, destination,
                packages, kilograms, declaration, state, inspection, box, received_at,
                declared_at, decided_at, loaded_at
            from inspections_lots
            where firm = $1 and declaration = $2 order by received_at, id
            """, [.text(firm), .text(number)]
        ).map(read)
    }

    /// Those an enterprise has a part in, the newest first.
    static func of(_ enterprise: String, limit: Int, in session: Session) throws -> [Lot] {
        try session.rows(
            """
            select tenant, id, reference, firm, district, warehouse, mode, goods, destination,
                packages, kilograms, declaration, state, inspection, box, received_at,
                declared_at, decided_at, loaded_at
            from inspections_lots where tenant = $1 or firm = $1
            order by received_at desc, id desc limit $2
            """, [.text(enterprise), .integer(limit)]
        ).map(read)
    }

    static func inside(_ box: String, of tenant: String, in session: Session) throws -> [Lot] {
        try session.rows(
            """
            select tenant, id, reference, firm, district, warehouse, mode, goods, destination,
                packages, kilograms, declaration, state, inspection, box, received_at,
                declared_at, decided_at, loaded_at
            from inspections_lots where tenant = $1 and box = $2 order by loaded_at, id
            """, [.text(tenant), .text(box)]
        ).map(read)
    }

    static func moment(_ instant: Instant?) -> Value {
        instant.map { .integer($0.milliseconds) } ?? .null
    }

    private static func read(_ row: Row) throws -> Lot {
        func instant(_ column: Int) throws -> Instant? {
            try row.optionalInteger(column).map { Instant(milliseconds: $0) }
        }
        guard let state = Lot.State(rawValue: try row.text(12)),
            let kilograms = try? Fixed(try row.text(10))
        else { throw StoreFault.shape("lot \(try row.text(1))") }
        return Lot(
            tenant: try row.text(0), id: try row.text(1), reference: try row.text(2),
            firm: try row.text(3), district: try row.text(4), warehouse: try row.text(5),
            mode: try row.text(6),
            goods: try row.text(7).split(separator: " ").map(String.init),
            destination: try row.text(8), packages: Int(try row.integer(9)),
            kilograms: kilograms, declaration: try row.text(11), state: state,
            inspection: try row.text(13), box: try row.text(14),
            receivedAt: Instant(milliseconds: try row.integer(15)), declaredAt: try instant(16),
            decidedAt: try instant(17), loadedAt: try instant(18))
    }
}

/// Boxes, in and out of the database.
enum BoxRows {
    static func insert(_ box: Box, in session: Session) throws {
        try session.execute(
            """
            insert into inspections_boxes (tenant, id, container, state, seal, voyage, opened_at)
            values ($1, $2, $3, 'open', '', '', $4)
            """,
            [
                .text(box.tenant), .text(box.id), .text(box.container),
                .integer(box.openedAt.milliseconds),
            ])
    }

    static func move(_ box: Box, from state: Box.State, in session: Session) throws -> Bool {
        try session.execute(
            """
            update inspections_boxes set state = $4, seal = $5, voyage = $6, sealed_at = $7,
                departed_at = $8
            where tenant = $1 and id = $2 and state = $3
            """,
            [
                .text(box.tenant), .text(box.id), .text(state.rawValue),
                .text(box.state.rawValue), .text(box.seal), .text(box.voyage),
                LotRows.moment(box.sealedAt), LotRows.moment(box.departedAt),
            ]) == 1
    }

    static func find(_ id: String, of tenant: String, in session: Session) throws -> Box? {
        try session.first(
            """
            select tenant, id, container, state, seal, voyage, opened_at, sealed_at, departed_at
            from inspections_boxes where tenant = $1 and id = $2
            """, [.text(tenant), .text(id)]
        ).map(read)
    }

    /// The use of a container that has not departed.
    static func inUse(_ container: String, of tenant: String, in session: Session) throws -> Box? {
        try session.first(
            """
            select tenant, id, container, state, seal, voyage, opened_at, sealed_at, departed_at
            from inspections_boxes where tenant = $1 and container = $2 and state <> 'departed'
            """, [.text(tenant), .text(container)]
        ).map(read)
    }

    static func of(_ tenant: String, limit: Int, in session: Session) throws -> [Box] {
        try session.rows(
            """
            select tenant, id, container, state, seal, voyage, opened_at, sealed_at, departed_at
            from inspections_boxes where tenant = $1 order by opened_at desc, id desc limit $2
            """, [.text(tenant), .integer(limit)]
        ).map(read)
    }

    private static func read(_ row: Row) throws -> Box {
        guard let state = Box.State(rawValue: try row.text(3)) else {
            throw StoreFault.shape("box \(try row.text(1))")
        }
        return Box(
            tenant: try row.text(0), id: try row.text(1), container: try row.text(2),
            state: state, seal: try row.text(4), voyage: try row.text(5),
            openedAt: Instant(milliseconds: try row.integer(6)),
            sealedAt: try row.optionalInteger(7).map { Instant(milliseconds: $0) },
            departedAt: try row.optionalInteger(8).map { Instant(milliseconds: $0) })
    }
}

import Kernel
import Store

/// Values that at most one application holds, in and out of the database.
enum HeldRows {
    /// Who holds a value.
    struct Holder {
        let tenant: String
        let number: String
        let isGranted: Bool
        /// Last day on which it is held; nil for as long as the application holds it.
        let until: Day?
    }

    static func holder(
        of value: String, in space: String, on today: Day, in session: Session
    ) throws -> Holder? {
        try session.first(
            """
            select tenant, number, is_granted, until from procedures_held
            where space = $1 and value = $2 and (until is null or until >= $3)
            """, [.text(space), .text(value), .text(today.text)]
        ).map {
            Holder(
                tenant: try $0.text(0), number: try $0.text(1), isGranted: try $0.integer(2) == 1,
                until: try $0.optionalText(3).flatMap { Day($0) })
        }
    }

    /// Takes a value for an application; false when another one has it.
    static func take(
        _ value: String, in space: String, for file: Case, on today: Day, in session: Session
    ) throws -> Bool {
        try session.execute(
            "delete from procedures_held where space = $1 and value = $2 and until < $3",
            [.text(space), .text(value), .text(today.text)])
        try session.execute(
            """
            insert into procedures_held (space, value, tenant, number, is_granted, until)
            values ($1, $2, $3, $4, 0, null) on conflict (space, value) do nothing
            """, [.text(space), .text(value), .text(file.tenant), .text(file.number)])
        let holder = try holder(of: value, in: space, on: today, in: session)
        return holder?.tenant == file.tenant && holder?.number == file.number
    }

    /// Keeps what an application holds, for good or until a day.
    static func keep(
        _ value: String, in space: String, until: Day?, in session: Session
    ) throws {
        try session.execute(
            "update procedures_held set is_granted = 1, until = $3 where space = $1 and value = $2",
            [.text(space), .text(value), .optional(until?.text)])
    }

    /// The same of all that an application holds in a space.
    static func keep(
        _ space: String, of file: Case, until: Day, in session: Session
    ) throws {
        try session.execute(
            """
            update procedures_held set is_granted = 1, until = $4
            where tenant = $1 and number = $2 and space = $3
            """,
            [.text(file.tenant), .text(file.number), .text(space), .text(until.text)])
    }

    /// Gives back what an application holds; what outlives its grant stays.
    static func release(_ file: Case, in session: Session) throws {
        try session.execute(
            "delete from procedures_held where tenant = $1 and number = $2 and until is null",
            [.text(file.tenant), .text(file.number)])
    }

    static func release(_ space: String, of file: Case, in session: Session) throws {
        try session.execute(
            "delete from procedures_held where tenant = $1 and number = $2 and space = $3",
            [.text(file.tenant), .text(file.number), .text(space)])
    }
}

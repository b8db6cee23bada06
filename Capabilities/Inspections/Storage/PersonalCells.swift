import Secrets

/// Where inspections lie encrypted: photos and videos show people and their goods, and what is
/// written in free words may name them.
extension Cell {
    static func recording(_ sha256: String, of tenant: String) -> Cell {
        Cell(table: "inspections_files", column: "body", tenant: tenant, row: sha256)
    }

    static func recordingNote(_ id: String, of number: String, _ tenant: String) -> Cell {
        Cell(
            table: "inspections_media", column: "note", tenant: tenant, row: "\(number)/\(id)")
    }

    /// What was found, what the owner objects, what the customs answers.
    static func findings(_ number: String, of tenant: String) -> Cell {
        Cell(table: "inspections_orders", column: "findings", tenant: tenant, row: number)
    }

    static func objection(_ number: String, of tenant: String) -> Cell {
        Cell(table: "inspections_orders", column: "objection", tenant: tenant, row: number)
    }

    static func objectionAnswer(_ number: String, of tenant: String) -> Cell {
        Cell(table: "inspections_orders", column: "answer", tenant: tenant, row: number)
    }
}

import Secrets

/// Where applications lie encrypted: answers name people and how to reach them, documents may be
/// copies of their papers.
extension Cell {
    static func answers(_ number: String, of tenant: String) -> Cell {
        Cell(table: "procedures_cases", column: "answers", tenant: tenant, row: number)
    }

    static func file(_ sha256: String, of tenant: String) -> Cell {
        Cell(table: "procedures_files", column: "body", tenant: tenant, row: sha256)
    }

    /// What the applicant called a document.
    static func fileName(_ id: String, of number: String, _ tenant: String) -> Cell {
        Cell(
            table: "procedures_documents", column: "name", tenant: tenant,
            row: "\(number)/\(id)")
    }

    static func letter(_ number: String, span: Int, of tenant: String) -> Cell {
        Cell(
            table: "procedures_letters", column: "content", tenant: tenant,
            row: "\(number)/\(span)")
    }
}

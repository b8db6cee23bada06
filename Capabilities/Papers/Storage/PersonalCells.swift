import Kernel
import Secrets

/// Where papers lie encrypted: what they say names people, and so do the files made of them.
extension Cell {
    /// What a paper says.
    static func data(_ code: String, of tenant: String) -> Cell {
        Cell(table: "papers_papers", column: "data", tenant: tenant, row: code)
    }

    /// What a verifier is shown of it.
    static func front(_ code: String, of tenant: String) -> Cell {
        Cell(table: "papers_papers", column: "front", tenant: tenant, row: code)
    }

    /// The file made of it in one language.
    static func file(_ code: String, _ language: Language, of tenant: String) -> Cell {
        Cell(
            table: "papers_files", column: "bytes", tenant: tenant,
            row: "\(code)/\(language.rawValue)")
    }
}

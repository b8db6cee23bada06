import Kernel
import Reference

/// Which dated tables of the product cite which document: read from the tables themselves, so that
/// nobody has to keep a second list.
enum CitedPlaces {
    /// Every row of every table of a room that names a document and an article.
    ///
    /// - Throws: a `DataFault` of a damaged table.
    static func load(_ share: Share) throws -> [PolicyUse] {
        try share.once { try read(share) }
    }

    private static func read(_ share: Share) throws -> [PolicyUse] {
        var uses: [PolicyUse] = []
        for room in share.list("Capabilities") where room != "Policies" {
            let folder = "Capabilities/\(room)/Data"
            for name in share.list(folder) where name.hasSuffix(".csv") {
                uses += try table("\(folder)/\(name)", share)
            }
        }
        return uses
    }

    private static func table(_ path: String, _ share: Share) throws -> [PolicyUse] {
        var file = try DataFile(path, in: share)
        let document = file.place(of: "document")
        guard document >= 0 else { return [] }
        let article = file.place(of: "article")
        var seen: [Citation: Int] = [:]
        while let row = try file.next() {
            let citation = Citation(
                document: row.text(document), article: article < 0 ? "" : row.text(article))
            if !citation.document.isEmpty { seen[citation, default: 0] += 1 }
        }
        let short = path.split(separator: "/").filter { $0 != "Capabilities" && $0 != "Data" }
            .joined(separator: "/")
        return seen.sorted { ($0.key.document, $0.key.article) < ($1.key.document, $1.key.article) }
            .map { citation, rows in
                PolicyUse(
                    .table,
                    Localized(zh: "\(short)，\(rows) 行", en: "\(short), \(rows) rows"),
                    citation: citation)
            }
    }
}

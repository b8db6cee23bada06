import Kernel
import Reference

/// Which dated tables of the product cite which document: read from the tables themselves, so that
/// nobody has to keep a second list. How a table is called, and the page of the calculator or rule
/// that uses it, stand in `Data/places.csv`: nobody reads the name of a file.
enum CitedPlaces {
    private struct Name: Sendable {
        let name: Localized
        /// Address without the language; nil where there is no page for everybody.
        let page: String?
    }

    /// What files of services, lists and benefits choose citations from: they are named themselves.
    private static let catalogue = "Procedures/citations"

    /// Every row of every table of a room that names a document and an article.
    ///
    /// - Throws: a `DataFault` of a damaged table, or of one that has no name for people.
    static func load(_ share: Share) throws -> [PolicyUse] {
        try share.once { try read(share) }
    }

    private static func read(_ share: Share) throws -> [PolicyUse] {
        let names = try names(share)
        var uses: [PolicyUse] = []
        for room in share.list("Capabilities") where room != "Policies" {
            let folder = "Capabilities/\(room)/Data"
            for file in share.list(folder) where file.hasSuffix(".csv") {
                let table = "\(room)/\(file.dropLast(4))"
                guard table != catalogue else { continue }
                uses += try cited("\(folder)/\(file)", names[table], share)
            }
        }
        return uses
    }

    private static func names(_ share: Share) throws(DataFault) -> [String: Name] {
        var file = try DataFile("Capabilities/Policies/Data/places.csv", in: share)
        let (table, page) = (try file.column("table"), try file.column("page"))
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        var names: [String: Name] = [:]
        while let row = try file.next() {
            let path = row.text(page)
            names[try row.required(table, "table")] = Name(
                name: Localized(
                    zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
                page: path.isEmpty ? nil : path)
        }
        return names
    }

    private static func cited(
        _ path: String, _ name: Name?, _ share: Share
    ) throws(DataFault) -> [PolicyUse] {
        var file = try DataFile(path, in: share)
        let document = file.place(of: "document")
        guard document >= 0 else { return [] }
        guard let name else {
            throw DataFault(
                path: path, line: 0,
                reason: "name it for people in Capabilities/Policies/Data/places.csv")
        }
        let article = file.place(of: "article")
        var seen: Set<Citation> = []
        while let row = try file.next() {
            let citation = Citation(
                document: row.text(document), article: article < 0 ? "" : row.text(article))
            if !citation.document.isEmpty { seen.insert(citation) }
        }
        return seen.sorted { ($0.document, $0.article) < ($1.document, $1.article) }
            .map { PolicyUse(.table, name.name, path: name.page, citation: $0) }
    }
}

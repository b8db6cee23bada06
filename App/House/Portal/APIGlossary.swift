import Kernel

/// What members of answers and parts of addresses mean (`Data/members.tsv`): one text for a name
/// wherever it means the same, and texts of their own where it means something else.
struct APIGlossary: Sendable {
    static let path = "App/House/Data/members.tsv"

    /// By name, then by where it is so: an operation, a group of operations, a component; empty
    /// for everywhere else.
    private var texts: [String: [String: Localized]] = [:]

    static func load(_ share: Share) throws -> APIGlossary {
        var glossary = APIGlossary()
        for row in try TabTable(share, path, columns: 4).rows {
            glossary.texts[row[0], default: [:]][row[1]] = Localized(zh: row[2], en: row[3])
        }
        return glossary
    }

    /// Where a name stands: from the narrowest.
    struct Place: Sendable {
        let names: [String]

        init(_ operation: APIDocument.Operation) {
            names = [operation.title, operation.group, ""]
        }

        init(component: String) { names = ["#" + component, ""] }
    }

    subscript(name: String, place: Place) -> Localized? {
        guard let found = texts[name] else { return nil }
        return place.names.lazy.compactMap { found[$0] }.first
    }

    /// What is written for exactly that place.
    subscript(name: String, at place: String) -> Localized? { texts[name]?[place] }

    /// Every name with the places it is explained for.
    var names: [(name: String, places: [String])] {
        texts.map { (name: $0.key, places: $0.value.keys.sorted()) }.sorted { $0.name < $1.name }
    }
}

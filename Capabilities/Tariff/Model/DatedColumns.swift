import Kernel
import Reference

/// The columns by which a row says from when it holds and where it is written.
struct DatedColumns {
    private let validFrom, validTo, document: Int
    private let article: Int?

    init(_ file: DataFile) throws(DataFault) {
        validFrom = try file.column("valid_from")
        validTo = try file.column("valid_to")
        document = try file.column("document")
        article = file.has("article") ? try file.column("article") : nil
    }

    /// First day; every value of the law has one.
    func from(_ row: DataRow) throws(DataFault) -> Day {
        guard let day = try row.day(validFrom, "valid_from") else { throw row.fault("valid_from") }
        return day
    }

    func to(_ row: DataRow) throws(DataFault) -> Day? { try row.day(validTo, "valid_to") }

    func citation(_ row: DataRow) throws(DataFault) -> Citation {
        Citation(
            document: try row.required(document, "document"),
            article: article.map { row.text($0) } ?? "")
    }

    func dated<Value: Sendable>(_ value: Value, _ row: DataRow) throws(DataFault) -> Dated<Value> {
        Dated(from: try from(row), to: try to(row), value: value, citation: try citation(row))
    }
}

import Kernel

/// A table in a text file: a line for each row, columns apart by tabulators, the first line their
/// names. Nothing is quoted.
struct TabTable {
    let rows: [[String]]

    /// A line of the table cannot be read: a defect of what is shipped.
    struct Broken: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }

    init(_ share: Share, _ path: String, columns: Int) throws {
        try self.init(text: try share.text(path), of: path, columns: columns)
    }

    init(text: String, of path: String, columns: Int) throws {
        let lines = text.split(separator: "\n").dropFirst()
        rows = try lines.map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard cells.count == columns else { throw Broken(what: "\(path): \(line)") }
            return cells
        }
    }
}

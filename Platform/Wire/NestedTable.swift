public import Kernel

/// The shape of documents that are nested freely, as envelopes are: one row per element or
/// attribute, in the order in which they stand. The same rows drive reading, checking and writing.
///
/// Columns: `path`, `type`, `occurs`, `value`, `zh`, `en`. A type is one of the message tables'
/// (`C1..16`), `node` for an element with elements in it, `time` and `date` of XML Schema,
/// `base64`, `any` for what is not looked at, or `=Path` for an element built like another one. The
/// value of a root is its namespace; that of anything else the only one it may have.
public struct NestedTables: Sendable {
    let roots: [String: NestedNode]

    /// Loads the rows of a file. Throws `Share.Missing` or `MessageCatalogue.Damaged`.
    public static func load(_ path: String, from share: Share) throws -> NestedTables {
        var rows: [NestedRow] = []
        var number = 0
        for line in try share.text(path).split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty || line.hasPrefix("#") { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map {
                String($0)
            }
            guard let row = NestedRow(cells) else {
                throw MessageCatalogue.Damaged(file: path, line: number, reason: "cannot be read")
            }
            rows.append(row)
        }
        return NestedTables(rows: Array(rows.dropFirst()))
    }

    private init(rows: [NestedRow]) {
        var roots: [String: NestedNode] = [:]
        for row in rows where row.parent.isEmpty {
            roots[row.name] = NestedNode(row, among: rows, namespace: row.value)
        }
        self.roots = roots
    }

    /// Names of the root elements.
    public var names: [String] { roots.keys.sorted() }
}

/// One row of the file.
struct NestedRow: Sendable {
    let path: String
    let parent: String
    let name: String
    let type: String
    let occurs: Occurrence?
    let value: String
    let title: Localized

    init?(_ cells: [String]) {
        guard cells.count == 6 else { return nil }
        path = cells[0]
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return nil }
        parent = parts.dropLast().joined(separator: "/")
        name = String(last)
        type = cells[1]
        occurs = Occurrence(cells[2])
        value = cells[3]
        title = Localized(zh: cells[4], en: cells[5])
        if cells[0] != "path", occurs == nil { return nil }
    }

    /// The row as a field of the message tables, for the checks they share.
    var field: MessageField? {
        let notation = ["node", "time", "date", "base64", "any"].contains(type) ? "any" : type
        return MessageField(cells: [
            "", plainName, notation, occurs?.least == 0 ? "no" : "yes",
            value.isEmpty || parent.isEmpty ? "" : "fixed=\(value)", "", "", "no", title.zh,
            title.en, "", "",
        ])
    }

    var plainName: String { name.hasPrefix("@") ? String(name.dropFirst()) : name }
}

/// One element of the shape.
final class NestedNode: Sendable {
    enum Form: Sendable { case node, text, time, date, base64, any }

    let name: String
    let namespace: String
    let form: Form
    let field: MessageField?
    let occurs: Occurrence
    let attributes: [MessageField]
    let children: [NestedNode]
    let title: Localized

    init(_ row: NestedRow, among rows: [NestedRow], namespace: String) {
        // `ds:Signature` is the one element of another namespace.
        let isSignature = row.name == "ds:Signature"
        name = isSignature ? "Signature" : row.name
        self.namespace = isSignature ? signatureNamespace : namespace
        title = row.title
        occurs = row.occurs ?? Occurrence(1, 1)
        let model = row.type.hasPrefix("=") ? String(row.type.dropFirst()) : row.path
        switch row.type {
        case "time": form = .time
        case "date": form = .date
        case "base64": form = .base64
        case "any": form = .any
        default: form = row.type == "node" || row.type.hasPrefix("=") ? .node : .text
        }
        field = row.field
        let inside = rows.filter { $0.parent == model }
        attributes = inside.filter { $0.name.hasPrefix("@") }.compactMap(\.field)
        children = inside.filter { !$0.name.hasPrefix("@") }.map {
            NestedNode($0, among: rows, namespace: namespace)
        }
    }

    func place(of name: String, in namespace: String?) -> Int? {
        children.firstIndex { $0.name == name && $0.namespace == namespace }
    }
}

/// An element of a nested document, with what stands in it.
public struct NestedElement: Sendable, Hashable {
    public let name: String
    /// Line of the start tag, from 1; 0 for one that is to be written.
    public let line: Int
    public var attributes: [String: String]
    public var children: [NestedElement]
    /// The text, as bytes: it may be long.
    public var bytes: [UInt8]

    public init(
        _ name: String, _ text: String = "", attributes: [String: String] = [:],
        _ children: [NestedElement] = []
    ) {
        self.init(name, bytes: Array(text.utf8), attributes: attributes, children)
    }

    public init(
        _ name: String, bytes: [UInt8], attributes: [String: String] = [:],
        _ children: [NestedElement] = [], line: Int = 0
    ) {
        self.name = name
        self.bytes = bytes
        self.attributes = attributes
        self.children = children
        self.line = line
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The first child of that name.
    public subscript(_ name: String) -> NestedElement? { children.first { $0.name == name } }

    /// Text of the child of that name; empty when there is none.
    public func text(_ name: String) -> String { self[name]?.text ?? "" }
}

let signatureNamespace = "http://www.w3.org/2000/09/xmldsig#"

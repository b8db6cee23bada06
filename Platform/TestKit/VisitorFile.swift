/// A file that a visitor uploads.
public struct VisitorFile: Sendable {
    /// Name of the form field.
    public let field: String
    /// Name of the file.
    public let name: String
    public let type: String
    public let body: [UInt8]

    public init(field: String, name: String, type: String, body: [UInt8]) {
        self.field = field
        self.name = name
        self.type = type
        self.body = body
    }
}

let multipartBoundary = "----tradewind-test-boundary-7MA4YWxk"

func multipartBody(_ fields: [(String, String)], _ files: [VisitorFile]) -> [UInt8] {
    var body: [UInt8] = []
    for (name, value) in fields {
        body += Array("--\(multipartBoundary)\r\n".utf8)
        body += Array("Content-Disposition: form-data; name=\"\(name)\"\r\n\r\n".utf8)
        body += Array("\(value)\r\n".utf8)
    }
    for file in files {
        body += Array("--\(multipartBoundary)\r\n".utf8)
        body += Array("Content-Disposition: form-data; name=\"\(file.field)\"; ".utf8)
        body += Array("filename=\"\(file.name)\"\r\nContent-Type: \(file.type)\r\n\r\n".utf8)
        body += file.body
        body += Array("\r\n".utf8)
    }
    return body + Array("--\(multipartBoundary)--\r\n".utf8)
}

/// Value of a hidden field of a page: `<input … name="_csrf" … value="…">`, in either order.
func fieldValue(_ name: String, in page: String) -> String? {
    for tag in page.split(separator: "<") where tag.hasPrefix("input") {
        let inside = tag.prefix { $0 != ">" }
        guard attribute("name", in: inside) == name else { continue }
        return attribute("value", in: inside)
    }
    return nil
}

private func attribute(_ name: String, in tag: Substring) -> String? {
    for piece in tag.split(separator: " ") where piece.hasPrefix("\(name)=\"") {
        return String(piece.dropFirst(name.count + 2).prefix { $0 != "\"" })
    }
    return nil
}

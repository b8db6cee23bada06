/// Reading what a visit sent.
extension Visit {
    /// The media type of the body in lower case, without parameters; empty when none is named.
    public var contentType: String {
        let header = headers["content-type"] ?? ""
        let type = header.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
        return String(Substring(type)).lowercased()
    }

    /// The pairs of a sent form, url-encoded or multipart (then of its text fields).
    public func form() throws(WebRefusal) -> Form {
        switch contentType {
        case "application/x-www-form-urlencoded":
            guard let text = String(validating: body, as: UTF8.self) else {
                throw .formNotReadable
            }
            return try Form(encoded: text[...])
        case "multipart/form-data":
            var form = Form()
            for part in try parts() where part.fileName == nil {
                guard let text = String(validating: part.body, as: UTF8.self) else {
                    throw .formNotReadable
                }
                form.pairs.append(Form.Pair(part.name, text))
            }
            return form
        default:
            throw .contentTypeNotFitting(expected: "application/x-www-form-urlencoded")
        }
    }

    /// The parts of a multipart form: fields and files.
    public func parts() throws(WebRefusal) -> [FormPart] {
        guard contentType == "multipart/form-data" else {
            throw .contentTypeNotFitting(expected: "multipart/form-data")
        }
        guard let boundary = boundary(of: headers["content-type"] ?? "") else {
            throw .formNotReadable
        }
        return try formParts(of: body, boundary: boundary)
    }

    /// The field `_csrf`, where the body is a form.
    func sentFormToken() throws(WebRefusal) -> String? {
        switch contentType {
        case "application/x-www-form-urlencoded": return try form()["_csrf"]
        case "multipart/form-data":
            let part = try parts().first { $0.name == "_csrf" && $0.fileName == nil }
            return part.map { String(decoding: $0.body, as: UTF8.self) }
        default: return nil
        }
    }
}

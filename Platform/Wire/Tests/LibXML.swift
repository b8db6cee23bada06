import CXML2

/// libxml2 as the oracle: no network, entities not substituted, no schema, no document type.
enum LibXML {
    /// The events of a document in the form of `events`, or nil when libxml2 refuses it.
    static func events(_ bytes: [UInt8]) -> String? {
        guard let context = xmlNewParserCtxt() else { return nil }
        defer { xmlFreeParserCtxt(context) }
        var errors = 0
        return withUnsafeMutablePointer(to: &errors) { errors in
            context.pointee._private = UnsafeMutableRawPointer(errors)
            context.pointee.sax.pointee.serror = count
            let document = bytes.withUnsafeBytes { buffer in
                xmlCtxtReadMemory(
                    context, buffer.bindMemory(to: CChar.self).baseAddress,
                    Int32(buffer.count), nil, nil, Int32(XML_PARSE_NONET.rawValue))
            }
            defer { xmlFreeDoc(document) }
            guard let document, errors.pointee == 0, context.pointee.wellFormed == 1 else {
                return nil
            }
            var line = ""
            append(xmlDocGetRootElement(document), &line)
            return line
        }
    }

    /// Errors count, warnings do not; nor does the remark that a namespace name is no good URI,
    /// which the recommendation does not make an error.
    private static let count:
        @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<xmlError>?) -> Void = {
            context, error in
            guard let context, let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue,
                error.pointee.code != XML_WAR_NS_URI.rawValue
            else { return }
            let parser = context.assumingMemoryBound(to: xmlParserCtxt.self)
            parser.pointee._private?.assumingMemoryBound(to: Int.self).pointee += 1
        }

    private static func append(_ node: xmlNodePtr?, _ line: inout String) {
        guard let node else { return }
        switch node.pointee.type {
        case XML_ELEMENT_NODE:
            let name = text(node.pointee.name)
            line += "<" + name
            var attribute = node.pointee.properties
            while let one = attribute {
                line += " \(text(one.pointee.name))=["
                var part = one.pointee.children
                while let piece = part {
                    append(piece, &line)
                    part = piece.pointee.next
                }
                line += "]"
                attribute = one.pointee.next
            }
            line += ">"
            var child = node.pointee.children
            while let one = child {
                append(one, &line)
                child = one.pointee.next
            }
            line += "</\(name)>"
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: line += text(node.pointee.content)
        case XML_ENTITY_REF_NODE: line += "&\(text(node.pointee.name));"
        default: break
        }
    }

    private static func text(_ bytes: UnsafePointer<xmlChar>?) -> String {
        bytes.map { String(cString: $0) } ?? ""
    }
}

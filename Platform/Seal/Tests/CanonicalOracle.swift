import CXML2

/// libxml2's canonical form, as the oracle.
enum CanonicalOracle {
    /// Of the whole document without its first `ds:Signature` right inside the root, and of the
    /// first `SignedInfo` in that; nil when libxml2 refuses the document or the part is not there.
    static func forms(_ bytes: [UInt8]) -> (document: [UInt8]?, signedInfo: [UInt8]?)? {
        let document = bytes.withUnsafeBytes { buffer in
            xmlReadMemory(
                buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, nil,
                Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue))
        }
        guard let document else { return nil }
        defer { xmlFreeDoc(document) }
        let root = xmlDocGetRootElement(document)
        let signature = child(of: root, named: "Signature")
        let info = child(of: signature, named: "SignedInfo")
        return (
            canonical(document, Part(node: signature, isShown: false)),
            info == nil ? nil : canonical(document, Part(node: info, isShown: true))
        )
    }

    /// A subtree that alone is shown, or alone is not.
    struct Part {
        let node: xmlNodePtr?
        let isShown: Bool
    }

    private static func child(of node: xmlNodePtr?, named name: String) -> xmlNodePtr? {
        var child = node?.pointee.children
        while let one = child {
            if one.pointee.type == XML_ELEMENT_NODE, let namespace = one.pointee.ns,
                text(one.pointee.name) == name,
                text(namespace.pointee.href) == "http://www.w3.org/2000/09/xmldsig#"
            {
                return one
            }
            child = one.pointee.next
        }
        return nil
    }

    private static func text(_ bytes: UnsafePointer<UInt8>?) -> String {
        bytes.map { String(cString: $0) } ?? ""
    }

    private static func canonical(_ document: xmlDocPtr, _ part: Part) -> [UInt8]? {
        let content = xmlBufferCreate()
        defer { xmlBufferFree(content) }
        let output = xmlOutputBufferCreateBuffer(content, nil)
        var part = part
        let done = withUnsafeMutablePointer(to: &part) { part in
            xmlC14NExecute(document, isVisible, part, Int32(XML_C14N_1_0.rawValue), nil, 0, output)
        }
        xmlOutputBufferClose(output)
        guard done >= 0, let start = xmlBufferContent(content) else { return nil }
        return Array(UnsafeBufferPointer(start: start, count: Int(xmlBufferLength(content))))
    }

    private static let isVisible: xmlC14NIsVisibleCallback = { data, node, parent in
        guard let data else { return 0 }
        let part = data.assumingMemoryBound(to: Part.self).pointee
        guard let wanted = part.node else { return part.isShown ? 0 : 1 }
        // What libxml2 hands over for a namespace is no node: its parent tells where it stands.
        let isNamespace = node.map { $0.pointee.type == XML_NAMESPACE_DECL } ?? true
        var place = isNamespace ? parent : node
        while let one = place {
            if one == wanted { return part.isShown ? 1 : 0 }
            place = one.pointee.parent
        }
        return part.isShown ? 0 : 1
    }
}

/// What a signature says, once its form is exactly the one customs' senders write: one reference to
/// the whole message, one transform, a known pair of algorithms, nothing else inside.
///
/// Everything signature wrapping lives on is gone here: references by id, objects, further
/// transforms, second signatures. Of an envelope the `Id` of its root may be named, which is again
/// the whole of it.
struct SignatureForm {
    let algorithms: AlgorithmSet
    let digest: [UInt8]
    let signature: [UInt8]
    let keyName: String?
    /// DER as the message has it; compared, never trusted and here not even parsed.
    let certificate: [UInt8]?

    init(_ scan: SealScan, of kind: SealedKind = .message) throws(SealRefusal) {
        let node = try Self.signature(scan, kind)
        try node.expectOnly(attributes: ["Id"])
        try node.expectChildren("Signature", ["SignedInfo", "SignatureValue"], ["KeyInfo"])
        let info = node.children[0]
        let value = node.children[1]
        try info.expectOnly(attributes: ["Id"])
        if info.children.filter({ $0.isNamed("Reference") }).count > 1 { throw .reference }
        try info.expectChildren(
            "SignedInfo", ["CanonicalizationMethod", "SignatureMethod", "Reference"])
        try Self.expectCanonicalization(info.children[0])
        let digestNode = try Self.reference(info.children[2], orBy: scan.reference(of: kind))
        let method = try Self.algorithm(info.children[1]) { .algorithms }
        let hash = try Self.algorithm(digestNode.method) { .algorithms }
        guard let algorithms = AlgorithmSet(method: method, digest: hash) else {
            throw .algorithms
        }
        self.algorithms = algorithms
        digest = try digestNode.value.base64("DigestValue")
        try value.expectOnly(attributes: ["Id"])
        signature = try value.base64("SignatureValue")
        let key = try Self.keyInfo(node.children.count > 2 ? node.children[2] : nil)
        keyName = key.name
        certificate = key.certificate
    }

    private static func signature(
        _ scan: SealScan, _ kind: SealedKind
    ) throws(SealRefusal) -> SignatureNode {
        let count = scan.signatures(of: kind)
        if count == 0 { throw .missing }
        if count > 1 || scan.innerSignatures > 1 { throw .several(scan.signatures) }
        let isElsewhere = kind == .envelope ? scan.isStray : scan.isMisplaced
        guard !isElsewhere, let node = scan.signature else { throw .misplaced }
        return node
    }

    private static func expectCanonicalization(_ node: SignatureNode) throws(SealRefusal) {
        let name = try algorithm(node) { .canonicalization }
        guard name == Array("http://www.w3.org/TR/2001/REC-xml-c14n-20010315".utf8) else {
            throw .canonicalization
        }
    }

    private static func reference(
        _ node: SignatureNode, orBy id: [UInt8]?
    ) throws(SealRefusal) -> (method: SignatureNode, value: SignatureNode) {
        // An id, a file, another server or nothing at all: each could mean something else than the
        // message that is read.
        guard node.attributes.count == 1, let uri = node.attribute("URI"),
            uri.isEmpty || uri == id
        else { throw .reference }
        guard let transforms = node.children.first, transforms.isNamed("Transforms"),
            transforms.attributes.isEmpty, !transforms.hasText, !transforms.isCutShort,
            transforms.children.count == 1, transforms.children[0].isNamed("Transform")
        else { throw .transform }
        let name = try algorithm(transforms.children[0]) { .transform }
        guard name == Array("http://www.w3.org/2000/09/xmldsig#enveloped-signature".utf8) else {
            throw .transform
        }
        try node.expectChildren("Reference", ["Transforms", "DigestMethod", "DigestValue"])
        return (node.children[1], node.children[2])
    }

    /// The one attribute of an empty element that names an algorithm.
    private static func algorithm(
        _ node: SignatureNode, orElse refusal: () -> SealRefusal
    ) throws(SealRefusal) -> [UInt8] {
        guard node.children.isEmpty, !node.isCutShort, !node.hasText, node.attributes.count == 1,
            let name = node.attribute("Algorithm")
        else { throw refusal() }
        return name
    }

    private static func keyInfo(
        _ node: SignatureNode?
    ) throws(SealRefusal) -> (name: String?, certificate: [UInt8]?) {
        guard let node else { throw .keyInfo }
        guard node.attributes.allSatisfy({ $0.name == Array("Id".utf8) }), !node.hasText,
            !node.isCutShort, (1...2).contains(node.children.count)
        else { throw .keyInfo }
        var name: String?
        var certificate: [UInt8]?
        for child in node.children {
            if child.isNamed("KeyName"), name == nil, certificate == nil, child.isLeaf {
                name = String(decoding: child.trimmed, as: UTF8.self)
            } else if child.isNamed("X509Data"), certificate == nil, !child.hasText,
                child.attributes.isEmpty, !child.isCutShort, child.children.count == 1,
                child.children[0].isNamed("X509Certificate"), child.children[0].isLeaf
            {
                certificate = try child.children[0].base64("X509Certificate")
            } else {
                throw .keyInfo
            }
        }
        return (name, certificate)
    }
}

/// Holding an element against its form.
extension SignatureNode {
    /// Text only, without attributes.
    var isLeaf: Bool { children.isEmpty && !isCutShort && attributes.isEmpty }

    /// The text without white space at its ends.
    var trimmed: [UInt8] {
        func isBlank(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        }
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return Array(rest)
    }

    /// Value of an attribute without namespace.
    func attribute(_ name: StaticString) -> [UInt8]? {
        attributes.first { $0.namespace.isEmpty && $0.name.elementsEqual("\(name)".utf8) }?.value
    }

    func expectOnly(attributes names: [String]) throws(SealRefusal) {
        let known = names.map { Array($0.utf8) }
        for attribute in attributes
        where !attribute.namespace.isEmpty || !known.contains(attribute.name) {
            throw .form(String(decoding: name, as: UTF8.self))
        }
    }

    /// These children in this order, then at most those, and no text between them.
    func expectChildren(
        _ element: String, _ required: [StaticString], _ optional: [StaticString] = []
    ) throws(SealRefusal) {
        guard !hasText, !isCutShort, children.count >= required.count,
            children.count <= required.count + optional.count
        else { throw .form(element) }
        for (child, name) in zip(children, required + optional) where !child.isNamed(name) {
            throw .form(element)
        }
    }

    func base64(_ element: String) throws(SealRefusal) -> [UInt8] {
        guard children.isEmpty, !isCutShort, let bytes = Base64.decode(text), !bytes.isEmpty else {
            throw .form(element)
        }
        return bytes
    }
}

internal import Kernel
internal import Wire

/// One pass over a message: the canonical form of what is signed, and the signature taken out.
///
/// What stands here is what the reader of business values gets from the same bytes: one reader, one
/// tree.
struct SealScan {
    static let namespace: StaticString = "http://www.w3.org/2000/09/xmldsig#"
    /// That of the exchange platform's envelopes.
    static let exchange: StaticString = "http://www.chinaport.gov.cn/dxp"
    /// No signature in use has a third of it. Beyond it is an attack on memory.
    static let mostNodes = 48

    /// The whole message without the signature, canonical.
    private(set) var document = CanonicalText()
    /// `SignedInfo` as it stands, canonical.
    private(set) var signedInfo = CanonicalText()
    /// The same without texts that are only white space.
    private(set) var compactSignedInfo = CanonicalText()
    /// Signatures found, wherever they stand.
    private(set) var signatures = 0
    /// A signature stands elsewhere than right inside the root.
    private(set) var isMisplaced = false
    /// Signatures right inside the DxpMsg of a DxpMsgSv.
    private(set) var innerSignatures = 0
    /// A signature stands neither there nor right inside the root.
    private(set) var isStray = false
    /// Value of the root's attribute `Id`.
    private(set) var rootID: [UInt8]?
    /// Another element has an id of that value.
    private(set) var isRootIDShared = false
    /// The signature that stands right inside the root.
    private(set) var signature: SignatureNode?
    /// Where in `document` the white space before the root's end tag lies, when nothing but the
    /// signature and white space stands between the last element and it.
    private(set) var tail: Range<Int>?
    /// Byte of the message before which the root's end tag stands; nil for an empty-element tag.
    private(set) var rootEnd: Int?
    /// Byte of the message before which `ExtendMessage` stands.
    private(set) var extensionStart: Int?
    /// Byte at which the signature right inside the root begins, and at which its end tag does.
    private(set) var signatureStart: Int?
    private(set) var signatureEnd: Int?
    /// Local name of the root.
    private(set) var rootName: [UInt8] = []

    private var scope = NamespaceScope()
    /// Attributes of the namespace `xml` on the root and on the signature.
    private var inherited: [CanonicalAttribute] = []
    private var path: [SignatureNode] = []
    private var nodes = 0
    /// Depth of `SignedInfo` while inside.
    private var infoDepth: Int?
    private var tailStart = 0
    private var tailIsBlank = true
    private var signatureIsInTail = false
    private var rootStart = 0
    private var isTransport = false
    private var isInTerminal = false

    init(_ message: [UInt8], limits: XMLLimits) throws(Fault) {
        document.reserve(message.count)
        self = try XMLReader.read(message, limits: limits) { [self] reader throws(Fault) in
            var scan = self
            while true {
                switch try reader.next() {
                case .start: scan.start(reader)
                case .text: scan.text(reader)
                case .end: scan.end(reader)
                case .finish: return scan
                }
            }
        }
    }

    private mutating func start(_ reader: borrowing XMLReader) {
        let declared = scope.enter(reader)
        let isSignature = reader.isElement("Signature", in: Self.namespace)
        if reader.depth == 1 { startRoot(reader) }
        if isSignature { count(signature: reader) }
        if reader.depth > 1, let rootID, !isRootIDShared {
            isRootIDShared = CanonicalAttribute.all(of: reader).contains {
                $0.isID && $0.value == rootID
            }
        }
        if reader.depth == 2 {
            isInTerminal = isTransport && reader.isElement("DxpMsg", in: Self.exchange)
        }
        if path.isEmpty, !(isSignature && reader.depth == 2) {
            if reader.depth == 2 { startPart(reader) }
            document.start(reader, declaring: declared)
            return
        }
        if path.isEmpty {
            signatureIsInTail = true
            if signatureStart == nil { signatureStart = reader.offset }
            let own = CanonicalAttribute.all(of: reader).filter(\.isInherited)
            inherited = own + inherited.filter { one in !own.contains { $0.isNamed(like: one) } }
        }
        startInside(reader, declared)
    }

    private mutating func startRoot(_ reader: borrowing XMLReader) {
        rootName = Array(reader.localName.utf8)
        rootStart = reader.offset
        isTransport = reader.isElement("DxpMsgSv", in: Self.exchange)
        let all = CanonicalAttribute.all(of: reader)
        inherited = all.filter(\.isInherited)
        rootID = all.first { $0.namespace.isEmpty && $0.name == Array("Id".utf8) }?.value
    }

    private mutating func count(signature reader: borrowing XMLReader) {
        signatures += 1
        guard reader.depth != 2 else { return }
        isMisplaced = true
        if reader.depth == 3, isInTerminal {
            innerSignatures += 1
        } else {
            isStray = true
        }
    }

    private mutating func startPart(_ reader: borrowing XMLReader) {
        signatureIsInTail = false
        if extensionStart == nil, Array(reader.localName.utf8) == Array("ExtendMessage".utf8) {
            extensionStart = reader.offset
        }
    }

    private mutating func startInside(
        _ reader: borrowing XMLReader, _ declared: [NamespaceScope.Binding]
    ) {
        nodes += 1
        path.append(SignatureNode(reader))
        if let infoDepth, reader.depth > infoDepth {
            signedInfo.start(reader, declaring: declared)
            compactSignedInfo.start(reader, declaring: declared)
        } else if path.count == 2, infoDepth == nil, signedInfo.bytes.isEmpty,
            reader.isElement("SignedInfo", in: Self.namespace)
        {
            infoDepth = reader.depth
            signedInfo.start(reader, declaring: scope.all, inherited: inherited)
            compactSignedInfo.start(reader, declaring: scope.all, inherited: inherited)
        }
    }

    private mutating func text(_ reader: borrowing XMLReader) {
        if path.isEmpty {
            document.text(reader)
            if reader.depth == 1, !reader.isBlank { tailIsBlank = false }
            return
        }
        path[path.count - 1].take(reader)
        if infoDepth != nil {
            signedInfo.text(reader)
            if !reader.isBlank { compactSignedInfo.text(reader) }
        }
    }

    private mutating func end(_ reader: borrowing XMLReader) {
        scope.leave()
        guard let node = path.popLast() else {
            if reader.depth == 1 {
                if reader.offset != rootStart { rootEnd = reader.offset }
                if signatureIsInTail, tailIsBlank { tail = tailStart..<document.bytes.count }
            }
            document.end(reader)
            if reader.depth == 2 {
                tailStart = document.bytes.count
                tailIsBlank = true
            }
            return
        }
        if infoDepth != nil {
            signedInfo.end(reader)
            compactSignedInfo.end(reader)
            if infoDepth == reader.depth { infoDepth = nil }
        }
        if path.isEmpty {
            if signature == nil {
                signature = node
                signatureEnd = reader.offset
            }
        } else if nodes <= Self.mostNodes {
            path[path.count - 1].children.append(node)
        } else {
            path[path.count - 1].isCutShort = true
        }
    }

    /// The canonical message with exactly one line feed between its last element and the root's end
    /// tag; nil where that is not white space around the signature.
    var documentEndingInLineFeed: [UInt8]? {
        guard let tail else { return nil }
        var changed = Array(document.bytes[..<tail.lowerBound])
        changed.append(0x0A)
        changed += document.bytes[tail.upperBound...]
        return changed
    }
}

/// An element of a signature, as far as it matters.
struct SignatureNode {
    /// Local name; empty outside of the namespace of signatures.
    let name: [UInt8]
    let attributes: [CanonicalAttribute]
    var children: [SignatureNode] = []
    /// All text right inside.
    var text: [UInt8] = []
    var hasText = false
    /// Children were left out because there are too many.
    var isCutShort = false

    init(_ reader: borrowing XMLReader) {
        let isOfSignatures = reader.namespaceName.map { name in
            name.utf8.elementsEqual("\(SealScan.namespace)".utf8)
        }
        name = isOfSignatures == true ? Array(reader.localName.utf8) : []
        attributes = CanonicalAttribute.all(of: reader)
    }

    mutating func take(_ reader: borrowing XMLReader) {
        reader.appendText(to: &text)
        if !reader.isBlank { hasText = true }
    }

    func isNamed(_ expected: StaticString) -> Bool {
        name.elementsEqual("\(expected)".utf8)
    }
}

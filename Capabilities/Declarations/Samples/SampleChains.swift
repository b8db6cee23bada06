public import Kernel
public import Seal
public import Wire

/// Makes chains of documents as the systems of enterprises send them. The same arguments give the
/// same bytes.
///
///     let samples = SampleChains(catalogue: catalogue, cast: .six(), at: clock.now())
///     for message in try samples.messages(of: samples.chain(1, .direct)) { … }
public struct SampleChains: Sendable {
    public let cast: SampleCast
    let prefix: String
    let seed: UInt64
    let at: Instant
    /// Signs the lists; nil for signatures that hold for nobody.
    public var sealer: Sealer?
    private let tables: [String: MessageTable]

    /// - Parameters:
    ///   - prefix: begins every number of a document, so that several makers do not collide: up to
    ///     ten capital letters and digits.
    ///   - at: time of filing and day of declaration.
    public init(
        catalogue: MessageCatalogue, cast: SampleCast, prefix: String = "TEST", seed: UInt64 = 1,
        at: Instant
    ) {
        self.cast = cast
        self.prefix = prefix
        self.seed = seed
        self.at = at
        var tables: [String: MessageTable] = [:]
        for table in catalogue.tables { tables[table.number] = table }
        self.tables = tables
    }

    /// The documents of one parcel.
    ///
    /// - Parameters:
    ///   - number: every number is another parcel.
    ///   - buyer: number of the buyer; nil for a buyer of its own.
    public func chain(
        _ number: Int, _ kind: SampleKind, basket: SampleBasket = .usual, buyer: Int? = nil,
        defect: SampleDefect? = nil
    ) -> SampleChain {
        let facts = SampleFacts(
            self, number, kind, basket: basket, buyer: SampleBuyer(buyer ?? number), defect: defect)
        let documents = kind.isImport ? facts.importDocuments() : facts.exportDocuments()
        return SampleChain(
            kind: kind, orderNo: facts.orderNo, waybill: facts.waybill, copNo: facts.copNo,
            defect: defect, documents: documents)
    }

    /// A message per document, in the order of the chain.
    ///
    /// - Parameter transmitter: who transmits all of them in place of each document's own sender.
    public func messages(
        of chain: SampleChain, sentBy transmitter: SampleEnterprise? = nil
    ) throws(MessageDraft.Misfit) -> [SampleMessage] {
        var messages: [SampleMessage] = []
        for document in chain.documents {
            let guid = document.draft.head["guid"] ?? ""
            var message = try write([document], guid: guid, sentBy: transmitter)
            if messages.isEmpty, let defect = chain.defect {
                message = message.spoilt(by: defect)
            }
            messages.append(message)
        }
        return messages
    }

    /// The documents of several chains in messages of up to a hundred, one message type and sender
    /// each; the lists come last.
    public func batches(
        of chains: [SampleChain], atMost most: Int = 100
    ) throws(MessageDraft.Misfit) -> [SampleMessage] {
        var groups: [[SampleDocument]] = []
        var places: [String: Int] = [:]
        for document in chains.flatMap(\.documents) {
            let key = document.number + document.sender.creditCode
            if let place = places[key], groups[place].count < most {
                groups[place].append(document)
            } else {
                places[key] = groups.count
                groups.append([document])
            }
        }
        let lists = groups.filter { $0.first?.isList ?? false }
        let others = groups.filter { !($0.first?.isList ?? false) }
        var messages: [SampleMessage] = []
        for group in others + lists {
            // The guid of the message differs from those of its documents.
            let first = group.first?.draft.head["guid"] ?? ""
            var draw = SampleDraw(seed: fingerprint(first) &+ UInt64(group.count))
            messages.append(try write(group, guid: draw.guid(), sentBy: nil))
        }
        return messages
    }

    func write(
        _ documents: [SampleDocument], guid: String, sentBy transmitter: SampleEnterprise?
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let first = documents.first, let table = tables[first.number] else {
            throw .noSuchNode(documents.first?.number ?? "")
        }
        let sender = transmitter ?? first.sender
        let draft = MessageDraft(
            guid: guid, documents: documents.map(\.draft),
            transfer: [
                "copCode": sender.code(isImport: first.isImport), "copName": sender.name,
                "dxpMode": "DXP", "dxpId": sender.dxpID,
            ],
            signature: table.wantsSignature && sealer == nil ? sampleSignature(guid: guid) : nil)
        var bytes = try table.write(draft)
        if let sealer, table.wantsSignature {
            guard let signed = try? sealer.seal(bytes, at: .init(for: table)) else {
                throw .noSuchNode("Signature")
            }
            bytes = signed
        }
        return SampleMessage(
            type: table.type, guid: guid, sender: sender, bytes: bytes,
            documents: documents.count)
    }
}

extension SampleDocument {
    var isList: Bool { number == "621" || number == "603" }
    var isImport: Bool { number.utf8.count == 3 && importNumbers.contains(number) }
}

extension SampleEnterprise {
    /// Import documents name enterprises by customs registration, export documents by credit code:
    /// both habits are met, and a gateway has to know both.
    func code(isImport: Bool) -> String { isImport ? customsCode : creditCode }
}

private let importNumbers: Set<String> = [
    "311", "411", "511", "513", "621", "623", "625", "711",
]

extension MessageTable {
    /// Whether the schema or the text of the specification asks for a signature.
    fileprivate var wantsSignature: Bool { signature == .required || signature == .expected }
}

/// FNV-1a of the bytes of a text.
func fingerprint(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
}

/// A signature in the form the schema wants. Its values are not those of any certificate: whoever
/// verifies it must refuse it.
func sampleSignature(guid: String) -> [UInt8] {
    let algorithm = "http://www.w3.org/2000/09/xmldsig#"
    let form = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    return Array(
        """
        <ds:Signature xmlns:ds="\(algorithm)"><ds:SignedInfo>\
        <ds:CanonicalizationMethod Algorithm="\(form)"></ds:CanonicalizationMethod>\
        <ds:SignatureMethod Algorithm="\(algorithm)rsa-sha1"></ds:SignatureMethod>\
        <ds:Reference URI=""><ds:Transforms>\
        <ds:Transform Algorithm="\(algorithm)enveloped-signature"></ds:Transform></ds:Transforms>\
        <ds:DigestMethod Algorithm="\(algorithm)sha1"></ds:DigestMethod>\
        <ds:DigestValue>AAAAAAAAAAAAAAAAAAAAAAAAAAA=</ds:DigestValue></ds:Reference>\
        </ds:SignedInfo><ds:SignatureValue>\(sampleSignatureValue)</ds:SignatureValue>\
        <ds:KeyInfo><ds:KeyName>TEST</ds:KeyName></ds:KeyInfo></ds:Signature>
        """.utf8)
}

/// 128 zero bytes in base64.
private let sampleSignatureValue = String(repeating: "A", count: 171) + "="

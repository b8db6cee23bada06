import Kernel
import Seal
import Wire

/// Reads and writes envelopes by their table (`Data/envelopes.tsv`).
struct EnvelopeForm: Sendable {
    private let tables: NestedTables

    /// An envelope carries a message of ten mebibytes, which base64 makes longer by a third.
    static let limits = XMLLimits(bytes: 15 << 20, depth: 16)
    static let bodyLimit = 15 << 20
    /// What may be in it.
    private static let mostData = 10 << 20

    init(_ tables: NestedTables) { self.tables = tables }

    static func load(_ share: Share) throws -> EnvelopeForm {
        EnvelopeForm(
            try NestedTables.load("Capabilities/Declarations/Data/envelopes.tsv", from: share))
    }

    /// Which envelope these bytes are, told from their first tag: `DxpMsg`, `DxpMsgSv`, `DxpRep`.
    func kind(of bytes: [UInt8]) -> String? { tables.root(of: bytes) }

    // MARK: DxpMsg and DxpMsgSv

    struct Reading: Sendable {
        /// Nil when a fault leaves it unclear what is carried.
        let envelope: Envelope?
        /// As far as it could be read, for the answer.
        let head: Envelope.Head?
        let faults: [Fault]
        /// Whether there is a signature over all of it.
        var isSigned = false
        /// Whether a terminal message inside a transport one has a signature of its own.
        var isSignedInside = false
    }

    /// Reads an envelope: every fault of its own, none of what is in it.
    func read(_ bytes: [UInt8]) -> Reading {
        let reading = tables.read(bytes, limits: EnvelopeForm.limits)
        guard let root = reading.element else {
            return Reading(envelope: nil, head: nil, faults: reading.faults)
        }
        let isTransport = root.name == "DxpMsgSv"
        guard let message = isTransport ? root["DxpMsg"] : root, message.name == "DxpMsg" else {
            let faults = reading.faults.isEmpty ? [EnvelopeFault.notAMessage] : reading.faults
            return Reading(envelope: nil, head: nil, faults: faults)
        }
        let head = message["TransInfo"].map(EnvelopeForm.head)
        var faults = reading.faults
        let path = (isTransport ? "/DxpMsgSv" : "") + "/DxpMsg"
        let data = data(of: message, head, path, &faults)
        guard faults.isEmpty, let head, let data else {
            return Reading(envelope: nil, head: head, faults: faults)
        }
        var envelope = Envelope(head: head, data: data)
        let more = message["AddInfo"]
        envelope.fileName = more?["FileName"]?.text
        envelope.keys = (more?["BizKey"]?.children ?? []).map {
            Envelope.Key(name: $0.attributes["name"] ?? "", value: $0.text)
        }
        if isTransport, let number = root["SvNo"] {
            envelope.transport = Envelope.Transport(
                messageID: number.text("MsgId"), copy: number["SubMsgId"]?.text,
                sentAt: number.text("SendTime"), destination: number.text("EndNode"),
                start: number.text("StaNode"))
        }
        return Reading(
            envelope: envelope, head: head, faults: [], isSigned: root["Signature"] != nil,
            isSignedInside: isTransport && message["Signature"] != nil)
    }

    private func data(
        of message: NestedElement, _ head: Envelope.Head?, _ path: String, _ faults: inout [Fault]
    ) -> [UInt8]? {
        guard let element = message["Data"] else { return nil }
        guard let data = Base64.decode(element.bytes), !data.isEmpty else {
            faults.append(EnvelopeFault.notBase64("\(path)/Data", element.line))
            return nil
        }
        guard data.count <= EnvelopeForm.mostData else {
            faults.append(EnvelopeFault.dataTooLarge("\(path)/Data", element.line))
            return nil
        }
        if tables.root(of: data) != nil {
            faults.append(EnvelopeFault.nested("\(path)/Data", element.line))
            return nil
        }
        if let head, let root = rootName(of: data), !head.type.isEmpty,
            head.type != root, head.type + "Message" != root
        {
            faults.append(
                EnvelopeFault.otherType(head.type, root, "\(path)/TransInfo/MsgType", element.line))
        }
        return data
    }

    private static func head(_ info: NestedElement) -> Envelope.Head {
        Envelope.Head(
            copMsgID: info.text("CopMsgId"), sender: info.text("SenderId"),
            receivers: (info["ReceiverIds"]?.children ?? []).map(\.text),
            createdAt: info.text("CreatTime"), type: info.text("MsgType"))
    }

    /// The bytes of an envelope: the same values always give the same bytes.
    func write(_ envelope: Envelope) throws(MessageDraft.Misfit) -> [UInt8] {
        var parts = [
            EnvelopeForm.element("TransInfo", envelope.head),
            NestedElement("Data", Base64.encode(envelope.data)),
        ]
        var more: [NestedElement] = []
        if let name = envelope.fileName { more.append(NestedElement("FileName", name)) }
        if !envelope.keys.isEmpty {
            more.append(
                NestedElement(
                    "BizKey", "",
                    envelope.keys.map {
                        NestedElement("Key", $0.value, attributes: ["name": $0.name])
                    }))
        }
        if !more.isEmpty { parts.append(NestedElement("AddInfo", "", more)) }
        let message = NestedElement("DxpMsg", "", parts)
        guard let transport = envelope.transport else { return try tables.write(message) }
        var number = [NestedElement("MsgId", transport.messageID)]
        if let copy = transport.copy { number.append(NestedElement("SubMsgId", copy)) }
        number += [
            NestedElement("SendTime", transport.sentAt),
            NestedElement("EndNode", transport.destination),
            NestedElement("StaNode", transport.start),
        ]
        return try tables.write(
            NestedElement("DxpMsgSv", "", [NestedElement("SvNo", "", number), message]))
    }

    private static func element(_ name: String, _ head: Envelope.Head) -> NestedElement {
        NestedElement(
            name, "",
            [
                NestedElement("CopMsgId", head.copMsgID), NestedElement("SenderId", head.sender),
                NestedElement(
                    "ReceiverIds", "", head.receivers.map { NestedElement("ReceiverId", $0) }),
                NestedElement("CreatTime", head.createdAt), NestedElement("MsgType", head.type),
            ])
    }

    // MARK: DxpRep

    func write(_ answer: EnvelopeAnswer) throws(MessageDraft.Misfit) -> [UInt8] {
        var response = [
            NestedElement("ResponseCode", answer.code),
            NestedElement("ResponseInfo", EnvelopeForm.cut(answer.info)),
        ]
        if !answer.results.isEmpty {
            response.append(
                NestedElement(
                    "Results", "",
                    answer.results.map { result in
                        NestedElement(
                            "Result", "",
                            [
                                NestedElement("RecId", result.receiver),
                                NestedElement("Code", result.code),
                                NestedElement("Info", EnvelopeForm.cut(result.info)),
                            ])
                    }))
        }
        response += [
            NestedElement("NoticeTime", answer.day.text),
            EnvelopeForm.element("OriHead", answer.head),
        ]
        return try tables.write(
            NestedElement(
                "DxpRep", "",
                [
                    NestedElement("RecevierId", answer.receiver),
                    NestedElement("Response", "", response),
                ]))
    }

    /// The schema ends at three hundred characters.
    private static func cut(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(300)))
    }

    /// Every fault of an answer.
    func faults(ofAnswer bytes: [UInt8]) -> [Fault] {
        tables.read(bytes, limits: EnvelopeForm.limits).faults
    }

    /// The head of the message an answer is about; nil when it does not repeat it. Some nodes put a
    /// `TransInfo` into it.
    func oriHead(_ bytes: [UInt8]) -> Envelope.Head? {
        guard let root = tables.read(bytes, limits: EnvelopeForm.limits).element else { return nil }
        return root["Response"]?["OriHead"].map(EnvelopeForm.head)
    }

    /// What an answer says, read tolerantly: platforms differ in what they leave out. The first
    /// code that is no success, else the first; nil when it is no answer.
    func answer(_ bytes: [UInt8], codes: ExchangeCodes) -> (code: String, info: String)? {
        let reading = tables.read(bytes, limits: EnvelopeForm.limits)
        guard let root = reading.element, root.name == "DxpRep" else { return nil }
        let all = root.children.filter { $0.name == "Response" }.map {
            (code: $0.text("ResponseCode"), info: $0.text("ResponseInfo"))
        }
        return all.first { codes.kind(of: $0.code) != .taken } ?? all.first
    }
}

extension NestedElement {
    fileprivate init(_ name: String, _ text: String, _ children: [NestedElement]) {
        self.init(name, text, attributes: [:], children)
    }
}

/// Name of the root element; nil when the first tag cannot be read.
func rootName(of bytes: [UInt8]) -> String? {
    let found: String?? = try? XMLReader.read(bytes, limits: EnvelopeForm.limits) {
        reader throws(Fault) in
        try reader.next() == .start ? reader.localName : nil
    }
    return found ?? nil
}

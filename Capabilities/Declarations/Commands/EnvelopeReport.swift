import Kernel
import Wire

/// What a check says of an envelope: its own faults, then those of what is in it.
struct EnvelopeReport: Sendable {
    /// `DxpMsg/CEB311`.
    let type: String
    let documents: Int
    let faults: [Fault]

    init(_ bytes: [UInt8], _ kind: String, _ catalogue: MessageCatalogue, _ form: EnvelopeForm) {
        guard kind != "DxpRep" else {
            type = kind
            documents = 0
            faults = form.faults(ofAnswer: bytes)
            return
        }
        let reading = form.read(bytes)
        guard let envelope = reading.envelope else {
            type = kind
            documents = 0
            faults = reading.faults
            return
        }
        let inside = catalogue.read(envelope.data)
        type = "\(kind)/\(inside.type)"
        documents = inside.documents.count
        let place = kind == "DxpMsg" ? "/DxpMsg/Data" : "/\(kind)/DxpMsg/Data"
        faults = inside.faults.map { fault in
            // Lines count in the message inside; the path says where that is.
            Fault(
                code: fault.code, path: place + fault.path, line: fault.line,
                message: fault.message, fix: fault.fix)
        }
    }
}

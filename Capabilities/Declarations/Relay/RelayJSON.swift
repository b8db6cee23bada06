import Kernel
import Seal
import Wire

/// The JSON in which a local data centre takes messages (规范第 11.5 节所列接口之一): a head, and the
/// message in base64. It answers `OK`.
enum RelayJSON {
    static func body(of envelope: Envelope) -> [UInt8] {
        let head = envelope.head
        let time = String(
            decoding: head.createdAt.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)
        return Array(
            JSON.object([
                .init(
                    "message",
                    .object([
                        .init(
                            "messageHead",
                            .object([
                                .init("version", .text("1.0")),
                                .init("messageId", .text(head.copMsgID)),
                                .init("senderID", .text(head.sender)),
                                .init("receiverID", .text(head.receivers.first ?? "")),
                                .init("sendTime", .text(time)),
                                .init("messageType", .text("\(head.type).xml")),
                            ])),
                        .init(
                            "messageBody",
                            .object([.init("data", .text(Base64.encode(envelope.data)))])),
                    ]))
            ]).encoded.utf8)
    }

    static func isTaken(_ answer: [UInt8]) -> Bool {
        let text = String(decoding: answer.prefix(64), as: UTF8.self).trimmedBlanks
        return ["OK", "\"OK\""].contains(text.uppercased())
    }
}

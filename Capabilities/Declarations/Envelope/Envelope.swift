import Kernel

/// The cover in which a message travels over the exchange platform: a terminal message (DxpMsg),
/// perhaps with the head that nodes put around it (DxpMsgSv). Names as in the specification.
struct Envelope: Sendable, Hashable {
    /// Who sends what to whom (`TransInfo`).
    struct Head: Sendable, Hashable {
        /// Number the sender gave the message: by it a repeat and an answer are known.
        var copMsgID: String
        /// DXP number of the sender.
        var sender: String
        /// DXP numbers of the receivers, one to five.
        var receivers: [String]
        /// `yyyy-MM-ddTHH:mm:ss`, China time; the element is `CreatTime` in the standard.
        var createdAt: String
        /// Root of the business message: `CEB311Message`.
        var type: String
    }

    /// What a node adds on the way to another one (`SvNo`).
    struct Transport: Sendable, Hashable {
        /// 8 characters of the node, 14 of the time, 10 of a sequence.
        var messageID: String
        var copy: String?
        var sentAt: String
        var destination: String
        var start: String
    }

    var head: Head
    /// The business message, byte for byte.
    var data: [UInt8]
    var fileName: String?
    /// Business keys by name, in their order.
    var keys: [Key] = []
    /// Nil for a terminal message.
    var transport: Transport?

    struct Key: Sendable, Hashable {
        let name: String
        let value: String
    }

    /// `yyyy-MM-ddTHH:mm:ss`: how envelopes write a time.
    static func time(_ instant: Instant) -> String { String(instant.iso.prefix(19)) }
}

/// What the exchange platform says to an envelope (DxpRep).
struct EnvelopeAnswer: Sendable, Hashable {
    struct Result: Sendable, Hashable {
        let receiver: String
        let code: String
        let info: String
    }

    /// Whom it answers; the element is `RecevierId` in the standard.
    var receiver: String
    var code: String
    var info: String
    var results: [Result] = []
    /// Day of the notice.
    var day: Day
    var head: Envelope.Head
}

public import Wire

/// Which way goods go and under which regime.
public enum SampleKind: String, Sendable, Hashable, CaseIterable {
    /// Import, bought abroad and flown in (9610).
    case direct
    /// Import out of a bonded warehouse (1210).
    case bonded
    /// Retail export, released by list and counted by heading (9610, flag A).
    case simplified
    /// Retail export, to be summarised with ten-digit codes (9610, flag B).
    case summarised

    public var isImport: Bool { self == .direct || self == .bonded }
}

/// What is bought.
public enum SampleBasket: Sendable, Hashable {
    /// One to three kinds of goods, well below every limit.
    case usual
    /// One kind, just below the limit of one purchase: six of them use up a buyer's year.
    case large
    /// What the risk rules send to an officer: food supplements for more than a thousand yuan, or
    /// an export for more than fifty thousand.
    case watched
    /// A single article above the limit of one purchase: taxed in full and looked at.
    case dear
}

/// One document of a chain, before it is written.
public struct SampleDocument: Sendable, Hashable {
    /// `311`.
    public let number: String
    public var draft: MessageDraft.Document
    /// Who sends it.
    public let sender: SampleEnterprise
}

/// The documents of one parcel: order, payment, waybill, list. They match unless a defect was asked
/// for.
public struct SampleChain: Sendable, Hashable {
    public let kind: SampleKind
    public let orderNo: String
    public let waybill: String
    /// The declarant's own number of the list.
    public let copNo: String
    public let defect: SampleDefect?
    /// In the order in which they come about; the list is the last.
    public var documents: [SampleDocument]
}

/// A message ready to be posted.
public struct SampleMessage: Sendable, Hashable {
    /// `CEB311`.
    public let type: String
    public let guid: String
    /// Whose key it is sent with.
    public let sender: SampleEnterprise
    public let bytes: [UInt8]
    /// How many documents it holds.
    public let documents: Int

    public init(
        type: String, guid: String, sender: SampleEnterprise, bytes: [UInt8], documents: Int
    ) {
        self.type = type
        self.guid = guid
        self.sender = sender
        self.bytes = bytes
        self.documents = documents
    }

    public var isList: Bool { type == "CEB621" || type == "CEB603" }
}

/// Kinds of documents that are taken. What a file is decides on its first bytes, never on its name.
public enum DocumentType: String, Sendable, Hashable, CaseIterable {
    case pdf, png, jpeg

    /// As it is sent back to whoever opens the document.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        }
    }

    /// What the bytes begin with; nil when they are none of the kinds.
    public init?(bytes: [UInt8]) {
        for type in Self.allCases where bytes.starts(with: type.mark) {
            self = type
            return
        }
        return nil
    }

    private var mark: [UInt8] {
        switch self {
        case .pdf: Array("%PDF-".utf8)
        case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        case .jpeg: [0xFF, 0xD8, 0xFF]
        }
    }
}

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

    /// How many pixels a picture unpacks to, as its own header says; nil where it does not say.
    func pixels(_ bytes: [UInt8]) -> Int? {
        switch self {
        case .pdf: nil
        case .png:
            bytes.count >= 24 ? Self.number(bytes[16..<20]) * Self.number(bytes[20..<24]) : nil
        case .jpeg: Self.jpegPixels(bytes)
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        // At most 2^31 each, so that their product fits.
        min(bytes.reduce(0) { $0 << 8 | Int($1) }, 1 << 31)
    }

    /// Walks the segments to the frame, which holds height and width.
    private static func jpegPixels(_ bytes: [UInt8]) -> Int? {
        var at = 2
        while at + 9 < bytes.count, bytes[at] == 0xFF {
            let mark = bytes[at + 1]
            let isFrame = (0xC0...0xCF).contains(mark) && ![0xC4, 0xC8, 0xCC].contains(mark)
            if isFrame {
                return number(bytes[(at + 5)..<(at + 7)]) * number(bytes[(at + 7)..<(at + 9)])
            }
            at += 2 + max(2, number(bytes[(at + 2)..<(at + 4)]))
        }
        return nil
    }
}

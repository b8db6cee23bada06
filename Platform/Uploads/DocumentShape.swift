/// Whether a document can be read by whoever has to decide, and does not unpack to more than a
/// machine can hold. Pictures are judged by their structure; what a PDF packs is unpacked, up to a
/// limit, and thrown away.
public enum DocumentShape {
    /// What is wrong with a document.
    public enum Trouble: Sendable, Hashable, CaseIterable {
        /// Broken off, or not put together as its kind is.
        case unreadable
        /// So small that nothing can be read on it.
        case tiny
        /// A picture of more than `mostPixels`.
        case pixels
        /// Unpacks to more than `mostUnpacked`, or is packed again and again.
        case bomb
        /// Of so many parts, or so nested, that it was given up before all of it was looked into.
        case tangled
        /// More than `mostPages`.
        case pages
        /// Encrypted: nobody can say what is in it.
        case locked
        /// A script, a program to start or a scripted form: it does something by itself.
        case active
        /// Other files are in it.
        case embedded
        /// The scanner knows what is in it (`VirusScanner`).
        case infected
    }

    /// More than any scanner gives.
    public static let mostPixels = 100_000_000
    /// Pixels on a side, at least: less shows no word of a paper.
    public static let leastSide = 64
    public static let mostPages = 2_000
    /// Bytes that one packed part of a PDF may unpack to: a page in colour at 600 dpi.
    public static let mostUnpacked = 128 << 20
    /// Compressed texts and profiles in a picture, together, in bytes: they unpack to a thousand
    /// times as much.
    private static let mostBeside = 256 * 1_024

    public static func trouble(_ type: DocumentType, _ bytes: [UInt8]) -> Trouble? {
        switch type {
        case .pdf: return PDFShape.trouble(bytes)
        case .png: return png(bytes)
        case .jpeg:
            var work = Int.max
            return jpeg(bytes[...], &work)
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    static func size(_ width: Int, _ height: Int) -> Trouble? {
        // Each at most 2^32, so that the product is compared without being made.
        if width == 0 || height == 0 { return .unreadable }
        if width > mostPixels / height { return .pixels }
        return min(width, height) < leastSide ? .tiny : nil
    }

    // MARK: PNG

    /// Header, pieces one after the other, data and end.
    private static func png(_ bytes: [UInt8]) -> Trouble? {
        var at = 8
        var (data, beside) = (0, 0)
        var header: (width: Int, height: Int)?
        while at + 12 <= bytes.count {
            let length = number(bytes[at..<(at + 4)])
            let name = Array(bytes[(at + 4)..<(at + 8)])
            guard length <= bytes.count - at - 12 else { return .unreadable }
            switch String(decoding: name, as: UTF8.self) {
            case "IHDR":
                guard header == nil, length == 13, at == 8 else { return .unreadable }
                let (width, height) = (
                    number(bytes[(at + 8)..<(at + 12)]), number(bytes[(at + 12)..<(at + 16)])
                )
                if let trouble = size(width, height) { return trouble }
                header = (width: width, height: height)
            case "IDAT": data += length
            case "zTXt", "iTXt", "iCCP": beside += length
            case "IEND":
                guard header != nil, data > 0 else { return .unreadable }
                return beside > mostBeside ? .bomb : nil
            default: break
            }
            guard header != nil else { return .unreadable }
            at += 12 + length
        }
        return .unreadable
    }

    // MARK: JPEG

    /// What a step to the next segment costs, in bytes that could be read.
    private static let segmentCost = 8

    /// Walks the segments to the first scan. Before a mark may stand any number of bytes `FF`; a
    /// reader skips them, and so does this. Each step takes from `work`; where nothing is left of
    /// it, the file is given up.
    static func jpeg(_ bytes: ArraySlice<UInt8>, _ work: inout Int) -> Trouble? {
        var at = bytes.startIndex + 2
        var frame: Trouble??
        while at < bytes.endIndex {
            guard bytes[at] == 0xFF else { return .unreadable }
            let fill = at
            while at < bytes.endIndex, at - fill <= work, bytes[at] == 0xFF { at += 1 }
            work -= at - fill + segmentCost
            guard work >= 0 else { return .tangled }
            guard at < bytes.endIndex else { return .unreadable }
            let mark = bytes[at]
            at += 1
            // Marks without a segment.
            if mark == 0x01 || (0xD0...0xD7).contains(mark) { continue }
            guard mark != 0x00, mark != 0xD8, mark != 0xD9, at + 2 <= bytes.endIndex else {
                return .unreadable
            }
            let length = number(bytes[at..<(at + 2)])
            guard length >= 2, length <= bytes.endIndex - at else { return .unreadable }
            if mark == 0xDA { return frame ?? .unreadable }
            if (0xC0...0xCF).contains(mark), ![0xC4, 0xC8, 0xCC].contains(mark) {
                // One picture has one frame; a height of 0 would come later, unknown now.
                guard length >= 8, frame == nil else { return .unreadable }
                frame = size(
                    number(bytes[(at + 5)..<(at + 7)]), number(bytes[(at + 3)..<(at + 5)]))
            }
            at += length
        }
        return .unreadable
    }
}

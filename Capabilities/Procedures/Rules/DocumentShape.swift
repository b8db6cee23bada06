/// Whether a document can be read by whoever has to decide, and does not unpack to more than a
/// machine can hold. Looks at the structure only: nothing is unpacked here.
enum DocumentShape {
    /// What is wrong with a document.
    enum Trouble: Hashable {
        /// Broken off, or not put together as its kind is.
        case unreadable
        /// So small that nothing can be read on it.
        case tiny
        /// Unpacks to more than `mostPixels`, or is made to.
        case bomb
        /// More than `mostPages`.
        case pages
    }

    /// More than any scanner gives.
    static let mostPixels = 100_000_000
    /// Pixels on a side, at least: less shows no word of a paper.
    static let leastSide = 64
    static let mostPages = 2_000
    /// Compressed texts and profiles in a picture, together, in bytes: they unpack to a thousand
    /// times as much.
    private static let mostBeside = 256 * 1_024

    static func trouble(_ type: DocumentType, _ bytes: [UInt8]) -> Trouble? {
        switch type {
        case .pdf: return pdf(bytes)
        case .png: return png(bytes)
        case .jpeg: return jpeg(bytes)
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func size(_ width: Int, _ height: Int) -> Trouble? {
        // Each at most 2^32, so that the product is compared without being made.
        if width == 0 || height == 0 { return .unreadable }
        if width > mostPixels / height { return .bomb }
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

    /// Walks the segments to the first scan. Before a mark may stand any number of bytes `FF`; a
    /// reader skips them, and so does this.
    private static func jpeg(_ bytes: [UInt8]) -> Trouble? {
        var at = 2
        var frame: Trouble??
        while at < bytes.count {
            guard bytes[at] == 0xFF else { return .unreadable }
            while at < bytes.count, bytes[at] == 0xFF { at += 1 }
            guard at < bytes.count else { return .unreadable }
            let mark = bytes[at]
            at += 1
            // Marks without a segment.
            if mark == 0x01 || (0xD0...0xD7).contains(mark) { continue }
            guard mark != 0x00, mark != 0xD8, mark != 0xD9, at + 2 <= bytes.count else {
                return .unreadable
            }
            let length = number(bytes[at..<(at + 2)])
            guard length >= 2, length <= bytes.count - at else { return .unreadable }
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

    // MARK: PDF

    /// Version, where the table of objects is, and the end; no streams packed again and again.
    private static func pdf(_ bytes: [UInt8]) -> Trouble? {
        guard bytes.count >= 8, [UInt8(ascii: "1"), UInt8(ascii: "2")].contains(bytes[5]),
            bytes[6] == UInt8(ascii: "."), (0x30...0x39).contains(bytes[7])
        else { return .unreadable }
        let end = bytes.suffix(2_048)
        guard find("%%EOF", in: end) != nil, find("startxref", in: end) != nil else {
            return .unreadable
        }
        if count("/Page", in: bytes, unlessBefore: UInt8(ascii: "s")) > mostPages { return .pages }
        return isPackedAgain(bytes) ? .bomb : nil
    }

    /// `/Filter [/FlateDecode /FlateDecode …]`: three times over is no paper but a trap.
    private static func isPackedAgain(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while let at = find("/Filter", in: rest) {
            rest = bytes[(at + 7)...]
            guard let open = rest.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D }),
                open == UInt8(ascii: "[")
            else { continue }
            let list = rest.prefix(400).prefix { $0 != UInt8(ascii: "]") }
            if list.count(where: { $0 == UInt8(ascii: "/") }) > 2 { return true }
        }
        return false
    }

    private static func find(_ word: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let word = Array(word.utf8)
        guard let first = word.first, bytes.count >= word.count else { return nil }
        var at = bytes.startIndex
        while at <= bytes.endIndex - word.count {
            if bytes[at] == first, bytes[at..<(at + word.count)].elementsEqual(word) { return at }
            at += 1
        }
        return nil
    }

    private static func count(
        _ word: String, in bytes: [UInt8], unlessBefore letter: UInt8
    ) -> Int {
        var (rest, found) = (bytes[...], 0)
        while let at = find(word, in: rest) {
            rest = bytes[(at + word.utf8.count)...]
            if rest.first != letter { found += 1 }
        }
        return found
    }
}

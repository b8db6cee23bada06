/// A PDF, looked into as far as a reader would unpack it (ISO 32000-1, 7.3 and 7.4).
///
/// Objects are not resolved: a file that means harm need not tell the truth about where they are.
/// Every place where a stream may begin is looked at, whatever stands around it, and what begins as
/// zlib's is unpacked whatever its dictionary says of it.
struct PDFShape {
    /// All packed parts together, in bytes.
    private static let mostTogether = 2 * DocumentShape.mostUnpacked
    private static let mostStreams = 50_000
    /// Bytes of a table of objects or of packed objects in which pages are counted.
    private static let keptObjects = 4 << 20
    /// Bytes before a stream in which its dictionary is looked for.
    private static let dictionaryBytes = 64 << 10

    private let bytes: [UInt8]
    private var together = Self.mostTogether
    /// Bytes that may still be looked at more than once: streams may lie in each other.
    private var work = 4 * DocumentShape.mostUnpacked
    private var pages = 0

    static func trouble(_ bytes: [UInt8]) -> DocumentShape.Trouble? {
        guard bytes.count >= 8, [UInt8(ascii: "1"), UInt8(ascii: "2")].contains(bytes[5]),
            bytes[6] == UInt8(ascii: "."), (0x30...0x39).contains(bytes[7])
        else { return .unreadable }
        let end = bytes.suffix(2_048)
        guard PDFText.find("%%EOF", in: end) != nil, PDFText.find("startxref", in: end) != nil
        else { return .unreadable }
        var shape = PDFShape(bytes: bytes)
        return shape.look()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func look() -> DocumentShape.Trouble? {
        let names = PDFText.names(in: bytes[...])
        if names.contains(where: { $0.name == "Encrypt" }) { return .locked }
        pages = names.count { $0.name == "Page" }
        if pages > DocumentShape.mostPages { return .pages }
        if let trouble = chains(bytes[...], names).trouble { return trouble }
        var (at, streams) = (bytes.startIndex, 0)
        while let found = PDFText.find("stream", in: bytes[at...]) {
            let before = max(at, found - Self.dictionaryBytes)
            at = found + 6
            // `endstream` begins nothing.
            if found >= 3, bytes[(found - 3)..<found].elementsEqual("end".utf8) { continue }
            guard let start = PDFText.data(after: at, in: bytes) else { continue }
            streams += 1
            guard streams <= Self.mostStreams else { return .bomb }
            if let trouble = look(at: start, dictionary: before..<found) { return trouble }
        }
        return pages > DocumentShape.mostPages ? .pages : nil
    }

    /// A stream whose data begin at a place.
    private mutating func look(
        at start: Int, dictionary: Range<Int>
    ) -> DocumentShape.Trouble? {
        let text = bytes[dictionary]
        let names = PDFText.names(in: text)
        let (trouble, chains) = chains(text, names)
        if let trouble { return trouble }
        let (width, height) = (
            PDFText.number(after: "Width", names, in: text),
            PDFText.number(after: "Height", names, in: text)
        )
        if let width, let height, DocumentShape.size(width, height) == .bomb { return .bomb }
        let data = bytes[start...]
        if data.starts(with: [0xFF, 0xD8, 0xFF]), DocumentShape.jpeg(data) == .bomb {
            return .bomb
        }
        let isObjects = names.contains { $0.name == "ObjStm" }
        if Unpacked.isPacked(data), let trouble = unpack(data, isObjects) { return trouble }
        for chain in chains {
            if let trouble = follow(chain, data, isObjects) { return trouble }
        }
        return nil
    }

    /// What the filters of a dictionary make of a stream.
    private mutating func follow(
        _ chain: [PDFFilter], _ data: ArraySlice<UInt8>, _ isObjects: Bool
    ) -> DocumentShape.Trouble? {
        // What zlib packs tells itself where it ends.
        guard let first = chain.first, first != .flate else {
            return chain.isEmpty || Unpacked.isPacked(data)
                ? nil : unpack(data, isObjects, isRaw: true)
        }
        guard first != .other else { return nil }
        let end = PDFText.find("endstream", in: data) ?? data.endIndex
        work -= end - data.startIndex
        guard work >= 0 else { return .bomb }
        var data = data[..<end]
        for filter in chain {
            switch filter {
            case .hex: data = PDFText.hex(data)[...]
            case .ascii85: data = PDFText.ascii85(data)[...]
            case .flate: return unpack(data, isObjects, isRaw: !Unpacked.isPacked(data))
            case .lzw:
                return spend(PDFText.lzw(data, isEarly: true, most: room))
                    ?? spend(PDFText.lzw(data, isEarly: false, most: room))
            case .runLength: return spend(PDFText.runLength(data, most: room))
            case .other: return nil
            }
        }
        return nil
    }

    private mutating func spend(_ made: Int?) -> DocumentShape.Trouble? {
        guard let made else { return .bomb }
        together -= made
        return nil
    }

    /// What one packed part may come to now.
    private var room: Int { min(together, DocumentShape.mostUnpacked) }

    private mutating func unpack(
        _ data: ArraySlice<UInt8>, _ isObjects: Bool, isRaw: Bool = false
    ) -> DocumentShape.Trouble? {
        let room = room
        var unpacked = Unpacked(most: room)
        let end = unpacked.count(data, isRaw: isRaw, keeping: isObjects ? Self.keptObjects : 0)
        guard case .done(let used) = end else { return .bomb }
        together -= room - unpacked.left
        work -= used
        guard work >= 0 else { return .bomb }
        if isObjects {
            // Packed objects hold pages as well, and no streams.
            pages += PDFText.names(in: unpacked.kept[...]).count { $0.name == "Page" }
        }
        return pages > DocumentShape.mostPages ? .pages : nil
    }

    /// Every chain of filters that is named in a text: three and more are no paper but a trap, and
    /// so are two of those that pack without bounds. Named elsewhere, it cannot be followed.
    private func chains(
        _ text: ArraySlice<UInt8>, _ names: [PDFText.Name]
    ) -> (trouble: DocumentShape.Trouble?, chains: [[PDFFilter]]) {
        var chains: [[PDFFilter]] = []
        for name in names where name.name == "Filter" {
            guard let words = PDFText.value(after: name.end, in: text) else {
                return (.unreadable, [])
            }
            let chain = words.map { PDFFilter(name: $0) }
            let packing = chain.count { $0 == .lzw || $0 == .runLength }
            if chain.count > 2 || (packing > 0 && chain.count { $0.packs } > 1) {
                return (.bomb, [])
            }
            chains.append(chain)
        }
        return (nil, chains)
    }
}

/// How a stream of a PDF is written, as far as it matters to what it unpacks to.
enum PDFFilter: Hashable {
    case flate, lzw, runLength, hex, ascii85
    /// Pictures, whose size stands in their dictionary, and what is no filter.
    case other

    init(name: String) {
        switch name {
        case "FlateDecode", "Fl": self = .flate
        case "LZWDecode", "LZW": self = .lzw
        case "RunLengthDecode", "RL": self = .runLength
        case "ASCIIHexDecode", "AHx": self = .hex
        case "ASCII85Decode", "A85": self = .ascii85
        default: self = .other
        }
    }

    /// Whether a few bytes can become many.
    var packs: Bool { [.flate, .lzw, .runLength].contains(self) }
}

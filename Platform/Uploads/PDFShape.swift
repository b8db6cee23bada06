/// A PDF, looked into as far as a reader would unpack it (ISO 32000-1, 7.3 and 7.4).
///
/// Objects are not resolved: a file that means harm need not tell the truth about where they are,
/// and where a dictionary begins cannot be told from strings and comments in it. So every place
/// where a stream may begin is looked at, what begins as zlib's is unpacked whatever is said of it,
/// and every chain of filters named so far is tried on every stream.
struct PDFShape {
    /// All packed parts together, in bytes.
    private static let mostTogether = 2 * DocumentShape.mostUnpacked
    private static let mostStreams = 50_000
    /// Names that are asked for, in one text.
    private static let mostNames = 200_000
    /// Bytes of a table of objects or of packed objects in which pages are counted.
    private static let keptObjects = 4 << 20
    /// Bytes of what is unpacked in which the size of a picture is looked for.
    private static let keptPicture = 64 << 10
    /// Times its length that a stream comes to before it counts: text taken for repeated runs,
    /// which it is not, comes to what it is.
    private static let least = 4
    /// What beginning to try a chain costs, and beginning to unpack, in bytes that could be read.
    private static let (tryCost, unpackCost) = (128, 256)

    private let bytes: [UInt8]
    private var together = Self.mostTogether
    /// Bytes that may still be read again: streams may lie in each other, and so may comments.
    private var work: Int
    private var pages = 0
    /// Chains of filters named so far, each once.
    private var chains: [[PDFFilter]] = []
    private var (width, height) = (Side(), Side())
    private var hasPackedObjects = false

    /// The largest width or height named since one was last held against a limit; then that, until
    /// another is named.
    private struct Side {
        private(set) var length: Int?
        private var isJudged = false

        mutating func take(_ new: Int) {
            length = isJudged ? new : max(length ?? 0, new)
            isJudged = false
        }

        mutating func judge() { isJudged = true }
    }

    static func trouble(_ bytes: [UInt8]) -> DocumentShape.Trouble? { look(into: bytes).trouble }

    /// Bytes that may be read again of a file of so many.
    static func allowance(_ bytes: Int) -> Int { 16 * bytes + 1 << 20 }

    /// - Returns: `work`: how many bytes were read again.
    static func look(into bytes: [UInt8]) -> (trouble: DocumentShape.Trouble?, work: Int) {
        guard bytes.count >= 8, [UInt8(ascii: "1"), UInt8(ascii: "2")].contains(bytes[5]),
            bytes[6] == UInt8(ascii: "."), (0x30...0x39).contains(bytes[7])
        else { return (.unreadable, 0) }
        let end = bytes.suffix(2_048)
        guard PDFText.find("%%EOF", in: end) != nil, PDFText.find("startxref", in: end) != nil
        else { return (.unreadable, 0) }
        var shape = PDFShape(bytes: bytes)
        let trouble = shape.look()
        return (trouble, allowance(bytes.count) - shape.work)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        work = Self.allowance(bytes.count)
    }

    private mutating func look() -> DocumentShape.Trouble? {
        guard let names = PDFText.names(in: bytes[...], most: Self.mostNames) else {
            return .tangled
        }
        if names.contains(where: { $0.key == .encrypt }) { return .locked }
        if let trouble = Self.holds(names) { return trouble }
        pages = names.count { $0.key == .page }
        if pages > DocumentShape.mostPages { return .pages }
        var (at, next, streams) = (bytes.startIndex, names.startIndex, 0)
        while let found = PDFText.find("stream", in: bytes[at...]) {
            at = found + 6
            while next < names.endIndex, names[next].end <= found {
                if let trouble = take(names[next]) { return trouble }
                next += 1
            }
            // `endstream` begins nothing.
            if found >= 3, bytes[(found - 3)..<found].elementsEqual("end".utf8) { continue }
            let start = PDFText.data(after: at, in: bytes, &work)
            guard work >= 0 else { return .tangled }
            guard let start else { continue }
            streams += 1
            guard streams <= Self.mostStreams else { return .tangled }
            if let trouble = look(at: start) { return trouble }
        }
        for name in names[next...] {
            if let trouble = take(name) { return trouble }
        }
        return nil
    }

    /// What does something by itself, or carries other files, is no paper to be read.
    private static func holds(_ names: [PDFText.Name]) -> DocumentShape.Trouble? {
        if names.contains(where: \.key.isActive) { return .active }
        return names.contains(where: \.key.isEmbedded) ? .embedded : nil
    }

    /// What a name says of the streams after it.
    private mutating func take(_ name: PDFText.Name) -> DocumentShape.Trouble? {
        switch name.key {
        case .encrypt, .page, .javaScript, .script, .launch, .scriptedForm, .embeddedFile,
            .embeddedFiles, .attachment, .embedded:
            break
        case .packedObjects: hasPackedObjects = true
        case .width:
            if let number = PDFText.number(after: name.end, in: bytes, &work) { width.take(number) }
        case .height:
            if let number = PDFText.number(after: name.end, in: bytes, &work) {
                height.take(number)
            }
        case .filter:
            guard let words = PDFText.value(after: name.end, in: bytes, &work) else {
                return .unreadable
            }
            let chain = words.map { PDFFilter(name: $0) }
            if let trouble = Self.trouble(chain) { return trouble }
            if !chain.isEmpty, !chains.contains(chain) { chains.append(chain) }
        }
        return work >= 0 ? nil : .tangled
    }

    /// Three filters and more are no paper but a trap, and so are two of those that pack without
    /// bounds.
    private static func trouble(_ chain: [PDFFilter]) -> DocumentShape.Trouble? {
        if chain.contains(.crypt) { return .locked }
        let packing = chain.count { $0 == .lzw || $0 == .runLength }
        return chain.count > 2 || (packing > 0 && chain.count { $0.packs } > 1) ? .bomb : nil
    }

    /// A stream whose data begin at a place.
    private mutating func look(at start: Int) -> DocumentShape.Trouble? {
        if let across = width.length, let down = height.length {
            if DocumentShape.size(across, down) == .pixels { return .pixels }
            width.judge()
            height.judge()
        }
        let data = bytes[start...]
        if let trouble = picture(data) { return trouble }
        let isPacked = Unpacked.isPacked(data)
        // What zlib packs tells itself where it ends.
        if isPacked || chains.contains(where: { $0.first == .flate }),
            let trouble = unpack(data, isRaw: !isPacked)
        {
            return trouble
        }
        for chain in chains where chain.first != .flate && chain.first != .other {
            if let trouble = follow(chain, data) { return trouble }
        }
        return nil
    }

    /// The size of a picture that begins as JPEG does.
    private mutating func picture(_ data: ArraySlice<UInt8>) -> DocumentShape.Trouble? {
        guard data.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
        let trouble = DocumentShape.jpeg(data, &work)
        return trouble == .pixels || trouble == .tangled ? trouble : nil
    }

    /// What a chain makes of a stream. Where its data end they tell themselves; `endstream` may be
    /// among them.
    private mutating func follow(
        _ chain: [PDFFilter], _ stream: ArraySlice<UInt8>
    ) -> DocumentShape.Trouble? {
        var data = stream
        work -= Self.tryCost
        for filter in chain {
            guard work >= 0 else { return .tangled }
            switch filter {
            case .hex, .ascii85:
                let text = filter == .hex ? PDFText.hex(data) : PDFText.ascii85(data)
                work -= text.used
                data = text.bytes[...]
            case .flate: return unpack(data, isRaw: !Unpacked.isPacked(data))
            case .lzw:
                return spend(PDFText.lzw(data, isEarly: true, most: room))
                    ?? spend(PDFText.lzw(data, isEarly: false, most: room))
            case .runLength: return spend(PDFText.runLength(data, most: room))
            case .crypt, .other: return picture(data)
            }
        }
        return work >= 0 ? nil : .tangled
    }

    private mutating func spend(_ counted: PDFText.Counted) -> DocumentShape.Trouble? {
        work -= counted.read
        guard let made = counted.made else { return .bomb }
        guard work >= 0 else { return .tangled }
        if made > Self.least * counted.used { together -= made }
        return nil
    }

    /// What one packed part may come to now.
    private var room: Int { min(together, DocumentShape.mostUnpacked) }

    private mutating func unpack(
        _ data: ArraySlice<UInt8>, isRaw: Bool
    ) -> DocumentShape.Trouble? {
        let room = room
        var unpacked = Unpacked(most: room)
        let keeping = hasPackedObjects ? Self.keptObjects : Self.keptPicture
        guard case .done(let used) = unpacked.count(data, isRaw: isRaw, keeping: keeping) else {
            return .bomb
        }
        together -= room - unpacked.left
        work -= used + Self.unpackCost
        guard work >= 0 else { return .tangled }
        if let trouble = picture(unpacked.kept[...]) { return trouble }
        if hasPackedObjects {
            // Packed objects hold pages as well, and no streams.
            guard let names = PDFText.names(in: unpacked.kept[...], most: Self.mostNames) else {
                return .tangled
            }
            pages += names.count { $0.key == .page }
            if let trouble = Self.holds(names) { return trouble }
        }
        return pages > DocumentShape.mostPages ? .pages : nil
    }
}

/// How a stream of a PDF is written, as far as it matters to what it unpacks to.
enum PDFFilter: Hashable {
    case flate, lzw, runLength, hex, ascii85
    /// Encryption of a single stream.
    case crypt
    /// Pictures, whose size stands in their dictionary, and what is no filter.
    case other

    init(name: String) {
        switch name {
        case "FlateDecode", "Fl": self = .flate
        case "LZWDecode", "LZW": self = .lzw
        case "RunLengthDecode", "RL": self = .runLength
        case "ASCIIHexDecode", "AHx": self = .hex
        case "ASCII85Decode", "A85": self = .ascii85
        case "Crypt": self = .crypt
        default: self = .other
        }
    }

    /// Whether a few bytes can become many.
    var packs: Bool { [.flate, .lzw, .runLength].contains(self) }
}

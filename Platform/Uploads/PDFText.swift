/// The small pieces a PDF is written in: names, numbers, data written as text.
///
/// What may read the same bytes again, asked for another name, takes from `work` what it reads and
/// ends where nothing is left of it.
enum PDFText {
    /// Names that are asked for; a page has thousands of others.
    enum Key: String, Hashable, CaseIterable {
        case filter = "Filter"
        case encrypt = "Encrypt"
        case page = "Page"
        case packedObjects = "ObjStm"
        case width = "Width"
        case height = "Height"
        /// Scripts, programs and forms that do something by themselves (12.6.4, 12.7.8).
        case javaScript = "JavaScript"
        case script = "JS"
        case launch = "Launch"
        case scriptedForm = "XFA"
        /// Files within the file (7.11.4).
        case embeddedFile = "EmbeddedFile"
        case embeddedFiles = "EmbeddedFiles"
        case attachment = "FileAttachment"
        case embedded = "EF"

        var isActive: Bool { [.javaScript, .script, .launch, .scriptedForm].contains(self) }
        var isEmbedded: Bool {
            [.embeddedFile, .embeddedFiles, .attachment, .embedded].contains(self)
        }

        /// What the value of a short name begins with, which chance would put into a picture too;
        /// nil for others.
        fileprivate var valueStarts: String? {
            switch self {
            case .script: "(<0123456789"
            case .scriptedForm: "[0123456789"
            case .embedded: "<0123456789"
            default: nil
            }
        }
    }

    /// A name that is asked for, and where it ends.
    struct Name: Hashable {
        let key: Key
        let end: Int
    }

    /// No name that means anything here is longer.
    private static let longestName = 127
    /// Entries of a list of filters that are read.
    private static let mostEntries = 16

    private static let keys = Dictionary(
        uniqueKeysWithValues: Key.allCases.map { (Array($0.rawValue.utf8), $0) })

    /// Every name in a text that is asked for, `/F#69lter` as `Filter`; nil when they are more than
    /// `most`.
    ///
    /// Of names of two and three letters only those that stand among written text and have a value.
    static func names(in text: ArraySlice<UInt8>, most: Int) -> [Name]? {
        text.withUnsafeBufferPointer { bytes -> [Name]? in
            var (names, at, word) = ([Name](), 0, [UInt8]())
            while at < bytes.count {
                guard bytes[at] == UInt8(ascii: "/") else {
                    at += 1
                    continue
                }
                let slash = at
                at = read(at, in: bytes, into: &word)
                if mayBeKey(word), let key = keys[word],
                    key.valueStarts.map({ isWritten(slash, at, in: bytes, $0) }) ?? true
                {
                    guard names.count < most else { return nil }
                    names.append(Name(key: key, end: text.startIndex + at))
                }
            }
            return names
        }
    }

    /// Whether a name has the length and the beginning of one that is asked for: pages have
    /// thousands of others.
    private static func mayBeKey(_ word: [UInt8]) -> Bool {
        switch word.count {
        case 2: word[0] == UInt8(ascii: "J") || word[0] == UInt8(ascii: "E")
        case 3: word[0] == UInt8(ascii: "X")
        case 4...7, 10, 12, 13, 14: true
        default: false
        }
    }

    /// Whether signs or blanks stand before a name, and behind it what its value begins with: not
    /// so in packed data, where a short name may stand by chance.
    private static func isWritten(
        _ slash: Int, _ end: Int, in text: UnsafeBufferPointer<UInt8>, _ starts: String
    ) -> Bool {
        let before = text[max(0, slash - 8)..<slash]
        guard before.allSatisfy({ (0x20...0x7E).contains($0) || isBlank($0) }) else { return false }
        let value = text[end..<min(text.count, end + 64)].first { !isBlank($0) }
        return value.map { starts.utf8.contains($0) } ?? false
    }

    /// Reads a name that begins with its slash, escapes undone; gives where it ends.
    private static func read<Text: RandomAccessCollection>(
        _ slash: Int, in text: Text, into word: inout [UInt8]
    ) -> Int where Text.Element == UInt8, Text.Index == Int {
        word.removeAll(keepingCapacity: true)
        var at = slash + 1
        while at < text.endIndex, word.count <= longestName, isRegular(text[at]) {
            if text[at] == UInt8(ascii: "#"), at + 2 < text.endIndex,
                let high = digit(text[at + 1]), let low = digit(text[at + 2])
            {
                word.append(high << 4 | low)
                at += 3
            } else {
                word.append(text[at])
                at += 1
            }
        }
        return at
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20: true
        default: false
        }
    }

    /// Neither a blank nor one of ( ) < > [ ] { } / %
    private static func isRegular(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25: false
        default: !isBlank(byte)
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// Past blanks and comments.
    private static func skip(_ start: Int, in text: [UInt8], _ work: inout Int) -> Int {
        var (at, isComment) = (start, false)
        while at < text.endIndex, at - start <= work {
            let byte = text[at]
            if byte == 0x0A || byte == 0x0D {
                isComment = false
            } else if byte == UInt8(ascii: "%") {
                isComment = true
            } else if !isComment, !isBlank(byte) {
                break
            }
            at += 1
        }
        work -= at - start
        return at
    }

    /// The names that stand after a name, one or a list; nil when they stand in another object.
    static func value(after end: Int, in text: [UInt8], _ work: inout Int) -> [String]? {
        var at = skip(end, in: text, &work)
        guard at < text.endIndex else { return [] }
        if (0x30...0x39).contains(text[at]) { return nil }
        var word: [UInt8] = []
        guard text[at] == UInt8(ascii: "[") else {
            guard text[at] == UInt8(ascii: "/") else { return [] }
            work -= read(at, in: text, into: &word) - at
            return [String(decoding: word, as: UTF8.self)]
        }
        at = skip(at + 1, in: text, &work)
        var words: [String] = []
        while at < text.endIndex, work >= 0, text[at] != UInt8(ascii: "]"),
            words.count < mostEntries
        {
            if (0x30...0x39).contains(text[at]) { return nil }
            var next = at + 1
            if text[at] == UInt8(ascii: "/") {
                next = read(at, in: text, into: &word)
                words.append(String(decoding: word, as: UTF8.self))
            }
            work -= next - at
            at = skip(next, in: text, &work)
        }
        return words
    }

    /// The number after a name, at most ten digits of it and zeros before them.
    static func number(after end: Int, in text: [UInt8], _ work: inout Int) -> Int? {
        let start = skip(end, in: text, &work)
        let zeros = text[start...].prefix(max(0, work) + 1).prefix { $0 == 0x30 || $0 == 0x2B }
        work -= zeros.count
        let digits = text[zeros.endIndex...].prefix(10).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Where the data of a stream begin, after the end of the line its keyword stands in: readers
    /// pass over whatever stands there.
    static func data(after end: Int, in bytes: [UInt8], _ work: inout Int) -> Int? {
        let rest = bytes[end...].prefix(max(0, work) + 1)
        let line = rest.firstIndex { $0 == 0x0A || $0 == 0x0D }
        work -= (line ?? rest.endIndex) - end
        guard let line else { return nil }
        let isTwo = bytes[line] == 0x0D && line + 1 < bytes.count && bytes[line + 1] == 0x0A
        return isTwo ? line + 2 : line + 1
    }

    static func find(_ word: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let word = Array(word.utf8)
        guard let first = word.first, bytes.count >= word.count else { return nil }
        return bytes.withUnsafeBufferPointer { found in
            var at = 0
            while at <= found.count - word.count {
                if found[at] == first, found[at..<(at + word.count)].elementsEqual(word) {
                    return bytes.startIndex + at
                }
                at += 1
            }
            return nil
        }
    }

    // MARK: Data written as text, and what is packed otherwise

    /// What comes of a stream, and how many bytes of it were read.
    typealias Decoded = (bytes: [UInt8], used: Int)

    /// `48 65 6C>` as bytes.
    static func hex(_ text: ArraySlice<UInt8>) -> Decoded {
        let end = text.firstIndex(of: UInt8(ascii: ">")) ?? text.endIndex
        let text = text[..<end]
        var (bytes, half) = ([UInt8](), UInt8?.none)
        bytes.reserveCapacity(text.count / 2 + 1)
        for sign in text {
            guard let value = digit(sign) else { continue }
            if let high = half {
                bytes.append(high << 4 | value)
                half = nil
            } else {
                half = value
            }
        }
        if let half { bytes.append(half << 4) }
        return (bytes, text.count)
    }

    /// Five signs from `!` to `u` are four bytes, `z` is four of zero; `~` ends it.
    static func ascii85(_ text: ArraySlice<UInt8>) -> Decoded {
        let end = text.firstIndex(of: UInt8(ascii: "~")) ?? text.endIndex
        let text = text[..<end]
        var (bytes, group, signs) = ([UInt8](), UInt32(0), 0)
        bytes.reserveCapacity(text.count / 5 * 4 + 4)
        for sign in text {
            if sign == UInt8(ascii: "z"), signs == 0 {
                for _ in 0..<4 { bytes.append(0) }
            } else if (0x21...0x75).contains(sign) {
                group = group &* 85 &+ UInt32(sign - 0x21)
                signs += 1
                if signs == 5 {
                    append(group, 4, to: &bytes)
                    (group, signs) = (0, 0)
                }
            }
        }
        if signs > 1 {
            for _ in signs..<5 { group = group &* 85 &+ 84 }
            append(group, signs - 1, to: &bytes)
        }
        return (bytes, text.count)
    }

    private static func append(_ group: UInt32, _ count: Int, to bytes: inout [UInt8]) {
        var group = group
        for _ in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: group >> 24))
            group <<= 8
        }
    }

    /// How many bytes come of a stream, nil beyond what there is room for; of how many; and how
    /// many were read, for runs tell how far the next is.
    typealias Counted = (made: Int?, used: Int, read: Int)

    /// What repeated runs come to; 128 ends them.
    static func runLength(_ data: ArraySlice<UInt8>, most: Int) -> Counted {
        var (at, made, read) = (data.startIndex, 0, 0)
        while at < data.endIndex, data[at] != 128, made <= most {
            let length = Int(data[at])
            made += length < 128 ? length + 1 : 257 - length
            at += length < 128 ? length + 2 : 2
            read += 2
        }
        return (made > most ? nil : made, min(at, data.endIndex) - data.startIndex, read)
    }

    /// What a stream packed by Lempel, Ziv and Welch comes to.
    ///
    /// - Parameter isEarly: whether codes grow one code early (`EarlyChange`).
    static func lzw(_ data: ArraySlice<UInt8>, isEarly: Bool, most: Int) -> Counted {
        var (lengths, made, used) = ([Int](repeating: 1, count: 258), 0, 0)
        var (bits, held, width, last) = (0, 0, 9, 0)
        for byte in data {
            used += 1
            bits = (bits << 8 | Int(byte)) & 0xFFFFFF
            held += 8
            guard held >= width else { continue }
            let code = bits >> (held - width) & ((1 << width) - 1)
            held -= width
            if code == 257 { break }
            if code == 256 {
                lengths.removeLast(lengths.count - 258)
                (width, last) = (9, 0)
                continue
            }
            // The code that is just being made is the last one and its first byte again.
            guard code < lengths.count || (code == lengths.count && last > 0) else { break }
            let length = code < lengths.count ? lengths[code] : last + 1
            if last > 0, lengths.count < 4_096 { lengths.append(last + 1) }
            made += length
            last = length
            if made > most { return (nil, used, used) }
            let next = lengths.count + (isEarly ? 1 : 0)
            width = next >= 2_048 ? 12 : next >= 1_024 ? 11 : next >= 512 ? 10 : 9
        }
        return (made, used, used)
    }
}

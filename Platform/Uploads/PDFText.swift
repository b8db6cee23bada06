/// The small pieces a PDF is written in: names, numbers, data written as text.
enum PDFText {
    /// A name with its escapes read, and where it ends.
    struct Name: Hashable {
        let name: String
        let end: Int
    }

    private static let blanks: Set<UInt8> = [0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20]
    /// ( ) < > [ ] { } / %
    private static let delimiters: Set<UInt8> = [
        0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25,
    ]
    /// No name that means anything here is longer.
    private static let longestName = 127

    /// Every name in a text, `/F#69lter` as `Filter`.
    static func names(in text: ArraySlice<UInt8>) -> [Name] {
        text.withUnsafeBufferPointer { bytes in
            var (names, at) = ([Name](), 0)
            while at < bytes.count {
                guard bytes[at] == UInt8(ascii: "/") else {
                    at += 1
                    continue
                }
                at += 1
                var word: [UInt8] = []
                while at < bytes.count, word.count <= longestName, isRegular(bytes[at]) {
                    if bytes[at] == UInt8(ascii: "#"), at + 2 < bytes.count,
                        let high = digit(bytes[at + 1]), let low = digit(bytes[at + 2])
                    {
                        word.append(high << 4 | low)
                        at += 3
                    } else {
                        word.append(bytes[at])
                        at += 1
                    }
                }
                if isKnown(word) {
                    names.append(
                        Name(
                            name: String(decoding: word, as: UTF8.self),
                            end: text.startIndex + at))
                }
            }
            return names
        }
    }

    /// Names that are asked for; a page has thousands of others.
    private static let known: Set<[UInt8]> = Set(
        ["Filter", "Encrypt", "Page", "ObjStm", "Width", "Height"].map { Array($0.utf8) })

    private static func isKnown(_ word: [UInt8]) -> Bool {
        (4...7).contains(word.count) && known.contains(word)
    }

    private static func isRegular(_ byte: UInt8) -> Bool {
        byte > 0x20 ? !delimiters.contains(byte) : !blanks.contains(byte)
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
    private static func skip(_ at: Int, in text: ArraySlice<UInt8>) -> Int {
        var at = at
        while at < text.endIndex {
            if blanks.contains(text[at]) {
                at += 1
            } else if text[at] == UInt8(ascii: "%") {
                while at < text.endIndex, text[at] != 0x0A, text[at] != 0x0D { at += 1 }
            } else {
                break
            }
        }
        return at
    }

    /// The names that stand after a name, one or a list; nil when they stand in another object.
    static func value(after end: Int, in text: ArraySlice<UInt8>) -> [String]? {
        var at = skip(end, in: text)
        guard at < text.endIndex else { return [] }
        if (0x30...0x39).contains(text[at]) { return nil }
        guard text[at] == UInt8(ascii: "[") else {
            guard let (word, _) = word(at, in: text) else { return [] }
            return [word]
        }
        at = skip(at + 1, in: text)
        var words: [String] = []
        while at < text.endIndex, text[at] != UInt8(ascii: "]"), words.count < 16 {
            if (0x30...0x39).contains(text[at]) { return nil }
            if let (word, next) = word(at, in: text) {
                words.append(word)
                at = skip(next, in: text)
            } else {
                at = skip(at + 1, in: text)
            }
        }
        return words
    }

    /// A name that begins at a place, whatever it is, and where it ends.
    private static func word(_ at: Int, in text: ArraySlice<UInt8>) -> (String, Int)? {
        guard at < text.endIndex, text[at] == UInt8(ascii: "/") else { return nil }
        var (word, at) = ([UInt8](), at + 1)
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
        return (String(decoding: word, as: UTF8.self), at)
    }

    /// The number after the last of a name, at most ten digits of it.
    static func number(
        after name: String, _ names: [Name], in text: ArraySlice<UInt8>
    ) -> Int? {
        guard let last = names.last(where: { $0.name == name }) else { return nil }
        let digits = text[skip(last.end, in: text)...].prefix(10)
            .prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Where the data of a stream begin, after the end of the line its keyword stands in.
    static func data(after end: Int, in bytes: [UInt8]) -> Int? {
        var at = end
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        guard at < bytes.count else { return nil }
        if bytes[at] == 0x0D {
            at += 1
            return at < bytes.count && bytes[at] == 0x0A ? at + 1 : at
        }
        return bytes[at] == 0x0A ? at + 1 : nil
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

    /// `48 65 6C>` as bytes.
    static func hex(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var (bytes, half) = ([UInt8](), UInt8?.none)
        for sign in text {
            if sign == UInt8(ascii: ">") { break }
            guard let value = digit(sign) else { continue }
            if let high = half {
                bytes.append(high << 4 | value)
                half = nil
            } else {
                half = value
            }
        }
        if let half { bytes.append(half << 4) }
        return bytes
    }

    /// Five signs from `!` to `u` are four bytes, `z` is four of zero; `~` ends it.
    static func ascii85(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var (bytes, group) = ([UInt8](), [UInt32]())
        func four(_ group: [UInt32]) -> [UInt8] {
            let value = group.reduce(UInt32(0)) { $0 &* 85 &+ $1 }
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
        }
        for sign in text {
            if sign == UInt8(ascii: "~") { break }
            if sign == UInt8(ascii: "z"), group.isEmpty {
                bytes += [0, 0, 0, 0]
            } else if (0x21...0x75).contains(sign) {
                group.append(UInt32(sign) - 0x21)
                if group.count == 5 {
                    bytes += four(group)
                    group = []
                }
            }
        }
        if group.count > 1 {
            let padded = group + [UInt32](repeating: 84, count: 5 - group.count)
            bytes += four(padded).prefix(group.count - 1)
        }
        return bytes
    }

    /// How many bytes repeated runs come to; nil beyond `most`.
    static func runLength(_ data: ArraySlice<UInt8>, most: Int) -> Int? {
        var (at, made) = (data.startIndex, 0)
        while at < data.endIndex, data[at] != 128 {
            let length = Int(data[at])
            made += length < 128 ? length + 1 : 257 - length
            at += length < 128 ? length + 2 : 2
            if made > most { return nil }
        }
        return made
    }

    /// How many bytes a stream packed by Lempel, Ziv and Welch comes to; nil beyond `most`.
    ///
    /// - Parameter isEarly: whether codes grow one code early (`EarlyChange`).
    static func lzw(_ data: ArraySlice<UInt8>, isEarly: Bool, most: Int) -> Int? {
        var (lengths, made) = ([Int](repeating: 1, count: 258), 0)
        var (bits, held, width, last) = (0, 0, 9, 0)
        for byte in data {
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
            if made > most { return nil }
            let next = lengths.count + (isEarly ? 1 : 0)
            width = next >= 2_048 ? 12 : next >= 1_024 ? 11 : next >= 512 ? 10 : 9
        }
        return made
    }
}

import CZlib

/// Papers made for a test.
enum Fixtures {
    /// Packed by zlib.
    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var (source, length) = (bytes, compressBound(UInt(bytes.count)))
        var result = [UInt8](repeating: 0, count: Int(length))
        let state = compress2(&result, &length, &source, UInt(bytes.count), 9)
        precondition(state == Z_OK)
        return Array(result.prefix(Int(length)))
    }

    /// So many zeros, packed.
    static func zeros(_ megabytes: Int) -> [UInt8] {
        packed([UInt8](repeating: 0, count: megabytes << 20))
    }

    static func hex(_ bytes: [UInt8]) -> [UInt8] {
        let signs = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [signs[Int($0 >> 4)], signs[Int($0 & 15)]] } + Array(">".utf8)
    }

    static func ascii85(_ bytes: [UInt8]) -> [UInt8] {
        let padded = bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
        var text: [UInt8] = []
        for at in stride(from: 0, to: padded.count, by: 4) {
            var value = padded[at..<(at + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            var group: [UInt8] = []
            for _ in 0..<5 {
                group.insert(UInt8(value % 85) + 0x21, at: 0)
                value /= 85
            }
            text += group
        }
        return text + Array("~>".utf8)
    }

    /// LZW of one repeated byte: every code is the one just made, so each is one byte longer.
    static func lzw(codes: Int) -> [UInt8] {
        var (bytes, bits, held, width, next) = ([UInt8](), 0, 0, 9, 258)
        func code(_ value: Int) {
            bits = bits << width | value
            held += width
            while held >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: bits >> (held - 8)))
                held -= 8
                bits &= (1 << held) - 1
            }
        }
        var left = codes
        while left > 0 {
            code(256)
            (width, next) = (9, 258)
            code(0)
            for _ in 0..<min(3_800, left) {
                code(next)
                next += 1
                let size = next + 1
                width = size >= 2_048 ? 12 : size >= 1_024 ? 11 : size >= 512 ? 10 : 9
            }
            left -= 3_800
        }
        code(257)
        if held > 0 { bytes.append(UInt8(truncatingIfNeeded: bits << (8 - held))) }
        return bytes
    }

    /// What begins and ends as a PDF does.
    static func file(_ body: [UInt8]) -> [UInt8] {
        Array("%PDF-1.7\n".utf8) + body + Array("\nstartxref\n9\n%%EOF\n".utf8)
    }

    static func file(_ body: String) -> [UInt8] { file(Array(body.utf8)) }

    /// A PDF of one stream.
    static func pdf(
        _ dictionary: String, _ data: [UInt8], line: String = "\n", before: String = ""
    ) -> [UInt8] {
        Array("%PDF-1.7\n\(before)\n4 0 obj\n<< \(dictionary) >>\nstream\(line)".utf8) + data
            + Array("\nendstream\nendobj\nstartxref\n9\n%%EOF\n".utf8)
    }
}

import Testing

@testable import Paper

/// Reads a code as a phone would, once it has found the squares: finder patterns, mask, the path of
/// the bits, the blocks' data bytes. Errors are not corrected: there are none in ours.
@Suite("QR code")
struct QRTests {
    @Test(
        "What stands in a code is what was asked for",
        arguments: [
            "https://tradewind.example/zh/verify/7K2M9QXA44TB0Z8C",
            "http://127.0.0.1:8480/en/verify/7K2M9QXA44TB0Z8C", "A", "原产地",
        ])
    func decodes(text: String) throws {
        let code = try #require(QRMatrix(text))
        #expect(Self.hasFinders(code))
        #expect(Self.decoded(code) == text)
    }

    @Test("A code that was changed does not say the same")
    func changed() throws {
        let code = try #require(QRMatrix("https://tradewind.example/zh/verify/7K2M9QXA44TB0Z8C"))
        let other = try #require(QRMatrix("https://tradewind.example/zh/verify/7K2M9QXA44TB0Z8D"))
        #expect(code != other)
        #expect(Self.decoded(other) != Self.decoded(code))
    }

    @Test("Nothing, a zero byte and too much give no code")
    func none() {
        #expect(QRMatrix("") == nil)
        #expect(QRMatrix("a\u{0}b") == nil)
        #expect(QRMatrix(String(repeating: "a", count: 1_100)) == nil)
    }

    static func hasFinders(_ code: QRMatrix) -> Bool {
        let last = code.width - 7
        return [(0, 0), (0, last), (last, 0)].allSatisfy { row, column in
            (0..<7).allSatisfy { index in
                code[row, column + index] && code[row + 6, column + index]
                    && code[row + 3, column + 3]
            }
        }
    }

    /// Versions 1 to 6 with correction level M, byte mode: all that addresses of ours need.
    static func decoded(_ code: QRMatrix) -> String? {
        let version = (code.width - 17) / 4
        let blocks = [1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)]
        guard let (count, size) = blocks[version], let mask = mask(code) else { return nil }
        let words = bytes(code, version, mask)
        guard words.count >= count * size else { return nil }
        // Blocks of one length are interleaved byte by byte.
        let data = (0..<count).flatMap { block in (0..<size).map { words[$0 * count + block] } }
        guard data[0] >> 4 == 4 else { return nil }
        func byte(_ index: Int) -> UInt8 { data[index] << 4 | data[index + 1] >> 4 }
        let length = Int(byte(0))
        guard length + 2 <= data.count else { return nil }
        return String(decoding: (1...length).map(byte), as: UTF8.self)
    }

    /// The three bits of the format that name the mask.
    private static func mask(_ code: QRMatrix) -> Int? {
        // Bits 14 to 10 of the format stand in row 8, columns 0 to 4.
        let bits = (0..<5).reduce(0) { $0 << 1 | (code[8, $1] ? 1 : 0) } ^ 0b10101
        guard bits >> 3 == 0b00 else { return nil }  // level M
        return bits & 7
    }

    private static func bytes(_ code: QRMatrix, _ version: Int, _ mask: Int) -> [UInt8] {
        let width = code.width
        let align = width - 7
        func isFunction(_ row: Int, _ column: Int) -> Bool {
            if row == 6 || column == 6 { return true }
            if row < 9, column < 9 { return true }
            if row < 9, column >= width - 8 { return true }
            if row >= width - 8, column < 9 { return true }
            return version > 1 && abs(row - align) <= 2 && abs(column - align) <= 2
        }
        var bits: [Bool] = []
        var column = width - 1
        var isUp = true
        while column > 0 {
            if column == 6 { column -= 1 }
            for step in 0..<width {
                let row = isUp ? width - 1 - step : step
                for place in [column, column - 1] where !isFunction(row, place) {
                    bits.append(code[row, place] != flips(mask, row, place))
                }
            }
            isUp.toggle()
            column -= 2
        }
        return stride(from: 0, to: bits.count - 7, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    private static func flips(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }
}

/// A Swift file taken apart into code, comments and the contents of string literals, each with the
/// other two blanked out, so that lines and columns stay the same. It knows as much of the language
/// as this house uses: nested comments, raw and multi-line strings, interpolations.
struct SwiftText {
    let code: [String]
    let strings: [String]
    let comments: [String]

    init(_ text: String) {
        var scanner = Scanner(bytes: Array(text.utf8))
        scanner.scanCode(until: nil)
        code = scanner.lines(of: .code)
        strings = scanner.lines(of: .string)
        comments = scanner.lines(of: .comment)
    }

    enum Kind { case code, string, comment }

    private struct Scanner {
        let bytes: [UInt8]
        var kinds: [Kind] = []
        var position = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
            kinds.reserveCapacity(bytes.count)
        }

        func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
            let wanted = text.utf8CodeUnitCount
            guard position + offset + wanted <= bytes.count else { return false }
            return text.withUTF8Buffer { buffer in
                buffer.elementsEqual(bytes[(position + offset)..<(position + offset + wanted)])
            }
        }

        mutating func take(_ count: Int, _ kind: Kind) {
            let count = min(count, bytes.count - position)
            kinds.append(contentsOf: repeatElement(kind, count: count))
            position += count
        }

        /// Code up to the closing bracket of an interpolation, or to the end.
        mutating func scanCode(until closing: UInt8?) {
            var depth = 0
            while position < bytes.count {
                if starts("//") {
                    while position < bytes.count, bytes[position] != 0x0A { take(1, .comment) }
                } else if starts("/*") {
                    scanComment()
                } else if bytes[position] == UInt8(ascii: "\"") || startsRawString() {
                    scanString()
                } else {
                    if bytes[position] == UInt8(ascii: "(") { depth += 1 }
                    if bytes[position] == UInt8(ascii: ")") {
                        if depth == 0, closing != nil { return }
                        depth -= 1
                    }
                    take(1, .code)
                }
            }
        }

        func startsRawString() -> Bool {
            var index = position
            while index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
            return index > position && index < bytes.count && bytes[index] == UInt8(ascii: "\"")
        }

        mutating func scanComment() {
            var depth = 0
            repeat {
                if starts("/*") {
                    depth += 1
                    take(2, .comment)
                } else if starts("*/") {
                    depth -= 1
                    take(2, .comment)
                } else {
                    take(1, .comment)
                }
            } while depth > 0 && position < bytes.count
        }

        mutating func scanString() {
            var hashes = 0
            while bytes[position] == UInt8(ascii: "#") {
                hashes += 1
                take(1, .code)
            }
            let isLong = starts("\"\"\"")
            take(isLong ? 3 : 1, .code)
            while position < bytes.count {
                if starts("\\"), isFollowedByHashes(hashes) {
                    take(1 + hashes, .string)
                    if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
                        take(1, .code)
                        scanCode(until: UInt8(ascii: ")"))
                    }
                    take(1, .string)
                } else if isLong ? starts("\"\"\"") : starts("\"") {
                    let quotes = isLong ? 3 : 1
                    guard hasHashes(hashes, at: position + quotes) else {
                        take(1, .string)
                        continue
                    }
                    take(quotes + hashes, .code)
                    return
                } else {
                    if !isLong, bytes[position] == 0x0A { return }
                    take(1, .string)
                }
            }
        }

        func isFollowedByHashes(_ count: Int) -> Bool { hasHashes(count, at: position + 1) }

        func hasHashes(_ count: Int, at start: Int) -> Bool {
            start + count <= bytes.count
                && bytes[start..<(start + count)].allSatisfy { $0 == UInt8(ascii: "#") }
        }

        func lines(of kind: Kind) -> [String] {
            var lines: [[UInt8]] = [[]]
            for (byte, its) in zip(bytes, kinds) {
                if byte == 0x0A {
                    lines.append([])
                } else {
                    lines[lines.count - 1].append(its == kind ? byte : 0x20)
                }
            }
            return lines.map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

extension String {
    /// The words of a line: runs of letters, digits and `_`.
    var words: [Substring] {
        split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }
}

import Kernel

extension OriginTest {
    /// Reads the form the tables write. Nil when it is not that form: nothing is guessed.
    init?(table text: String) {
        var reader = TestReader(text)
        guard let test = reader.alternatives(), reader.isAtEnd else { return nil }
        self = test
    }
}

/// Reads a test from left to right.
private struct TestReader {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { place == bytes.count }

    mutating func alternatives() -> OriginTest? {
        guard let parts = chain(UInt8(ascii: "|"), { $0.conditions() }) else { return nil }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conditions() -> OriginTest? {
        guard let parts = chain(UInt8(ascii: "&"), { $0.atom() }) else { return nil }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func chain(
        _ sign: UInt8, _ part: (inout TestReader) -> OriginTest?
    ) -> [OriginTest]? {
        guard let first = part(&self) else { return nil }
        var parts = [first]
        while take(sign) {
            guard let next = part(&self) else { return nil }
            parts.append(next)
        }
        return parts
    }

    private mutating func atom() -> OriginTest? {
        if take(UInt8(ascii: "(")) {
            depth += 1
            defer { depth -= 1 }
            guard depth < 8, let inner = alternatives(), take(UInt8(ascii: ")")) else { return nil }
            return inner
        }
        let word = word()
        switch word {
        case "WO": return .wholly
        case "UNREAD": return .unread
        default: break
        }
        if let level = ChangeLevel(rawValue: word) {
            guard take(UInt8(ascii: "-")) else { return .change(level, except: []) }
            return exceptions().map { .change(level, except: $0) }
        }
        if word.utf8.starts(with: "RVC".utf8), let share = try? Fixed(word.dropFirst(3)),
            share > .zero, share <= Fixed(100)
        {
            return .content(share)
        }
        if word.utf8.elementsEqual("PR".utf8), take(UInt8(ascii: ".")) {
            let name = name()
            return name.isEmpty ? nil : .process(name)
        }
        return nil
    }

    private mutating func exceptions() -> [CodeRange]? {
        guard take(UInt8(ascii: "{")) else { return nil }
        var ranges: [CodeRange] = []
        while true {
            let from = word()
            let to = take(UInt8(ascii: ">")) ? word() : from
            guard let range = CodeRange(from, to) else { return nil }
            ranges.append(range)
            if take(UInt8(ascii: "}")) { return ranges }
            guard take(UInt8(ascii: " ")) else { return nil }
        }
    }

    private mutating func take(_ sign: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == sign else { return false }
        place += 1
        return true
    }

    /// Capitals and digits.
    private mutating func word() -> String {
        run { ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x30 && $0 <= 0x39) }
    }

    /// Small letters and hyphens: the name of a process.
    private mutating func name() -> String {
        run { ($0 >= 0x61 && $0 <= 0x7A) || $0 == UInt8(ascii: "-") }
    }

    private mutating func run(_ belongs: (UInt8) -> Bool) -> String {
        let start = place
        while place < bytes.count, belongs(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }
}

/// What may be wrong with the text of a field.
enum FieldTrouble: Sendable {
    case empty
    /// Characters found.
    case tooShort(Int)
    case tooLong(Int)
    case wrongLength(Int)
    case notANumber
    case notAnInteger
    case tooManyDigits
    case tooManyDecimals
    case outOfRange
    case notTheFixedValue
}

/// The lexical and facet checks of the schema, on bytes.
enum FieldCheck {
    /// The value must be valid UTF-8 and, for numbers and collapsing fields, collapsed.
    @inline(__always) static func trouble(
        _ field: MessageField, _ value: UnsafeBufferPointer<UInt8>
    ) -> FieldTrouble? {
        switch field.type {
        case .text(let least, let most): return text(value, least, most)
        case .decimal(let digits, let decimals): return decimal(value, digits, decimals)
        case .integer(let digits): return integer(value, digits)
        case .int32: return int32(value)
        case .any: return nil
        }
    }

    private static func text(
        _ value: UnsafeBufferPointer<UInt8>, _ least: Int, _ most: Int?
    ) -> FieldTrouble? {
        let most = most ?? Int.max
        // No text has more characters than bytes, nor less than a quarter of them.
        if value.count <= most, (value.count + 3) / 4 >= least { return nil }
        var length = 0
        for byte in value where !isTail(byte) { length += 1 }
        if length >= least, length <= most { return nil }
        if length == 0 { return .empty }
        if least == most { return .wrongLength(length) }
        return length < least ? .tooShort(length) : .tooLong(length)
    }

    /// `xs:decimal`: a sign, digits, a point; the facets count digits that mean something.
    private static func decimal(
        _ value: UnsafeBufferPointer<UInt8>, _ digits: Int, _ decimals: Int
    ) -> FieldTrouble? {
        if value.isEmpty { return .empty }
        var place = isSign(value[0]) ? 1 : 0
        var seen = 0
        var whole = 0
        while place < value.count, isDigit(value[place]) {
            if whole > 0 || value[place] != 0x30 { whole += 1 }
            seen += 1
            place += 1
        }
        var part = 0
        if place < value.count, value[place] == 0x2E {
            place += 1
            var position = 0
            while place < value.count, isDigit(value[place]) {
                position += 1
                if value[place] != 0x30 { part = position }
                place += 1
            }
            seen += position
        }
        guard place == value.count, seen > 0 else { return .notANumber }
        if part > decimals { return .tooManyDecimals }
        return whole + part > digits ? .tooManyDigits : nil
    }

    private static func integer(
        _ value: UnsafeBufferPointer<UInt8>, _ digits: Int
    ) -> FieldTrouble? {
        if value.isEmpty { return .empty }
        var place = isSign(value[0]) ? 1 : 0
        if place == value.count { return .notAnInteger }
        var whole = 0
        while place < value.count {
            guard isDigit(value[place]) else { return .notAnInteger }
            if whole > 0 || value[place] != 0x30 { whole += 1 }
            place += 1
        }
        return whole > digits ? .tooManyDigits : nil
    }

    private static func int32(_ value: UnsafeBufferPointer<UInt8>) -> FieldTrouble? {
        if value.isEmpty { return .empty }
        let negative = value[0] == 0x2D
        var place = isSign(value[0]) ? 1 : 0
        if place == value.count { return .notAnInteger }
        var number: Int64 = 0
        while place < value.count {
            guard isDigit(value[place]) else { return .notAnInteger }
            number = min(number * 10 + Int64(value[place] - 0x30), 1 << 40)
            place += 1
        }
        let limit: Int64 = negative ? 2_147_483_648 : 2_147_483_647
        return number > limit ? .outOfRange : nil
    }

    @inline(__always) private static func isSign(_ byte: UInt8) -> Bool {
        byte == 0x2B || byte == 0x2D
    }

    @inline(__always) private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39
    }
}

/// Why a JSON text was refused.
public struct JSONFault: Error, Sendable, Hashable {
    public enum Reason: String, Sendable, Hashable {
        case notUTF8, unexpected, ended, tooDeep, duplicateName, badNumber, badEscape, trailing
    }

    public let reason: Reason
    /// Byte of the text, from 0.
    public let offset: Int
}

extension JSON {
    /// Reads one JSON value strictly (RFC 8259): names of an object must differ, depth is limited,
    /// lone surrogates and anything after the value are refused.
    public init(_ bytes: [UInt8], depth: Int = 64) throws(JSONFault) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONFault(reason: .notUTF8, offset: 0)
        }
        var reader = JSONReader(bytes: bytes)
        self = try reader.value(depth)
        reader.blanks()
        guard reader.place == bytes.count else { throw reader.fault(.trailing) }
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    func fault(_ reason: JSONFault.Reason) -> JSONFault {
        JSONFault(reason: reason, offset: place)
    }

    func peek() throws(JSONFault) -> UInt8 {
        guard place < bytes.count else { throw fault(.ended) }
        return bytes[place]
    }

    mutating func blanks() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            default: return
            }
        }
    }

    mutating func expect(_ text: StaticString) throws(JSONFault) {
        for byte in text.description.utf8 {
            guard try peek() == byte else { throw fault(.unexpected) }
            place += 1
        }
    }

    mutating func value(_ depth: Int) throws(JSONFault) -> JSON {
        guard depth > 0 else { throw fault(.tooDeep) }
        blanks()
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"):
            try expect("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        default: return try number()
        }
    }

    mutating func object(_ depth: Int) throws(JSONFault) -> JSON {
        place += 1
        var members: [JSON.Member] = []
        var names: Set<[UInt8]> = []
        blanks()
        if try peek() == UInt8(ascii: "}") {
            place += 1
            return .object([])
        }
        while true {
            blanks()
            guard try peek() == UInt8(ascii: "\"") else { throw fault(.unexpected) }
            let name = try string()
            // Bytes decide: canonically equivalent spellings are different names.
            guard names.insert(Array(name.utf8)).inserted else { throw fault(.duplicateName) }
            blanks()
            try expect(":")
            members.append(JSON.Member(name, try value(depth - 1)))
            blanks()
            if try peek() == UInt8(ascii: ",") {
                place += 1
                continue
            }
            try expect("}")
            return .object(members)
        }
    }

    mutating func array(_ depth: Int) throws(JSONFault) -> JSON {
        place += 1
        var values: [JSON] = []
        blanks()
        if try peek() == UInt8(ascii: "]") {
            place += 1
            return .array([])
        }
        while true {
            values.append(try value(depth - 1))
            blanks()
            if try peek() == UInt8(ascii: ",") {
                place += 1
                continue
            }
            try expect("]")
            return .array(values)
        }
    }

    mutating func number() throws(JSONFault) -> JSON {
        let start = place
        if try peek() == UInt8(ascii: "-") { place += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[place - whole] != UInt8(ascii: "0") else {
            throw fault(.badNumber)
        }
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            guard digits() > 0 else { throw fault(.badNumber) }
        }
        if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            if place < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[place]) {
                place += 1
            }
            guard digits() > 0 else { throw fault(.badNumber) }
        }
        return .number(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    mutating func digits() -> Int {
        let start = place
        while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 { place += 1 }
        return place - start
    }

    mutating func string() throws(JSONFault) -> String {
        place += 1
        var text: [UInt8] = []
        // What stands as it is is taken in one piece.
        var from = place
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte >= 0x20, byte != 0x22, byte != 0x5C { continue }
            guard byte >= 0x20 else { throw fault(.unexpected) }
            let piece = bytes[from..<(place - 1)]
            if byte == 0x22 {
                if text.isEmpty { return String(decoding: piece, as: UTF8.self) }
                return String(decoding: text + piece, as: UTF8.self)
            }
            text += piece
            try escape(into: &text)
            from = place
        }
        throw fault(.ended)
    }

    mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        let byte = try peek()
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try unit()
            if code & 0xFC00 == 0xD800 {
                try expect("\\u")
                let low = try unit()
                guard low & 0xFC00 == 0xDC00 else { throw fault(.badEscape) }
                code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault(.badEscape) }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw fault(.badEscape)
        }
    }

    mutating func unit() throws(JSONFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt32
            switch byte {
            case 0x30...0x39: digit = UInt32(byte) - 0x30
            case 0x41...0x46: digit = UInt32(byte) - 0x37
            case 0x61...0x66: digit = UInt32(byte) - 0x57
            default: throw fault(.badEscape)
            }
            code = code << 4 | digit
            place += 1
        }
        return code
    }
}

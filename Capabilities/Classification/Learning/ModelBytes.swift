/// Writes the parts of a model file, least significant byte first.
struct ModelWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ number: Float) { put(number.bitPattern) }

    mutating func put(_ text: String) {
        put(UInt32(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }
}

/// Why a model file is not used; names what does not fit.
struct ModelDamage: Error, Sendable, Hashable {
    let what: String
    init(_ what: String) { self.what = what }
}

/// Reads the parts of a model file. It believes nothing: every length is held against what is left
/// before anything is made of it.
struct ModelReader {
    private let bytes: [UInt8]
    private var place: Int

    init(_ bytes: [UInt8], from place: Int = 0) {
        self.bytes = bytes
        self.place = place
    }

    var isAtEnd: Bool { place == bytes.count }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
        _ what: String, as type: Number.Type = Number.self
    ) throws(ModelDamage) -> Number {
        let size = Number.bitWidth / 8
        guard bytes.count - place >= size else { throw ModelDamage(what) }
        var value: Number = 0
        for index in 0..<size { value |= Number(bytes[place + index]) << (8 * index) }
        place += size
        return value
    }

    /// A number that is none but by its bits is refused.
    mutating func float(_ what: String) throws(ModelDamage) -> Float {
        let value = Float(bitPattern: try number(what))
        guard value.isFinite, abs(value) < 1e6 else { throw ModelDamage(what) }
        return value
    }

    /// How many of something follow, each of at least `size` bytes.
    mutating func count(_ what: String, most: Int, size: Int) throws(ModelDamage) -> Int {
        let value = Int(try number(what, as: UInt32.self))
        guard value <= most, value <= (bytes.count - place) / size else { throw ModelDamage(what) }
        return value
    }

    mutating func text(_ what: String, most: Int) throws(ModelDamage) -> String {
        let count = try count(what, most: most, size: 1)
        guard let text = String(validating: bytes[place..<place + count], as: UTF8.self) else {
            throw ModelDamage(what)
        }
        place += count
        return text
    }
}

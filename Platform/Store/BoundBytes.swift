/// The bytes of the values of one statement, side by side in one buffer.
struct BoundBytes: ~Copyable {
    private var start: UnsafeMutableRawPointer
    private var capacity: Int
    private var used = 0

    init() {
        capacity = 16 * 1024
        start = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { start.deallocate() }

    /// Forgets what is in it and makes sure that the values fit: what is put does not move then.
    mutating func makeRoom(for values: [Value]) throws(StoreFault) {
        var needed = 0
        for value in values {
            switch value {
            case .null, .integer: break
            case .text(let text): needed += try Value.bindable(text).count
            case .blob(let bytes): needed += bytes.count
            }
        }
        used = 0
        guard needed > capacity else { return }
        start.deallocate()
        capacity = needed
        start = .allocate(byteCount: capacity, alignment: 16)
    }

    mutating func put(_ text: String) -> (start: UnsafeRawPointer, count: Int) {
        var text = text
        return text.withUTF8 { put(UnsafeRawBufferPointer($0)) }
    }

    mutating func put(_ blob: [UInt8]) -> (start: UnsafeRawPointer, count: Int) {
        blob.withUnsafeBytes { put($0) }
    }

    private mutating func put(
        _ bytes: UnsafeRawBufferPointer
    ) -> (start: UnsafeRawPointer, count: Int) {
        let place = start + used
        precondition(bytes.count <= capacity - used, "room was made for all values")
        if let source = bytes.baseAddress { place.copyMemory(from: source, byteCount: bytes.count) }
        used += bytes.count
        return (UnsafeRawPointer(place), bytes.count)
    }
}

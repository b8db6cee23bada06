/// Writes a ZIP archive: deflated parts and their list. The same parts always give the same bytes;
/// the time of each is the first a ZIP can say.
struct ZipWriter {
    private var bytes: [UInt8] = []
    private var list: [UInt8] = []
    private var count: UInt16 = 0

    mutating func add(_ name: String, _ content: [UInt8]) {
        add(name) { $0.add(content) }
    }

    /// The same of what is written piece by piece.
    mutating func add(_ name: String, writing: (DeflateStream) -> Void) {
        let content = DeflateStream()
        writing(content)
        content.finish()
        let place = UInt32(clamping: bytes.count)
        var facts: [UInt8] = []
        // Version 2.0, names in UTF-8, deflated, 1980-01-01.
        facts += ZipBytes.of16(20) + ZipBytes.of16(0x0800) + ZipBytes.of16(8)
        facts += ZipBytes.of16(0) + ZipBytes.of16(0x0021)
        facts += ZipBytes.of32(content.checksum)
        facts += ZipBytes.of32(UInt32(clamping: content.packed.count))
        facts += ZipBytes.of32(UInt32(clamping: content.count))
        facts += ZipBytes.of16(UInt16(clamping: name.utf8.count)) + ZipBytes.of16(0)
        bytes += ZipBytes.of32(ZipBytes.part) + facts + Array(name.utf8)
        bytes += content.packed
        list += ZipBytes.of32(ZipBytes.entry) + ZipBytes.of16(20) + facts
        list += ZipBytes.of16(0) + ZipBytes.of16(0) + ZipBytes.of16(0) + ZipBytes.of32(0)
        list += ZipBytes.of32(place) + Array(name.utf8)
        count += 1
    }

    /// The archive; nothing may be added after.
    func finished() -> [UInt8] {
        let size = ZipBytes.of32(UInt32(clamping: list.count))
        let start = ZipBytes.of32(UInt32(clamping: bytes.count))
        let disks = ZipBytes.of16(0) + ZipBytes.of16(0)
        return bytes + list + ZipBytes.of32(ZipBytes.end) + disks + ZipBytes.of16(count)
            + ZipBytes.of16(count) + size + start + ZipBytes.of16(0)
    }
}

/// Numbers as a ZIP has them: the lowest byte first.
enum ZipBytes {
    static let part: UInt32 = 0x0403_4B50
    static let entry: UInt32 = 0x0201_4B50
    static let end: UInt32 = 0x0605_4B50

    static func of16(_ value: UInt16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    static func of32(_ value: UInt32) -> [UInt8] {
        of16(UInt16(truncatingIfNeeded: value)) + of16(UInt16(truncatingIfNeeded: value >> 16))
    }
}

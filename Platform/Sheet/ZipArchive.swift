import Kernel

/// A ZIP archive as workbooks are: read by its list, each part within limits. ZIP64, encryption and
/// archives in several files are refused: no spreadsheet of our size needs them.
struct ZipArchive {
    private struct Entry {
        let method: Int
        let checksum: UInt32
        let packed: Int
        let unpacked: Int
        let place: Int
    }

    private let bytes: [UInt8]
    private let limits: SheetLimits
    private var entries: [String: Entry] = [:]
    private var unpackedSoFar = 0

    init(_ bytes: [UInt8], _ limits: SheetLimits) throws(Fault) {
        guard bytes.count <= limits.fileBytes else {
            throw SheetFault.tooLarge(
                Localized(
                    zh: "文件超过 \(limits.fileBytes >> 20) MB",
                    en: "the file has more than \(limits.fileBytes >> 20) MB"))
        }
        // What older programs and passwords make is a compound file.
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw SheetFault.encrypted }
        guard bytes.starts(with: [0x50, 0x4B]), let end = ZipArchive.end(of: bytes) else {
            throw SheetFault.notWorkbook
        }
        self.bytes = bytes
        self.limits = limits
        let count = number16(end + 10)
        guard count > 0, count <= limits.entries, count != 0xFFFF else {
            throw SheetFault.tooLarge(Localized(zh: "内含文件过多", en: "too many files inside"))
        }
        var at = number32(end + 16)
        for _ in 0..<count {
            guard at >= 0, at + 46 <= bytes.count, number32(at) == Int(ZipBytes.entry) else {
                throw SheetFault.damaged("ZIP")
            }
            let (name, extra, note) = (number16(at + 28), number16(at + 30), number16(at + 32))
            guard at + 46 + name <= bytes.count else { throw SheetFault.damaged("ZIP") }
            // Bit 0: encrypted.
            guard number16(at + 8) & 1 == 0 else { throw SheetFault.encrypted }
            let text = String(decoding: bytes[(at + 46)..<(at + 46 + name)], as: UTF8.self)
            entries[ZipArchive.plain(text)] = Entry(
                method: number16(at + 10), checksum: UInt32(number32(at + 16)),
                packed: number32(at + 20), unpacked: number32(at + 24), place: number32(at + 42))
            at += 46 + name + extra + note
        }
    }

    func has(_ name: String) -> Bool { entries[ZipArchive.plain(name)] != nil }

    /// A part, unpacked.
    mutating func part(_ name: String) throws(Fault) -> [UInt8] {
        guard let entry = entries[ZipArchive.plain(name)] else { throw SheetFault.damaged(name) }
        let head = entry.place
        guard head >= 0, head + 30 <= bytes.count, number32(head) == Int(ZipBytes.part) else {
            throw SheetFault.damaged(name)
        }
        let begin = head + 30 + number16(head + 26) + number16(head + 28)
        guard begin <= bytes.count, entry.packed <= bytes.count - begin else {
            throw SheetFault.damaged(name)
        }
        let left = limits.unpackedBytes - unpackedSoFar
        let isBomb =
            entry.unpacked > 1 << 20 && entry.unpacked / max(1, entry.packed) > limits.ratio
        guard entry.unpacked <= left, !isBomb else {
            throw SheetFault.tooLarge(Localized(zh: "解压后过大", en: "too much when unpacked"))
        }
        let packed = Array(bytes[begin..<(begin + entry.packed)])
        let content: [UInt8]?
        switch entry.method {
        case 0: content = packed
        case 8: content = Deflate.expand(packed, most: entry.unpacked)
        default: content = nil
        }
        guard let content, content.count == entry.unpacked,
            Deflate.checksum(content) == entry.checksum
        else { throw SheetFault.damaged(name) }
        unpackedSoFar += content.count
        return content
    }

    /// Names are compared without their case, a slash at the beginning or Windows' separators:
    /// programs disagree about those.
    private static func plain(_ name: String) -> String {
        let text = name.lowercased().replacing("\\", with: "/")
        return text.hasPrefix("/") ? String(text.dropFirst()) : text
    }

    /// Where the record of the end lies: at the end, before a note of at most 65,535 bytes.
    private static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        var at = bytes.count - 22
        let least = max(0, bytes.count - 22 - 0xFFFF)
        while at >= least {
            if bytes[at] == 0x50, bytes[at..<(at + 4)].elementsEqual(ZipBytes.of32(ZipBytes.end)) {
                return at
            }
            at -= 1
        }
        return nil
    }

    private func number16(_ at: Int) -> Int {
        at + 2 <= bytes.count ? Int(bytes[at]) | Int(bytes[at + 1]) << 8 : 0
    }

    private func number32(_ at: Int) -> Int { number16(at) | number16(at + 2) << 16 }
}

/// Name of a file as the system keeps it: bytes, which need not be UTF-8. Programs of older systems
/// write Chinese names in GBK.
struct FolderName: Sendable, Hashable, Comparable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ text: String) { bytes = Array(text.utf8) }

    /// For people; what is no UTF-8 is replaced.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    static func < (left: FolderName, right: FolderName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// Whether files of this name are taken: `….xml`, and neither hidden nor still being written.
    var isMessage: Bool { !bytes.starts(with: Array(".".utf8)) && ends(in: ".xml") }

    /// Whether it ends so, capital or small letters alike.
    func ends(in ending: String) -> Bool {
        let wanted = Array(ending.utf8)
        return bytes.count > wanted.count
            && bytes.suffix(wanted.count).elementsEqual(wanted) { byte, small in
                byte == small || (0x41...0x5A).contains(byte) && byte + 0x20 == small
            }
    }

    /// The name without `.xml`, with something else behind it.
    func with(_ ending: String) -> FolderName {
        let stem = ends(in: ".xml") ? Array(bytes.dropLast(4)) : bytes
        return FolderName(bytes: stem + Array(ending.utf8))
    }

    /// Gives the name to a function of the system.
    func pass<Result>(to body: (UnsafePointer<CChar>) -> Result) -> Result {
        let text = bytes.map { CChar(bitPattern: $0) } + [0]
        return text.withUnsafeBufferPointer { buffer in
            // A buffer with a zero in it has a start.
            buffer.baseAddress.map(body) ?? body("")
        }
    }
}

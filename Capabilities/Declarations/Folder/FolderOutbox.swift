import Kernel

/// The side of the watched folder where receipts go out: `<outbox>/<enterprise code>/`. Every call
/// blocks.
struct FolderOutbox: Sendable {
    let path: String

    /// Holds the number of the last receipt that was written. Without it a folder begins with the
    /// enterprise's first receipt.
    private static let position = FolderName(".position")

    /// The folders there are, and those that are asked for, which are made.
    func folders(and wanted: [FolderName]) throws -> [FolderName] {
        let root = try OpenFolder(path: path)
        for name in wanted { _ = try root.child(name, makes: true) }
        return try root.names().filter {
            !$0.bytes.starts(with: Array(".".utf8)) && root.look(at: $0)?.kind == .folder
        }
    }

    /// Whether the folder's owner wants receipts in envelopes: a file `.form` says `DxpMsg`.
    func wantsEnvelopes(_ folder: FolderName) throws -> Bool {
        guard let open = try OpenFolder(path: path).child(folder),
            let read = try open.read(FolderName(".form"), most: 64)
        else { return false }
        return read.bytes.starts(with: Array("DxpMsg".utf8))
    }

    /// How far a folder has come; nil when it is gone.
    func position(of folder: FolderName) throws -> Int64? {
        try OpenFolder(path: path).child(folder).map { try FolderOutbox.position(in: $0) }
    }

    static func position(in folder: OpenFolder) throws -> Int64 {
        guard let read = try folder.read(position, most: 64) else { return 0 }
        let digits = read.bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int64(String(decoding: digits, as: UTF8.self)) ?? 0
    }

    func write(_ receipts: [ReceiptBook.Receipt], to folder: FolderName) throws {
        guard let open = try OpenFolder(path: path).child(folder) else { return }
        try FolderOutbox.write(receipts, into: open)
    }

    /// Writes receipts, then the place. A crash between the two writes the same names with the same
    /// bytes again.
    static func write(_ receipts: [ReceiptBook.Receipt], into open: OpenFolder) throws {
        guard let last = receipts.last else { return }
        for receipt in receipts { try open.write(name(of: receipt), receipt.body) }
        try open.sync()
        try open.write(position, Array("\(last.sequence)\n".utf8))
        try open.sync()
    }

    /// Sorts by number: twelve digits.
    static func name(of receipt: ReceiptBook.Receipt) -> FolderName {
        FolderName("receipt-\(digits(receipt.sequence, 12))-\(receipt.type).xml")
    }
}

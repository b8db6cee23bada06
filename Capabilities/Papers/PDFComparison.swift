import Secrets

/// Whether a file that somebody got is the file that was issued.
struct PDFComparison {
    let sha256: String
    let isSame: Bool

    /// - Throws: `PapersRefusal.notAPDF`.
    init(_ bytes: [UInt8], _ found: PaperDesk.Verified) throws {
        guard bytes.starts(with: Array("%PDF-".utf8)) else { throw PapersRefusal.notAPDF }
        let hash = Digest.hex(Digest.sha256(bytes))
        sha256 = hash
        isSame = found.files.contains { $0.sha256.utf8.elementsEqual(hash.utf8) }
    }
}

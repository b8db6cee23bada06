internal import CQREncode

/// A QR code as squares.
public struct QRMatrix: Sendable, Hashable {
    /// Squares on a side, without the quiet zone.
    public let width: Int
    /// Row by row; true is dark.
    public let squares: [Bool]

    /// Squares that have to stay white around it.
    public static let quietZone = 4

    /// With correction level M: a seventh of it may be lost. Nil for a text that is empty, holds a
    /// zero byte or is longer than a code can be.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, !bytes.contains(0), bytes.count <= 1024,
            let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        guard width > 0, let data = code.pointee.data else { return nil }
        squares = (0..<width * width).map { data[$0] & 1 == 1 }
    }

    /// Whether a square is dark.
    public subscript(row: Int, column: Int) -> Bool { squares[row * width + column] }
}

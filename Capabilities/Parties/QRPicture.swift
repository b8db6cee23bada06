import Paper
import Web

extension HTML {
    /// A QR code as a picture, dark on white whatever the look of the page: readers need that.
    /// Nil for a text no code can hold.
    ///
    /// - Parameter told: what it is, for those who do not see it.
    static func qrPicture(_ text: String, told: String) -> HTML? {
        guard let matrix = QRMatrix(text) else { return nil }
        let quiet = QRMatrix.quietZone
        let side = matrix.width + 2 * quiet
        var path = ""
        for row in 0..<matrix.width {
            for column in 0..<matrix.width where matrix[row, column] {
                path += "M\(column + quiet) \(row + quiet)h1v1h-1z"
            }
        }
        return """
            <svg width="200" height="200" viewBox="0 0 \(side) \(side)" role="img" \
            aria-label="\(told)"><rect width="\(side)" height="\(side)" fill="#fff"/>\
            <path d="\(path)" fill="#000"/></svg>
            """
    }
}

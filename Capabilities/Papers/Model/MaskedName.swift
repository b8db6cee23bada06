/// A name of which somebody who holds the paper recognises it, and nobody else learns it.
enum MaskedName {
    /// The first two and the last two characters; of a short name only the first.
    static func of(_ name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        guard !scalars.isEmpty else { return "" }
        let (front, back) = scalars.count < 6 ? (1, 0) : (2, 2)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.prefix(front))
        text.append(contentsOf: "***".unicodeScalars)
        text.append(contentsOf: scalars.suffix(back))
        return String(text)
    }
}

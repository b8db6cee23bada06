import Kernel
import Wire

/// A good as a proof of origin names it, to tell whether two proofs are for the same goods.
struct GoodsOnPaper: Sendable, Hashable {
    let worksheet: String
    /// Hash of the worksheet: the same statement kept a second time has the same.
    let digest: String
    /// Six digits.
    let code: String
    let name: String
    let quantity: String
    let unit: String

    /// The goods of a proof, from what is printed on it.
    static func all(printed text: String) -> [GoodsOnPaper] {
        let data = (try? JSON(Array(text.utf8))) ?? .null
        return (data["lines"]?.elements ?? []).map { line in
            GoodsOnPaper(
                worksheet: line["worksheet"]?.string ?? "",
                digest: line["worksheetDigest"]?.string ?? "", code: line["code"]?.string ?? "",
                name: line["name"]?.string ?? "", quantity: line["quantity"]?.string ?? "",
                unit: line["unit"]?.string ?? "")
        }
    }

    /// Whether both are the same goods of an invoice: of one worksheet, or of one code and either
    /// called the same or as many. Another spelling or another figure beside them does not make
    /// other goods of them.
    func isSame(as other: GoodsOnPaper) -> Bool {
        if !worksheet.isEmpty, worksheet.utf8.elementsEqual(other.worksheet.utf8) { return true }
        if !digest.isEmpty, digest.utf8.elementsEqual(other.digest.utf8) { return true }
        guard code.utf8.elementsEqual(other.code.utf8) else { return false }
        if Self.folded(name) == Self.folded(other.name) { return true }
        return quantity.utf8.elementsEqual(other.quantity.utf8)
            && unit.utf8.elementsEqual(other.unit.utf8)
    }

    /// Bytes of a name or number without blanks, capitals or full-width forms.
    static func folded(_ text: String) -> [UInt8] {
        text.halfWidth.utf8.filter { $0 != 0x20 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
    }

    /// A number of a paper by its letters and digits: dashes and blanks are written either way.
    static func number(_ text: String) -> String {
        let bytes = folded(text).filter {
            $0 >= 0x80 || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
        }
        return String(decoding: bytes.isEmpty ? folded(text) : bytes, as: UTF8.self)
    }
}

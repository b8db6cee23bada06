import Kernel
import Secrets
import Wire

/// What a file says of a paper besides the proven records: worth nothing unless they say the same.
enum PaperMembers {
    /// Whether code, kind, number, day, digest and data of a file are those of its record. A file
    /// of receipts alone says nothing besides.
    static func agree(_ file: JSON, _ receipt: JSON) -> Bool {
        guard let text = receipt["record"]?.string else { return true }
        guard let record = try? JSON(Array(text.utf8)) else { return false }
        for name in ["code", "kind", "number", "issuedOn", "digest"] {
            guard let said = file[name] else { continue }
            guard let logged = record[name], same(said, logged) else { return false }
        }
        guard let data = file["data"] else { return true }
        guard let salt = file["salt"]?.string.flatMap(ReceiptCheck.bytes) else { return false }
        let digest = PaperDigest.of(data.canonical, salt: salt)
        return record["digest"]?.string.map { $0.utf8.elementsEqual(digest.utf8) } ?? false
    }

    /// `issued origin-certificate TW202600000001`, `entries.accepted 224420261000000001`.
    static func what(_ text: String) -> String {
        guard let record = try? JSON(Array(text.utf8)) else { return "" }
        return ["receipt", "event", "kind", "number"].compactMap { record[$0]?.string }
            .joined(separator: " ")
    }

    private static func same(_ one: JSON, _ other: JSON) -> Bool {
        one.canonical.utf8.elementsEqual(other.canonical.utf8)
    }
}

/// Addresses inside the site and what may stand in a link.
public enum Address {
    /// Whether a text may stand in `href`, `src` or `action`: a path of this site, a query, a
    /// fragment, or `https:`, `http:`, `mailto:`, `tel:`.
    ///
    /// A list of what is allowed, because `javascript:` has many spellings. Control bytes, blanks
    /// and backslashes are refused: browsers drop or turn them, and `/\t/host` or `/\host` would
    /// lead to another site.
    public static func isSafe(_ address: String) -> Bool {
        let bytes = Array(address.utf8)
        guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }),
            let first = bytes.first
        else { return false }
        switch first {
        case UInt8(ascii: "/"): return bytes.count == 1 || bytes[1] != UInt8(ascii: "/")
        case UInt8(ascii: "?"), UInt8(ascii: "#"): return true
        default:
            return ["https://", "http://", "mailto:", "tel:"].contains {
                bytes.starts(with: $0.utf8)
            }
        }
    }

    /// A path with a query, names and values percent-encoded:
    /// `path("/zh/declarations", query: [.init("status", "800")])`.
    public static func path(_ path: String, query: [Form.Pair]) -> String {
        guard !query.isEmpty else { return path }
        return path + "?" + Form(query).encoded
    }
}

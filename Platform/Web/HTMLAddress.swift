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
        return path + "?"
            + query.map { encoded($0.name) + "=" + encoded($0.value) }.joined(separator: "&")
    }

    /// One part of a path or query: everything but unreserved ASCII becomes `%XX`.
    public static func encoded(_ part: String) -> String {
        var bytes: [UInt8] = []
        for byte in part.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexDigit(byte >> 4))
                bytes.append(hexDigit(byte & 0xF))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x41 + value - 10
    }
}

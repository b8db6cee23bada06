internal import CCurl

/// The parts of a web address, as libcurl understands them: what is judged here is what it will
/// connect to.
struct OutgoingURL: Sendable, Hashable {
    let scheme: String
    /// Lower case; an address of IPv6 without brackets. Odd spellings of IPv4 (`0x7f.1`) are
    /// already plain.
    let host: String
    let port: Int
    let hasCredentials: Bool
    let hasFragment: Bool

    /// Nil when it is no http or https address, has blanks, controls or letters beyond ASCII.
    init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 2048,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let url = curl_url()
        else { return nil }
        defer { curl_url_cleanup(url) }
        func part(_ what: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var found: UnsafeMutablePointer<CChar>?
            guard curl_url_get(url, what, &found, flags) == CURLUE_OK, let found else { return nil }
            defer { curl_free(found) }
            return String(cString: found)
        }
        guard curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME)?.lowercased(),
            scheme == "http" || scheme == "https",
            var host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty,
            let port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) })
        else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        self.scheme = scheme
        self.host = host
        self.port = port
        hasCredentials = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil
        hasFragment = part(CURLUPART_FRAGMENT) != nil
    }
}

/// Headers on every answer. Handlers cannot weaken them: the door puts its own over theirs.
struct SecurityHeaders: Sendable {
    private let fixed: [Answer.Header]
    private let names: Set<String>

    init(secure: Bool) {
        var headers = [
            Answer.Header(
                "content-security-policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; form-action 'self'; "
                    + "frame-ancestors 'none'; base-uri 'none'"),
            Answer.Header("x-content-type-options", "nosniff"),
            // Not `no-referrer`: browsers then send `Origin: null` with our own forms, too.
            Answer.Header("referrer-policy", "same-origin"),
            Answer.Header(
                "permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
            Answer.Header("cross-origin-opener-policy", "same-origin"),
            Answer.Header("cross-origin-resource-policy", "same-origin"),
        ]
        if secure {
            headers.append(
                Answer.Header("strict-transport-security", "max-age=31536000; includeSubDomains"))
        }
        fixed = headers
        names = Set(headers.map(\.name))
    }

    /// Adds them, the request id, and `no-store` where the handler said nothing about caching: an
    /// answer is private unless somebody decided otherwise.
    func dress(_ answer: inout Answer, requestID: String) {
        var cached = false
        var stray = false
        for header in answer.headers {
            let name = header.name.lowercased()
            if name == "cache-control" { cached = true }
            if names.contains(name) || name == "x-request-id" { stray = true }
        }
        if stray {
            answer.headers.removeAll {
                let name = $0.name.lowercased()
                return names.contains(name) || name == "x-request-id"
            }
        }
        answer.headers.reserveCapacity(answer.headers.count + fixed.count + 2)
        if !cached { answer.headers.append(Answer.Header("cache-control", "no-store")) }
        answer.headers.append(contentsOf: fixed)
        answer.headers.append(Answer.Header("x-request-id", requestID))
    }
}

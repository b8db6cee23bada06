import Kernel

/// Who asks, and whether they may.
extension FrontDoor {
    /// Learns who asks: by API key under `/api/`, else by session cookie. A key that is shown but
    /// not valid is refused even where anyone may enter, so that a program notices.
    func recognise(_ entry: inout Entry) async throws {
        if entry.forAPI, let header = entry.visit.headers["authorization"] {
            try await recognise(key: bearerKey(header), &entry)
            return
        }
        if let token = entry.visit.cookie(cookies.session), !token.isEmpty,
            let principal = try await gatekeeper.bySession(token)
        {
            entry.visit.principal = principal
            entry.visit.sessionToken = token
            entry.byCookie = true
            bindForms(to: token, &entry)
            return
        }
        if entry.forAPI { return }
        if let cookie = entry.visit.cookie(cookies.visitor), isVisitorCookie(cookie) {
            bindForms(to: cookie, &entry)
        } else {
            entry.newVisitor = true
            bindForms(to: randomToken(), &entry)
        }
    }

    /// A valid key passes whatever its neighbours do: a whole enterprise may sit behind the
    /// address from which one forgotten program tries an old key. What makes guessing hopeless is
    /// the length of a key; the pause keeps it from filling the log.
    private func recognise(key: String?, _ entry: inout Entry) async throws {
        if let key, let principal = try await gatekeeper.byKey(key) {
            entry.visit.principal = principal
            return
        }
        let address = neighbour(entry.visit.remote)
        if let wait = limits.waitAfterWrongKey(address) {
            throw WebRefusal.tooManyRequests(retryAfter: wait)
        }
        throw WebRefusal.keyNotValid
    }

    private func bindForms(to cookie: String, _ entry: inout Entry) {
        entry.visitorCookie = cookie
        entry.visit.formToken = tokens.token(for: cookie)
    }

    /// Holds the route's policy. People who only have to sign in are sent there; nil lets pass.
    func detour(_ access: Access, _ entry: Entry) throws(WebRefusal) -> Answer? {
        let needed: Permission?
        switch access {
        case .anyone: return nil
        case .signedIn, .ownAccount: needed = nil
        case .permission(let permission): needed = permission
        }
        guard let principal = entry.visit.principal else {
            if entry.asksJSON { throw .signInNeeded }
            return .see(signInPath(entry.visit))
        }
        // One place for every room: what a handler asks of a kind or district comes too late.
        if principal.lacksFactor, access != .ownAccount { throw .secondFactorNeeded }
        if let needed, !principal.may(needed) { throw .notPermitted(needed) }
        return nil
    }

    /// Where to come back to after signing in is named in `to`: the page, or for a form that was
    /// sent the nearest page at or above its address. What such a form said is gone, and the page
    /// to sign in tells so (`lost`).
    private func signInPath(_ visit: Visit) -> String {
        let path = "/\(visit.language.rawValue)/sign-in"
        if visit.method == .get {
            let query = visit.query.pairs.isEmpty ? "" : "?" + visit.query.encoded
            guard let here = LocalPath(visit.path + query) else { return path }
            return path + "?to=" + percentEncoded(here.text)
        }
        guard visit.method == .post else { return path }
        var place = visit.path[...]
        while let slash = place.utf8.lastIndex(of: UInt8(ascii: "/")), slash > place.startIndex {
            if case .route = table.find(.get, place), let page = LocalPath(String(place)) {
                return path + "?to=\(percentEncoded(page.text))&lost=1"
            }
            place = place[..<slash]
        }
        return path + "?lost=1"
    }

    /// Refuses what another site may have made a browser send: requests that change something and
    /// rest on a cookie, or come to a page from a stranger (a forged sign-in is an attack, too).
    func refuseForgery(_ entry: Entry) throws(WebRefusal) {
        let visit = entry.visit
        if visit.method == .get || visit.method == .head { return }
        if entry.forAPI, !entry.byCookie { return }
        guard cameFromHere(visit) else { throw .formFromElsewhere }
        guard let cookie = entry.visitorCookie else { throw .formTokenNotValid }
        var given = visit.headers["x-csrf-token"]
        if given == nil { given = try visit.sentFormToken() }
        guard tokens.isValid(given, for: cookie) else { throw .formTokenNotValid }
    }

    /// What browsers say about where a request comes from. Browsers that say nothing are left to
    /// the token.
    private func cameFromHere(_ visit: Visit) -> Bool {
        if let site = visit.headers["sec-fetch-site"] {
            guard site == "same-origin" || site == "none" else { return false }
        }
        guard let given = visit.headers["origin"] else { return true }
        guard let host = visit.headers["host"] else { return false }
        return given.utf8.elementsEqual(origin(host: host).utf8)
    }
}

/// The key of `Authorization: Bearer …`; nil for other schemes. The scheme's case does not matter.
private func bearerKey(_ header: String) -> String? {
    let bytes = Array(header.utf8.prefix(1000))
    guard bytes.count > 7, String(decoding: bytes[..<7], as: UTF8.self).lowercased() == "bearer "
    else { return nil }
    let key = bytes[7...].drop { $0 == 0x20 }
    guard key.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    return String(decoding: key, as: UTF8.self)
}

/// Whether a stranger's cookie has the form we give it.
private func isVisitorCookie(_ text: String) -> Bool {
    text.utf8.count == 32
        && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
}

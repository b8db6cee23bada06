import Kernel

extension NewUser {
    /// Everything that is wrong with the form of it.
    ///
    /// - Parameters:
    ///   - least: characters a password must have.
    ///   - authorities: those there are.
    func faults(least: Int, authorities: Authorities, on today: Day) -> [Fault] {
        var found: [InputFault] = []
        if !isLogin(login) { found.append(.login) }
        if !isName(name, most: 60) { found.append(.displayName) }
        found += passwordFaults(password, login: login, least: least)
        if case .officer(let id, let districts) = kind {
            if let authority = authorities.find(id, on: today) {
                if !authority.hasDistricts {
                    if !districts.isEmpty { found.append(.districtsNotOf(authority)) }
                } else if districts.isEmpty || !districts.allSatisfy(isDistrict) {
                    found.append(.districts)
                }
            } else {
                found.append(.authority(id, authorities.all(on: today)))
            }
        }
        return found.map(\.fault)
    }
}

/// Length and nothing else decides, as NIST SP 800-63B §5.1.1.2 advises; what merely repeats the
/// login or one character has no length.
func passwordFaults(_ password: String, login: String, least: Int) -> [InputFault] {
    guard password.unicodeScalars.count >= least else { return [.passwordShort(least: least)] }
    guard password.utf8.count <= 1024 else { return [.passwordLong] }
    let bytes = password.utf8
    let isOneLetter = bytes.allSatisfy { $0 == bytes.first }
    let folded = Array(password.lowercased().utf8)
    let repeatsLogin = !login.isEmpty && folded.starts(with: login.utf8)
        && folded.count < login.utf8.count + 4
    return isOneLetter || repeatsLogin ? [.passwordPlain] : []
}

/// Three to sixty-four of `a–z`, digits, `.`, `-`, `_`, `@`.
func isLogin(_ text: String) -> Bool {
    (3...64).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@"):
                true
            default: false
            }
        }
}

import Kernel

extension NewUser {
    /// Everything that is wrong with the form of it.
    ///
    /// - Parameters:
    ///   - least: characters a password must have.
    ///   - common: what passwords are made of too often.
    ///   - authorities: those there are.
    func faults(
        least: Int, common: CommonPasswords, authorities: Authorities, on today: Day
    ) -> [Fault] {
        var found: [InputFault] = []
        if !isLogin(login) { found.append(.login) }
        if !isName(name, most: 60) { found.append(.displayName) }
        found += passwordFaults(
            password, login: login, name: name, least: least, common: common)
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

/// Length decides, and that it is not one of those tried first, as NIST SP 800-63B §5.1.1.2 and
/// ASVS 5.0 6.2.1–6.2.5 advise: no rules of composition.
func passwordFaults(
    _ password: String, login: String, name: String, least: Int, common: CommonPasswords
) -> [InputFault] {
    guard password.unicodeScalars.count >= least else { return [.passwordShort(least: least)] }
    guard password.utf8.count <= 1024 else { return [.passwordLong] }
    let bytes = password.utf8
    let isOneLetter = bytes.allSatisfy { $0 == bytes.first }
    let folded = Array(password.lowercased().utf8)
    let repeatsLogin = !login.isEmpty && folded.starts(with: login.utf8)
        && folded.count < login.utf8.count + 4
    if isOneLetter || repeatsLogin { return [.passwordPlain] }
    return common.contains(password, own: [login, name]) ? [.passwordCommon] : []
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

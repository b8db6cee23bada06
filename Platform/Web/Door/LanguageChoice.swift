import Kernel

/// The language of a visit: from the path, else what the visitor chose last (cookie `lang`), else
/// what the browser asks for, else Chinese.
func chosenLanguage(path: Substring, headers: [String: String]) -> Language {
    let part = path.dropFirst().utf8.prefix { $0 != UInt8(ascii: "/") }
    if let language = Language(rawValue: String(Substring(part))) { return language }
    if let chosen = headers["cookie"].flatMap({ cookieValue("lang", in: $0) }),
        let language = Language(rawValue: chosen)
    {
        return language
    }
    return headers["accept-language"].flatMap(preferredLanguage) ?? .zh
}

/// The language ranked highest in an `Accept-Language` header (RFC 9110 §12.5.4); the first of
/// equals; nil when it names neither.
private func preferredLanguage(_ header: String) -> Language? {
    var best: (language: Language, weight: Int)?
    for range in header.utf8.prefix(200).split(separator: UInt8(ascii: ",")) {
        let pieces = range.split(separator: UInt8(ascii: ";"))
        guard let tag = pieces.first else { continue }
        let primary = tag.drop { $0 == 0x20 }.prefix { $0 != UInt8(ascii: "-") && $0 != 0x20 }
        guard let language = Language(rawValue: String(Substring(primary)).lowercased())
        else { continue }
        let weight = pieces.dropFirst().first.map(thousandths) ?? 1000
        if weight > (best?.weight ?? 0) { best = (language, weight) }
    }
    return best?.language
}

/// `q=0.8` as 800. Digits only: weights have at most three decimals.
private func thousandths(_ piece: Substring.UTF8View.SubSequence) -> Int {
    let digits = piece.filter { $0 >= 0x30 && $0 <= 0x39 }.prefix(4)
    guard let first = digits.first else { return 1000 }
    var value = 0
    for place in 1...3 {
        let digit = place < digits.count ? Int(digits[digits.startIndex + place] - 0x30) : 0
        value = value * 10 + digit
    }
    return min(1000, Int(first - 0x30) * 1000 + value)
}

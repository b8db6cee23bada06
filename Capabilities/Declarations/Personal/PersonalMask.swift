import Kernel

/// A personal value as everybody may see it: enough to recognise one's own entry, too little to
/// use it. 张*, 310***********1234, 138****5678, an address down to its district.
///
/// - Parameter element: what the message calls it, which says of what kind it is.
func mask(_ value: String, of element: String) -> String {
    let scalars = Array(value.unicodeScalars)
    let name = element.lowercased()
    if name.hasSuffix("address") { return maskedAddress(scalars) }
    if name.hasSuffix("idnumber") || name.hasSuffix("telephone") || name.hasSuffix("phone") {
        // So short a number would not be hidden by what is left out.
        return scalars.count >= 11 ? masked(scalars, first: 3, last: 4) : masked(scalars)
    }
    return masked(scalars)
}

private func masked(
    _ scalars: [Unicode.Scalar], first: Int = 1, last: Int = 0
) -> String {
    guard scalars.count > first + last else {
        return String(repeating: "*", count: max(1, scalars.count))
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.prefix(first))
    for _ in 0..<(scalars.count - first - last) { text.append("*") }
    text.append(contentsOf: scalars.suffix(last))
    return String(text)
}

/// Keeps what comes up to the district (区, 县, 旗) or else the city; of an address that names none,
/// the first character. How long the rest is does not show.
private func maskedAddress(_ scalars: [Unicode.Scalar]) -> String {
    let head = Array(scalars.prefix(24))
    let district = head.indices.first { place in
        guard place > 1, "区县旗".unicodeScalars.contains(head[place]) else { return false }
        // 小区, 社区, 园区 are places to live; 自治区 is a province.
        return !"小社园厂校景治政".unicodeScalars.contains(head[place - 1])
    }
    let city = head.indices.first { $0 > 0 && head[$0] == "市" }
    let kept = (district ?? city).map { $0 + 1 } ?? min(1, head.count)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: head.prefix(kept))
    text.append(contentsOf: "****".unicodeScalars)
    return String(text)
}

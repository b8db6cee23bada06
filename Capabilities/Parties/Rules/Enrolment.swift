import Kernel

/// What is needed to enter an enterprise in the register.
public struct Enrolment: Sendable, Hashable {
    /// Registered Chinese name.
    public var name: String
    public var nameEn: String?
    /// Unified social credit code; only a foreign platform may be without.
    public var creditCode: String?
    public var customsCode: String?
    /// Identifier the E-Port published for a platform without customs registration.
    public var platformCode: String?
    public var dxpID: String?
    /// Customs district of registration, four digits.
    public var district: String?
    public var roles: [RoleGrant]

    public init(
        name: String, nameEn: String? = nil, creditCode: String? = nil,
        customsCode: String? = nil, platformCode: String? = nil, dxpID: String? = nil,
        district: String? = nil, roles: [RoleGrant] = []
    ) {
        self.name = name
        self.nameEn = nameEn
        self.creditCode = creditCode
        self.customsCode = customsCode
        self.platformCode = platformCode
        self.dxpID = dxpID
        self.district = district
        self.roles = roles
    }

    /// Every code it would be known by.
    var codes: [String] { [creditCode, customsCode, platformCode].compactMap { $0 } }

    /// Everything that is wrong with the form of it.
    func faults() -> [Fault] {
        var found: [InputFault] = []
        if !isName(name, most: 100) { found.append(.name) }
        if let nameEn, !isName(nameEn, most: 200) { found.append(.nameEn) }
        if creditCode == nil, platformCode == nil { found.append(.noCode) }
        if let creditCode {
            do throws(CreditCode.Fault) {
                _ = try CreditCode(creditCode)
            } catch {
                found.append(.creditCode(error))
            }
        }
        if let customsCode, CustomsRegistration(customsCode) == nil { found.append(.customsCode) }
        if let platformCode, !isPlatformCode(platformCode) { found.append(.platformCode) }
        if let dxpID, !isDXP(dxpID) { found.append(.dxpID) }
        if let district, !isDistrict(district) { found.append(.district) }
        for (index, grant) in roles.enumerated() {
            if let to = grant.to, to < grant.from { found.append(.rolePeriod(index: index + 1)) }
            if roles[..<index].contains(where: { $0.overlaps(grant) }) {
                found.append(.roleTwice(index: index + 1))
            }
        }
        return found.map(\.fault)
    }
}

/// A name: some text of at most so many scalars, none of them a control character, no blank at
/// either end.
func isName(_ text: String, most: Int) -> Bool {
    let scalars = text.unicodeScalars
    guard (1...most).contains(scalars.count),
        scalars.allSatisfy({ !isUnseen($0) && $0 != "\u{2028}" && $0 != "\u{2029}" }),
        let first = scalars.first, let last = scalars.last
    else { return false }
    return !first.properties.isWhitespace && !last.properties.isWhitespace
}

/// Control and format characters: unseen in a list, so two names could look alike; and directional
/// overrides would turn the text around them.
private func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: true
    default: false
    }
}

/// Two to eighteen digits and capital letters: the field of the messages holds eighteen.
private func isPlatformCode(_ text: String) -> Bool {
    (2...18).contains(text.utf8.count) && text.utf8.allSatisfy(isCapitalOrDigit)
}

/// `DXP` and more digits and capital letters, thirty at most.
private func isDXP(_ text: String) -> Bool {
    (4...30).contains(text.utf8.count) && text.utf8.starts(with: "DXP".utf8)
        && text.utf8.allSatisfy(isCapitalOrDigit)
}

/// Four digits.
func isDistrict(_ text: String) -> Bool {
    text.utf8.count == 4 && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
}

private func isCapitalOrDigit(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A)
}

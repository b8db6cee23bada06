import Kernel

extension SignUpForm {
    /// Roles an enterprise may name by itself; a pilot enterprise is admitted by the authority.
    static let roles = EnterpriseRole.allCases.filter { $0 != .drugPilot }

    /// Everything that is wrong with the form of it.
    ///
    /// - Parameter isOffice: whether there is a customs office of a code.
    func faults(on day: Day, isOffice: (String) -> Bool) -> [Fault] {
        // The register's own rules, so that what is confirmed is never refused for its form.
        var found = enrolment(from: day).faults()
        if creditCode.isEmpty {
            found.removeAll { $0.path == "/creditCode" }
            found.append(InputFault.noCode.fault)
        }
        found.removeAll { $0.path == "/district" }
        if !isDistrict(district) || district == "0000" {
            found.append(InputFault.homeDistrict.fault)
        } else if !isOffice(district) {
            found.append(InputFault.homeDistrict.fault)
        }
        if roles.isEmpty || roles.contains(.drugPilot) {
            found.append(InputFault.signUpRoles.fault)
        }
        if !isName(contactName, most: 60) { found.append(InputFault.contactName.fault) }
        if !isPhone(contactPhone) { found.append(InputFault.contactPhone.fault) }
        return found
    }
}

/// Seven to twenty digits, with blanks, a plus and dashes between them.
func isPhone(_ text: String) -> Bool {
    let digits = text.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
    return (7...20).contains(digits) && text.utf8.count <= 30
        && text.utf8.allSatisfy { byte in
            (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
        }
}

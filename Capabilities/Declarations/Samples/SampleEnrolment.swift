public import Kernel
public import Parties

extension SampleCast {
    /// The roles an enterprise plays in it.
    public func roles(of enterprise: SampleEnterprise) -> [EnterpriseRole] {
        let parts: [(SampleEnterprise, EnterpriseRole)] = [
            (platform, .platform), (seller, .seller), (payment, .payment),
            (carrier, .logistics), (warehouse, .siteOperator), (declarant, .declarant),
        ]
        return parts.filter { $0.0 == enterprise }.map(\.1)
    }

    /// What enters everybody in the register with the roles of this cast.
    ///
    /// - Parameter day: first day of the roles.
    public func enrolments(from day: Day) -> [Enrolment] {
        members.map { member in
            Enrolment(
                name: member.name, nameEn: member.nameEn, creditCode: member.creditCode,
                customsCode: member.customsCode, dxpID: member.dxpID, district: member.district,
                roles: roles(of: member).map { RoleGrant($0, from: day) })
        }
    }
}

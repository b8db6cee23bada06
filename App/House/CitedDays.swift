import Kernel
import Policies
import Procedures
import Reference

extension PoliciesCapability {
    /// When documents of the register are in force, as service files ask for it.
    static func inForce(_ share: Share) throws -> [String: [InForce]] {
        try citedDays(share).mapValues { days in
            days.map { InForce(from: $0.from, to: $0.to) }
        }
    }
}

public import Kernel
public import Reference

extension PoliciesCapability {
    /// The names by which documents of the shipped register are cited: their own and their others.
    /// Throws a `DataFault` of a damaged table.
    public static func citedNames(_ share: Share) throws(DataFault) -> Set<String> {
        Set(try citedDays(share).keys)
    }

    /// Days on which a version of a document is in force.
    public struct CitedDays: Sendable, Hashable {
        public let from: Day
        /// Last day; nil while it has no end.
        public let to: Day?
    }

    /// When each document of the shipped register is in force, by the names it is cited by. Throws
    /// a `DataFault` of a damaged table.
    public static func citedDays(
        _ share: Share
    ) throws(DataFault) -> [String: [CitedDays]] {
        var days: [String: [CitedDays]] = [:]
        for version in try PolicyFiles.load(share).policies.flatMap(\.versions) {
            for name in [version.document] + version.aliases {
                days[name, default: []].append(CitedDays(from: version.from, to: version.to))
            }
        }
        return days
    }
}

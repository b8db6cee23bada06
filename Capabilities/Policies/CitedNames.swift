public import Kernel
public import Reference

extension PoliciesCapability {
    /// The names by which documents of the shipped register are cited: their own and their others.
    /// Throws a `DataFault` of a damaged table.
    public static func citedNames(_ share: Share) throws(DataFault) -> Set<String> {
        let versions = try PolicyFiles.load(share).policies.flatMap(\.versions)
        return Set(versions.flatMap { [$0.document] + $0.aliases })
    }
}

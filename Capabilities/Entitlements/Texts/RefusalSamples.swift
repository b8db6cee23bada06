public import Kernel

extension EntitlementsCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let all: [EntitlementsRefusal] = [
            .notReadable, .notFound, .notOwner, .noEnterprise, .day, .item, .reference, .differs,
            .reason, .notInFuture, .movedOn, .baseChanged, .sameOfficer, .file([]),
        ]
        return all
    }
}

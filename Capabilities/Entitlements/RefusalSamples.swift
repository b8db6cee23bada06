public import Kernel
import Lists

extension EntitlementsCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let day = Day(sinceEpoch: 20_000)
        let all: [EntitlementsRefusal] = [
            .notReadable, .body([.unread("extra", known: ["benefit"])]), .notFound, .reference,
            .day("2026-13-01"), .ahead(day),
            .noEnterprise("TEST", field: "firm"), .othersFirm(field: "code"),
            .item, .differs, .reason, .file([]), .notOwner,
            .notInFuture, .alreadyProposed("TEST"), .decision, .sameOfficer, .baseChanged,
            .movedOn,
        ]
        return all
    }
}

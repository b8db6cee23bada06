public import Kernel
import Web

extension PoliciesCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let all: [PoliciesRefusal] = [
            .notReadable, .unread(["extra"], known: ["kind"]), .major, .alreadyProposed("TEST"),
            .decision, .notFound, .day("2026-13-01"), .movedOn, .sameOfficer, .otherAuthority,
            .reason,
            .notInFuture, .identifier, .subscription, .tooMany, .opinion, .noReview, .ownMeasure,
            .consent(waits), .review(open),
            .content([PoliciesRefusal.fault("/title", "缺少标题。", "The title is missing.")]),
        ]
        let filter = FilterFault(
            "policies", "kind", label: PolicyWords.kind,
            allowed: PolicyVersion.Kind.allCases.map(\.rawValue))
        return (all as [any Refusal]) + [filter]
    }

    private static var waits: OwnerConsent.Outcome {
        OwnerConsent.outcome(proposer: "commerce", owners: ["customs"], []) { _ in
            Localized(zh: "海关", en: "Customs")
        }
    }

    private static var open: JointReview.Outcome {
        JointReview.Outcome(
            mayIssue: false,
            explanation: Explanation(
                rule: "policies.joint-review",
                title: Localized(zh: "公平竞争会审", en: "Joint review"),
                outcome: Localized(zh: "尚缺意见", en: "Opinions are missing"),
                citations: [JointReview.basis]))
    }
}

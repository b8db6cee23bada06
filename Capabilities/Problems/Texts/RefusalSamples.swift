public import Kernel

extension ProblemsCapability {
    /// One of each refusal, for the pages that explain codes.
    public static var refusals: [any Refusal] {
        let all: [ProblemsRefusal] =
            [
                .notReadable, .notFound, .topic, .title, .text, .reason, .affected, .sender("king"),
                .about, .aboutNothing, .sameBody, .nothingToReopen, .paper("TEST"),
                .commentsOver,
                .movedOn, .unanswered, .cause("luck", known: ["other"]),
                .raisedTwice("QL-2026-000001"), .body, .enterprise, .measure, .meeting, .report,
                .notYours, .unknown, .page, .state,
            ] + [ProblemsRefusal.form([.title, .text])].compactMap { $0 }
        return all
    }
}

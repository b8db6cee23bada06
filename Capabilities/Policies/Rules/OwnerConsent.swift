import Kernel

/// Whether an authority may publish a version of a policy that another keeps, or one that takes the
/// place of it: only when each owner has agreed in words.
enum OwnerConsent {
    struct Outcome: Sendable {
        /// Authorities besides the proposing one whose policies are changed.
        let owners: [String]
        let mayIssue: Bool
        let explanation: Explanation
    }

    /// - Parameters:
    ///   - owners: authorities that keep what is changed; the proposing one counts for itself.
    ///   - name: an authority's name.
    static func outcome(
        proposer: String, owners: [String], _ opinions: [ReviewOpinion],
        name: (String) -> Localized
    ) -> Outcome {
        let others = Set(owners).subtracting([proposer]).sorted()
        let open = others.filter { owner in
            !opinions.contains { $0.authority == owner && $0.agrees }
        }
        let names = open.map(name)
        let words =
            others.isEmpty
            ? Localized(zh: "由本部门维护", en: "The authority keeps it itself")
            : open.isEmpty
                ? Localized(zh: "主管部门已同意", en: "Whoever keeps it agrees")
                : Localized(
                    zh: "尚需同意：" + names.map(\.zh).joined(separator: "、"),
                    en: "Consent is needed of: " + names.map(\.en).joined(separator: ", "))
        return Outcome(
            owners: others, mayIssue: open.isEmpty,
            explanation: Explanation(
                rule: "policies.owner-consent",
                title: Localized(zh: "主管部门同意", en: "Consent of the owner"),
                inputs: [
                    .init(
                        Localized(zh: "其他主管部门", en: "Other owners"), String(others.count)),
                    .init(
                        Localized(zh: "已同意", en: "Have agreed"),
                        String(others.count - open.count)),
                ], outcome: words,
                citations: [Citation(document: "本系统默认设置", article: "政策主管部门")]))
    }
}

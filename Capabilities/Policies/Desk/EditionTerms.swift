import Synchronization

/// What a version is followed by: its topics and the terms of its texts, worked out once for all
/// who follow something.
struct EditionTerms: Sendable {
    private let topics: Set<String>
    private let texts: [Set<PolicyTerms.Term>]

    init(_ version: PolicyVersion) {
        topics = Set(version.topics + version.articles.flatMap(\.topics))
        texts = (PolicyRegister.words(of: version)
            + version.articles.flatMap(PolicyRegister.words)).map {
                Set(PolicyTerms.of($0.text, alone: true))
            }
    }

    /// Whether it has the topic, or one of its texts every term of the word.
    func fit(_ subscription: FollowingRows.Subscription) -> Bool {
        switch subscription.kind {
        case .topic: return topics.contains(subscription.value)
        case .word:
            let wanted = Set(PolicyTerms.of(subscription.value, alone: false))
            return !wanted.isEmpty && texts.contains { wanted.isSubset(of: $0) }
        }
    }
}

/// Terms of versions that were published lately, by edition: a confirmed one never changes.
final class LateTerms: Sendable {
    private static let most = 400
    private let known = Mutex<[String: EditionTerms]>([:])

    func terms(of version: PolicyVersion) -> EditionTerms {
        if let terms = known.withLock({ $0[version.edition] }) { return terms }
        let terms = EditionTerms(version)
        known.withLock { known in
            if known.count >= Self.most { known.removeAll() }
            known[version.edition] = terms
        }
        return terms
    }
}

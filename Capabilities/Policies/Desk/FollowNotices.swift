import Journal
import Kernel
import Store
import Wire

extension FollowDesk {
    /// Enterprises told in one transaction: others must be able to write in between.
    private static let toldAtOnce = 200

    /// Tells those who follow a policy that a version was published: an entry in the event feed of
    /// each, once. How far it has come is kept with what was told.
    var notices: Subscriber {
        Subscriber(name: "policies.notices", kinds: [PublishDesk.published]) { entries, advance in
            for entry in entries { try await tell(entry) }
            try await store.write(advance)
        }
    }

    private func tell(_ entry: Entry) async throws {
        guard let id = entry.payload["edition"]?.string,
            let edition = try await store.read({ try EditionRows.find(id, in: $0) })
                .flatMap(PublishDesk.edition)
        else { return }
        let terms = EditionTerms(edition.content)
        while try await store.write({ try tellSome(entry, edition, terms, in: $0) }) {}
    }

    /// Tells the next enterprises; false when there are none.
    private func tellSome(
        _ entry: Entry, _ edition: PolicyEdition, _ terms: EditionTerms, in session: Session
    ) throws -> Bool {
        let reached = try FollowingRows.reached(edition.id, in: session)
        guard
            let last = try FollowingRows.tenants(
                after: reached, limit: Self.toldAtOnce, in: session
            ).last
        else { return false }
        // Another server may have told these meanwhile: then it is looked again.
        guard try FollowingRows.move(edition.id, from: reached, to: last, in: session) else {
            return true
        }
        var told: Set<String> = []
        for subscription in try FollowingRows.all(after: reached, through: last, in: session)
        where terms.fit(subscription) && told.insert(subscription.tenant).inserted {
            try journal.append(
                Draft(
                    "policies.notice", actor: entry.actor, tenant: subscription.tenant,
                    subjectType: "policy", subject: edition.policy,
                    payload: .object([
                        .init("document", .text(edition.content.document)),
                        .init("titleZh", .text(edition.content.title.zh)),
                        .init("titleEn", .text(edition.content.title.en)),
                        .init("from", .text(edition.content.from.text)),
                        .init("because", .text(subscription.value)),
                    ]), cause: entry.sequence, citation: edition.content.document),
                in: session)
        }
        return true
    }
}

public import Kernel
internal import Store
import Synchronization

/// The register of policies, from memory: shipped documents and what officers have published. What
/// other rooms ask: whether a document is there, what it says on a day, who answers for it.
///
/// It holds what was committed: after a change made here at once, after one made by another server
/// within about a second.
public final class PolicyRegister: Sendable {
    /// Edition of what the product ships.
    static let shipped = "shipped"

    /// Something the search has found.
    struct Found: Sendable {
        let policy: Policy
        let version: PolicyVersion
        /// Nil when the document as a whole fits.
        let article: PolicyArticle?
    }

    struct Entry: Sendable {
        let policy: String
        let version: Int
        let article: Int?
    }

    /// What is known at one moment.
    struct State: Sendable {
        var policies: [String: Policy] = [:]
        var order: [String] = []
        var byDocument: [String: String] = [:]
        var index = PolicyIndex()
        var entries: [Entry] = []
        var change: Int64 = 0
    }

    private let store: Store
    let clock: Clock
    let files: PolicyFiles
    private let tables: [PolicyUse]
    /// Services, lists and benefits of a day with what they rest on.
    private let uses: @Sendable (Day) -> [PolicyUse]
    private let state: Mutex<State>
    private let report: @Sendable (any Error) -> Void

    init(
        store: Store, clock: Clock, files: PolicyFiles, tables: [PolicyUse],
        uses: @escaping @Sendable (Day) -> [PolicyUse],
        report: @escaping @Sendable (any Error) -> Void
    ) {
        (self.store, self.clock, self.files) = (store, clock, files)
        (self.tables, self.uses, self.report) = (tables, uses, report)
        state = Mutex(files.shelf)
    }

    // MARK: What others may ask

    /// Every policy, by id.
    public var policies: [Policy] {
        state.withLock { state in state.order.compactMap { state.policies[$0] } }
    }

    /// A policy by its id.
    public func policy(_ id: String) -> Policy? { state.withLock { $0.policies[id] } }

    /// The policy a document belongs to, by the number or any name it is cited by.
    public func find(document: String) -> Policy? {
        state.withLock { state in
            state.byDocument[Self.folded(document)].flatMap { state.policies[$0] }
        }
    }

    /// What a document is called, by the number or any name it is cited by. A policy of several
    /// versions is called as the version that has the name is.
    public func title(of document: String) -> Localized? {
        guard let policy = find(document: document) else { return nil }
        let asked = Self.folded(document)
        let named = policy.versions.last { version in
            ([version.document] + version.aliases).contains { Self.folded($0) == asked }
        }
        return (named ?? policy.versions.last)?.title
    }

    /// Bodies that answer for policies, by id.
    public func body(_ id: String) -> NamedThing? { files.bodies.first { $0.id == id } }

    /// Authorities that keep the shipped policies, by id of the policy.
    var owners: [String: String] { files.owners }

    /// Topics policies are sorted by.
    public var topics: [NamedThing] { files.topics }

    /// Bodies that answer for policies.
    public var bodies: [NamedThing] { files.bodies }

    // MARK: Where it is applied

    /// What applies a policy on a day; with an article, only what names that article.
    func uses(of version: PolicyVersion, article: PolicyArticle?, on day: Day) -> [PolicyUse] {
        let names = Set(([version.document] + version.aliases).map(Self.folded))
        return (uses(day) + tables).filter { use in
            guard names.contains(Self.folded(use.citation.document)) else { return false }
            return article.map { ArticleKey.names(use.citation.article, $0.key) } ?? true
        }
    }

    // MARK: The search

    /// Documents and articles of the version of a day that fit a question: those in force first.
    func search(
        _ question: String, on day: Day, limit: Int,
        admits: (Policy, PolicyVersion) -> Bool = { _, _ in true }
    ) -> [Found] {
        let state = state.withLock { $0 }
        func pair(_ number: Int) -> (Policy, PolicyVersion)? {
            let entry = state.entries[number]
            return state.policies[entry.policy].map { ($0, $0.versions[entry.version]) }
        }
        return state.index.search(question, limit: limit) { number in
            // What is no longer, or not yet, in force comes after everything that is.
            pair(number)?.1.holds(on: day) ?? false
        } admits: { number in
            guard let (policy, version) = pair(number) else { return false }
            return policy.shown(on: day)?.edition == version.edition && admits(policy, version)
        }.compactMap { hit in
            guard let (policy, version) = pair(hit.entry) else { return nil }
            return Found(
                policy: policy, version: version,
                article: state.entries[hit.entry].article.map { version.articles[$0] })
        }
    }

    // MARK: What officers publish

    /// Takes in what was confirmed since.
    func refresh() async throws {
        let seen = state.withLock { $0.change }
        let found = try await store.read { session in
            let last = try EditionRows.lastChange(in: session)
            return (last: last, rows: last > seen ? try EditionRows.confirmed(in: session) : nil)
        }
        guard let rows = found.rows else { return }
        let made = Self.state(
            of: try merged(rows), change: found.last)
        state.withLock { state in
            if made.change > state.change { state = made }
        }
    }

    /// Takes in a change that was made here and is committed: a fault of the look is no fault of
    /// the change.
    func takeIn() async {
        do { try await refresh() } catch { report(error) }
    }

    /// Looks every second, until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            try? await Task.sleep(nanoseconds: 1_000_000_000)
            do {
                try await refresh()
            } catch {
                if !Task.isCancelled { report(error) }
            }
        }
    }

    /// Shipped versions with those that officers have confirmed; of two for one day the later
    /// decision counts.
    private func merged(_ rows: [EditionRows.Stored]) throws -> [Policy] {
        var versions: [String: [PolicyVersion]] = [:]
        for policy in files.policies { versions[policy.id] = policy.versions }
        for row in rows {
            guard let version = PolicyJSON.version(row.content, edition: row.id) else {
                throw StoreFault.shape("policy edition \(row.id)")
            }
            versions[row.policy, default: []].removeAll { $0.from == version.from }
            versions[row.policy, default: []].append(version)
        }
        return versions.map { Policy(id: $0.key, versions: $0.value.sorted { $0.from < $1.from }) }
            .sorted { $0.id < $1.id }
    }

    static func state(of policies: [Policy], change: Int64) -> State {
        var state = State()
        state.change = change
        for policy in policies {
            state.policies[policy.id] = policy
            state.order.append(policy.id)
            for (number, version) in policy.versions.enumerated() {
                for name in [version.document] + version.aliases {
                    state.byDocument[folded(name)] = policy.id
                }
                state.index.add(words(of: version))
                state.entries.append(Entry(policy: policy.id, version: number, article: nil))
                for (place, article) in version.articles.enumerated() {
                    state.index.add(words(of: article))
                    state.entries.append(
                        Entry(policy: policy.id, version: number, article: place))
                }
            }
        }
        return state
    }

    static func words(of version: PolicyVersion) -> [(text: String, weight: Int)] {
        [
            (version.document, 8), (version.title.zh, 6), (version.title.en, 6),
            (version.summary.zh, 2), (version.summary.en, 2), (version.issuer.zh, 1),
            (version.issuer.en, 1),
        ] + version.aliases.map { ($0, 6) }
    }

    static func words(of article: PolicyArticle) -> [(text: String, weight: Int)] {
        [
            (article.title.zh, 5), (article.title.en, 5), (article.text.zh, 2),
            (article.text.en, 2),
        ]
    }

    /// Names are compared without blanks: a number is written with and without them.
    private static func folded(_ name: String) -> String {
        let kept = name.unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" }
        return String(String.UnicodeScalarView(kept))
    }
}

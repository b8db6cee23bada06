import Kernel
import Web
import Wire

/// `/api/v1/policies`: the register, for everybody.
struct PoliciesAPI: Sendable {
    let desk: FollowDesk

    private static let path = "/api/v1/policies"
    private static let day = Route.Query(
        "day", Localized(zh: "按哪一天的效力，默认今天", en: "As of which day; today unless told"), kind: .day)

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: .anyone,
                summary: Localized(zh: "贸易政策：列表和全文搜索", en: "Policies: list and full-text search"),
                query: [
                    Route.Query("q", Localized(zh: "关键词或文号", en: "Words or a number")),
                    Route.Query("topic", Localized(zh: "主题", en: "Topic")),
                    Route.Query("kind", Localized(zh: "类别", en: "Kind")),
                    Self.day,
                    Route.Query(
                        "limit", Localized(zh: "最多条数，1 至 200", en: "At most so many, 1 to 200"),
                        kind: .integer),
                    Route.Query(
                        "after",
                        Localized(zh: "从第几条之后，取上次的 next", en: "After so many: the last next"),
                        kind: .integer),
                ], handler: list),
            Route(
                .get, Self.path + "/{id}", access: .anyone,
                summary: Localized(zh: "一项政策", en: "A policy"), query: [Self.day], handler: show),
            Route(
                .get, Self.path + "/{id}/articles/{article}", access: .anyone,
                summary: Localized(zh: "一个条款", en: "An article"), query: [Self.day],
                handler: article),
            Route(
                .get, "/api/v1/policy-citations", access: .anyone,
                summary: Localized(zh: "按文号查政策", en: "The policy a citation means"),
                query: [
                    Route.Query(
                        "document", Localized(zh: "文号", en: "Number of the document"),
                        isRequired: true),
                    Route.Query("article", Localized(zh: "条款", en: "Article")), Self.day,
                ], handler: cited),
            Route(
                .get, "/api/v1/policy-topics", access: .anyone,
                summary: Localized(zh: "政策主题和责任单位", en: "Topics and bodies of the register")
            ) { _ in
                .json(
                    JSON.object([
                        .init("topics", things(desk.register.topics)),
                        .init("bodies", things(desk.register.bodies)),
                    ]).encoded)
            },
            Route(
                .get, "/api/v1/policy-readings", access: .anyone,
                summary: Localized(zh: "政策阅读和使用统计", en: "How often policies are read and used"),
                handler: readings),
        ]
    }

    private func things(_ things: [NamedThing]) -> JSON {
        .array(
            things.map {
                .object([.init("id", .text($0.id)), .init("name", $0.name.json)])
            })
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let day = try visit.asOf(desk.clock)
        let question = PolicyQuestion(visit, day, desk.register, paging: ["limit", "after"])
        if let fault = question.faults.first { throw fault }
        let limit = try visit.whole("limit", 1...200, else: 50, label: PolicyWords.limit)
        let after = try visit.whole("after", 0...100_000, else: 0, label: PolicyWords.after)
        // One more than is shown tells whether there is more.
        let all = question.found(in: desk.register, limit: after + limit + 1)
        let found = all.dropFirst(after).prefix(limit)
        return .json(
            JSON.object([
                .init("day", .text(day.text)),
                .init(
                    "policies",
                    .array(
                        found.map { hit in
                            .object(
                                PolicyJSON.line(hit.policy, hit.version, on: day).members + [
                                    .init(
                                        "article",
                                        hit.article.map(PolicyJSON.article) ?? .null)
                                ])
                        })),
                .init(
                    "next", all.count > after + limit ? .integer(Int64(after + limit)) : .null),
            ]).encoded)
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let day = try visit.asOf(desk.clock)
        guard let policy = desk.register.policy(visit.parameters["id"] ?? ""),
            let version = policy.shown(on: day)
        else { throw PoliciesRefusal.notFound }
        desk.note(.read, policy.id)
        let uses = desk.register.uses(of: version, article: nil, on: day)
        return .json(
            JSON.object([
                .init("id", .text(policy.id)), .init("day", .text(day.text)),
                .init("inForce", .bool(version.holds(on: day))),
                .init("version", PolicyJSON.version(version)),
                .init(
                    "versions",
                    .array(
                        policy.versions.map {
                            .object([
                                .init("from", .text($0.from.text)),
                                .init("to", .optional($0.to?.text)),
                                .init("edition", .text($0.edition)),
                            ])
                        })), .init("appliedBy", .array(uses.map(PolicyJSON.use))),
            ]).encoded)
    }

    private func article(_ visit: Visit) async throws -> Answer {
        let day = try visit.asOf(desk.clock)
        guard let policy = desk.register.policy(visit.parameters["id"] ?? ""),
            let version = policy.shown(on: day),
            let article = version.article(visit.parameters["article"] ?? "")
        else { throw PoliciesRefusal.notFound }
        desk.note(.read, policy.id)
        return .json(answer(policy, version, article, day).encoded)
    }

    private func answer(
        _ policy: Policy, _ version: PolicyVersion, _ article: PolicyArticle?, _ day: Day
    ) -> JSON {
        let uses = desk.register.uses(of: version, article: article, on: day)
        return .object([
            .init("policy", PolicyJSON.line(policy, version, on: day)),
            .init("article", article.map(PolicyJSON.article) ?? .null),
            .init("appliedBy", .array(uses.map(PolicyJSON.use))),
        ])
    }

    private func cited(_ visit: Visit) async throws -> Answer {
        let day = try visit.asOf(desk.clock)
        guard let policy = desk.register.find(document: visit.query["document"] ?? ""),
            let version = policy.shown(on: day)
        else { throw PoliciesRefusal.notFound }
        let label = visit.query["article"] ?? ""
        let article = version.article(labelled: label)
            ?? version.article(cited: ArticleKey.keys(of: label))
        return .json(answer(policy, version, article, day).encoded)
    }

    private func readings(_ visit: Visit) async throws -> Answer {
        .json(
            JSON.object([
                .init(
                    "readings",
                    .array(
                        try await desk.readings().map {
                            .object([
                                .init("policy", .text($0.policy)), .init("month", .text($0.month)),
                                .init("kind", .text($0.kind)), .init("count", .integer($0.count)),
                            ])
                        }))
            ]).encoded)
    }
}

extension Visit {
    /// A whole number of the address.
    fileprivate func whole(
        _ name: String, _ range: ClosedRange<Int>, else usual: Int, label: Localized
    ) throws -> Int {
        guard let text = query[name], !text.isEmpty else { return usual }
        guard let number = Int(text), range.contains(number) else {
            throw FilterFault(
                "policies", name, label: label,
                allowed: ["\(range.lowerBound)–\(range.upperBound)"])
        }
        return number
    }
}

extension PolicyVersion {
    /// The article a citation means: the first of its numbers that is here, or that one is part of.
    func article(cited keys: [String]) -> PolicyArticle? {
        for key in keys {
            if let found = article(key) { return found }
        }
        return articles.first { one in keys.contains { $0.hasPrefix(one.key + ".") } }
    }
}

/// What somebody looks for in the register.
struct PolicyQuestion: Sendable {
    let text: String
    let topic: String
    let kind: PolicyVersion.Kind?
    let day: Day
    /// What the address asks for that there is not.
    let faults: [FilterFault]

    /// - Parameter paging: names in the address that say which part of the list is wanted.
    init(
        _ visit: Visit, _ day: Day, _ register: PolicyRegister,
        paging: Set<String> = ["page", "limit"]
    ) {
        var faults = visit.query.unknownFilters(
            "policies", known: paging.union(["q", "topic", "kind", "day", "lang"]))
        let typed = (visit.query["q"] ?? "").trimmedBlanks
        text = String(String.UnicodeScalarView(typed.unicodeScalars.prefix(200)))
        let wanted = visit.query["topic"] ?? ""
        let topics = register.topics.map(\.id)
        let isTopic = wanted.isEmpty || topics.contains(wanted)
        topic = isTopic ? wanted : ""
        if !isTopic {
            faults.append(
                FilterFault("policies", "topic", label: PolicyWords.topic, allowed: topics))
        }
        let named = visit.query["kind"] ?? ""
        kind = PolicyVersion.Kind(rawValue: named)
        if kind == nil, !named.isEmpty {
            faults.append(
                FilterFault(
                    "policies", "kind", label: PolicyWords.kind,
                    allowed: PolicyVersion.Kind.allCases.map(\.rawValue)))
        }
        self.day = day
        self.faults = faults
    }

    /// Best first; without words, those in force first and then by their newest day.
    func found(in register: PolicyRegister, limit: Int) -> [PolicyRegister.Found] {
        if !text.isEmpty {
            if let exact = register.find(document: text), let version = exact.shown(on: day) {
                return [PolicyRegister.Found(policy: exact, version: version, article: nil)]
            }
            return register.search(text, on: day, limit: limit) { _, version in
                admits(version)
            }
        }
        return register.policies.compactMap { policy in
            policy.shown(on: day).map {
                PolicyRegister.Found(policy: policy, version: $0, article: nil)
            }
        }.filter { admits($0.version) }.sorted { one, other in
            let (first, second) = (one.version.holds(on: day), other.version.holds(on: day))
            return first == second
                ? (one.version.from, one.policy.id) > (other.version.from, other.policy.id) : first
        }.prefix(limit).map { $0 }
    }

    private func admits(_ version: PolicyVersion) -> Bool {
        (kind == nil || version.kind == kind)
            && (topic.isEmpty || version.topics.contains(topic)
                || version.articles.contains { $0.topics.contains(topic) })
    }
}

public import Store

/// Who follows a topic or a word: asked by rooms that publish something of their own.
public struct PolicyFollowers: Sendable {
    /// Nobody is looked up before it is asked.
    public init() {}

    /// Tenants that follow one of the topics or a word of the texts, each once.
    public func tenants(
        following texts: [String], topics: [String], in session: Session
    ) throws -> [String] {
        let sets = texts.map { Set(PolicyTerms.of($0, alone: true)) }
        var place = ""
        var found: [String] = []
        while true {
            let tenants = try FollowingRows.tenants(after: place, limit: 200, in: session)
            guard let last = tenants.last else { return found }
            let page = try FollowingRows.all(after: place, through: last, in: session)
            place = last
            for one in page where found.last != one.tenant {
                let fits =
                    switch one.kind {
                    case .topic: topics.contains(one.value)
                    case .word:
                        sets.contains {
                            Set(PolicyTerms.of(one.value, alone: false)).isSubset(of: $0)
                        }
                    }
                if fits { found.append(one.tenant) }
            }
        }
    }
}

public import Kernel
public import Parties
import Wire

/// What the customs knows of a firm's record: handed in by the room that keeps it.
public struct FirmCredit: Sendable, Hashable {
    public var level: String
    /// Inspections within the window in which something was found, and in which nothing was.
    public var findings: Int
    public var clean: Int

    public init(level: String, findings: Int, clean: Int) {
        (self.level, self.findings, self.clean) = (level, findings, clean)
    }
}

/// Looks at firms as conditions see them: register, lists, recorded figures, customs record.
public struct FirmViews: Sendable {
    public let register: EnterpriseRegister
    public let lists: ListRegister
    let credit: @Sendable (_ firm: String, _ day: Day) -> FirmCredit

    init(
        register: EnterpriseRegister, lists: ListRegister,
        credit: @escaping @Sendable (String, Day) -> FirmCredit
    ) {
        (self.register, self.lists, self.credit) = (register, lists, credit)
    }

    /// A firm on a day.
    ///
    /// - Parameters:
    ///   - item: goods that are asked about.
    ///   - stated: what the firm says of itself; counts only where nothing is recorded.
    public func view(
        of firm: Enterprise, on day: Day, item: String = "", stated: [String: Int64] = [:]
    ) -> FirmView {
        let (lists, credit, id) = (lists, credit, firm.id)
        let isActive = firm.status == .active
        return FirmView(
            roles: Set(firm.roles(on: day).map(\.rawValue)), district: firm.district ?? "",
            day: day, item: item, level: { credit(id, day).level },
            listings: { list in
                lists.standings(of: id, on: list, day: day).map {
                    FirmView.Listing(from: $0.from, to: $0.to, item: $0.item)
                }
            },
            figure: { fact in
                switch fact {
                case "active":
                    return FirmView.Figure(isActive ? 1 : 0, source: Sources.register)
                case "findings":
                    return FirmView.Figure(
                        Int64(credit(id, day).findings), source: Sources.inspections)
                case "clean-inspections":
                    return FirmView.Figure(
                        Int64(credit(id, day).clean), source: Sources.inspections)
                default:
                    if let found = lists.fact(fact, of: id, on: day) {
                        return FirmView.Figure(found.value, source: found.document)
                    }
                    return stated[fact].map {
                        FirmView.Figure($0, source: Sources.firm, isStated: true)
                    }
                }
            })
    }

    /// Sources that are kept in both languages; others are documents, named as they are.
    private enum Sources {
        static let register = kept(ConditionWords.register)
        static let inspections = kept(ConditionWords.inspections)
        static let firm = kept(ConditionWords.firm)

        private static func kept(_ words: Localized) -> String { "\(words.zh) / \(words.en)" }
    }
}

/// What a firm looked like when something was decided about it: kept with the decision, so that the
/// decision explains itself whatever becomes of the firm.
public struct FirmSnapshot: Sendable, Hashable {
    /// JSON; what a decision's row keeps.
    public let text: String

    /// Keeps what the conditions look at.
    public init(of view: FirmView, for conditions: [FirmCondition]) {
        let lists = Set(conditions.flatMap(\.lists)).sorted()
        let facts = Set(conditions.flatMap(\.facts)).sorted()
        text = JSON.object([
            .init("day", .text(view.day.text)), .init("item", .text(view.item)),
            .init("district", .text(view.district)), .init("level", .text(view.level())),
            .init("roles", .array(view.roles.sorted().map { .text($0) })),
            .init(
                "lists",
                .object(
                    lists.map { list in
                        .init(
                            list,
                            .array(
                                view.listings(list).map {
                                    .object([
                                        .init("from", .text($0.from.text)),
                                        .init("to", .optional($0.to?.text)),
                                        .init("item", .text($0.item)),
                                    ])
                                }))
                    })),
            .init(
                "figures",
                .object(
                    facts.compactMap { fact in
                        view.figure(fact).map {
                            .init(
                                fact,
                                .object([
                                    .init("value", .integer($0.value)),
                                    .init("source", .text($0.source)),
                                    .init("stated", .bool($0.isStated)),
                                ]))
                        }
                    })),
        ]).encoded
    }

    /// What a row has kept.
    public init(text: String) { self.text = text }

    /// The firm as it was; nil when nothing readable was kept.
    public var view: FirmView? {
        guard let json = try? JSON([UInt8](text.utf8)),
            let day = json["day"]?.string.flatMap({ Day($0) })
        else { return nil }
        var listings: [String: [FirmView.Listing]] = [:]
        for member in json["lists"]?.members ?? [] {
            listings[member.name] = member.value.elements.compactMap { one in
                one["from"]?.string.flatMap { Day($0) }.map {
                    FirmView.Listing(
                        from: $0, to: one["to"]?.string.flatMap { Day($0) },
                        item: one["item"]?.string ?? "")
                }
            }
        }
        var figures: [String: FirmView.Figure] = [:]
        for member in json["figures"]?.members ?? [] {
            figures[member.name] = FirmView.Figure(
                member.value["value"]?.integer ?? 0, source: member.value["source"]?.string ?? "",
                isStated: member.value["stated"]?.boolean ?? false)
        }
        let (level, known, values) = (json["level"]?.string ?? "", listings, figures)
        return FirmView(
            roles: Set((json["roles"]?.elements ?? []).compactMap(\.string)),
            district: json["district"]?.string ?? "", day: day, item: json["item"]?.string ?? "",
            level: { level }, listings: { known[$0] ?? [] }, figure: { values[$0] })
    }
}

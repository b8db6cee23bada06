public import Kernel
import Parties
import Procedures

/// Officers of the demonstration: two at every desk that a step of a shipped service needs, so that
/// each can be carried through, two pairs of eyes and appeals included; and two of each authority
/// that has no desk there but answers problems, keeps lists or publishes policies.
public struct DemoOfficers: Sendable {
    /// One of them.
    public struct Officer: Sendable {
        public let login: String
        /// Name shown beside what the person does.
        public let name: String
        /// Id of the body at whose desk the person sits; empty for an authority without a desk.
        public let body: String
        /// Id of the authority of that body.
        public let authority: String
        /// What the list of logins says of the person.
        public let about: Localized

        var kind: User.Kind {
            .officer(
                of: authority,
                districts: authority == Authority.customs
                    ? ["2200", "2216", "2233", "2244"] : [])
        }
    }

    public let all: [Officer]
    private let house: SingleWindow

    /// Reads from the services of a house which desks there are.
    public init(of house: SingleWindow) {
        self.house = house
        var all: [Officer] = []
        for case let procedures as ProceduresCapability in house.capabilities {
            for desk in procedures.desks { all += DemoOfficers.two(at: desk) }
        }
        let today = house.clock.today
        let seated = Set(all.map(\.authority))
        // Authorities are data of the program: it would not have started without them.
        let others = (try? Authorities.load(house.share).all(on: today)) ?? []
        for authority in others where !seated.contains(authority.id) {
            all += DemoOfficers.two(of: authority)
        }
        self.all = all
    }

    private static func two(of authority: Authority) -> [Officer] {
        [("", "测试甲", "", ""), ("2", "测试乙", "（复核）", "second ")].map { digit, name, zh, en in
            Officer(
                login: authority.id + digit, name: "\(name)（\(authority.name.zh)）", body: "",
                authority: authority.id,
                about: Localized(
                    zh: "\(authority.name.zh)人员\(zh)，答复问题、发布政策",
                    en: "\(en)officer, \(authority.name.en): answers problems, publishes policies"))
        }
    }

    /// The first at the desk of the customs is `officer`, who decides declarations, too.
    private static func two(at desk: Body) -> [Officer] {
        let isCustoms = desk.id == Authority.customs
        return [
            Officer(
                login: isCustoms ? "officer" : desk.id,
                name: isCustoms ? "测试关员" : "测试甲（\(desk.name.zh)）", body: desk.id,
                authority: desk.authority,
                about: Localized(
                    zh: "\(desk.name.zh)人员", en: "officer, \(desk.name.en)")),
            Officer(
                login: desk.id + "2", name: "测试乙（\(desk.name.zh)）", body: desk.id,
                authority: desk.authority,
                about: Localized(
                    zh: "\(desk.name.zh)人员（复核）", en: "second officer, \(desk.name.en)")),
        ]
    }

    /// Gives each a login and a seat; whoever has them keeps them.
    ///
    /// - Throws: what the rooms of people and of applications refuse.
    public func enter(from first: Day, password: String) async throws {
        let entry = DemoEnrolment(house: house)
        for officer in all {
            _ = try await house.parties.addUserOrKeep(
                NewUser(
                    login: officer.login, name: officer.name, password: password,
                    kind: officer.kind), isPublished: true, by: entry.actor)
            guard !officer.body.isEmpty else { continue }
            try await entry.seat(officer.login, at: officer.body, from: first)
        }
    }
}

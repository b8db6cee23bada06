import Kernel
import Plug
import Web

/// What the first page and the search of the house show of lists.
struct ListsHome: Sendable {
    let desk: ListsDesk

    var parts: [HomePart] { [waiting, own] }

    private var waiting: HomePart {
        HomePart(
            "lists.changes", Localized(zh: "待复核的名单变动", en: "Changes of lists to confirm"),
            tone: .warn, more: "/list-desk", kinds: [.officer],
            access: .permission(ListsCapability.keep)
        ) { officer, limit in
            let changes = try await desk.work().changes.filter { change in
                change.proposed.id != officer.id
                    && desk.catalogue.lists.contains {
                        $0.id == change.list && desk.keeps($0, officer)
                    }
            }
            return changes.prefix(limit).map { change in
                HomePart.Row(
                    desk.catalogue.name(change.list).zh, kind: ListWords.name(change.kind),
                    state: ListWords.name(change.state), tone: .warn,
                    note: desk.catalogue.name(change.list), path: "/list-changes/\(change.id)",
                    since: change.proposed.at, due: change.from)
            }
        }
    }

    private var own: HomePart {
        HomePart(
            "lists.own", ListWords.own, tone: nil, more: "/my-lists", kinds: [.member, .key],
            access: .permission(ListsCapability.nominate)
        ) { person, limit in
            desk.members.all(of: person.enterprise).filter { $0.holds(on: desk.today) }
                .prefix(limit).map { member in
                    let name = desk.catalogue.name(member.list)
                    return HomePart.Row(
                        name.zh, kind: ListWords.list, state: Localized(zh: "在册", en: "Listed"),
                        tone: .success, note: name, path: "/lists/\(member.list)", due: member.to)
                }
        }
    }

    var finders: [Finder] {
        [
            Finder("lists.lists", ListWords.lists) { question in
                let asked = question.text.lowercased()
                return desk.catalogue.current(on: desk.today).filter { list in
                    [list.id, list.row, list.name.zh, list.name.en, list.summary.zh]
                        .contains { $0.lowercased().contains(asked) }
                }.prefix(question.limit).map {
                    Finder.Found($0.name, note: $0.summary, path: "/lists/\($0.id)")
                }
            }
        ]
    }
}

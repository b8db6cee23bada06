import Kernel
import Parties
import Plug
import Reference
import Web
import Wire

/// What of declarations is found by the search of the house.
extension DeclarationPages {
    var finders: [Finder] { [listsFinder, followUpFinder, messageFinder, problemFinder] }

    /// Lists by a number that is on papers, held to whom they concern.
    private var listsFinder: Finder {
        Finder(
            "declarations.lists", Localized(zh: "申报清单", en: "Declarations"),
            access: .permission(DeclarationsPermission.read)
        ) { question in
            guard let person = question.person else { return [] }
            let number = question.text
            let records =
                person.kind == .officer
                ? try await enquiries.find(number, limit: question.limit, for: person)
                : person.enterprise.isEmpty
                    ? []
                    : try await enquiries.list(
                        .init(number: number), limit: question.limit, for: person)
            return records.map { record in
                let kind = PageWords.business(record)
                let state = record.status.name
                return Finder.Found(
                    Localized(zh: record.preNo, en: record.preNo),
                    note: Localized(
                        zh: "\(kind.zh) · \(state.zh) · 订单 \(record.orderNo)",
                        en: "\(kind.en) · \(state.en) · order \(record.orderNo)"),
                    path: "/declarations/\(record.preNo)", isExact: true)
            }
        }
    }

    /// Cancellations, returns, arrivals and the like, by the number given when they were taken.
    private var followUpFinder: Finder {
        Finder(
            "declarations.follow-ups", Localized(zh: "后续业务", en: "Follow-ups"),
            access: .permission(DeclarationsPermission.read)
        ) { question in
            guard let person = question.person else { return [] }
            do {
                let view = try await enquiries.followUp(question.text, for: person)
                return [
                    Finder.Found(
                        Localized(zh: view.record.preNo, en: view.record.preNo),
                        note: view.record.type.name, path: "/follow-ups/\(view.record.preNo)",
                        isExact: true)
                ]
            } catch is DeclarationsRefusal {
                // Not there, or not theirs to see: both are no finding.
                return []
            }
        }
    }

    /// Message types by number or name.
    private var messageFinder: Finder {
        Finder("declarations.messages", MessageListPage.title) { question in
            let asked = question.text.lowercased()
            return catalogue.tables.filter { table in
                [table.type, table.number, table.title.zh, table.title.en]
                    .contains { $0.lowercased().contains(asked) }
            }.prefix(question.limit).map { table in
                Finder.Found(
                    Localized(
                        zh: "\(table.type) \(table.title.zh)",
                        en: "\(table.type) \(table.title.en)"),
                    path: "/messages/\(table.number)",
                    isExact: table.type.lowercased() == asked)
            }
        }
    }

    /// Codes of errors and receipts, with what they mean.
    private var problemFinder: Finder {
        Finder("declarations.problems", ProblemIndexPage.title) { question in
            let asked = question.text.halfWidth.lowercased()
            let number = Int(asked)
            let rows = problemGroups.flatMap(\.rows)
            return rows.filter { row in
                number.map { Int(row.code)?.magnitude == $0.magnitude }
                    ?? [row.code, row.message.zh, row.message.en]
                        .contains { $0.lowercased().contains(asked) }
            }.prefix(question.limit).map { row in
                Finder.Found(
                    Localized(
                        zh: "\(row.code) \(row.message.zh)",
                        en: "\(row.code) \(row.message.en)"),
                    path: "/problems/\(row.code)")
            }
        }
    }
}

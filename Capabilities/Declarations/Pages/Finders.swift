import Kernel
import Parties
import Plug
import Reference
import Web
import Wire

/// What of declarations is found by the search of the house.
extension DeclarationPages {
    var finders: [Finder] {
        [listsFinder, followUpFinder, taxFinder, messageFinder, problemFinder]
    }

    /// Numbers as they may be meant: as typed, and in capitals.
    private static func spellings(_ text: String) -> [String] {
        let capitals = text.uppercased()
        return capitals == text ? [text] : [text, capitals]
    }

    /// Lists by a number that is on papers, held to whom they concern.
    private var listsFinder: Finder {
        Finder(
            "declarations.lists", Localized(zh: "申报清单", en: "Declarations"),
            access: .permission(DeclarationsPermission.read)
        ) { question in
            guard let person = question.person else { return [] }
            for number in Self.spellings(question.text) {
                let found = try await enquiries.lists(
                    numbered: number, limit: question.limit, for: person)
                if found.records.isEmpty { continue }
                return found.records.map { listed($0, number, found.which.name) }
            }
            return []
        }
    }

    /// - Parameter which: what the number that was asked for is; nil for the list's own.
    private func listed(
        _ record: InventoryShelf.Record, _ number: String, _ which: Localized?
    ) -> Finder.Found {
        let kind = PageWords.business(record)
        let state = record.status.name
        let about = which.map { Localized(zh: "\($0.zh) \(number)", en: "\($0.en) \(number)") }
            ?? Localized(zh: "订单 \(record.orderNo)", en: "order \(record.orderNo)")
        return Finder.Found(
            Localized(same: record.preNo),
            note: Localized(
                zh: "\(kind.zh) · \(state.zh) · \(about.zh)",
                en: "\(kind.en) · \(state.en) · \(about.en)"),
            path: "/declarations/\(record.preNo)", isExact: true)
    }

    /// Cancellations, returns, arrivals and the like, by the number given when they were taken or
    /// the one their sender gave them.
    private var followUpFinder: Finder {
        Finder(
            "declarations.follow-ups", Localized(zh: "后续业务", en: "Follow-ups"),
            access: .permission(DeclarationsPermission.read)
        ) { question in
            guard let person = question.person else { return [] }
            for number in Self.spellings(question.text) {
                let found = try await enquiries.followUps(
                    numbered: number, limit: question.limit, for: person)
                if found.isEmpty { continue }
                return found.map {
                    Finder.Found(
                        Localized(same: $0.preNo), note: $0.type.name,
                        path: "/follow-ups/\($0.preNo)", isExact: true)
                }
            }
            return []
        }
    }

    /// Tax bills by their number, for who owes them and the officers of the district.
    private var taxFinder: Finder {
        Finder(
            "declarations.taxes", TaxesPage.title,
            access: .permission(DeclarationsPermission.read)
        ) { question in
            guard let person = question.person else { return [] }
            for number in Self.spellings(question.text) {
                guard person.kind == .officer || !person.enterprise.isEmpty,
                    let (bill, guarantor) = try await taxEnquiry.bill(number, for: person)
                else { continue }
                let query: [Form.Pair] =
                    person.kind == .officer ? [.init("enterprise", guarantor)] : []
                return [
                    Finder.Found(
                        Localized(same: bill.number),
                        note: Localized(
                            zh: "清单 \(bill.list) · \(bill.total.grouped) 元",
                            en: "list \(bill.list) · CNY \(bill.total.grouped)"),
                        path: Address.path("/taxes", query: query), isExact: true)
                ]
            }
            return []
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

extension MasterBillDesk {
    /// Master bills of combined parcels, for who put them together and officers of the district.
    var finder: Finder {
        Finder(
            "declarations.master-bills", MasterBillsPage.title,
            access: .permission(DeclarationsPermission.read)
        ) { question in
            guard let person = question.person else { return [] }
            let number = question.text
            return try await holders(of: number, for: person).prefix(question.limit).map {
                let query: [Form.Pair] = person.kind == .officer ? [.init("holder", $0)] : []
                return Finder.Found(
                    Localized(same: number),
                    path: Address.path("/master-bills/\(number)", query: query), isExact: true)
            }
        }
    }
}

import Kernel
import Reference
import Tariff
import Web
import Wire

/// `/api/v1/drafts`: what the pages of entry do, for programs; and the proposals of their boxes.
struct EntryResource: Sendable {
    let desk: EntryDesk

    var routes: [Route] {
        let lodge = Access.permission(DeclarationsPermission.lodge)
        return [
            Route(
                .get, "/api/v1/drafts", access: lodge,
                summary: Localized(zh: "申报草稿", en: "Drafts of declarations")
            ) { visit in
                let drafts = try await desk.all(of: try visit.tenant(), limit: 200)
                return .json(
                    JSON.object([.init("drafts", .array(drafts.map(EntryResource.brief)))]).encoded)
            },
            Route(
                .post, "/api/v1/drafts", access: lodge,
                summary: Localized(zh: "新建草稿", en: "Begin a draft"),
                bodyLimit: EntryPages.bodyLimit, handler: begin),
            Route(
                .get, "/api/v1/drafts/{id}", access: lodge,
                summary: Localized(zh: "一份草稿：内容、问题、税款", en: "A draft: values, faults, tax")
            ) { visit in try answer(try await entry(visit)) },
            Route(
                .put, "/api/v1/drafts/{id}", access: lodge,
                summary: Localized(zh: "保存草稿", en: "Save a draft"),
                bodyLimit: EntryPages.bodyLimit
            ) { visit in
                let before = try await entry(visit)
                let json = try body(visit)
                let typed = try desk.input(before.form).draft(json, over: before.draft)
                guard let version = json["version"]?.integer else {
                    throw EntryRefusal.input("version")
                }
                return try answer(
                    try await desk.save(
                        typed, over: before, version: version, by: try visit.person().id))
            },
            Route(
                .delete, "/api/v1/drafts/{id}", access: lodge,
                summary: Localized(zh: "删除草稿", en: "Remove a draft")
            ) { visit in
                try await desk.remove(visit.parameters["id"] ?? "", of: try visit.tenant())
                return Answer(status: 204)
            },
            Route(
                .post, "/api/v1/drafts/{id}/submission", access: lodge,
                summary: Localized(zh: "报送草稿", en: "Send a draft"), handler: send),
        ] + proposals
    }

    private func entry(_ visit: Visit) async throws -> OpenEntry {
        try await desk.open(visit.parameters["id"] ?? "", of: try visit.tenant())
    }

    private func body(_ visit: Visit) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw EntryRefusal.input("body")
        }
        return json
    }

    /// Of a type, with values or without; or of a list that was refused (`mends`).
    @Sendable private func begin(_ visit: Visit) async throws -> Answer {
        let json = try body(visit)
        let person = try visit.person()
        var entry: OpenEntry
        if let preNo = json["mends"]?.string {
            entry = try await desk.mend(preNo, for: person)
        } else {
            let name = json["type"]?.string ?? ""
            guard let type = MessageType(rawValue: name) else { throw EntryRefusal.noForm(name) }
            entry = try await desk.begin(type, of: try visit.tenant(), by: person.id)
        }
        if json["head"] != nil || json["lines"] != nil || json["appType"] != nil {
            let typed = try desk.input(entry.form).draft(json, over: entry.draft)
            entry = try await desk.save(
                typed, over: entry, version: entry.record.version, by: person.id)
        }
        return try answer(entry, status: 201)
    }

    @Sendable private func send(_ visit: Visit) async throws -> Answer {
        let entry = try await entry(visit)
        // Who says which version was read wants no other to be sent; once it is under way, sending
        // again sends the same.
        if entry.record.state == .open, let version = (try? JSON(visit.body))?["version"],
            version != .null, version.integer != entry.record.version
        {
            throw EntryRefusal.changed
        }
        let reply = try await desk.send(entry, by: try visit.person().id, .api)
        return .json(
            JSON.object([
                .init("type", .text(reply.type)), .init("guid", .text(reply.guid)),
                .init("repeat", .bool(reply.isRepeat)),
                .init(
                    "results",
                    .array(
                        reply.results.map { result in
                            .object([
                                .init("subject", .text(result.subject)),
                                .init("status", .integer(result.status)),
                                .init("info", .text(result.info)),
                            ])
                        })),
            ]).encoded)
    }

    // MARK: As JSON

    private static func brief(_ entry: OpenEntry) -> JSON {
        .object([
            .init("id", .text(entry.record.id)), .init("type", .text(entry.record.type.rawValue)),
            .init("state", .text(entry.record.state.rawValue)),
            .init("version", .integer(entry.record.version)),
            .init("number", .text(entry.title.zh)),
            .init("changedAt", .text(entry.record.changedAt.iso)),
        ])
    }

    private func answer(_ entry: OpenEntry, status: Int = 200) throws -> Answer {
        var members = EntryResource.brief(entry).members
        members.append(.init("mends", .text(entry.draft.mends)))
        members.append(.init("appType", .text(entry.draft.appType)))
        members.append(.init("head", EntryDraft.json(entry.draft.head)))
        members.append(.init("lines", .array(entry.draft.lines.map(EntryDraft.json))))
        if entry.record.state == .sent {
            members.append(.init("subject", .text(entry.record.subject)))
        } else {
            members.append(.init("faults", .array(try desk.issues(entry).map(EntryResource.json))))
            members.append(.init("needsSignature", .bool(desk.needsSignature(entry))))
        }
        if let tax = desk.tax(entry) { members.append(.init("tax", EntryResource.json(tax))) }
        return .json(JSON.object(members).encoded, status: status)
    }

    private static func json(_ issue: EntryIssue) -> JSON {
        .object([
            .init("field", .text(issue.place.element)),
            .init("line", issue.place.line.map { JSON.integer($0) } ?? JSON.null),
            .init("code", .text(issue.code)), .init("message", issue.message.json),
            .init("fix", issue.fix.json),
        ])
    }

    private static func json(_ tax: EntryTax) -> JSON {
        .object([
            .init("total", .optional(tax.total?.text)), .init("value", .text(tax.value.text)),
            .init(
                "lines",
                .array(
                    tax.lines.sorted { $0.key < $1.key }.map { number, sum in
                        .object([
                            .init("line", .integer(number)), .init("tax", .text(sum.text)),
                        ])
                    })),
            .init("notes", .array(tax.notes.map(\.json))),
        ])
    }

}

/// What the boxes of a form propose while somebody types.
extension EntryResource {
    /// Proposals at a time.
    private static let most = 20

    fileprivate var proposals: [Route] {
        [
            Route(
                .get, "/api/v1/entry/codes/{table}", access: .anyone,
                summary: Localized(zh: "按代码或名称找代码", en: "Codes by sign or word")
            ) { visit in
                guard let table = CodeTable(rawValue: visit.parameters["table"] ?? "") else {
                    throw EntryRefusal.notFound
                }
                let words = EntryTyping.halfWidth(visit.query["q"] ?? "").lowercased()
                let day = desk.clock.today
                let found = desk.gateway.preparation.codes[table].entries(on: day).filter {
                    $0.code.lowercased().hasPrefix(words) || $0.name.zh.contains(words)
                        || $0.name.en.lowercased().contains(words)
                }
                return options(
                    found.prefix(EntryResource.most).map { ($0.code, $0.name) }, visit)
            },
            Route(
                .get, "/api/v1/entry/goods", access: .anyone,
                summary: Localized(zh: "按品名或编号找商品编码", en: "Goods codes by word or digits")
            ) { visit in
                let words = visit.query["q"] ?? ""
                guard words.utf8.count <= 200 else { throw EntryRefusal.input("q") }
                guard let book = desk.book else { return options([], visit) }
                let today = desk.clock.today
                let found = book.find(words, on: today, limit: EntryResource.most)
                return options(found.map { ($0.code.text, book.name(of: $0, on: today)) }, visit)
            },
        ]
    }

    private func options(_ found: [(String, Localized)], _ visit: Visit) -> Answer {
        let language: Language = visit.query["language"] == "en" ? .en : .zh
        return .json(
            JSON.object([
                .init(
                    "options",
                    .array(
                        found.map { code, name in
                            .object([
                                .init("value", .text(code)),
                                .init("label", .text("\(code) \(name[language])")),
                            ])
                        }))
            ]).encoded)
    }
}

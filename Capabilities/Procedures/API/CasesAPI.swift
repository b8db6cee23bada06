import Balances
import Kernel
import Web
import Wire

/// `/api/v1/applications`: what a program of an enterprise does with its applications.
struct CasesAPI: Sendable {
    let desk: CaseDesk

    private static let path = "/api/v1/applications"
    private let apply = Access.permission(ProceduresCapability.apply)

    var routes: [Route] {
        [
            Route(
                .get, Self.path, access: apply,
                summary: Localized(zh: "本企业的申请", en: "Applications of one's enterprise"),
                query: [
                    Route.Query(
                        "after",
                        Localized(
                            zh: "从这一编号之后接着列", en: "number of the application to go on after")),
                    Route.Query(
                        "limit", Localized(zh: "条数，最多 200", en: "rows, 200 at most"),
                        kind: .integer),
                    Route.Query(
                        "for",
                        Localized(
                            zh: "委托企业的代码：其委托代办的申请", en: "code of a grantor: its applications")),
                ], handler: list),
            Route(
                .post, Self.path, access: apply,
                summary: Localized(zh: "开始一份申请", en: "Begins an application"), handler: begin),
            Route(
                .get, Self.path + "/{number}", access: .signedIn,
                summary: Localized(zh: "一份申请", en: "One application"), handler: show),
            Route(
                .post, Self.path + "/{number}/answers", access: apply,
                summary: Localized(zh: "保存表单", en: "Saves answers"),
                query: [
                    Route.Query(
                        "version",
                        Localized(
                            zh: "读到的版本，必填；他人已改过时不保存",
                            en: "the version that was read, needed: nothing is saved when it has "
                                + "changed"))
                ], handler: save),
            Route(
                .post, Self.path + "/{number}/actions", access: .signedIn,
                summary: Localized(
                    zh: "提交、补正、撤回、复核、办理", en: "Submits, completes, withdraws, appeals, decides"),
                handler: act),
            Route(
                .post, Self.path + "/{number}/batches", access: apply,
                summary: Localized(zh: "使用一批", en: "Draws a batch"), handler: draw),
            Route(
                .post, Self.path + "/{number}/returns", access: apply,
                summary: Localized(zh: "交还用不完的关税配额", en: "Gives back of a tariff quota"),
                handler: giveBack),
            Route(
                .get, "/api/v1/due-days.ics", access: .signedIn,
                summary: Localized(zh: "到期日历", en: "Due days as a calendar"),
                query: [Route.Query("lang", Localized(zh: "zh 或 en", en: "zh or en"))],
                handler: calendar),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let limit = visit.query["limit"].map { Int($0) ?? 0 } ?? 200
        guard (1...200).contains(limit) else { throw DeskFilter.fault("limit") }
        let after = visit.query["after"] ?? ""
        let page =
            if let grantor = visit.query["for"], !grantor.isEmpty {
                try await desk.represented(
                    grantor, after: after, limit: limit, by: try visit.person())
            } else {
                try await desk.own(try visit.person(), after: after, limit: limit)
            }
        return .json(
            JSON.object([
                .init("applications", .array(page.files.map(CaseJSON.line))),
                .init("next", .optional(page.next)),
            ]).encoded)
    }

    private func begin(_ visit: Visit) async throws -> Answer {
        let order = BeginOrder(try object(visit))
        let principal = try desk.starter(order, try visit.person())
        let (file, isRepeat) = try await desk.begin(
            order.service, key: order.key, answers: order.answers, by: principal)
        return try await whole(file.number, principal, status: isRepeat ? 200 : 201)
    }

    private func show(_ visit: Visit) async throws -> Answer {
        try await whole(visit.number, try await desk.acting(visit), status: 200)
    }

    private func save(_ visit: Visit) async throws -> Answer {
        let principal = try await desk.acting(visit)
        let file = try await desk.save(
            visit.number, try texts(try object(visit)),
            version: visit.query["version"].flatMap { Int64($0) }, by: principal)
        return try await whole(file.number, principal, status: 200)
    }

    /// What the order to do something has.
    private static let orderNames = ["action", "reason", "version", "values"]

    private func act(_ visit: Visit) async throws -> Answer {
        let json = try object(visit)
        let principal = try await desk.acting(visit)
        guard principal.kind == .officer || principal.may(ProceduresCapability.apply) else {
            throw WebRefusal.notPermitted(ProceduresCapability.apply)
        }
        try json.only(Self.orderNames, fault: .notDecided([]))
        let action = try json.said("action") ?? ""
        let file = try await desk.perform(
            CaseDesk.Act(
                number: visit.number, move: CaseMove(word: action),
                reason: try json.said("reason") ?? "", version: try json.version(),
                values: try json["values"].map(texts) ?? [:]),
            by: principal)
        return try await whole(file.number, principal, status: 200)
    }

    private func draw(_ visit: Visit) async throws -> Answer {
        let json = try object(visit)
        try json.only(["key", "quantity", "reference"])
        let key = try key(json)
        let (outcome, batch) = try await desk.draw(
            try quantity(json["quantity"]), key: key,
            reference: try json.said("reference") ?? key,
            from: visit.number, by: try await desk.acting(visit))
        return .json(
            JSON.object([
                .init("quantity", .text(outcome.transfer.amount.text)),
                .init("left", .optional(outcome.transfer.debitBalance?.text)),
                .init("at", .text(outcome.transfer.at.iso)),
                .init("repeat", .bool(outcome.isRepeat)),
                .init("account", .text(batch.account.text)),
                .init("validTo", .optional(batch.validTo?.text)),
                .init("message", CaseJSON.words(batch.told(desk.ledger.units))),
            ]).encoded, status: outcome.isRepeat ? 200 : 201)
    }

    private func giveBack(_ visit: Visit) async throws -> Answer {
        let json = try object(visit)
        try json.only(["key", "quantity", "reason"])
        let key = try key(json)
        let outcome = try await desk.giveBack(
            try quantity(json["quantity"]), key: key, reason: try json.said("reason") ?? "",
            from: visit.number, by: try await desk.acting(visit))
        return .json(
            JSON.object([
                .init("quantity", .text(outcome.transfer.amount.text)),
                .init("left", .optional(outcome.transfer.debitBalance?.text)),
                .init("at", .text(outcome.transfer.at.iso)),
                .init("repeat", .bool(outcome.isRepeat)),
            ]).encoded, status: outcome.isRepeat ? 200 : 201)
    }

    /// A quantity as text or as a number; empty where none is said.
    private func quantity(_ value: JSON?) throws -> String {
        switch value {
        case .text(let text): text
        case .number(let digits): digits
        case .null, nil: ""
        default: throw ProceduresRefusal.quantity
        }
    }

    private func key(_ json: JSON) throws -> String {
        guard let key = json["key"]?.string, (1...80).contains(key.utf8.count) else {
            throw ProceduresRefusal.form([FormFault.key.at("key")], .own(.orders))
        }
        return key
    }

    private func calendar(_ visit: Visit) async throws -> Answer {
        let principal = try visit.person()
        let language = visit.query["lang"].map { Language(rawValue: $0) } ?? visit.language
        guard let language else { throw DeskFilter.fault("lang") }
        let (days, isCut) = try await desk.dueDays(principal)
        return CalendarFile(
            maker: "Procedures", events: days.map { $0.event(language) }, now: desk.clock.now(),
            isCut: isCut, language
        ).answer("due-days")
    }

    private func whole(_ number: String, _ principal: Principal, status: Int) async throws
        -> Answer
    {
        let record = try await desk.record(number, for: principal)
        let machine = CaseMachine(
            service: record.service, calendar: desk.calendar, now: desk.clock.now())
        return .json(CaseJSON.record(record, machine).encoded, status: status)
    }

    private func texts(_ json: JSON) throws -> [String: String] {
        guard case .object(let members) = json else { throw ProceduresRefusal.notReadable }
        let read = JSON.texts(members)
        guard read.faults.isEmpty else {
            throw ProceduresRefusal.form(read.faults, .own(.orders))
        }
        return read.texts
    }

    private func object(_ visit: Visit) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw ProceduresRefusal.notReadable
        }
        return json
    }
}

extension JSON {
    /// A name that nobody reads was meant for something: doing half of what was asked is worse.
    func only(_ names: [String], fault: FormFault = .unknownField) throws(ProceduresRefusal) {
        let unknown = others(than: names)
        guard unknown.isEmpty else {
            throw .form(unknown.map { fault.at($0) }, .own(.orders))
        }
    }

    /// A text that may be left out; anything but a text is none.
    func said(_ name: String) throws(ProceduresRefusal) -> String? {
        switch self[name] {
        case .text(let text): return text
        case .null, nil: return nil
        default: throw .form([FormFault.notText.at(name)], .own(.orders))
        }
    }

    /// The version that was read, where one is said.
    func version() throws(ProceduresRefusal) -> Int64? {
        switch self["version"] {
        case .null, nil: return nil
        case let said:
            guard let version = said?.integer else {
                throw .form([FormFault.integer.at("version")], .own(.orders))
            }
            return version
        }
    }
}

extension Visit {
    /// The application that the path names.
    var number: String { parameters["number"] ?? "" }
}

import Kernel
import Papers
import Web
import Wire

/// `/api/v1/origin/…`: agreements, rules and worksheets.
struct OriginResource: Sendable {
    let desk: OriginDesk

    var routes: [Route] {
        let keep = Access.permission(OriginDesk.keep)
        return [
            Route(
                .get, "/api/v1/origin/agreements", access: .anyone,
                summary: Localized(zh: "生效的优惠贸易协定", en: "Agreements in force"),
                query: RuleQuestion.queries, handler: agreements),
            Route(
                .get, "/api/v1/origin/rules", access: .anyone,
                summary: Localized(zh: "某税号的原产地规则", en: "Rules of origin for a code"),
                query: RuleQuestion.queries, handler: rules),
            Route(
                .post, "/api/v1/origin/tests", access: .anyone,
                summary: Localized(zh: "试算一张工作表", en: "Test a worksheet without keeping it"),
                bodyLimit: 512 * 1024, handler: test),
            Route(
                .post, "/api/v1/origin/worksheets", access: keep,
                summary: Localized(zh: "试算并存档", en: "Test a worksheet and keep it"),
                bodyLimit: 512 * 1024, handler: keepSheet),
            Route(
                .get, "/api/v1/origin/worksheets", access: keep,
                summary: Localized(zh: "本企业的工作表", en: "Worksheets of the own enterprise"),
                handler: list),
            Route(
                .get, "/api/v1/origin/worksheets/{id}", access: keep,
                summary: Localized(zh: "一张存档的工作表", en: "One kept worksheet"), handler: one),
            Route(
                .get, "/api/v1/origin/worksheets/{id}/pdf", access: keep,
                summary: Localized(zh: "工作表的 PDF", en: "A kept worksheet as PDF"),
                rate: PaperDesk.rate, handler: WorksheetPaper.answer(desk)),
        ]
    }

    private func agreements(_ visit: Visit) async throws -> Answer {
        let question = try RuleQuestion(visit, desk, needsCode: false)
        return .json(
            JSON.object([
                .init("on", .text(question.day.text)),
                .init("agreements", .array(question.agreements.map(OriginJSON.agreement))),
            ]).encoded)
    }

    private func rules(_ visit: Visit) async throws -> Answer {
        let question = try RuleQuestion(visit, desk, needsCode: true)
        let book = desk.tables.rules
        return .json(
            JSON.object([
                .init("code", .text(question.code)), .init("on", .text(question.day.text)),
                .init(
                    "rules",
                    .array(
                        question.agreements.map { agreement in
                            .object([
                                .init("agreement", OriginJSON.agreement(agreement)),
                                .init(
                                    "rule",
                                    OriginJSON.finding(
                                        book.find(
                                            question.code, under: agreement.id, on: question.day),
                                        book)),
                            ])
                        })),
            ]).encoded)
    }

    private func test(_ visit: Visit) async throws -> Answer {
        let tested = try desk.test(try FieldReader.body(visit))
        return .json(verdicts(tested).encoded)
    }

    private func keepSheet(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let (sheet, tested) = try await desk.keep(try FieldReader.body(visit), by: principal)
        return .json(
            JSON.object(
                summary(sheet) + verdicts(tested).members.filter { $0.name == "verdicts" }
            ).encoded, status: 201)
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let sheets = try await desk.worksheets(of: visit.principal?.enterprise ?? "")
        return .json(
            JSON.object([.init("worksheets", .array(sheets.map { .object(summary($0)) }))]).encoded)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let sheet = try await desk.worksheet(
            visit.parameters["id"] ?? "", of: visit.principal?.enterprise ?? "")
        let kept = [sheet.content, sheet.outcome].map { (try? JSON(Array($0.utf8))) ?? .null }
        return .json(
            JSON.object(
                summary(sheet) + [.init("content", kept[0]), .init("verdicts", kept[1])]
            ).encoded)
    }

    private func verdicts(_ tested: OriginDesk.Tested) -> JSON {
        .object([
            .init("code", .text(tested.sheet.code)), .init("on", .text(tested.sheet.on.text)),
            .init(
                "verdicts",
                .array(tested.verdicts.map { OriginJSON.verdict($0, desk.tables.rules) })),
        ])
    }

    private func summary(_ sheet: KeptWorksheet) -> [JSON.Member] {
        [
            .init("id", .text(sheet.id)), .init("name", .text(sheet.name)),
            .init("code", .text(sheet.code)), .init("on", .text(sheet.testedOn.text)),
            .init("keptAt", .text(sheet.keptAt.iso)),
            .init("passed", .array(sheet.passed.map(JSON.text))),
            .init("digest", .text(sheet.digest)),
        ]
    }
}

/// What somebody asks of the rules: by address or by command.
struct RuleQuestion {
    let code: String
    let day: Day
    let agreements: [Agreement]

    /// What look-ups of rules read from an address; the day is taken as `day` too.
    static let queries = [
        Route.Query("code", Localized(zh: "商品编号，四至十位", en: "Code, four to ten digits")),
        Route.Query("country", Localized(zh: "对方国家（地区）", en: "The other country")),
        Route.Query("agreement", Localized(zh: "协定", en: "Agreement")),
        Route.Query(
            "on", Localized(zh: "按哪一天，默认今天", en: "The day; today unless told"), kind: .day),
    ]

    /// - Throws: `OriginRefusal.input` with everything wrong.
    init(_ query: Form, _ desk: OriginDesk, needsCode: Bool) throws(OriginRefusal) {
        try self.init(
            { query[$0] ?? ($0 == "on" ? query["day"] : nil) ?? "" }, desk.tables,
            today: desk.clock.today, needsCode: needsCode)
    }

    /// The same for programs: a name that is not read is refused, so that nobody takes an answer
    /// for another than was asked.
    init(_ visit: Visit, _ desk: OriginDesk, needsCode: Bool) throws {
        let known = Set(RuleQuestion.queries.map(\.name) + ["day", "lang"])
        if let fault = visit.query.unknownFilters("origin", known: known).first { throw fault }
        try self.init(visit.query, desk, needsCode: needsCode)
    }

    /// - Parameter value: gives `code`, `country`, `agreement` and `on`, empty where not asked.
    init(
        _ value: (String) -> String, _ tables: OriginTables, today: Day, needsCode: Bool
    ) throws(OriginRefusal) {
        let names = ["code", "country", "agreement", "on"]
        let object = JSON.object(
            names.map { name in
                let text = value(name)
                return .init(name, text.isEmpty ? .null : .text(text))
            })
        var read = FieldReader(object, names: Set(names))
        code = read.code("code", isNeeded: needsCode)
        let country = read.country("country", tables.countries)
        let named = read.text("agreement")
        let day = read.day("on") ?? today
        self.day = day
        var found = tables.agreements.inForce(on: day)
        if !country.isEmpty, country != "CHN" {
            found = found.filter { $0.admits(country, on: day) }
        }
        if !named.isEmpty {
            found = found.filter { sameCode($0.id, named) }
            if tables.agreements.agreement(named, on: day) == nil {
                read.add(.agreement(named), "agreement")
            }
        }
        agreements = found
        read.look(up: code, "code", tables, found, on: day)
        guard read.faults.isEmpty else { throw .input(read.faults) }
    }
}

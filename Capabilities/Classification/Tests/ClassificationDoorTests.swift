import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

@testable import Classification

@Suite("Classification through the door")
struct ClassificationDoorTests {
    private static let api = "/api/v1/classification"
    private static let confirmations = "/api/v1/classification/confirmations"

    @Test(
        "What is confirmed is learnt at once, by whom it concerns alone",
        arguments: TestStore.engines)
    func confirmed(engine: TestStore.Engine) async throws {
        try await ClassificationWorld.with(engine) { world in
            let text = "玄天牌梦幻七号"
            func first(_ who: Principal?) async throws -> JSON? {
                let answer = try await world.ask(.get, Self.api, as: who, query: ["text": text])
                return try JSON(answer.body)["candidates"]?.elements.first
            }
            #expect(try await first(ClassificationWorld.member)?["code"]?.string != "9503008900")
            let body = """
                {"text":"\(text)","code":"9503.0089.00","reference":"I20260001"}
                """
            let made = try await world.ask(
                .post, Self.confirmations, as: ClassificationWorld.member, body: body)
            #expect(made.status == 201)
            let again = try await world.ask(
                .post, Self.confirmations, as: ClassificationWorld.member, body: body)
            #expect(again.status == 200)
            let own = try await first(ClassificationWorld.member)
            #expect(own?["code"]?.string == "9503008900")
            #expect(own?["confidence"] == .number("0.950"))
            let near = own?["similar"]?.elements.first
            #expect(near?["origin"]?.string == "confirmed")
            #expect(near?["source"]?.string?.contains("I20260001") == true)
            for other in [ClassificationWorld.stranger, nil] {
                #expect(try await first(other)?["code"]?.string != "9503008900")
            }
            // A ruling counts for everybody.
            let ruling = try await world.ask(
                .post, Self.confirmations, as: ClassificationWorld.officer, body: body)
            #expect(ruling.status == 201)
            #expect(try await first(nil)?["code"]?.string == "9503008900")
            let id = try JSON(ruling.body)["id"]?.string
            let foreign = try await world.ask(
                .delete, Self.confirmations + "/{id}", as: ClassificationWorld.member, id: id)
            #expect(foreign.status == 404)
            let ended = try await world.ask(
                .delete, Self.confirmations + "/{id}", as: ClassificationWorld.officer, id: id)
            #expect(ended.status == 200)
            #expect(try await first(nil)?["code"]?.string != "9503008900")
            let kinds = try await world.store.read { session in
                try session.rows("select kind from journal_entries order by sequence")
                    .map { try $0.text(0) }
            }
            #expect(
                kinds == [
                    "classification.confirmed", "classification.confirmed", "classification.ended",
                ])
        }
    }

    @Test(
        "English words confirmed at ten digits are answered with ten, fewer of them with six",
        arguments: TestStore.engines)
    func confirmedInEnglish(engine: TestStore.Engine) async throws {
        try await ClassificationWorld.with(engine) { world in
            func ask(_ text: String, _ who: Principal?) async throws -> JSON? {
                let answer = try await world.ask(.get, Self.api, as: who, query: ["text": text])
                return try JSON(answer.body)["candidates"]?.elements.first
            }
            let (ruled, own) = ("zorblax widget frobnicator", "quuxish doodad of brass")
            for (text, code, who) in [
                (ruled, "8479899990", ClassificationWorld.officer),
                (own, "7419809900", ClassificationWorld.member),
            ] {
                let made = try await world.ask(
                    .post, Self.confirmations, as: who,
                    body: #"{"text":"\#(text)","code":"\#(code)","reference":"R-1"}"#)
                #expect(made.status == 201)
            }
            let told = try await ask(ruled, nil)
            #expect(told?["code"]?.string == "8479899990")
            #expect(told?["confidence"] == .number("0.950"))
            #expect(told?["lines"]?.elements.isEmpty == true)
            let turned = try await ask("Widget frobnicator, zorblax", nil)
            #expect(turned?["code"]?.string == "8479899990")
            #expect(
                try await ask(own, ClassificationWorld.member)?["code"]?.string == "7419809900")
            #expect(
                try await ask(own, ClassificationWorld.stranger)?["code"]?.string != "7419809900")
            // Part of the words is not what was ruled on.
            #expect(try await ask("zorblax", nil)?["code"]?.string == "847989")
            // Two rulings at odds leave the last digits open.
            let other = try await world.ask(
                .post, Self.confirmations, as: ClassificationWorld.member,
                body: #"{"text":"\#(ruled)","code":"8479892000"}"#)
            #expect(other.status == 201)
            #expect(
                try await ask(ruled, ClassificationWorld.member)?["code"]?.string == "847989")
            #expect(try await ask(ruled, nil)?["code"]?.string == "8479899990")
        }
    }

    @Test("Candidates lead to their pages and to the best rate, on the day asked about")
    func links() async throws {
        try await ClassificationWorld.with(.sqlite) { world in
            let page = try await world.ask(
                .get, "/{language}/classification",
                query: ["text": "皮革 靴子", "on": "2026-11-20"], language: .zh)
            let code = try #require(page.text.firstMatch(of: /tariff\/codes\/(\d{10})\?/)).1
            #expect(page.text.contains("/zh/tariff/codes/\(code)?on=2026-11-20"))
            #expect(page.text.contains("/zh/tariff/best?code=\(code)&amp;on=2026-11-20"))
            #expect(page.text.contains(#"type="date""#))
            #expect(!page.text.contains(" )</li>"))
        }
    }

    @Test("A later confirmation takes the place of the first, and both stay on record")
    func replaced() async throws {
        try await ClassificationWorld.with(.sqlite) { world in
            for code in ["6403990090", "6404199000"] {
                let made = try await world.ask(
                    .post, Self.confirmations, as: ClassificationWorld.member,
                    body: "{\"text\":\"玄天靴\",\"code\":\"\(code)\"}")
                #expect(made.status == 201)
            }
            let list = try await world.ask(
                .get, Self.confirmations, as: ClassificationWorld.member)
            let kept = try JSON(list.body)["confirmations"]?.elements ?? []
            #expect(kept.compactMap { $0["code"]?.string } == ["6404199000"])
            let rows = try await world.store.read { session in
                try session.rows("select id from classification_confirmations").count
            }
            #expect(rows == 2)
        }
    }

    @Test("Every wrong question and confirmation is refused by name")
    func refused() async throws {
        try await ClassificationWorld.with(.sqlite) { world in
            let questions: [(KeyValuePairs<String, String>, String)] = [
                (["text": " – "], "text-missing"), ([:], "text-missing"),
                (["text": "奶粉", "day": "2026-13-01"], "day-form"),
                (["text": "奶粉", "day": "1990-01-01"], "day-outside"),
                (["text": "奶粉", "top": "0"], "top"), (["text": "奶粉", "top": "x"], "top"),
                (["text": String(repeating: "奶", count: 4_001)], "text-too-long"),
            ]
            for (query, code) in questions {
                let answer = try await world.ask(.get, Self.api, query: query)
                #expect(answer.status == 422)
                #expect(try JSON(answer.body)["code"]?.string == "classification." + code)
            }
            let broken = try await world.ask(.post, Self.api, body: "[]")
            #expect(broken.status == 400)
            let bodies: [(String, String)] = [
                ("{\"code\":\"6403990090\",\"reference\":\"R\"}", "text-missing"),
                ("{\"text\":\"靴\",\"code\":\"640399\",\"reference\":\"R\"}", "code-form"),
                ("{\"text\":\"靴\",\"code\":\"6403990091\",\"reference\":\"R\"}", "code-unknown"),
                ("{\"text\":\"靴\",\"code\":\"6403990090\"}", "reference-missing"),
                (
                    "{\"text\":\"靴\",\"code\":\"6403990090\",\"reference\":\"a\\nb\"}",
                    "reference-form"
                ),
            ]
            for (body, code) in bodies {
                let answer = try await world.ask(
                    .post, Self.confirmations, as: ClassificationWorld.officer, body: body)
                #expect(try JSON(answer.body)["code"]?.string == "classification." + code)
            }
        }
    }

    @Test(
        "The page shows answer, reasons and questions in both languages",
        arguments: Language.allCases)
    func page(language: Language) async throws {
        try await ClassificationWorld.with(.sqlite) { world in
            let route = "/{language}/classification"
            let page = try await world.ask(
                .get, route, query: ["text": "<b>皮革 靴子</b>"], language: language)
            #expect(page.status == 200)
            #expect(page.text.contains("6403"))
            #expect(!page.text.contains("<b>皮革"))
            #expect(page.text.contains(ClassificationTexts.questions[language]))
            #expect(!page.text.contains(ClassificationTexts.confirm[language]))
            let vague = try await world.ask(
                .get, route, query: ["text": "goods"], language: language)
            #expect(vague.text.contains(Verdict.notEnough.word[language]))
            let signedIn = try await world.ask(
                .get, route, as: ClassificationWorld.member, query: ["text": "皮革 靴子"],
                language: language)
            #expect(signedIn.text.contains(ClassificationTexts.confirm[language]))
            let empty = try await world.ask(.get, route, language: language)
            #expect(empty.status == 200)
        }
    }
}

@testable import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// What the API document says of answers is whole, and is held true by every other scenario.
@Suite("Answers of the API") struct AnswerScenarios {
    @Test("SW-01 every operation says what it answers, and every member and part of an address says what it means")
    func whole() async throws {
        try await World.run(.sqlite) { world in
            let share = try World.share()
            let words = try APIWords.load(share)
            let document = APIDocument(world.window.routes, words)
            #expect(document.operations.map(\.title).sorted() == words.answers.answers.keys.sorted())
            var (used, faults) = (Set<String>(), [String]())
            func explained(_ name: String, _ place: APIGlossary.Place, _ title: String) {
                if let found = place.names.first(where: { words.glossary[name, at: $0] != nil }) {
                    used.insert("\(name) \(found)")
                } else {
                    faults.append("\(title): members.tsv has no text for \(name)")
                }
            }
            func hold(_ shape: AnswerShape, _ place: APIGlossary.Place, _ title: String) {
                for row in shape.rows(below: "") {
                    guard let name = AnswerShape.steps(row.member).last, !["[]", "{}"].contains(name)
                    else { continue }
                    explained(name, place, title)
                }
                for name in shape.referred where words.answers.components[name] == nil {
                    faults.append("\(title): no shape #\(name)")
                }
            }
            for operation in document.operations {
                let (title, place) = (operation.title, APIGlossary.Place(operation))
                let answer = try #require(words.answers[title])
                if answer.types.contains("application/json") != (answer.shape != nil) {
                    faults.append("\(title): members without JSON, or JSON without members")
                }
                if let shape = answer.shape { hold(shape, place, title) }
                for name in operation.parameters { explained(name, place, title) }
            }
            for (name, shape) in words.answers.components {
                hold(shape, .init(component: name), "#" + name)
            }
            for (name, places) in words.glossary.names {
                for place in places {
                    let text = words.glossary[name, at: place]
                    if !used.contains("\(name) \(place)") || text?.zh.isEmpty != false || text?.en.isEmpty != false {
                        faults.append("members.tsv: \(name) \(place) is used nowhere, or says nothing")
                    }
                }
            }
            #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
            #expect(try words.answers.text == share.text(APIAnswers.path), "the table as it is written")
        }
    }

    @Test("SW-01 an answer that is not as the table says is found, and what is recorded of answers fits them")
    func recorded() throws {
        let first = try JSON(Array(#"{"n":1,"on":"2026-11-20","rows":[{"a":"x"},{"a":null,"b":true}],"by":{"6403":"1"}}"#.utf8))
        let second = try JSON(Array(#"{"n":1.5,"on":"later","rows":[],"by":{"2204":"2"},"more":{"zh":"一","en":"one"}}"#.utf8))
        let operation = "GET /api/v1/test"
        var table = try APIAnswers(text: "operation\tmember\tkind\tthere\n#Localized\tzh\ttext\talways\n#Localized\ten\ttext\talways\n")
        for answers in [[first], [first, second]] {
            var seen = AnswerShape()
            for answer in answers { seen.see(answer) }
            table.take(seen, ["application/json"], of: operation)
            #expect(try APIAnswers(text: table.text) == table)
            for answer in answers { #expect(faults(answer, table, operation).isEmpty) }
        }
        let rows = table.text.split(separator: "\n").filter { $0.hasPrefix(operation) }
            .map { $0.dropFirst(operation.utf8.count + 1).replacing("\t", with: " ") }
        #expect(rows == [
            "n number always", "on text always", "rows object[] always", "rows[].a text|null always",
            "rows[].b boolean sometimes", "by text{} always", "more #Localized sometimes",
        ])
        let wrong = try JSON(Array(#"{"n":"1","rows":[{"c":1}],"by":{"1":2},"more":{"zh":"一"}}"#.utf8))
        #expect(faults(wrong, table, operation) == [
            "`n` is text", "`rows[].c` is not in the table", "`rows[].a` is missing",
            "`by{}` is integer", "`more.en` is missing", "`on` is missing",
        ])
    }

    @Test("SW-01 what the API document shows as answers keeps to what it says of them, and each stands there")
    func examples() async throws {
        try await World.run(.sqlite) { world in
            let words = try APIWords.load(try World.share())
            #expect(words.examples.examples.count > 30)
            for (operation, example) in words.examples.examples {
                let example = try #require(example, "\(operation): record one, docs/how-to/record-an-answer.md")
                #expect(faults(example, words.answers, operation).isEmpty, "\(operation)")
                #expect(example.encoded.utf8.count <= SupportExamples.most, "\(operation)")
            }
            let document = try JSON(try await Visitor(world.window.door).get("/api/v1/openapi.json").body)
            let search = document["paths"]?["/api/v1/search"]?["get"]?["responses"]?["2XX"]
            #expect(search?["content"]?["application/json"]?["example"] == words.examples["GET /api/v1/search"])
            #expect(try words.examples.text == (try World.share()).text(APIExamples.path), "as it is written")
        }
    }

    private func faults(_ answer: JSON, _ table: APIAnswers, _ operation: String) -> [String] {
        var check = AnswerCheck(table)
        check.hold(answer, against: table[operation]?.shape ?? AnswerShape(), at: "")
        return check.faults
    }
}

import Kernel
import Reference
import Testing

@testable import Procedures

/// Forms of the product take no figure, day or number of a paper that makes no sense.
@Suite("Limits of forms") struct ServiceBoundTests {
    private func services() throws -> [ServiceFile] {
        let share = try Share.find()
        return try ServiceCatalogue.load(
            share, register: try ProceduresCapability.register(of: share)
        ).services
    }

    /// Whether a check looks at a field.
    private func looks(_ rule: CheckRule, at id: String) -> Bool {
        if case .that(_, let formula) = rule.check, formula.names.contains(id) { return true }
        return rule.check.fields.contains(id)
    }

    @Test("every number has an upper limit: by a check, by its year or by the national volume")
    func numbers() throws {
        for service in try services() {
            for field in service.fields where field.kind.value == .number {
                let isLimited = service.checks.contains { rule in
                    switch rule.check {
                    case .numberAtLeast: false
                    default: looks(rule, at: field.id)
                    }
                }
                let isYear = service.grant.validity == .yearEnd(field.id)
                let isVolume = service.grant.drawDown.map {
                    $0.quota != nil && service.asked($0) == field.id
                } ?? false
                #expect(isLimited || isYear || isVolume, "\(service.id) \(field.id)")
            }
        }
    }

    @Test("every day is looked at by a check")
    func days() throws {
        for service in try services() {
            for field in service.fields where field.kind == .day {
                let isChecked = service.checks.contains { looks($0, at: field.id) }
                #expect(isChecked, "\(service.id) \(field.id)")
            }
        }
    }

    @Test("no service is without a check of its own")
    func checks() throws {
        for service in try services() { #expect(!service.checks.isEmpty, "\(service.id)") }
    }

    @Test(
        "a number of a paper has the signs it may have, however many",
        arguments: [
            ("22442026000000001", true), ("AB-1/2.3", true), ("报关单", false), ("１２３", false),
            ("A 1", false), ("A\u{202E}1", false), ("<b>", false),
        ])
    func signs(answer: String, isTaken: Bool) throws {
        let window = try #require(try services().first { $0.id == "customs-window" })
        let day = try #require(Day("2026-11-20"))
        let facts = FormCheck.Facts(today: day, choosingDay: day, knows: { _, _ in true })
        let answers = [
            "business": "cargo", "request": "proof", "list": answer, "text": "测试", "contact": "测试",
        ]
        let faults = FormCheck(service: window, facts: facts).faults(answers, documents: [])
        #expect(faults.map(\.path) == (isTaken ? [] : ["/list"]), "\(answer)")
    }
}

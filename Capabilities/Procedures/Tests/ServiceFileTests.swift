import Kernel
import Reference
import Testing

@testable import Procedures

@Suite("Service files")
struct ServiceFileTests {
    static let sound = """
        service: sample
        row: SW-17
        from: 2026-01-01
        topic: licence
        name: {zh: 名, en: Name}
        summary: {zh: 述, en: Summary}
        bases: [dual-use]
        applicants: any
        fields:
          - {id: a, type: integer, label: {zh: 甲, en: A}, required: true}
          - {id: d, type: day, label: {zh: 日, en: Day}}
        steps:
          - id: one
            name: {zh: 一, en: One}
            body: customs
            clock: {workingDays: 1, basis: dual-use}
            actions:
              - {id: go, name: {zh: 去, en: Go}, does: advance, to: two}
              - {id: back, name: {zh: 退, en: Back}, does: return}
          - id: two
            name: {zh: 二, en: Two}
            body: commerce
            actions:
              - {id: ok, name: {zh: 准, en: Grant}, does: grant}
              - {id: no, name: {zh: 否, en: Refuse}, does: refuse}
        withdraw: true
        grant: {title: {zh: 证, en: Licence}, letter: {zh: 准, en: Granted}}
        notices:
          submitted: {zh: 收, en: Received}
          returned: {zh: 退, en: Returned}
          granted: {zh: 准, en: Granted}
          refused: {zh: 否, en: Refused}
        """

    private func read(_ text: String) throws(ServiceFaults) -> ServiceFile {
        let register: ServiceRegister
        do {
            register = try ProceduresCapability.register(of: Share.find())
        } catch {
            throw ServiceFaults(faults: [])
        }
        return try ServiceReader.read(
            Array(text.utf8), path: "Services/sample.yaml", register: register)
    }

    @Test("every service of the product is sound, and each row has one name")
    func shipped() throws {
        let share = try Share.find()
        let catalogue = try ServiceCatalogue.load(
            share, register: try ProceduresCapability.register(of: share))
        #expect(catalogue.services.count >= 9)
        #expect(Set(catalogue.services.map(\.name)).count == catalogue.services.count)
        for service in catalogue.services {
            for step in service.steps where step.clock == nil {
                Issue.record("\(service.id): the step \(step.id) has no clock")
            }
        }
    }

    @Test("what is granted stands in its letter: nobody has to ask back what it is about")
    func letters() throws {
        let share = try Share.find()
        let catalogue = try ServiceCatalogue.load(
            share, register: try ProceduresCapability.register(of: share))
        for service in catalogue.services where service.grant.shows.isEmpty {
            Issue.record("\(service.id): nothing of the application stands in the letter")
        }
    }

    @Test(
        "a name that is misspelt is told with the one that may be meant",
        arguments: [
            ("body: customs\n", "body: custom\n", "Is customs meant?"),
            ("bases: [dual-use]", "bases: [dual-uze]", "Is dual-use meant?"),
            ("topic: licence", "topic: licens", "Is licence meant?"),
            ("type: integer", "type: interger", "Is integer meant?"),
            ("withdraw: true", "withdrawl: true", "is withdraw meant?"),
            ("applicants: any", "applicants: [seler]", "Is seller meant?"),
            ("to: two}", "to: tow}", "Let it lead to one of: two"),
            ("does: advance, to: two}", "does: pause}", "Give it an action that grants"),
        ])
    func meant(part: String, instead: String, word: String) throws {
        let text = Self.sound.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: instead)
        #expect(text != Self.sound)
        let found = #expect(throws: ServiceFaults.self) { try read(text) }
        #expect(
            found?.faults.contains { $0.message.en.contains(word) } == true,
            "\(found?.description ?? "")")
    }

    @Test("a sound file is read as it stands")
    func reads() throws {
        let service = try read(Self.sound)
        #expect(service.steps.map(\.id) == ["one", "two"])
        #expect(service.steps[0].actions[1].needsReason)
        #expect(service.roles.isEmpty && service.mayWithdraw)
    }

    @Test(
        "what would go wrong later stops the load, with its line",
        arguments: [
            ("    body: customs\n", "    body: nobody\n", 15, "nobody"),
            ("    body: customs\n", "    body: [customs, commerce]\n", 15, "exactly one"),
            ("    body: customs\n", "", 13, "no responsible body"),
            ("to: two}", "to: three}", 18, "three"),
            ("does: advance, to: two}", "does: pause}", 13, "clock of one cannot be stopped"),
            ("does: grant}", "does: return}", 13, "No action grants"),
            ("bases: [dual-use]", "bases: [nowhere]", 7, "nowhere"),
            ("applicants: any", "applicants: [astronaut]", 8, "astronaut"),
            ("name: {zh: 名, en: Name}", "name: {zh: 名}", 5, "no text in en"),
            ("  refused: {zh: 否, en: Refused}", "", 29, "refused"),
            ("type: day,", "type: date,", 11, "date"),
            ("withdraw: true", "withdrawn: true", 26, "withdrawn"),
            ("workingDays: 1,", "workingDays: 0,", 16, "workingDays"),
            ("does: advance, to: two}", "does: refuse}", 20, "never reached"),
            ("id: d,", "id: a,", 11, "stands twice"),
            ("service: sample", "service: other", 1, "file's name"),
        ] as [(String, String, Int, String)])
    func faults(part: String, instead: String, line: Int, word: String) throws {
        let text = Self.sound.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: instead)
        #expect(text != Self.sound)
        let found = #expect(throws: ServiceFaults.self) { try read(text) }
        let faults = found?.faults ?? []
        #expect(
            faults.contains { $0.line == line && $0.message.en.contains(word) },
            "\(found?.description ?? "")")
        #expect(faults.allSatisfy { $0.path == "Services/sample.yaml" })
    }

    @Test("an unknown check and a check of no field are named")
    func checks() throws {
        for (check, word) in [("magic", "magic"), ("day-not-past", "is no field")] {
            let text = Self.sound + """

                checks:
                  - check: \(check)
                    field: nothing
                    message: {zh: 错, en: Wrong}
                    fix: {zh: 改, en: Mend}
                """
            let found = #expect(throws: ServiceFaults.self) { try read(text) }
            #expect(found?.faults.contains { $0.message.en.contains(word) } == true)
        }
    }

    @Test("two editions of a service may follow each other, not overlap")
    func editions() throws {
        let register = try ProceduresCapability.register(of: Share.find())
        func edition(_ from: String, _ to: String?) -> (path: String, bytes: [UInt8]) {
            let days = "from: \(from)" + (to.map { "\nto: \($0)" } ?? "")
            let text = Self.sound.split(separator: "from: 2026-01-01", maxSplits: 1)
                .joined(separator: days)
            return ("Services/sample.\(from).yaml", Array(text.utf8))
        }
        let two = try ServiceCatalogue.read(
            [edition("2026-01-01", "2026-06-30"), edition("2026-07-01", nil)], register: register)
        let day = try #require(Day("2026-07-01"))
        #expect(two.current("sample", on: day)?.from == day)
        #expect(two.current("sample", on: day.adding(days: -1))?.to == day.adding(days: -1))
        #expect(throws: ServiceFaults.self) {
            try ServiceCatalogue.read(
                [edition("2026-01-01", "2026-07-01"), edition("2026-07-01", nil)],
                register: register)
        }
    }
}

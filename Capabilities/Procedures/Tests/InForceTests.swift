import Kernel
import Reference
import Testing

@testable import Procedures

/// What a service file cites is in force on the days it cites it for.
@Suite("Citations in force") struct InForceTests {
    /// The one document that the sample cites, with the days on which it is in force.
    private func read(
        _ text: String, _ days: [(from: String, to: String?)]
    ) throws -> ServiceFile {
        var register = try ProceduresCapability.register(of: Share.find())
        register.inForce["国务院令第792号"] = try days.map { one in
            InForce(from: try #require(Day(one.from)), to: one.to.flatMap { Day($0) })
        }
        return try ServiceReader.read(
            Array(text.utf8), path: "Services/sample.yaml", register: register)
    }

    private func faults(
        _ text: String, _ days: [(from: String, to: String?)]
    ) throws -> [ServiceFault] {
        do {
            _ = try read(text, days)
            return []
        } catch let faults as ServiceFaults {
            return faults.faults
        }
    }

    @Test(
        "what is not in force on all days of the service stops the load, with line and day",
        arguments: [
            ([("2026-01-01", nil)], nil), ([("2024-12-01", nil)], nil),
            ([("2026-01-02", nil)], "2026-01-01"), ([("2024-12-01", "2026-06-30")], "2026-07-01"),
            ([("2020-01-01", "2025-12-31")], "2026-01-01"),
            ([("2024-12-01", "2026-06-30"), ("2026-07-01", nil)], nil),
            ([("2026-07-02", nil), ("2024-12-01", "2026-06-30")], "2026-07-01"),
        ] as [([(String, String?)], String?)])
    func days(days: [(String, String?)], gap: String?) throws {
        let found = try faults(ServiceFileTests.sound, days.map { (from: $0.0, to: $0.1) })
        guard let gap else {
            #expect(found.isEmpty, "\(found.map(\.text))")
            return
        }
        // The bases and the clock of the first step.
        #expect(found.map(\.line) == [7, 16], "\(found.map(\.text))")
        for fault in found {
            #expect(fault.path == "Services/sample.yaml")
            #expect(fault.message.zh.contains("在 \(gap) 不施行"), "\(fault.text)")
            #expect(fault.message.en.contains("not in force on \(gap)"), "\(fault.text)")
        }
    }

    @Test("a service that ends with its paper is sound, one that goes on a day longer is not")
    func ends() throws {
        for (last, isSound) in [("2026-06-30", true), ("2026-07-01", false)] {
            let text = ServiceFileTests.sound.replacing("topic:", with: "to: \(last)\ntopic:")
            let found = try faults(text, [("2024-12-01", "2026-06-30")])
            #expect(found.isEmpty == isSound, "\(last) \(found.map(\.text))")
        }
    }

    @Test("what has ended is cited as history, on purpose; what is in force is none")
    func history() throws {
        let text = ServiceFileTests.sound
            .replacing("bases: [dual-use]", with: "bases: [default-term]\nhistory: [dual-use]")
        let service = try read(text, [("2020-01-01", "2025-12-31")])
        #expect(service.history.map(\.id) == ["dual-use"])
        #expect(service.bases.map(\.id) == ["default-term"])
        let living = try faults(text, [("2020-01-01", nil)])
        #expect(living.map(\.line) == [8])
        #expect(living.allSatisfy { $0.message.en.contains("belongs into bases") })
        let both = ServiceFileTests.sound
            .replacing("bases: [dual-use]", with: "bases: [dual-use]\nhistory: [dual-use]")
        #expect(try faults(both, [("2020-01-01", "2025-12-31")]).map(\.line) == [8])
        let unknown = text.replacing("history: [dual-use]", with: "history: [nowhere]")
        #expect(try faults(unknown, [("2020-01-01", nil)]).map(\.line) == [8])
    }

    @Test("a value cites what is in force on the days of the value")
    func values() throws {
        func text(_ to: String) -> String {
            ServiceFileTests.sound.replacing("[dual-use]", with: "[default-term]")
                .replacing("basis: dual-use", with: "basis: default-term") + """

                    parameters:
                      - id: most
                        label: {zh: 上限, en: Most}
                        values:
                          - {from: 2025-01-01, to: \(to), value: 2, basis: dual-use}
                          - {from: 2026-07-01, value: 3, basis: default-value}
                    checks:
                      - check: that
                        field: a
                        rule: "a <= most"
                        message: {zh: 太多。, en: Too many.}
                        fix: {zh: 减少。, en: Fewer.}
                    """
        }
        #expect(try faults(text("2026-06-30"), [("2024-12-01", "2026-06-30")]).isEmpty)
        let found = try faults(text("2026-06-30"), [("2024-12-01", "2026-06-29")])
        #expect(found.count == 1 && found.first?.message.en.contains("2026-06-30") == true)
    }

    @Test("what was begun under a text goes on under it, whatever the register says now")
    func kept() throws {
        var register = try ProceduresCapability.register(of: Share.find())
        register.inForce["国务院令第792号"] = [
            InForce(from: try #require(Day("2030-01-01")), to: nil)
        ]
        let kept = try ServiceReader.read(
            Array(ServiceFileTests.sound.utf8), path: "Services/sample.yaml", register: register,
            isKept: true)
        #expect(kept.bases.map(\.id) == ["dual-use"])
    }
}

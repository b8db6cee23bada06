import Journal
import Kernel
import Store
import TestKit
import Testing

@testable import Procedures

@Suite("How the desk is read") struct DeskPlanTests {
    @Test("each way to come to a desk is found through an index of its own, and no table is read from end to end")
    func indexes() async throws {
        let now = Instant(milliseconds: 1_795_154_400_000)
        let rows = DeskRows(bodies: ["commerce", "customs"], officer: "officer-1", now: now)
        let share = try Share.find()
        let plan = try await TestStore.with(.sqlite) { store in
            try await store.migrate(
                [
                    try Journal.migrations(of: share),
                    try MigrationSet(
                        capability: "procedures", in: "Capabilities/Procedures", of: share),
                ], at: now)
            return try await store.read { session in
                try session.rows(rows.counting("explain query plan select service, count(*),"))
                    .map { try $0.text(3) }
            }
        }
        for index in [
            "procedures_cases_desk", "procedures_cases_proposed", "procedures_cases_escalated",
            "procedures_parts_desk",
        ] {
            #expect(plan.contains { $0.contains("INDEX \(index) ") }, "\(index): \(plan)")
        }
        let scans = plan.filter { step in
            step.hasPrefix("SCAN") && [" c", " p", " s"].contains { step.hasSuffix($0) }
        }
        #expect(scans.isEmpty, "\(plan)")
    }
}

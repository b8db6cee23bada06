import Declarations
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

@testable import House

/// Spreadsheets where several servers work on one store.
@Suite("Spreadsheets and several servers") struct SheetServersScenarios {
    @Test("SW-01 what one server is storing is left over for no other that has begun since, on the same connections or on its own", arguments: TestStore.engines, [false, true])
    func underWay(engine: TestStore.Engine, hasOwnStore: Bool) async throws {
        // A folder belongs to one process, and in it to one store.
        guard engine == .postgres || !hasOwnStore else { return }
        try await TestStore.address(engine) { address in
            guard let address else {
                return try await World.run(engine) { try await Self.check($0, on: $0.store) }
            }
            let place = Store.Place.postgres(address)
            let (first, second) = (try Store(place), try Store(place))
            defer {
                first.close()
                second.close()
            }
            try await World.run(on: first) { one in
                try await Self.check(one, on: hasOwnStore ? second : first)
            }
        }
    }

    private static func check(_ one: World, on other: Store) async throws {
        let program = one.program(of: one.cast.declarant)
        let table = try await SupportSheet(program, "CEB621", lists: SupportSheet.lists(1...3, one.samples))
        let file = table.workbook(table.rows)
        let sent = try await program.send("POST", "/api/v1/sheets?type=CEB621", body: file)
        let id = try #require(JSON(sent.body)["id"]?.string, "\(sent.text)")
        // As it is in the middle of being stored: half its rows are there, and the server is at it.
        try await one.store.write { session in
            _ = try session.execute("update declarations_sheets set state = 'loading'")
        }
        one.time.advance(seconds: 3600)
        let two = try await one.beside(on: other)
        try await one.store.claiming("declarations.sheet/\(id)") { _ in
            // The other looks for what was left over, and finds nothing.
            try await two.declarations?.drainSheets()
            #expect(try await one.sheets() == 1)
            // Who sends the same file there waits for it, and follows it.
            async let again = two.program(of: one.cast.declarant).send("POST", "/api/v1/sheets?type=CEB621", body: file)
            try await two.declarations?.drainSheets()
            #expect(try await one.sheets() == 1)
            try await one.store.write { session in
                _ = try session.execute("update declarations_sheets set state = 'running'")
            }
            let followed = try JSON(try await again.body)
            #expect(followed["id"]?.string == id, "\(followed.encoded)")
        }
        // What is at nobody's hands any more is taken away by the server that has left it.
        try await one.store.write { session in
            _ = try session.execute("update declarations_sheets set state = 'loading'")
        }
        try await one.declarations?.drainSheets()
        #expect(try await two.sheets() == 0)
    }
}

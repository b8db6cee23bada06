import Declarations
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@testable import House
@testable import Sheet

/// What a stop of the server leaves of declarations by spreadsheet.
@Suite("Spreadsheets and restarts") struct SheetRestartScenarios {
    @Test("SW-01 a file that was being stored when the server stopped was not taken: sent again it is taken at once, and whole", arguments: TestStore.engines)
    func stoppedWhileStoring(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declarant = world.program(of: world.cast.declarant)
            let table = try await SupportSheet(declarant, "CEB621", lists: SupportSheet.lists(1...3, world.samples))
            let file = table.workbook(table.rows)
            let sent = try await declarant.send("POST", "/api/v1/sheets?type=CEB621", body: file)
            let lost = try #require(JSON(sent.body)["id"]?.string, "\(sent.text)")
            // As a stop would have left it: noted, and some of its rows stored.
            _ = try await world.store.write { session in
                try session.execute("update declarations_sheets set state = 'loading'")
                try session.execute("delete from declarations_sheet_rows where first_row > 2")
            }
            world.time.advance(seconds: 1)
            let restarted = try await world.restarted()
            let program = restarted.program(of: world.cast.declarant)
            let again = try await program.send("POST", "/api/v1/sheets?type=CEB621", body: file)
            let id = try #require(JSON(again.body)["id"]?.string, "\(again.text)")
            #expect(again.status == 202 && id != lost)
            try await restarted.declarations?.drainSheets()
            let done = try JSON(try await program.get("/api/v1/sheets/\(id)").body)
            #expect(done["state"]?.string == "done" && done["counts"]?["taken"]?.integer == 3, "\(done.encoded)")
            #expect(try await program.get("/api/v1/sheets/\(lost)").status == 404)
            #expect(try await restarted.sheets() == 1)
        }
    }

    @Test("SW-01 the table that goes back survives kill -9: asked for again it is written anew from the stored rows and says the same")
    func killedAfterwards() async throws {
        try await SupportServer.with(.sqlite) { support in
            let lists = try SupportSheet.lists(1...40, support.samples("BACK"))
            let told = try await onSupportThread { try SheetRestartScenarios.killAfterwards(support, lists) }
            #expect(told.before.count == 41)
            #expect(told.before == told.after)
            #expect(told.before.dropFirst().filter { $0.last?.contains("ZZZ") == true }.count == 20)
        }
    }

    /// Sends a table half of whose rows are at fault, takes it back, and takes it back once more of a
    /// server that was begun after the first was killed while it wrote another.
    private static func killAfterwards(
        _ support: SupportServer, _ lists: [SampleMessage]
    ) throws -> (before: [[String]], after: [[String]]) {
        let key = ("authorization", "Bearer \(support.world.key(of: support.world.cast.declarant))")
        var server = try support.start()
        var connection = BenchConnection(port: server.port)
        func get(_ path: String) throws -> [UInt8] {
            try connection.send("GET", "/api/v1/sheets/" + path, headers: [key]).body
        }
        let table = try SupportSheet(template: get("templates/CEB621"), lists: lists, catalogue: support.catalogue)
        var rows = table.rows
        for index in rows.indices where index % 2 == 0 { rows[index][try table.place("country")] = "ZZZ" }
        let sent = try connection.send("POST", "/api/v1/sheets?type=CEB621", headers: [key], body: table.workbook(rows))
        let id = try JSON(sent.body)["id"]?.string ?? ""
        while try JSON(get(id))["state"]?.string == "running" {}
        func rowsBack() throws -> [[String]] {
            let grid = try SheetGrid.read(get("\(id)/workbook"))
            return grid.rows.map { $0.cells.map(\.text) }
        }
        let before = try rowsBack()
        // In English it is another table, which nobody waits for.
        let port = server.port
        _ = OwnThread.begin {
            _ = try? BenchConnection(port: port)
                .send("GET", "/api/v1/sheets/\(id)/workbook?language=en", headers: [key])
        }
        _ = server.end(SIGKILL)
        server = try support.start()
        connection = BenchConnection(port: server.port)
        let after = try rowsBack()
        _ = server.end(SIGTERM)
        return (before, after)
    }

    @Test("SW-01 a spreadsheet under way goes on after kill -9, and each of its documents is taken exactly once")
    func killed() async throws {
        try await SupportServer.with(.sqlite) { support in
            let lists = try SupportSheet.lists(1...200, support.samples("SHEET"))
            let taken = try await onSupportThread { try SheetRestartScenarios.kill(support, lists) }
            #expect(taken == 200)
            let stored = try await support.inspect { session in
                try session.first("select count(*), count(distinct order_no) from declarations_inventories")
            }
            #expect(try stored?.integer(0) == 200 && stored?.integer(1) == 200)
        }
    }

    /// Sends a table, kills the server three times while it is under way; gives how many were taken.
    private static func kill(_ support: SupportServer, _ lists: [SampleMessage]) throws -> Int64 {
        let key = ("authorization", "Bearer \(support.world.key(of: support.world.cast.declarant))")
        var server = try support.start()
        var connection = BenchConnection(port: server.port)
        let template = try connection.send("GET", "/api/v1/sheets/templates/CEB621", headers: [key]).body
        let table = try SupportSheet(template: template, lists: lists, catalogue: support.catalogue)
        let sent = try connection.send("POST", "/api/v1/sheets?type=CEB621", headers: [key], body: table.workbook(table.rows))
        guard sent.status == 202, let id = try JSON(sent.body)["id"]?.string else { return -1 }
        var kills = 0
        while true {
            let state = try JSON(try connection.send("GET", "/api/v1/sheets/\(id)", headers: [key]).body)
            let taken = state["counts"]?["taken"]?.integer ?? 0
            if state["state"]?.string == "done" {
                _ = server.end(SIGTERM)
                return kills > 0 ? taken : -2
            }
            guard kills < 3, taken >= Int64(kills * 50 + 1) else { continue }
            kills += 1
            _ = server.end(SIGKILL)
            server = try support.start()
            connection = BenchConnection(port: server.port)
        }
    }
}

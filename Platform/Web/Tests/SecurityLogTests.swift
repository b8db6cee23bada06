import Kernel
import Logging
import Testing

@testable import Web

@Suite("What the log says of who was not let in") struct SecurityLogTests {
    @Test("who is refused, may not enter, or asks too often shows in the log by default; who is let in does not")
    func refused() async throws {
        let lines = LogLines()
        let routes = [
            TestDoor.route(.get, "/api/v1/x"),
            TestDoor.route(.get, "/api/v1/mine", .permission(TestDoor.decide)),
            TestDoor.route(.get, "/api/v1/rare", rate: Rate(1, perSeconds: 600)),
            TestDoor.route(.get, "/api/v1/broken") { _ in throw Broken() },
        ]
        let door = try TestDoor.make(routes, logger: lines.logger)
        _ = await door.get("/api/v1/x")
        _ = await door.get("/api/v1/mine")
        _ = await door.get("/api/v1/x", ["authorization": "Bearer no-key-at-all"])
        _ = await door.get("/api/v1/mine", ["authorization": "Bearer program-key"])
        _ = await door.get("/api/v1/rare")
        _ = await door.get("/api/v1/rare")
        _ = await door.answer(
            Sent(path: "/api/v1/x", headers: ["cookie": "__Host-session=trader-session"]).knock)
        _ = await door.get("/api/v1/broken")
        let told = zip(lines.all, lines.allLevels).map { line, level in
            "\(level) \(line.split(separator: "status=").last?.prefix(3) ?? "")"
        }
        #expect(
            told == [
                "info 200", "notice 401", "notice 401", "notice 403", "info 200", "notice 429",
                "info 405", "error def", "info 500",
            ])
        #expect(lines.all[3].contains("principal=program"))
        #expect(!lines.all.joined().contains("no-key-at-all"))
    }

    private struct Broken: Error {}
}

import FoundationEssentials
import House
import Journal
import Kernel
import Logging
import Parties
import TestKit
import Testing
import Web

@Suite("Single sign-on over the network") struct SingleSignOnScenarios {
    private static let quiet = Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() }

    /// Serves a sign-in service on a free port of this machine for the time of a scenario.
    private func serving(
        _ provider: SignInProvider, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let door = try FrontDoor(
            routes: provider.routes,
            gatekeeper: Gatekeeper(byKey: { _ in nil }, bySession: { _ in nil }),
            settings: FrontDoor.Settings(seal: { $0 }),
            errorPage: { Answer($1.code, type: "text/plain", status: $1.status) },
            logger: Self.quiet)
        var settings = WebServer.Settings()
        settings.port = 0
        let (ports, told) = AsyncStream<Int>.makeStream()
        let server = WebServer(door: door, settings: settings, logger: Self.quiet) { port in
            told.yield(port)
            told.finish()
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            for await port in ports { provider.issuer = "http://127.0.0.1:\(port)" }
            try await body()
            tasks.cancelAll()
        }
    }

    @Test("ID-01 a declarant links his account with the sign-in service of his firm, and next time comes in by it")
    func overTheNetwork() async throws {
        // Sockets take as long as they take, so this clock is the real one.
        // Our own front door, which serves it, knows no other header of that name than Bearer.
        let provider = SignInProvider(
            client: "tradewind", secret: "only a test", takesSecretInBody: true, clock: .system)
        try await serving(provider) {
            try await TestStore.with(.sqlite) { store in
                let folder = FileManager.default.temporaryDirectory.path
                    + "/tradewind-sso-\(UInt64.random(in: 0...UInt64.max))"
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true)
                defer { try? FileManager.default.removeItem(atPath: folder) }
                try SupportPepper.put(into: folder)
                var settings = try HouseSettings(environment: [
                    "TRADEWIND_OIDC_ISSUER": provider.issuer, "TRADEWIND_OIDC_CLIENT": "tradewind",
                    "TRADEWIND_OIDC_SECRET": "only a test", "TRADEWIND_OIDC_NAME": "测试认证",
                    "TRADEWIND_OIDC_REACH": "loopback", "TRADEWIND_SECOND_FACTOR": "optional",
                ])
                settings.data = folder
                settings.people.passwordMemory = 64
                let window = try await SingleWindow.build(
                    on: store, settings, share: try World.share(), logger: Self.quiet)
                _ = try await window.parties.addUser(
                    NewUser(
                        login: "officer", name: "测试关员", password: "correct horse battery staple",
                        kind: .officer(districts: ["2244"])), by: "scenario")
                try await self.visit(window)
            }
        }
    }

    private func visit(_ window: SingleWindow) async throws {
        let officer = Visitor(window.door)
        _ = try await officer.get("/en/sign-in")
        let password = "correct horse battery staple"
        _ = try await officer.post("/en/sign-in", form: ["login": "officer", "password": "\(password)"])
        _ = try await officer.get("/en/account/single-sign-on")
        let leaving = try await officer.post(
            "/en/account/single-sign-on", form: ["password": "\(password)"])
        let start = try #require(leaving.text.firstRange(of: "http://127.0.0.1:"), "\(leaving.text)")
        let address = String(leaving.text[start.lowerBound...].prefix { $0 != "\"" })
            .replacing("&amp;", with: "&")
        let linked = try await officer.get(try await way(address))
        #expect(linked.header("location") == "/en/account/single-sign-on?linked=1", "\(linked.text)")

        let again = Visitor(window.door)
        let door = try await again.get("/en/sign-in").text
        #expect(door.contains("Sign in by ") && door.contains("测试认证"))
        let away = try await again.get("/en/sign-in/single-sign-on?to=%2Fen%2Fdeclarations")
        let back = try await again.get(
            try await way(try #require(away.header("location"), "\(away.text)")))
        #expect(back.header("location") == "/en/declarations", "\(back.text)")
        #expect(try await again.get("/en/account").text.contains("测试关员"))
    }

    /// What a browser does at the service: asks, and is sent back.
    private func way(_ address: String) async throws -> String {
        let browser = OutgoingHTTP.live(OutgoingHTTP.Options(reach: .publicAndLoopback))
        let answer = try await browser.send(OutgoingHTTP.Request("GET", address))
        let location = try #require(answer.header("location"), "\(answer.status)")
        return String(location.trimmingPrefix("http://tradewind.test"))
    }

    @Test(
        "half a configuration of single sign-on stops the start and says what is missing",
        arguments: [
            ["TRADEWIND_OIDC_ISSUER": "https://sso.example"],
            ["TRADEWIND_OIDC_CLIENT": "tradewind"],
            ["TRADEWIND_OIDC_SECRET": "x"],
            ["TRADEWIND_OIDC_ISSUER": "http://sso.example", "TRADEWIND_OIDC_CLIENT": "c"],
            ["TRADEWIND_OIDC_ISSUER": "http://127.0.0.1:1", "TRADEWIND_OIDC_CLIENT": "c"],
            ["TRADEWIND_OIDC_ISSUER": "https://sso.example", "TRADEWIND_OIDC_CLIENT": "c", "TRADEWIND_OIDC_REACH": "x"],
        ])
    func half(environment: [String: String]) {
        #expect(throws: (any Error).self) { try HouseSettings(environment: environment) }
    }
}

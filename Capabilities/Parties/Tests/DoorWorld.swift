import Kernel
import Logging
import Papers
import Plug
import Secrets
import TestKit
import Web

@testable import Parties

extension PartiesWorld {
    /// The front door with the routes of this room.
    func door() throws -> FrontDoor {
        let share = try Share.find()
        let site = Site(
            assets: try Assets(share: share),
            navigation: PartiesCapability.navigation)
        let capability = try PartiesCapability(
            parties: parties,
            papers: PaperDesk(
                store: parties.store, clock: parties.clock, key: [1, 2, 3],
                address: "http://127.0.0.1"),
            site: site, share: share)
        var settings = FrontDoor.Settings(
            seal: { text in Digest.hex(Digest.hmac(Array(text.utf8), key: [1, 2, 3])) })
        settings.rateOfStranger = nil
        settings.rateOfWrongKeys = nil
        return try FrontDoor(
            routes: capability.routes, gatekeeper: parties.gatekeeper, settings: settings,
            errorPage: { site.errorPage($0, $1) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Somebody who has signed in by the page.
    func signedIn(_ login: String, _ door: FrontDoor) async throws -> Visitor {
        let visitor = Visitor(door)
        _ = try await visitor.get("/zh/sign-in")
        _ = try await visitor.post(
            "/zh/sign-in", form: ["login": login, "password": "a sentence to keep"])
        return visitor
    }

    func administrator(login: String = "guan-li") async throws -> User {
        try await parties.addUser(
            NewUser(
                login: login, name: "测试管理员", password: "a sentence to keep",
                kind: .administrator), by: "test")
    }
}

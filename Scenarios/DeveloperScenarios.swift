import Declarations
import Kernel
import Logging
import Parties
import TestKit
import Testing
import Web
import Wire

@testable import House

/// What those who write programs read is made of what is served, and is true.
@Suite("Developer pages") struct DeveloperScenarios {
    @Test("SW-01 every operation stands on a page of its family with who may use it and what it takes")
    func reference() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            let start = try await stranger.get("/en/developers")
            #expect(start.status == 200)
            var pages = ""
            for part in start.text.split(separator: "href=\"/en/developers/").dropFirst() {
                let family = String(part.prefix { $0 != "\"" })
                let page = try await stranger.get("/en/developers/\(family)")
                pages += page.text
                guard family != "changelog" else { continue }
                // A family that grows is divided before its page is too large for a phone.
                for one in [page, try await stranger.get("/zh/developers/\(family)")] {
                    #expect(one.status == 200 && one.body.count <= 90_000, "\(family): \(one.body.count)")
                }
            }
            for route in world.window.routes where route.path.hasPrefix("/api/") {
                #expect(pages.contains(">\(route.method.rawValue) \(route.path)<"), "\(route.method.rawValue) \(route.path) is on no page")
            }
            #expect(pages.contains("An enterprise signs up"), "the changelog is a page, too")
            #expect(try await stranger.get("/en/developers/nothing").status == 404)
            // Who may not send is not led to where senders register.
            let officer = try await world.officer()
            #expect(start.text.contains("/en/webhooks"))
            #expect(try await !officer.get("/en/developers").text.contains("/en/webhooks"))
            #expect(try await world.member(of: world.cast.seller).get("/en/developers").text.contains("/en/webhooks"))
        }
    }

    @Test("SW-01 every operation that changes something says what it takes, and takes its own example as far as the form goes")
    func examples() async throws {
        try await World.run(.sqlite) { world in
            let routes = world.window.routes
            let stranger = Visitor(world.window.door)
            let document = try JSON(try await stranger.get("/api/v1/openapi.json").body)
            // Whoever may do everything: what is left is whether the body can be read.
            var rights: Set<Permission> = []
            for route in routes {
                if case .permission(let permission) = route.access { rights.insert(permission) }
            }
            let enterprise = world.window.parties.register.find(code: world.cast.declarant.creditCode)?.id ?? ""
            let officer = Principal(
                kind: .officer, id: "officer", name: "测试关员", authority: "customs",
                districts: ["2244"], permissions: rights)
            let program = Principal(
                kind: .key, id: "key", name: "test", enterprise: enterprise, permissions: rights)
            let asProgram = Visitor(try Self.door(routes, program)).as(key: "any")
            let asOfficer = Visitor(try Self.door(routes, officer)).as(key: "any")
            var tried = 0
            for path in document["paths"]?.members ?? [] {
                for operation in path.value.members where ["post", "put", "patch"].contains(operation.name) {
                    let title = "\(operation.name.uppercased()) \(path.name)"
                    let content = operation.value["requestBody"]?["content"]
                    guard let example = content?["application/json"]?["example"] else { continue }
                    let needsKey = operation.value["security"]?.elements.isEmpty == false
                    var codes: [String] = []
                    for visitor in needsKey ? [asProgram, asOfficer] : [asProgram] {
                        let answer = try await visitor.send(
                            operation.name.uppercased(), Self.sample(of: path.name),
                            body: Array(example.encoded.utf8),
                            headers: ["content-type": "application/json"])
                        #expect(answer.status < 500, "\(title): \(answer.text)")
                        let problem = try? JSON(answer.body)
                        codes.append(problem?["code"]?.string ?? "\(answer.status)")
                        let faults = (problem?["faults"]?.elements ?? []).compactMap { $0["code"]?.string }
                        for code in faults + [codes.last ?? ""] {
                            let isForm = ["member-unknown", "member-kind", "field-unknown", "not-readable", "json-not-readable"]
                                .contains { code.hasSuffix($0) }
                            #expect(!isForm, "\(title): \(code)")
                        }
                    }
                    tried += 1
                }
            }
            #expect(tried > 80)
        }
    }

    @Test("SW-01 the example of each family runs with a key that may what its page says it needs, and the demonstration's may it all")
    func keys() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            var named: Set<String> = []
            for part in try await stranger.get("/en/developers").text.split(separator: "href=\"/en/developers/").dropFirst() {
                let page = try await stranger.get("/en/developers/\(part.prefix { $0 != "\"" })").text
                guard page.contains("Bearer $KEY"), let after = page.firstRange(of: "$SERVER")?.upperBound,
                    let end = page[after...].firstRange(of: "&quot;")?.lowerBound
                else { continue }
                let address = String(page[after..<end]).replacing("&amp;", with: "&")
                let permission = page.split(separator: "The key needs the permission <code>").dropFirst().first?.prefix { $0 != "<" }
                let scope = permission.map(String.init) ?? "policies.follow"
                let key = try await world.window.parties.createKey(
                    enterprise: world.cast.platform.creditCode, label: "example", scopes: [scope], by: "scenario")
                let answer = try await stranger.as(key: key).get(address)
                #expect(answer.status == 200, "\(address) with \(scope): \(answer.text)")
                if permission != nil { named.insert(scope) }
            }
            #expect(named == DemoWorld.scopes)
        }
    }

    private static func door(_ routes: [Route], _ principal: Principal) throws -> FrontDoor {
        try FrontDoor(
            routes: routes,
            gatekeeper: Gatekeeper(byKey: { _ in principal }, bySession: { _ in nil }),
            settings: FrontDoor.Settings(seal: { "\($0.utf8.count)" }),
            errorPage: { Answer($1.code, type: "text/plain", status: $1.status) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func sample(of path: String) -> String {
        path.split(separator: "/").map { $0.hasPrefix("{") ? "1" : String($0) }
            .map { "/" + $0 }.joined()
    }
}

import Declarations
import House
import Kernel
import Logging
import TestKit
import Testing
import Web
import Wire

@Suite("Every route") struct RouteScenarios {
    @Test("ID-01 each route lets in those its policy names and nobody else")
    func matrix() async throws {
        try await World.run(.sqlite) { world in
            let people: [(name: String, visitor: Visitor)] = [
                ("member", try await world.member(of: world.cast.declarant)),
                ("officer", try await world.officer()),
                ("operator", try await world.operators()),
            ]
            let stranger = Visitor(world.window.door)
            var tried = 0
            for route in world.window.routes where route.access != .anyone {
                let path = sample(of: route.path)
                let isAPI = route.path.hasPrefix("/api/")
                let answer = try await stranger.send(route.method.rawValue, path)
                // A page leads to the sign-in; a form of a page is refused for want of its token.
                #expect(isAPI ? answer.status == 401 : [303, 401, 403].contains(answer.status), "stranger \(route.method.rawValue) \(path): \(answer.status)")
                tried += 1
                guard case .permission(let permission) = route.access else { continue }
                for (name, visitor) in people {
                    let me = try JSON(try await visitor.get("/api/v1/parties/me").body)
                    let held = me["permissions"]?.elements.compactMap(\.string) ?? []
                    guard !held.contains(permission.name) else { continue }
                    let answer = try await visitor.send(route.method.rawValue, path)
                    #expect(answer.status == 403, "\(name) \(route.method.rawValue) \(path): \(answer.status)")
                    tried += 1
                }
            }
            #expect(tried > 200)
        }
    }

    @Test("ID-01 who needs a second factor and has none gets nothing but the own account and what is public")
    func withoutFactor() async throws {
        try await World.run(.sqlite) { world in
            let routes = world.window.routes
            // Every right there is: only the door stands in between.
            var rights: Set<Permission> = []
            for route in routes {
                if case .permission(let permission) = route.access { rights.insert(permission) }
            }
            let officer = Principal(
                kind: .officer, id: "officer", name: "测试关员", authority: "customs",
                districts: ["2244"], permissions: rights, lacksFactor: true)
            var settings = FrontDoor.Settings(seal: { "\($0.utf8.count)" })
            settings.rateOfPrincipal = nil
            let door = try FrontDoor(
                routes: routes,
                gatekeeper: Gatekeeper(byKey: { _ in nil }, bySession: { _ in officer }),
                settings: settings,
                errorPage: { Answer($1.code, type: "text/plain", status: $1.status) },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            var refused = 0
            for route in routes where route.access != .anyone {
                let path = sample(of: route.path)
                let answer = await door.answer(
                    Knock(
                        route.method.rawValue, path, headers: ["cookie": "__Host-session=held"],
                        remote: "192.0.2.7"))
                let isOurs = answer.text.contains("web.second-factor-needed")
                #expect(isOurs == (route.access != .ownAccount), "\(route.method.rawValue) \(path)")
                if isOurs {
                    #expect(answer.status == 403)
                    refused += 1
                }
            }
            #expect(refused > 100)
            #expect(routes.filter { $0.access == .ownAccount }.allSatisfy {
                $0.path.hasPrefix("/{language}/account") || $0.path.hasPrefix("/api/v1/parties/me")
            })
        }
    }

    @Test("SW-01 the API document names every operation once, with its parameters and who may use it")
    func document() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            let document = try JSON(try await stranger.get("/api/v1/openapi.json").body)
            #expect(document["openapi"]?.string == "3.1.0")
            var ids: Set<String> = []
            var count = 0
            for path in document["paths"]?.members ?? [] {
                for operation in path.value.members {
                    count += 1
                    let id = try #require(operation.value["operationId"]?.string)
                    #expect(ids.insert(id).inserted, "\(id) twice")
                    let named = operation.value["parameters"]?.elements
                        .filter { $0["in"]?.string == "path" }.compactMap { $0["name"]?.string } ?? []
                    #expect(named.allSatisfy { path.name.contains("{\($0)}") })
                    #expect(named.count == path.name.split(separator: "{").count - 1)
                }
            }
            #expect(count == world.window.routes.count { $0.path.hasPrefix("/api/") })
            let page = try await stranger.get("/en/developers/system")
            #expect(page.text.contains("GET /api/v1/openapi.json"))
        }
    }

    /// The path with something in place of every name in braces.
    private func sample(of path: String) -> String {
        path.split(separator: "/").map { part in
            part == "{language}" ? "zh" : part.hasPrefix("{") ? "1" : String(part)
        }.map { "/" + $0 }.joined()
    }
}

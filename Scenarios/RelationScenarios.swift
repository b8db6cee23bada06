import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// Whom a thing concerns, for all things at once: whatever an enterprise finds on its own pages and
/// lists is looked for by everybody else.
@Suite("Every thing") struct RelationScenarios {
    /// What is for everybody who may come to its route: law, tables, offers, figures of all.
    private static let open = [
        "/{language}/policies", "/{language}/services", "/{language}/benefits", "/{language}/lists",
        "/{language}/problems", "/{language}/codes", "/{language}/tariff", "/{language}/guides",
        "/{language}/messages", "/{language}/developers", "/{language}/enterprises",
        "/api/v1/parties/enterprises/{code}", "/{language}/sheets/templates",
        // Named by kind, not by whose it is: each firm sees its own there.
        "/{language}/balances",
    ]

    @Test("ID-01 each thing is there for its owners, by their posts, and answers 403 or 404 to other firms, officers of other districts and strangers, whatever they send")
    func matrix() async throws {
        try await World.run(.sqlite) { world in
            var seeds = RelationThings(world)
            let owner = try await seeds.fill()
            let found = try await things(of: owner, world)
            #expect(found.count > 25, "\(found.map(\.path))")
            let all = seeds.made.union(found)
            let others: [(who: String, visitor: Visitor)] = [
                ("foreign firm", try await foreigner(world)),
                ("officer of another district", try await hired(world, ["2901"])),
                ("officer of no district", try await hired(world, [], of: "tax")),
                ("stranger", Visitor(world.window.door)),
            ]
            try await colleagues(found, world)
            let document = try JSON(try await owner.get("/api/v1/openapi.json").body)
            try await changes(all, others, document, world)
            try await absent([owner, try await world.officer()], document, world)
            for thing in found {
                #expect(try await owner.get(thing.path).status == 200, "\(thing.path) is as it was")
            }
        }
    }

    /// Everything the owner is led to by his pages and lists that has an id of its own.
    private func things(of owner: Visitor, _ world: World) async throws -> [RelationThing] {
        let gets = world.window.routes.filter { $0.method == .get && $0.access != .anyone }
        let named = gets.filter { isNamed($0.path) && !isOpen($0.path) }
        var found: [String: Set<String>] = [:]
        for route in gets where !isNamed(route.path) {
            let start = route.path.replacing("{language}", with: "zh")
            let answer = try await owner.get(start)
            guard answer.status == 200 else { continue }
            let text = answer.text
            if start.hasPrefix("/api/") {
                guard let json = try? JSON(answer.body) else { continue }
                let values = Set(ids(json)).sorted().prefix(12)
                for other in named where other.path.hasPrefix(route.path + "/{") && !other.path.dropFirst(route.path.count + 2).contains("/") {
                    for value in values { found[other.path, default: []].insert("\(route.path)/\(value)") }
                }
            } else {
                for piece in text.split(separator: "href=\"").dropFirst() {
                    let path = String(piece.prefix { $0 != "\"" && $0 != "?" && $0 != "#" })
                    if let other = named.first(where: { fits(path, $0.path) }) { found[other.path, default: []].insert(path) }
                }
            }
        }
        var things: [RelationThing] = []
        for (pattern, paths) in found.sorted(by: { $0.key < $1.key }) {
            var kept = 0
            for path in paths.sorted() where kept < 2 {
                guard try await owner.get(path).status == 200 else { continue }
                things.append(RelationThing(pattern: pattern, path: path))
                kept += 1
            }
        }
        return things
    }

    /// A colleague who only looks sees what his permissions open, never a 404 of what is his firm's.
    private func colleagues(_ found: [RelationThing], _ world: World) async throws {
        let own = try #require(
            world.window.parties.register.find(code: world.cast.declarant.creditCode))
        _ = try await world.window.parties.addUser(
            NewUser(
                login: "viewer", name: "测试查阅", password: "correct horse battery staple",
                kind: .member(enterprise: own.id), post: .viewer), by: "scenario")
        let viewer = try await world.officer("viewer")
        for thing in found where !thing.pattern.contains("/account") && !thing.pattern.contains("/me/") {
            let answer = try await viewer.get(thing.path)
            // Of an event of law the firm's declarants are told, and nobody else.
            let mayBeHidden = thing.pattern.contains("legal-events")
            #expect([200, 403].contains(answer.status) || mayBeHidden, "viewer GET \(thing.path): \(answer.status)")
        }
        // The firm on the other side of a mandate sees the mandate and nothing else of this one's.
        let partner = try await world.member(of: world.cast.seller)
        for thing in found where thing.pattern.contains("mandates") || thing.pattern.contains("people") || thing.pattern.contains("keys") {
            let status = try await partner.get(thing.path).status
            if thing.pattern.contains("mandates") { continue }
            #expect(status == 404, "partner GET \(thing.path): \(status)")
        }
    }

    /// Whatever others ask of a thing or send to it, at each of its places, it is not theirs: said
    /// before anything of what they sent is looked at.
    private func changes(
        _ things: Set<RelationThing>, _ others: [(who: String, visitor: Visitor)],
        _ document: JSON, _ world: World
    ) async throws {
        var kinds: Set<String> = []
        for (who, visitor) in others {
            let token = try await visitor.get("/zh/sign-up").formToken ?? ""
            let allowed = who == "stranger" ? [303, 401, 404] : [403, 404]
            for thing in things.sorted(by: { $0.path < $1.path }) {
                let pattern = Self.nameless(thing.pattern)
                for route in world.window.routes where route.access != .anyone {
                    let place = Self.nameless(route.path)
                    guard place == pattern || place.hasPrefix(pattern + "/") else { continue }
                    let path = thing.path + place.dropFirst(pattern.count).replacing("{}", with: "1")
                    // A problem is put to a body, which has it in all its districts.
                    let isBody = pattern.hasSuffix("/problems/{}") || pattern.hasSuffix("/clearing/{}")
                    if isBody, who == "officer of another district" { continue }
                    let answer = try await Self.ask(route, path, visitor, token, document)
                    #expect(
                        allowed.contains(answer.status) && !answer.text.contains("web.forgery"),
                        "\(who) \(route.method.rawValue) \(path): \(answer.status) \(answer.text.prefix(200))")
                    kinds.insert("\(route.method.rawValue) \(place)")
                }
            }
        }
        #expect(kinds.count > 90, "\(kinds.count) places were tried")
        for kind in RelationThings.kinds {
            #expect(kinds.contains { $0.contains("/" + kind + "/{}") }, "nothing of \(kind) was tried")
        }
    }

    /// What is not there is not found, by anybody, whatever is sent with its name.
    private func absent(_ people: [Visitor], _ document: JSON, _ world: World) async throws {
        let names = ["{preNo}": "B20261120999999999", "{id}": "01A20219-0000-7000-8000-000000000000"]
        var tried = 0
        for visitor in people {
            let token = try await visitor.get("/zh/account").formToken ?? ""
            for route in world.window.routes
            where route.method != .get && route.path.hasPrefix("/api/") && isNamed(route.path) {
                let parts = route.path.split(separator: "/").map { part in
                    part.hasPrefix("{") ? names[String(part)] ?? "1" : String(part)
                }
                let path = parts.map { "/" + $0 }.joined()
                let answer = try await Self.ask(route, path, visitor, token, document)
                #expect([403, 404].contains(answer.status), "\(route.method.rawValue) \(path): \(answer.status) \(answer.text.prefix(200))")
                tried += 1
            }
        }
        #expect(tried > 150)
    }

    /// Sends what the API's own document shows for a route, so that nothing but whose it is can be
    /// wrong with it; a page gets an empty form.
    private static func ask(
        _ route: Route, _ path: String, _ visitor: Visitor, _ token: String, _ document: JSON
    ) async throws -> Answer {
        let method = route.method.rawValue
        if route.method == .get { return try await visitor.get(path) }
        guard route.path.hasPrefix("/api/") else {
            let answer = try await visitor.post(path, form: [:])
            return answer.status == 415 ? try await visitor.post(path, form: [:], files: []) : answer
        }
        let body = document["paths"]?[route.path]?[method.lowercased()]?["requestBody"]
        let example = body?["content"]?["application/json"]?["example"] ?? .object([])
        return try await visitor.send(
            method, path, body: Array(example.encoded.utf8),
            headers: ["content-type": "application/json", "x-csrf-token": token])
    }

    /// A path without the names of what it captures.
    private static func nameless(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix("{") && part != "{language}" ? "{}" : String(part)
        }.joined(separator: "/")
    }

    private func foreigner(_ world: World) async throws -> Visitor {
        let firm = SampleEnterprise(name: "测试外企", nameEn: "Test Foreign", number: 78)
        _ = try await world.join(firm, as: .declarant)
        return try await world.member(of: firm)
    }

    private func hired(_ world: World, _ districts: Set<String>, of authority: String = "customs") async throws -> Visitor {
        let login = "officer-\(authority)"
        _ = try await world.window.parties.addUser(
            NewUser(
                login: login, name: "测试关员", password: "correct horse battery staple",
                kind: .officer(of: authority, districts: districts)), by: "scenario")
        return try await world.officer(login)
    }

    private func isOpen(_ path: String) -> Bool {
        Self.open.contains { path.hasPrefix($0) }
    }

    /// Whether a route names a thing.
    private func isNamed(_ path: String) -> Bool {
        path.replacing("{language}", with: "zh").contains("{")
    }

    private func fits(_ path: String, _ pattern: String) -> Bool {
        let parts = path.split(separator: "/")
        let wanted = pattern.split(separator: "/")
        return parts.count == wanted.count
            && zip(parts, wanted).allSatisfy { part, want in
                want == "{language}" ? part == "zh" : want.hasPrefix("{") || part == want
            }
    }

    /// Texts of a list that may be what its things are called.
    private func ids(_ json: JSON) -> [String] {
        switch json {
        case .array(let values): values.prefix(20).flatMap(ids)
        case .object(let members):
            members.flatMap { member -> [String] in
                let isName = ["id", "number", "preNo", "code", "reference", "sequence"].contains(member.name)
                switch member.value {
                case .text(let text) where isName && text.utf8.allSatisfy(isPlain): return [text]
                case .number(let text) where isName: return [text]
                case .array, .object: return ids(member.value)
                default: return []
                }
            }
        default: []
        }
    }

    private func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

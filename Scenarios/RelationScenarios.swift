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

    private struct Found: Hashable {
        let pattern: String
        let path: String
    }

    @Test("ID-01 each thing is there for its owners, by their posts, and answers 404 to other firms, officers of other districts and strangers")
    func matrix() async throws {
        try await World.run(.sqlite) { world in
            let owner = try await fill(world)
            let found = try await things(of: owner, world)
            #expect(found.count > 12, "\(found.map(\.path))")
            let names = Set(found.map(\.pattern))
            for pattern in [
                "/{language}/declarations/{preNo}", "/api/v1/declarations/{preNo}",
                "/{language}/mandates/{id}", "/{language}/people/{id}",
            ] { #expect(names.contains(pattern), "nothing of \(pattern) was found: \(names.sorted())") }

            let others: [(who: String, visitor: Visitor)] = [
                ("foreign firm", try await foreigner(world)),
                ("officer of another district", try await hired(world, ["2901"])),
                ("officer of no district", try await hired(world, [], of: "tax")),
                ("stranger", Visitor(world.window.door)),
            ]
            for thing in found {
                for (who, visitor) in others {
                    let answer = try await visitor.get(thing.path)
                    let isClosed = who == "stranger"
                        ? [303, 401, 404].contains(answer.status) : [403, 404].contains(answer.status)
                    #expect(isClosed, "\(who) GET \(thing.path): \(answer.status)")
                }
            }
            try await colleagues(found, world)
            try await changes(found, others, world)
            for thing in found {
                #expect(try await owner.get(thing.path).status == 200, "\(thing.path) is as it was")
            }
        }
    }

    /// One of most things an enterprise may have; gives its administrator.
    private func fill(_ world: World) async throws -> Visitor {
        let cast = world.cast
        _ = try await world.declare(1, .direct)
        _ = try await world.declare(2, .bonded)
        let owner = try await world.member(of: cast.declarant)
        let own = try #require(world.window.parties.register.find(code: cast.declarant.creditCode))
        let partner = try #require(world.window.parties.register.find(code: cast.seller.creditCode))
        _ = try await world.window.parties.proposeMandate(
            NewMandate(grantor: partner.id, grantee: own.id, scope: .declare, from: World.start.day),
            of: partner.id, by: "scenario")
        _ = try await owner.get("/zh/account")
        _ = try await owner.post("/zh/people/invitations", form: ["label": "仓库", "post": "viewer"])
        _ = try await owner.get("/zh/problems")
        return owner
    }

    /// Everything the owner is led to by his pages and lists that has an id of its own.
    private func things(of owner: Visitor, _ world: World) async throws -> [Found] {
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
        var things: [Found] = []
        for (pattern, paths) in found.sorted(by: { $0.key < $1.key }) {
            var kept = 0
            for path in paths.sorted() where kept < 2 {
                guard try await owner.get(path).status == 200 else { continue }
                things.append(Found(pattern: pattern, path: path))
                kept += 1
            }
        }
        return things
    }

    /// A colleague who only looks sees what his permissions open, never a 404 of what is his firm's.
    private func colleagues(_ found: [Found], _ world: World) async throws {
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

    /// What others send to the same places changes nothing.
    private func changes(
        _ found: [Found], _ others: [(who: String, visitor: Visitor)], _ world: World
    ) async throws {
        let routes = world.window.routes.filter { $0.method != .get && isNamed($0.path) }
        var tried = 0
        for thing in found {
            for route in routes where route.path == thing.pattern || route.path.hasPrefix(thing.pattern + "/") {
                let tail = route.path.dropFirst(thing.pattern.count)
                guard !tail.contains("{") else { continue }
                for (who, visitor) in others {
                    _ = try await visitor.get("/zh/sign-up")
                    let answer = route.path.hasPrefix("/api/")
                        ? try await visitor.send(route.method.rawValue, thing.path + tail, body: Array("{}".utf8), headers: ["content-type": "application/json"])
                        : try await visitor.post(thing.path + tail, form: [:])
                    #expect((400..<500).contains(answer.status) || (who == "stranger" && answer.status == 303), "\(who) \(route.method.rawValue) \(thing.path)\(tail): \(answer.status)")
                    tried += 1
                }
            }
        }
        #expect(tried > 10)
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

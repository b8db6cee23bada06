import Kernel
import Testing

@testable import Web

@Suite("Routes") struct RouteTests {
    static let table = [
        TestDoor.route(.get, "/"), TestDoor.route(.get, "/api/v1/declarations"),
        TestDoor.route(.post, "/api/v1/declarations"),
        TestDoor.route(.get, "/api/v1/declarations/{id}"),
        TestDoor.route(.get, "/api/v1/declarations/open"),
        TestDoor.route(.delete, "/api/v1/declarations/{id}"),
        TestDoor.route(.get, "/api/v1/declarations/{id}/lines/{line}"),
        TestDoor.route(.get, "/{language}/declarations"),
        TestDoor.route(.head, "/api/v1/ping"),
    ]

    static let finds: [(String, String, String, [String: String])] = [
        ("GET", "/", "/", [:]),
        ("GET", "/api/v1/declarations", "/api/v1/declarations", [:]),
        ("GET", "/api/v1/declarations/open", "/api/v1/declarations/open", [:]),
        ("GET", "/api/v1/declarations/A7", "/api/v1/declarations/{id}", ["id": "A7"]),
        ("HEAD", "/api/v1/declarations/A7", "/api/v1/declarations/{id}", ["id": "A7"]),
        ("DELETE", "/api/v1/declarations/A7", "/api/v1/declarations/{id}", ["id": "A7"]),
        // Captured below a fixed part of the same name: the tree has to step back.
        (
            "GET", "/api/v1/declarations/open/lines/2",
            "/api/v1/declarations/{id}/lines/{line}", ["id": "open", "line": "2"]
        ),
        ("GET", "/api/v1/declarations/%E7%94%B2", "/api/v1/declarations/{id}", ["id": "甲"]),
        ("GET", "/api/v1/declarations/a+b", "/api/v1/declarations/{id}", ["id": "a+b"]),
        ("GET", "/zh/declarations", "/{language}/declarations", ["language": "zh"]),
        ("HEAD", "/api/v1/ping", "/api/v1/ping", [:]),
    ]

    @Test(
        "a path finds its route, fixed parts before captured ones",
        arguments: Self.finds)
    func found(method: String, path: String, route: String, parameters: [String: String]) throws {
        let table = try RouteTable(Self.table)
        guard case .route(let index, let captured) = table.find(.init(rawValue: method), path[...])
        else {
            Issue.record("no route")
            return
        }
        #expect(Self.table[index].path == route)
        #expect(captured == parameters)
    }

    @Test(
        "what is not exactly an address is none",
        arguments: [
            "/api", "/api/v1/declarations/", "//api/v1/declarations", "/api/v1//declarations",
            "/fr/declarations", "/%7Ah/declarations/", "/%61pi/v1/declarations", "/API/v1/declarations",
            "/api/v1/declarations/%2e%2e", "/api/v1/declarations/a%2Fb",
            "/api/v1/declarations/a%5Cb", "/api/v1/declarations/%00", "/api/v1/declarations/%0A",
            "/api/v1/declarations/%C3", "/api/v1/declarations/%4", "/api/v1/declarations/%zz",
        ])
    func notFound(path: String) throws {
        guard case .nothing = try RouteTable(Self.table).find(.get, path[...]) else {
            Issue.record("\(path) was found")
            return
        }
    }

    @Test("two routes for one address stop the start")
    func clash() {
        let routes = [TestDoor.route(.get, "/a/{id}"), TestDoor.route(.get, "/a/{name}")]
        #expect(throws: RouteClash(method: "GET", path: "/a/{name}", other: "/a/{id}")) {
            try RouteTable(routes)
        }
    }

    @Test(
        "another method is told which ones there are",
        arguments: [
            ("PUT", "/api/v1/declarations", "GET, POST, HEAD"), ("OPTIONS", "/", "GET, HEAD"),
            ("BREW", "/api/v1/ping", "HEAD"), ("GET", "/api/v1/ping", "HEAD"),
        ])
    func otherMethods(method: String, path: String, allowed: String) async throws {
        let answer = await (try TestDoor.make(Self.table)).answer(Knock(method, path))
        #expect(answer.status == 405)
        #expect(answer.header("allow") == allowed)
    }

    @Test(
        "a page asked for with a slash at its end is where it is without, query and all",
        arguments: [
            ("GET", "/zh/declarations/", "/zh/declarations"),
            ("HEAD", "/en/declarations/?status=800&a=b%20c", "/en/declarations?status=800&a=b%20c"),
            ("GET", "/zh/declarations/?", "/zh/declarations?"),
        ])
    func slash(method: String, target: String, place: String) async throws {
        let answer = await (try TestDoor.make(Self.table)).answer(Knock(method, target))
        #expect(answer.status == 308)
        #expect(answer.header("location") == place)
        #expect(answer.header("content-security-policy") != nil)
    }

    @Test(
        "a slash leads to no address that does not exist, and programs are not led at all",
        arguments: [
            "/zh/nothing/", "//example.com/", "/zh/declarations//", "//", "/fr/declarations/",
            "/api/v1/declarations/", "/api/v1/ping/",
        ])
    func noSlash(target: String) async throws {
        let answer = await (try TestDoor.make(Self.table)).answer(Knock("GET", target))
        #expect(answer.status == 404)
        #expect(answer.header("location") == nil)
    }

    @Test("HEAD is GET without the body, and says its length")
    func head() async throws {
        let answer = await (try TestDoor.make(Self.table)).answer(
            Knock("HEAD", "/api/v1/declarations"))
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
        #expect(answer.header("content-length") == "2")
    }

    @Test(
        "the language is that of the path, of the cookie, of the browser, else Chinese",
        arguments: [
            ("/en/declarations", "lang=zh", "zh-CN", "en"),
            ("/zh/declarations", "lang=en", "en", "zh"),
            ("/api/v1/x", "a=b; lang=en", "zh-CN", "en"), ("/api/v1/x", "lang=fr", "en-GB", "en"),
            ("/api/v1/x", "", "en-GB,en;q=0.9,zh;q=0.8", "en"),
            ("/api/v1/x", "", "fr, zh-CN;q=0.5, en;q=0.4", "zh"),
            ("/api/v1/x", "", "en;q=0.3, zh;q=0.31", "zh"), ("/api/v1/x", "", "EN", "en"),
            ("/api/v1/x", "", "en;q=0", "zh"), ("/api/v1/x", "", "fr", "zh"),
            ("/api/v1/x", "", ";;;,=,q=9", "zh"), ("/", "", "", "zh"),
        ])
    func language(path: String, cookie: String, accept: String, chosen: String) {
        let headers = ["cookie": cookie, "accept-language": accept]
        #expect(chosenLanguage(path: path[...], headers: headers).rawValue == chosen)
    }
}

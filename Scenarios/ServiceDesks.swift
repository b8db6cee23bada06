import Declarations
import House
import Kernel
import Parties
import Procedures
import TestKit
import Testing
import Web
import Wire

/// What scenarios of services need beside the world: more desks, offers, refusals.
extension ServiceWorld {
    /// An officer with a seat at a body, signed in.
    func officer(_ login: String, at body: String) async throws -> Visitor {
        let register = try ProceduresCapability.register(of: Share.find())
        let authority = try #require(register.bodies[body]?.authority)
        try await add(login, .officer(of: authority))
        let admin = try await visitor("admin")
        _ = try await admin.get("/zh/seats")
        let answer = try await admin.post(
            "/zh/seats", form: ["body": body, "login": login, "from": "2026-01-01", "to": ""])
        #expect(answer.status == 303, "\(answer.text)")
        return try await visitor(login)
    }

    /// Begins, attaches and submits what must be refused; gives the refusal.
    func refused(
        _ service: String, _ answers: [String: String], documents: [String] = []
    ) async throws -> JSON {
        let number = try await begin(service, answers)
        try await attach(documents, to: number)
        let answer = try await act("submit", number)
        #expect(answer.status >= 400, "\(answer.text)")
        return try JSON(answer.body)
    }

    /// Publishes an offer on the page; gives its id.
    func offer(
        _ officer: Visitor, _ service: String, _ title: String, capacity: String = "",
        day: String = "", closes: String = "2026-12-31"
    ) async throws -> String {
        _ = try await officer.get("/zh/desk/offers")
        let answer = try await officer.post(
            "/zh/desk/offers",
            form: [
                "service": service, "title-zh": title, "title-en": "", "note": "", "opens": "",
                "closes": closes, "day": day, "hours": "09:00-11:00", "capacity": capacity,
            ])
        #expect(answer.status == 303, "\(answer.text)")
        let offers = try JSON(try await other.get("/api/v1/services/\(service)/offers").body)
        return try #require(
            offers["offers"]?.elements.first { $0["title"]?["zh"]?.string == title }?["offer"]?
                .string)
    }

    /// What was worked out of an application.
    func computed(_ number: String, _ id: String) async throws -> String? {
        try await found(number)["computed"]?.elements.first { $0["id"]?.string == id }?["value"]?
            .string
    }

    /// Commerce enters the seller in a register of firms: facts by one officer, the change by two.
    func enlist(_ list: String, _ facts: String...) async throws {
        let (one, two) = (try await visitor("commerce-1"), try await visitor("commerce-2"))
        for fact in facts {
            let done = try await one.act("/api/v1/firm-facts", #"{"firm":"\#(cast.seller.creditCode)","fact":"\#(fact)","value":1,"from":"2026-01-01","document":"测试公告"}"#)
            #expect(done.status == 201, "\(done.text)")
        }
        let made = try await one.act("/api/v1/lists/\(list)/changes", #"{"kind":"entry","reason":"测试","document":"测试公告","firms":[{"firm":"\#(cast.seller.creditCode)"}]}"#)
        #expect(made.status == 201, "\(made.text)")
        let id = try JSON(made.body)["id"]?.string ?? ""
        #expect(try await two.act("/api/v1/list-changes/\(id)/decision", #"{"confirm":true}"#).status == 200)
    }

    /// Lists of firms on which the seller stands on a day, asked by a stranger.
    func lists(on day: String) async throws -> [String] {
        let answer = try await Visitor(window.door).get("/api/v1/list-standings?code=\(cast.seller.creditCode)&day=\(day)")
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)["standings"]?.elements.compactMap { $0["list"]?.string } ?? []
    }

    /// The customs publishes the seller's credit level.
    func publish(level: String, from first: String = "2026-05-01") async throws {
        let done = try await visitor("customs-1").act(
            "/api/v1/credit-levels",
            #"{"enterprise":"\#(cast.seller.creditCode)","level":"\#(level)","from":"\#(first)","document":"测试名单"}"#)
        #expect(done.status == 201, "\(done.text)")
    }

    /// Lines of a public register, asked by a stranger.
    func register(_ service: String, _ words: String = "") async throws -> [JSON] {
        let query = words.isEmpty ? "" : "?q=\(words)"
        let answer = try await Visitor(window.door).get("/api/v1/services/\(service)/register\(query)")
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)["entries"]?.elements ?? []
    }
}

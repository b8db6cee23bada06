import Journal
import Kernel
import Parties
import Plug
import Synchronization
import TestKit
import Testing
import Web
import Wire

@testable import Declarations

@Suite("Webhooks by API") struct WebhooksResourceTests {
    /// Routes over a delivery whose requests end here.
    private struct Desk {
        let delivery: Delivery
        let sent: Sent

        init(_ world: DeliveryWorld, reach: OutgoingReach = .publicOnly) {
            let sent = Sent()
            self.sent = sent
            let clock = Clock { sent.now.withLock { $0 } }
            delivery = Delivery(
                DeliverySettings(webhookReach: reach), store: world.store,
                journal: Journal(clock: clock), clock: clock, identifiers: .random(), register: world.parties.register,
                envelopes: world.declarations.envelopes,
                outgoing: OutgoingHTTP { request throws(OutgoingFault) in
                    sent.requests.withLock { $0.append(request) }
                    return OutgoingHTTP.Answer(
                        status: request.url.hasSuffix("bad") ? 500 : sent.refuses.withLock { $0 } ? 422 : 200)
                })
        }

        func ask(
            _ method: Visit.Method, _ path: String, _ tenant: String?, id: String = "", sequence: String = "",
            body: String = "", query: [String: String] = [:]
        ) async throws -> JSON {
            let route = try #require(delivery.routes.first { $0.method == method && $0.path == path })
            #expect(route.access == .permission(DeclarationsPermission.lodge))
            let principal = tenant.map { Principal(kind: .key, id: "k", name: "k", enterprise: $0) }
            var visit = Visit(method: method, path: path, parameters: ["id": id, "sequence": sequence], body: Array(body.utf8), principal: principal)
            visit.query = Form(query.map { Form.Pair($0.key, $0.value) })
            let answer = try await route.handler(visit)
            return answer.body.isEmpty ? .null : try JSON(answer.body)
        }
    }

    private final class Sent: Sendable {
        let requests = Mutex<[OutgoingHTTP.Request]>([])
        let now = Mutex(DeliveryWorld.now)
        let refuses = Mutex(false)
        var all: [OutgoingHTTP.Request] { requests.withLock { $0 } }
    }

    @Test("an enterprise registers, sees, tries and removes its own webhooks, and nobody else's", arguments: TestStore.engines)
    func own(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let desk = Desk(world)
            let tenant = world.enterprise.id
            let made = try await desk.ask(.post, "/api/v1/webhooks", tenant, body: #"{"url":"https://r.example.com/in"}"#)
            let id = try #require(made["id"]?.string)
            #expect(made["secret"]?.string?.hasPrefix("whsec_") == true)
            let list = try await desk.ask(.get, "/api/v1/webhooks", tenant)
            #expect(list["webhooks"]?.elements.map { $0["id"]?.string } == [id])
            #expect(!list.encoded.contains("whsec_"))
            let tried = try await desk.ask(.post, "/api/v1/webhooks/{id}/test", tenant, id: id)
            #expect(tried["delivered"]?.boolean == true)
            #expect(desk.sent.all.count == 1)
            for method in [Visit.Method.get, .delete] {
                await #expect(throws: DeclarationsRefusal.webhookNotFound) {
                    try await desk.ask(method, "/api/v1/webhooks/{id}", "another", id: id)
                }
            }
            await #expect(throws: DeclarationsRefusal.webhookNotFound) {
                try await desk.ask(.post, "/api/v1/webhooks/{id}/test", "another", id: id)
            }
            #expect(try await desk.ask(.get, "/api/v1/webhooks", "another")["webhooks"]?.elements.isEmpty == true)
            for stranger in [nil, ""] as [String?] {
                await #expect(throws: DeclarationsRefusal.noEnterprise) {
                    try await desk.ask(.get, "/api/v1/webhooks", stranger)
                }
            }
            _ = try await desk.ask(.delete, "/api/v1/webhooks/{id}", tenant, id: id)
            #expect(try await desk.ask(.get, "/api/v1/webhooks", tenant)["webhooks"]?.elements.isEmpty == true)
        }
    }

    @Test("receipts of messages reach the webhook as the API gives them", arguments: TestStore.engines)
    func receipts(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let desk = Desk(world)
            let made = try await desk.ask(
                .post, "/api/v1/webhooks", world.enterprise.id, body: #"{"url":"https://r.example.com/in"}"#)
            for message in try world.messages() {
                _ = try await world.declarations.gateway.receive(
                    message.bytes, from: Gateway.Sender(enterprise: world.enterprise, actor: "k", channel: .api))
            }
            try await world.journal.drain(world.declarations.desk.subscriber, on: world.store)
            try await desk.delivery.webhooks.drain()
            let receipts = try await world.receipts()
            let sent = desk.sent.all
            #expect(receipts.count >= 5)
            #expect(try sent.map { try JSON($0.body)["data"] } == receipts.map { ReceiptsResource.json($0) })
            #expect(sent.map { request in request.headers.first { $0.name == "webhook-id" }?.value }
                == receipts.map { "receipt-\($0.sequence)" })
            let after = try await desk.ask(.get, "/api/v1/webhooks/{id}", world.enterprise.id, id: made["id"]?.string ?? "")
            #expect(after["lastStatus"]?.integer == 200)
            #expect(after["position"]?.integer == receipts.last?.sequence)
        }
    }

    @Test("a secret changes with an overlap, all is delivered again, and what was put aside is listed and sent once more", arguments: TestStore.engines)
    func kept(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let desk = Desk(world)
            let tenant = world.enterprise.id
            let made = try await desk.ask(.post, "/api/v1/webhooks", tenant, body: #"{"url":"https://r.example.com/in"}"#)
            let id = try #require(made["id"]?.string)
            let turned = try await desk.ask(.post, "/api/v1/webhooks/{id}/rotate", tenant, id: id)
            #expect(turned["secret"]?.string?.hasPrefix("whsec_") == true && turned["secret"] != made["secret"])
            #expect(turned["oldSecretUntil"]?.string != nil)
            _ = try await world.declarations.gateway.receive(
                try world.messages()[0].bytes,
                from: Gateway.Sender(enterprise: world.enterprise, actor: "k", channel: .api))
            desk.sent.refuses.withLock { $0 = true }
            for _ in 0..<40 {
                try await desk.delivery.webhooks.drain()
                desk.sent.now.withLock { $0 = $0.adding(milliseconds: 3_600_000) }
            }
            let letters = "/api/v1/webhooks/{id}/dead-letters"
            let aside = try #require(try await desk.ask(.get, letters, tenant, id: id)["letters"]?.elements.first)
            #expect(aside["status"]?.integer == 422 && aside["attempts"]?.integer ?? 0 >= 10)
            let place = try String(#require(aside["sequence"]?.integer))
            await #expect(throws: DeclarationsRefusal.webhookNotFound) {
                try await desk.ask(.get, letters, "another", id: id)
            }
            await #expect(throws: DeclarationsRefusal.webhookNotFound) {
                try await desk.ask(.post, letters + "/{sequence}/resend", "another", id: id, sequence: place)
            }
            let pages = WebhookPages(site: Site(assets: try Assets(share: Share.find()), navigation: []), webhooks: desk.delivery.webhooks)
            func page() async throws -> String {
                let hooks = try await desk.delivery.webhooks.list(of: tenant)
                return WebhooksPage(
                    hooks: hooks, letters: try await pages.letters(hooks, of: tenant), outcome: .nothing, formToken: "t"
                ).html(.zh).text
            }
            #expect(try await page().contains("/dead-letters/\(place)/resend"))
            let again = try await desk.ask(.post, letters + "/{sequence}/resend", tenant, id: id, sequence: place)
            #expect(again["delivered"]?.boolean == false)
            desk.sent.refuses.withLock { $0 = false }
            let taken = try await desk.ask(.post, letters + "/{sequence}/resend", tenant, id: id, sequence: place)
            #expect(taken["delivered"]?.boolean == true)
            #expect(try await desk.ask(.get, letters, tenant, id: id)["letters"]?.elements.isEmpty == true)
            #expect(try await !page().contains("搁置的推送"))

            // Beyond the last there is nothing to deliver: a mistake, and not a place to wait at.
            await #expect(throws: DeclarationsRefusal.webhookPlace(last: Int64(place) ?? 0)) {
                try await desk.ask(.post, "/api/v1/webhooks/{id}/replay", tenant, id: id, body: #"{"after":99999}"#)
            }
            await #expect(throws: DeclarationsRefusal.webhookPlace(last: Int64(place) ?? 0)) {
                try await desk.ask(.post, "/api/v1/webhooks", tenant, body: #"{"url":"https://r.example.com/in","after":99999}"#)
            }
            let before = desk.sent.all.count
            let back = try await desk.ask(.post, "/api/v1/webhooks/{id}/replay", tenant, id: id, body: #"{"after":0}"#)
            #expect(back["position"]?.integer == 0)
            try await desk.delivery.webhooks.drain()
            #expect(desk.sent.all.count == before + 1)
            await #expect(throws: DeclarationsRefusal.webhookNotFound) {
                try await desk.ask(.post, "/api/v1/webhooks/{id}/replay", "another", id: id, body: #"{"after":0}"#)
            }
        }
    }

    @Test("a failing receiver shows why in both languages")
    func failing() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let desk = Desk(world)
            let made = try await desk.ask(
                .post, "/api/v1/webhooks", world.enterprise.id, body: #"{"url":"https://r.example.com/bad"}"#)
            _ = try await world.declarations.gateway.receive(
                try world.messages()[0].bytes,
                from: Gateway.Sender(enterprise: world.enterprise, actor: "k", channel: .api))
            try await desk.delivery.webhooks.drain()
            let after = try await desk.ask(.get, "/api/v1/webhooks/{id}", world.enterprise.id, id: made["id"]?.string ?? "")
            #expect(after["failures"]?.integer == 1)
            #expect(after["lastStatus"]?.integer == 500)
            #expect(after["lastTrouble"]?["code"]?.string == "status")
            #expect(after["lastTrouble"]?["message"]?["zh"]?.string == WebhookTrouble.status.message.zh)
            let log = "/api/v1/webhooks/{id}/deliveries"
            let id = made["id"]?.string ?? ""
            let tenant = world.enterprise.id
            let first = try #require(try await desk.ask(.get, log, tenant, id: id)["deliveries"]?.elements.first)
            #expect(first["status"]?.integer == 500 && first["delivered"]?.boolean == false)
            #expect(first["trouble"]?["code"]?.string == "status" && first["cause"]?.string == "feed")
            let place = try String(#require(first["sequence"]?.integer))
            #expect(first["webhookId"]?.string == "receipt-\(place)")
            desk.sent.now.withLock { $0 = $0.adding(milliseconds: 1_000) }
            let again = try await desk.ask(.post, log + "/{sequence}/resend", tenant, id: id, sequence: place)
            #expect(again["delivered"]?.boolean == false && again["status"]?.integer == 500)
            let two = try await desk.ask(.get, log, tenant, id: id)["deliveries"]?.elements ?? []
            #expect(two.map { $0["cause"]?.string } == ["resend", "feed"])
            await #expect(throws: DeclarationsRefusal.webhookNotFound) {
                try await desk.ask(.get, log, "another", id: id)
            }
            for (who, which, refusal) in [
                ("another", place, DeclarationsRefusal.webhookNotFound),
                (tenant, "99999", .webhookMessage(isAside: false)),
                (tenant, "x", .webhookMessage(isAside: false)),
            ] {
                await #expect(throws: refusal) {
                    try await desk.ask(.post, log + "/{sequence}/resend", who, id: id, sequence: which)
                }
            }
            let dead = "/api/v1/webhooks/{id}/dead-letters/{sequence}/resend"
            await #expect(throws: DeclarationsRefusal.webhookMessage(isAside: true)) {
                try await desk.ask(.post, dead, tenant, id: id, sequence: place)
            }
            let ends = try await desk.ask(.get, log, tenant, id: id, query: ["before": "00000000-0000-4000-8000-0000000000a1"])
            #expect(ends["deliveries"]?.elements.isEmpty == true)
            for nonsense in ["abc", "00000000-0000-4000-8000-0000000000g1"] {
                let refusal = await #expect(throws: FilterInput.self) {
                    try await desk.ask(.get, log, tenant, id: id, query: ["before": nonsense])
                }
                #expect(refusal?.status == 400 && refusal?.field == "before")
            }
        }
    }

    @Test("what is no public https address is refused with the reason",
        arguments: ["", "{}", #"{"url":7}"#, #"{"url":"x"}"#, #"{"url":"http://r.example.com/"}"#, #"{"url":"https://10.0.0.1/"}"#, #"{"url":"https://r.example.com:22/"}"#])
    func refused(body: String) async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let desk = Desk(world)
            var refusal: DeclarationsRefusal?
            do {
                _ = try await desk.ask(.post, "/api/v1/webhooks", world.enterprise.id, body: body)
            } catch let thrown as DeclarationsRefusal { refusal = thrown }
            #expect(refusal?.code == "declarations.webhook-address")
            #expect(refusal?.status == 422)
            #expect(refusal?.message.zh.isEmpty == false)
        }
    }
}

import FoundationEssentials
import Kernel
import Logging
import Papers
import Parties
import Plug
import Synchronization
import TestKit
import Testing
import Web

@testable import Declarations
@testable import Journal

@Suite("Pages of receipts and webhooks") struct PagesReceiptTests {
    @Test("receipts are found by what people know of them", arguments: TestStore.engines)
    func filters(engine: TestStore.Engine) async throws {
        try await PagesWorld.with(engine) { world in
            let well = try await world.declare(1)
            let rejected = try await world.declare(2, defect: .payerDiffers)
            let all = try await found(world, ReceiptFilter())
            // Four of each parcel, the steps of both lists, and the tax bill of the one released.
            #expect(all.count == 12)
            #expect(all.map(\.receipt.sequence) == all.map(\.receipt.sequence).sorted(by: >))
            let refused = try await found(world, ReceiptFilter(isRefusal: true))
            #expect(refused.map(\.receipt.subject) == [rejected])
            #expect(refused.map(\.receipt.status) == [100])
            #expect(try await found(world, ReceiptFilter(isRefusal: false)).count == all.count - 1)
            let orders = try await found(world, ReceiptFilter(type: "CEB312"))
            #expect(orders.count == 2 && orders.allSatisfy { $0.receipt.subject.hasPrefix("CEB311/") })
            let today = DeliveryWorld.now.day
            #expect(try await found(world, ReceiptFilter(day: today)).count == all.count)
            #expect(try await found(world, ReceiptFilter(day: today.adding(days: -1))).isEmpty)
            #expect(try await found(world, ReceiptFilter(day: today.adding(days: 1))).isEmpty)
            #expect(try await found(world, ReceiptFilter(before: all[3].receipt.sequence)) == Array(all[4...]))
            #expect(try await found(world, ReceiptFilter(number: "nothing")).isEmpty)
            #expect(Set(try await found(world, ReceiptFilter(number: well)).map(\.receipt.subject)) == [well])
        }
    }

    @Test("a number of any document of a parcel finds its receipts, and they lead to the list", arguments: TestStore.engines)
    func numbers(engine: TestStore.Engine) async throws {
        try await PagesWorld.with(engine) { world in
            let chain = world.base.samples.chain(1, .direct)
            let list = try await world.declare(1)
            try await world.declare(2)
            // By its order's number: the order, and every step of the list.
            let byOrder = try await found(world, ReceiptFilter(number: chain.orderNo))
            #expect(Set(byOrder.map(\.receipt.type)) == ["CEB312", "CEB622", "CEB816"])
            #expect(Set(byOrder.compactMap(\.list)) == [list])
            let byWaybill = try await found(world, ReceiptFilter(number: chain.waybill))
            #expect(byWaybill.map(\.receipt.type) == ["CEB512"])
            #expect(byWaybill.map(\.list) == [list])
            let payment = try #require(try await found(world, ReceiptFilter(type: "CEB412")).last?.receipt.subject)
            let number = try #require(payment.split(separator: "/").last)
            let byPayment = try await found(world, ReceiptFilter(number: String(number)))
            #expect(byPayment.map(\.receipt.subject) == [payment])
            #expect(byPayment.map(\.list) == [list])
        }
    }

    @Test("the page shows them with their words, a way to the list and the message, in both languages", arguments: Language.allCases)
    func page(language: Language) async throws {
        try await PagesWorld.with { world in
            let preNo = try await world.declare(1)
            let visitor = try await world.visitor("member", language)
            let tag = language.rawValue
            let page = try await visitor.get("/\(tag)/receipts")
            #expect(page.status == 200)
            #expect(page.text.contains("href=\"/\(tag)/webhooks\""))
            #expect(page.text.contains("href=\"/\(tag)/declarations/\(preNo)\""))
            let receipts = try await world.base.receipts()
            let sequence = try #require(receipts.last { $0.type == "CEB622" }?.sequence)
            #expect(page.text.contains("href=\"/api/v1/receipts/\(sequence)\" download=\"receipt-\(sequence)-CEB622.xml\""))
            let message = try await visitor.get("/api/v1/receipts/\(sequence)")
            #expect(message.text.contains("<CEB622Message"))
            let none = try await visitor.get("/\(tag)/receipts?number=x%3Cb%3E&result=refused").text
            #expect(none.contains(language == .zh ? "没有符合条件的回执" : "No receipt fits the filters"))
            #expect(!none.contains("x<b>"))
        }
    }

    @Test("long lists are paged there and back, filters kept, and odd queries do no harm")
    func pager() async throws {
        try await PagesWorld.with { world in
            for number in 1...8 { try await world.declare(number) }
            let visitor = try await world.visitor("member")
            let first = try await visitor.get("/zh/receipts?result=well").text
            let next = try #require(link("next", in: first))
            #expect(next.hasPrefix("/zh/receipts?result=well&before="))
            let second = try await visitor.get(next).text
            #expect(second.contains("31–"))
            #expect(link("prev", in: second) == "/zh/receipts?result=well")
            for query in ["before=x", "day=2026-13-45", "type=CEB999", "result=odd"] {
                // What means nothing is told, and the rest is shown.
                let page = try await visitor.get("/zh/receipts?\(query)")
                #expect(page.status == 400 && page.text.contains("没有这个取值"), "\(query)")
                #expect(page.text.contains("CEB622"), "\(query)")
            }
            for query in ["before=-1", "day="] {
                #expect(try await visitor.get("/zh/receipts?\(query)").status == 200, "\(query)")
            }
        }
    }

    @Test("receipts and webhooks are for enterprises, each for its own")
    func policy() async throws {
        try await PagesWorld.with { world in
            try await world.declare(1)
            let officer = try await world.visitor("officer")
            #expect(try await officer.get("/zh/receipts").header("location") == "/zh/worklist")
            #expect(try await officer.get("/zh/webhooks").status == 403)
            for path in ["/zh/receipts", "/zh/webhooks"] {
                #expect(try await Visitor(world.door).get(path).header("location")?.hasPrefix("/zh/sign-in") == true)
            }
            let stranger = Principal(kind: .member, id: "u9", name: "x", enterprise: "another", permissions: [DeclarationsPermission.read])
            #expect(try await world.pages.enquiries.receipts(ReceiptFilter(), limit: 50, for: stranger).isEmpty)
        }
    }

    @Test("a webhook is registered, tried and removed by forms; its secret is shown once")
    func webhooks() async throws {
        try await PagesWorld.with { world in
            try await world.declare(1)
            let desk = try WebhookDesk(world)
            let visitor = try await desk.visitor()
            let empty = try await visitor.get("/zh/webhooks").text
            #expect(empty.contains("还没有推送地址"))
            let refused = try await visitor.post("/zh/webhooks", form: ["url": "http://r.example.com/<in>"])
            #expect(refused.status == 422)
            #expect(refused.text.contains("id=\"url-error\""))
            #expect(refused.text.contains("http://r.example.com/&lt;in&gt;"))
            let added = try await visitor.post("/zh/webhooks", form: ["url": " https://r.example.com/in ", "all": "1"])
            #expect(added.status == 200)
            #expect(added.text.contains("whsec_"))
            let hook = try #require(try await desk.webhooks.list(of: world.base.enterprise.id).first)
            #expect(hook.position == 0)
            let page = try await visitor.get("/zh/webhooks").text
            #expect(page.contains("https://r.example.com/in") && !page.contains("whsec_"))
            let tried = try await visitor.post("/zh/webhooks/\(hook.id)/test", form: [:])
            #expect(tried.text.contains("测试消息已送达"))
            #expect(tried.text.contains("href=\"/en/webhooks\""))
            #expect(desk.sent.withLock { $0 } == ["https://r.example.com/in"])
            let bad = try await visitor.post("/en/webhooks", form: ["url": "https://r.example.com/bad"])
            #expect(bad.status == 200)
            let other = try #require(try await desk.webhooks.list(of: world.base.enterprise.id).last)
            let failed = try await visitor.post("/en/webhooks/\(other.id)/test", form: [:])
            #expect(failed.text.contains("The test message was not taken") && failed.text.contains("HTTP 500"))
            // Each attempt has a line; a receipt is sent once more, or all from one on.
            try await desk.webhooks.drain()
            let log = try await visitor.get("/zh/webhooks/\(hook.id)")
            #expect(log.status == 200 && log.text.contains("测试消息") && log.text.contains("依次推送"))
            let place = try #require(try await desk.webhooks.log(of: hook.id, tenant: world.base.enterprise.id, limit: 1)?.first?.sequence)
            let again = try await visitor.post("/zh/webhooks/\(hook.id)/deliveries/\(place)/resend", form: [:])
            #expect(again.text.contains("第 \(place) 号回执已送达"))
            #expect(try await visitor.get("/zh/webhooks/\(hook.id)?sequence=\(place)").text.contains("重推"))
            let typo = try await visitor.post("/zh/webhooks/\(hook.id)/replay", form: ["from": "x"])
            #expect(typo.status == 422 && typo.text.contains("id=\"from-error\""))
            let back = try await visitor.post("/zh/webhooks/\(hook.id)/replay", form: ["from": "１"])
            #expect(try await visitor.follow(back).text.contains("将从这份回执起依次重推"))
            #expect(try await desk.webhooks.find(hook.id, of: world.base.enterprise.id)?.position == 0)
            #expect(try await visitor.get("/zh/webhooks/none").status == 404)
            let removed = try await visitor.post("/zh/webhooks/\(hook.id)/removal", form: [:])
            #expect(try await visitor.follow(removed).text.contains("推送地址已移除"))
            #expect(try await desk.webhooks.list(of: world.base.enterprise.id).map(\.id) == [other.id])
            for action in ["test", "removal"] {
                #expect(try await visitor.post("/zh/webhooks/\(hook.id)/\(action)", form: [:]).status == 404)
            }
            #expect(try await visitor.post("/zh/webhooks/\(other.id)/removal", form: ["_csrf": "x"]).status == 403)
        }
    }

    @Test("a webhook says how it does", arguments: Language.allCases)
    func states(language: Language) throws {
        let zh = language == .zh
        func page(_ change: (inout Hook) -> Void) -> String {
            var hook = Hook()
            change(&hook)
            return WebhooksPage(hooks: [hook.made], outcome: .nothing, formToken: "t").html(language).text
        }
        #expect(page { _ in }.contains(zh ? "等待首份回执" : "Waits for a receipt"))
        #expect(page { $0.last = DeliveryWorld.now; $0.status = 204 }.contains(zh ? "正常" : "Working"))
        let failing = page { $0.last = DeliveryWorld.now; $0.failures = 3; $0.status = 503; $0.trouble = .status }
        #expect(failing.contains(zh ? "连续 3 次未送达" : "3 failed in a row"))
        #expect(failing.contains("HTTP 503"))
        #expect(page { $0.disabled = DeliveryWorld.now }.contains(zh ? "已停用" : "Given up"))
    }

    private func found(_ world: PagesWorld, _ filter: ReceiptFilter) async throws -> [FoundReceipt] {
        try await world.pages.enquiries.receipts(filter, limit: 50, for: world.member)
    }

    private func link(_ relation: String, in page: String) -> String? {
        guard let place = page.firstRange(of: "rel=\"\(relation)\" href=\"") else { return nil }
        let address = page[place.upperBound...].prefix { $0 != "\"" }
        return String(address).replacing("&amp;", with: "&")
    }
}

/// The page of webhooks over a delivery whose requests end here.
private struct WebhookDesk {
    let webhooks: Webhooks
    let door: FrontDoor
    let sent: Sent

    final class Sent: Sendable {
        private let urls = Mutex<[String]>([])
        func withLock<Result: Sendable>(_ body: (inout [String]) -> Result) -> Result {
            urls.withLock { body(&$0) }
        }
    }

    init(_ world: PagesWorld) throws {
        let base = world.base
        let sent = Sent()
        self.sent = sent
        webhooks = Delivery(
            DeliverySettings(), store: base.store, journal: base.journal, clock: base.journal.clock,
            identifiers: .random(), register: base.parties.register, envelopes: base.declarations.envelopes,
            outgoing: OutgoingHTTP { request throws(OutgoingFault) in
                sent.withLock { $0.append(request.url) }
                return OutgoingHTTP.Answer(status: request.url.hasSuffix("bad") ? 500 : 200)
            }
        ).webhooks
        let share = try Share.find()
        let parties = try PartiesCapability(
            parties: base.parties,
            papers: PaperDesk(
                store: base.store, clock: base.journal.clock, key: [1, 2, 3],
                address: "http://127.0.0.1"),
            site: world.pages.site, share: share)
        let site = world.pages.site
        var settings = FrontDoor.Settings(seal: { "sealed" + $0 })
        settings.rateOfStranger = nil
        door = try FrontDoor(
            routes: parties.routes + WebhookPages(site: site, webhooks: webhooks).routes,
            gatekeeper: base.parties.gatekeeper, settings: settings,
            errorPage: { site.errorPage($0, $1) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func visitor() async throws -> Visitor {
        let visitor = Visitor(door)
        _ = try await visitor.get("/zh/sign-in")
        _ = try await visitor.post(
            "/zh/sign-in", form: ["login": "member", "password": PagesWorld.password])
        return visitor
    }
}

/// A webhook in any state.
private struct Hook {
    var disabled: Instant?
    var failures = 0
    var last: Instant?
    var status: Int?
    var trouble: WebhookTrouble?

    var made: Webhook {
        Webhook(
            tenant: "E", id: "h1", url: "https://r.example.com/in", createdAt: DeliveryWorld.now,
            disabledAt: disabled, position: 7, failures: failures, failingSince: last,
            nextAt: DeliveryWorld.now, lastAt: last, lastStatus: status, lastTrouble: trouble,
            secret: "whsec_none")
    }
}

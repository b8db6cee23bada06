import Balances
import Declarations
import House
import Journal
import Kernel
import Store
import TestKit
import Web
import Wire

/// One script in play: the real window on one side, the naive one on the other.
struct ModelTable: Sendable {
    var world: World
    var officer: Visitor
    var elsewhere: Visitor
    let chains: [SampleChain]
    let figures: [(value: Int64, tax: Int64)]
    /// Where another person's name, number and address are taken from.
    let others: SampleChain
    let run: Int
    let otherCarrier: SampleEnterprise
    let otherKey: String
    var naive: NaiveWindow
    /// What was answered, by the id of the letter.
    private var answered: [Int: Answered] = [:]
    /// Numbers before the script began.
    private(set) var before: (receipts: Int64, entries: Int64) = (0, 0)

    private struct Answered: Sendable {
        let message: SampleMessage
        let key: SampleEnterprise
        let status: Int
        let receipt: String
    }

    init(
        world: World, officer: Visitor, elsewhere: Visitor, chains: [SampleChain],
        figures: [(value: Int64, tax: Int64)], others: SampleChain, run: Int,
        otherCarrier: SampleEnterprise, otherKey: String, naive: NaiveWindow
    ) {
        self.world = world
        self.officer = officer
        self.elsewhere = elsewhere
        self.chains = chains
        self.figures = figures
        self.others = others
        self.run = run
        self.otherCarrier = otherCarrier
        self.otherKey = otherKey
        self.naive = naive
    }

    mutating func begin(guarantee: Int64) async throws {
        naive.guarantee = guarantee
        try await world.guarantee(Fixed(raw: guarantee * 1000))
        before = try await world.store.read { session in
            (
                try session.first("select coalesce(max(sequence), 0) from declarations_receipts")?.integer(0) ?? 0,
                try session.first("select coalesce(max(sequence), 0) from journal_entries")?.integer(0) ?? 0
            )
        }
    }

    mutating func perform(_ step: ModelStep) async throws -> [String] {
        switch step {
        case .send(let letter): try await send(letter)
        case .again(let id): try await again(id)
        case .contradict(let id): try await contradict(id)
        case .pump: try await pump()
        case .restart: try await restart()
        case .cancel(let id, let chain, let outcome): try await cancel(id, chain, outcome)
        case .decide(let chain, let action, let version, let elsewhere, let reason):
            try await decide(chain, action, version, elsewhere, reason)
        }
    }

    // MARK: Messages

    private mutating func send(_ letter: ModelLetter) async throws -> [String] {
        let made = try make(letter)
        let (document, hand) = (made.document, made.hand)
        let answer = try await post(made.message.bytes, as: hand.key)
        let json = try JSON(answer.body)
        answered[letter.id] = Answered(
            message: made.message, key: hand.key, status: answer.status,
            receipt: json["receipt"]?.string ?? "")
        guard hand.key == hand.transmitter else {
            let code = json["code"]?.string ?? ""
            return code == "declarations.foreign-transmitter" ? [] : ["\(answer.status) \(code) for a thief"]
        }
        let mail = ModelMail(
            number: document.number, head: document.draft.head, lines: document.draft.lines,
            sender: hand.key.creditCode, value: figures[letter.chain].value, tax: figures[letter.chain].tax)
        var expected = naive.take(mail)
        let result = json["results"]?.elements.first
        let found = NaiveWindow.Receipt(
            subject: result?["subject"]?.string ?? "", status: result?["status"]?.integer ?? 0)
        if expected.subject.isEmpty { expected.subject = found.subject }
        naive.receive(found, for: mail)
        if found == expected, answer.status == 200 { return [] }
        return ["answered \(answer.status) \(json.encoded.prefix(400)), expected \(expected)"]
    }

    /// Who transmits a message, and with whose key it is posted.
    typealias Hands = (transmitter: SampleEnterprise, key: SampleEnterprise)

    /// The message of a letter.
    func make(_ letter: ModelLetter) throws -> (message: SampleMessage, document: SampleDocument, hand: Hands) {
        var chain = chains[letter.chain]
        var document = chain.documents[letter.place]
        change(&document.draft.head, letter, document.number, chain)
        chain.documents = [document]
        let hand = hand(letter, document)
        guard let message = try world.samples.messages(of: chain, sentBy: hand.transmitter).first else {
            throw ModelFault(description: "\(letter) gives no message")
        }
        return (message, document, hand)
    }

    private func hand(_ letter: ModelLetter, _ document: SampleDocument) -> Hands {
        let cast = world.cast
        switch letter.hand {
        case .own: return (document.sender, document.sender)
        case .thief: return (document.sender, otherCarrier)
        case .stranger: return (cast.warehouse, cast.warehouse)
        case .other:
            let other =
                switch document.number {
                case "311", "621", "603": cast.seller
                case "303": cast.platform
                case "403": cast.payment
                default: document.sender
                }
            return (other, other)
        }
    }

    func post(_ bytes: [UInt8], as enterprise: SampleEnterprise) async throws -> Answer {
        let program =
            enterprise == otherCarrier
            ? Visitor(world.window.door).as(key: otherKey) : world.program(of: enterprise)
        return try await program.post(
            "/api/v1/ceb", xml: bytes, headers: ["accept": "application/json"])
    }

    private func change(
        _ head: inout [String: String], _ letter: ModelLetter, _ number: String, _ chain: SampleChain
    ) {
        head["guid"] = "MODEL" + digits(run, 15) + digits(letter.id, 16)
        head["appType"] = String(letter.appType)
        head["appStatus"] = letter.staged ? "1" : "2"
        head["appTime"] = "2026112009" + digits(letter.minute, 2) + "00"
        // The next chain of the same direction.
        let kin = chains.filter { $0.kind.isImport == chain.kind.isImport }
        let place = kin.firstIndex { $0.orderNo == chain.orderNo } ?? 0
        let other = kin[(place + 1) % kin.count]
        func value(_ document: Int, _ name: String) -> String? { other.documents[document].draft.head[name] }
        func more(_ name: String, _ raw: Int64) {
            let old = (try? Fixed(head[name] ?? "0")) ?? .zero
            head[name] = Fixed(raw: old.raw + raw).text
        }
        switch letter.change {
        case .none: break
        case .figure:
            switch number {
            case "311":
                more("freight", Fixed.scale)
                more("acturalPaid", Fixed.scale)
            case "411": more("amountPaid", -Fixed.scale)
            case "303": more("goodsValue", Fixed.scale)
            case "403": more("charge", -Fixed.scale)
            case "511": more("weight", Fixed.scale)
            default: more("grossWeight", Fixed.scale)
            }
        case .sum: if number == "311" { more("acturalPaid", Fixed.scale) }
        case .person:
            for name in ["buyerName", "buyerIdNumber"] where head[name] != nil {
                head[name] = others.documents[0].draft.head[name]
            }
            for (name, source) in [("payerName", "buyerName"), ("payerIdNumber", "buyerIdNumber")] where head[name] != nil {
                head[name] = others.documents[0].draft.head[source]
            }
        case .address:
            if let address = head["consigneeAddress"] { head["consigneeAddress"] = address + "2楼" }
        case .order:
            if head["orderNo"] != nil { head["orderNo"] = other.orderNo }
        case .paper:
            for name in ["payTransactionId", "payNo"] where head[name] != nil { head[name] = value(1, name) }
            if head["logisticsNo"] != nil { head["logisticsNo"] = other.waybill }
        case .number:
            if head["copNo"] != nil { head["copNo"] = other.copNo }
        case .carrier:
            if letter.place == 3 {
                head["logisticsCode"] = chain.kind.isImport ? otherCarrier.customsCode : otherCarrier.creditCode
                head["logisticsName"] = otherCarrier.name
            }
        }
    }

    /// The same bytes give the same answer, and nothing happens.
    private mutating func again(_ id: Int) async throws -> [String] {
        guard let earlier = answered[id] else { return [] }
        let answer = try await post(earlier.message.bytes, as: earlier.key)
        let receipt = try JSON(answer.body)["receipt"]?.string ?? ""
        return answer.status == earlier.status && receipt == earlier.receipt
            ? [] : ["answered \(answer.status) with another receipt"]
    }

    private mutating func contradict(_ id: Int) async throws -> [String] {
        guard let earlier = answered[id] else { return [] }
        let other = earlier.message.replacing([("<ceb:appTime>2026112009", "<ceb:appTime>2026112008")])
        let answer = try await post(other.bytes, as: earlier.key)
        let code = try JSON(answer.body)["code"]?.string ?? ""
        let expected = earlier.status == 200 ? "declarations.contradiction" : "declarations.foreign-transmitter"
        return code == expected ? [] : ["answered \(answer.status) \(code)"]
    }

    // MARK: Desk, server, officers

    private mutating func pump() async throws -> [String] {
        try await world.settle()
        naive.pump()
        return try await compare()
    }

    private mutating func restart() async throws -> [String] {
        world = try await world.restarted()
        officer = await officer.moved(to: world.window.door)
        elsewhere = await elsewhere.moved(to: world.window.door)
        return []
    }

    private mutating func decide(
        _ chain: Int, _ action: String, _ version: Int64, _ isElsewhere: Bool, _ reason: Bool
    ) async throws -> [String] {
        let copNo = chains[chain].copNo
        let key = naive.lists.keys.first { $0.hasPrefix("621 \(copNo) ") || $0.hasPrefix("603 \(copNo) ") }
        let preNo = key.flatMap { naive.lists[$0]?.preNo } ?? "B20261120999999999"
        let declarant = world.program(of: world.cast.declarant)
        let seen = try JSON(try await declarant.get("/api/v1/declarations/\(preNo)").body)["version"]?.integer ?? 1
        let words = reason ? "测试理由" : " "
        let visitor = isElsewhere ? elsewhere : officer
        let answer = try await visitor.decide(
            preNo, "{\"action\":\"\(action)\",\"version\":\(seen + version),\"reason\":\"\(words)\"}")
        let json = try JSON(answer.body)
        let found = answer.status == 200 ? "200" : json["code"]?.string ?? "\(answer.status)"
        let expected = naive.officer(
            key, action, isCurrent: version == 0, elsewhere: isElsewhere, reason: reason)
        guard found == expected else { return ["answered \(found), expected \(expected)"] }
        return try await compare(afterDesk: false)
    }

    // MARK: Comparison

    mutating func finish() async throws -> [String] {
        // What was said is said again, byte for byte, and nothing comes of it.
        var wrong: [String] = []
        for id in answered.keys.sorted() where id % 4 == run % 4 { wrong += try await again(id).map { "#\(id) \($0)" } }
        wrong += try await pump()
        wrong += try await visibility()
        return wrong.map { "at the end: \($0)" }
    }

    private var enterprises: [(code: String, id: String)] {
        (world.cast.members + [otherCarrier]).map { ($0.creditCode, world.id(of: $0)) }
    }

    /// What lies in the store of this script.
    func look() async throws -> ModelFindings {
        try await ModelFindings.read(
            prefix: String(chains[0].orderNo.dropFirst().prefix(9)), after: before,
            enterprises: enterprises, from: world)
    }

    /// What a buyer has used of the year, in fen.
    func used(by buyer: String) async throws -> Int64 {
        let answer = try await world.program(of: world.cast.platform).post(
            "/api/v1/quota", json: "{\"buyerIdNumber\":\"\(buyer)\"}")
        return try Fixed(JSON(answer.body)["usedYuan"]?.string ?? "").raw / 1000
    }

    mutating func compare(afterDesk: Bool = true) async throws -> [String] {
        let found = try await look()
        for (key, list) in found.lists where list.status == 500 { naive.inspect(key) }
        var wrong = found.differences(from: naive, enterprises: enterprises)
        if afterDesk { wrong += found.flaws + found.forgotten(in: naive) }
        for buyer in naive.used.keys.sorted() {
            let used = try await used(by: buyer)
            if used != naive.used[buyer] {
                wrong.append("a buyer has used \(used) fen, expected \(naive.used[buyer] ?? 0)")
            }
        }
        if found.guarantee != naive.guarantee {
            wrong.append("\(found.guarantee) fen of guarantee are left, expected \(naive.guarantee)")
        }
        return wrong
    }

    /// A list is seen by whoever is named in it, by the payment enterprise whose payment it has, and
    /// by nobody else.
    private func visibility() async throws -> [String] {
        var wrong: [String] = []
        for (key, list) in naive.lists.sorted(by: { $0.key < $1.key }) {
            let payers = naive.papers.values.filter { $0.usedBy == list.preNo && $0.mail.number == "411" }
                .map { naive.code($0.mail, "payCode") }
            let named = payers + ["agentCode", "ebcCode", "ebpCode", "logisticsCode"].map { naive.code(list.mail, $0) }
            for member in world.cast.members + [otherCarrier] {
                let program =
                    member == otherCarrier
                    ? Visitor(world.window.door).as(key: otherKey) : world.program(of: member)
                let answer = try await program.get("/api/v1/declarations/\(list.preNo)")
                let expected = named.contains(member.creditCode) ? 200 : 404
                if answer.status != expected {
                    wrong.append("\(key): \(member.nameEn) is answered \(answer.status), expected \(expected)")
                }
            }
        }
        return wrong
    }
}

extension Visitor {
    /// The same browser, before another server.
    func moved(to door: FrontDoor) async -> Visitor {
        let other = Visitor(door)
        for name in ["session", "visitor"] { await other.keep(cookie: name, cookie(name)) }
        return other
    }
}

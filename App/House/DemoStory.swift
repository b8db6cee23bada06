import Declarations
import Kernel
import Wire

/// What happens in the demonstration world: parcels in every state, sent over HTTP as the systems
/// of enterprises would.
struct DemoStory: Sendable {
    let samples: SampleChains
    /// Keys by credit code.
    let keys: [String: String]
    let port: Int
    let say: @Sendable (String) -> Void

    /// The gateway answered in a way the story does not know.
    struct Unexpected: Error, Sendable, CustomStringConvertible {
        let description: String
    }

    func tell() throws {
        let connection = BenchConnection(port: port)
        try everyday(connection)
        try exceptions(connection)
        try yearlyLimit(connection)
        try misfits(connection)
        try awaitDecisions(connection)
        try inspection(connection)
        try exports(connection)
        try cancellation(connection)
        say("\(try statuses(connection))")
    }

    /// Parcels that pass, in messages of up to a hundred documents.
    private func everyday(_ connection: BenchConnection) throws {
        let plan: [(SampleKind, Int)] = [
            (.direct, 90), (.bonded, 60), (.simplified, 60), (.summarised, 30),
        ]
        for (kind, count) in plan {
            let chains = (1...count).map { samples.chain($0, kind) }
            try send(samples.batches(of: chains), on: connection)
            say("  \(kind.name.zh) \(count) 票 / \(count) × \(kind.name.en)")
        }
    }

    /// One of each thing that may keep a list from passing at once.
    private func exceptions(_ connection: BenchConnection) throws {
        let defects: [SampleDefect] = [
            .payerDiffers, .amountDiffers, .buyerDiffers, .addressDiffers, .lineMissing,
            .overOrderLimit, .unknownGoodsCode,
        ]
        for (index, defect) in defects.enumerated() {
            try send(
                samples.messages(of: samples.chain(1001 + index, .direct, defect: defect)),
                on: connection)
        }
        for (index, defect) in [SampleDefect.massDiffers, .unknownGoodsCode].enumerated() {
            try send(
                samples.messages(of: samples.chain(1001 + index, .summarised, defect: defect)),
                on: connection)
        }
        say("  不符 9 票：7 票将被退单，2 票当场未接受 / 9 wrong: 7 to be rejected, 2 refused at once")
        for number in 1101...1103 {
            try send(
                samples.messages(of: samples.chain(number, .direct, basket: .watched)),
                on: connection)
        }
        try send(
            samples.messages(of: samples.chain(1104, .direct, basket: .dear)), on: connection)
        say("  转人工审核 4 票 / 4 for an officer to review")
        for (number, without) in [(1201, "CEB411"), (1202, "CEB511"), (1203, "CEB311")] {
            let messages = try samples.messages(of: samples.chain(number, .direct))
            try send(messages.filter { $0.type != without }, on: connection)
        }
        say("  缺少单证 3 票，等待到齐 / 3 that wait for a document")
    }

    /// One buyer who orders until the limit of the year is used up.
    private func yearlyLimit(_ connection: BenchConnection) throws {
        for number in 1301...1306 {
            try send(
                samples.messages(
                    of: samples.chain(number, .direct, basket: .large, buyer: 1301)),
                on: connection)
        }
        say("  同一订购人 6 票，最后一票超出年度限额 / 6 of one buyer, the last above the yearly limit")
    }

    /// Messages that the gateway refuses, and documents it answers with a negative receipt.
    private func misfits(_ connection: BenchConnection) throws {
        for (index, defect) in [SampleDefect.wrongOrder, .missingElement, .amount("1e9")]
            .enumerated()
        {
            let chain = samples.chain(1401 + index, .direct, defect: defect)
            guard let order = try samples.messages(of: chain).first else { continue }
            let reply = try post(order, on: connection)
            guard reply.status == 422 else {
                throw Unexpected(description: "\(order.type): \(reply.status) instead of 422")
            }
        }
        for (index, defect) in [SampleDefect.unknownCountry, .unregisteredSeller].enumerated() {
            let chain = samples.chain(1411 + index, .direct, defect: defect)
            try send(Array(samples.messages(of: chain).prefix(1)), on: connection)
        }
        say("  不合规报文 5 份 / 5 messages that do not fit")
    }

    /// One list in about a hundred is drawn for inspection; a few more are sent until one is.
    private func inspection(_ connection: BenchConnection) throws {
        for round in 0..<15 {
            if try !declarations("status=500&limit=1", connection).isEmpty { return }
            let chains = (1...40).map { samples.chain(2000 + round * 40 + $0, .direct) }
            try send(samples.batches(of: chains), on: connection)
            try awaitDecisions(connection)
        }
    }

    /// Released exports arrive at the site, are bagged and leave; some are summarised.
    private func exports(_ connection: BenchConnection) throws {
        let released = try declarations("status=800&type=CEB603&limit=200", connection)
        let numbers = Dictionary(
            released.map { ($0["copNo"]?.string ?? "", $0["invtNo"]?.string ?? "") },
            uniquingKeysWith: { first, _ in first })
        let parcels = (1...12).map { samples.chain($0, .simplified) }
            .filter { numbers[$0.copNo] != nil }
        let summed = (1...8).map { samples.chain($0, .summarised) }
            .filter { numbers[$0.copNo] != nil }
        let leaving = parcels.prefix(8) + summed
        guard let first = summed.first else { return }
        try send(
            [
                samples.arrival(of: parcels + summed, "ARR1"),
                samples.bagList(of: Array(leaving), "BAG1"),
            ], on: connection)
        // In two parts, as a long document comes.
        try send(
            [
                samples.departure(of: Array(parcels.prefix(8)), "DEP1", .init(1, of: 2)),
                samples.departure(of: summed, "DEP1", .init(2, of: 2)),
            ], on: connection)
        try waitFor(connection, until: leaving.count, query: "status=899&type=CEB603&limit=200")
        try send(
            [
                samples.summary(
                    like: first, "SUM1", numbers: summed.compactMap { numbers[$0.copNo] })
            ], on: connection)
        say(
            "  出口运抵 \(parcels.count + summed.count) 票，离境 \(leaving.count) 票，汇总申报 "
                + "\(summed.count) 票 / arrived, left, summarised")
    }

    /// A list under review that the declarant wants to take back: an officer is to decide.
    private func cancellation(_ connection: BenchConnection) throws {
        let chain = samples.chain(1101, .direct, basket: .watched)
        let held = try declarations("number=\(chain.copNo)", connection).first
        guard let invtNo = held?["invtNo"]?.string else { return }
        try send([samples.cancellation(of: chain, invtNo: invtNo)], on: connection)
        say("  撤销申请 1 份，待关员决定 / 1 application to cancel, for an officer")
    }

    private func waitFor(
        _ connection: BenchConnection, until count: Int, query: String
    ) throws {
        let started = Stopwatch.nanoseconds()
        while Stopwatch.nanoseconds() - started < 60_000_000_000 {
            if try declarations(query, connection).count >= count { return }
            pause(milliseconds: 50)
        }
        throw Unexpected(description: "\(query): not \(count) within a minute")
    }

    // MARK: Talking to the gateway

    private func send(_ messages: [SampleMessage], on connection: BenchConnection) throws {
        for message in messages {
            let reply = try post(message, on: connection)
            guard reply.status == 200 else {
                throw Unexpected(
                    description: "\(message.type): \(reply.status) \(reply.text.prefix(400))")
            }
        }
    }

    private func post(
        _ message: SampleMessage, on connection: BenchConnection
    ) throws -> BenchConnection.Reply {
        try connection.send(
            "POST", "/api/v1/ceb",
            headers: [
                ("authorization", "Bearer \(keys[message.sender.creditCode] ?? "")"),
                ("content-type", "application/xml"),
            ], body: message.bytes)
    }

    private func declarations(_ query: String, _ connection: BenchConnection) throws -> [JSON] {
        let key = keys[samples.cast.declarant.creditCode] ?? ""
        let reply = try connection.send(
            "GET", "/api/v1/declarations?\(query)",
            headers: [("authorization", "Bearer \(key)"), ("accept", "application/json")])
        guard reply.status == 200, let json = try? JSON(reply.body) else {
            throw Unexpected(description: "declarations: \(reply.status)")
        }
        return json["declarations"]?.elements ?? []
    }

    /// Waits until only those are undecided that lack a document: each of these says what it waits
    /// for.
    private func awaitDecisions(_ connection: BenchConnection) throws {
        let started = Stopwatch.nanoseconds()
        while Stopwatch.nanoseconds() - started < 60_000_000_000 {
            let open = try declarations("status=2&limit=200", connection)
            if open.allSatisfy({ !($0["waitsFor"]?.elements.isEmpty ?? true) }) { return }
            pause(milliseconds: 50)
        }
        throw Unexpected(description: "the desk has not decided within a minute")
    }

    private func statuses(_ connection: BenchConnection) throws -> String {
        let names = [
            (800, "放行 released"), (899, "结关 closed"), (100, "退单 rejected"), (300, "人工审核 review"),
            (500, "查验 inspection"), (2, "等待单证 waiting"),
        ]
        let parts = try names.map { status, name in
            let found = try declarations("status=\(status)&limit=200", connection).count
            return "\(name) \(found == 200 ? "200+" : String(found))"
        }
        return "  " + parts.joined(separator: " · ")
    }
}

extension SampleKind {
    var name: Localized {
        switch self {
        case .direct: Localized(zh: "直购进口 9610", en: "direct import 9610")
        case .bonded: Localized(zh: "保税进口 1210", en: "bonded import 1210")
        case .simplified: Localized(zh: "零售出口 9610（简化）", en: "retail export 9610 (simplified)")
        case .summarised: Localized(zh: "零售出口 9610（汇总）", en: "retail export 9610 (summarised)")
        }
    }
}

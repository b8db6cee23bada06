import Declarations
import Kernel
import TestKit
import Web
import Wire

/// What becomes of an application to cancel in a script.
enum ModelOutcome: String, Sendable, CaseIterable {
    case agree, refuse
    /// No officer decides it; the list may be decided first.
    case leave
}

extension ModelTable {
    /// The declarant applies to cancel the list of a chain, as far as that has a customs number, and
    /// an officer decides, or leaves it.
    mutating func cancel(_ id: Int, _ chain: Int, _ outcome: ModelOutcome) async throws -> [String] {
        try await world.settle()
        naive.pump()
        let copNo = chains[chain].copNo
        let found = naive.lists.keys.sorted().first { $0.hasPrefix("621 \(copNo) ") || $0.hasPrefix("603 \(copNo) ") }
        let declarant = world.program(of: world.cast.declarant)
        guard let key = found, let list = naive.lists[key],
            let invtNo = try JSON(try await declarant.get("/api/v1/declarations/\(list.preNo)").body)["invtNo"]?.string
        else { return [] }
        // The draw may have taken it to inspection.
        for (drawn, list) in try await look().lists where list.status == 500 { naive.inspect(drawn) }
        var about = chains[chain]
        about.documents[about.documents.count - 1].draft.head = list.mail.head
        let message = try world.samples.cancellation(of: about, invtNo: invtNo, attempt: id)
        let answer = try JSON(
            try await declarant.post("/api/v1/ceb", xml: message.bytes, headers: ["accept": "application/json"]).body)
        let result = answer["results"]?.elements.first
        let said = result?["status"]?.integer ?? 0
        let expected = naive.apply(for: key, as: result?["subject"]?.string ?? "", by: world.cast.declarant.creditCode)
        guard said == expected else { return ["cancellation answered \(answer.encoded.prefix(300)), expected \(expected)"] }
        try await world.settle()
        naive.settleCancellation(of: key)
        return try await decide(key, outcome)
    }

    private mutating func decide(_ key: String, _ outcome: ModelOutcome) async throws -> [String] {
        guard outcome != .leave, let pending = naive.pending[key] else { return try await compare() }
        let declarant = world.program(of: world.cast.declarant)
        let version = try JSON(try await declarant.get("/api/v1/follow-ups/\(pending)").body)["version"]?.integer ?? 0
        let answer = try await officer.decideFollowUp(
            pending, "{\"action\":\"\(outcome.rawValue)\",\"version\":\(version),\"reason\":\"测试理由\"}")
        guard answer.status == 200 else { return ["officer answered \(answer.status) \(answer.text.prefix(300))"] }
        naive.decideCancellation(of: key, agree: outcome == .agree)
        return try await compare()
    }
}

extension NaiveWindow {
    /// What the gateway answers to an application to cancel a list; `number` is the one it gave.
    mutating func apply(for key: String, as number: String, by sender: String) -> Int64 {
        guard let list = lists[key] else { return 0 }
        let isImport = list.mail.number == "621"
        let status: Int64 =
            list.status == 10 || pending[key] != nil
            ? (isImport ? -623_009 : -607_001) : list.status == 300 ? 2 : (isImport ? -623_005 : -607_001)
        if status == 2 { pending[key] = number }
        note(Receipt(subject: number, status: status), for: sender)
        applicants[number] = applicants[number] ?? sender
        return status
    }

    /// The desk looked at it: an officer is to decide. Only import receipts tell that it was stored.
    mutating func settleCancellation(of key: String) {
        guard let number = pending[key], !stored.contains(number), let list = lists[key] else { return }
        stored.insert(number)
        if list.mail.number == "621" { note(Receipt(subject: number, status: 120), for: applicants[number] ?? "") }
    }

    mutating func decideCancellation(of key: String, agree: Bool) {
        guard let number = pending.removeValue(forKey: key) else { return }
        note(Receipt(subject: number, status: agree ? 399 : 100), for: applicants[number] ?? "")
        if agree { cancelList(key) }
    }
}

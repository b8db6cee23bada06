import Declarations
import House
import Journal
import Kernel
import Plug
import Store
import Synchronization
import TestKit
import Web
import Wire

/// What the tasks of a rush share.
private final class Rush: Sendable {
    let receipts = Mutex<[Int: Set<String>]>([:])
    let ended = Atomic(false)
}

extension ModelTable {
    /// Sends everything a script has at once and twice, while two servers' desks and an officer
    /// work; gives what must not be once all are done.
    func rush(_ script: ModelScript) async throws -> [String] {
        let letters: [ModelLetter] = script.steps.compactMap {
            if case .send(let letter) = $0, letter.hand != .thief { letter } else { nil }
        }
        let other = try await world.restarted()
        let rush = Rush()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for world in [world, other] {
                group.addTask {
                    while !rush.ended.load(ordering: .relaxed) { try await world.settle() }
                }
            }
            group.addTask {
                while !rush.ended.load(ordering: .relaxed) { try await work() }
            }
            group.addTask {
                defer { rush.ended.store(true, ordering: .relaxed) }
                try await send(letters, rush)
            }
            try await group.waitForAll()
        }
        try await world.settle()
        return try await flaws(rush.receipts.withLock { $0 })
    }

    /// Four programs send, two of them backwards: every letter is sent twice.
    private func send(_ letters: [ModelLetter], _ rush: Rush) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for program in 0..<4 {
                let mine = letters.filter { $0.id % 2 == program % 2 }
                group.addTask {
                    for letter in program < 2 ? mine : mine.reversed() {
                        let made = try make(letter)
                        let answer = try await post(made.message.bytes, as: made.hand.key)
                        let receipt = try JSON(answer.body)["receipt"]?.string ?? "\(answer.status)"
                        rush.receipts.withLock { _ = $0[letter.id, default: []].insert(receipt) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// What an officer does who decides everything that comes.
    private func work() async throws {
        let list = try JSON(try await officer.get("/api/v1/worklist?limit=200").body)
        for found in list["declarations"]?.elements ?? [] {
            guard let preNo = found["preNo"]?.string, let version = found["version"]?.integer,
                chains.contains(where: { $0.copNo == found["copNo"]?.string })
            else { continue }
            let actions = ["release", "reject", "inspect", "send-back", "reject"]
            let action = actions[Int(version) % actions.count]
            _ = try await officer.decide(
                preNo, "{\"action\":\"\(action)\",\"version\":\(version),\"reason\":\"测试理由\"}")
        }
    }

    private func flaws(_ receipts: [Int: Set<String>]) async throws -> [String] {
        let found = try await look()
        var wrong = found.flaws
        for (id, texts) in receipts.sorted(by: { $0.key < $1.key })
        where texts.count != 1 || texts.contains(where: { $0.utf8.count < 10 }) {
            wrong.append("#\(id) was answered with \(texts.count) receipts")
        }
        let tax = found.lists.values.reduce(0) { $0 + $1.tax }
        if found.guarantee != naive.guarantee - tax {
            wrong.append("\(found.guarantee) fen of guarantee are left of \(naive.guarantee), and the lists owe \(tax)")
        }
        let value = found.lists.filter { $0.key.hasPrefix("621") && $0.value.status >= 300 && $0.value.status != 700 }
            .reduce(0) { $0 + $1.value.value }
        var used: Int64 = 0
        for chain in [chains[0], others] {
            used += try await self.used(by: chain.documents[0].draft.head["buyerIdNumber"] ?? "")
        }
        if used != value { wrong.append("the buyers have used \(used) fen, and the lists are worth \(value)") }
        return wrong
    }
}

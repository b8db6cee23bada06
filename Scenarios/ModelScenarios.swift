import FoundationEssentials
import Kernel
import TestKit
import Testing

/// Random scripts against a naive window: `MODEL_SEEDS` says how many, `TRADEWIND_SEED` the first.
@Suite("Declarations against a naive model") struct ModelScenarios {
    @Test("every receipt, status, used document and account is what the naive window says",
        arguments: TestStore.engines)
    func agreement(engine: TestStore.Engine) async throws {
        let first = UInt64(Self.setting("TRADEWIND_SEED") ?? 1)
        let count = UInt64(Self.setting("MODEL_SEEDS") ?? 30)
        try await ModelPlay.with(engine) { play in
            for seed in first..<first + count {
                let script = ModelScript(seed: seed)
                guard try await !play.play(script).isEmpty else { continue }
                let shortest = try await script.shrunk { try await !play.play($0).isEmpty }
                let wrong = try await play.play(shortest)
                Issue.record("\(shortest.told)\n\(wrong.joined(separator: "\n"))")
                return
            }
            // Scripts that hardly get anywhere, or are hardly ever refused, would show little.
            guard count >= 30 else { return }
            var counts: [Int64: Int] = [:]
            for status in play.told { counts[max(status, -1), default: 0] += 1 }
            let all: [Int64] = [-1, 1, 2, 100, 120, 300, 500, 700, 800]
            #expect(all.allSatisfy { counts[$0, default: 0] > 0 }, "\(counts)")
            #expect(counts[800, default: 0] > Int(count) / 2, "\(counts)")
        }
    }

    @Test("whatever comes at once: nothing is forgotten, nothing counts twice",
        arguments: TestStore.engines)
    func atOnce(engine: TestStore.Engine) async throws {
        let first = UInt64(Self.setting("TRADEWIND_SEED") ?? 1)
        let count = UInt64(Self.setting("MODEL_SEEDS") ?? 30) / 3
        try await ModelPlay.with(engine) { play in
            for seed in first..<first + count {
                let wrong = try await play.rush(ModelScript(seed: seed))
                #expect(wrong == [], "seed \(seed)")
            }
        }
    }

    @Test("what the model has found once stays mended", arguments: TestStore.engines)
    func found(engine: TestStore.Engine) async throws {
        try await ModelPlay.with(engine) { play in
            for script in Self.found {
                let wrong = try await play.play(script)
                #expect(wrong == [], "\(script.told)")
            }
        }
    }

    private static let found = [
        // Seed 1: a reason was asked for before the list was looked for.
        ModelScript([.large], [
            .decide(chain: 0, action: "detain", version: 0, elsewhere: false, reason: false)
        ]),
        // Seed 40: a deletion with appStatus 1 deleted, and was answered as a draft.
        ModelScript([.large], [
            .send(ModelLetter(id: 1, place: 0, staged: true)),
            .send(ModelLetter(id: 2, place: 0, appType: 3, staged: true, minute: 1)),
        ]),
    ]

    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }
}

extension ModelScript {
    /// The script as people read it.
    var told: String {
        let chains = goods.enumerated().map { "\($0.offset) \($0.element.rawValue)" }
        let head = "seed \(seed): chains \(chains.joined(separator: ", "))\(isTight ? ", tight guarantee" : "")"
        return ([head] + steps.enumerated().map { "\($0.offset + 1). \($0.element)" })
            .joined(separator: "\n")
    }
}

import FoundationEssentials
import Kernel
import TestKit
import Testing

/// Random scripts against a naive window. `TRADEWIND_MODEL_SEEDS` says how many, `TRADEWIND_SEED`
/// with which the first begins.
@Suite("Declarations against a naive model") struct ModelScenarios {
    @Test("every receipt, status, used document and account is what the naive window says",
        arguments: TestStore.engines)
    func agreement(engine: TestStore.Engine) async throws {
        let first = UInt64(Self.setting("TRADEWIND_SEED") ?? 1)
        let count = UInt64(Self.setting("TRADEWIND_MODEL_SEEDS") ?? 40)
        try await ModelPlay.with(engine) { play in
            for seed in first..<first + count {
                let script = ModelScript(seed: seed)
                guard try await !play.play(script).isEmpty else { continue }
                let shortest = try await script.shrunk { try await !play.play($0).isEmpty }
                let wrong = try await play.play(shortest)
                Issue.record("\(shortest.told)\n\(wrong.joined(separator: "\n"))")
                return
            }
        }
    }

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

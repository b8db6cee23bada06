import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Which divided message is sent in parts.
enum DividedKind: String, Sendable, CaseIterable {
    case arrival, bags, departure

    func part(_ number: Int, of chains: [SampleChain], _ world: World) throws -> SampleMessage {
        let (chain, portion) = ([chains[number - 1]], SampleChains.Portion(number, of: chains.count))
        switch self {
        case .arrival: return try world.samples.arrival(of: chain, "P1", portion)
        case .bags: return try world.samples.bagList(of: chain, "P1", portion)
        case .departure: return try world.samples.departure(of: chain, "P1", portion)
        }
    }

    func sender(in world: World) -> SampleEnterprise {
        switch self {
        case .arrival: world.cast.warehouse
        case .bags: world.cast.declarant
        case .departure: world.cast.carrier
        }
    }
}

extension PartScenarios {
    @Test("CB-03 a missing part is awaited for twenty-four hours and not longer; sent anew, last part first, all take effect",
        arguments: TestStore.engines, DividedKind.allCases)
    func awaited(engine: TestStore.Engine, kind: DividedKind) async throws {
        try await World.run(engine) { world in
            let chains = try await world.releasedExports(3)
            let sender = kind.sender(in: world)
            var taken: [String] = []
            for number in [3, 1] {
                let told = try await world.tell(try kind.part(number, of: chains, world))
                #expect(told.status == 2, "\(told.info)")
                taken.append(told.subject)
            }
            try await world.settle()
            // To the last second of the day they wait.
            world.time.advance(seconds: 24 * 3_600)
            try await world.lookAgain()
            for preNo in taken {
                let waiting = try await world.followUp(preNo, for: sender)
                #expect(waiting.status == 2)
                #expect(waiting["missingParts"]?.elements == [.integer(2)])
                let page = try await world.member(of: sender).get("/zh/follow-ups/\(preNo)")
                #expect(page.text.contains("等待其余各份报文"))
            }
            world.time.advance(seconds: 1)
            try await world.lookAgain()
            for preNo in taken {
                let refused = try await world.followUp(preNo, for: sender)
                #expect(refused.status == 100)
                let info = refused["receipts"]?.elements.first?["info"]?.string ?? ""
                #expect(info.contains("超过 24 小时仍缺第 2 份"), "\(info)")
            }
            // The part that comes too late waits for the others anew.
            let late = try await world.tell(try kind.part(2, of: chains, world))
            #expect(late.status == 2, "\(late.info)")
            try await world.settle()
            #expect(try await world.followUp(late.subject, for: sender)["missingParts"]?.elements == [.integer(1), .integer(3)])
            for number in [3, 1] {
                let again = try kind.part(number, of: chains, world).renamed("00000000-0000-4000-8000-00000000006\(number)")
                #expect(try await world.tell(again).status == 2)
            }
            try await world.settle()
            let done = try await world.followUp(late.subject, for: sender)
            #expect(done.status == 399, "\(done.texts)")
            #expect(done["decision"]?["lines"]?.elements.map { $0["fits"] } == [.bool(true), .bool(true), .bool(true)])
            try await world.everyReceiptFits()
        }
    }
}

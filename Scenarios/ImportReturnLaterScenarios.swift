import Declarations
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

/// Returns of lists on which something happened since the release: their tax was paid, they were
/// closed.
extension ImportReturnScenarios {
    @Test("CB-12 of a tax bill that is paid already two returns refund what was paid, and no more",
        arguments: TestStore.engines)
    func refundedTwice(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let number = try #require(
                (1...60).first {
                    let lines = world.samples.chain($0, .direct).documents.last?.draft.lines ?? []
                    return lines.count == 1 && lines[0]["qty"].flatMap { try? Fixed($0) } == Fixed(2)
                })
            let (chain, invtNo) = try await world.cleared(number, .direct)
            let officer = try await world.officer()
            // The return is applied for in time; the tax of the rest is paid before the goods are back.
            try await world.damage(
                "update declarations_taxes set status = $1, duty_no = $2, settled = $3",
                [.integer(2), .text("J20261120000000001"), .text("paid")])
            for attempt in 1...2 {
                try await world.bringBack(
                    try world.samples.importReturn(
                        of: chain, invtNo: invtNo, lines: [(number: 1, quantity: "1")],
                        attempt: attempt), chain, "\(attempt)", officer)
                let bill = try #require(try await world.taxBills().first)
                let (total, refund) = (
                    try Fixed(bill["total"]?.string ?? ""), try Fixed(bill["refund"]?.string ?? "")
                )
                #expect(attempt == 1 ? refund > .zero && refund < total : refund == total)
            }
            #expect(try await world.quotaUsed(buyer: number) == .zero)
        }
    }

    @Test("CB-12 the days of return run from the release, also of a list that was closed since",
        arguments: TestStore.engines)
    func closedSince(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let (first, one) = try await world.cleared(2, .direct)
            let (second, two) = try await world.cleared(3, .direct)
            world.time.advance(days: 20)
            try await world.damage(
                "update declarations_inventories set status = $1, status_at = $2",
                [.integer(899), .integer(world.time.clock.now().milliseconds)])
            world.time.advance(days: 10)
            #expect(try await world.tell(
                try world.samples.importReturn(of: first, invtNo: one, at: world.time.clock.now())).status == 2)
            world.time.advance(days: 1)
            let late = try await world.tell(
                try world.samples.importReturn(of: second, invtNo: two, at: world.time.clock.now()))
            #expect(late.status == -625_004)
            #expect(late.info.contains("现已逾期"))
        }
    }
}

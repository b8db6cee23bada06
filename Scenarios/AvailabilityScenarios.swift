import Availability
import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// The service tells what it is like.
@Suite("Service level") struct AvailabilityScenarios {
    @Test("CB-20 availability, capacity, times and queues are measured and published; a stop is downtime", arguments: TestStore.engines)
    func published(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            try await world.availability?.keep()
            _ = try await world.send(
                try world.samples.messages(of: world.samples.chain(1, .direct)))
            _ = try await stranger.get("/zh/tariff")
            world.time.advance(seconds: 60)
            try await world.availability?.keep()
            let before = try JSON(try await stranger.get("/api/v1/service").body)
            let gateway = component("gateway", before)
            #expect(gateway?["lastDay"]?["requests"]?.integer == 4, "\(before.encoded)")
            #expect((gateway?["lastDay"]?["p99Microseconds"]?.integer ?? 0) >= 100)
            #expect((gateway?["mostPerSecond"]?.integer ?? 0) >= 4)
            #expect(gateway?["availablePer100000"]?.integer == 100_000)
            #expect(before["queues"]?.elements.isEmpty == false)
            // It stops, and another server begins half an hour later.
            world.time.advance(seconds: 1_800)
            let later = try await world.restarted()
            try await later.availability?.keep()
            later.time.advance(seconds: 60)
            try await later.availability?.keep()
            let after = try await later.serviceLevel()
            let pages = component("pages", after)
            let today = pages?["days"]?.elements.last
            #expect(today?["minutesDown"]?.integer == 30, "\(after.encoded)")
            #expect((pages?["availablePer100000"]?.integer ?? 0) < 100_000)
            // What was measured before the stop is still there once the hour was put together.
            later.time.advance(seconds: 3_600)
            try await later.availability?.keep()
            let whole = component("gateway", try await later.serviceLevel())
            #expect(whole?["lastDay"]?["requests"]?.integer == 4)
            let page = try await Visitor(later.window.door).get("/en/service")
            #expect(page.status == 200 && page.text.contains("<svg"))
            #expect(page.text.contains("Gateway of messages"))
            // One hour and one day are no course: they are told, not drawn as a lonely point.
            #expect(page.text.contains("A course is shown from the next hour on") && !page.text.contains("<circle"))
            #expect(page.body.count < 100_000)
        }
    }

    private func component(_ name: String, _ figures: JSON) -> JSON? {
        figures["components"]?.elements.first { $0["component"]?.string == name }
    }
}

extension World {
    var availability: AvailabilityCapability? {
        window.capabilities.compactMap { $0 as? AvailabilityCapability }.first
    }

    func serviceLevel() async throws -> JSON {
        try JSON(try await Visitor(window.door).get("/api/v1/service").body)
    }
}

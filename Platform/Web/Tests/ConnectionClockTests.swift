import Testing

@testable import Web

@Suite("How slow a connection may be") struct ConnectionClockTests {
    static let settings = {
        var settings = WebServer.Settings()
        settings.headTime = 10
        settings.idleTime = 30
        settings.requestTime = 50
        settings.answerTime = 40
        settings.stretch = 10
        settings.leastBytes = 100
        settings.lingerTime = 5
        return settings
    }()

    @Test(
        "each phase has its time",
        arguments: [
            (.idle, 29, .fine), (.idle, 30, .cut), (.head, 9, .fine), (.head, 10, .requestTooSlow),
            (.answering, 39, .fine), (.answering, 40, .answerTooSlow), (.lingering, 4, .fine),
            (.lingering, 5, .cut),
        ] as [(ConnectionClock.Phase, Int, ConnectionClock.Verdict)])
    func phases(
        phase: ConnectionClock.Phase, after: Int, verdict: ConnectionClock.Verdict
    ) {
        var clock = ConnectionClock(Self.settings, now: 1000)
        clock.enter(phase, now: 2000)
        #expect(clock.verdict(now: 2000 + after, drained: 0, waiting: 0) == verdict)
    }

    @Test("a body has to keep moving, and to end")
    func body() {
        var clock = ConnectionClock(Self.settings, now: 0)
        clock.enter(.body, now: 0)
        for time in stride(from: 10, through: 40, by: 10) {
            clock.received(100)
            #expect(clock.verdict(now: time, drained: 0, waiting: 0) == .fine)
        }
        clock.received(100)
        #expect(clock.verdict(now: 50, drained: 0, waiting: 0) == .requestTooSlow)
        clock.enter(.body, now: 100)
        clock.received(99)
        #expect(clock.verdict(now: 109, drained: 0, waiting: 0) == .fine)
        #expect(clock.verdict(now: 110, drained: 0, waiting: 0) == .requestTooSlow)
    }

    @Test("the time of the head counts into the time of the request")
    func whole() {
        var clock = ConnectionClock(Self.settings, now: 0)
        clock.enter(.head, now: 0)
        clock.enter(.body, now: 9)
        clock.received(10_000)
        #expect(clock.verdict(now: 49, drained: 0, waiting: 0) == .fine)
        clock.received(10_000)
        #expect(clock.verdict(now: 50, drained: 0, waiting: 0) == .requestTooSlow)
    }

    @Test("who does not read the answer is cut, who reads slowly but steadily is not")
    func writing() {
        var clock = ConnectionClock(Self.settings, now: 0)
        clock.enter(.lingering, now: 0)
        var drained = 0
        for time in stride(from: 0, through: 100, by: 10) {
            #expect(clock.verdict(now: time, drained: drained, waiting: 5000) == .fine)
            drained += 100
        }
        drained -= 1
        #expect(clock.verdict(now: 110, drained: drained - 100, waiting: 5000) == .cut)
    }
}

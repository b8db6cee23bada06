import Kernel
import TestKit
import Testing

@testable import Uploads

@Suite("Scanner for viruses")
struct VirusScannerTests {
    @Test("It is named by host and port or by the path of its socket, and by nothing else")
    func named() {
        for name in ["127.0.0.1:3310", "clamav:3310", "[::1]:3310", "/run/clamav/clamd.ctl"] {
            #expect(VirusScanner(name) != nil, "\(name)")
        }
        let long = "/" + String(repeating: "a", count: 108)
        for name in ["", "clamav", ":3310", "clamav:0", "clamav:65536", "::1:3310", "a b:1", long] {
            #expect(VirusScanner(name) == nil, "\(name)")
        }
    }

    @Test("A file goes there in pieces and whole, and comes back clean or found",
        arguments: [0, 1, 65_536, 65_537, 300_000])
    func shown(size: Int) async throws {
        let daemon = try SampleScanner()
        let scanner = try #require(VirusScanner(daemon.address))
        let clean = [UInt8](repeating: 0x41, count: size)
        #expect(try await OwnThread.run { try scanner.finding(in: clean) } == nil)
        let bad = clean + Array(SampleScanner.bad.utf8)
        #expect(try await OwnThread.run { try scanner.finding(in: bad) } == "Test-Signature")
        #expect(daemon.sizes == [clean.count, bad.count])
    }

    @Test("What is no clear verdict is none: nobody there, hung up, too large, other words")
    func silent() async throws {
        let daemon = try SampleScanner()
        let scanner = try #require(VirusScanner(daemon.address))
        for mood in [SampleScanner.Mood.silent, .full] {
            daemon.be(mood)
            await #expect(throws: VirusScanner.Silent.self) {
                try await OwnThread.run { try scanner.finding(in: [1, 2, 3]) }
            }
        }
        for place in ["/nowhere/clamd.ctl", "127.0.0.1:1"] {
            let nobody = try #require(VirusScanner(place))
            await #expect(throws: VirusScanner.Silent.self) {
                try await OwnThread.run { try nobody.finding(in: [1]) }
            }
        }
        for words in ["", "stream: ", "stream: FOUND", "OK", "stream: OK FOUND?", "UNKNOWN"] {
            #expect(throws: VirusScanner.Silent.self, "\(words)") {
                try VirusScanner.verdict(Array(words.utf8))
            }
        }
    }

    @Test("The gate shows it what nothing else is wrong with, and takes nothing while it is silent")
    func gate() async throws {
        let daemon = try SampleScanner()
        let scanner = VirusScanner(daemon.address)
        let gate = UploadGate(atOnce: 1, mostWaiting: 1).scanning(with: scanner)
        #expect(try await gate.trouble([1, 2]) { nil } == nil)
        #expect(try await gate.trouble(Array(SampleScanner.bad.utf8)) { nil } == .infected)
        #expect(try await gate.trouble(Array(SampleScanner.bad.utf8)) { .tiny } == .tiny)
        let shown = [2, SampleScanner.bad.utf8.count]
        #expect(daemon.sizes == shown, "what is refused anyway is not shown")
        daemon.be(.silent)
        await #expect(throws: VirusScanner.Silent.self) { try await gate.trouble([1, 2]) { nil } }
        #expect(try await gate.scanning(with: nil).trouble([1, 2]) { nil } == nil)
    }
}

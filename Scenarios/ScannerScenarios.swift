import Declarations
import House
import Kernel
import TestKit
import Testing
import Uploads
import Web
import Wire

/// Files of strangers are shown to the operator's scanner for viruses before anybody is served them.
@Suite("Scanned files") struct ScannerScenarios {
    private static let bad = Array("%PDF-1.7 \(SampleScanner.bad)\nstartxref\n0\n%%EOF".utf8)

    @Test("SW-18 a document in which the scanner finds something is refused, none is taken while the scanner is silent, and nothing is kept", arguments: TestStore.engines)
    func documents(engine: TestStore.Engine) async throws {
        let daemon = try SampleScanner()
        try await ServiceWorld.run(engine, scanner: VirusScanner(daemon.address)) { world in
            let number = try await world.begin("general-licence", DrawDownScenarios.general)
            let before = try await world.whole(number)
            func send(_ bytes: [UInt8]) async throws -> Answer {
                try await world.program.send(
                    "POST", "/api/v1/applications/\(number)/documents?field=compliance-manual&name=a.pdf",
                    body: bytes, headers: ["content-type": "application/pdf"])
            }
            let infected = try await send(Self.bad)
            #expect(infected.status == 422 && infected.text.contains("procedures.document-infected"), "\(infected.text)")
            for mood in [SampleScanner.Mood.silent, .full] {
                daemon.be(mood)
                let unchecked = try await send(InspectionResultScenarios.pdf)
                #expect(unchecked.status == 503 && unchecked.text.contains("web.upload-unchecked"), "\(unchecked.text)")
                #expect(unchecked.header("retry-after") == "30")
            }
            daemon.be(.well)
            #expect(try await world.whole(number) == before)
            #expect(try await send(InspectionResultScenarios.pdf).status == 201)
            daemon.stop()
            let gone = try await send(InspectionResultScenarios.pdf + [0x0A])
            #expect(gone.status == 503 && gone.text.contains("web.upload-unchecked"), "\(gone.text)")
        }
    }

    @Test("SW-11 SW-13 reports about goods, photos and videos are scanned as documents are", arguments: TestStore.engines)
    func media(engine: TestStore.Engine) async throws {
        let daemon = try SampleScanner()
        let scanner = try #require(VirusScanner(daemon.address))
        try await World.run(engine) { unscanned in
            let world = try await unscanned.restarted(scanner: scanner)
            let officer = try await world.officer()
            let order = try await world.inspected(1, by: officer).order
            let path = "/api/v1/inspections/\(order)/media"
            let video: [UInt8] = [0, 0, 0, 24] + Array("ftypmp42".utf8)
            let infected = try await officer.put(path, video + Array(SampleScanner.bad.utf8))
            #expect(infected.status == 422 && infected.text.contains("inspections.media-infected"), "\(infected.text)")
            #expect(try await officer.put(path, video + Array("clean".utf8)).status == 201)
            daemon.be(.silent)
            #expect(try await officer.put(path, InspectionScenarios.photo).text.contains("web.upload-unchecked"))
            daemon.be(.well)
            #expect(try await officer.put(path, InspectionScenarios.photo).status == 201)

            let lab = try await InspectionResultScenarios.laboratory(world)
            let entry = try await InspectionResultScenarios.prepared(world, "LAB-9")
            let offered = try await world.program(of: world.cast.seller).send(
                "POST", "/api/v1/entries/\(entry)/" + InspectionResultScenarios.offer("R-1", by: lab), body: Self.bad,
                headers: ["content-type": "application/pdf"])
            #expect(offered.status == 422 && offered.text.contains("entries.field-file-infected"), "\(offered.text)")
        }
    }
}
